"""How long pyHanko takes to sign and to verify, called in one running Python process.

    .venv/bin/python tests/judges/signature_peers.py FILE.pdf FIELD

FILE.pdf holds an empty signature field FIELD. Prints the median seconds of signing it with a P-256 key made here,
and of verifying what was signed; `cargo bench -p signing` measures the same of ours, on the same file.
"""

import io
import logging
import statistics
import sys
import tempfile
import time
from datetime import datetime, timedelta, timezone
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

TIMES = 30


def main() -> None:
    file, field = sys.argv[1:]
    logging.disable(logging.CRITICAL)
    pdf = Path(file).read_bytes()
    signer = new_signer()
    meta = signers.PdfSignatureMetadata(
        field_name=field, subfilter=SigSeedSubFilter.PADES, certify=True, docmdp_permissions=MDPPerm.FILL_FORMS
    )

    def sign() -> bytes:
        return signers.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), meta, signer=signer).getvalue()

    signed = sign()

    def verify() -> None:
        trusted = ValidationContext(trust_roots=[signer.signing_cert], allow_fetching=False)
        signature = PdfFileReader(io.BytesIO(signed)).embedded_regular_signatures[0]
        assert validate_pdf_signature(signature, trusted).bottom_line

    print(f"sign {median(sign):.6f}\nverify {median(verify):.6f}")


def median(what) -> float:
    taken = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        what()
        taken.append(time.perf_counter() - begun)
    return statistics.median(taken)


def new_signer() -> signers.SimpleSigner:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Frida Fors")])
    now = datetime.now(timezone.utc)
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=9))
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    encoding = serialization.Encoding.PEM
    form, open_ = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    with tempfile.TemporaryDirectory() as folder:
        files = [Path(folder) / name for name in ("key", "own")]
        files[0].write_bytes(key.private_bytes(encoding, form, open_))
        files[1].write_bytes(certificate.public_bytes(encoding))
        return signers.SimpleSigner.load(*map(str, files))


if __name__ == "__main__":
    main()
