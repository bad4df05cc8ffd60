"""Checks what page-validation does not: that the structure tree and the pages' content tell the same story.

    .venv/bin/python tests/judges/structure.py FILE.pdf …

- every marked-content id on a page stands in the structure tree exactly once, and the other way round;
- the parent tree leads from each id to the element that holds it;
- every glyph and picture is either tagged or declared an artifact;
- every font is embedded and says which characters its glyphs stand for.

Exit 0 without findings; 1 otherwise.
"""

import sys
from collections import Counter
from typing import Iterator

import pikepdf

SHOWS_TEXT = {"Tj", "TJ", "'", '"'}
PAINTS = SHOWS_TEXT | {"Do", "sh", "INLINE IMAGE", "f", "F", "f*", "B", "B*", "b", "b*", "S", "s"}
Place = tuple[tuple[int, int], int]  # page object, marked-content id


def main(files: list[str]) -> int:
    if not files:
        print(__doc__)
        return 2
    failed = 0
    for file in files:
        try:
            with pikepdf.open(file) as pdf:
                findings = judge(pdf)
        except pikepdf.PdfError as error:
            findings = [f"cannot be read: {error}"]
        failed += bool(findings)
        for finding in findings:
            print(f"{file}: {finding}")
    print(f"structure: {len(files) - failed} passed, {failed} failed")
    return 1 if failed else 0


def judge(pdf: pikepdf.Pdf) -> list[str]:
    if "/StructTreeRoot" not in pdf.Root:
        return ["has no structure tree"]
    root = pdf.Root.StructTreeRoot
    in_tree = {}
    counted: Counter[Place] = Counter()
    for place, element in marked_content_of(root, None):
        counted[place] += 1
        in_tree[place] = element
    findings = [f"{said(place)} stands {times} times in the tree" for place, times in counted.items() if times > 1]

    parents = parent_tree(root)
    on_pages = set()
    for number, page in enumerate(pdf.pages, start=1):
        ids, loose = content_of(page)
        findings += [f"page {number}: {what} neither tagged nor artifact" for what in loose]
        for mcid in ids:
            place = (page.objgen, mcid)
            on_pages.add(place)
            if place not in in_tree:
                findings.append(f"page {number}: marked content {mcid} is not in the structure tree")
            elif parent_of(parents, page, mcid) != in_tree[place].objgen:
                findings.append(f"page {number}: the parent tree does not lead from {mcid} to its element")
        findings += fonts_of(page, number)
    findings += [f"{said(place)} is in the tree but on no page" for place in in_tree if place not in on_pages]
    return findings


def marked_content_of(element: pikepdf.Object, page: pikepdf.Object | None) -> Iterator[tuple[Place, pikepdf.Object]]:
    """Every marked-content id under an element, in reading order, with the element that holds it."""
    page = element.get("/Pg", page)
    kids = element.get("/K", pikepdf.Array())
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int):
            yield (page.objgen, kid), element
        elif kid.get("/Type") == "/MCR":
            yield (kid.get("/Pg", page).objgen, int(kid.MCID)), element
        elif kid.get("/Type") != "/OBJR":
            yield from marked_content_of(kid, page)


def content_of(page: pikepdf.Page) -> tuple[list[int], set[str]]:
    """The marked-content ids on a page, and the operators that paint outside of every mark."""
    ids: list[int] = []
    loose: set[str] = set()
    open_marks: list[bool] = []  # whether each open mark tags its content or calls it an artifact
    properties = page.get("/Resources", {}).get("/Properties", {})
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name in ("BMC", "BDC"):
            attributes = operands[1] if name == "BDC" else {}
            if isinstance(attributes, pikepdf.Name):
                attributes = properties.get(str(attributes), {})
            if "/MCID" in attributes:
                ids.append(int(attributes["/MCID"]))
            open_marks.append("/MCID" in attributes or operands[0] == "/Artifact")
        elif name == "EMC":
            open_marks.pop()
        elif name in PAINTS and not any(open_marks):
            loose.add(f"operator {name}")
    return ids, loose


def parent_tree(root: pikepdf.Object) -> dict[int, pikepdf.Object]:
    def numbers(node: pikepdf.Object) -> Iterator[tuple[int, pikepdf.Object]]:
        flat = list(node.get("/Nums", []))
        yield from ((int(key), value) for key, value in zip(flat[::2], flat[1::2]))
        for kid in node.get("/Kids", []):
            yield from numbers(kid)

    return dict(numbers(root.get("/ParentTree", pikepdf.Dictionary())))


def parent_of(parents: dict[int, pikepdf.Object], page: pikepdf.Page, mcid: int) -> tuple[int, int] | None:
    row = parents.get(int(page.get("/StructParents", -1)))
    if not isinstance(row, pikepdf.Array) or mcid >= len(row) or not isinstance(row[mcid], pikepdf.Dictionary):
        return None
    return row[mcid].objgen


def fonts_of(page: pikepdf.Page, number: int) -> Iterator[str]:
    for name, font in page.get("/Resources", {}).get("/Font", {}).items():
        descendant = font.DescendantFonts[0] if "/DescendantFonts" in font else font
        descriptor = descendant.get("/FontDescriptor", {})
        if not any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")):
            yield f"page {number}: font {name} is not embedded"
        if "/ToUnicode" not in font:
            yield f"page {number}: font {name} does not say which characters it shows"


def said(place: Place) -> str:
    (page, _), mcid = place
    return f"marked content {mcid} of page object {page}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
