use std::collections::{BTreeMap, BTreeSet};

use cases::PupilId;
use serde_json::json;
use texts::swedish;

use super::*;
use crate::list::KEPT;

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000 + seconds, 0).unwrap()
}

fn pupil(number: u8) -> PupilId {
    PupilId::new(at(0), &[number; 10])
}

#[test]
fn check() {
    let (pupil, case): (PupilId, cases::CaseId) = (pupil(1), Id::new(at(0), &[2; 10]));
    let documents: [DocumentId; 2] = [3, 4].map(|number| Id::new(at(0), &[number; 10]));
    let [one, other] = documents;
    let read = |told: Json| About::read(&told);
    let of_case = About {
        subject: Subject {
            case: Some(case),
            ..Default::default()
        },
        ..Default::default()
    };
    assert_eq!(read(json!({"case": case, "form": "checklista"})), of_case);
    assert_eq!(
        read(json!({"sheet": {"sheet": "disclosures", "case": case}})),
        of_case
    );
    let of_one = About {
        documents: vec![one],
        ..Default::default()
    };
    assert_eq!(read(json!({"document": one})), of_one);
    // What is typed into a form is never taken for an id.
    assert_eq!(
        read(json!({"document": one, "changes": {"pupil": pupil, "case": case}})),
        of_one
    );
    assert_eq!(
        read(json!({"order": {"documents": [one, other]}})).documents,
        documents
    );
    assert_eq!(
        read(json!({"input": {"documents": [one, other]}})).documents,
        documents
    );
    assert_eq!(
        read(json!({"pupil": null, "input": {"name": "Bo"}})),
        About::default()
    );
    assert_eq!(read(json!({"pupil": "Bo Ek"})), About::default());
    assert_eq!(read(json!({"pupil": pupil})).subject.pupil, Some(pupil));
    assert_eq!(read(Json::Null), About::default());
}

#[test]
fn the_same_reading_is_kept_once_and_a_draft_once_a_sitting() {
    let mut sitting = Sitting::default();
    let subject = |number| Subject {
        pupil: Some(pupil(number)),
        ..Default::default()
    };
    let (read, print) = (Kept::Before(Act::Read), Kept::Before(Act::Print));
    for act in [Act::Read, Act::Write, Act::Print] {
        sitting.note(act, (subject(1), ""), at(0));
    }
    let wants = |kept, act, number, seconds| sitting.wants(kept, act, (subject(number), ""), at(seconds));
    assert!(!wants(read, Act::Read, 1, 299));
    assert!(wants(read, Act::Read, 1, 300));
    assert!(wants(read, Act::Read, 1, -300), "the clock set back");
    assert!(wants(read, Act::Read, 2, 1), "another pupil");
    assert!(wants(print, Act::Print, 1, 1), "each print by itself");
    assert!(!wants(Kept::Once(Act::Write), Act::Write, 1, 99_999));
    assert!(wants(Kept::Once(Act::Write), Act::Write, 2, 1));
}

/// What is declared is reviewed here: a command that moves from one line to another is seen.
#[test]
fn what_the_trail_keeps_of_each_command() {
    let mut by_kind: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (command, kept) in KEPT {
        by_kind.entry(format!("{kept:?}")).or_default().push(command);
    }
    let lines = by_kind
        .iter()
        .map(|(kind, commands)| format!("{kind}: {}", commands.join(" ")));
    insta::assert_snapshot!(lines.collect::<Vec<_>>().join("\n"), @r"
    Before(Export): save_summary save_received_summary send_figures save_document save_report save_archive_list save_paper save_for_system save_message save_calendar save_sheet save_release prepare_signing send_package export_trail
    Before(Keys): change_passphrase choose_backup_place forget_backup_place make_own_signature trust_certificate renew_card add_contact add_sender verify_contact end_contact remove_contact choose_mailbox choose_identity export_certificate revoke_identity erase_identity import_key_file add_card ask_issuer save_request open_answer begin_issuing answer_request revoke_issued save_revoked save_authority trust_authority distrust save_clock remove_clock finish_new_words take_municipality_key
    Before(Print): print print_sheet print_release print_recovery_words
    Before(Read): look_at_backup drill_backup pupils pupil case choose_case_list imports choose_register figures document read_back review pages archive document_file paper_pages message_offer calendar choose_papers take_dropped scanned_page disposals release_proposal release_pages releases signing_offer document_signatures consents consent disclosures send_offer open_packages open_dropped_packages handovers handovers_of_case look_in_mailbox trail
    Before(Sign): sign_document draw_signature time_stamp_document preserve_document
    Before(Write): back_up open_case clear_brought_in remove_figures begin_document continue_document cancel_document discard_document complete register_document note_submission confirm_rows refuse_release consent_step consent_for_other correct_disclosure take_back
    Itself: back_up_when_due restore save_pupil bring_in_cases take_back_import save_packages file_papers dispose remove_emptied disclose save_waiting leave_unsent take_parcel finish_task send_answer give_back open_rescued restore_rescued
    Locks: lock
    Nothing: status begin_vault backups backups_known find_backups open_backups leave_restoring save_look unfinished keep_unfinished case_list map_case_list leave_case_list register map_register leave_register sum_up forms blank_pages save_blank printers check_archive check_archive_when_due papers_dropped intake progress stop place_page turn_page put_aside clear_intake own_signature verify_file verify_dropped own_card save_card save_card_picture contacts parcels read_parcels put_parcel_aside forget_mailbox news_in_mailbox packages_given identities choose_key_file card_modules choose_card_module cards card_certificates asked issuer open_request trusted open_trust_file clock choose_clock_certificate recovery_printers begin_new_words leave_new_words begin_ceremony show_share print_share put_share_away read_share save_municipality_key end_ceremony municipality_key choose_vault begin_rescue give_share begin_rescue_from_backups rescue_backups begin_new_owner key_waits stir_key end_rescue check_trail watch stir converse hide confirm
    Once(Export): copied_field
    Once(Write): save_draft
    Opens: finish_vault unlock unlock_with_words finish_new_owner
    ");
}

#[test]
fn every_command_and_kind_that_is_kept_has_its_words() {
    let words = |key: &str, name: &str, value: &str| swedish().say(key, &[(name, value.into())]).into_owned();
    let nothing = words("trail-command", "command", "no such command");
    let kept = KEPT.iter().filter(|(_, kept)| *kept != Kept::Nothing);
    for (command, _) in kept {
        assert_ne!(words("trail-command", "command", command), nothing, "{command}");
    }
    let kinds: BTreeSet<String> = Act::ALL
        .iter()
        .map(|act| words("trail-act", "act", act.as_str()))
        .collect();
    assert_eq!(kinds.len(), Act::ALL.len(), "{kinds:?}");
}
