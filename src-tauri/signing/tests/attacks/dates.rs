//! Who signed, when, and whether that person could.

use std::cell::Cell;

use chrono::{DateTime, Utc};
use signing::{Algorithm, Authority, Certificate, Error, Identity, Key, Signer, Trust, Validity, sign};

use crate::support::{
    CONSENT, School, at, field_names, issued, look, new_authority, person, request, validity,
};
use crate::{Attack, signed};

/// Shows one certificate when asked whether it may sign, and another in the signature.
struct TwoFaced<'a> {
    shown_first: &'a [Certificate],
    identity: &'a Identity,
    asked: Cell<bool>,
}

impl Signer for TwoFaced<'_> {
    fn chain(&self) -> &[Certificate] {
        match self.asked.replace(true) {
            true => self.identity.chain(),
            false => self.shown_first,
        }
    }

    fn algorithm(&self) -> Algorithm {
        self.identity.algorithm()
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, Error> {
        self.identity.sign(message)
    }
}

/// Shows the certificate of another person.
struct Impostor<'a>(&'a Identity, &'a Identity);

impl Signer for Impostor<'_> {
    fn chain(&self) -> &[Certificate] {
        self.0.chain()
    }

    fn algorithm(&self) -> Algorithm {
        self.1.algorithm()
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, Error> {
        self.1.sign(message)
    }
}

/// A family, a name, the forged document and whom its reader trusts.
type Case = (&'static str, &'static str, Vec<u8>, Trust);

pub(crate) fn attacks(school: &mut School) -> Vec<Attack> {
    let honest = signed(school, CONSENT);
    let mut cases = periods(school);
    cases.extend(strangers(school));
    let attacks = cases.into_iter().map(|(family, name, forged, trust)| Attack {
        family,
        name,
        honest: honest.clone(),
        forged,
        trust,
    });
    attacks.collect()
}

/// Certificates that had expired or did not hold yet, of signers and of authorities.
fn periods(school: &mut School) -> Vec<Case> {
    let trust = school.trust.clone();
    let mut cases = vec![
        (
            "expired",
            "signed in the future",
            by(&school.astrid, at(40)),
            trust.clone(),
        ),
        (
            "not yet valid",
            "the reader's clock is behind",
            by(&school.astrid, at(3)),
            trust.clone(),
        ),
    ];
    for (family, from, until) in [("expired", -9, -1), ("not yet valid", 5, 9)] {
        let period = Validity {
            from: at(from),
            until: at(until),
        };
        let own = issued(&school.authority, "Mallory", period, &mut school.random);
        let signer = TwoFaced {
            shown_first: school.astrid.chain(),
            identity: &own,
            asked: Cell::new(false),
        };
        cases.push((family, "signer's certificate", by(&signer, at(0)), trust.clone()));

        let key = Key::generate(&mut school.random).unwrap();
        let authority = Authority::new(key, &person("Other"), period, &mut school.random).unwrap();
        let signer = issued(&authority, "Mallory", validity(), &mut school.random);
        let mut trust = trust.clone();
        trust.add(authority.identity().certificate().der()).unwrap();
        cases.push((family, "authority's certificate", by(&signer, at(0)), trust));
    }
    cases
}

/// Signers whom the reader does not trust, or not for this.
fn strangers(school: &mut School) -> Vec<Case> {
    let trust = school.trust.clone();
    let random = &mut school.random;
    let rogue = new_authority(random);
    let stranger = issued(&rogue, "Mallory", validity(), random);
    let alone = Key::generate(random).unwrap();
    let alone = alone.self_signed(&person("Mallory"), validity(), random).unwrap();
    let person = Authority::from_identity(issued(&school.authority, "Mallory", validity(), random));
    let under_person = issued(&person, "Mallory", validity(), random);
    let mut revoked = trust.clone();
    let astrid = school.astrid.certificate();
    let list = school
        .authority
        .revoke(&[(astrid, at(-1))], 1, at(0), at(30))
        .unwrap();
    revoked.add_revocations(&list).unwrap();
    let impostor = Impostor(&school.astrid, &alone);
    let authority = school.authority.identity();
    // What a document brings along itself proves nothing about whom to trust.
    let proofs = signing::Proofs {
        certificates: vec![rogue.identity().certificate().der().to_vec()],
        ..Default::default()
    };
    let stored = signing::store_proofs(&by(&stranger, at(0)), &proofs).unwrap();
    vec![
        ("untrusted", "authority stored as a proof", stored, trust.clone()),
        (
            "untrusted",
            "authority of the same name",
            by(&stranger, at(0)),
            trust.clone(),
        ),
        ("untrusted", "signed by itself", by(&alone, at(0)), trust.clone()),
        (
            "untrusted",
            "nobody is trusted",
            by(&school.astrid, at(0)),
            Trust::new(),
        ),
        (
            "untrusted",
            "another's certificate",
            by(&impostor, at(0)),
            trust.clone(),
        ),
        (
            "key usage",
            "authority signs itself",
            by(authority, at(0)),
            trust.clone(),
        ),
        ("key usage", "issued by a person", by(&under_person, at(0)), trust),
        ("key usage", "revoked", by(&school.astrid, at(0)), revoked),
    ]
}

fn by(signer: &dyn Signer, at: DateTime<Utc>) -> Vec<u8> {
    let look = look();
    let name = &field_names(CONSENT)[1];
    let mut request = request(name, &look);
    request.at = at;
    sign(CONSENT, signer, &request, None).unwrap()
}
