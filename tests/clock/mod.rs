//! A time-stamp service: OpenSSL's, asked through files, or on loopback behind a few lines of HTTP. Needs `openssl`.
#![allow(dead_code, clippy::unwrap_used)] // each test uses its own part of it, and what cannot be read must stop it

use std::io::{Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;

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

/// OpenSSL's time-stamp service, asked through files.
pub struct Tsa {
    folder: PathBuf,
}

impl Tsa {
    /// Makes the service's key in a folder of its own.
    pub fn new(folder: &Path, name: &str) -> Self {
        let tsa = Self {
            folder: folder.to_owned(),
        };
        std::fs::create_dir_all(folder).unwrap();
        std::fs::write(folder.join("tsa.conf"), CONFIG).unwrap();
        std::fs::write(folder.join("serial"), "01").unwrap();
        tsa.openssl(&format!(
            "req -x509 -newkey rsa:2048 -nodes -keyout tsa.key -out tsa.pem -days 3650 -subj /CN={name} \
             -addext extendedKeyUsage=critical,timeStamping -addext keyUsage=critical,digitalSignature \
             -addext basicConstraints=critical,CA:false"
        ));
        tsa
    }

    /// Its certificate.
    pub fn certificate(&self) -> PathBuf {
        self.folder.join("tsa.pem")
    }

    /// What it answers to a question.
    pub fn answer(&self, question: &[u8]) -> Vec<u8> {
        std::fs::write(self.folder.join("question"), question).unwrap();
        self.openssl("ts -reply -config tsa.conf -section one -queryfile question -out answer");
        std::fs::read(self.folder.join("answer")).unwrap()
    }

    fn openssl(&self, words: &str) {
        let done = Command::new("openssl")
            .args(words.split_whitespace())
            .current_dir(&self.folder)
            .output()
            .unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    }
}

/// A service that answers at `/tsa`, refuses at `/refuses`, sends on at `/elsewhere` and babbles at `/babbles`.
pub struct Served {
    /// Where it answers, without a path.
    pub address: String,
    /// Its certificate.
    pub certificate: PathBuf,
}

impl Served {
    /// Makes the service's key in a folder of its own, and answers until the test is over.
    pub fn start(folder: &Path) -> Self {
        let tsa = Tsa::new(folder, "Klockan");
        let certificate = tsa.certificate();
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                answer(&tsa, stream.unwrap());
            }
        });
        Self { address, certificate }
    }

    /// Where it gives time stamps.
    pub fn url(&self) -> String {
        format!("{}/tsa", self.address)
    }
}

fn answer(tsa: &Tsa, mut stream: TcpStream) {
    let (path, question) = asked(&mut stream);
    let (status, body) = match path.as_str() {
        "/tsa" => ("200 OK", tsa.answer(&question)),
        "/elsewhere" => ("307 Temporary Redirect\r\nlocation: /tsa", Vec::new()),
        "/babbles" => ("200 OK", b"what time is it?".to_vec()),
        _ => ("503 Service Unavailable", Vec::new()),
    };
    let head = format!(
        "HTTP/1.1 {status}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
        body.len()
    );
    // Who asked may have gone.
    stream
        .write_all(head.as_bytes())
        .and_then(|()| stream.write_all(&body))
        .ok();
}

/// The path and the body of a request.
fn asked(stream: &mut TcpStream) -> (String, Vec<u8>) {
    let mut bytes = Vec::new();
    let mut part = [0; 4096];
    loop {
        let end = bytes.windows(4).position(|window| window == b"\r\n\r\n");
        if let Some(end) = end {
            let head = String::from_utf8_lossy(&bytes[..end]).to_ascii_lowercase();
            let length = head
                .lines()
                .find_map(|line| line.strip_prefix("content-length:"))
                .map_or(0, |length| length.trim().parse().unwrap());
            if bytes.len() >= end + 4 + length {
                let path = head.split(' ').nth(1).unwrap_or_default().to_owned();
                return (path, bytes[end + 4..].to_vec());
            }
        }
        let read = stream.read(&mut part).unwrap_or_default();
        if read == 0 {
            return (String::new(), Vec::new());
        }
        bytes.extend(&part[..read]);
    }
}
