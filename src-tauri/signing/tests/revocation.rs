//! What issuers say of certificates that no longer hold: lists (CRL) and answers (OCSP, by OpenSSL).

// What cannot be read must stop a test.
#![allow(clippy::unwrap_used, clippy::panic)] // clippy excuses test functions, not what they share

mod support;

use chrono::{DateTime, Days, TimeDelta, Utc};
use signing::{
    Proofs, Remark, Signature, Standing, TimeStamper, Trust, Verdict, list_of, sign, store_proofs, verify,
};
use support::responder::Responder;
use support::tsa::Clock;
use support::{CONSENT, School, look, request, school_at};

struct Scene {
    school: School,
    responder: Responder,
    clock: Clock,
    trust: Trust,
    /// OpenSSL reads the real clock, so these tests do too.
    now: DateTime<Utc>,
    folder: tempfile::TempDir,
}

fn scene() -> Scene {
    let now = DateTime::<Utc>::from(std::time::SystemTime::now());
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::new(&folder.path().join("clock"));
    let school = school_at(now);
    let mut trust = school.trust.clone();
    trust.add(&clock.certificate()).unwrap();
    Scene {
        responder: Responder::new(&folder.path().join("school"), &school.authority),
        school,
        clock,
        trust,
        now,
        folder,
    }
}

impl Scene {
    fn signed(&mut self, stamped: bool) -> Vec<u8> {
        let look = look();
        let mut request = request("guardian-1", &look);
        request.at = self.now;
        let stamper = stamped.then_some(&mut self.clock as &mut dyn TimeStamper);
        sign(CONSENT, &self.school.astrid, &request, stamper).unwrap()
    }

    /// What is said of a signature when these are stored beside it, so long after it was made.
    fn judged(&self, pdf: &[u8], proofs: Proofs, later: TimeDelta) -> Signature {
        let stored = store_proofs(pdf, &proofs).unwrap();
        let report = verify(&stored, &self.trust, self.now + later);
        report.signatures.into_iter().next().unwrap()
    }

    fn answered(&self, pdf: &[u8], answer: Vec<u8>) -> Signature {
        let answers = vec![answer];
        self.judged(
            pdf,
            Proofs {
                answers,
                ..Proofs::default()
            },
            TimeDelta::hours(1),
        )
    }
}

fn says(one: &Signature) -> (Standing, Vec<Remark>) {
    (one.standing, one.remarks.iter().copied().collect())
}

#[test]
fn check_answers() {
    let mut scene = scene();
    let (bare, stamped) = (scene.signed(false), scene.signed(true));
    let own = scene.school.astrid.certificate().clone();
    let (before, after) = (scene.now - Days::new(1), scene.now + Days::new(1));
    let by = "authority";
    let good = scene.responder.answer(&own, None, by);
    let early = scene.responder.answer(&own, Some(before), by);
    let late = scene.responder.answer(&own, Some(after), by);
    let cases = [
        ("good", &bare, &good, Standing::Trusted),
        ("good, proven", &stamped, &good, Standing::Trusted),
        ("revoked before", &bare, &early, Standing::Revoked),
        (
            "revoked before the proven time",
            &stamped,
            &early,
            Standing::Revoked,
        ),
        (
            "revoked after, but no time is proven",
            &bare,
            &late,
            Standing::Revoked,
        ),
        (
            "revoked after the proven time",
            &stamped,
            &late,
            Standing::Trusted,
        ),
    ];
    for (name, pdf, answer, standing) in cases {
        let found = scene.answered(pdf, answer.clone());
        assert_eq!(says(&found), (standing, vec![]), "{name}");
        let trusted = standing == Standing::Trusted;
        assert_eq!(found.verdict() == Verdict::Whole, trusted, "{name}");
    }
}

