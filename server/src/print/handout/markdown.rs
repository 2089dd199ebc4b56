//! From Markdown to a flat list of blocks. Flat, because nesting is only an
//! indentation on paper, and because a text of ten thousand `>` must not
//! exhaust the stack.

use super::words;
use crate::print::Language;
use crate::print::canvas::Ink;
use crate::print::fonts::Face;
use crate::print::text::{Span, Style};
use crate::print::typography::{NBSP, spaced};
use pulldown_cmark::{Alignment, BlockQuoteKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

/// Running text.
pub const BODY: Style = Style::new(Face::Serif, 10.5);
/// Text in tables.
pub const CELL: Style = Style::new(Face::Sans, 8.8);
/// Of each level of headings in a module, from the highest in use.
pub const HEADINGS: [Style; 4] = [
    Style::new(Face::SansBold, 14.0).ink(Ink::GREEN),
    Style::new(Face::SansBold, 11.8),
    Style::new(Face::SansBold, 10.4),
    Style::new(Face::SansItalic, 10.4),
];

/// A block and where it stands.
#[derive(Clone, Debug)]
pub struct Block {
    /// What it is.
    pub kind: Kind,
    /// How many lists it is in.
    pub depth: usize,
    /// The number or bullet before it, if it begins an item.
    pub marker: Option<Vec<Span>>,
    /// Which quotation it is in: the same number, the same bar.
    pub quote: Option<usize>,
    /// In a list without blank lines: close to its neighbours.
    pub is_tight: bool,
}

/// What a block is.
#[derive(Clone, Debug)]
pub enum Kind {
    /// A heading; its level from 0, the highest in use.
    Heading(usize, Vec<Span>),
    /// A paragraph.
    Paragraph(Vec<Span>),
    /// Text whose line ends are kept.
    Verbatim(Vec<Span>),
    /// The label of a note.
    Label(Vec<Span>),
    /// A table.
    Table(Table),
    /// A rule.
    Rule,
}

/// A table: rows of cells, the first row its head.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// How columns are aligned.
    pub alignments: Vec<Alignment>,
    /// Its rows.
    pub rows: Vec<Vec<Vec<Span>>>,
}

/// A module's text.
#[derive(Debug, Default)]
pub struct Text {
    /// Its blocks.
    pub blocks: Vec<Block>,
    /// Where its links lead; spans have the index.
    pub links: Vec<String>,
}

/// Reads a module's text.
pub fn read(markdown: &str, language: Language) -> Text {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM;
    let mut reader = Reader::new(language);
    for event in Parser::new_ext(markdown, options) {
        reader.event(event);
    }
    reader.flush();
    reader.settle_headings();
    reader.text
}

struct List {
    /// The number of the next item, if the list is numbered.
    next: Option<u64>,
}

struct Reader {
    language: Language,
    text: Text,
    spans: Vec<Span>,
    bold: usize,
    italic: usize,
    links: Vec<usize>,
    heading: Option<usize>,
    is_verbatim: bool,
    is_html: bool,
    /// Within a picture: its description is collected as text.
    pictures: usize,
    lists: Vec<List>,
    marker: Option<Vec<Span>>,
    /// How deep in quotations, and the number of the outermost.
    quotes: usize,
    quote: usize,
    /// Whether the innermost item has paragraphs: then its list is loose.
    is_loose: bool,
    table: Option<Table>,
}

