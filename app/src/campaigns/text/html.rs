//! The text of a module as HTML: raw HTML in it is shown as text, links lead only to the web,
//! pictures are figures of the curriculum, and its headings stand below those of the page, none
//! by more than one.

use super::diagram::Diagram;
use super::{callout, math, mathml, options};
use crate::campaigns::figures::model::Figure;
use crate::i18n::Locale;
use pulldown_cmark::{CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Parser, Tag, TagEnd, html};

/// What a text is shown with.
#[derive(Clone, Copy, Debug)]
pub struct Prose<'a> {
    /// Its language.
    pub language: Locale,
    /// Where its figures are, with a slash at the end.
    pub figures: &'a str,
    /// Those that are kept.
    pub known: &'a [Figure],
    /// The level of the page's heading below which it stands, from 1.
    pub below: usize,
}

/// A text as HTML.
#[must_use]
pub fn render(text: &str, prose: Prose<'_>) -> String {
    let mut writer = Writer::new(prose, highest(text));
    for (event, range) in Parser::new_ext(text, options()).into_offset_iter() {
        match event {
            Event::Start(Tag::BlockQuote(_)) => writer.quote(callout(&text[range.clone()]), range.start),
            event => writer.event(event, range.start, range.end),
        }
    }
    writer.finish()
}

/// A text between tags or in an attribute.
#[must_use]
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// The highest level of headings that a text uses.
fn highest(text: &str) -> HeadingLevel {
    let levels = Parser::new_ext(text, options()).filter_map(|event| match event {
        Event::Start(Tag::Heading { level, .. }) => Some(level),
        _ => None,
    });
    levels.min().unwrap_or(HeadingLevel::H2)
}

struct Writer<'a> {
    prose: Prose<'a>,
    /// The level of the text's first headings.
    highest: HeadingLevel,
    /// That of the last heading on the page.
    heading: usize,
    main: Vec<Event<'a>>,
    /// Footnotes, which stand at the end.
    notes: Vec<Event<'a>>,
    is_note: bool,
    /// Which of the open quotations are call-outs.
    quotes: Vec<bool>,
    /// Where the text of the call-out in hand begins.
    label_end: usize,
    /// A paragraph of which nothing has come yet.
    is_pending: bool,
    code: Option<(String, String)>,
    picture: Option<(String, String, String)>,
}

impl<'a> Writer<'a> {
    fn new(prose: Prose<'a>, highest: HeadingLevel) -> Self {
        Self {
            prose,
            highest,
            heading: prose.below,
            main: Vec::new(),
            notes: Vec::new(),
            is_note: false,
            quotes: Vec::new(),
            label_end: 0,
            is_pending: false,
            code: None,
            picture: None,
        }
    }

    fn push(&mut self, event: Event<'a>) {
        let place = if self.is_note { &mut self.notes } else { &mut self.main };
        if std::mem::take(&mut self.is_pending) {
            place.push(Event::Start(Tag::Paragraph));
        }
        place.push(event);
    }

    fn html(&mut self, html: String) {
        self.push(Event::InlineHtml(html.into()));
    }

    fn quote(&mut self, found: Option<(super::Callout, usize)>, start: usize) {
        self.quotes.push(found.is_some());
        match found {
            Some((kind, end)) => {
                self.label_end = start + end;
                let (class, label) = (kind.class(), kind.label(self.prose.language));
                self.html(format!("<div class=\"{class}\"><p class=\"callout__label\">{label}</p>\n"));
            }
            None => self.push(Event::Start(Tag::BlockQuote(None))),
        }
    }

    fn event(&mut self, event: Event<'a>, start: usize, end: usize) {
        if self.label_end > 0 && start <= self.label_end && matches!(event, Event::Text(_) | Event::SoftBreak) {
            // What follows the label on its line is text.
            if let Event::Text(text) = event
                && end > self.label_end
            {
                let kept = text.len() - (end - self.label_end).min(text.len());
                let rest = text.get(kept..).unwrap_or_default().trim_start().to_owned();
                self.push(Event::Text(rest.into()));
            }
            return;
        }
        if let Some((_, alt, _)) = &mut self.picture {
            match &event {
                Event::Text(text) | Event::Code(text) => alt.push_str(text),
                Event::SoftBreak | Event::HardBreak => alt.push(' '),
                Event::End(TagEnd::Image) => self.end_picture(),
                _ => {}
            }
            return;
        }
        if let Some((_, code)) = &mut self.code {
            match &event {
                Event::Text(text) => code.push_str(text),
                Event::End(TagEnd::CodeBlock) => self.end_diagram(),
                _ => {}
            }
            return;
        }
        self.plain(event);
    }

