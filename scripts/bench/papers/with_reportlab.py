"""Certificates by ReportLab, fonts read once: with_reportlab.py FOLDER FONTS OUT

Reads certificates.json of the first folder; prints seconds, and bytes a certificate."""
import io, json, pathlib, sys, time
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

folder, fonts, out = map(pathlib.Path, sys.argv[1:])
width, height = landscape(A4)
centred = {}


def paragraph(canvas, font, size, top, text):
    style = centred.setdefault(font, ParagraphStyle("", fontName=font, fontSize=size, leading=size * 1.4, alignment=1))
    block = Paragraph(text, style)
    block.wrapOn(canvas, width - 200, 100)
    block.drawOn(canvas, 100, top - block.height)


def draw(canvas, certificate):
    canvas.rect(24, 24, width - 48, height - 48)
    for x in range(30, int(width) - 30, 20):
        canvas.rect(x, 28, 4, 4, stroke=0, fill=1)
        canvas.rect(x, height - 32, 4, 4, stroke=0, fill=1)
    lines = [("SansBold", 9, 535 - 13 * place, line) for place, line in enumerate(certificate["authority"])]
    lines += [
        ("SerifBold", 30, 430, "Attestation de participation"),
        ("SerifItalic", 14, 400, certificate["programme"]),
        ("Serif", 12, 370, "La présente attestation est décernée à"),
        ("SerifBold", 32, 330, certificate["holder"]),
        ("Sans", 9, 150, certificate["closing"]),
        ("Sans", 8, 90, " · ".join(certificate["partners"])),
        ("SansBold", 8, 70, f"N° {certificate['serial']}"),
        ("Sans", 7, 58, certificate["address"]),
    ]
    for font, size, y, text in lines:
        canvas.setFont(font, size)
        canvas.drawCentredString(width / 2, y, text)
    paragraph(canvas, "Serif", 14, 305, certificate["body"])
    paragraph(canvas, "Sans", 8.5, 245, "Modules : " + " · ".join(certificate["modules"]))
    rows = certificate["code"]
    module = 70 / len(rows)
    path = canvas.beginPath()
    for row, bits in enumerate(rows):
        for column, bit in enumerate(bits):
            if bit == "1":
                path.rect(50 + column * module, 130 - (row + 1) * module, module, module)
    canvas.drawPath(path, stroke=0, fill=1)
    canvas.showPage()


def printed(certificates, title):
    file = io.BytesIO()
    canvas = Canvas(file, pagesize=(width, height), lang="fr")
    canvas.setTitle(title)
    for certificate in certificates:
        draw(canvas, certificate)
    canvas.save()
    return file.getvalue()


def alone(certificate):
    return printed([certificate], f"Attestation {certificate['serial']} – {certificate['holder']}")


for font, file in (("Sans", "NotoSans-Regular"), ("SansBold", "NotoSans-Bold"), ("Serif", "NotoSerif-Regular"),
                   ("SerifBold", "NotoSerif-Bold"), ("SerifItalic", "NotoSerif-Italic")):
    pdfmetrics.registerFont(TTFont(font, fonts / f"{file}.ttf"))
everyone = json.loads((folder / "certificates.json").read_text("utf-8"))
alone(everyone[0])
started = time.monotonic()
files = [alone(certificate) for certificate in everyone]
print("files", time.monotonic() - started, sum(map(len, files)) // len(files))
started = time.monotonic()
one = printed(everyone, "Attestations")
print("one", time.monotonic() - started, len(one) // len(everyone))
out.mkdir(parents=True, exist_ok=True)
(out / "certificate.pdf").write_bytes(files[0])
(out / "certificates.pdf").write_bytes(one)
