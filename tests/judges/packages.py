"""Judges archive packages with the E-ARK validator and with the schemas of the Library of Congress, offline.

    .venv-packages/bin/python -B tests/judges/packages.py FOLDER

FOLDER/whole/*.zip must pass; FOLDER/faults/*.zip must not. The validator asks for its vocabularies on the web when
it is loaded: it is given those in its own wheel. One finding is allowed, rule SIP14: it asks for an attribute NOTETYPE
without a namespace, which the METS schema refuses. What a package MAY have and ours has not is no finding: those three
remarks are named below, and any other is one. The validator looks at one METS file and no PREMIS: every METS
and PREMIS file is judged here against its schema as well, and the page against XML. Exit 0 when all of it holds, and as
many were judged as the tests leave.
"""

import io
import sys
import tempfile
import urllib.request
import zipfile
from pathlib import Path

from lxml import etree

SCHEMAS = Path(__file__).parents[2] / "src-tauri/exchange/schemas"
ALLOWED = "SIP14"

# Remarks of severity INFORMATION, which the validator makes of every package without something optional.
REMARKS = {
    "SIP1",  # METS has no LABEL: what the package is called stands in the descriptive metadata
    "SIP3",  # nor a RECORDSTATUS: it is for packages that replace or follow one, which none of ours does
    "CSIPSTR8",  # no metadata/other: nobody has signed, and there is no report of signatures
}

# What the tests leave (`src-tauri/exchange/tests/archive`): fewer means that one of them left nothing.
FEWEST_WHOLE = 200
FEWEST_FAULTS = 17


class Offline(etree.Resolver):
    """The schemas import each other from the web: they lie beside each other here."""

    def resolve(self, url, public_id, context):
        local = SCHEMAS / url.rsplit("/", 1)[-1]
        return self.resolve_filename(str(local), context) if local.is_file() else None


def schema() -> etree.XMLSchema:
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(Offline())
    names = {
        "http://www.loc.gov/METS/": "mets.xsd",
        "http://www.loc.gov/premis/v3": "premis-v3-0.xsd",
        "https://DILCIS.eu/XML/METS/CSIPExtensionMETS": "DILCISExtensionMETS.xsd",
        "https://DILCIS.eu/XML/METS/SIPExtensionMETS": "DILCISExtensionSIPMETS.xsd",
    }
    imports = "".join(f'<xs:import namespace="{space}" schemaLocation="{name}"/>' for space, name in names.items())
    text = f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">{imports}</xs:schema>'
    return etree.XMLSchema(etree.parse(io.BytesIO(text.encode()), parser, base_url=str(SCHEMAS / "all.xsd")))


def validator():
    """The validator, which reads its vocabularies from its own wheel: what it finds of a ZIP file's structure and of its
    metadata. It looks at the structure of what it has unpacked, and then remarks that a folder is no ZIP file (CSIPSTR3):
    the structure of the file itself is asked for beside.
    """
    import importlib.util

    wheel = Path(importlib.util.find_spec("eark_validator").origin).parent
    vocabularies = wheel / "ipxml/resources/vocabs"
    urllib.request.urlopen = lambda url: (vocabularies / url.rsplit("/", 1)[-1]).open("rb")
    from eark_validator import structure
    from eark_validator.packages import PackageValidator

    return lambda package: (structure.validate(package)[1], PackageValidator(package).validation_report.metadata)


def findings(package: Path, validate, schemas: etree.XMLSchema) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(package) as zipped:
            zipped.extractall(folder)
        roots = list(Path(folder).iterdir())
        if len(roots) != 1:
            return ["not one folder"]
        found = judged_by_validator(package, validate)
        for file in sorted(roots[0].rglob("*.xml")):
            if file.name in ("METS.xml", "premis.xml"):
                tree = etree.parse(file)
                schemas.validate(tree)
                found += [f"{file.relative_to(folder)}: {error.message}" for error in schemas.error_log]
                # libxml2 does not follow references (xs:IDREF).
                known, told = set(tree.xpath("//@ID")), tree.xpath("//@FILEID | //@ADMID | //@DMDID")
                lost = [one for ids in told for one in ids.split() if one not in known]
                found += [f"{file.relative_to(folder)}: {one} is nowhere" for one in lost]
        for file in roots[0].rglob("*.html"):
            etree.parse(file)
        return found


def refused(package: Path, validate, schemas: etree.XMLSchema) -> bool:
    try:
        return bool(findings(package, validate, schemas))
    except (KeyError, ValueError, etree.XMLSyntaxError):
        return True  # the validator stops where what it needs is missing


def judged_by_validator(package: Path, validate) -> list[str]:
    structure, metadata = validate(package)
    results = list(structure.messages)
    if metadata:
        results += metadata.schema_results.messages + metadata.schematron_results.messages
    told = [one for one in results if one.rule_id != ALLOWED and not is_remark(one)]
    return [f"{one.severity.name} {one.rule_id}: {one.message}" for one in told]


def is_remark(result) -> bool:
    return result.severity.name == "INFORMATION" and result.rule_id in REMARKS


def main() -> int:
    # The validator unpacks into the folder for what is temporary, and leaves it there.
    with tempfile.TemporaryDirectory() as tempfile.tempdir:
        return judged(Path(sys.argv[1]))


def judged(folder: Path) -> int:
    validate, schemas = validator(), schema()
    failed = 0
    whole, faults = sorted(folder.glob("whole/*.zip")), sorted(folder.glob("faults/*.zip"))
    for package in whole:
        found = findings(package, validate, schemas)
        failed += bool(found)
        for finding in found:
            print(f"{package}: {finding}")
    for package in faults:
        if not refused(package, validate, schemas):
            failed += 1
            print(f"{package}: nobody found the fault")
    print(f"packages: {len(whole)} whole and {len(faults)} with a fault judged, {failed} failed")
    if len(whole) < FEWEST_WHOLE or len(faults) < FEWEST_FAULTS:
        print(f"packages: expected at least {FEWEST_WHOLE} whole and {FEWEST_FAULTS} with a fault")
        return 1
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
