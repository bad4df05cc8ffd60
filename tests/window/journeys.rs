//! Journeys through the real window, from an empty machine to a document in the hand.

use fantoccini::key::Key;
use tempfile::tempdir;
use window_tests::{Mentor, Program, Step, Window, inspect};

const PUPIL: &str = "Łukasz Ängström-Đặng";
const COMMENT: &str = "Huvudvärk på morgnarna – ”går över”, säger hon.";

/// A mentor begins the checklist, closes the lid in the middle, comes back to every word, says klar and
/// saves; what the file holds is what she typed.
#[tokio::test]
async fn the_checklist_from_first_start_to_a_saved_document() -> Step {
    let home = tempdir()?;
    let program = Program::narvarolots(home.path())?;

    let mentor = Mentor::starts(&program).await?;
    mentor.window.picture("hem").await?;
    mentor.adds_pupil(PUPIL).await?;
    mentor.begins("Checklista vid frånvaro").await?;
    mentor.window.fill("Frånvaro", "14,5").await?;
    mentor.window.fill("Samtal med elev datum:", "2026-11-09").await?;
    mentor.window.choose("1. Sjukdom?", "Ja").await?;
    mentor
        .window
        .fill_in("1. Sjukdom?", "Kommentar:", COMMENT)
        .await?;
    mentor.window.choose("2. Trivs i skolan?", "Nej").await?;
    mentor.waits_until_saved().await?;
    let written = mentor.has_written().await?;
    mentor.window.picture("checklista-utkast").await?;
    mentor.window.close().await?;

    let mentor = Mentor::comes_back(&program).await?;
    mentor.goes_to_case().await?;
    mentor.window.press("Checklista vid frånvaro").await?;
    mentor.window.see("Granska svaren").await?;
    assert_eq!(mentor.has_written().await?, written);
    assert!(written.iter().any(|text| text == COMMENT), "{written:?}");

    mentor
        .window
        .fill("Mentor/klasslärare:", "Ebba Lindqvist")
        .await?;
    mentor.window.press("Granska svaren").await?;
    mentor.window.see(COMMENT).await?;
    mentor.window.picture("checklista-granskning").await?;
    mentor.window.press("Fortsätt till klar").await?;
    mentor.window.press("Klar, lås svaren").await?;
    mentor
        .window
        .see("Dokumentet är klart och kan inte ändras.")
        .await?;
    mentor.window.picture("checklista-klar").await?;
    let file = mentor.saves(&program).await?;
    mentor.window.close().await?;

    let found = inspect(&file)?.to_string();
    for typed in [PUPIL, COMMENT, "2026-11-09", "14.5"] {
        assert!(found.contains(typed), "{typed} is not in {found}");
    }
    Ok(())
}

/// Every form that can be begun, by what people call it.
const FORMS: [&str; 9] = [
    "Checklista vid frånvaro",
    "Skolsocial kartläggning",
    "Analysfrågor",
    "Åtgärder och anpassningar",
    "Samtycke skola och socialtjänst",
    "Samtycke till samordning (7:21)",
    "Samtycke för flera aktörer",
    "Anteckningar från uppstartsmöte",
    "Anteckningar från uppföljningsmöte",
];

/// Puts the focus in the first field that is empty and can be written in.
const FOCUS_FIRST_EMPTY: &str =
    "const fields = [...document.querySelectorAll('main textarea, main input[type=text]')];
    const free = fields.find((field) => !field.value && !field.readOnly && !field.disabled);
    free.focus();
    return free.id";

