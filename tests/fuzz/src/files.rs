//! Several files in one input, as text that a fuzzer can cut and join: before each a line with its name.

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const MARK: &[u8] = b"\n#file ";

/// The files of an input, in their order; what stands before the first name is no file.
pub fn split(input: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    let mut rest = input;
    let mut name = None;
    loop {
        let next = rest.windows(MARK.len()).position(|part| part == MARK);
        let (content, after) = rest.split_at(next.unwrap_or(rest.len()));
        if let Some(name) = name.take() {
            files.push((name, content.to_vec()));
        }
        let Some(after) = after.strip_prefix(MARK) else {
            return files;
        };
        let end = after
            .iter()
            .position(|byte| *byte == b'\n')
            .unwrap_or(after.len());
        name = Some(String::from_utf8_lossy(&after[..end]).into_owned());
        rest = after.get(end + 1..).unwrap_or_default();
    }
}

/// The input that [`split`] parts into these files.
pub fn join<N: AsRef<str>, B: AsRef<[u8]>>(files: impl IntoIterator<Item = (N, B)>) -> Vec<u8> {
    let file = |(name, bytes): (N, B)| [MARK, name.as_ref().as_bytes(), b"\n", bytes.as_ref()].concat();
    files.into_iter().flat_map(file).collect()
}

/// The content of the file of a name; nothing where there is none.
pub fn named<'a>(files: &'a [(String, Vec<u8>)], name: &str) -> Option<&'a [u8]> {
    let file = files.iter().find(|(other, _)| other == name);
    file.map(|(_, bytes)| bytes.as_slice())
}

/// The files as a ZIP file with sizes and checksums that hold; nothing where two have one name.
pub fn zipped(files: &[(String, Vec<u8>)]) -> Option<Vec<u8>> {
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(name.as_str(), options).ok()?;
        zip.write_all(bytes).ok()?;
    }
    Some(zip.finish().ok()?.into_inner())
}
