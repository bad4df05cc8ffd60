"""Judges verification reports (ETSI TS 119 102-2, XML) that the tests of the crate `signing` left in a folder.

    .venv/bin/python -B tests/judges/reports.py FILE.xml …

Each is read by the classes that pyHanko has generated from ETSI's schema, which know no element that is not
there, and against our own schema of the part that we write (schemas/validation-report.rng), for order and number.
pyHanko's classes are of V1.2.1: the namespace is renamed, and nothing we write differs between the two.
Every reference must lead to an object, and every certificate must be one. Exit 0 when all of it holds.
"""

import sys
import warnings
from pathlib import Path

from cryptography import x509
from lxml import etree
from pyhanko.generated.etsi.ts_11910202 import ValidationReport
from xsdata.exceptions import ConverterWarning
from xsdata.formats.dataclass.parsers import XmlParser
from xsdata.formats.dataclass.parsers.config import ParserConfig

SCHEMA = Path(__file__).parent / "schemas/validation-report.rng"
OURS, THEIRS = b"http://uri.etsi.org/19102/v1.4.1#", b"http://uri.etsi.org/19102/v1.2.1#"


def main() -> int:
    warnings.simplefilter("error", ConverterWarning)
    schema = etree.RelaxNG(etree.parse(SCHEMA))
    files = sys.argv[1:]
    failed = 0
    for file in files:
        findings = judge(Path(file).read_bytes(), schema)
        failed += bool(findings)
        for finding in findings:
            print(f"{file}: {finding}")
    print(f"reports: {len(files) - failed} passed, {failed} failed")
    return 1 if failed or not files else 0


def judge(text: bytes, schema: etree.RelaxNG) -> list[str]:
    tree = etree.fromstring(text)
    findings = [] if schema.validate(tree) else [str(error) for error in schema.error_log]
    try:
        strict = ParserConfig(fail_on_unknown_properties=True, fail_on_unknown_attributes=True)
        read = XmlParser(config=strict).from_bytes(text.replace(OURS, THEIRS), ValidationReport)
    except Exception as error:  # xsdata has many kinds
        return [*findings, f"pyHanko's classes cannot read it: {error!r}"]
    listed = read.signature_validation_objects
    objects = listed.validation_object if listed else ()
    if len({one.id for one in objects}) != len(objects):
        findings.append("an object stands there twice")
    known = {one.id for one in objects}
    findings += [f"{id} is nowhere" for id in tree.xpath("//@VOReference") if id not in known]
    for one in objects:
        if one.object_type.endswith(":certificate"):
            try:
                x509.load_der_x509_certificate(one.validation_object_representation.base64)
            except ValueError as error:
                findings.append(f"{one.id} is no certificate: {error}")
    return findings


if __name__ == "__main__":
    sys.exit(main())
