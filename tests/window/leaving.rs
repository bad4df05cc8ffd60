//! What leaves the vault, in the real window: a consent is prepared for an e-signing service, papers about a pupil are
//! given out masked, and a year later a document is disposed of.

use std::fs;

use serde_json::{Map, Value, json};
use tempfile::tempdir;
use window_tests::{Mentor, PASSPHRASE, Program, Step, forms, sample};

const RULES: &str = "name = 'Exempelkommun'
[[disposal]]
form = 'checklista'
years = 0
plan = 'KS 2024/12, punkt 3.2'
";

/// Asks the application itself, for what other journeys do by hand.
async fn ask(mentor: &Mentor, command: &str, told: Value) -> Step<Value> {
    let script = "return window.__TAURI_INTERNALS__.invoke(arguments[0], arguments[1])";
    mentor.window.run(script, vec![command.into(), told]).await
}

/// A completed document of a form.
async fn completed(mentor: &Mentor, case: &Value, form: &str, answers: Map<String, Value>) -> Step {
    let begin = json!({"case": case, "form": form});
    let document = ask(mentor, "begin_document", begin).await?;
    ask(
        mentor,
        "save_draft",
        json!({"document": document, "changes": answers}),
    )
    .await?;
    let review = ask(mentor, "review", json!({"document": document})).await?;
    let others = review["others"].as_array().into_iter().flatten();
    let authors: Map<String, Value> = others
        .filter_map(|other| Some((other["role"].as_str()?.to_owned(), json!("Siv Ekåsen"))))
        .collect();
    let completing = json!({"sections": review["sections"], "manners": {}, "authors": authors});
    let told = json!({"document": document, "completing": completing});
    ask(mentor, "complete", told).await?;
    Ok(())
}

#[tokio::test]
async fn what_leaves_the_vault_leaves_by_a_decision() -> Step {
    let home = tempdir()?;
    let program = Program::narvarolots(home.path())?;
    fs::write(program.municipality(), RULES)?;
    let mentor = Mentor::starts(&program).await?;
    let input = json!({
        "name": "Omar Haddad", "class": "7B", "school": "Björkskolan", "school_form": "grundskola",
        "guardians": [
            {"name": "Nadia Haddad", "phone": "070-123 45 67"},
            {"name": "Torbjörn Öberg", "phone": "073-765 43 21"},
        ],
    });
    let pupil = ask(&mentor, "save_pupil", json!({"pupil": null, "input": input})).await?;
    let opened = json!({"pupil": pupil, "input": {"title": "Frånvaro"}});
    let case = ask(&mentor, "open_case", opened).await?;
    let illness = json!({"answer": "yes", "comment": "Torbjörn ringde från 073-765 43 21."});
    let talk = json!({"pupil": "Omar Haddad", "talk-with-pupil": "2026-10-20", "illness": illness});
    let talk = talk.as_object().cloned().unwrap_or_default();
    completed(&mentor, &case, "checklista", talk).await?;
    let is_wanted = |form: &Value| form["id"] == "samtycke-skola-socialtjanst";
    let form = forms()?.into_iter().find(is_wanted).unwrap_or_default();
    completed(&mentor, &case, "samtycke-skola-socialtjanst", sample(&form)?).await?;

    prepares_for_signing(&mentor).await?;
    let files = fs::read_dir(program.saved())?.count();
    assert_eq!(files, 3, "the document, and who is to sign it");
    packs(&mentor).await?;
    sends_a_message(&mentor).await?;
    submits_answers(&mentor).await?;
    gives_out(&mentor).await?;
    fs::write(program.days_later(), "400")?;
    // Nobody has touched it for more than a year.
    mentor.window.see("Lås upp ditt valv").await?;
    mentor.window.fill("Lösenfras", PASSPHRASE).await?;
    mentor.window.press("Lås upp").await?;
    mentor.window.see("Vad vill du göra?").await?;
    disposes(&mentor).await?;
    saves_days(&mentor).await?;
    makes_void(&mentor).await?;
    mentor.window.close().await
}

async fn prepares_for_signing(mentor: &Mentor) -> Step {
    let window = &mentor.window;
    window.press("Samtycken").await?;
    window.press("Omar Haddad").await?;
    window.press("Visa dokumentet").await?;
    window.press("Förbered för e-underskriftstjänst").await?;
    window.press("Spara för tjänsten").await?;
    window.see("Fyll i det här fältet.").await?;
    window.tick("Vårdnadshavare 1").await?;
    window.fill("Namn", "Nadia Haddad").await?;
    window.fill("E-post (valfritt)", "nadia@exempel.se").await?;
    window
        .judge_accessibility("förbered för e-underskriftstjänst")
        .await?;
    window.picture("e-underskrift").await?;
    window.press("Spara för tjänsten").await?;
    window.see("Sparat: dokumentet och två filer").await?;
    window.picture("e-underskrift-sparad").await
}