impl Reader {
    fn new(language: Language) -> Self {
        Self {
            language,
            text: Text::default(),
            spans: Vec::new(),
            bold: 0,
            italic: 0,
            links: Vec::new(),
            heading: None,
            is_verbatim: false,
            is_html: false,
            pictures: 0,
            lists: Vec::new(),
            marker: None,
            quotes: 0,
            quote: 0,
            is_loose: false,
            table: None,
        }
    }

    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if !self.is_html => self.push(&text),
            Event::Code(text) => {
                let style = self.style();
                self.span(&text, Style { face: monoline(style.face), ..style });
            }
            Event::SoftBreak => self.push(" "),
            Event::HardBreak => self.push("\n"),
            Event::InlineHtml(html) if html.to_ascii_lowercase().starts_with("<br") => self.push("\n"),
            Event::Rule => {
                self.flush();
                self.block(Kind::Rule);
            }
            Event::TaskListMarker(is_done) => {
                let sign = if is_done { "☑ " } else { "☐ " };
                // The box stands instead of the bullet.
                self.marker = Some(vec![Span::new(sign.trim_end(), BODY)]);
            }
            _ => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph => {
                self.flush();
                self.is_loose = !self.lists.is_empty();
            }
            Tag::Heading { level, .. } => {
                self.flush();
                self.heading = Some(depth(level));
            }
            Tag::BlockQuote(kind) => self.start_quote(kind),
            Tag::CodeBlock(_) => {
                self.flush();
                self.is_verbatim = true;
            }
            Tag::HtmlBlock | Tag::MetadataBlock(_) => {
                self.flush();
                self.is_html = true;
            }
            Tag::List(next) => {
                self.flush();
                self.lists.push(List { next });
            }
            Tag::Item => self.start_item(),
            Tag::Table(alignments) => {
                self.flush();
                self.table = Some(Table { alignments, rows: Vec::new() });
            }
            Tag::TableHead | Tag::TableRow => {
                if let Some(table) = &mut self.table {
                    table.rows.push(Vec::new());
                }
            }
            Tag::Strong => self.bold += 1,
            Tag::Emphasis => self.italic += 1,
            Tag::Link { dest_url, .. } => {
                self.links.push(self.text.links.len());
                self.text.links.push(dest_url.into_string());
            }
            Tag::Image { .. } => {
                self.pictures += 1;
                self.italic += 1;
                self.push(words::picture(self.language));
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) => self.flush(),
            TagEnd::CodeBlock => {
                self.flush();
                self.is_verbatim = false;
            }
            TagEnd::HtmlBlock | TagEnd::MetadataBlock(_) => self.is_html = false,
            TagEnd::BlockQuote(_) => {
                self.flush();
                self.quotes = self.quotes.saturating_sub(1);
            }
            TagEnd::Item => {
                self.flush();
                if self.marker.is_some() {
                    self.block(Kind::Paragraph(Vec::new()));
                }
            }
            TagEnd::List(_) => {
                self.flush();
                self.lists.pop();
                self.is_loose = false;
            }
            TagEnd::TableCell => {
                let spans = std::mem::take(&mut self.spans);
                if let Some(row) = self.table.as_mut().and_then(|table| table.rows.last_mut()) {
                    row.push(spans);
                }
            }
            TagEnd::Table => {
                if let Some(table) = self.table.take() {
                    self.block(Kind::Table(table));
                }
            }
            TagEnd::Strong => self.bold = self.bold.saturating_sub(1),
            TagEnd::Emphasis => self.italic = self.italic.saturating_sub(1),
            TagEnd::Link => {
                self.links.pop();
            }
            TagEnd::Image => {
                self.push("]");
                self.pictures = self.pictures.saturating_sub(1);
                self.italic = self.italic.saturating_sub(1);
            }
            _ => {}
        }
    }

    fn start_quote(&mut self, kind: Option<BlockQuoteKind>) {
        self.flush();
        if self.quotes == 0 {
            self.quote += 1;
        }
        self.quotes += 1;
        if let Some(kind) = kind {
            let label = words::note(kind, self.language).to_uppercase();
            let style = Style::new(Face::SansBold, 8.2).tracked(50.0).ink(Ink::GREEN);
            self.block(Kind::Label(vec![Span::new(&label, style)]));
        }
    }

    fn start_item(&mut self) {
        self.flush();
        self.is_loose = false;
        let depth = self.lists.len();
        let marker = match self.lists.last_mut().and_then(|list| list.next.as_mut()) {
            Some(next) => {
                let number = *next;
                *next = next.saturating_add(1);
                format!("{number}.")
            }
            None => ["•", "–", "·"][depth.saturating_sub(1) % 3].to_owned(),
        };
        self.marker = Some(vec![Span::new(&marker, BODY)]);
    }

    fn push(&mut self, text: &str) {
        self.span(text, self.style());
    }

    fn span(&mut self, text: &str, style: Style) {
        let text = if self.is_verbatim {
            indented(text)
        } else {
            let before = self.spans.last().and_then(|span| span.text.chars().next_back());
            spaced(text, before, self.language)
        };
        let span = Span::new(&text, style);
        match self.spans.last_mut() {
            Some(last) if last.style == style => last.text.push_str(&span.text),
            _ => self.spans.push(span),
        }
    }

    fn style(&self) -> Style {
        let is_head = self.table.as_ref().is_some_and(|table| table.rows.len() == 1);
        let mut style = match (&self.table, self.heading) {
            (Some(_), _) if is_head => CELL.face(Face::SansBold),
            (Some(_), _) => CELL,
            (None, Some(level)) => HEADINGS[level.min(HEADINGS.len() - 1)],
            (None, None) if self.is_verbatim => Style::new(Face::Sans, 9.2),
            (None, None) => BODY,
        };
        if self.bold > 0 {
            style.face = style.face.bold();
        }
        if self.italic > 0 {
            style.face = style.face.italic();
        }
        if let Some(link) = self.links.last() {
            style.link = Some(*link);
            style.ink = Ink::GREEN;
        }
        style
    }

    /// Ends the paragraph or heading in hand.
    fn flush(&mut self) {
        let mut spans = std::mem::take(&mut self.spans);
        let heading = self.heading.take();
        if let Some(last) = spans.last_mut() {
            last.text.truncate(last.text.trim_end_matches([' ', '\n']).len());
        }
        if spans.iter().all(|span| span.text.trim().is_empty()) {
            return;
        }
        self.block(match heading {
            Some(level) => Kind::Heading(level, spans),
            None if self.is_verbatim => Kind::Verbatim(spans),
            None => Kind::Paragraph(spans),
        });
    }

    fn block(&mut self, kind: Kind) {
        self.text.blocks.push(Block {
            kind,
            depth: self.lists.len(),
            marker: self.marker.take(),
            quote: (self.quotes > 0).then_some(self.quote),
            is_tight: !self.lists.is_empty() && !self.is_loose,
        });
    }

    /// Authors begin at `#`, `##` or `###`: what they use highest is the first
    /// level of the module.
    fn settle_headings(&mut self) {
        let levels = self.text.blocks.iter().filter_map(|block| match &block.kind {
            Kind::Heading(level, _) => Some(*level),
            _ => None,
        });
        let highest = levels.min().unwrap_or(0);
        for block in &mut self.text.blocks {
            if let Kind::Heading(level, spans) = &mut block.kind {
                let was = HEADINGS[(*level).min(HEADINGS.len() - 1)];
                *level -= highest;
                let is = HEADINGS[(*level).min(HEADINGS.len() - 1)];
                for span in spans {
                    span.style.size = is.size;
                    if span.style.ink == was.ink {
                        span.style.ink = is.ink;
                    }
                    if span.style.face == was.face {
                        span.style.face = is.face;
                    }
                }
            }
        }
    }
}

