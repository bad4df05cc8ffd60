"""Judges the judges: a sound document passes, and each of its broken copies is found out.

.venv/bin/python tests/judges/selftest.py
"""

import io
import sys
import tempfile
import unittest
from pathlib import Path

import pikepdf
import typst

import conformance
import reading_order
import structure

SOUND = typst.compile(
    b'#set document(title: "Prov")\n#set text(lang: "sv")\n= Rubrik\nEn mening med \xc3\xa5, \xc3\xa4 och \xc3\xb6.',
    format="pdf",
    pdf_standards=["a-3a", "ua-1"],
)


def orphan_in_content(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].contents_add(b"/P <</MCID 7>> BDC EMC")


def orphan_in_tree(pdf: pikepdf.Pdf) -> None:
    first_element(pdf).K = pikepdf.Array([7])


def twice_in_tree(pdf: pikepdf.Pdf) -> None:
    element = first_element(pdf)
    element.K = pikepdf.Array([element.K[0], element.K[0]])


def wrong_parent(pdf: pikepdf.Pdf) -> None:
    row = pdf.Root.StructTreeRoot.ParentTree.Nums[1]
    row[0] = row[1]


def untagged_text(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].contents_add(b"BT (x) Tj ET")


def font_without_file(pdf: pikepdf.Pdf) -> None:
    descriptor = first_font(pdf).DescendantFonts[0].FontDescriptor
    for key in ("/FontFile2", "/FontFile3"):
        if key in descriptor:
            del descriptor[key]


def font_without_characters(pdf: pikepdf.Pdf) -> None:
    del first_font(pdf)["/ToUnicode"]


def no_tree(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.StructTreeRoot


BREAKS = {
    orphan_in_content: "is not in the structure tree",
    orphan_in_tree: "in the tree but on no page",
    twice_in_tree: "stands 2 times in the tree",
    wrong_parent: "the parent tree does not lead",
    untagged_text: "operator Tj neither tagged nor artifact",
    font_without_file: "is not embedded",
    font_without_characters: "does not say which characters",
    no_tree: "has no structure tree",
}


def first_element(pdf: pikepdf.Pdf) -> pikepdf.Object:
    element = pdf.Root.StructTreeRoot
    while not isinstance(element.K[0], int):
        element = element.K[0]
    return element


def first_font(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return next(iter(pdf.pages[0].Resources.Font.values()))


class Judges(unittest.TestCase):
    def test_structure(self) -> None:
        with pikepdf.open(io.BytesIO(SOUND)) as pdf:
            self.assertEqual(structure.judge(pdf), [])
        for break_it, expected in BREAKS.items():
            with self.subTest(break_it.__name__), pikepdf.open(io.BytesIO(SOUND)) as pdf:
                break_it(pdf)
                self.assertIn(expected, "\n".join(structure.judge(pdf)))

    def test_conformance(self) -> None:
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "prov.pdf"
            file.write_bytes(SOUND)
            self.assertEqual(conformance.judge(str(file), {"3a", "ua1"}), [])
            self.assertEqual(conformance.judge(str(file), {"3a", "ua1", "2b"}), ["does not declare 2b"])
            with pikepdf.open(io.BytesIO(SOUND)) as pdf:
                del pdf.Root.OutputIntents
                font_without_file(pdf)
                pdf.save(file)
            self.assertIn("3a: PDFA3A-", "\n".join(conformance.judge(str(file), {"3a", "ua1"})))
            file.write_bytes(b"%PDF-1.7\nskr\xc3\xa4p")
            self.assertIn("cannot be read", conformance.judge(str(file), set())[0])

    def test_reading_order(self) -> None:
        items = [{"id": "one", "label": "Ett"}, {"id": "two", "label": "Två"}, {"text": "Tre"}]
        fact = {"id": "fact", "label": "Skola", "place": "header"}
        form = {"sections": [{"heading": "Del", "items": items}, {"heading": None, "items": [fact]}]}
        cases = [
            (None, "Skola Del Ett ja Två nej Tre", []),
            (None, "Skola Del Två Ett Tre", ["”Två” stands too early"]),
            (None, "Skola Del Ett Två", ["”Tre” is missing"]),
            (None, "Skola Ett Två Tre", ["”Del” is missing"]),
            ({"one": 1}, "Del Ett Tre", []),
            ({"two": 1}, "Del Ett Tre", ["”Två” is missing"]),
        ]
        for answers, text, expected in cases:
            with self.subTest(text):
                self.assertEqual(reading_order.judge(form, answers, text), expected)


if __name__ == "__main__":
    sys.exit(unittest.main())
