//! A consent in the real window: a guardian draws on the screen, another signs with a pen, something is told on the
//! ground of it, and it is taken back.

use std::time::SystemTime;

use chrono::{DateTime, Days, Utc};
use serde_json::{Value, json};
use tempfile::tempdir;
use window_tests::{Mentor, Program, Step, forms, sample};

#[tokio::test]
async fn a_consent_is_drawn_signed_told_on_and_taken_back() -> Step {
    let home = tempdir()?;
    let program = Program::narvarolots(home.path())?;
    let mentor = Mentor::starts(&program).await?;
    mentor.adds_pupil("Łukasz Wiśniewski Öberg").await?;
    let is_wanted = |form: &Value| form["id"] == "samtycke-skola-socialtjanst";
    let form = forms()?.into_iter().find(is_wanted).unwrap_or_default();
    let mut answers = sample(&form)?;
    let today = DateTime::<Utc>::from(SystemTime::now()).date_naive();
    // It holds today, whenever today is.
    answers.insert("valid-from".into(), json!(today.to_string()));
    answers.insert("valid-to".into(), json!((today + Days::new(200)).to_string()));
    mentor
        .begins(form["short_title"].as_str().unwrap_or_default())
        .await?;
    let window = &mentor.window;
    window.answer(&form, &answers).await?;
    mentor.waits_until_saved().await?;
    window.press("Granska svaren").await?;
    window.press("Fortsätt till klar").await?;
    window.choose("Vårdnadshavare 1", "På skärmen").await?;
    mentor.completes().await?;
    window.see("ska ritas på skärmen i din närvaro").await?;
    window.picture("samtycke-vantar").await?;

    window.press("Låt personen rita").await?;
    window.see("Läs dokumentet tillsammans.").await?;
    window.press("Spara underskriften").await?;
    window.see("Fyll i ett svar.").await?;
    window.draw().await?;
    window.judge_accessibility("underskrift på skärmen").await?;
    window.picture("rita-underskrift").await?;
    window.press("Spara underskriften").await?;
    window.see("Agnieszka Wiśniewska har skrivit under").await?;
    window.picture("samtycke-ritat").await?;

    window.press("Samtycken").await?;
    window.see("Väntar på: Torbjörn Öberg").await?;
    window.judge_accessibility("samtycken").await?;
    window.picture("samtycken").await?;
    window.press("Łukasz Wiśniewski Öberg").await?;
    for _ in 0..2 {
        window.press("Skrev under på papper").await?;
        window.fill("Datum", &today.to_string()).await?;
        window.fill("Vem som förvarar originalet", "Expeditionen").await?;
        window.press("Spara").await?;
        window.see_no("Avbryt").await?;
    }
    window.see("Gäller.").await?;
    window.judge_accessibility("ett samtycke").await?;
    window.picture("samtycke-galler").await?;

    mentor.goes_to_case().await?;
    window.press("Lämnade uppgifter").await?;
    window.press("Anteckna att uppgifter lämnas").await?;
    window
        .see("Samtycken som gäller i dag omfattar: Skolan, Socialtjänsten.")
        .await?;
    window.fill("Till vem", "Polisen").await?;
    window.fill("Vad som lämnas", "Frånvaron i oktober").await?;
    window.tick("Närvaro och frånvaro").await?;
    window.choose("Grund", "Samtycke").await?;
    window
        .fill("Hur (möte, telefon, brev, säkra meddelanden)", "möte")
        .await?;
    window.fill("Datum", &today.to_string()).await?;
    window.press("Spara").await?;
    window
        .see("Inget samtycke som gäller låter den mottagaren få uppgifter.")
        .await?;
    window
        .judge_accessibility("uppgifter som inte får lämnas")
        .await?;
    window.picture("uppgifter-nekas").await?;
    window.fill("Till vem", "Socialtjänsten").await?;
    window.press("Spara").await?;
    window.see("Antecknat av Ebba Lindqvist").await?;
    window.judge_accessibility("lämnade uppgifter").await?;
    window.picture("lamnade-uppgifter").await?;
    window
        .press(&format!("Lämnades aldrig: Socialtjänsten, {today}"))
        .await?;
    window.fill("Varför raden är fel", "Mötet blev inte av.").await?;
    window.judge_accessibility("rätta en lämnad uppgift").await?;
    window.picture("lamnad-uppgift-rattas").await?;
    window.press("Spara").await?;
    window.see("Lämnades aldrig: Mötet blev inte av.").await?;
    window.judge_accessibility("rättad uppgift").await?;
    window.picture("lamnad-uppgift-rattad").await?;

    window.press("Samtycken").await?;
    window.press("Łukasz Wiśniewski Öberg").await?;
    window.press("Ta tillbaka samtycket").await?;
    window.tick("Hela samtycket").await?;
    window.fill("Vem", "Torbjörn Öberg").await?;
    window.fill("Datum", &today.to_string()).await?;
    window
        .fill("Hur det sades (muntligt, skriftligt)", "muntligt, i telefon")
        .await?;
    window.judge_accessibility("ta tillbaka ett samtycke").await?;
    window.picture("samtycke-tas-tillbaka").await?;
    window.press("Spara").await?;
    window.see("Återkallat.").await?;
    window.picture("samtycke-aterkallat").await?;
    mentor.window.close().await
}
