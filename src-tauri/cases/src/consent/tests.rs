use proptest::prelude::*;

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn terms() -> Terms {
    let party = |name: &str, receives| Party {
        name: name.into(),
        receives,
    };
    Terms {
        given: true,
        parties: vec![
            party("Skolan", true),
            party("Socialtjänsten", true),
            party("Tolken", false),
        ],
        kinds: vec!["attendance".into(), "health".into()],
        from: day("2026-11-21"),
        until: day("2027-05-31"),
    }
}

fn consent(steps: &[ConsentStep]) -> Consent {
    let signer = |row: &str, may_be_excused| Signer {
        row: row.into(),
        may_be_excused,
    };
    Consent {
        terms: Some(terms()),
        signers: vec![
            signer("guardian-1", true),
            signer("guardian-2", true),
            signer("pupil", false),
        ],
        steps: steps.iter().map(|step| taken("2026-10-01", step)).collect(),
    }
}

fn taken(on: &str, step: &ConsentStep) -> Happened {
    Happened {
        on: day(on),
        step: step.clone(),
    }
}

fn signed(row: &str) -> ConsentStep {
    ConsentStep::Signed { row: row.into() }
}

fn excused(row: &str) -> ConsentStep {
    ConsentStep::Excused { row: row.into() }
}

fn part(parties: &[&str], kinds: &[&str]) -> ConsentStep {
    let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    ConsentStep::Withdrawn {
        scope: Scope::Part {
            parties: owned(parties),
            kinds: owned(kinds),
        },
    }
}

#[test]
fn check() {
    use ConsentState::*;
    let all = [signed("guardian-1"), signed("guardian-2"), signed("pupil")];
    let whole = ConsentStep::Withdrawn { scope: Scope::Whole };
    let declined = ConsentStep::Declined {
        row: "guardian-2".into(),
    };
    let with = |more: &[ConsentStep]| all.iter().chain(more).cloned().collect::<Vec<_>>();
    for (steps, on, state) in [
        (vec![], "2026-11-25", Ready),
        (vec![ConsentStep::HandedOut], "2026-11-25", HandedOut),
        (vec![signed("guardian-1")], "2026-11-25", PartlySigned),
        (
            vec![signed("guardian-1"), signed("guardian-2")],
            "2026-11-25",
            PartlySigned,
        ),
        (
            vec![signed("guardian-1"), excused("guardian-2"), signed("pupil")],
            "2026-11-25",
            Valid,
        ),
        (
            vec![excused("guardian-1"), excused("guardian-2")],
            "2026-11-25",
            Ready,
        ),
        (
            vec![signed("guardian-1"), signed("guardian-2"), excused("pupil")],
            "2026-11-25",
            PartlySigned,
        ),
        (all.to_vec(), "2026-11-20", NotYet),
        (all.to_vec(), "2026-11-21", Valid),
        (all.to_vec(), "2027-04-30", Valid),
        (all.to_vec(), "2027-05-01", EndsSoon),
        (all.to_vec(), "2027-05-31", EndsSoon),
        (all.to_vec(), "2027-06-01", Ended),
        (vec![signed("guardian-1")], "2027-06-01", Ended),
        (with(std::slice::from_ref(&whole)), "2026-11-25", Withdrawn),
        (with(&[whole]), "2027-06-01", Withdrawn),
        (with(&[part(&["Socialtjänsten"], &[])]), "2026-11-25", Valid),
        (
            with(&[part(&["Socialtjänsten", "Skolan"], &[])]),
            "2026-11-25",
            Withdrawn,
        ),
        (
            with(&[part(&[], &["attendance"]), part(&[], &["health"])]),
            "2026-11-25",
            Withdrawn,
        ),
        (vec![signed("guardian-1"), declined], "2026-11-25", Declined),
        (with(&[ConsentStep::Cancelled]), "2026-11-25", Cancelled),
        (with(&[ConsentStep::Cancelled]), "2027-06-01", Cancelled),
    ] {
        assert_eq!(consent(&steps).on(day(on)).state(), state, "{steps:?} on {on}");
    }
    let draft = Consent {
        terms: None,
        ..consent(&all)
    };
    assert_eq!(draft.on(day("2026-11-25")).state(), Draft);
    let void = Consent {
        steps: vec![taken("2026-10-01", &ConsentStep::Cancelled)],
        ..draft
    };
    assert_eq!(void.on(day("2026-11-25")).state(), Cancelled);
    let refused = Consent {
        terms: Some(Terms {
            given: false,
            ..terms()
        }),
        ..consent(&all)
    };
    assert_eq!(refused.on(day("2026-11-25")).state(), Declined);
}

