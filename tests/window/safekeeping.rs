//! What keeps a vault safe, in the real window: the log of what was done.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use tempfile::tempdir;
use vault::MunicipalitySecret;
use window_tests::{Mentor, PASSPHRASE, Program, Step, from_environment};

#[tokio::test]
async fn the_log_shows_what_was_done_and_goes_sealed_to_the_municipality() -> Step {
    let home = tempdir()?;
    let program = Program::narvarolots(home.path())?;
    let mentor = Mentor::starts(&program).await?;
    let window = &mentor.window;
    mentor.adds_pupil("Omar Haddad").await?;
    mentor.begins("Checklista vid frånvaro").await?;
    window.press("Elever och ärenden").await?;
    mentor.goes_to_case().await?;
    window.press("Vem har läst?").await?;
    window.see("Valvet har en enda ägare.").await?;
    window.see("Här visas bara ärendet Omar Haddad").await?;
    window.see("Läst Ärendet").await?;
    window.see_no("Upplåsning").await?;
    window.judge_accessibility("loggen för ett ärende").await?;
    window.picture("logg-arende").await?;
    window.press("Visa hela loggen").await?;
    window.see("Upplåsning Valvet skapades").await?;
    window.see("Loggen är hel").await?;
    window.see("Kommunen har inte lagt in någon nyckel").await?;
    window.judge_accessibility("loggen").await?;
    window.picture("logg").await?;
    let script = "document.querySelector('table').scrollIntoView()";
    window.run(script, vec![]).await?;
    window.picture("logg-rader").await?;
    window.pick("Vad", "Underskrift").await?;
    window.see("Inget i loggen stämmer med det valda.").await?;
    window.fill("Från och med", "snart").await?;
    window.see("Skriv en dag som finns").await?;
    window.picture("logg-fel-datum").await?;

    let secret = MunicipalitySecret::generate(&mut |bytes: &mut [u8]| bytes.fill(9));
    let public = secret.public().map_err(vault::Error::from)?;
    let settings = format!("name = 'Exempelkommun'\n[key]\npublic = '{public}'\nrequired = false\n");
    fs::write(program.municipality(), settings)?;
    window.press("Inställningar").await?;
    window.press("Visa loggen").await?;
    window.press("Spara en förseglad kopia").await?;
    window.fill("Lösenfras", "fel lösenfras här").await?;
    window.press("Spara kopian").await?;
    window.see("Lösenfrasen stämmer inte").await?;
    window.fill("Lösenfras", PASSPHRASE).await?;
    window.press("Spara kopian").await?;
    window.see("Kopian är sparad.").await?;
    window.judge_accessibility("loggen är sparad").await?;
    window.picture("logg-forseglad").await?;
    window.press("Spara loggen").await?;

    let mut files = fs::read_dir(program.saved())?.flatten().map(|entry| entry.path());
    let is_sealed = |file: &PathBuf| file.extension().is_some_and(|kind| kind == "nlogg");
    let sealed = files.find(is_sealed).unwrap_or_default();
    let key = home.path().join("nyckel");
    fs::write(&key, secret.to_hex().as_bytes())?;
    let cli: PathBuf = from_environment("NARVAROLOTS_CLI")?;
    let opened = Command::new(cli)
        .arg("log")
        .arg(&sealed)
        .arg("--key")
        .arg(&key)
        .output()?;
    let said = String::from_utf8_lossy(&opened.stdout);
    assert!(
        opened.status.success(),
        "{said}{}",
        String::from_utf8_lossy(&opened.stderr)
    );
    assert!(
        said.contains("Ebba Lindqvist") && said.contains("Loggen är hel"),
        "{said}"
    );
    assert!(
        said.contains("Sparat utanför valvet: Loggen, förseglad till kommunen"),
        "{said}"
    );
    assert!(!said.contains("Omar"), "{said}");
    mentor.window.close().await
}
