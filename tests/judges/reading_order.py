"""Checks that a screen reader meets every label of a form, whole and in the form's order.

    .venv/bin/python tests/judges/reading_order.py NARVAROLOTS-CLI FILE.pdf …

The form is the one that the document itself names. A blank form holds every section; a filled one may leave out
later sections, but none in part. Exit 0 without findings; 1 otherwise.
"""

import json
import re
import subprocess
import sys
from typing import Any

Form = dict[str, Any]


def main(cli: str, files: list[str]) -> int:
    forms = {form["form"]: form for form in answer(cli, "forms", "--json")}
    failed = 0
    for file in files:
        form = forms[answer(cli, "inspect", file, "--json")["form"]]
        findings = judge(form, spoken(file))
        failed += bool(findings)
        for finding in findings:
            print(f"{file}: {finding}")
    print(f"reading order: {len(files) - failed} passed, {failed} failed")
    return 1 if failed or not files else 0


def judge(form: Form, text: str) -> list[str]:
    """What is missing, or does not stand where the form has it."""
    findings = []
    position = 0
    for section in form["sections"]:
        labels = [plain(label) for label in labels_of(section)]
        start = position
        missing = []
        for label in labels:
            found = text.find(label, position)
            if found < 0:
                where = "stands too early" if label in text else "is missing"
                missing.append(f"{section['id']}: ”{label}” {where}")
            else:
                position = found + len(label)
        left_out = len(missing) == len(labels) and section["follows"]
        if left_out:
            position = start
        else:
            findings += missing
    return findings


def labels_of(section: Form) -> list[str]:
    """The words of a section in the form's own order, each as a whole."""
    heading = [section["heading"]] if section["heading"] else []
    return heading + [item["text"] if "text" in item else item["label"] for item in section["items"]]


def spoken(file: str) -> str:
    """The document's text in the order of its structure tree, as poppler reads it."""
    command = ["pdfinfo", "-enc", "UTF-8", "-struct-text", file]
    listing = subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout
    return plain(" ".join(re.findall(r'^\s*"(.*)"$', listing, re.MULTILINE)))


def plain(text: str) -> str:
    return " ".join(text.split())


def answer(*command: str) -> Any:
    return json.loads(subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2:]))