    fn plain(&mut self, event: Event<'a>) {
        match event {
            Event::Html(raw) | Event::InlineHtml(raw) => self.push(Event::Text(raw)),
            Event::InlineMath(formula) => self.formula(&formula, false),
            Event::DisplayMath(formula) => self.formula(&formula, true),
            Event::SoftBreak if self.is_pending => {}
            Event::Start(Tag::Paragraph) => self.is_pending = true,
            Event::End(TagEnd::Paragraph) if self.is_pending => self.is_pending = false,
            Event::Start(Tag::Heading { level, id, classes, attrs }) => {
                let wanted = self.prose.below + 1 + level as usize - self.highest as usize;
                self.heading = wanted.min(self.heading + 1);
                self.push(Event::Start(Tag::Heading { level: self.level(), id, classes, attrs }));
            }
            Event::End(TagEnd::Heading(_)) => self.push(Event::End(TagEnd::Heading(self.level()))),
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let known = ["https://", "http://", "mailto:", "tel:", "#"];
                let leads = link_type == LinkType::Email || known.iter().any(|scheme| dest_url.starts_with(scheme));
                let dest_url = if leads { dest_url } else { CowStr::from("#") };
                self.push(Event::Start(Tag::Link { link_type, dest_url, title, id }));
            }
            Event::Start(Tag::Image { dest_url, title, .. }) => {
                self.picture = Some((dest_url.into_string(), String::new(), title.into_string()));
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) if super::diagram::caption(&info).is_some() => {
                self.code = Some((info.into_string(), String::new()));
            }
            Event::End(TagEnd::BlockQuote(kind)) => match self.quotes.pop() {
                Some(true) => self.html("</div>\n".to_owned()),
                _ => self.push(Event::End(TagEnd::BlockQuote(kind))),
            },
            Event::Start(Tag::FootnoteDefinition(label)) => {
                self.is_note = true;
                self.push(Event::Start(Tag::FootnoteDefinition(label)));
            }
            Event::End(TagEnd::FootnoteDefinition) => {
                self.push(Event::End(TagEnd::FootnoteDefinition));
                self.is_note = false;
            }
            other => self.push(other),
        }
    }

    /// That of the last heading on the page.
    fn level(&self) -> HeadingLevel {
        HeadingLevel::try_from(self.heading).unwrap_or(HeadingLevel::H6)
    }

    fn formula(&mut self, formula: &str, is_display: bool) {
        match math::read(formula) {
            Ok(node) => self.html(mathml::element(&node, is_display)),
            Err(_) => self.html(format!("<code>{}</code>", escaped(formula))),
        }
    }

    fn end_picture(&mut self) {
        let Some((name, alt, title)) = self.picture.take() else { return };
        let Some(figure) = self.prose.known.iter().find(|figure| figure.name == name) else {
            return self.push(Event::Text(alt.into()));
        };
        let caption = if title.is_empty() { &alt } else { &title };
        let caption = escaped(caption);
        self.html(format!(
            "<span class=\"figure\"><img src=\"{}{}\" alt=\"{}\" width=\"{}\" height=\"{}\" loading=\"lazy\"/>\
             <span class=\"figure__caption\">{caption}</span></span>",
            self.prose.figures,
            escaped(&name),
            escaped(&alt),
            figure.width,
            figure.height,
        ));
    }

    fn end_diagram(&mut self) {
        let Some((info, text)) = self.code.take() else { return };
        let Some(diagram) = Diagram::read(&info, &text) else { return };
        let step = |(step, said): &(String, String)| {
            format!("<li><strong>{}</strong> <span>{}</span></li>", escaped(step), escaped(said))
        };
        let steps: String = diagram.steps.iter().map(step).collect();
        let caption = match diagram.caption.as_str() {
            "" => String::new(),
            caption => format!("<figcaption>{}</figcaption>", escaped(caption)),
        };
        self.html(format!("<figure class=\"steps\"><ol>{steps}</ol>{caption}</figure>\n"));
    }

    fn finish(mut self) -> String {
        if !self.notes.is_empty() {
            self.main.push(Event::InlineHtml("<hr class=\"notes\"/>\n".into()));
            self.main.append(&mut self.notes);
        }
        let mut out = String::new();
        html::push_html(&mut out, self.main.into_iter());
        // Styles within elements are not allowed to a page, for its safety.
        for side in ["left", "center", "right"] {
            out = out.replace(&format!(r#" style="text-align: {side}""#), &format!(r#" class="column--{side}""#));
        }
        // A wide table scrolls by itself, and by keyboard too.
        let name = if self.prose.language == Locale::en { "Table" } else { "Tableau" };
        let wide = format!(r#"<div class="scroll" role="group" aria-label="{name}" tabindex="0"><table>"#);
        out.replace("<table>", &wide).replace("</table>", "</table></div>")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn html(text: &str) -> String {
        let known = [Figure { name: "etapes.png".to_owned(), width: 640, height: 480 }];
        render(text, Prose { language: Locale::fr, figures: "/curricula/1/figures/", known: &known, below: 1 })
    }

    #[test]
    fn markdown_cannot_bring_script_in() {
        let found = html(
            "## Objectifs\n\n<script>alert(1)</script>\n\n[lien](javascript:alert(1)) ![image](http://e.org/i.png)",
        );
        let expected =
            "<h2>Objectifs</h2>\n&lt;script&gt;alert(1)&lt;/script&gt;\n<p><a href=\"#\">lien</a> image</p>\n";
        assert_eq!(found, expected);
        for text in [
            "$<script>$",
            "$$\\text{<script>}$$",
            "```schema <script>\n<script>|<script>\n```",
            "![<script>](etapes.png \"<script>\")",
            "> [!NOTE] <script>",
        ] {
            assert!(!html(text).contains("<script"), "{text}");
        }
    }

    #[test]
    fn what_stays_plain_markdown_becomes_what_it_means() {
        assert_eq!(
            html("> [!CORRIGE]\n> b.\n"),
            "<div class=\"callout callout--trainers\"><p class=\"callout__label\">Corrigé</p>\n<p>b.</p>\n</div>\n"
        );
        assert!(html("> [!NOTE] suite\n").contains("<p>suite</p>"));
        assert_eq!(html("> cité"), "<blockquote>\n<p>cité</p>\n</blockquote>\n");
        assert!(html("$\\frac{1}{2}$").contains("<mfrac><mrow><mn>1</mn></mrow><mrow><mn>2</mn></mrow></mfrac>"));
        assert!(html("$\\bad$").contains("<code>\\bad</code>"));
        assert!(html("```schema Suite\nUn | deux\n```").contains("<li><strong>Un</strong> <span>deux</span></li>"));
        assert!(
            html("![Étapes](etapes.png)")
                .contains("src=\"/curricula/1/figures/etapes.png\" alt=\"Étapes\" width=\"640\" height=\"480\"")
        );
    }

    #[test]
    fn the_highest_headings_of_a_text_stand_below_the_title_and_others_below_them() {
        assert_eq!(html("# A\n### B\n## C\n# D\n"), "<h2>A</h2>\n<h3>B</h3>\n<h3>C</h3>\n<h2>D</h2>\n");
        assert_eq!(html("### A\n#### B\n"), "<h2>A</h2>\n<h3>B</h3>\n");
    }

    #[test]
    fn columns_are_aligned_without_styles_of_their_own() {
        let found = html("|a|b|c|\n|:-|:-:|-:|\n|1|2|3|\n");
        assert!(!found.contains("style"), "{found}");
        for cell in ["<td class=\"column--left\">1", "<td class=\"column--center\">2", "<td class=\"column--right\">3"]
        {
            assert!(found.contains(cell), "{cell} in {found}");
        }
    }

    #[test]
    fn footnotes_stand_at_the_end() {
        let found = html("a[^1]\n\n[^1]: note\n\nb\n");
        assert!(found.find("<p>b</p>") < found.find("note</p>"), "{found}");
    }
}
