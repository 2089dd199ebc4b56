"""Certificates and a handout by WeasyPrint, fonts and styles read once: with_weasyprint.py FOLDER FONTS OUT"""
import html, sys
from peers import LEAD, arguments, certificates, handout, markdown, measure, measure_handout
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

folder, fonts, out = arguments(sys.argv)
FACES = "".join(
    f"@font-face {{ font-family: '{family}'; font-weight: {weight}; font-style: {style}; src: url({(fonts / file).resolve().as_uri()}) }}"
    for family, weight, style, file in (
        ("Sans", 400, "normal", "NotoSans-Regular.ttf"), ("Sans", 700, "normal", "NotoSans-Bold.ttf"),
        ("Sans", 400, "italic", "NotoSans-Italic.ttf"), ("Serif", 400, "normal", "NotoSerif-Regular.ttf"),
        ("Serif", 700, "normal", "NotoSerif-Bold.ttf"), ("Serif", 400, "italic", "NotoSerif-Italic.ttf"),
        ("Serif", 700, "italic", "NotoSerif-BoldItalic.ttf")))
CERTIFICATE = """
@page { size: 841.89pt 595.28pt; margin: 0 }
body { margin: 0; font-family: Sans }
section { position: relative; width: 841.89pt; height: 595.28pt; break-after: page; text-align: center }
section > * { position: absolute; margin: 0; left: 100pt; right: 100pt; line-height: 1.4 }
.frame { left: 24pt; top: 24pt; right: 24pt; bottom: 24pt; border: 1pt solid }
svg { left: 50pt; right: auto; top: 465.28pt; width: 70pt; height: 70pt }
.bead { width: 4pt; height: 4pt; background: #000; right: auto }
"""
HANDOUT = """
@page { size: A4; margin: 25mm; @bottom-center { content: counter(page) ' / ' counter(pages); font: 8pt Sans } }
body { font: 10.5pt/1.4 Serif; text-align: justify; hyphens: auto }
h1 { break-before: page; font-size: 20pt; text-align: left } h2, h3 { font-family: Sans; text-align: left; break-after: avoid }
table { border-collapse: collapse; width: 100%; font-size: 9pt } td, th { border: .5pt solid; padding: 3pt; text-align: left }
blockquote { background: #eee; padding: 8pt; margin: 1em 0 } nav a::after { content: leader('.') target-counter(attr(href), page) }
nav a { display: block; color: inherit; text-decoration: none }
"""
known = FontConfiguration()
sheets = {name: CSS(string=FACES + text, font_config=known) for name, text in (("certificate", CERTIFICATE), ("handout", HANDOUT))}
BEADS = "".join(
    f'<i class="bead" style="left:{30 + 20 * place}pt;top:{top}pt"></i>' for place in range(40) for top in (28, 563.28))


def section(certificate):
    lines = [("Sans", 9, 700, "normal", 544 - 13 * place, line) for place, line in enumerate(certificate["authority"])]
    lines += [
        ("Serif", 30, 700, "normal", 468, "Attestation de participation"),
        ("Serif", 14, 400, "italic", 418, certificate["programme"]),
        ("Serif", 12, 400, "normal", 386, LEAD),
        ("Serif", 32, 700, "normal", 370, certificate["holder"]),
        ("Serif", 14, 400, "normal", 308, certificate["body"]),
        ("Sans", 8.5, 400, "normal", 245, "Modules : " + " · ".join(certificate["modules"])),
        ("Sans", 9, 400, "normal", 160, certificate["closing"]),
        ("Sans", 8, 400, "normal", 100, " · ".join(certificate["partners"])),
        ("Sans", 8, 700, "normal", 80, f"N° {certificate['serial']}"),
        ("Sans", 7, 400, "normal", 66, certificate["address"]),
    ]
    texts = "".join(
        f'<p style="font:{style} {weight} {size}pt/1.4 {family};top:{595.28 - y:.2f}pt">{html.escape(text)}</p>'
        for family, size, weight, style, y, text in lines)
    return f'<section><div class="frame"></div>{BEADS}{texts}{certificate["svg"]}</section>'


def printed(body, title, sheet):
    document = f'<!doctype html><html lang="fr"><title>{html.escape(title)}</title><body>{body}</body></html>'
    return HTML(string=document).write_pdf(stylesheets=[sheets[sheet]], font_config=known)


def alone(certificate):
    return printed(section(certificate), f"Attestation {certificate['serial']} – {certificate['holder']}", "certificate")


def book(content):
    reader = markdown()
    places = [(f"m{place}", module) for place, module in enumerate(content["modules"])]
    contents = "".join(f'<a href="#{place}">{html.escape(module["title"])}</a>' for place, module in places)
    modules = "".join(
        f'<h1 id="{place}">{html.escape(module["title"])}</h1>{reader.render(module["markdown"])}' for place, module in places)
    return printed(f"<p style='font-size:28pt'>{html.escape(content['title'])}</p><nav style='break-before:page'>{contents}</nav>{modules}",
                   content["title"], "handout")


measure(alone, lambda everyone: printed("".join(map(section, everyone)), "Attestations", "certificate"), certificates(folder), out)
content = handout(folder)
measure_handout(lambda: book(content), out)
