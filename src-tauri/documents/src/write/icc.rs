//! The output intent's colour profile: sRGB as IEC 61966-2-1 defines it, written by ourselves.
//!
//! An ICC profile of version 4.2 (ICC.1:2004-10, the newest that PDF 1.7 knows): display class, RGB to XYZ
//! by a matrix and a parametric curve. No foreign profile is included, so there is no foreign licence.

/// The primaries and the white point adapted to D50 (Bradford), as s15Fixed16 numbers.
const RED: [i32; 3] = [0x6fa2, 0x38f5, 0x0390];
const GREEN: [i32; 3] = [0x6299, 0xb785, 0x18da];
const BLUE: [i32; 3] = [0x24a0, 0x0f84, 0xb6cf];
const WHITE: [i32; 3] = [0xf6d6, 0x10000, 0xd32d];
/// From D65 to D50.
const ADAPTATION: [i32; 9] = [
    0x10c42, 0x05de, -0x0cdb, 0x0793, 0xfd90, -0x045f, -0x025e, 0x03dc, 0xc06e,
];
/// g, a, b, c, d: above d, y = (a·x + b)^g; below, y = c·x.
const CURVE: [i32; 5] = [0x26666, 0xf2a7, 0x0d59, 0x13d0, 0x0a5b];

/// The profile.
pub fn srgb() -> Vec<u8> {
    let curve = tag(b"para", &[&[0, 3, 0, 0], numbers(&CURVE).as_slice()].concat());
    let tags: [(&[u8; 4], Vec<u8>); 10] = [
        (b"desc", words("sRGB")),
        (b"cprt", words("CC0")),
        (b"wtpt", tag(b"XYZ ", &numbers(&WHITE))),
        (b"chad", tag(b"sf32", &numbers(&ADAPTATION))),
        (b"rXYZ", tag(b"XYZ ", &numbers(&RED))),
        (b"gXYZ", tag(b"XYZ ", &numbers(&GREEN))),
        (b"bXYZ", tag(b"XYZ ", &numbers(&BLUE))),
        (b"rTRC", curve.clone()),
        (b"gTRC", curve.clone()),
        (b"bTRC", curve),
    ];
    let mut offset = 128 + 4 + 12 * tags.len();
    let mut table = (tags.len() as u32).to_be_bytes().to_vec();
    let mut data = Vec::new();
    for (signature, content) in &tags {
        table.extend_from_slice(*signature);
        table.extend((offset as u32).to_be_bytes());
        table.extend((content.len() as u32).to_be_bytes());
        offset += content.len();
        data.extend_from_slice(content);
    }
    [header(offset), table, data].concat()
}

/// 128 bytes: size, version 4.2, display, RGB, XYZ, a fixed date, D50.
fn header(size: usize) -> Vec<u8> {
    let mut header = (size as u32).to_be_bytes().to_vec();
    header.extend([0; 4]);
    header.extend([4, 0x20, 0, 0]);
    header.extend(b"mntrRGB XYZ ");
    header.extend([2026u16, 1, 1, 0, 0, 0].map(u16::to_be_bytes).concat());
    header.extend(b"acsp");
    header.extend([0; 28]);
    header.extend(numbers(&WHITE));
    header.resize(128, 0);
    header
}

/// A tag's type, four reserved bytes and its content, filled up to four bytes.
fn tag(kind: &[u8; 4], content: &[u8]) -> Vec<u8> {
    let mut tag = [kind.as_slice(), &[0; 4], content].concat();
    tag.resize(tag.len().next_multiple_of(4), 0);
    tag
}

/// A text in one language.
fn words(text: &str) -> Vec<u8> {
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let head = [1u32, 12].map(u32::to_be_bytes).concat();
    let place = [utf16.len() as u32, 28].map(u32::to_be_bytes).concat();
    tag(b"mluc", &[head.as_slice(), b"enUS", &place, &utf16].concat())
}

fn numbers(values: &[i32]) -> Vec<u8> {
    values.iter().flat_map(|value| value.to_be_bytes()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check() {
        let profile = srgb();
        let number = |at: usize| u32::from_be_bytes(profile[at..at + 4].try_into().unwrap()) as usize;
        assert_eq!(number(0), profile.len());
        assert_eq!(&profile[12..24], b"mntrRGB XYZ ");
        assert_eq!(&profile[36..40], b"acsp");
        for index in 0..number(128) {
            let entry = 132 + 12 * index;
            let (offset, size) = (number(entry + 4), number(entry + 8));
            assert!(offset % 4 == 0 && offset + size <= profile.len());
        }
        // Together the primaries make the white, as nearly as the standard's rounded figures do.
        for axis in 0..3 {
            let sum = RED[axis] + GREEN[axis] + BLUE[axis];
            assert!((sum - WHITE[axis]).abs() <= 16, "{axis}: {sum:x}");
        }
    }
}
