//! Objects inside an object stream.

use lopdf::Object;

use super::File;
use super::scan::{Scan, Unclear};

/// An object stream holds what the cross-reference names and nothing else, each in its place and readable in
/// one way alone.
pub fn check_packed(file: &File, container: u32, named: &[(u32, u16)]) -> Result<(), Unclear> {
    let stream = file
        .document
        .get_object((container, 0))
        .and_then(Object::as_stream);
    let stream = stream.map_err(|_| Unclear)?;
    let number = |key: &[u8]| {
        let number = stream.dict.get(key).and_then(Object::as_i64);
        number
            .ok()
            .and_then(|number| usize::try_from(number).ok())
            .ok_or(Unclear)
    };
    let (count, first) = (number(b"N")?, number(b"First")?);
    let content = file.unpacked(stream).ok_or(Unclear)?;
    if count != named.len() {
        return Err(Unclear);
    }
    let mut head = Scan {
        bytes: &content,
        at: 0,
    };
    for place in 0..count {
        let place = u16::try_from(place).map_err(|_| Unclear)?;
        head.space();
        let id = u32::try_from(head.integer()?).map_err(|_| Unclear)?;
        head.space();
        let offset = usize::try_from(head.integer()?).map_err(|_| Unclear)?;
        if !named.contains(&(id, place)) {
            return Err(Unclear);
        }
        let at = first.checked_add(offset).ok_or(Unclear)?;
        let mut value = Scan { bytes: &content, at };
        value.space();
        value.value(0)?;
    }
    Ok(())
}
