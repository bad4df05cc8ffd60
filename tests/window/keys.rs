//! The user's own signatures in the real window: made, imported, revoked, on a card, issued by the school; whom the
//! user trusts; and time stamps from a service on loopback.

#[path = "../card/mod.rs"]
mod card;
#[path = "../clock/mod.rs"]
mod clock;

use std::fs;
use std::path::{Path, PathBuf};

use card::{CONFIG, PIN, make_card, module};
use clock::Served;
use tempfile::tempdir;
use window_tests::{Mentor, PASSPHRASE, Program, Step, Window};

const KEY_FILE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../src-tauri/signing/tests/samples/astrid-ec.p12"
);

async fn settings(window: &Window, page: &str) -> Step {
    window.press("Inställningar").await?;
    window.press(page).await
}

/// The saved file whose name begins so.
fn saved(program: &Program, begin: &str) -> Step<PathBuf> {
    let mut files = fs::read_dir(program.saved())?.flatten().map(|entry| entry.path());
    let is_so = |file: &PathBuf| {
        file.file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with(begin))
    };
    Ok(files.find(is_so).unwrap_or_default())
}

#[tokio::test]
async fn keys_are_made_imported_and_revoked() -> Step {
    let home = tempdir()?;
    let program = Program::narvarolots(home.path())?;
    let mentor = Mentor::starts(&program).await?;
    let window = &mentor.window;
    window.press("Inställningar").await?;
    window.judge_accessibility("inställningar").await?;
    window.picture("installningar").await?;
    window.press("Min underskrift").await?;
    window.see("Du har ingen underskrift än.").await?;
    window.press("Skapa en ny här").await?;
    window.fill("Lösenfras", PASSPHRASE).await?;
    window.press("Skapa din underskrift").await?;
    window.see("Du skriver under med den här").await?;
    window.judge_accessibility("min underskrift").await?;
    window.picture("min-underskrift").await?;
    window.press("Spara certifikatet").await?;
    window.see("Certifikatet är sparat.").await?;
    let certificate = saved(&program, "certifikat-")?;
    assert!(fs::read_to_string(&certificate)?.starts_with("-----BEGIN CERTIFICATE-----"));

    fs::copy(KEY_FILE, program.chosen())?;
    window.press("Importera en nyckelfil").await?;
    window.press("Välj nyckelfil").await?;
    window.fill("Nyckelfilens lösenord", "fel").await?;
    window.press("Importera").await?;
    window.see("Lösenordet öppnar inte nyckelfilen.").await?;
    window
        .judge_accessibility("fel lösenord till nyckelfilen")
        .await?;
    window.picture("nyckelfil-fel-losenord").await?;
    window.fill("Nyckelfilens lösenord", "granris").await?;
    window.press("Importera").await?;
    window.see("Astrid Almgren").await?;
    window.press("Skriv under med den här").await?;
    window
        .see_no("Du skriver under med den här från och med nu.")
        .await?;
    window.press("Återkalla").await?;
    window.press("Återkalla underskriften").await?;
    window.see("Fyll i det här fältet.").await?;
    window.judge_accessibility("återkalla").await?;
    window.picture("aterkalla").await?;
    window.press("Avbryt").await?;

    window.press("Inställningar").await?;
    window.press("Betrodda").await?;
    window.see("Du har inte lagt till någon än.").await?;
    fs::copy(&certificate, program.chosen())?;
    window.press("Öppna en fil").await?;
    window.press("Lita på Ebba Lindqvist").await?;
    window.see("Certifikatet är tillagt.").await?;
    window.judge_accessibility("betrodda").await?;
    window.picture("betrodda").await?;
    window.press("Ta bort Ebba Lindqvist").await?;
    window.see("visas som okända från och med nu").await?;
    window.picture("lita-inte-langre").await?;
    window.press("Lita inte längre").await?;
    window.see("Du har inte lagt till någon än.").await?;
    mentor.window.close().await
}

async fn signs_a_checklist(mentor: &Mentor) -> Step {
    mentor.goes_to_case().await?;
    mentor.begins("Checklista vid frånvaro").await?;
    let window = &mentor.window;
    window.press("Granska svaren").await?;
    window.press("Fortsätt till klar").await?;
    window.choose("Mentor/klasslärare", "Elektroniskt").await?;
    window.press("Klar, lås svaren").await?;
    window.press("Skriv under").await
}

