//! Backups in the real window: the day's, one on another place, something lost brought back, and a new computer.

use std::fs;

use tempfile::tempdir;
use window_tests::{Mentor, PASSPHRASE, Program, Step, Window};

/// A mentor keeps backups on a stick, sees what restoring one takes away, restores and restores back again; then her
/// computer is gone, and a new one has everything.
#[tokio::test]
async fn what_is_lost_comes_back() -> Step {
    let (home, new) = (tempdir()?, tempdir()?);
    let stick = home.path().join("usb");
    fs::create_dir(&stick)?;
    let program = Program::narvarolots(home.path())?.with("NARVAROLOTS_FOLDER", &stick);
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
    let press = "[...document.querySelectorAll('li button')]
        .find((button) => button.textContent.trim().startsWith('Välj kopian')).click()";
    window.run(press, vec![]).await?;
    window.see("Kopian från").await
}
