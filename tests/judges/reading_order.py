"""Checks that a screen reader meets every label of a form, whole and in the form's order.

    .venv/bin/python tests/judges/reading_order.py NARVAROLOTS-CLI FILE.pdf …

The form is the one that the document itself names. A blank form holds every label; a filled one may leave out
questions that do not apply, and such a question has no answer either. Exit 0 without findings; 1 otherwise.
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
        inspection = answer(cli, "inspect", file, "--json")
        form = forms["{pack}/{id}@{version}".format(**inspection["form"])]
        findings = judge(form, inspection["answers"], spoken(file))
        failed += bool(findings)
        for finding in findings:
            print(f"{file}: {finding}")
    print(f"reading order: {len(files) - failed} passed, {failed} failed")
    return 1 if failed or not files else 0


def judge(form: Form, answers: Form | None, text: str) -> list[str]:
    """What is missing, or does not stand where the form has it."""
    findings = []
    position = 0
    for field, label in labels_of(form):
        if field is not None and answers is not None and field not in answers:
            continue
        found = text.find(label, position)
        if found >= 0:
            position = found + len(label)
        else:
            findings.append(f"”{label}” {'stands too early' if label in text else 'is missing'}")
    return findings


def labels_of(form: Form) -> list[tuple[str | None, str]]:
    """Field and words in the order a reader meets them: the facts above the form, then section by section."""
    header, body = [], []
    for section in form["sections"]:
        if section["heading"]:
            body.append((None, plain(section["heading"])))
        for item in section["items"]:
            words = (item.get("id"), plain(item["text"] if "text" in item else item["label"]))
            (header if item.get("place") == "header" else body).append(words)
    return header + body


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
