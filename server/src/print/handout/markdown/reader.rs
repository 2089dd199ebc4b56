//! The reader: from the parser's events to blocks.

mod parts;

use super::{BODY, Block, CELL, Kind, NOTE, Table, Text, heading};
use crate::print::canvas::Ink;
use crate::print::flow::row::Tone;
use crate::print::fonts::Face;
use crate::print::text::{Span, Style};
use crate::print::typography::{NBSP, spaced};
use crate::print::{Locale, PrintError};
use app::campaigns::text::{diagram, folded};
use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Tag, TagEnd};
use std::ops::Range;

struct List {
    /// The number of the next item, if the list is numbered.
    next: Option<u64>,
}

/// What is open at a place in the text.
pub struct Reader<'a> {
    source: &'a str,
    language: Locale,
    text: Text,
    spans: Vec<Span>,
    bold: usize,
    italic: usize,
    links: Vec<usize>,
    heading: Option<usize>,
    is_verbatim: bool,
    lists: Vec<List>,
    marker: Option<Vec<Span>>,
    /// How deep in quotations, and the number of the outermost.
    quotes: usize,
    quote: usize,
    tone: Tone,
    /// Where the text of the call-out in hand begins.
    label_end: usize,
    /// What stood beside the fence of a diagram.
    diagram: Option<String>,
    /// A figure's name and title, while its description is read.
    figure: Option<(String, String)>,
    /// The footnote in hand, those that are read, and those that are called, by name.
    note: Option<(String, Vec<Block>)>,
    notes: Vec<(String, Vec<Block>)>,
    called: Vec<String>,
    failed: Option<PrintError>,
    /// Whether the innermost item has paragraphs: then its list is loose.
    is_loose: bool,
    table: Option<Table>,
}

impl<'a> Reader<'a> {
    /// At the beginning of a text.
    pub fn new(source: &'a str, language: Locale) -> Self {
        Self {
            source,
            language,
            text: Text::default(),
            spans: Vec::new(),
            bold: 0,
            italic: 0,
            links: Vec::new(),
            heading: None,
            is_verbatim: false,
            lists: Vec::new(),
            marker: None,
            quotes: 0,
            quote: 0,
            tone: Tone::Quoted,
            label_end: 0,
            diagram: None,
            figure: None,
            note: None,
            notes: Vec::new(),
            called: Vec::new(),
            failed: None,
            is_loose: false,
            table: None,
        }
    }

    /// Takes in the next event.
    pub fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(Tag::BlockQuote(_)) => self.start_quote(range),
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(_) | Event::SoftBreak if range.end <= self.label_end => {}
            Event::SoftBreak if range.start <= self.label_end => {}
            // What follows the label on its line is text.
            Event::Text(text) if self.label_end > 0 && range.start <= self.label_end => {
                let rest = text.get(self.label_end - range.start..).unwrap_or_default().trim_start().to_owned();
                self.push(&rest);
            }
            Event::InlineMath(formula) => self.inline_math(&formula),
            Event::DisplayMath(formula) => self.display_math(&formula),
            Event::FootnoteReference(label) => self.call(&label),
            Event::Text(text) => self.push(&text),
            Event::Code(text) => {
                let style = self.style();
                self.span(&text, Style { face: monoline(style.face), ..style });
            }
            Event::SoftBreak => self.push(" "),
            Event::HardBreak => self.push("\n"),
            Event::InlineHtml(html) if html.to_ascii_lowercase().starts_with("<br") => self.push("\n"),
            // What looks like HTML is text, as on the page.
            Event::InlineHtml(html) => self.push(&html),
            Event::Html(html) => self.push(&html.replace('\n', " ")),
            Event::Rule => {
                self.flush();
                self.block(Kind::Rule);
            }
            Event::TaskListMarker(is_done) => {
                let sign = if is_done { "☑ " } else { "☐ " };
                // The box stands instead of the bullet.
                self.marker = Some(vec![Span::new(sign.trim_end(), self.body())]);
            }
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
            Tag::CodeBlock(kind) => {
                self.flush();
                self.is_verbatim = true;
                if let CodeBlockKind::Fenced(info) = kind
                    && diagram::caption(&info).is_some()
                {
                    self.diagram = Some(info.into_string());
                }
            }
            Tag::FootnoteDefinition(label) => {
                self.flush();
                self.note = Some((label.into_string(), Vec::new()));
            }
            Tag::HtmlBlock => self.flush(),
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
            // In a table, a picture's description stands for it.
            Tag::Image { dest_url, title, .. } if self.table.is_none() => {
                self.flush();
                self.figure = Some((dest_url.into_string(), title.into_string()));
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) | TagEnd::HtmlBlock => self.flush(),
            TagEnd::CodeBlock => {
                match self.diagram.take() {
                    Some(info) => self.end_diagram(&info),
                    None => self.flush(),
                }
                self.is_verbatim = false;
            }
            TagEnd::FootnoteDefinition => {
                self.flush();
                self.notes.extend(self.note.take());
            }
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
            TagEnd::Image => self.end_figure(),
            _ => {}
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
        self.marker = Some(vec![Span::new(&marker, self.body())]);
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

    fn body(&self) -> Style {
        if self.note.is_some() { NOTE } else { BODY }
    }

    fn style(&self) -> Style {
        let is_head = self.table.as_ref().is_some_and(|table| table.rows.len() == 1);
        let mut style = match (&self.table, self.heading) {
            (Some(_), _) if is_head => CELL.face(Face::SansBold),
            (Some(_), _) => CELL,
            (None, Some(level)) => heading(level),
            (None, None) if self.is_verbatim => Style::new(Face::Sans, 9.2),
            (None, None) => self.body(),
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

    /// The text, at its end.
    pub fn finish(mut self) -> Result<Text, PrintError> {
        self.flush();
        if let Some(failed) = self.failed {
            return Err(failed);
        }
        let mut notes = self.notes;
        let note = |label: &String| {
            let place = notes.iter().position(|(known, _)| folded(known) == *label)?;
            Some(std::mem::take(&mut notes[place].1))
        };
        self.text.notes = self.called.iter().map(note).map(Option::unwrap_or_default).collect();
        Ok(self.text)
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
        let block = Block {
            kind,
            depth: self.lists.len(),
            marker: self.marker.take(),
            quote: (self.quotes > 0).then_some(self.quote),
            tone: self.tone,
            is_tight: !self.lists.is_empty() && !self.is_loose,
        };
        match &mut self.note {
            Some((_, blocks)) => blocks.push(block),
            None => self.text.blocks.push(block),
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
