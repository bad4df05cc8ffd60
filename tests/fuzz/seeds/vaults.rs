//! A vault's header, a place for backups, and words on paper.

use fuzz::files;
use fuzz::municipality::{KEY, SECRET, SHEETS};
use fuzz::place::MADE;

use serde_json::json;

use crate::seed;

pub fn make() {
    seed("header", "whole", &MADE.header);
    let lines: Vec<&[u8]> = MADE.header.split_inclusive(|byte| *byte == b'\n').collect();
    seed("header", "lines", lines[..3].concat());
    let text = String::from_utf8(lines[..3].concat()).unwrap();
    seed("header", "later", text.replacen("vault 1", "vault 2", 1));
    seed("backup", "none", b"");
    // What SQLCipher writes is another in every run: the target changes bytes of what it has made itself.
    for ending in ["header", "list", "db"] {
        let change = files::join([(format!("flip {ending}"), [0, 40, 1])]);
        seed("backup", ending, change);
    }
    seed(
        "backup",
        "other-header",
        files::join([("vault.header", &MADE.header)]),
    );
    seed(
        "backup",
        "other-time",
        files::join([("20261126T100000Z.list", "list"), ("20261126T100000Z.db", "db")]),
    );
    seed("backup", "paper", files::join([("attachments/0a", b"paper")]));
    let link = |number: u64| {
        let texts = ["2026-11-25T08:00:00Z", "read", "pupils"].map(Some);
        let texts = [&texts[..], &[None; 5]].concat();
        json!({"number": number, "texts": texts, "follows": null, "code": vec![0; 32]})
    };
    let trail = json!({"key": vec![7; 32], "owner": "Birgitta Ek", "made": "2026-11-25T08:00:00Z",
        "anchor": {"count": 2, "code": vec![0; 32], "at": null}, "links": [link(1), link(2), link(u64::MAX)]});
    seed("trail", "links", trail.to_string());
    seed("shares", "sheets", SHEETS.join("\n"));
    seed(
        "shares",
        "numbered",
        SHEETS[0]
            .split(' ')
            .zip(1..)
            .map(|(word, at)| format!("{at}. {word},\t"))
            .collect::<String>(),
    );
    seed("shares", "recovery", MADE.words().words().join(" "));
    seed("shares", "keys", format!("{}\n{}", *KEY, *SECRET.to_hex()));
}