async fn packs(mentor: &Mentor) -> Step {
    let window = &mentor.window;
    window.press("Arkiv").await?;
    window.press("Spara listan för Excel").await?;
    window.see("Ta med elevernas namn").await?;
    window.judge_accessibility("lista för Excel").await?;
    window.press("Spara som Excel-fil (XLSX)").await?;
    window.see("Filen är sparad.").await?;
    window.judge_accessibility("lista för Excel sparad").await?;
    window.picture("lista-for-excel").await?;
    window.press("Stäng").await?;
    window.press("Skapa arkivpaket").await?;
    window.see("Dokument som ska med").await?;
    window.judge_accessibility("arkivpaket").await?;
    window.picture("arkivpaket").await?;
    window.fill("Lösenfras", "fel").await?;
    window.press("Spara 2 arkivpaket").await?;
    window.see("Lösenfrasen").await?;
    window.picture("arkivpaket-fel").await?;
    window.fill("Lösenfras", window_tests::PASSPHRASE).await?;
    window.press("Spara 2 arkivpaket").await?;
    window.see("2 arkivpaket är sparade i en fil.").await?;
    window.judge_accessibility("arkivpaket sparade").await?;
    window.picture("arkivpaket-klart").await?;
    window.press("Omar Haddad").await?;
    window.see("Arkivpaket skapat").await?;
    window.press("Skapa arkivpaket").await?;
    window.fill("Lösenfras", window_tests::PASSPHRASE).await?;
    window.press("Spara arkivpaketet").await?;
    window.see("Arkivpaketet är sparat.").await?;
    window.judge_accessibility("dokumentets arkivpaket").await?;
    window.picture("arkivpaket-dokument").await?;
    window.press("Stäng").await?;
    window.press("Spara för annat system").await?;
    window.press("Diariet").await?;
    window.see("Dokumentet och uppgifterna är sparade.").await?;
    window.see("Sparat för annat system").await?;
    window.judge_accessibility("spara för annat system").await?;
    window.picture("annat-system").await
}

async fn sends_a_message(mentor: &Mentor) -> Step {
    let window = &mentor.window;
    window.press("Skicka som säkert meddelande").await?;
    window.see("Mottagare 1").await?;
    window.judge_accessibility("säkert meddelande").await?;
    window.fill("Ämne", "Om Omar Haddad").await?;
    window.press("Spara för säkra meddelanden").await?;
    window.see("Fyll i det här fältet.").await?;
    window.picture("sakert-meddelande-fel").await?;
    window.fill("Person eller verksamhet", "Siv Ekåsen").await?;
    window
        .fill("Adress eller funktionsbrevlåda", "narvaro@exempel.se")
        .await?;
    window
        .choose("Grund", "Behövs för arbetet inom myndigheten")
        .await?;
    window.press("Spara för säkra meddelanden").await?;
    window.see("Ämnesraden kan synas för andra.").await?;
    window.fill("Ämne", "Underlag från Björkskolan").await?;
    window.judge_accessibility("säkert meddelande med fel").await?;
    window.picture("sakert-meddelande").await?;
    window.press("Spara för säkra meddelanden").await?;
    window.see("Dokumentet och texten är sparade.").await?;
    window.judge_accessibility("säkert meddelande sparat").await?;
    window.picture("sakert-meddelande-sparat").await?;
    window.press("Till dokumentet").await
}

async fn submits_answers(mentor: &Mentor) -> Step {
    let window = &mentor.window;
    window.press("Fyll i en e-tjänst").await?;
    window.see("När svaren är inskickade").await?;
    let script = "return document.querySelector('dd button').getAttribute('aria-label')";
    let copy = window.run(script, vec![]).await?;
    window.press(copy.as_str().unwrap_or_default()).await?;
    window.see("Kopierat").await?;
    let there = "return navigator.clipboard.readText()";
    assert_ne!(window.run(there, vec![]).await?, json!(""));
    window.judge_accessibility("e-tjänst").await?;
    window.press("Anteckna att svaren är inskickade").await?;
    window.see("Fyll i det här fältet.").await?;
    window.fill("Vilken e-tjänst", "Kommunens anmälan").await?;
    window
        .fill("Kvittens eller ärendenummer (valfritt)", "A-12")
        .await?;
    window.fill("Inskickat den", "2026-11-20").await?;
    window
        .choose("Grund", "Skyldighet enligt lag (anmälan, orosanmälan)")
        .await?;
    window.picture("e-tjanst").await?;
    window.press("Anteckna att svaren är inskickade").await?;
    window.see("Det är antecknat.").await?;
    window.press("Till dokumentet").await?;
    window.see("Fyll i en e-tjänst").await?;
    assert_eq!(
        window.run(there, vec![]).await?,
        json!(""),
        "what was copied is gone"
    );
    window.see("Skickat").await?;
    window.picture("e-tjanst-historik").await
}

