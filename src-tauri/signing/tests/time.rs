//! Time stamps and proofs for later, with OpenSSL as the service.

// What cannot be read must stop a test.
#![allow(clippy::unwrap_used, clippy::panic)] // clippy excuses test functions, not what they share

mod support;

use chrono::{DateTime, Utc};
use signing::{
    Change, Error, Proofs, Standing, TimeStampError, TimeStamper, Trust, Verdict, sign, store_proofs,
    time_stamp, verify,
};
use support::tsa::{Broken, Clock};
use support::{CONSENT, School, look, request, school_at};

/// OpenSSL reads the real clock, so these tests do too.
fn now() -> DateTime<Utc> {
    DateTime::<Utc>::from(std::time::SystemTime::now())
}

struct Scene {
    school: School,
    clock: Clock,
    trust: Trust,
    now: DateTime<Utc>,
    _folder: tempfile::TempDir,
}

fn scene() -> Scene {
    let now = now();
    let folder = tempfile::tempdir().unwrap();
    let clock = Clock::new(folder.path());
    let school = school_at(now);
    let mut trust = school.trust.clone();
    trust.add(&clock.certificate()).unwrap();
    Scene {
        school,
        clock,
        trust,
        now,
        _folder: folder,
    }
}

impl Scene {
    fn sign(&mut self, pdf: &[u8], field: &str, lock: bool, stamped: bool) -> Vec<u8> {
        let look = look();
        let mut request = request(field, &look);
        (request.at, request.lock) = (self.now, lock);
        let stamper = stamped.then_some(&mut self.clock as &mut dyn TimeStamper);
        sign(pdf, &self.school.astrid, &request, stamper).unwrap()
    }

    /// A list of revoked certificates, of which there are none.
    fn list(&self, number: u64) -> Vec<u8> {
        let next = self.now + chrono::Days::new(30);
        let list = self.school.authority.revoke(&[], number, self.now, next);
        list.unwrap()
    }

    fn proofs(&self) -> Proofs {
        let tsa = signing::Certificate::all_from(&self.clock.certificate()).unwrap();
        let own = self.school.authority.identity().certificate();
        Proofs {
            certificates: vec![own.der().to_vec(), tsa[0].der().to_vec()],
            lists: vec![self.list(1)],
            answers: vec![],
        }
    }

    /// Keeps a file for the judges, with whom to trust beside it; each scene has a clock, and so a folder, of its own.
    fn keep(&self, kind: &str, name: &str, pdf: &[u8]) {
        support::keep(&format!("{kind}/{name}.pdf"), pdf);
        let own = self.school.authority.identity().certificate().to_pem();
        support::keep(&format!("{kind}/trust/school.pem"), own.as_bytes());
        support::keep(&format!("{kind}/trust/clock.pem"), &self.clock.certificate());
    }
}

#[test]
fn check() {
    let mut scene = scene();
    // B-T: the time stamp inside the signature.
    let stamped = scene.sign(CONSENT, "guardian-1", false, true);
    let report = verify(&stamped, &scene.trust, scene.now);
    assert_eq!(report.verdict, Verdict::Whole, "{report:?}");
    assert!(report.signatures[0].proven.is_some() && !report.signatures[0].time_unknown);
    scene.keep("time", "inside", &stamped);

    // The service is not trusted: the time is unproven, and that is all.
    let unproven = verify(&stamped, &scene.school.trust, scene.now);
    assert_eq!(
        (unproven.verdict, unproven.signatures[0].proven),
        (Verdict::Whole, None)
    );
    assert!(unproven.signatures[0].time_unknown);

    // B-LT and B-LTA: proofs, then a time stamp over all of it; after a lock too, and twice.
    let locked = scene.sign(&stamped, "guardian-2", true, false);
    let mut pdf = store_proofs(&locked, &scene.proofs()).unwrap();
    for _ in 0..2 {
        pdf = time_stamp(&pdf, "Time stamp", &mut scene.clock).unwrap();
    }
    pdf = store_proofs(&pdf, &scene.proofs()).unwrap();
    let report = verify(&pdf, &scene.trust, scene.now);
    assert_eq!(report.verdict, Verdict::Whole, "{report:?}");
    assert_eq!(report.signatures.len(), 4);
    assert!(report.signatures.iter().all(|one| one.proven.is_some()));
    let expected = [Change::TimeStamped, Change::Proofs].into();
    assert_eq!(report.signatures[1].changes, expected);
    assert!(report.signatures[2].is_time_stamp && report.signatures[2].standing == Standing::Trusted);
    scene.keep("time", "long-term", &pdf);

    // A document time stamp by a stranger proves nothing and harms nothing.
    let report = verify(&pdf, &scene.school.trust, scene.now);
    assert_eq!(report.verdict, Verdict::Whole);
    assert!(report.signatures.iter().all(|one| one.proven.is_none()));
}

