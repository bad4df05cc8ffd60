use proptest::prelude::*;
use rusqlite::Connection;

use super::*;
use crate::random::tests::Counting;
use crate::tables::tests::{ORIGIN, at, begun, writing};

thread_local! {
    /// The key under which [`writing`] counts.
    pub(crate) static KEY: Secret = Secret::random(&mut Counting::new(1));
}

pub(crate) fn add(write: &Write, second: i64, act: Act) -> u64 {
    let new = NewEntry {
        at: at(second),
        act,
        command: "case",
        subject: Subject::default(),
        why: None,
        follows: None,
    };
    write.trail_mut().add(&new).unwrap()
}

fn walk(connection: &Connection, anchor: Option<Head>) -> Option<TrailFault> {
    let key = KEY.with(Clone::clone);
    let mut walk = Walk::new(&key, ORIGIN, anchor);
    Trail(connection).each(|link| walk.step(&link)).unwrap();
    walk.end().fault
}

fn start() -> Option<Head> {
    KEY.with(|key| Some(Head::start(key, ORIGIN)))
}

#[test]
fn check() {
    writing(|write| {
        let document = begun(write);
        let case = write.cases().get(document.case).unwrap().unwrap();
        let about = Subject {
            pupil: Some(case.pupil()),
            case: Some(case.id()),
            document: Some(document.id),
        };
        let new = NewEntry {
            at: at(1),
            act: Act::Print,
            command: "print",
            subject: about,
            why: Some("consent"),
            follows: None,
        };
        assert_eq!(write.trail_mut().add(&new).unwrap(), 1);
        let failed = NewEntry {
            act: Act::Failed,
            follows: Some(1),
            at: at(2),
            ..new.clone()
        };
        assert_eq!(write.trail_mut().add(&failed).unwrap(), 2);
        assert_eq!(add(write, 3, Act::Read), 3);
        assert_eq!(write.trail().count().unwrap(), 3);

        let page = |filter: TrailFilter, before, most| -> Vec<u64> {
            let page = write.trail().page(&filter, before, most).unwrap();
            page.iter().map(|entry| entry.number).collect()
        };
        let all = TrailFilter::default();
        assert_eq!(page(all.clone(), None, 9), [3, 2, 1], "the last first");
        assert_eq!(page(all.clone(), None, 2), [3, 2]);
        assert_eq!(page(all.clone(), Some(2), 9), [1], "further back");
        let of = |act| TrailFilter {
            act: Some(act),
            ..all.clone()
        };
        assert_eq!(page(of(Act::Failed), None, 9), [2]);
        let about_case = TrailFilter {
            case: Some(case.id()),
            pupil: Some(case.pupil()),
            ..all.clone()
        };
        assert_eq!(page(about_case, None, 9), [2, 1]);
        let span = TrailFilter {
            from: Some(at(2)),
            until: Some(at(3)),
            ..all.clone()
        };
        assert_eq!(page(span, None, 9), [2]);
        let first = write.trail().page(&all, Some(2), 1).unwrap().pop().unwrap();
        assert_eq!((first.subject, first.why.as_deref()), (about, Some("consent")));
        assert_eq!(walk(write.connection, start()), None);
        for act in Act::ALL {
            assert_eq!(Act::named(act.as_str()), Some(*act));
        }
    });
}

#[test]
fn nothing_is_changed_taken_away_or_put_between() {
    writing(|write| {
        for second in 0..3 {
            add(write, second, Act::Write);
        }
        for sql in [
            "UPDATE trail SET why = 'x'",
            "DELETE FROM trail",
            "DELETE FROM trail WHERE number = 3",
            "REPLACE INTO trail SELECT * FROM trail WHERE number = 3",
            "INSERT INTO trail SELECT 9, origin, at, act, command, pupil, case_id, document, why, follows, code FROM trail LIMIT 1",
        ] {
            let refused = write.execute(sql, []).unwrap_err();
            assert_eq!(refused, StoreError::Final.into(), "{sql}");
        }
    });
}

