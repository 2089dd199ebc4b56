"""What the peers share: the texts that Relais left, a QR code as SVG, Markdown as tokens."""
import json, pathlib, time
from markdown_it import MarkdownIt

LEAD = "La présente attestation est décernée à"


def certificates(folder):
    everyone = json.loads((folder / "certificates.json").read_text("utf-8"))
    for certificate in everyone:
        certificate["svg"] = svg(certificate["code"])
    return everyone


def svg(rows):
    dark = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(rows) for x, bit in enumerate(row) if bit == "1")
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {len(rows)} {len(rows)}"><path d="{dark}"/></svg>'


def handout(folder):
    return json.loads((folder / "handout.json").read_text("utf-8"))


def markdown():
    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


def measure(alone, together, everyone, out):
    """Prints seconds and bytes of certificates as files and as one file."""
    out.mkdir(parents=True, exist_ok=True)
    alone(everyone[0])
    started = time.monotonic()
    files = [alone(certificate) for certificate in everyone]
    print("files", time.monotonic() - started, sum(map(len, files)) // len(files), flush=True)
    started = time.monotonic()
    one = together(everyone)
    print("one", time.monotonic() - started, len(one) // len(everyone), flush=True)
    (out / "certificate.pdf").write_bytes(files[0])
    (out / "certificates.pdf").write_bytes(one)


def measure_handout(printed, out, runs=3):
    """The best of so many."""
    best = float("inf")
    for _ in range(runs):
        started = time.monotonic()
        file = printed()
        best = min(best, time.monotonic() - started)
    print("handout", best, len(file), flush=True)
    (out / "handout.pdf").write_bytes(file)


def arguments(argv):
    return [pathlib.Path(argument) for argument in argv[1:4]]