/// There is no face of even widths: code is set in the sans.
fn monoline(face: Face) -> Face {
    match face {
        Face::SerifBold | Face::SerifBoldItalic | Face::SansBold => Face::SansBold,
        _ => Face::Sans,
    }
}

/// Spaces at the beginning of a line would be lost: there they do not break.
fn indented(text: &str) -> String {
    let line = |line: &str| {
        let rest = line.trim_start_matches(' ');
        NBSP.to_string().repeat(line.len() - rest.len()) + rest
    };
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

fn depth(level: HeadingLevel) -> usize {
    match level {
        HeadingLevel::H1 => 0,
        HeadingLevel::H2 => 1,
        HeadingLevel::H3 => 2,
        HeadingLevel::H4 => 3,
        HeadingLevel::H5 => 4,
        HeadingLevel::H6 => 5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Blocks in a word each, with depth and quotation.
    fn outline(markdown: &str) -> Vec<String> {
        let told = |block: &Block| {
            let text = |spans: &[Span]| spans.iter().map(|span| span.text.as_str()).collect::<String>();
            let what = match &block.kind {
                Kind::Heading(level, spans) => format!("h{level} {}", text(spans)),
                Kind::Paragraph(spans) => format!("p {}", text(spans)),
                Kind::Verbatim(spans) => format!("pre {}", text(spans)),
                Kind::Label(spans) => format!("label {}", text(spans)),
                Kind::Table(table) => format!("table {}", table.rows.len()),
                Kind::Rule => "rule".to_owned(),
            };
            let marker = block.marker.as_deref().map(text).unwrap_or_default();
            let quote = if block.quote.is_some() { ">" } else { "" };
            format!("{quote}{}{marker} {what}", "  ".repeat(block.depth)).trim_end().to_owned()
        };
        read(markdown, Language::Fr).blocks.iter().map(told).collect()
    }

    #[test]
    fn blocks_by_example() {
        assert_eq!(
            outline("## Objectifs\n\nDire *qui* fait **quoi**.\n\n### Puis\n\n---\n"),
            [" h0 Objectifs", " p Dire qui fait quoi.", " h1 Puis", " rule"]
        );
        assert_eq!(
            outline("1. un\n   - a\n   - b\n2. deux\n\n- [ ] à faire\n- [x] fait\n-\n"),
            ["  1. p un", "    – p a", "    – p b", "  2. p deux", "  ☐ p à faire", "  ☑ p fait", "  • p"]
        );
        assert_eq!(
            outline("> [!WARNING]\n> Ne jamais *filmer*.\n\n> Citation\n"),
            ["> label ATTENTION", "> p Ne jamais filmer.", "> p Citation"]
        );
        assert_eq!(outline("|a|b|\n|-|-|\n|1|2|\n|3|4|\n"), [" table 3"]);
        assert_eq!(outline("    code\n    suite\n"), [" pre code\nsuite"]);
        assert_eq!(outline("![plan](x.png)\n\n<div>non</div>\n\na<br>b"), [" p [Image\u{a0}: plan]", " p a\nb"]);
        assert!(outline("").is_empty());
    }

    #[test]
    fn spaces_reach_over_spans() {
        assert_eq!(outline("**Durée** : 2 h"), [" p Durée\u{a0}: 2 h"]);
    }

    #[test]
    fn ten_thousand_quotations_do_not_exhaust_the_stack() {
        assert_eq!(outline(&format!("{} a", ">".repeat(10_000))).len(), 1);
        assert!(!outline(&"- ".repeat(10_000)).is_empty());
    }
}
