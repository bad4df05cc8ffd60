//! Proofs stored in the document (DSS, ETSI EN 319 142-1), so that it can be judged when those who issued them
//! are gone.

use lopdf::{Dictionary, Object, ObjectId, Stream};

use crate::error::{Error, ReadError};
use crate::pdf::{File, Update, dict, name};

/// What is stored, each in DER.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proofs {
    /// Certificates of issuers and of time-stamp services.
    pub certificates: Vec<Vec<u8>>,
    /// Lists of revoked certificates (CRL).
    pub lists: Vec<Vec<u8>>,
    /// Answers about single certificates (OCSP).
    pub answers: Vec<Vec<u8>>,
}

/// Stores proofs beside those that are there, each once. A document time stamp afterwards makes them last.
pub fn store_proofs(pdf: &[u8], proofs: &Proofs) -> Result<Vec<u8>, Error> {
    let file = File::read(pdf)?;
    let (catalog, entries) = file.catalog()?;
    let mut update = Update::new(&file);
    let old = entries.get(b"DSS").ok();
    let mut store = match old.map(|old| file.resolve(old).as_dict()) {
        Some(store) => store.map_err(|_| ReadError::Damaged)?.clone(),
        None => dict([("Type", name("DSS"))]),
    };
    let kinds = [
        ("Certs", &proofs.certificates),
        ("CRLs", &proofs.lists),
        ("OCSPs", &proofs.answers),
    ];
    for (key, proofs) in kinds {
        let mut items = stored(&file, &store, key);
        for proof in proofs {
            if !items.iter().any(|(_, there)| there == proof) {
                let id = update.add(Stream::new(Dictionary::new(), proof.clone()));
                items.push((id, proof.clone()));
            }
        }
        if !items.is_empty() {
            let items: Vec<Object> = items.into_iter().map(|(id, _)| id.into()).collect();
            store.set(key, items);
        }
    }
    match old.and_then(|old| old.as_reference().ok()) {
        Some(id) => update.set(id, store),
        None => {
            let id = update.add(store);
            update.edit(catalog)?.set("DSS", id);
        }
    }
    Ok(update.write()?.bytes)
}

/// What a store holds already under a key.
fn stored(file: &File, store: &Dictionary, key: &str) -> Vec<(ObjectId, Vec<u8>)> {
    let items = store.get(key.as_bytes()).ok();
    let items = items.and_then(|items| file.resolve(items).as_array().ok());
    let items = items.into_iter().flatten().filter_map(|item| {
        let stream = file.resolve(item).as_stream().ok()?;
        Some((item.as_reference().ok()?, file.unpacked(stream)?))
    });
    items.collect()
}