/// What somebody who has the database open could do to it, triggers or not.
fn tampered(sql: &str, anchor: impl FnOnce(Vec<Link>) -> Option<Head>) -> Option<TrailFault> {
    let mut found = None;
    writing(|write| {
        for second in 0..5 {
            add(write, second, Act::Write);
        }
        let mut links = Vec::new();
        write.trail().each(|link| links.push(link)).unwrap();
        write
            .connection
            .execute_batch(
                "DROP TRIGGER trail_stays; DROP TRIGGER trail_remains; DROP TRIGGER trail_in_order;",
            )
            .unwrap();
        write.connection.execute_batch(sql).unwrap();
        found = walk(write.connection, anchor(links));
    });
    found
}

fn anchored_at(number: usize) -> impl FnOnce(Vec<Link>) -> Option<Head> {
    move |links| {
        let link = &links[number - 1];
        Some(Head {
            count: link.number,
            code: link.code,
            at: link.at(),
        })
    }
}

#[test]
fn a_broken_chain_says_where() {
    let broken = |number, second| {
        Some(TrailFault::Broken {
            number,
            at: Some(at(second)),
        })
    };
    for (sql, fault) in [
        (
            "UPDATE trail SET command = 'other' WHERE number = 3",
            broken(3, 2),
        ),
        ("UPDATE trail SET why = '' WHERE number = 3", broken(3, 2)),
        ("UPDATE trail SET follows = 1 WHERE number = 3", broken(3, 2)),
        (
            "UPDATE trail SET pupil = case_id, case_id = 'x' WHERE number = 3",
            broken(3, 2),
        ),
        ("UPDATE trail SET origin = 'other' WHERE number = 1", broken(1, 0)),
        (
            "UPDATE trail SET code = zeroblob(32) WHERE number = 2",
            broken(2, 1),
        ),
        ("DELETE FROM trail WHERE number = 4", broken(4, 4)),
        ("DELETE FROM trail WHERE number = 1", broken(1, 1)),
        (
            "DELETE FROM trail WHERE number = 3; UPDATE trail SET number = number - 1 WHERE number > 3",
            broken(3, 3),
        ),
        (
            "UPDATE trail SET number = 9 WHERE number = 2; UPDATE trail SET number = 2 WHERE number = 3; UPDATE trail SET number = 3 WHERE number = 9",
            broken(2, 2),
        ),
        ("", None),
    ] {
        assert_eq!(tampered(sql, anchored_at(5)), fault, "{sql}");
    }
}

#[test]
fn a_cut_end_is_seen_by_the_anchor_alone() {
    let cut = "DELETE FROM trail WHERE number > 3";
    let known = Some(TrailFault::CutOff {
        known: 5,
        at: Some(at(4)),
    });
    assert_eq!(tampered(cut, anchored_at(5)), known);
    assert_eq!(
        tampered(cut, anchored_at(3)),
        None,
        "an anchor that had not come further"
    );
    assert_eq!(tampered("DELETE FROM trail", anchored_at(5)), known);
    assert_eq!(tampered("", |_| None), Some(TrailFault::Unanchored));
    assert_eq!(tampered("", |_| start()), None, "behind is no fault");
}

proptest! {
    #[test]
    fn no_two_rows_are_counted_over_the_same_bytes(
        one in any::<[Option<String>; 8]>(), other in any::<[Option<String>; 8]>(), follows in any::<Option<u32>>(),
    ) {
        let link = |texts: &[Option<String>; 8]| Link {
            number: 1,
            texts: texts.clone(),
            follows: follows.map(u64::from),
            code: [0; 32],
        };
        let count = |texts| KEY.with(|key| link(texts).count(key, &[0; 32]));
        prop_assert_eq!(count(&one) == count(&other), one == other);
    }
}
