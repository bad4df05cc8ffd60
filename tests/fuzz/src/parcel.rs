//! A hand-over package closed by a sender who has keys, and means ill: the signature and the hashes hold, whatever lies
//! in it.

use std::io::Write as _;
use std::sync::LazyLock;

use cases::{Line, Role};
use chrono::{DateTime, Utc};
use exchange::handover::{NameCard, OwnKeys};
use forms::Hash;
use hkdf::Hkdf;
use p256::ecdsa::signature::Signer as _;
use p256::ecdsa::{Signature, SigningKey};
use serde_json::{Value, json};
use sha2::Sha256;

const SENDER: [u8; 32] = [1; 32];
const RECIPIENT: [u8; 32] = [2; 32];

/// Somebody with keys and a name card.
pub struct Owner {
    pub keys: OwnKeys,
    pub card: NameCard,
    signs: SigningKey,
}

/// Who sends.
pub static MENTOR: LazyLock<Owner> = LazyLock::new(|| Owner::new(&SENDER, "Ebba Lindqvist", Role::Mentor));
/// Who is sent to.
pub static REKTOR: LazyLock<Owner> = LazyLock::new(|| Owner::new(&RECIPIENT, "Rut Sandberg", Role::Rektor));

impl Owner {
    fn new(secret: &[u8; 32], name: &str, role: Role) -> Self {
        let keys = OwnKeys::derive(secret).unwrap();
        let line = |text: &str| Line::parse("line", text).unwrap();
        let at = DateTime::<Utc>::from_timestamp(1_795_000_000, 0).unwrap();
        let card = NameCard::new(&keys, (&line(name), role, &line("Björkskolan")), None, at).unwrap();
        // As `exchange::handover::OwnKeys` derives it, which signs nothing but what it has made itself.
        let mut key = [0; 32];
        let expanded = Hkdf::<Sha256>::new(None, secret).expand(b"narvarolots/1 handover signs \0", &mut key);
        expanded.unwrap();
        let signs = SigningKey::from_slice(&key).unwrap();
        let owner = Self { keys, card, signs };
        let text = owner.card_text();
        assert!(
            owner.card_of(&text).as_bytes() == owner.card.to_bytes(),
            "the same key"
        );
        owner
    }

    /// What the owner's card says, without the signature.
    pub fn card_text(&self) -> String {
        let written: Value = serde_json::from_slice(&self.card.to_bytes()).unwrap();
        written["card"].as_str().unwrap().to_owned()
    }

    /// A card that says this, signed with the owner's key.
    pub fn card_of(&self, text: &str) -> String {
        let signature = self.sign(b"narvarolots/1 card\0", text.as_bytes());
        let signature = base64(&signature);
        // In the order in which a card is written.
        format!("{{\"card\":{},\"signature\":\"{signature}\"}}", Value::from(text))
    }

    fn sign(&self, context: &[u8], message: &[u8]) -> Vec<u8> {
        let signature: Signature = self.signs.sign(&[context, message].concat());
        signature.to_bytes().to_vec()
    }
}

/// A package of these files, closed to [`REKTOR`]. The manifest is made to name every other file with its hash, and
/// signed, unless `manifest.sig` is one of the files.
pub fn closed(files: &[(String, Vec<u8>)]) -> Option<Vec<u8>> {
    let (manifest, others): (Vec<_>, Vec<_>) = files
        .iter()
        .cloned()
        .partition(|(name, _)| name == "manifest.json");
    let manifest = manifest
        .into_iter()
        .next()
        .map(|(_, bytes)| bytes)
        .unwrap_or_default();
    let manifest = match serde_json::from_slice::<Value>(&manifest) {
        Ok(Value::Object(mut entries)) => {
            let part = |(name, bytes): &(String, Vec<u8>)| json!({"name": name, "sha256": Hash::of(bytes).to_string(), "size": bytes.len()});
            entries.insert("parts".to_owned(), others.iter().map(part).collect());
            serde_json::to_vec(&entries).ok()?
        }
        _ => manifest,
    };
    let mut signed = vec![("manifest.json".to_owned(), manifest)];
    if others.iter().all(|(name, _)| name != "manifest.sig") {
        let signature = MENTOR.sign(b"narvarolots/1 manifest\0", &signed[0].1);
        signed.push(("manifest.sig".to_owned(), signature));
    }
    signed.extend(others);
    sealed(&packed(&signed)?)
}

/// The files one behind another, as `tar` has them.
pub fn packed(files: &[(String, Vec<u8>)]) -> Option<Vec<u8>> {
    let mut packed = tar::Builder::new(Vec::new());
    for (name, bytes) in files {
        let mut header = tar::Header::new_ustar();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o600);
        packed.append_data(&mut header, name, bytes.as_slice()).ok()?;
    }
    packed.into_inner().ok()
}

/// Any bytes closed to [`REKTOR`].
pub fn sealed(bytes: &[u8]) -> Option<Vec<u8>> {
    let facts: Value = serde_json::from_str(&REKTOR.card_text()).ok()?;
    let recipient: age::x25519::Recipient = facts["recipient"].as_str()?.parse().ok()?;
    let readers = std::iter::once(&recipient as &dyn age::Recipient);
    let mut closed = Vec::new();
    let mut writer = age::Encryptor::with_recipients(readers)
        .ok()?
        .wrap_output(&mut closed)
        .ok()?;
    writer.write_all(bytes).ok()?;
    writer.finish().ok()?;
    Some(closed)
}

fn base64(bytes: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD_NO_PAD.encode(bytes)
}
