"""Cuts the fonts that Relais prints with out of Debian's packages.

    pip install fonttools
    apt-get download fonts-noto-core fonts-dejavu-core
    for d in *.deb; do dpkg -x "$d" debian; done
    python3 subset.py debian/usr/share/fonts/truetype .

README.md says which packages, and what is kept and why.
"""

import pathlib
import sys

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem

LATIN = [
    (0x20, 0x7E), (0xA0, 0x24F),      # Latin, Latin-1, Extended-A and -B
    (0x250, 0x2AF),                   # IPA: ɛ ɔ ɲ of Bambara, Fulfulde, Songhay
    (0x2B9, 0x2BC), (0x2C6, 0x2C7), (0x2D8, 0x2DD),
    (0x300, 0x30C), (0x323, 0x328), (0x331, 0x331),   # tone marks and dots
    (0x1E00, 0x1EFF),
    (0x2002, 0x2015), (0x2018, 0x2022), (0x2026, 0x2026), (0x202F, 0x2030),
    (0x2032, 0x2033), (0x2039, 0x203A), (0x2044, 0x2044),
    (0x2070, 0x208E), (0x20A0, 0x20BF), (0x2116, 0x2116), (0x2122, 0x2122),
    (0x2C65, 0x2C66), (0xA78B, 0xA78C), (0xA7AA, 0xA7AE),
]
SIGNS = [
    (0x20, 0x7E), (0xA0, 0x24F), (0x250, 0x2AF), (0x391, 0x3C9),
    (0x2190, 0x21D5), (0x2200, 0x22A5),   # arrows, mathematics
    (0x2500, 0x25FF), (0x2600, 0x2642), (0x2701, 0x27BE),
    (0x2D30, 0x2D7F),                     # Tifinagh
]
CUTS = {
    "NotoSerif-Regular.ttf": ("noto/NotoSerif-Regular.ttf", LATIN),
    "NotoSerif-Italic.ttf": ("noto/NotoSerif-Italic.ttf", LATIN),
    "NotoSerif-Bold.ttf": ("noto/NotoSerif-Bold.ttf", LATIN),
    "NotoSerif-BoldItalic.ttf": ("noto/NotoSerif-BoldItalic.ttf", LATIN),
    "NotoSans-Regular.ttf": ("noto/NotoSans-Regular.ttf", LATIN),
    "NotoSans-Italic.ttf": ("noto/NotoSans-Italic.ttf", LATIN),
    "NotoSans-Bold.ttf": ("noto/NotoSans-Bold.ttf", LATIN),
    "DejaVuSans.ttf": ("dejavu/DejaVuSans.ttf", SIGNS),
}


def cut(source: pathlib.Path, target: pathlib.Path, ranges) -> None:
    options = subset.Options()
    options.hinting = False
    options.layout_features = ["kern", "liga", "ccmp", "locl", "mark", "mkmk"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.notdef_outline = True
    options.glyph_names = False
    options.recalc_timestamp = False
    font = TTFont(source, recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[u for a, b in ranges for u in range(a, b + 1)])
    cutter.subset(font)
    # printpdf rounds widths to whole thousandths of an em: with 1,000 units to
    # the em nothing is lost.
    if font["head"].unitsPerEm != 1000:
        scale_upem(font, 1000)
    font.save(target)


def main() -> None:
    source, target = map(pathlib.Path, sys.argv[1:3])
    for name, (path, ranges) in CUTS.items():
        cut(source / path, target / name, ranges)
        print(name, (target / name).stat().st_size)


main()
