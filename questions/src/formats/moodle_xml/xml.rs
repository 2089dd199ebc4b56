//! The XML of Moodle as text.

use crate::formats::prose;
use std::fmt::Write;

/// Text as Moodle writes it: in CDATA where it has signs of XML.
pub fn cdata(text: &str) -> String {
    if text.contains(['<', '>', '&', '"', '\'']) {
        format!("<![CDATA[{}]]>", text.replace("]]>", "]]]]><![CDATA[>"))
    } else {
        text.to_owned()
    }
}

/// A simple element on a line of its own.
pub fn line(out: &mut String, depth: usize, name: &str, value: &str) {
    let indent = "  ".repeat(depth);
    let _ = writeln!(out, "{indent}<{name}>{}</{name}>", prose::escape(value));
}

/// An element with a `<text>`, shown as it is.
pub fn plain(out: &mut String, depth: usize, name: &str, text: &str) {
    let indent = "  ".repeat(depth);
    let _ = writeln!(out, "{indent}<{name}>\n{indent}  <text>{}</text>\n{indent}</{name}>", cdata(text));
}

/// An element with marked-up text; `more` are its further attributes and `within` what
/// follows its text.
pub fn prose(out: &mut String, depth: usize, name: &str, more: &str, text: &str, within: &str) {
    let indent = "  ".repeat(depth);
    // HTML where it keeps all of the text: that is what Moodle's editor likes.
    let (format, text) = prose::to_exact_html(text).map_or(("plain_text", text.to_owned()), |html| ("html", html));
    let _ = writeln!(
        out,
        "{indent}<{name}{more} format=\"{format}\">\n{indent}  <text>{}</text>\n{within}{indent}</{name}>",
        cdata(&text)
    );
}
