use proptest::prelude::*;

use super::*;

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
}

#[test]
fn check() {
    let mut watch = Watch::begin(at(0));
    assert_eq!(watch.standing(at(269)), WatchStanding::Active);
    assert_eq!(watch.standing(at(270)), WatchStanding::Warning);
    assert_eq!(watch.view(at(280)).seconds, 20);
    watch.stir(at(299));
    assert_eq!(watch.standing(at(300)), WatchStanding::Active);
    assert_eq!(watch.standing(at(599)), WatchStanding::Due);
    watch.stir(at(600));
    watch.converse(true, at(600));
    watch.hide(true, at(600));
    assert_eq!(
        watch.standing(at(600)),
        WatchStanding::Due,
        "nothing brings it back but the passphrase"
    );

    let mut talk = Watch::begin(at(0));
    talk.converse(true, at(10));
    assert_eq!(talk.standing(at(10 + 5369)), WatchStanding::Conversation);
    assert_eq!(
        talk.standing(at(10 + 5370)),
        WatchStanding::Warning,
        "ninety minutes are over soon"
    );
    assert_eq!(talk.standing(at(10 + 5400)), WatchStanding::Due);
    let mut again = talk.clone();
    again.stir(at(10 + 5380));
    assert_eq!(
        again.standing(at(10 + 5401)),
        WatchStanding::Active,
        "whoever is there goes on as usual"
    );
    talk.hide(true, at(1000));
    assert_eq!(talk.standing(at(1299)), WatchStanding::Hidden);
    talk.stir(at(1200));
    assert_eq!(
        talk.standing(at(1300)),
        WatchStanding::Due,
        "hidden, a conversation keeps nothing open"
    );

    let mut back = Watch::begin(at(10_000));
    back.converse(true, at(10_000));
    back.turn_back(at(0));
    assert_eq!(back.standing(at(5400)), WatchStanding::Due, "the clock set back");
    let mut doomed = Watch::begin(at(0));
    doomed.converse(true, at(0));
    doomed.doom(at(5));
    doomed.stir(at(5));
    assert_eq!(
        doomed.standing(at(5)),
        WatchStanding::Due,
        "the system was locked"
    );
}

#[derive(Debug, Clone, Copy)]
enum Step {
    Wait(i64),
    Stir,
    Converse(bool),
    Hide(bool),
    Doom,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        4 => (0..400_i64).prop_map(Step::Wait),
        1 => (0..7000_i64).prop_map(Step::Wait),
        3 => Just(Step::Stir),
        2 => any::<bool>().prop_map(Step::Converse),
        2 => any::<bool>().prop_map(Step::Hide),
        1 => Just(Step::Doom),
    ]
}

proptest! {
    #[test]
    fn it_is_never_open_for_longer_than_it_may(steps in prop::collection::vec(step(), 1..60)) {
        let mut watch = Watch::begin(at(0));
        let mut now = 0;
        // What a person would count: the last time something was done, the last conversation that was begun.
        let (mut touched, mut talk, mut hidden) = (0, None, None);
        let mut was_due = false;
        for step in steps {
            match step {
                Step::Wait(seconds) => now += seconds,
                Step::Stir => watch.stir(at(now)),
                Step::Converse(on) => watch.converse(on, at(now)),
                Step::Hide(on) => watch.hide(on, at(now)),
                Step::Doom => watch.doom(at(now)),
            }
            let standing = watch.standing(at(now));
            prop_assert!(!was_due || standing == WatchStanding::Due, "nothing opens it again");
            was_due = standing == WatchStanding::Due;
            match step {
                Step::Wait(_) => {}
                Step::Stir => touched = now,
                Step::Converse(on) => {
                    touched = now;
                    talk = on.then_some(now);
                }
                Step::Hide(on) => {
                    touched = now;
                    hidden = if on { hidden.or(Some(now)) } else { None };
                }
                Step::Doom => prop_assert_eq!(standing, WatchStanding::Due),
            }
            if standing != WatchStanding::Due {
                let talks = talk.is_some_and(|begun| now - begun < 5400);
                prop_assert!(now - touched < 300 || (talks && hidden.is_none()), "{standing:?} at {now}");
                if let Some(hidden) = hidden {
                    prop_assert!(now - hidden < 300 && standing == WatchStanding::Hidden);
                }
            }
        }
    }
}
