//! A file of GIFT cut into questions, which blank lines part.

use super::signs::{hidden, revealed};

/// A question as it stands in the file.
#[derive(Debug, Default)]
pub struct Block {
    /// The line on which it begins, from 1.
    pub line: usize,
    /// Its text without comments, escaped signs hidden.
    pub text: String,
    /// Its tags, those of its category first.
    pub tags: Vec<String>,
    /// The identifier that a comment gives it.
    pub identifier: Option<String>,
}

/// The questions of a file, one after the other.
pub fn blocks(text: &str) -> impl Iterator<Item = Block> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut cutter = Cutter::default();
    let mut blocks = Vec::new();
    for (number, line) in (1..).zip(text.split('\n')) {
        blocks.extend(cutter.line(number, line));
    }
    blocks.extend(cutter.cut());
    blocks.into_iter()
}

#[derive(Default)]
struct Cutter {
    block: Block,
    category: Vec<String>,
    opened: bool,
    closed: bool,
}

impl Cutter {
    // The question that ended with the line before, if one did.
    fn line(&mut self, number: usize, line: &str) -> Option<Block> {
        let trimmed = line.trim();
        if trimmed.is_empty() {
            return self.cut();
        }
        if let Some(comment) = trimmed.strip_prefix("//") {
            let ended = self.closed.then(|| self.cut()).flatten();
            self.comment(comment);
            return ended;
        }
        let category = trimmed.strip_prefix("$CATEGORY:");
        // Many files have no blank line here.
        let begins = self.closed && (category.is_some() || trimmed.starts_with("::"));
        let ended = begins.then(|| self.cut()).flatten();
        match category {
            Some(path) if self.block.text.is_empty() => {
                self.category = names(path);
                self.block = Block::default();
            }
            _ => self.add(number, trimmed),
        }
        ended
    }

    fn add(&mut self, number: usize, line: &str) {
        let line = hidden(line);
        if self.block.text.is_empty() {
            self.block.line = number;
        } else {
            self.block.text.push('\n');
        }
        let after_opening =
            if self.opened { Some(line.as_str()) } else { line.split_once('{').map(|(_, after)| after) };
        if let Some(after) = after_opening {
            self.opened = true;
            self.closed |= after.contains('}');
        }
        self.block.text.push_str(&line);
    }

    fn cut(&mut self) -> Option<Block> {
        (self.opened, self.closed) = (false, false);
        let mut block = std::mem::take(&mut self.block);
        let own = std::mem::take(&mut block.tags);
        for tag in self.category.iter().cloned().chain(own) {
            if !block.tags.contains(&tag) {
                block.tags.push(tag);
            }
        }
        (!block.text.is_empty()).then_some(block)
    }

    fn comment(&mut self, comment: &str) {
        let mut rest = comment;
        while let Some((name, value, after)) = bracketed(rest) {
            match name {
                "tag" if !value.is_empty() => self.block.tags.push(value),
                "id" if !value.is_empty() => self.block.identifier = self.block.identifier.take().or(Some(value)),
                _ => (),
            }
            rest = after;
        }
    }
}

// The next `[id:…]` or `[tag:…]`; a backslash takes the meaning from a bracket.
fn bracketed(text: &str) -> Option<(&str, String, &str)> {
    let (at, opening) = text.match_indices(['[']).find_map(|(at, _)| {
        let opening = ["[id:", "[tag:"].into_iter().find(|opening| text[at..].starts_with(opening))?;
        Some((at, opening))
    })?;
    let start = at + opening.len();
    let mut value = String::new();
    let mut escaped = false;
    for (index, character) in text[start..].char_indices() {
        match character {
            ']' if !escaped => {
                let name = &opening[1..opening.len() - 1];
                return Some((name, in_one_line(&value), &text[start + index + 1..]));
            }
            '\\' if !escaped => escaped = true,
            other => {
                value.push(other);
                escaped = false;
            }
        }
    }
    None
}

/// The words on one line, one space between them.
pub fn in_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

// `$course$/top/Module 1/Évaluation` is two words by which its questions are found; a
// slash of a name is doubled.
fn names(path: &str) -> Vec<String> {
    let path = revealed(&hidden(path)).replace("//", "\0");
    let names = path.split('/').map(|name| in_one_line(&name.replace('\0', "/")));
    names.filter(|name| !name.is_empty() && name != "top" && !(name.starts_with('$') && name.ends_with('$'))).collect()
}
