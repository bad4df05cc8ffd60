//! What a signature forbids from now on (ISO 32000-1, 12.8.2).

use lopdf::{Dictionary, Object};

/// Whether a lock holds for every field.
pub fn is_for_all(lock: &Dictionary) -> bool {
    lock.get(b"Action").and_then(Object::as_name).ok() == Some(b"All")
}

/// Whether a signature locks the whole form.
pub fn locks_all(signature: &Dictionary) -> bool {
    parameters(signature, b"FieldMDP").is_some_and(is_for_all)
}

/// What a certifying signature permits: 1 is nothing further, 2 is signing.
pub fn permits(signature: &Dictionary) -> Option<i64> {
    let parameters = parameters(signature, b"DocMDP")?;
    parameters.get(b"P").and_then(Object::as_i64).ok()
}

fn parameters<'o>(signature: &'o Dictionary, method: &[u8]) -> Option<&'o Dictionary> {
    let references = signature.get(b"Reference").and_then(Object::as_array).ok()?;
    let mut entries = references.iter().filter_map(|one| one.as_dict().ok());
    let one =
        entries.find(|one| one.get(b"TransformMethod").and_then(Object::as_name).ok() == Some(method))?;
    one.get(b"TransformParams").and_then(Object::as_dict).ok()
}
