//! What keeps a vault safe, in the real window: the log of what was done, the screen that is hidden, the vault that locks
//! itself, and the passphrase once more.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use serde_json::json;
use tempfile::tempdir;
use vault::MunicipalitySecret;
use window_tests::{Mentor, PASSPHRASE, Program, Step, Window, from_environment};

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
    window.press("Ärendets logg").await?;
    window.see("Valvet har en enda innehavare.").await?;
    window.see("Här visas bara ärendet Omar Haddad").await?;
    window.see("Läst Ärendet").await?;
    window.see_no("Upplåsning").await?;
    window.judge_accessibility("loggen för ett ärende").await?;
    window.picture("logg-arende").await?;
    window.press("Visa hela loggen").await?;
    window.see("Upplåsning Valvet skapades").await?;
    window.see("Loggen är hel").await?;
    window.see("Valvet har ingen nyckel för kommunen.").await?;
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
    window.press("Lås").await?;
    window.fill("Lösenfras", PASSPHRASE).await?;
    window.press("Lås upp").await?;
    window.see("Exempelkommun har en nyckel").await?;
    let words = public.words().join(" ");
    window.fill("Nyckelns kännetecken", &words).await?;
    window.fill("Lösenfras", PASSPHRASE).await?;
    window.press("Lägg in nyckeln").await?;
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
        said.contains("Ebba Lindqvist") && said.contains("Raderna i filen hänger ihop"),
        "{said}"
    );
    assert!(
        said.contains("Sparat utanför valvet: Loggen, förseglad till kommunen"),
        "{said}"
    );
    assert!(!said.contains("Omar"), "{said}");
    mentor.window.close().await
}

/// Makes it so many seconds later than when the program was started.
fn seconds_later(program: &Program, seconds: u32) -> Step {
    Ok(fs::write(program.days_later(), format!("{seconds}s"))?)
}

/// Ctrl with a letter, where the focus is.
async fn with_control(window: &Window, letter: char) -> Step {
    let script =
        "for (const type of ['keydown', 'keyup']) (document.activeElement ?? document.body).dispatchEvent(
        new KeyboardEvent(type, { key: arguments[0], ctrlKey: true, bubbles: true, cancelable: true }))";
    window.run(script, vec![letter.to_string().into()]).await?;
    Ok(())
}

#[tokio::test]
async fn the_screen_is_hidden_at_once_and_the_vault_locks_itself() -> Step {
    let home = tempdir()?;
    let program = Program::narvarolots(home.path())?;
    let mentor = Mentor::starts(&program).await?;
    let window = &mentor.window;
    mentor.adds_pupil("Omar Haddad").await?;
    mentor.begins("Checklista vid frånvaro").await?;
    let talk = "Samtal med elev: lås inte på 90 minuter";
    window.see(talk).await?;

    with_control(window, 'd').await?;
    window.see("Skärmen är dold").await?;
    window.see_no("Omar Haddad").await?;
    window.judge_accessibility("skärmen är dold").await?;
    window.picture("dold").await?;
    with_control(window, 'd').await?;
    window.see("Omar Haddad").await?;

    window.press("Släng utkastet").await?;
    with_control(window, 'd').await?;
    window.see("Skärmen är dold").await?;
    window.see_no("Omar Haddad").await?;
    window.picture("dold-med-fraga").await?;
    window.press("Visa igen").await?;
    window.press("Behåll utkastet").await?;

    // The last touch is told a moment after it; told after the clock was moved it would count as a new one.
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    seconds_later(&program, 280)?;
    window.see("Valvet låses om en halv minut").await?;
    window.judge_accessibility("valvet låses snart").await?;
    window.picture("lases-snart").await?;
    window.press("Fortsätt arbeta").await?;
    window.see_no("Valvet låses om en halv minut").await?;

    window.press(talk).await?;
    window.see("Samtal pågår.").await?;
    window.picture("samtal").await?;
    seconds_later(&program, 280 + 3600)?;
    window.see("Samtal pågår.").await?;
    seconds_later(&program, 280 + 5500)?;
    window.see("Lås upp").await?;
    window.see_no("Omar Haddad").await?;
    window.picture("last-av-sig-sjalvt").await?;
    window.fill("Lösenfras", PASSPHRASE).await?;
    window.press("Lås upp").await?;
    window.see("Vad vill du göra?").await?;

    window.press("Inställningar").await?;
    window.press("Visa loggen").await?;
    window.see("Valvet låstes").await?;
    seconds_later(&program, 280 + 5500 + 275)?;
    window.press("Fortsätt arbeta").await?;
    // Told after the next turn of the clock it would come too late.
    window.see_no("Valvet låses om en halv minut").await?;
    seconds_later(&program, 280 + 5500 + 310)?;
    window.press("Spara loggen").await?;
    window.see("Skriv lösenfrasen en gång till").await?;
    window.judge_accessibility("lösenfrasen en gång till").await?;
    window.picture("losenfras-igen").await?;
    assert_eq!(fs::read_dir(program.saved())?.count(), 0);
    window.fill("Lösenfras", PASSPHRASE).await?;
    window.press("Fortsätt").await?;
    window.see_no("Skriv lösenfrasen en gång till").await?;
    window
        .wait("the log as a file", async |_| {
            Ok(fs::read_dir(program.saved())?.count() == 1)
        })
        .await?;
    mentor.window.close().await
}