/// In each form a word is typed and the lid closed; another day every word is there, also while reading what
/// would be printed, and no form shuts anybody out.
#[tokio::test]
async fn every_form_keeps_its_words() -> Step {
    let home = tempdir()?;
    let program = Program::narvarolots(home.path())?;
    let mentor = Mentor::starts(&program).await?;
    mentor.adds_pupil(PUPIL).await?;
    for (place, form) in FORMS.iter().enumerate() {
        mentor.goes_to_case().await?;
        mentor.begins(form).await?;
        mentor.window.run(FOCUS_FIRST_EMPTY, vec![]).await?;
        mentor.window.types(&word(place)).await?;
        mentor.waits_until_saved().await?;
        mentor.window.judge_accessibility(form).await?;
        mentor.window.picture(&format!("formular-{place}")).await?;
    }
    mentor.window.kill().await?;

    let mentor = Mentor::comes_back(&program).await?;
    for (place, form) in FORMS.iter().enumerate() {
        mentor.goes_to_case().await?;
        mentor.window.press(form).await?;
        mentor.window.see("Granska svaren").await?;
        let written = mentor.has_written().await?;
        assert!(written.contains(&word(place)), "{form}: {written:?}");
        mentor.window.press("Granska svaren").await?;
        mentor
            .window
            .wait("the review, or what is missing", is_judged)
            .await?;
        mentor
            .window
            .judge_accessibility(&format!("{form}, granskning"))
            .await?;
    }
    mentor.window.close().await
}

/// Some forms are complete with the usual answers; the others say what they lack.
async fn is_judged(window: &Window) -> Step<bool> {
    let text = window.text().await?;
    Ok(text.contains("Fortsätt till klar") || text.contains("Det här behöver rättas"))
}

fn word(place: usize) -> String {
    format!("Ord {place} – åäö")
}

/// A mentor with no mouse unlocks, adds a pupil, answers, and comes to the review.
#[tokio::test]
async fn the_keyboard_alone_is_enough() -> Step {
    let home = tempdir()?;
    let program = Program::narvarolots(home.path())?;
    let mentor = Mentor::starts(&program).await?;
    let window = &mentor.window;
    window.tab_to("Elever och ärenden").await?;
    window.key(Key::Enter.into()).await?;
    window.tab_to("Ny elev").await?;
    window.key(Key::Enter.into()).await?;
    window.tab_to("Elevens namn").await?;
    window.types(PUPIL).await?;
    window.tab_to("Grundskola").await?;
    window.types(" ").await?;
    window.tab_to("Lägg till eleven").await?;
    window.key(Key::Enter.into()).await?;
    window.see("Inga dokument än.").await?;
    window.tab_to("Nytt formulär").await?;
    window.key(Key::Enter.into()).await?;
    window.tab_to("Checklista vid frånvaro").await?;
    window.key(Key::Enter.into()).await?;
    window.tab_to("Mentor/klasslärare:").await?;
    window.types("Ebba Lindqvist").await?;
    mentor.waits_until_saved().await?;
    window.tab_to("Granska svaren").await?;
    window.key(Key::Enter.into()).await?;
    window.see("Fortsätt till klar").await?;
    mentor.window.close().await
}

/// Every view that a mentor passes is readable with a screen reader.
#[tokio::test]
async fn no_view_shuts_anybody_out() -> Step {
    let home = tempdir()?;
    let program = Program::narvarolots(home.path())?;
    let window = program.open().await?;
    window.see("Skapa ditt valv").await?;
    window.judge_accessibility("första starten").await?;
    window.picture("forsta-start").await?;
    window.close().await?;

    let mentor = Mentor::starts(&program).await?;
    let window = &mentor.window;
    window.judge_accessibility("hem").await?;
    mentor.adds_pupil(PUPIL).await?;
    window.judge_accessibility("ärendet").await?;
    window.press("Nytt formulär").await?;
    window.judge_accessibility("formulären").await?;
    window.picture("formularen").await?;
    window.press("Checklista vid frånvaro").await?;
    window.see("Granska svaren").await?;
    window.judge_accessibility("checklistan").await?;
    for room in ["Elever och ärenden", "Tomma blanketter", "Inställningar", "Hem"] {
        window.press(room).await?;
        window.judge_accessibility(room).await?;
    }
    window.press("Lås").await?;
    window.see("Lås upp ditt valv").await?;
    window.judge_accessibility("låst").await?;
    window.picture("last").await?;
    mentor.window.close().await
}
