"""Certificates and a handout by typst, one compiler, warm: with_typst.py FOLDER FONTS OUT"""
import json, pathlib, sys
from peers import arguments, certificates, handout, markdown, measure, measure_handout
import typst

folder, fonts, out = arguments(sys.argv)
faces = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts)])
compiler = typst.Compiler(font_paths=faces)
template = (pathlib.Path(__file__).parent / "certificate.typ").read_bytes()


def printed(everyone, title):
    return compiler.compile(template, format="pdf", sys_inputs={"certificates": json.dumps(everyone), "title": title})


def alone(certificate):
    return printed([certificate], f"Attestation {certificate['serial']} – {certificate['holder']}")


def escaped(text):
    return "".join("\\" + sign if sign in '\\#$*_`<>@[]=-+/~"\'' else sign for sign in text)


def inline(token):
    parts = []
    for child in token.children or ():
        opens = {"strong_open": "#strong[", "em_open": "#emph[", "s_open": "#strike[", "link_open": "#underline["}
        if child.type == "text":
            parts.append(escaped(child.content))
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" " if child.type == "softbreak" else "#linebreak()")
        elif child.type == "code_inline":
            parts.append(f"#raw({json.dumps(child.content, ensure_ascii=False)})")
        elif child.type in opens:
            parts.append(opens[child.type])
        elif child.type.endswith("_close"):
            parts.append("]")
    return "".join(parts)


def table(tokens):
    """The tokens between the ends of a table."""
    cells = [inline(token) for token in tokens if token.type == "inline"]
    rows = sum(token.type == "tr_open" for token in tokens)
    columns = len(cells) // rows
    head = "".join(f"[#strong[{cell}]]," for cell in cells[:columns])
    body = "".join(f"[{cell}]," for cell in cells[columns:])
    return f"#table(columns: {columns}, table.header({head}), {body})\n"


def blocks(tokens):
    """Markdown as typst: headings, paragraphs, lists, quotes and notes, tables."""
    text, inside = [], None
    for place, token in enumerate(tokens):
        if inside is not None:
            if token.type == "table_close":
                text.append(table(tokens[inside:place]))
                inside = None
        elif token.type == "table_open":
            inside = place
        elif token.type == "heading_open":
            text.append(f"#heading(level: {int(token.tag[1]) + 1})[")
        elif token.type == "bullet_list_open":
            text.append("#list(")
        elif token.type == "ordered_list_open":
            text.append("#enum(")
        elif token.type == "list_item_open":
            text.append("[")
        elif token.type == "blockquote_open":
            text.append("#block(inset: 8pt, fill: luma(240), width: 100%)[")
        elif token.type == "inline":
            text.append(inline(token))
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            text.append(")\n")
        elif token.type == "list_item_close":
            text.append("],")
        elif token.type in ("heading_close", "blockquote_close"):
            text.append("]\n\n")
        elif token.type == "paragraph_close":
            text.append("\n\n")
    return "".join(text)


def book(content):
    reader = markdown()
    modules = "".join(
        f"#pagebreak(weak: true)\n#heading(level: 1)[{escaped(module['title'])}]\n\n{blocks(reader.parse(module['markdown']))}"
        for module in content["modules"])
    return ('#set page(paper: "a4", margin: 25mm, numbering: "1 / 1")\n'
            '#set text(lang: "fr", font: "Noto Serif", size: 10.5pt)\n#set par(justify: true)\n'
            '#show table: set text(size: 9pt)\n'
            f"#text(size: 28pt)[{escaped(content['title'])}]\n#pagebreak()\n#outline(depth: 2)\n{modules}").encode()


measure(alone, lambda everyone: printed(everyone, "Attestations"), certificates(folder), out)
content = handout(folder)
# Once: typst remembers what it has laid out, and a second run would find the first.
measure_handout(lambda: compiler.compile(book(content), format="pdf", sys_inputs=None), out, runs=1)
