//! A time-stamp service: OpenSSL's, asked through files.

use std::path::{Path, PathBuf};
use std::process::Command;

use signing::{TimeStampError, TimeStamper};

const CONFIG: &str = "
[ tsa ]
default_tsa = one
[ one ]
serial = serial
signer_cert = tsa.pem
signer_key = tsa.key
signer_digest = sha256
digests = sha256
default_policy = 1.2.3.4
ess_cert_id_alg = sha256
";

/// A time-stamp service with a folder and a certificate of its own.
pub struct Clock {
    folder: PathBuf,
    asked: u8,
}

impl Clock {
    pub fn new(folder: &Path) -> Self {
        let clock = Self {
            folder: folder.to_owned(),
            asked: 0,
        };
        std::fs::create_dir_all(folder).unwrap();
        std::fs::write(folder.join("tsa.conf"), CONFIG).unwrap();
        std::fs::write(folder.join("serial"), "01").unwrap();
        clock.openssl(&[
            "req",
            "-x509",
            "-newkey",
            "rsa:2048",
            "-nodes",
            "-keyout",
            "tsa.key",
            "-out",
            "tsa.pem",
            "-days",
            "3650",
            "-subj",
            "/CN=Clock",
            "-addext",
            "extendedKeyUsage=critical,timeStamping",
            "-addext",
            "keyUsage=critical,digitalSignature",
            "-addext",
            "basicConstraints=critical,CA:false",
        ]);
        clock
    }

    pub fn certificate(&self) -> Vec<u8> {
        std::fs::read(self.folder.join("tsa.pem")).unwrap()
    }

    fn openssl(&self, arguments: &[&str]) {
        let done = Command::new("openssl")
            .args(arguments)
            .current_dir(&self.folder)
            .output()
            .unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }
}

impl TimeStamper for Clock {
    fn answer(&mut self, request: &[u8]) -> Result<Vec<u8>, TimeStampError> {
        std::fs::write(self.folder.join("question"), request).unwrap();
        self.openssl(&[
            "ts",
            "-reply",
            "-config",
            "tsa.conf",
            "-section",
            "one",
            "-queryfile",
            "question",
            "-out",
            "answer",
        ]);
        Ok(std::fs::read(self.folder.join("answer")).unwrap())
    }

    fn nonce(&mut self) -> [u8; 16] {
        self.asked += 1;
        [self.asked; 16]
    }
}

/// A service whose answers come from somewhere else.
pub struct Broken(pub Result<Vec<u8>, TimeStampError>);

impl TimeStamper for Broken {
    fn answer(&mut self, _: &[u8]) -> Result<Vec<u8>, TimeStampError> {
        self.0.clone()
    }

    fn nonce(&mut self) -> [u8; 16] {
        [7; 16]
    }
}