#[tokio::test]
async fn a_signature_is_stamped_and_preserved() -> Step {
    let home = tempdir()?;
    let program = Program::narvarolots(home.path())?;
    let mentor = Mentor::starts(&program).await?;
    let window = &mentor.window;
    let served = Served::start(&home.path().join("clock"));
    settings(window, "Tidsstämpling").await?;
    window.see("Programmet använder inget nät.").await?;
    window.press("Spara").await?;
    window.see("Det är ingen adress till en tjänst.").await?;
    window.judge_accessibility("tidsstämpling utan adress").await?;
    fs::copy(&served.certificate, program.chosen())?;
    // Nobody answers there.
    window.fill("Tjänstens adress", "http://127.0.0.1:9/tsa").await?;
    window.press("Välj certifikatfil").await?;
    window.see("Klockan").await?;
    window.press("Spara").await?;
    window.see("Tjänsten är inställd.").await?;
    window.judge_accessibility("tidsstämpling").await?;
    window.picture("tidsstampling").await?;

    mentor.adds_pupil("Omar Haddad").await?;
    signs_a_checklist(&mentor).await?;
    window.fill("Lösenfras", PASSPHRASE).await?;
    window.press("Skriv under").await?;
    window.see("Underskriften har ingen tidsstämpel.").await?;
    window.judge_accessibility("utan tidsstämpel").await?;
    window.picture("utan-tidsstampel").await?;

    settings(window, "Tidsstämpling").await?;
    window.fill("Tjänstens adress", &served.url()).await?;
    window.press("Spara").await?;
    window.see("Tjänsten är inställd.").await?;
    mentor.goes_to_case().await?;
    window.press("Checklista vid frånvaro").await?;
    window.press("Lägg till tidsstämpel").await?;
    window.see("Tidsstämpeln är tillagd.").await?;
    window.see("Bevisad tid").await?;
    window.press("Bevara för framtiden").await?;
    window.see("Bevisen och en ny tidsstämpel är tillagda.").await?;
    window.judge_accessibility("bevarat dokument").await?;
    window.picture("bevarat").await?;
    mentor.window.close().await
}

#[tokio::test]
async fn a_card_signs_with_its_pin() -> Step {
    let Some(module) = module() else {
        println!("skipped: softhsm2, opensc or openssl is not installed");
        return Ok(());
    };
    let home = tempdir()?;
    make_card(home.path(), &module);
    let program = Program::narvarolots(home.path())?
        .with(CONFIG, &home.path().join("softhsm2.conf"))
        .with("NARVAROLOTS_CARD_MODULE", &module);
    let mentor = Mentor::starts(&program).await?;
    let window = &mentor.window;
    settings(window, "Min underskrift").await?;
    window.press("Använd ett kort").await?;
    window.press("Läs kortet").await?;
    window.fill("Pinkod", "0000").await?;
    window.press("Visa certifikaten").await?;
    window.see("Pinkoden är fel.").await?;
    window.judge_accessibility("fel pinkod").await?;
    window.picture("kort-fel-pinkod").await?;
    window.fill("Pinkod", PIN).await?;
    window.press("Visa certifikaten").await?;
    window.see("Kort Kortsson").await?;
    window.judge_accessibility("kortets certifikat").await?;
    window.picture("kort-certifikat").await?;
    window.press("Skriv under med kortet").await?;
    window.see("På kortet Card").await?;

    mentor.adds_pupil("Omar Haddad").await?;
    signs_a_checklist(&mentor).await?;
    window.see("Pinkoden till kortet Card.").await?;
    window.picture("skriv-under-kort").await?;
    window.fill("Pinkod", PIN).await?;
    window.press("Skriv under").await?;
    window.see("Hel och undertecknad av Kort Kortsson.").await?;
    mentor.window.close().await
}

fn municipality(home: &Path) -> Step<PathBuf> {
    let file = home.join("kommun.toml");
    fs::write(&file, "name = \"Exempelkommun\"\n[signatures]\nissues = true\n")?;
    Ok(file)
}

#[tokio::test]
async fn a_school_issues_by_files() -> Step {
    const MUNICIPALITY: &str = "NARVAROLOTS_MUNICIPALITY";
    let (home, office) = (tempdir()?, tempdir()?);
    let settings_file = municipality(home.path())?;
    let program = Program::narvarolots(home.path())?.with(MUNICIPALITY, &settings_file);
    let elsewhere = Program::narvarolots(office.path())?.with(MUNICIPALITY, &settings_file);
    let mentor = Mentor::starts(&program).await?;
    let window = &mentor.window;
    settings(window, "Min underskrift").await?;
    window.press("Begär av skolans utfärdare").await?;
    window.fill("Lösenfras", PASSPHRASE).await?;
    window.press("Skapa en begäran").await?;
    window.see("Ord att jämföra").await?;
    window.press("Spara begäran").await?;
    window.see("Begäran är sparad.").await?;
    window.judge_accessibility("en begäran").await?;
    window.picture("begaran").await?;

    let rektor = Mentor::starts_as(&elsewhere, "Rektor").await?;
    let desk = &rektor.window;
    settings(desk, "Utfärda certifikat").await?;
    desk.fill("Lösenfras", PASSPHRASE).await?;
    desk.press("Skapa skolans utfärdare").await?;
    desk.see("Inget är utfärdat än.").await?;
    fs::copy(saved(&program, "begaran-")?, elsewhere.chosen())?;
    desk.press("Öppna en begäran").await?;
    desk.see("Ord att jämföra").await?;
    desk.judge_accessibility("en begäran att svara på").await?;
    desk.picture("begaran-svar").await?;
    desk.fill("Lösenfras", PASSPHRASE).await?;
    desk.press("Utfärda och spara svaret").await?;
    desk.see("Certifikatet är utfärdat och svaret sparat.").await?;
    desk.judge_accessibility("utfärdade certifikat").await?;
    desk.picture("utfardat").await?;

    fs::copy(saved(&elsewhere, "svar-")?, program.chosen())?;
    window.press("Öppna svaret").await?;
    window
        .see("Skapad här, med certifikat från skolans utfärdare")
        .await?;
    window.picture("utfardad-underskrift").await?;
    mentor.window.close().await?;
    rektor.window.close().await
}
