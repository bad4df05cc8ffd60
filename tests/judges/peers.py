"""How long the peers take for the same document: Typst with its compiler kept, and WeasyPrint.

    .venv/bin/python tests/judges/peers.py DOCUMENT.pdf FONTS OUT

DOCUMENT.pdf is one of ours; its structure (headings, paragraphs, tables) is set again by each peer with our
typeface as tagged PDF/A-3a, with a head, page numbers and hairlines as ours has them, but without our page code,
form fields and attachments. Each peer writes its files into OUT, the first one to get warm. Every text differs each time, as answers do, so that nothing comes from a cache.
Prints {"pages": {name: pages}, "seconds": {name: median for one document}}.
"""

import html
import json
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pikepdf
import typst
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

ROUNDS = {"typst": 15, "weasyprint": 4}
Peer = Callable[[int], bytes]


@dataclass
class Element:
    """A node of a structure tree, with the text that stands directly in it."""

    kind: str
    text: str = ""
    kids: list["Element"] = field(default_factory=list)

    def words(self) -> str:
        return " ".join(filter(None, [self.text, *(kid.words() for kid in self.kids)]))

    def all(self, *kinds: str) -> list["Element"]:
        below = [found for kid in self.kids for found in kid.all(*kinds)]
        return [self] if self.kind in kinds else below


def main() -> None:
    document, fonts, out = (Path(argument) for argument in sys.argv[1:4])
    blocks = blocks_of(structure_of(document))
    peers = {"typst": typst_peer(blocks, fonts), "weasyprint": weasyprint_peer(blocks, fonts)}
    seconds = {name: measure(name, peer, out) for name, peer in peers.items()}
    pages = {name: len(pikepdf.open(out / f"{name}-0.pdf").pages) for name in peers}
    print(json.dumps({"pages": pages, "seconds": seconds}))


def measure(name: str, peer: Peer, out: Path) -> float:
    times = []
    for number in range(ROUNDS[name] + 1):
        start = time.perf_counter()
        pdf = peer(number)
        (out / f"{name}-{number}.pdf").write_bytes(pdf)
        times.append(time.perf_counter() - start)
    return statistics.median(times[1:])


def structure_of(document: Path) -> Element:
    """The structure tree with its text, as poppler reads it."""
    command = ["pdfinfo", "-enc", "UTF-8", "-struct-text", str(document)]
    listing = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
    root = Element("Root")
    open_elements = [(-1, root)]
    for line in listing.splitlines():
        depth = len(line) - len(line.lstrip())
        while open_elements[-1][0] >= depth:
            open_elements.pop()
        above = open_elements[-1][1]
        if text := re.fullmatch(r'\s*"(.*)"', line):
            above.text = f"{above.text} {text[1]}".strip()
        elif kind := re.match(r"\s*([A-Z][A-Za-z0-9]*)\b", line):
            element = Element(kind[1])
            above.kids.append(element)
            open_elements.append((depth, element))
    return root


def blocks_of(root: Element) -> list[Element]:
    """The tree as a row of headings, paragraphs and tables, in reading order."""
    blocks = root.all("H1", "H2", "H3", "H4", "P", "Table", "LI", "Caption")
    return [block for block in blocks if block.words()]


def typst_peer(blocks: list[Element], fonts: Path) -> Peer:
    compiler = typst.Compiler(font_paths=[str(fonts)])
    head = """#set document(title: "Prov")
#set page(paper: "a4", margin: 2cm, header: [Ängsskolan], footer: context [Sida #counter(page).display("1 / 1", both: true)])
#set text(lang: "sv", font: "Source Sans 3", size: 10.5pt)
#set table(stroke: 0.4pt)
"""

    def text(words: str, number: int) -> str:
        return f"#text({json.dumps(f'{words} {number}', ensure_ascii=False)})"

    def block(element: Element, number: int) -> str:
        if element.kind == "Table":
            rows = [row.all("TH", "TD") for row in element.all("TR")]
            cells = ", ".join(f"[{text(cell.words(), number)}]" for row in rows for cell in row)
            return f"#table(columns: {max(map(len, rows))}, {cells})"
        if element.kind[0] == "H":
            return "=" * int(element.kind[1]) + " " + text(element.words(), number)
        return f"#block(width: 100%, stroke: (bottom: 0.4pt), inset: 2pt)[{text(element.words(), number)}]"

    def once(number: int) -> bytes:
        source = head + "\n\n".join(block(element, number) for element in blocks)
        return compiler.compile(source.encode(), format="pdf", pdf_standards=["a-3a"])

    return once


def weasyprint_peer(blocks: list[Element], fonts: Path) -> Peer:
    configuration = FontConfiguration()
    face = (fonts / "SourceSans3-Regular.ttf").resolve().as_uri()
    page_boxes = '@top-left { content: "Ängsskolan" } @bottom-left { content: "Sida " counter(page) " av " counter(pages) }'
    style = CSS(
        string=f"""@font-face {{ font-family: "S3"; src: url("{face}") }} body {{ font: 10.5pt "S3" }}
        @page {{ size: A4; margin: 2cm; {page_boxes} }}
        p, td, th {{ border-bottom: 0.4pt solid; padding: 2pt; margin: 2pt 0 }}""",
        font_config=configuration,
    )

    def block(element: Element, number: int) -> str:
        if element.kind == "Table":
            rows = [row.all("TH", "TD") for row in element.all("TR")]
            return "<table>" + "".join(f"<tr>{''.join(tag(cell, number) for cell in row)}</tr>" for row in rows) + "</table>"
        return tag(element, number)

    def tag(element: Element, number: int) -> str:
        name = element.kind.lower() if element.kind in ("H1", "H2", "H3", "H4", "TH", "TD") else "p"
        return f"<{name}>{html.escape(element.words())} {number}</{name}>"

    def once(number: int) -> bytes:
        body = "".join(block(element, number) for element in blocks)
        page = f'<html lang="sv"><head><title>Prov</title></head><body>{body}</body></html>'
        document = HTML(string=page).render(stylesheets=[style], font_config=configuration)
        return document.write_pdf(pdf_variant="pdf/a-3a", pdf_tags=True)

    return once


if __name__ == "__main__":
    main()
