//! A vault's header, a place for backups, and words on paper.

use fuzz::files;
use fuzz::municipality::{KEY, SECRET, SHEETS};
use fuzz::place::MADE;

use crate::seed;

pub fn make() {
    seed("header", "whole", &MADE.header);
    let lines: Vec<&[u8]> = MADE.header.split_inclusive(|byte| *byte == b'\n').collect();
    seed("header", "lines", lines[..3].concat());
    let text = String::from_utf8(lines[..3].concat()).unwrap();
    seed("header", "later", text.replacen("vault 1", "vault 2", 1));
    seed("backup", "none", b"");
    for (name, bytes) in &MADE.backup {
        let kind = name.rsplit('.').next().unwrap_or(name).replace('/', "-");
        // A database is too long for a fuzzer to make anything of.
        let bytes = bytes.get(..2_000).unwrap_or(bytes);
        seed("backup", &kind, files::join([(name, bytes)]));
    }
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
