"""The peer of certificates: the same page by ReportLab: fonts embedded as subsets, frame, centred text, QR code."""
import pathlib, sys, time
from reportlab.graphics import renderPDF
from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

fonts, folder, number = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), int(sys.argv[3])
width, height = landscape(A4)
modules = " · ".join(f"{n}. Identification, orientation et protection des victimes" for n in range(1, 14))


def page(place):
    name = f"Djénéba Kɔnɛ {place}"
    canvas = Canvas(str(folder / f"{place}.pdf"), pagesize=(width, height), lang="fr")
    canvas.setTitle(f"Attestation de participation – {name}")
    canvas.rect(24, 24, width - 48, height - 48)
    for x in range(30, int(width) - 30, 20):
        canvas.circle(x, 30, 2, fill=1)
        canvas.circle(x, height - 30, 2, fill=1)
    for font, size, y, text in (
        ("SansBold", 9, 520, "RÉPUBLIQUE DU MALI"),
        ("SerifItalic", 9, 506, "Un Peuple – Un But – Une Foi"),
        ("SerifBold", 30, 440, "ATTESTATION DE PARTICIPATION"),
        ("SerifItalic", 14, 405, "Dissémination du mécanisme national de référencement (MRN)"),
        ("SerifBold", 32, 335, name),
    ):
        canvas.setFont(font, size)
        canvas.drawCentredString(width / 2, y, text)
    for font, size, y, text in (
        ("Serif", 14, 280, "pour sa participation à l’atelier « Formation de formateurs sur le MRN – Bamako », tenu du 14 au 16 septembre 2022."),
        ("Sans", 8.5, 230, "Modules : " + modules),
    ):
        paragraph = Paragraph(text, ParagraphStyle("", fontName=font, fontSize=size, leading=size * 1.4, alignment=1))
        paragraph.wrapOn(canvas, width - 200, 100)
        paragraph.drawOn(canvas, 100, y - paragraph.height)
    code = QrCodeWidget(f"https://relais.example.org/verify/{place:012d}", barLevel="M")
    drawing = Drawing(70, 70)
    drawing.add(code)
    renderPDF.draw(drawing, canvas, 50, 60)
    canvas.save()


started = time.monotonic()
for font, file in (("Sans", "NotoSans-Regular"), ("SansBold", "NotoSans-Bold"), ("Serif", "NotoSerif-Regular"),
                   ("SerifBold", "NotoSerif-Bold"), ("SerifItalic", "NotoSerif-Italic")):
    pdfmetrics.registerFont(TTFont(font, fonts / f"{file}.ttf"))
for place in range(number):
    page(place)
print(f"{(time.monotonic() - started) * 1000 / number:.1f}")
