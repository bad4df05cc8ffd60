"""Makes the files signed by others that the tests read: pyHanko, and OpenSSL's CMS inside pyHanko's frame.

    .venv/bin/python src-tauri/signing/tests/samples/foreign.py

Everything in them is invented. They are committed, so that this is run again only to add a kind.
"""

import io
import subprocess
import sys
import tempfile
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pikepdf
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers, timestamps
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.keys import load_cert_from_pemder
from pyhanko_certvalidator import ValidationContext

HERE = Path(__file__).parent / "foreign"
FROM = datetime(2026, 1, 1, tzinfo=timezone.utc)
PADES, PLAIN = SigSeedSubFilter.PADES, SigSeedSubFilter.ADOBE_PKCS7_DETACHED


def main() -> None:
    HERE.mkdir(exist_ok=True)
    work = Path(tempfile.mkdtemp())
    ca_key = rsa.generate_private_key(65537, 2048)
    ca = certificate("Trollskogens utfärdare", ca_key.public_key(), None, ca_key, issues=True)
    (HERE / "trust.pem").write_bytes(ca.public_bytes(serialization.Encoding.PEM))
    store(work / "ca", ca_key, ca)
    keys = {
        "rsa": rsa.generate_private_key(65537, 2048),
        "p256": ec.generate_private_key(ec.SECP256R1()),
        "p384": ec.generate_private_key(ec.SECP384R1()),
    }
    for name, key in keys.items():
        store(work / name, key, certificate("Frida Fors", key.public_key(), ca, ca_key))
    tsa_key = rsa.generate_private_key(65537, 2048)
    store(work / "tsa", tsa_key, certificate("Tidsstämpel", tsa_key.public_key(), ca, ca_key, time=True))

    signer = {name: load(work, name) for name in keys}
    pss = load(work, "rsa", prefer_pss=True)
    table, packed = blank(False), blank(True)
    write("adbe-rsa", sign(table, signer["rsa"], "One", PLAIN))
    write("pades-p256", sign(packed, signer["p256"], "One", PADES))
    write("pades-p384", sign(table, signer["p384"], "One", PADES))
    write("pades-pss", sign(packed, pss, "One", PADES))
    one = sign(table, signer["rsa"], "One", PADES, certify=True)
    write("two-fields", sign(one, signer["p256"], "Two", PADES))
    one = sign(packed, signer["p256"], "One", PLAIN)
    write("two-packed", sign(one, signer["rsa"], "New", PLAIN))
    write("sha1", sign(table, signer["rsa"], "One", PLAIN, digest="sha1"))
    write("long-term", long_term(table, signer["p256"], load_tsa(work), ca_pem=work / "ca.pem"))
    write("openssl-rsa", openssl(table, signer["rsa"], work / "rsa"))
    write("openssl-p256", openssl(packed, signer["p256"], work / "p256"))


def blank(packed: bool) -> bytes:
    """One page with two empty, visible signature fields."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(400, 300))
    pdf.pages[0].Contents = pdf.make_stream(b"0 0.4 0.3 RG 20 20 m 380 20 l S")
    out = io.BytesIO()
    modes = pikepdf.ObjectStreamMode
    pdf.save(out, object_stream_mode=modes.generate if packed else modes.disable)
    writer = IncrementalPdfFileWriter(out)
    for place, name in enumerate(["One", "Two"]):
        box = (20, 40 + 60 * place, 200, 90 + 60 * place)
        fields.append_signature_field(writer, fields.SigFieldSpec(name, on_page=0, box=box))
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def sign(pdf: bytes, signer, field: str, subfilter, certify=False, digest="sha256") -> bytes:
    meta = signers.PdfSignatureMetadata(
        field_name=field, subfilter=subfilter, md_algorithm=digest, certify=certify, docmdp_permissions=MDPPerm.FILL_FORMS
    )
    return signers.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), meta, signer=signer).getvalue()


def long_term(pdf: bytes, signer, tsa, ca_pem: Path) -> bytes:
    trusted = ValidationContext(trust_roots=[load_cert_from_pemder(str(ca_pem))], allow_fetching=False)
    meta = signers.PdfSignatureMetadata(
        field_name="One", subfilter=PADES, md_algorithm="sha256", embed_validation_info=True,
        use_pades_lta=True, validation_context=trusted,
    )
    writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
    return signers.sign_pdf(writer, meta, signer=signer, timestamper=tsa).getvalue()


def openssl(pdf: bytes, signer, key: Path) -> bytes:
    """The frame is pyHanko's, the signature OpenSSL's: it takes the place of the one that was there."""
    framed = sign(pdf, signer, "One", PLAIN)
    at = framed.rindex(b"/ByteRange")
    numbers = framed[framed.index(b"[", at) + 1 : framed.index(b"]", at)].split()
    _, before, after, rest = map(int, numbers)
    content = Path(tempfile.mkdtemp()) / "content"
    content.write_bytes(framed[:before] + framed[after : after + rest])
    command = ["openssl", "cms", "-sign", "-binary", "-md", "sha256", "-outform", "DER", "-in", str(content)]
    command += ["-signer", f"{key}.pem", "-inkey", f"{key}.key"]
    cms = subprocess.run(command, check=True, capture_output=True).stdout.hex().encode()
    return framed[: before + 1] + cms.ljust(after - before - 2, b"0") + framed[after - 1 :]


def certificate(name: str, key, issuer, issuer_key, issues=False, time=False) -> x509.Certificate:
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer.subject if issuer else subject)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(FROM)
        .not_valid_after(FROM + timedelta(days=3650))
        .add_extension(x509.BasicConstraints(ca=issues, path_length=0 if issues else None), critical=True)
        .add_extension(usage(issues), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )
    if time:
        made = made.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    return made.sign(issuer_key, hashes.SHA256())


def usage(issues: bool) -> x509.KeyUsage:
    return x509.KeyUsage(not issues, not issues, False, False, False, issues, issues, False, False)


def store(base: Path, key, cert: x509.Certificate) -> None:
    encoding = serialization.Encoding.PEM
    form, open_ = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    base.with_suffix(".key").write_bytes(key.private_bytes(encoding, form, open_))
    base.with_suffix(".pem").write_bytes(cert.public_bytes(encoding))


def load(work: Path, name: str, prefer_pss=False):
    return signers.SimpleSigner.load(
        str(work / f"{name}.key"), str(work / f"{name}.pem"), ca_chain_files=(str(work / "ca.pem"),), prefer_pss=prefer_pss
    )


def load_tsa(work: Path):
    signer = load(work, "tsa")
    return timestamps.DummyTimeStamper(signer.signing_cert, signer.signing_key, signer.cert_registry)


def write(name: str, pdf: bytes) -> None:
    (HERE / f"{name}.pdf").write_bytes(pdf)
    print(name, len(pdf))


if __name__ == "__main__":
    sys.exit(main())
