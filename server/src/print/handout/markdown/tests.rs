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
            Kind::Figure(figure) => format!("figure {} {}", figure.name, text(&figure.caption)),
            Kind::Diagram(diagram) => format!("diagram {}", diagram.steps.len()),
            Kind::Formula(_, source) => format!("formula {source}"),
            Kind::Rule => "rule".to_owned(),
        };
        let marker = block.marker.as_deref().map(text).unwrap_or_default();
        let quote = if block.quote.is_some() { ">" } else { "" };
        format!("{quote}{}{marker} {what}", "  ".repeat(block.depth)).trim_end().to_owned()
    };
    read(markdown, Locale::fr).expect("a text").blocks.iter().map(told).collect()
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
    assert_eq!(
        outline("![plan](x.png)\n\n<div>non</div>\n\na<br>b"),
        [" figure x.png plan", " p <div>non</div>", " p a\nb"]
    );
    assert_eq!(outline("> [!CORRIGE] Non.\n\n```schema A\nx|y\n```\n"), ["> label CORRIGÉ", "> p Non.", " diagram 1"]);
    assert_eq!(outline("Soit $$x^2$$ fin[^1]\n\n[^1]: note\n"), [" p Soit", " formula x^2", " p  fin1"]);
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