async fn saves_days(mentor: &Mentor) -> Step {
    let window = &mentor.window;
    let input = json!({"name": "Alva Lind", "school": "Björkskolan", "school_form": "grundskola"});
    let pupil = ask(mentor, "save_pupil", json!({"pupil": null, "input": input})).await?;
    let opened = json!({"pupil": pupil, "input": {"title": "Frånvaro"}});
    let case = ask(mentor, "open_case", opened).await?;
    let begin = json!({"case": case, "form": "motesanteckningar-uppstart"});
    let document = ask(mentor, "begin_document", begin).await?;
    let changes = json!({"next-meeting": "2029-01-15"});
    ask(
        mentor,
        "save_draft",
        json!({"document": document, "changes": changes}),
    )
    .await?;
    window.press("Elever och ärenden").await?;
    window.press("Datum till kalendern").await?;
    window.see("2029-01-15 Möte, ärende").await?;
    window.judge_accessibility("datum framåt").await?;
    window.press("Spara kalenderfilen").await?;
    window.see("Kalenderfilen är sparad.").await?;
    window.judge_accessibility("kalendern sparad").await?;
    window.picture("kalender").await
}

async fn gives_out(mentor: &Mentor) -> Step {
    let window = &mentor.window;
    window.press("Elever och ärenden").await?;
    window.press("Ändra uppgifter om Omar Haddad").await?;
    window.press("Lämna ut handlingar").await?;
    window.press("Samla det som finns").await?;
    window.see("Vem begär? – Fyll i det här fältet.").await?;
    window.choose("Vem begär?", "Eleven själv").await?;
    window.tick("Det är ett registerutdrag").await?;
    window.fill("När kom begäran?", "2026-11-20").await?;
    window.judge_accessibility("begäran om handlingar").await?;
    window.picture("lamna-ut-begaran").await?;
    window.press("Samla det som finns").await?;
    window.see("Det som finns om eleven").await?;
    window.see("Checklista vid frånvaro, färdigställt").await?;
    let script = "for (const it of document.querySelectorAll('main details')) it.open = true";
    window.run(script, vec![]).await?;
    window.see("[maskerat] ringde från [maskerat].").await?;
    window.judge_accessibility("det som finns om eleven").await?;
    window.picture("lamna-ut-lista").await?;
    window.choose("Beslut", "Lämnas ut helt.").await?;
    window.press("Granska det som lämnas").await?;
    window
        .see("Något i listan är maskerat eller lämnas inte.")
        .await?;
    window.choose("Beslut", "Lämnas ut delvis.").await?;
    window.fill("Grund", "23 kap. 2 § OSL").await?;
    window.fill("Skäl", "Uppgifterna rör en vårdnadshavare.").await?;
    window.picture("lamna-ut-beslut").await?;
    window.press("Granska det som lämnas").await?;
    window.see("Läs igenom varje sida.").await?;
    window.judge_accessibility("det som lämnas ut").await?;
    window.picture("lamna-ut-granska").await?;
    window.press("Spara och anteckna").await?;
    window.see("Utlämnat och antecknat.").await?;
    window.see("Lämnas ut delvis.").await?;
    window.judge_accessibility("tidigare beslut").await?;
    window.picture("lamna-ut-klart").await
}

async fn makes_void(mentor: &Mentor) -> Step {
    let window = &mentor.window;
    window.press("Arkiv").await?;
    window.press("Omar Haddad").await?;
    window.press("Makulera dokumentet").await?;
    window.press("Makulera").await?;
    window.see("Fyll i det här fältet.").await?;
    window.judge_accessibility("makulera").await?;
    window.picture("makulera").await?;
    window
        .fill("Varför gäller det inte?", "Fel vårdnadshavare")
        .await?;
    window.press("Makulera").await?;
    window
        .see("Dokumentet är makulerat och gäller inte längre.")
        .await?;
    window.see("Fel vårdnadshavare").await?;
    window.see_no("Makulera dokumentet").await?;
    window.judge_accessibility("makulerat").await?;
    window.picture("makulerat").await
}

async fn disposes(mentor: &Mentor) -> Step {
    let window = &mentor.window;
    window.press("Arkiv").await?;
    window.press("Gallring").await?;
    window.see("KS 2024/12, punkt 3.2").await?;
    window.judge_accessibility("gallring").await?;
    window.picture("gallring").await?;
    window.press("Välj och gallra").await?;
    window.press("Gallra de valda").await?;
    window.see("Fyll i det här fältet.").await?;
    window.tick("Omar Haddad, Checklista vid frånvaro").await?;
    window
        .fill("Skäl eller beslutets nummer", "Årlig gallring")
        .await?;
    window.fill("Lösenfras", "fel").await?;
    window.press("Gallra de valda").await?;
    window.see("Lösenfrasen").await?;
    window.judge_accessibility("gallra").await?;
    window.picture("gallring-beslut").await?;
    window.fill("Lösenfras", window_tests::PASSPHRASE).await?;
    window.press("Gallra de valda").await?;
    window
        .see("Gallrat. Skriv ut eller spara rapporten nedan.")
        .await?;
    window.see("Inget dokument har nått sin tid.").await?;
    window.judge_accessibility("gallrat").await?;
    window.picture("gallring-klar").await
}