#[test]
fn check_proofs_are_stored_once() {
    let mut scene = scene();
    let signed = scene.sign(CONSENT, "guardian-1", false, false);
    let once = store_proofs(&signed, &scene.proofs()).unwrap();
    let twice = store_proofs(&once, &scene.proofs()).unwrap();
    assert!(
        twice.len() - once.len() < 600,
        "{} bytes",
        twice.len() - once.len()
    );
    assert_eq!(verify(&twice, &scene.trust, scene.now).verdict, Verdict::Whole);
}

/// One proof in 256 does by itself, and then a judge counted the stream one byte short.
#[test]
fn check_proofs_that_end_in_a_carriage_return() {
    let mut scene = scene();
    let signed = scene.sign(CONSENT, "guardian-1", false, false);
    let mut lists = (1..9999).map(|number| scene.list(number));
    let list = lists.find(|list| list.ends_with(b"\r")).unwrap();
    let proofs = Proofs {
        lists: vec![list.clone()],
        ..scene.proofs()
    };
    let stored = store_proofs(&signed, &proofs).unwrap();
    let within = [b"stream\n", &list[..], b"\r\nendstream"].concat();
    assert!(stored.windows(within.len()).any(|part| part == within));
    assert_eq!(verify(&stored, &scene.trust, scene.now).verdict, Verdict::Whole);
    scene.keep("proofs", "carriage-return", &stored);
}

#[test]
fn check_what_is_refused() {
    let mut scene = scene();
    let look = look();
    let mut request = request("guardian-1", &look);
    request.at = scene.now;
    let answer = scene.clock.answer(b"no question").unwrap_or_default();
    let other = {
        let mut listener = Listener(&mut scene.clock, vec![]);
        time_stamp(CONSENT, "", &mut listener).unwrap();
        listener.1
    };
    let cases = [
        (Err(TimeStampError::Unreachable), TimeStampError::Unreachable),
        (Ok(vec![]), TimeStampError::WrongAnswer),
        (Ok(answer), TimeStampError::Refused),
        (Ok(other), TimeStampError::WrongAnswer),
    ];
    for (answer, error) in cases {
        let mut stamper = Broken(answer);
        let refused = sign(CONSENT, &scene.school.astrid, &request, Some(&mut stamper)).unwrap_err();
        assert_eq!(refused, Error::TimeStamp(error));
    }
    // A time stamp that speaks of something else.
    let stamped = scene.sign(CONSENT, "guardian-1", false, true);
    let mut forged = stamped.clone();
    let (_, [_, start, end, _]) = support::forge::byte_range(&stamped);
    // The content type of a token; what it speaks of stands soon behind it.
    let token = start + support::forge::find(&stamped[start..end], b"2a864886f70d0109100104");
    forged[token + 160] ^= 1;
    assert_ne!(verify(&forged, &scene.trust, scene.now).verdict, Verdict::Whole);
}

/// Remembers what the clock answered.
struct Listener<'a>(&'a mut Clock, Vec<u8>);

impl TimeStamper for Listener<'_> {
    fn answer(&mut self, request: &[u8]) -> Result<Vec<u8>, TimeStampError> {
        self.1 = self.0.answer(request)?;
        Ok(self.1.clone())
    }

    fn nonce(&mut self) -> [u8; 16] {
        self.0.nonce()
    }
}