/// To the form in which it is written down that something was told.
async fn begins_to_tell(mentor: &Mentor) -> Step {
    let window = &mentor.window;
    window.press("Elever och ärenden").await?;
    mentor.goes_to_case().await?;
    window.press("Lämnade uppgifter").await?;
    window.press("Anteckna att uppgifter lämnas").await
}

/// Waits until the vault has what was typed last: a lock and a power cut come later than two seconds after the last key.
async fn is_kept(window: &Window, text: &str) -> Step {
    let script = "return window.__TAURI_INTERNALS__.invoke(arguments[0], arguments[1])";
    let pupils = window
        .run(script, vec!["pupils".into(), json!({"search": ""})])
        .await?;
    let place = json!({"form": "disclose", "about": pupils[0]["cases"][0]["id"], "part": ""});
    window
        .wait("the last words in the vault", async |window| {
            let kept = window.run(script, vec!["unfinished".into(), json!({ "place": place })]);
            Ok(kept.await?["what"] == text)
        })
        .await
}

#[tokio::test]
async fn what_is_half_typed_stands_there_when_the_vault_is_opened_again() -> Step {
    const AGAIN: &str = "Det du skrev senast finns kvar.";
    let home = tempdir()?;
    let program = Program::narvarolots(home.path())?;
    let mentor = Mentor::starts(&program).await?;
    let window = &mentor.window;
    mentor.adds_pupil("Omar Haddad").await?;
    begins_to_tell(&mentor).await?;
    window.fill("Till vem", "Siv Ekåsen").await?;
    window.see_no(AGAIN).await?;
    window.choose("Grund", "Till den som uppgiften gäller").await?;
    window.fill("Vad som lämnas", "Att Omar har varit").await?;
    is_kept(window, "Att Omar har varit").await?;
    seconds_later(&program, 400)?;
    window.see("Lås upp ditt valv").await?;
    window.see_no("Omar").await?;
    window.fill("Lösenfras", PASSPHRASE).await?;
    window.press("Lås upp").await?;
    begins_to_tell(&mentor).await?;
    window.see(AGAIN).await?;
    assert_eq!(window.value("Till vem").await?, "Siv Ekåsen");
    assert_eq!(window.value("Vad som lämnas").await?, "Att Omar har varit");
    window.judge_accessibility("det halvskrivna finns kvar").await?;
    window.picture("halvskrivet").await?;

    window.fill("Vad som lämnas", "Att Omar har varit hemma").await?;
    is_kept(window, "Att Omar har varit hemma").await?;
    mentor.window.kill().await?;
    let mentor = Mentor::comes_back(&program).await?;
    let window = &mentor.window;
    begins_to_tell(&mentor).await?;
    window.see(AGAIN).await?;
    assert_eq!(window.value("Vad som lämnas").await?, "Att Omar har varit hemma");
    window.press("Börja om").await?;
    window.see_no(AGAIN).await?;
    assert_eq!(window.value("Vad som lämnas").await?, "");
    window.press("Avbryt").await?;
    window.press("Anteckna att uppgifter lämnas").await?;
    window.see("Till vem").await?;
    window.see_no(AGAIN).await?;
    mentor.window.close().await
}

#[tokio::test]
async fn recovery_words_that_were_lost_are_replaced() -> Step {
    let home = tempdir()?;
    let program = Program::narvarolots(home.path())?;
    let window = program.open().await?;
    let old = Mentor::is_given_words(&window).await?;
    Mentor::is_asked_for_words(&window).await?;
    let mentor = Mentor::types_words_back(window, &old).await?;
    let window = &mentor.window;
    window.press("Inställningar").await?;
    window.press("Nya återställningsord").await?;
    window.fill("Lösenfras", "fel lösenfras här").await?;
    window.press("Visa nya ord").await?;
    window.see("Lösenfrasen stämmer inte").await?;
    window.judge_accessibility("nya ord, lösenfrasen").await?;
    window.picture("nya-ord-losenfras").await?;
    window.fill("Lösenfras", PASSPHRASE).await?;
    window.press("Visa nya ord").await?;
    let new = Mentor::reads_words(window).await?;
    window.judge_accessibility("nya ord").await?;
    window.picture("nya-ord").await?;
    Mentor::is_asked_for_words(window).await?;
    Mentor::fills_in_words(window, &new).await?;
    window.judge_accessibility("nya ord, två tillbaka").await?;
    window.press("Byt ord").await?;
    window.see("De nya återställningsorden gäller.").await?;
    window.judge_accessibility("nya ord, klart").await?;
    window.picture("nya-ord-klart").await?;
    window.press("Lås").await?;
    window.press("Jag har glömt lösenfrasen").await?;
    for (words, opens) in [(&old, false), (&new, true)] {
        window.fill("Återställningsord", &words.join(" ")).await?;
        window.fill("Ny lösenfras", "en helt annan fras").await?;
        window
            .fill("Lösenfrasen en gång till", "en helt annan fras")
            .await?;
        window.press("Lås upp").await?;
        let seen = if opens {
            "Vad vill du göra?"
        } else {
            "Orden hör inte till det här valvet."
        };
        window.see(seen).await?;
    }
    mentor.window.close().await
}
