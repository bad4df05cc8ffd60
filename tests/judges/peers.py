"""How long the peers take for the same words: Typst with its compiler kept, and WeasyPrint.

    .venv/bin/python tests/judges/peers.py TEXT.txt FONTS OUT

TEXT.txt holds a document's words, a paragraph on each line, as a reader of our PDF gets them. Each peer sets
them with our typeface as tagged PDF/A-3a and writes the file into OUT, once to get warm and then as many times
as the rounds below say; every paragraph differs each time, as answers do, so that nothing comes from a cache.
Prints {"typst": seconds, "weasyprint": seconds}, each the median for one document.
"""

import html
import json
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import typst
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

ROUNDS = {"typst": 15, "weasyprint": 4}


def main() -> None:
    text, fonts, out = (Path(argument) for argument in sys.argv[1:4])
    paragraphs = [line.strip() for line in text.read_text(encoding="utf-8").splitlines() if line.strip()]
    peers = {"typst": typst_peer(paragraphs, fonts), "weasyprint": weasyprint_peer(paragraphs, fonts)}
    print(json.dumps({name: measure(name, peer, out) for name, peer in peers.items()}))


def measure(name: str, peer: Callable[[int], bytes], out: Path) -> float:
    times = []
    for number in range(ROUNDS[name] + 1):
        start = time.perf_counter()
        pdf = peer(number)
        (out / f"{name}-{number}.pdf").write_bytes(pdf)
        times.append(time.perf_counter() - start)
    return statistics.median(times[1:])


def typst_peer(paragraphs: list[str], fonts: Path) -> Callable[[int], bytes]:
    compiler = typst.Compiler(font_paths=[str(fonts)])
    head = '#set document(title: "Prov")\n#set text(lang: "sv", font: "Source Sans 3", size: 10.5pt)\n= Prov\n'

    def once(number: int) -> bytes:
        words = [f"{paragraph} {number}" for paragraph in paragraphs]
        source = head + "\n\n".join(f"#text({json.dumps(word, ensure_ascii=False)})" for word in words)
        return compiler.compile(source.encode(), format="pdf", pdf_standards=["a-3a"])

    return once


def weasyprint_peer(paragraphs: list[str], fonts: Path) -> Callable[[int], bytes]:
    configuration = FontConfiguration()
    face = (fonts / "SourceSans3-Regular.ttf").resolve().as_uri()
    style = CSS(
        string=f'@font-face {{ font-family: "S3"; src: url("{face}") }} body {{ font: 10.5pt "S3" }}',
        font_config=configuration,
    )

    def once(number: int) -> bytes:
        words = "".join(f"<p>{html.escape(paragraph)} {number}</p>" for paragraph in paragraphs)
        page = f'<html lang="sv"><head><title>Prov</title></head><body><h1>Prov</h1>{words}</body></html>'
        document = HTML(string=page).render(stylesheets=[style], font_config=configuration)
        return document.write_pdf(pdf_variant="pdf/a-3a", pdf_tags=True)

    return once


if __name__ == "__main__":
    main()
