"""Judges PDF files by the profiles that they themselves declare, and refuses a file that declares too little.

    .venv/bin/python tests/judges/conformance.py [--require 3a,ua1] FILE.pdf …

Exit 0 when every file declares the required profiles and meets every profile it declares; 1 otherwise.
"""

import argparse
import re
import sys

import page
import pikepdf

# Findings that stand although they are reported: rule id -> why. Each needs its paragraph in docs/pdf.md.
ALLOWED: dict[str, str] = {}


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--require", default="3a,ua1", help="profiles every file must declare")
    arguments.add_argument("files", nargs="+")
    given = arguments.parse_args()
    required = set(filter(None, given.require.split(",")))

    failed = 0
    for file in given.files:
        findings = judge(file, required)
        failed += bool(findings)
        for finding in findings:
            print(f"{file}: {finding}")
    print(f"conformance: {len(given.files) - failed} passed, {failed} failed")
    return 1 if failed else 0


def judge(file: str, required: set[str]) -> list[str]:
    """Every finding in one file, as lines; none means that it is what it says it is."""
    try:
        declared = declared_profiles(file)
    except (pikepdf.PdfError, AttributeError) as error:
        return [f"cannot be read: {error}"]
    findings = [f"does not declare {profile}" for profile in sorted(required - declared)]
    for profile in sorted(declared):
        try:
            report = page.validate_pdf(file, profile=profile)
        except page.PageError as error:
            findings.append(f"{profile}: not judged: {error}")
            continue
        findings += [
            f"{profile}: {failure.rule_id}: {failure.message}{place(failure)}"
            for failure in report.failures
            if failure.rule_id not in ALLOWED
        ]
    return findings


def declared_profiles(file: str) -> set[str]:
    """The profiles in the file's XMP, as page-validation names them: {"3a", "ua1"}."""
    with pikepdf.open(file) as pdf:
        xmp = pdf.Root.Metadata.read_bytes().decode("utf-8")
    profiles = set()
    if part := xmp_value(xmp, "pdfaid:part"):
        profiles.add(part + xmp_value(xmp, "pdfaid:conformance").lower())
    if part := xmp_value(xmp, "pdfuaid:part"):
        profiles.add("ua" + part)
    return profiles


def xmp_value(xmp: str, name: str) -> str:
    """A simple XMP value, written as an attribute or as an element; empty when it is not there."""
    found = re.search(rf'{name}\s*=\s*["\']([^"\']*)|<{name}>([^<]*)<', xmp)
    return (found.group(1) or found.group(2) or "").strip() if found else ""


def place(failure: "page.ValidationFailure") -> str:
    return f" (object {failure.object_id.object_number})" if failure.object_id else ""


if __name__ == "__main__":
    sys.exit(main())
