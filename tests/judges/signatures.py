"""Judges signed PDF files with a signature library of others (pyHanko), with qpdf, and by their own profiles.

    .venv/bin/python tests/judges/signatures.py --trust DIR [--require 3a,ua1] [--signatures N] [--at TIME] FILE.pdf …

DIR holds the certificates to trust, PEM or DER. Exit 0 when every file holds at least N signatures (1), each
of them is valid, trusted and followed by permitted changes alone, qpdf finds the file sound, and it meets the
profiles it declares; 1 otherwise. pyHanko accepts a swapped catalog and trailing junk: what an attacker may
not do is judged by our own verifier and its own attack files, not here.
"""

import argparse
import logging
import subprocess
import sys
from datetime import datetime
from pathlib import Path

from pyhanko.keys import load_certs_from_pemder
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature, validate_pdf_timestamp
from pyhanko.sign.validation.status import SignatureCoverageLevel
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko_certvalidator import ValidationContext

from conformance import judge as judge_conformance

# page-validation wants every signature to cover the whole file, which only the last of several can. ISO 19005-3,
# 6.4.3, asks it of the file as it was signed; that is checked here with pyHanko's own account of the coverage.
EARLIER_REVISION = "PDFA3A-SIGNATURE-BYTERANGE-001"


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--trust", required=True, type=Path, help="folder of trusted certificates")
    arguments.add_argument("--require", default="3a,ua1", help="profiles every file must declare; empty for none")
    arguments.add_argument("--signatures", default=1, type=int, help="how many each file must hold at least")
    arguments.add_argument("--at", type=datetime.fromisoformat, help="when they are judged; otherwise now")
    arguments.add_argument("files", nargs="+")
    given = arguments.parse_args()
    logging.disable(logging.CRITICAL)

    roots = list(load_certs_from_pemder([str(file) for file in sorted(given.trust.iterdir()) if file.is_file()]))

    def context() -> ValidationContext:
        return ValidationContext(trust_roots=roots, allow_fetching=False, moment=given.at)

    required = set(filter(None, given.require.split(",")))
    failed = 0
    for file in given.files:
        findings = judge_signatures(file, context, given.signatures) + judge_structure(file)
        if given.require:
            findings += [line for line in judge_conformance(file, required) if EARLIER_REVISION not in line]
        failed += bool(findings)
        for finding in findings:
            print(f"{file}: {finding}")
    print(f"signatures: {len(given.files) - failed} passed, {failed} failed")
    return 1 if failed else 0


def judge_signatures(file: str, context, least: int) -> list[str]:
    """What pyHanko finds wrong with the signatures and document time stamps of a file."""
    findings = []
    with open(file, "rb") as stream:
        try:
            reader = PdfFileReader(stream)
            for signature in reader.embedded_regular_signatures:
                status = validate_pdf_signature(signature, context(), context())
                findings += wrong_with(signature.field_name, status)
            for stamp in reader.embedded_timestamp_signatures:
                status = validate_pdf_timestamp(stamp, context())
                findings += wrong_with(stamp.field_name, status)
            found = len(reader.embedded_regular_signatures)
        except (PdfError, SignatureValidationError, ValueError) as error:
            return [f"pyHanko cannot judge it: {error!r}"]
    if found < least:
        findings.append(f"{found} signatures, where {least} were expected")
    return findings


def wrong_with(field: str, status) -> list[str]:
    # A document time stamp has no bottom line of its own, and whether what came after it was permitted is judged
    # at the signatures.
    holds = getattr(status, "bottom_line", status.valid and status.intact and status.trusted)
    findings = [] if holds else [f"{field}: {status.summary()}"]
    if status.coverage < SignatureCoverageLevel.ENTIRE_REVISION:
        findings.append(f"{field}: covers only {status.coverage}")
    return findings


def judge_structure(file: str) -> list[str]:
    done = subprocess.run(["qpdf", "--check", file], capture_output=True, text=True)
    return [f"qpdf: {line}" for line in done.stderr.splitlines()] if done.returncode else []


if __name__ == "__main__":
    sys.exit(main())
