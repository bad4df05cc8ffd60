//! Signing in the real window of one vault, and judging in another what was signed.

use std::fs;

use tempfile::tempdir;
use window_tests::{Mentor, Program, Step};

/// A mentor signs a checklist and saves it. A colleague who knows nothing of her key is told so, compares it and
/// trusts it; a file that was changed on the way is not whole for anybody.
#[tokio::test]
async fn a_checklist_is_signed_in_one_vault_and_judged_in_another() -> Step {
    let (home, elsewhere) = (tempdir()?, tempdir()?);
    let program = Program::narvarolots(home.path())?;
    let mentor = Mentor::starts(&program).await?;
    mentor.adds_pupil("Omar Haddad").await?;
    mentor.begins("Checklista vid frånvaro").await?;
    let window = &mentor.window;
    window.press("Granska svaren").await?;
    window.press("Fortsätt till klar").await?;
    window.choose("Mentor/klasslärare", "Elektroniskt").await?;
    window.judge_accessibility("klar, med val av underskrift").await?;
    window.press("Klar, lås svaren").await?;
    window.see("väntar på din elektroniska underskrift").await?;
    window
        .judge_accessibility("dokument som väntar på underskrift")
        .await?;
    window.picture("dokument-vantar").await?;
    window.press("Skriv under").await?;
    window.see("Läs igenom hela dokumentet.").await?;
    window.judge_accessibility("skriv under").await?;
    window.picture("skriv-under").await?;
    window.press("Till dokumentet").await?;
    window.see("väntar på din elektroniska underskrift").await?;
    mentor.signs().await?;
    window.judge_accessibility("undertecknat dokument").await?;
    window.picture("dokument-undertecknat").await?;
    let file = mentor.saves(&program).await?;
    window.press("Inställningar").await?;
    window.press("Min underskrift").await?;
    window.see("Du skriver under med den här").await?;
    window
        .judge_accessibility("inställningar med underskrift")
        .await?;
    window.picture("installningar-underskrift").await?;
    mentor.window.close().await?;

    let reader = Program::narvarolots(elsewhere.path())?;
    let colleague = Mentor::starts(&reader).await?;
    let window = &colleague.window;
    fs::copy(&file, reader.chosen())?;
    window.press("Kontrollera underskrift").await?;
    window.judge_accessibility("kontrollera").await?;
    window.press("Välj en PDF").await?;
    window.see("utfärdaren är okänd").await?;
    window.judge_accessibility("okänd utfärdare").await?;
    window.picture("kontroll-okand").await?;
    window.press("Lita på Ebba Lindqvist").await?;
    window.see("Hel och undertecknad av Ebba Lindqvist.").await?;
    window.picture("kontroll-hel").await?;
    let mut changed = fs::read(&file)?;
    changed.extend(b"% more\n");
    fs::write(reader.chosen(), changed)?;
    window.press("Välj en annan PDF").await?;
    window.see("Ändrad efter underskrift.").await?;
    window.picture("kontroll-andrad").await?;
    colleague.window.close().await
}
