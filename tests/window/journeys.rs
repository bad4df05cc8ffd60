//! Journeys through the real window, from an empty machine to a document in the hand.

use std::fs;
use std::time::{Duration, Instant};

use fantoccini::key::Key;
use serde_json::{Map, Value};
use tempfile::tempdir;
use window_tests::{Broken, Mentor, Program, Step, Window, forms, inspect, open_vault, sample};

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

/// Each form is filled in from first to last field, and the machine dies; another day every answer is there, the
/// form is completed and saved, and what the file holds is what was typed.
#[tokio::test]
async fn every_form_is_filled_in_found_again_and_saved() -> Step {
    let home = tempdir()?;
    let program = Program::narvarolots(home.path())?;
    let mentor = Mentor::starts(&program).await?;
    mentor.adds_pupil(PUPIL).await?;
    let forms = forms()?;
    assert_eq!(forms.len(), 9);
    let mut written = vec![];
    for form in &forms {
        let name = title(form);
        mentor.goes_to_case().await?;
        mentor.begins(name).await?;
        mentor.window.answer(form, &sample(form)?).await?;
        mentor.waits_until_saved().await?;
        written.push(mentor.has_answered().await?);
        reads_in_order(&mentor.window, form, &sample(form)?).await?;
        mentor.window.judge_accessibility(name).await?;
        mentor.window.picture(&format!("formular-{}", id(form))).await?;
    }
    mentor.window.kill().await?;

    let mentor = Mentor::comes_back(&program).await?;
    for (form, written) in forms.iter().zip(written) {
        let name = title(form);
        mentor.goes_to_case().await?;
        mentor.window.press(name).await?;
        mentor.window.see("Granska svaren").await?;
        assert_eq!(mentor.has_answered().await?, written, "{name}");
        mentor.says_klar().await?;
        mentor
            .window
            .judge_accessibility(&format!("{name}, klart"))
            .await?;
        let file = mentor.saves(&program).await?;
        let found = inspect(&file)?;
        for (field, answer) in sample(form)? {
            let found = without_row_ids(&found["answers"][&field]);
            assert_eq!(found, without_row_ids(&answer), "{name}: {field}");
        }
        fs::remove_file(file)?;
    }
    mentor.window.close().await
}

/// The form's own words and the labels of what is answered stand on the screen word for word, in the form's order.
async fn reads_in_order(window: &Window, form: &Value, answers: &Map<String, Value>) -> Step {
    let shown = window
        .run("return document.querySelector('main').innerText", vec![])
        .await?;
    let shown = shown.as_str().unwrap_or_default();
    let mut rest = shown;
    for words in words_of(form, answers) {
        rest = rest
            .split_once(words)
            .map(|(_, rest)| rest)
            .ok_or_else(|| Broken::NotSeen {
                wanted: format!("”{words}” in its place"),
                there: shown.to_owned(),
            })?;
    }
    Ok(())
}

/// What a reader of a form meets, in order: headings, words, and the questions that have an answer.
fn words_of<'a>(form: &'a Value, answers: &Map<String, Value>) -> Vec<&'a str> {
    let mut words = vec![&form["title"]];
    for section in form["sections"].as_array().into_iter().flatten() {
        words.push(&section["heading"]);
        for item in section["items"].as_array().into_iter().flatten() {
            let answered = item["id"].as_str().is_none_or(|id| answers.contains_key(id));
            words.extend(answered.then(|| item.get("label").unwrap_or(&item["text"])));
        }
    }
    words.into_iter().filter_map(Value::as_str).collect()
}

/// An answer without the ids that the window gives to a table's rows.
fn without_row_ids(answer: &Value) -> Value {
    let mut answer = answer.clone();
    for row in answer.as_array_mut().into_iter().flatten() {
        row.as_object_mut().map(|row| row.remove("row"));
    }
    answer
}

/// The form with this id.
fn form(wanted: &str) -> Step<Value> {
    let form = forms()?.into_iter().find(|form| id(form) == wanted);
    form.ok_or_else(|| Broken::NotSeen {
        wanted: wanted.to_owned(),
        there: "other forms".to_owned(),
    })
}

/// What people call a form.
fn title(form: &Value) -> &str {
    form["short_title"].as_str().unwrap_or_default()
}

fn id(form: &Value) -> &str {
    form["id"].as_str().unwrap_or_default()
}

/// How far behind the last key the vault may be.
const BEHIND: Duration = Duration::from_secs(2);

/// Puts the caret after what stands in the field with this id.
const GO_ON: &str = "const field = document.getElementById(arguments[0]);
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length)";