/// Nobody else can revoke a certificate, or say that it holds.
#[test]
fn check_forged_answers() {
    let mut scene = scene();
    let pdf = scene.signed(false);
    let own = scene.school.astrid.certificate().clone();
    let nils = scene.school.nils.certificate().clone();
    let yesterday = scene.now - Days::new(1);
    let since = Some(yesterday);
    let responder = &scene.responder;
    responder.put("nils", &scene.school.nils);
    responder.delegate("delegate", "critical,OCSPSigning");
    responder.delegate("mail", "emailProtection");
    let other = Responder::new(
        &scene.folder.path().join("rogue"),
        &support::new_authority(&mut support::Counting::new(77)),
    );

    let mut flipped = responder.answer(&own, since, "authority");
    // Within the status's time: what was signed is another.
    let serial = own.summary().serial;
    let serial: Vec<u8> = (0..serial.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&serial[at..at + 2], 16).unwrap())
        .collect();
    let place = support::forge::find(&flipped, &serial);
    flipped[place + serial.len() + 10] ^= 1;
    let mut cut = responder.answer(&own, since, "authority");
    cut.truncate(cut.len() - 9);
    let ignored = [
        ("changed", flipped),
        ("cut", cut),
        (
            "about another person",
            responder.answer(&nils, since, "authority"),
        ),
        (
            "by a person of the same school",
            responder.answer(&own, since, "nils"),
        ),
        ("by one who may sign mail", responder.answer(&own, since, "mail")),
        (
            "by an authority of the same name",
            other.answer(&own, since, "authority"),
        ),
        ("nothing", vec![]),
    ];
    for (name, answer) in ignored {
        assert_eq!(
            says(&scene.answered(&pdf, answer)),
            (Standing::Trusted, vec![]),
            "{name}"
        );
    }
    let delegated = responder.answer(&own, since, "delegate");
    assert_eq!(scene.answered(&pdf, delegated).standing, Standing::Revoked);

    // A forged "good" outweighs nothing either.
    let list = scene
        .school
        .authority
        .revoke(&[(&own, yesterday)], 1, scene.now, scene.now + Days::new(9));
    let proofs = Proofs {
        lists: vec![list.unwrap()],
        answers: vec![
            responder.answer(&own, None, "nils"),
            responder.answer(&own, None, "authority"),
        ],
        ..Proofs::default()
    };
    assert_eq!(
        scene.judged(&pdf, proofs, TimeDelta::hours(1)).standing,
        Standing::Revoked
    );
}

/// What is too old to say that nothing was revoked says so.
#[test]
fn check_age() {
    let mut scene = scene();
    let (bare, stamped) = (scene.signed(false), scene.signed(true));
    let own = scene.school.astrid.certificate().clone();
    let list = |from: i64, until: i64| {
        let (from, until) = (
            scene.now + TimeDelta::days(from),
            scene.now + TimeDelta::days(until),
        );
        scene.school.authority.revoke(&[], 1, from, until).unwrap()
    };
    let stale = vec![Remark::StaleRevocations];
    let cases = [
        ("fresh", &bare, list(-1, 9), 1, vec![]),
        (
            "fresh then, and no time is proven",
            &bare,
            list(-1, 9),
            20,
            stale.clone(),
        ),
        ("fresh at the proven time", &stamped, list(-1, 9), 20, vec![]),
        (
            "old already at the proven time",
            &stamped,
            list(-9, -1),
            1,
            stale.clone(),
        ),
        ("from the future", &bare, list(5, 9), 1, stale.clone()),
    ];
    for (name, pdf, list, days, remarks) in cases {
        let lists = vec![list];
        let found = scene.judged(
            pdf,
            Proofs {
                lists,
                ..Proofs::default()
            },
            TimeDelta::days(days),
        );
        assert_eq!(says(&found), (Standing::Trusted, remarks), "{name}");
    }
    let answer = scene.responder.answer(&own, None, "authority");
    let proofs = |lists| Proofs {
        answers: vec![answer.clone()],
        lists,
        ..Proofs::default()
    };
    let later = TimeDelta::days(5);
    assert_eq!(says(&scene.judged(&bare, proofs(vec![]), later)).1, stale);
    assert_eq!(says(&scene.judged(&bare, proofs(vec![list(-1, 9)]), later)).1, []);

    // OpenSSL knows no such number.
    let nils = scene.school.nils.certificate().clone();
    let unknown = scene.responder.answer_with_index_of(&own, &nils);
    assert_eq!(says(&scene.answered(&bare, unknown)).1, [Remark::UnknownToIssuer]);
}

