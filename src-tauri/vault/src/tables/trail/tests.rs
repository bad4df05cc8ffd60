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
            page.iter().flatten().map(|entry| entry.number).collect()
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
        let first = write
            .trail()
            .page(&all, Some(2), 1)
            .unwrap()
            .pop()
            .unwrap()
            .unwrap();
        assert_eq!((first.subject, first.why.as_deref()), (about, Some("consent")));
        assert_eq!(walk(write.connection, start()), None);
        for act in Act::ALL {
            assert_eq!(Act::named(act.as_str()), Some(*act));
        }
    });
}

/// Whoever writes nonsense into a row, or a program of later times, hides no other row.
#[test]
fn a_row_that_cannot_be_read_hides_no_other() {
    let free = "DROP TRIGGER trail_stays; DROP TRIGGER trail_in_order; PRAGMA ignore_check_constraints = ON;";
    for sql in [
        "UPDATE trail SET act = 'of later times' WHERE number = 2",
        "UPDATE trail SET at = 'never' WHERE number = 2",
        "UPDATE trail SET pupil = 'nobody' WHERE number = 2",
        "UPDATE trail SET act = CAST(x'ff' AS TEXT) WHERE number = 2",
    ] {
        writing(|write| {
            for second in 0..3 {
                add(write, second, Act::Write);
            }
            write.connection.execute_batch(&format!("{free} {sql}")).unwrap();
            let page = write.trail().page(&TrailFilter::default(), None, 9).unwrap();
            let page: Vec<_> = page
                .into_iter()
                .map(|row| row.map(|entry| entry.number))
                .collect();
            assert_eq!(page, [Ok(3), Err(UnreadableEntry { number: 2 }), Ok(1)], "{sql}");
            let broken = walk(write.connection, start());
            assert!(
                matches!(broken, Some(TrailFault::Broken { number: 2, .. })),
                "{sql}"
            );
        });
    }
    writing(|write| {
        add(write, 0, Act::Write);
        let sql = "UPDATE trail SET code = x'00', follows = -1, number = -7";
        write.connection.execute_batch(&format!("{free} {sql}")).unwrap();
        let page = write.trail().page(&TrailFilter::default(), None, 9).unwrap();
        assert_eq!(page.len(), 1, "{page:?}");
        assert!(walk(write.connection, start()).is_some());
    });
}

