//! One way to write a JSON value as bytes, so that equal values have equal hashes.

use serde_json::Value as Json;

/// The value with keys sorted and no white space. `serde_json`'s own order depends on a feature that
/// any crate in the build may turn on, so it is not relied upon.
pub fn write(value: &Json) -> String {
    match value {
        Json::Object(entries) => {
            let mut keys: Vec<_> = entries.iter().collect();
            keys.sort_by_key(|(key, _)| key.as_str());
            let members: Vec<_> = keys
                .into_iter()
                .map(|(key, value)| format!("{}:{}", Json::from(key.as_str()), write(value)))
                .collect();
            format!("{{{}}}", members.join(","))
        }
        Json::Array(items) => format!("[{}]", items.iter().map(write).collect::<Vec<_>>().join(",")),
        scalar => scalar.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check() {
        for (text, canonical) in [
            (
                r#"{ "b": 1, "a": [true, null, "å\n"] }"#,
                r#"{"a":[true,null,"å\n"],"b":1}"#,
            ),
            (r#"{"a":{"z":1.5,"ä":{}}}"#, r#"{"a":{"z":1.5,"ä":{}}}"#),
        ] {
            assert_eq!(write(&serde_json::from_str(text).unwrap()), canonical);
        }
    }
}