/// Sixty small streams that would be a gigabyte: what is stored is read as far as there is room, and soon.
#[test]
fn check_many_large_proofs() {
    let mut scene = scene();
    let signed = scene.signed(false);
    let mut forge = support::forge::Forge::new(&signed);
    let mut packed = lopdf::Stream::new(lopdf::Dictionary::new(), vec![0; 16 << 20]);
    packed.compress().unwrap();
    assert!(packed.content.len() < 40_000);
    let bombs: Vec<lopdf::Object> = (0..60).map(|_| forge.add(packed.clone()).into()).collect();
    let kinds = ["Certs", "CRLs", "OCSPs"].map(|key| (key, bombs.clone().into()));
    let catalog = forge.catalog();
    forge.edit(catalog, |catalog| {
        catalog.set("DSS", support::forge::dictionary(&kinds))
    });
    let begun = std::time::Instant::now();
    let report = verify(&forge.finish(), &scene.trust, scene.now);
    assert_eq!(report.verdict, Verdict::Whole);
    assert!(begun.elapsed().as_secs() < 5, "{:?}", begun.elapsed());
}

/// The owner of a key says since when it is not safe: what it claims to have signed since then does not count.
#[test]
fn check_what_an_owner_withdraws() {
    let mut scene = scene();
    let (bare, stamped) = (scene.signed(false), scene.signed(true));
    let (before, after) = (scene.now - Days::new(1), scene.now + Days::new(1));
    let cases = [
        (&bare, before, Standing::Revoked, vec![]),
        (&stamped, before, Standing::Revoked, vec![]),
        (&bare, after, Standing::Trusted, vec![Remark::RevokedLater]),
        (&stamped, after, Standing::Trusted, vec![]),
    ];
    for (pdf, since, standing, remarks) in cases {
        let mut trust = scene.trust.clone();
        trust.add_withdrawn(scene.school.astrid.certificate().clone(), since);
        trust.add_withdrawn(scene.school.nils.certificate().clone(), before);
        let found = verify(pdf, &trust, scene.now + Days::new(2)).signatures.remove(0);
        assert_eq!(says(&found), (standing, remarks), "{since}");
    }
}

/// A person whose certificate was compared is not trusted beyond what the issuer says of it.
#[test]
fn check_that_a_person_is_revoked_by_the_issuer() {
    let mut scene = scene();
    let (bare, stamped) = (scene.signed(false), scene.signed(true));
    let own = scene.school.astrid.certificate().clone();
    let later = scene.now + Days::new(1);
    let list = scene.school.authority.revoke(&[(&own, later)], 1, later, later);
    let mut trust = Trust::new();
    trust.add_persons(own.der()).unwrap();
    trust.add_clocks(&scene.clock.certificate()).unwrap();
    trust.add_revocations(&list.unwrap()).unwrap();
    for (pdf, standing) in [(&bare, Standing::Revoked), (&stamped, Standing::Trusted)] {
        let found = verify(pdf, &trust, later).signatures.remove(0);
        assert_eq!(found.standing, standing);
    }
}

/// Who is trusted to tell the time is trusted for nothing else.
#[test]
fn check_that_clocks_only_tell_the_time() {
    let mut scene = scene();
    let stamped = scene.signed(true);
    let authority = scene.school.authority.identity().certificate().clone();
    let mut only_clocks = Trust::new();
    only_clocks.add_clocks(&scene.clock.certificate()).unwrap();
    only_clocks.add_clocks(authority.der()).unwrap();
    let found = verify(&stamped, &only_clocks, scene.now).signatures.remove(0);
    assert_eq!(
        (found.standing, found.proven.is_some()),
        (Standing::Unknown, true)
    );
    only_clocks.add(authority.der()).unwrap();
    assert_eq!(verify(&stamped, &only_clocks, scene.now).verdict, Verdict::Whole);
}

#[test]
fn check_whose_list_a_file_is() {
    let scene = scene();
    let authority = &scene.school.authority;
    let list = authority
        .revoke(&[], 1, scene.now, scene.now + Days::new(30))
        .unwrap();
    let [own, other] = [
        authority.identity().certificate(),
        scene.school.astrid.certificate(),
    ]
    .map(Clone::clone);
    let known = [other, own.clone()];
    assert_eq!(list_of(&list, &known).unwrap(), Some(&own));
    assert_eq!(list_of(&list, &known[..1]).unwrap(), None);
    assert!(list_of(own.der(), &known).is_err());
}
