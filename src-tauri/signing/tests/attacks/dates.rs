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

pub(crate) fn attacks(school: &mut School) -> Vec<Attack> {
    let honest = signed(school, CONSENT);
    let trust = school.trust.clone();
    let attack = |family, name, forged, trust| Attack {
        family,
        name,
        honest: honest.clone(),
        forged,
        trust,
    };
    let random = &mut school.random;
    let period = |from, until| Validity {
        from: at(from),
        until: at(until),
    };
    let mallory = |authority: &Authority, validity, random: &mut _| issued(authority, "Mallory", validity, random);

    let expired = mallory(&school.authority, period(-9, -1), random);
    let early = mallory(&school.authority, period(3, 9), random);
    let rogue = new_authority(random);
    let stranger = mallory(&rogue, validity(), random);
    let alone = Key::generate(random).unwrap();
    let alone = alone.self_signed(&person("Mallory"), validity(), random).unwrap();
    let borrowed = Authority::from_identity(issued(&school.authority, "Mallory", validity(), random));
    let under_person = mallory(&borrowed, validity(), random);
    let mut past = Authority::new(Key::generate(random).unwrap(), &person("Past"), period(-9, -1), random).unwrap();
    let of_past = mallory(&past, validity(), random);
    let mut past_trust = trust.clone();
    past_trust.add(past.identity().certificate().der()).unwrap();
    past = Authority::new(Key::generate(random).unwrap(), &person("Future"), period(5, 9), random).unwrap();
    let of_future = mallory(&past, validity(), random);
    let mut future_trust = trust.clone();
    future_trust.add(past.identity().certificate().der()).unwrap();
    let mut revoked = trust.clone();
    let list = school.authority.revoke(&[(school.astrid.certificate(), at(-1))], 1, at(0), at(30));
    revoked.add_revocations(&list.unwrap()).unwrap();

    let late = |identity: &Identity| {
        let signer = TwoFaced {
            shown_first: school.astrid.chain(),
            identity,
            asked: Cell::new(false),
        };
        by(&signer, at(0))
    };
    vec![
        attack("expired", "signer's certificate", late(&expired), trust.clone()),
        attack("expired", "authority's certificate", by(&of_past, at(0)), past_trust),
        attack("expired", "signed in the future", by(&school.astrid, at(40)), trust.clone()),
        attack("not yet valid", "signer's certificate", late(&early), trust.clone()),
        attack("not yet valid", "authority's certificate", by(&of_future, at(0)), future_trust),
        attack("not yet valid", "the reader's clock is behind", by(&school.astrid, at(3)), trust.clone()),
        attack("untrusted", "authority of the same name", by(&stranger, at(0)), trust.clone()),
        attack("untrusted", "signed by itself", by(&alone, at(0)), trust.clone()),
        attack("untrusted", "nobody is trusted", by(&school.astrid, at(0)), Trust::new()),
        attack("untrusted", "another's certificate", by(&Impostor(&school.astrid, &alone), at(0)), trust.clone()),
        attack("key usage", "authority signs itself", by(school.authority.identity(), at(0)), trust.clone()),
        attack("key usage", "issued by a person", by(&under_person, at(0)), trust),
        attack("key usage", "revoked", by(&school.astrid, at(0)), revoked),
    ]
}

fn by(signer: &dyn Signer, at: DateTime<Utc>) -> Vec<u8> {
    let look = look();
    let name = &field_names(CONSENT)[1];
    let mut request = request(name, &look);
    request.at = at;
    sign(CONSENT, signer, &request, None).unwrap()
}
