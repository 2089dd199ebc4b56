//! The flow of a text: spaces, lines, paragraphs, lists.

// The longest part that is looked at again.
const MOST_SINCE: usize = 1_000;

/// A text that grows. Breaks are owed until the next word, so that none stand at the ends.
#[derive(Clone, Debug, Default)]
pub struct Flow {
    out: String,
    space: bool,
    breaks: usize,
    block: usize,
    mark: Option<String>,
    /// How many open elements keep line breaks and spaces.
    pub kept: usize,
    ever_kept: bool,
}

impl Flow {
    /// Adds text.
    pub fn text(&mut self, text: &str) {
        self.ever_kept |= self.kept > 0;
        for character in text.chars() {
            match character {
                '\n' if self.kept > 0 => self.line(),
                '\r' => {}
                ' ' | '\t' if self.kept > 0 => {
                    self.settle();
                    self.out.push(character);
                }
                ' ' | '\t' | '\n' | '\u{c}' => self.space = true,
                other => {
                    self.settle();
                    self.out.push(other);
                }
            }
        }
    }

    /// Ends the line.
    pub fn line(&mut self) {
        self.breaks += 1;
    }

    /// Ends the block: at least so many line breaks before the next word. A break that
    /// ends a block is none of its own.
    pub fn block(&mut self, breaks: usize) {
        if self.kept == 0 {
            self.breaks = self.breaks.saturating_sub(1);
        }
        self.block = self.block.max(breaks);
    }

    /// What the next word is to follow: the sign of a list.
    pub fn mark(&mut self, mark: String) {
        self.mark = Some(mark);
    }

    /// Where the next word will stand.
    pub fn here(&mut self) -> usize {
        self.settle();
        self.out.len()
    }

    /// What stands from here on, if it is short: looking at long parts again and again
    /// would take forever in a file made for it.
    pub fn since(&self, start: usize) -> Option<&str> {
        self.out.get(start..).filter(|tail| tail.len() <= MOST_SINCE)
    }

    /// Replaces what stands from here on, if it is short.
    pub fn replace_from(&mut self, start: usize, with: impl FnOnce(&str) -> String) {
        if let Some(tail) = self.since(start) {
            let tail = with(tail);
            self.out.truncate(start);
            self.out.push_str(&tail);
        }
    }

    fn settle(&mut self) {
        let owed = self.breaks + self.block;
        if owed > 0 && !self.out.is_empty() {
            self.out.extend(std::iter::repeat_n('\n', owed));
        } else if owed == 0 && self.space && !self.out.is_empty() && !self.out.ends_with('\n') {
            self.out.push(' ');
        }
        (self.space, self.breaks, self.block) = (false, 0, 0);
        if let Some(mark) = self.mark.take() {
            self.out.push_str(&mark);
        }
    }

    /// The text: no spaces at the ends of lines, no more than one empty line in a row
    /// except where lines are kept.
    pub fn finish(self) -> String {
        let most = if self.ever_kept { usize::MAX } else { 1 };
        let mut text = String::with_capacity(self.out.len());
        let mut empty = 0;
        for line in self.out.lines() {
            let line = line.trim_end();
            empty = if line.is_empty() { empty + 1 } else { 0 };
            if empty <= most {
                text.push_str(line);
                text.push('\n');
            }
        }
        text.trim().to_owned()
    }
}
