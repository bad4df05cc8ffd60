//! Backups in the real window: the day's, one on another place, something lost brought back, and a new computer.

use std::fs;
use std::path::Path;

use tempfile::tempdir;
use window_tests::{Mentor, PASSPHRASE, Program, Step, Window};

/// A mentor keeps backups on a stick, sees what restoring one takes away, restores and restores back again; then her
/// computer is gone, and a new one has everything.
#[tokio::test]
async fn what_is_lost_comes_back() -> Step {
    let (home, new) = (tempdir()?, tempdir()?);
    let stick = home.path().join("usb");
    fs::create_dir(&stick)?;
    let (later, free) = (home.path().join("later"), home.path().join("free"));
    let program = Program::narvarolots(home.path())?
        .with("NARVAROLOTS_FOLDER", &stick)
        .with("NARVAROLOTS_DAYS_LATER", &later)
        .with("NARVAROLOTS_FREE_SPACE", &free);
    let mentor = Mentor::starts(&program).await?;
    let window = &mentor.window;
    mentor.adds_pupil("Omar Haddad").await?;
    opens_backups(window).await?;
    window.see("Kopiorna ligger på samma dator som valvet.").await?;
    window.judge_accessibility("säkerhetskopior").await?;
    window.press("Välj en plats till").await?;
    window.see("På en annan plats").await?;
    window.see_no("Kopiorna ligger på samma dator").await?;
    window.picture("sakerhetskopior").await?;

    mentor.adds_pupil("Astrid Almgren").await?;
    opens_backups(window).await?;
    window.press("Återställ från en säkerhetskopia").await?;
    window.judge_accessibility("återställ, var").await?;
    window.press("Kopiorna som programmet känner till").await?;
    window.fill("Lösenfras", "fel lösenfras").await?;
    window.press("Visa kopiorna").await?;
    window.see("Lösenfrasen stämmer inte").await?;
    window.judge_accessibility("återställ, fel lösenfras").await?;
    shows_backups(window).await?;
    window.judge_accessibility("återställ, vilken kopia").await?;
    window.picture("aterstall-kopior").await?;
    looks_at_newest(window).await?;
    window.see("Går förlorat").await?;
    window.see("Astrid Almgren").await?;
    window.judge_accessibility("återställ, vad som händer").await?;
    window.picture("aterstall-forlorat").await?;
    window.press("Återställ valvet").await?;
    window.see("Vad vill du göra?").await?;
    window.press("Elever och ärenden").await?;
    window.see("Omar Haddad").await?;
    window.see_no("Astrid Almgren").await?;
    window.press("Lås").await?;
    window.see("Lås upp ditt valv").await?;
    window.press("Återställ från en säkerhetskopia").await?;
    window.press("Kopiorna som programmet känner till").await?;
    shows_backups(window).await?;
    looks_at_newest(window).await?;
    window.see("Kommer tillbaka").await?;
    window.picture("aterstall-fran-las").await?;
    window.press("Återställ valvet").await?;
    window.see("Vad vill du göra?").await?;
    window.press("Elever och ärenden").await?;
    window.see("Astrid Almgren").await?;
    opens_backups(window).await?;
    window.see("Valvet återställdes").await?;
    window.press("Gör en kopia nu").await?;
    window.see_no("En kopia finns.").await?;
    drills(window, &later, &free).await?;
    mentor.window.close().await?;

    let computer = Program::narvarolots(new.path())?.with("NARVAROLOTS_FOLDER", &stick);
    let window = computer.open().await?;
    window.see("Har du haft ett valv på en annan dator?").await?;
    window.press("Återställ från en säkerhetskopia").await?;
    window.press("Välj mapp").await?;
    shows_backups(&window).await?;
    looks_at_newest(&window).await?;
    window.see("inget valv här som går att läsa").await?;
    window.judge_accessibility("återställ, ny dator").await?;
    window.picture("aterstall-ny-dator").await?;
    window.press("Återställ valvet").await?;
    window.see("Vad vill du göra?").await?;
    window.press("Elever och ärenden").await?;
    window.see("Astrid Almgren").await?;
    window.close().await?;
    Mentor::comes_back(&computer).await?.window.close().await
}

/// A year later she is asked to practise, on a disk that is nearly full and then is not; it changes nothing.
async fn drills(window: &Window, later: &Path, free: &Path) -> Step {
    fs::write(later, "366")?;
    fs::write(free, "5000000")?;
    window.press("Lås").await?;
    window.fill("Lösenfras", PASSPHRASE).await?;
    window.press("Lås upp").await?;
    window.see("Det är dags för årets övning").await?;
    window.picture("ova-hem").await?;
    window.press("Visa säkerhetskopiorna").await?;
    window.see("Disken är nästan full.").await?;
    window.see("Du har inte övat än.").await?;
    window.judge_accessibility("säkerhetskopior, varningar").await?;
    window.picture("sakerhetskopior-varningar").await?;
    window.press("Öva återställning").await?;
    window.press("Kopiorna som programmet känner till").await?;
    shows_backups(window).await?;
    window.picture("ova-kopior").await?;
    presses_first(window, "Öva med kopian").await?;
    window.see("Disken är full eller").await?;
    window.picture("ova-full").await?;
    fs::remove_file(free)?;
    presses_first(window, "Öva med kopian").await?;
    window.see("Övningen gick bra").await?;
    window.judge_accessibility("övningen").await?;
    window.picture("ova-klar").await?;
    window.press("Klar").await?;
    window.see("Övningen gick bra").await?;
    window.see_no("Det är dags att öva").await?;
    window.picture("sakerhetskopior-ovad").await
}

async fn opens_backups(window: &Window) -> Step {
    window.press("Inställningar").await?;
    window.press("Säkerhetskopior").await?;
    window.see("Senaste kopian").await
}

async fn shows_backups(window: &Window) -> Step {
    window.fill("Lösenfras", PASSPHRASE).await?;
    window.press("Visa kopiorna").await?;
    window.see("Vilken kopia?").await
}

/// The newest stands first.
async fn looks_at_newest(window: &Window) -> Step {
    presses_first(window, "Välj kopian").await?;
    window.see("Kopian från").await
}

async fn presses_first(window: &Window, begins: &str) -> Step {
    let press = "[...document.querySelectorAll('li button')]
        .find((button) => button.textContent.trim().startsWith(arguments[0])).click()";
    window.run(press, vec![begins.into()]).await?;
    Ok(())
}