#[test]
fn check_covers() {
    let all = [signed("guardian-1"), signed("guardian-2"), signed("pupil")];
    let with = |more: &[ConsentStep]| all.iter().chain(more).cloned().collect::<Vec<_>>();
    let covers = |steps: &[ConsentStep], party: &str, kinds: &[&str]| {
        let kinds: Vec<String> = kinds.iter().map(|kind| (*kind).to_owned()).collect();
        consent(steps).on(day("2026-11-25")).covers(party, &kinds)
    };
    let without = with(&[part(&[], &["health"])]);
    for (steps, party, kinds, expected) in [
        (&all[..], "Socialtjänsten", &["attendance", "health"][..], Ok(())),
        (
            &all,
            "Socialtjänsten",
            &["attendance", "economy"],
            Err(NotCovered::Kind),
        ),
        (&all, "Socialtjänsten", &[], Err(NotCovered::Kind)),
        (&all, "Tolken", &["attendance"], Err(NotCovered::Party)),
        (&all, "Polisen", &["attendance"], Err(NotCovered::Party)),
        (
            &all[..2],
            "Socialtjänsten",
            &["attendance"],
            Err(NotCovered::NotValid),
        ),
        (&without, "Skolan", &["attendance"], Ok(())),
        (&without, "Skolan", &["health"], Err(NotCovered::Kind)),
    ] {
        assert_eq!(covers(steps, party, kinds), expected, "{party} {kinds:?}");
    }
}

/// What is known is what had happened on the day, whenever it was written down.
#[test]
fn check_days() {
    let withdrawn = ConsentStep::Withdrawn { scope: Scope::Whole };
    for (last, end) in [
        (withdrawn, ConsentState::Withdrawn),
        (ConsentStep::Cancelled, ConsentState::Cancelled),
    ] {
        let mut consent = consent(&[]);
        consent.steps = vec![
            taken("2026-11-26", &signed("guardian-1")),
            taken("2026-11-28", &signed("guardian-2")),
            taken("2026-11-27", &signed("pupil")),
            taken("2026-12-10", &last),
        ];
        for (on, state) in [
            ("2026-11-25", ConsentState::Ready),
            ("2026-11-27", ConsentState::PartlySigned),
            ("2026-11-28", ConsentState::Valid),
            ("2026-12-09", ConsentState::Valid),
            ("2026-12-10", end),
        ] {
            assert_eq!(consent.on(day(on)).state(), state, "{on}");
            let covered = consent.on(day(on)).covers("socialtjänsten ", &["health".into()]);
            assert_eq!(covered.is_ok(), state.holds(), "{on}");
        }
    }
}

fn any_step() -> impl Strategy<Value = ConsentStep> {
    let row =
        || prop::sample::select(vec!["guardian-1", "guardian-2", "pupil", "nobody"]).prop_map(str::to_owned);
    let parties = prop::collection::vec(
        prop::sample::select(vec!["Skolan", "Socialtjänsten", "Polisen"]),
        0..3,
    );
    let kinds = prop::collection::vec(
        prop::sample::select(vec!["attendance", "health", "economy"]),
        0..3,
    );
    prop_oneof![
        4 => row().prop_map(|row| ConsentStep::Signed { row }),
        2 => row().prop_map(|row| ConsentStep::Excused { row }),
        1 => row().prop_map(|row| ConsentStep::Declined { row }),
        1 => Just(ConsentStep::HandedOut),
        1 => Just(ConsentStep::Withdrawn { scope: Scope::Whole }),
        1 => Just(ConsentStep::Cancelled),
        1 => (parties, kinds).prop_map(|(parties, kinds)| part(&parties, &kinds)),
    ]
}

fn any_day() -> impl Strategy<Value = NaiveDate> {
    (0..400u64).prop_map(|days| day("2026-10-01") + Days::new(days))
}

