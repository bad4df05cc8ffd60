//! Answers about certificates (OCSP): OpenSSL's, given through files.

use std::path::{Path, PathBuf};
use std::process::Command;

use chrono::{DateTime, Utc};
use signing::{Authority, Certificate, Identity};

use super::Counting;

/// A folder with an authority's key and certificate, for OpenSSL.
pub struct Responder(PathBuf);

impl Responder {
    pub fn new(folder: &Path, authority: &Authority) -> Self {
        std::fs::create_dir_all(folder).unwrap();
        let responder = Self(folder.to_owned());
        responder.put("authority", authority.identity());
        responder
    }

    /// Puts somebody's key and certificate beside the authority's.
    pub fn put(&self, name: &str, who: &Identity) {
        let sealed = who.key().seal(b"granris", &mut Counting::new(9)).unwrap();
        // OpenSSL refuses so much memory, so it is not given the sealed key.
        let sealed = pkcs8::EncryptedPrivateKeyInfoRef::try_from(&sealed[..]).unwrap();
        let open = sealed.decrypt(b"granris").unwrap();
        std::fs::write(self.0.join("open"), open.as_bytes()).unwrap();
        let key = format!("{name}.key");
        self.openssl(&["pkey", "-inform", "DER", "-in", "open", "-out", &key]);
        std::fs::write(self.0.join(format!("{name}.pem")), who.certificate().to_pem()).unwrap();
    }

    /// Lets the authority issue a certificate for answering, or one that only looks like it.
    pub fn delegate(&self, name: &str, purpose: &str) {
        let (key, request, certificate) = (
            format!("{name}.key"),
            format!("{name}.csr"),
            format!("{name}.pem"),
        );
        let curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"];
        let files = ["-keyout", &key, "-out", &request, "-subj", "/CN=Svarare"];
        self.openssl(&[&["req"][..], &curve, &files].concat());
        std::fs::write(self.0.join("extensions"), format!("extendedKeyUsage={purpose}\n")).unwrap();
        let by = [
            "-CA",
            "authority.pem",
            "-CAkey",
            "authority.key",
            "-CAcreateserial",
            "-days",
            "2",
        ];
        let about = [
            "x509",
            "-req",
            "-in",
            &request,
            "-extfile",
            "extensions",
            "-out",
            &certificate,
        ];
        self.openssl(&[&about[..], &by].concat());
    }

    /// What `signer` answers about a certificate, revoked since an instant if one is given.
    pub fn answer(&self, about: &Certificate, revoked: Option<DateTime<Utc>>, signer: &str) -> Vec<u8> {
        let serial = about.summary().serial.to_uppercase();
        let (status, since) = match revoked {
            Some(at) => ("R", at.format("%y%m%d%H%M%SZ").to_string()),
            None => ("V", String::new()),
        };
        let index = format!("{status}\t400101000000Z\t{since}\t{serial}\tunknown\t/CN=x\n");
        std::fs::write(self.0.join("index"), index).unwrap();
        self.ask(about, signer)
    }

    /// What the authority answers about a certificate when it knows only another.
    pub fn answer_with_index_of(&self, about: &Certificate, known: &Certificate) -> Vec<u8> {
        self.answer(known, None, "authority");
        self.ask(about, "authority")
    }

    fn ask(&self, about: &Certificate, signer: &str) -> Vec<u8> {
        std::fs::write(self.0.join("about.pem"), about.to_pem()).unwrap();
        let (key, certificate) = (format!("{signer}.key"), format!("{signer}.pem"));
        let asked = [
            "ocsp",
            "-issuer",
            "authority.pem",
            "-cert",
            "about.pem",
            "-reqout",
            "asked",
        ];
        self.openssl(&asked);
        let by = ["-CA", "authority.pem", "-rsigner", &certificate, "-rkey", &key];
        let answered = [
            "ocsp", "-index", "index", "-reqin", "asked", "-respout", "answered", "-ndays", "1",
        ];
        self.openssl(&[&answered[..], &by].concat());
        std::fs::read(self.0.join("answered")).unwrap()
    }

    fn openssl(&self, arguments: &[&str]) {
        let mut openssl = Command::new("openssl");
        let done = openssl.args(arguments).current_dir(&self.0).output().unwrap();
        assert!(
            done.status.success(),
            "{arguments:?}: {}",
            String::from_utf8_lossy(&done.stderr)
        );
    }
}