#[test]
fn nothing_is_changed_taken_away_or_put_between() {
    writing(|write| {
        write.connection.execute_batch("BEGIN").unwrap();
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

/// What somebody who has the database open could do to five entries, triggers or not, one thing after the other.
fn tampering(work: impl FnOnce(&dyn Fn(&str, Option<Head>) -> Option<TrailFault>, &[Link])) {
    writing(|write| {
        write.connection.execute_batch("BEGIN").unwrap();
        for second in 0..5 {
            add(write, second, Act::Write);
        }
        let mut links = Vec::new();
        write.trail().each(|link| links.push(link)).unwrap();
        let free = "DROP TRIGGER trail_stays; DROP TRIGGER trail_remains; DROP TRIGGER trail_in_order;";
        write.connection.execute_batch(free).unwrap();
        let tampered = |sql: &str, anchor| {
            let try_it = format!("SAVEPOINT whole; {sql}");
            write.connection.execute_batch(&try_it).unwrap();
            let fault = walk(write.connection, anchor);
            write.connection.execute_batch("ROLLBACK TO whole").unwrap();
            fault
        };
        work(&tampered, &links);
    });
}

fn anchored_at(links: &[Link], number: usize) -> Option<Head> {
    let link = &links[number - 1];
    Some(Head {
        count: link.number,
        code: link.code,
        at: link.at(),
    })
}

#[test]
fn a_broken_chain_says_where() {
    let broken = |number, second| {
        Some(TrailFault::Broken {
            number,
            at: Some(at(second)),
        })
    };
    tampering(|tampered, links| {
        for (sql, fault) in [
            (
                "UPDATE trail SET command = 'other' WHERE number = 3",
                broken(3, 2),
            ),
            ("UPDATE trail SET why = '' WHERE number = 3", broken(3, 2)),
            ("UPDATE trail SET follows = 1 WHERE number = 3", broken(3, 2)),
            (
                "UPDATE trail SET document = command WHERE number = 3",
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
                "UPDATE trail SET number = 9 WHERE number = 2;
                 UPDATE trail SET number = 2 WHERE number = 3;
                 UPDATE trail SET number = 3 WHERE number = 9",
                broken(2, 2),
            ),
            ("", None),
        ] {
            assert_eq!(tampered(sql, anchored_at(links, 5)), fault, "{sql}");
        }
    });
}

#[test]
fn a_cut_end_is_seen_by_the_anchor_alone() {
    let cut = "DELETE FROM trail WHERE number > 3";
    let known = Some(TrailFault::CutOff {
        known: 5,
        at: Some(at(4)),
    });
    tampering(|tampered, links| {
        assert_eq!(tampered(cut, anchored_at(links, 5)), known);
        let behind = tampered(cut, anchored_at(links, 3));
        assert_eq!(behind, None, "an anchor that had not come further");
        assert_eq!(tampered("DELETE FROM trail", anchored_at(links, 5)), known);
        assert_eq!(tampered("", None), Some(TrailFault::Unanchored));
        assert_eq!(tampered("", start()), None, "behind is no fault");
    });
}

/// The links of a history in which the second thing that was done is this one.
fn history(second: Act) -> Vec<Link> {
    let mut links = Vec::new();
    writing(|write| {
        add(write, 1, Act::Open);
        add(write, 2, second);
        add(write, 3, Act::Lock);
        write.trail().each(|link| links.push(link)).unwrap();
    });
    links
}

#[test]
fn an_entry_of_another_history_does_not_fit() {
    let (mut one, other) = (history(Act::Print), history(Act::Read));
    let fault = |links: &[Link]| {
        let key = KEY.with(Clone::clone);
        let mut walk = Walk::new(&key, ORIGIN, start());
        links.iter().for_each(|link| walk.step(link));
        walk.end().fault
    };
    assert_eq!((fault(&one), fault(&other)), (None, None));
    // It was written by the vault itself, after the same entry: what comes next gives it away.
    one[1] = other[1].clone();
    let broken = TrailFault::Broken {
        number: 3,
        at: Some(at(3)),
    };
    assert_eq!(fault(&one), Some(broken));
}

#[test]
fn no_two_rows_are_counted_over_the_same_bytes() {
    let count = |first: &str, second: &str| {
        let mut texts = [const { None }; 8];
        texts[0] = Some(first.to_owned());
        texts[1] = Some(second.to_owned());
        let link = Link {
            number: 1,
            texts,
            follows: None,
            code: [0; 32],
        };
        KEY.with(|key| link.count(key, &[0; 32]))
    };
    assert_eq!(count("a", "b"), count("a", "b"));
    assert_ne!(count("a\u{1}b", "c"), count("a", "b\u{1}c"));
}

#[test]
fn another_copy_goes_on_as_far_as_the_chain_does() {
    let key = KEY.with(Clone::clone);
    writing(|write| {
        write.connection.execute_batch("BEGIN").unwrap();
        for second in 0..9 {
            add(write, second, Act::Write);
        }
        let mut links = Vec::new();
        write.trail().each(|link| links.push(link)).unwrap();
        let from = |number: usize| {
            let after = write.trail().after(&anchored_at(&links, number).unwrap(), &key);
            after.unwrap().len()
        };
        assert_eq!([from(1), from(8), from(9)], [8, 1, 0]);
        let elsewhere = Head::start(&key, "another vault");
        assert!(write.trail().after(&elsewhere, &key).unwrap().is_empty());
        for same in 0..9 {
            writing(|other| {
                for second in 0..9 {
                    add(other, second + i64::from(second >= same), Act::Write);
                }
                let same = u64::try_from(same).unwrap();
                assert_eq!(write.trail().in_common(&other.trail()).unwrap(), same);
                assert_eq!(other.trail().in_common(&write.trail()).unwrap(), same);
            });
        }
        let free = "DROP TRIGGER trail_stays; DROP TRIGGER trail_remains;
                    DELETE FROM trail WHERE number = 7; UPDATE trail SET at = 1 WHERE number = 3";
        write.connection.execute_batch(free).unwrap();
        assert_eq!(
            [from(1), from(3), from(6), from(8)],
            [1, 3, 0, 1],
            "and no farther"
        );
    });
}