proptest! {
    /// No path reaches a disclosure on consent without a valid one.
    #[test]
    fn nothing_is_told_without_a_valid_consent(
        steps in prop::collection::vec((any_day(), any_step()), 0..8), all: bool, given: bool, today in any_day(),
        party in prop::sample::select(vec!["Skolan", "Socialtjänsten", "Tolken", "Polisen"]),
        kind in prop::sample::select(vec!["attendance", "health", "economy"]),
    ) {
        // Half of the papers are signed by all, or a valid consent would hardly ever be met.
        let first = [signed("guardian-1"), signed("guardian-2"), signed("pupil")];
        let first = first.into_iter().filter(|_| all).map(|step| (day("2026-10-01"), step));
        let steps: Vec<_> = first.chain(steps).collect();
        let mut consent = consent(&[]);
        consent.terms = Some(Terms { given, ..terms() });
        consent.steps = steps.iter().map(|(on, step)| Happened { on: *on, step: step.clone() }).collect();
        let steps: Vec<ConsentStep> = steps.into_iter().filter(|(on, _)| *on <= today).map(|(_, step)| step).collect();
        if consent.on(today).covers(party, &[kind.to_owned()]).is_ok() {
            prop_assert!(consent.on(today).state().holds() && given);
            prop_assert!((terms().from..=terms().until).contains(&today));
            let somebody = steps.iter().any(|step| matches!(step, ConsentStep::Signed { .. }));
            prop_assert!(somebody);
            for signer in &consent.signers {
                prop_assert!(steps.contains(&signed(&signer.row)) || (signer.may_be_excused && steps.contains(&excused(&signer.row))));
            }
            for step in &steps {
                let no = matches!(step, ConsentStep::Declined { .. } | ConsentStep::Withdrawn { scope: Scope::Whole } | ConsentStep::Cancelled);
                prop_assert!(!no);
                if let ConsentStep::Withdrawn { scope: Scope::Part { parties, kinds } } = step {
                    prop_assert!(!parties.contains(&party.to_owned()) && !kinds.contains(&kind.to_owned()));
                }
            }
        }
    }

    /// A no and a withdrawal stand, whatever comes after; what is taken back never allows more.
    #[test]
    fn a_no_stands(before in prop::collection::vec(any_step(), 0..8), after in prop::collection::vec(any_step(), 0..8), last in any_step(), today in any_day()) {
        let takes_back = matches!(last, ConsentStep::Declined { .. } | ConsentStep::Withdrawn { .. } | ConsentStep::Cancelled);
        prop_assume!(takes_back);
        let steps = |with: bool| -> Vec<ConsentStep> {
            before.iter().chain(with.then_some(&last)).chain(&after).cloned().collect()
        };
        for party in ["Skolan", "Socialtjänsten"] {
            let kinds = ["attendance".to_owned()];
            let allowed = consent(&steps(true)).on(today).covers(party, &kinds).is_ok();
            prop_assert!(!allowed || consent(&steps(false)).on(today).covers(party, &kinds).is_ok());
        }
        if matches!(last, ConsentStep::Declined { .. } | ConsentStep::Withdrawn { scope: Scope::Whole } | ConsentStep::Cancelled) {
            prop_assert!(!consent(&steps(true)).on(today).state().holds());
        }
    }
}

#[test]
fn check_papers_of_their_own() {
    use ConsentState::*;
    let sole = |steps: &[ConsentStep]| {
        let mut paper = consent(steps);
        paper.signers.truncate(1);
        paper
    };
    let (signed, not) = (sole(&[signed("guardian-1")]), sole(&[]));
    let said_no = sole(&[ConsentStep::Declined {
        row: "guardian-1".into(),
    }]);
    let taken_back = sole(&[ConsentStep::Withdrawn { scope: Scope::Whole }]);
    let void = sole(&[ConsentStep::Cancelled]);
    let mut shorter = signed.clone();
    shorter.terms = Some(Terms {
        until: day("2026-12-10"),
        ..terms()
    });
    for (papers, state) in [
        (vec![], Draft),
        (vec![&signed], Valid),
        (vec![&signed, &signed], Valid),
        (vec![&signed, &shorter], EndsSoon),
        (vec![&not, &not], Ready),
        (vec![&not, &signed], PartlySigned),
        (vec![&signed, &said_no], Declined),
        (vec![&taken_back, &signed], Withdrawn),
        (vec![&signed, &void], Cancelled),
        (vec![&void, &said_no], Cancelled),
    ] {
        let on = papers.iter().map(|paper| paper.on(day("2026-12-01"))).collect();
        let together = ConsentOnPapers::new(on);
        assert_eq!(together.state(), state, "{papers:?}");
        let covered = together.covers("Socialtjänsten", &["attendance".to_owned()]);
        assert_eq!(covered.is_ok(), state.holds(), "{papers:?}");
    }
}

#[test]
fn check_that_nobody_is_not_enough() {
    let mut paper = consent(&[]);
    paper.signers.clear();
    assert_eq!(paper.on(day("2026-12-01")).state(), ConsentState::Ready);
}