/// A kurator types and the machine dies, fifty times, at another moment each time: the database is sound, and of
/// what was typed at most the last two seconds are missing.
#[tokio::test]
async fn fifty_power_cuts_cost_two_seconds_each_at_most() -> Step {
    const FIELD: &str = "school-situation";
    let home = tempdir()?;
    let program = Program::narvarolots(home.path())?;
    let mut mentor = Mentor::starts(&program).await?;
    mentor.adds_pupil(PUPIL).await?;
    mentor.begins("Skolsocial kartläggning").await?;
    let mut text = String::new();
    for cut in 0..50 {
        mentor.window.run(GO_ON, vec![FIELD.into()]).await?;
        let (start, typing) = (Instant::now(), Duration::from_millis(200 + cut * 613 % 3300));
        let mut safe = text.len();
        let mut typed = vec![];
        while start.elapsed() < typing {
            let word = format!("{cut}å ");
            mentor.window.types(&word).await?;
            text += &word;
            typed.push((Instant::now(), text.len()));
        }
        let now = Instant::now();
        mentor.window.kill().await?;
        safe = typed
            .iter()
            .filter(|(at, _)| now - *at >= BEHIND)
            .map(|(_, length)| *length)
            .last()
            .unwrap_or(safe);
        open_vault(&program)?.check()?;

        mentor = Mentor::comes_back(&program).await?;
        mentor.goes_to_case().await?;
        mentor.window.press("Skolsocial kartläggning").await?;
        mentor.window.see("Granska svaren").await?;
        let kept = mentor
            .window
            .run(
                "return document.getElementById(arguments[0]).value",
                vec![FIELD.into()],
            )
            .await?;
        let kept = kept.as_str().unwrap_or_default();
        assert!(
            text.starts_with(kept),
            "cut {cut}: {kept:?} is not how {text:?} begins"
        );
        assert!(
            kept.len() >= safe,
            "cut {cut}: {} of {} kept, {safe} were due",
            kept.len(),
            text.len()
        );
        text.truncate(kept.len());
    }
    mentor.window.close().await
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

/// Every view is readable with a screen reader, and whoever needs another look gets it.
#[tokio::test]
async fn no_view_shuts_anybody_out() -> Step {
    let home = tempdir()?;
    let program = Program::narvarolots(home.path())?;
    let window = program.open().await?;
    window.see("Skapa ditt valv").await?;
    look_at(&window, "forsta-start").await?;
    let words = Mentor::is_given_words(&window).await?;
    look_at(&window, "aterstallningsord").await?;
    Mentor::is_asked_for_words(&window).await?;
    look_at(&window, "kontroll-av-orden").await?;
    let mentor = Mentor::types_words_back(window, &words).await?;

    let window = &mentor.window;
    look_at(window, "hem").await?;
    mentor.adds_pupil(PUPIL).await?;
    look_at(window, "arendet").await?;
    window.press("Nytt formulär").await?;
    look_at(window, "formularen").await?;
    window.press("Skolsocial kartläggning").await?;
    window.see("Granska svaren").await?;
    let form = form("kartlaggning")?;
    window.answer(&form, &sample(&form)?).await?;
    mentor.waits_until_saved().await?;
    window.press("Låt eleven läsa").await?;
    window.see("Tillbaka (Esc)").await?;
    look_at(window, "eleven-laser").await?;
    window.key(Key::Escape.into()).await?;
    window.press("Granska svaren").await?;
    look_at(window, "granskning").await?;
    window.press("Visa sidorna").await?;
    window.see("Texten på sida 1").await?;
    look_at(window, "granskning-sidor").await?;
    window.press("Fortsätt till klar").await?;
    look_at(window, "klar").await?;
    mentor.completes().await?;
    look_at(window, "dokument").await?;
    window.press("Skriv ut").await?;
    look_at(window, "skriv-ut").await?;
    window.press("Till ärendet").await?;
    window.press("Skriv ut flera").await?;
    look_at(window, "skriv-ut-flera").await?;
    window.press("Elever och ärenden").await?;
    look_at(window, "elever").await?;
    window.press(&format!("Ändra uppgifter om {PUPIL}")).await?;
    window.press("Lägg till vårdnadshavare").await?;
    look_at(window, "elevuppgifter").await?;
    window.press("Avbryt").await?;
    window.press(&format!("Nytt ärende för {PUPIL}")).await?;
    look_at(window, "nytt-arende").await?;
    window.press("Tomma blanketter").await?;
    look_at(window, "blanketter").await?;
    window.press("Checklista vid frånvaro").await?;
    window.see("Texten på sida 1").await?;
    look_at(window, "blankett").await?;
    in_every_look(window).await?;
    window.press("Lås").await?;
    window.see("Lås upp ditt valv").await?;
    look_at(window, "last").await?;
    window.press("Jag har glömt lösenfrasen").await?;
    look_at(window, "glomd-losenfras").await?;
    mentor.window.close().await
}

async fn look_at(window: &Window, view: &str) -> Step {
    window.judge_accessibility(view).await?;
    window.picture(view).await
}

/// The views with most in them, dark, in high contrast and as large as the window allows.
async fn in_every_look(window: &Window) -> Step {
    for (question, look, name) in [
        ("Utseende", "Mörkt", "morkt"),
        ("Utseende", "Hög kontrast", "kontrast"),
        ("Storlek", "200 %", "stort"),
    ] {
        window.press("Inställningar").await?;
        window.choose(question, look).await?;
        look_at(window, &format!("installningar-{name}")).await?;
        window.press("Elever och ärenden").await?;
        window.press("Skolfrånvaro").await?;
        look_at(window, &format!("arendet-{name}")).await?;
        window.press("Nytt formulär").await?;
        window.press("Samtycke till samordning (7:21)").await?;
        window.see("Granska svaren").await?;
        window.press("Granska svaren").await?;
        window.see("Det här behöver rättas").await?;
        look_at(window, &format!("samtycke-{name}")).await?;
        window
            .press("Verksamheter – Lägg till rader: minst 3 behövs.")
            .await?;
        look_at(window, &format!("samtycke-tabell-{name}")).await?;
    }
    Ok(())
}
