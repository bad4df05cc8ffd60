//! A team's old list of cases in the real window: chosen, mapped, looked at row by row, brought in, and seen again.

use std::fs;
use std::path::Path;

use tempfile::tempdir;
use window_tests::{Mentor, PASSPHRASE, Program, Step, Window};

fn sample() -> Step<Vec<u8>> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../samples/arendelista.csv");
    Ok(fs::read(file)?)
}

#[tokio::test]
async fn an_old_list_becomes_cases_when_a_person_says_so() -> Step {
    let home = tempdir()?;
    let program = Program::narvarolots(home.path())?;
    let mentor = Mentor::starts(&program).await?;
    let window = &mentor.window;
    mentor.adds_pupil("Omar Haddad").await?;
    opens(window).await?;
    window.judge_accessibility("ärendelista, välj fil").await?;
    fs::write(program.chosen(), b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")?;
    window.press("Välj fil").await?;
    window.see("Filen är en Excelfil av ett gammalt slag").await?;
    window.judge_accessibility("ärendelista, fel fil").await?;
    window.picture("arendelista-fel-fil").await?;

    fs::write(program.chosen(), sample()?)?;
    window.press("Välj fil").await?;
    window.see("Vad är kolumnerna?").await?;
    window.see("Skolskjuts: text i 2 rader").await?;
    window.judge_accessibility("ärendelista, kolumner").await?;
    window.picture("arendelista-kolumner").await?;
    window.pick("Handläggare", "Elevens namn").await?;
    window.press("Visa vad som händer med raderna").await?;
    window.see("Du har redan valt det för en annan kolumn.").await?;
    window.picture("arendelista-kolumner-fel").await?;
    window.pick("Handläggare", "Anteckning i ärendet").await?;
    window.press("Visa vad som händer med raderna").await?;
    window.see("Är det samma elev?").await?;
    window.see("Kan inte tas in").await?;
    window.see_no("Elev med skydd").await?;
    window.judge_accessibility("ärendelista, rader").await?;
    window.picture("arendelista-rader").await?;
    window.press("Ta in 3 rader").await?;
    window.see("Välj vem raden gäller.").await?;
    window.judge_accessibility("ärendelista, ej valt").await?;
    window.picture("arendelista-rader-fel").await?;
    window
        .choose("Vem gäller rad 4?", "En annan elev, som läggs till")
        .await?;
    window.press("Ta in 3 rader").await?;
    window.see("3 ärenden är intagna.").await?;
    window.see("Gallra dem där enligt kommunens plan").await?;
    window.judge_accessibility("ärendelista, klart").await?;
    window.picture("arendelista-klart").await?;

    window.press("Astrid Almgren, Skolfrånvaro").await?;
    window.see("Från en lista, ").await?;
    window.see("Pågår. Samtal varje vecka;").await?;
    window.judge_accessibility("ärende från en lista").await?;
    window.picture("arendelista-arende").await?;
    window.press("Rensa uppgifterna från listan").await?;
    window.see("Ska uppgifterna från listan rensas?").await?;
    window
        .judge_accessibility("rensa uppgifter från en lista")
        .await?;
    window.press("Rensa").await?;
    window.see_no("Pågår. Samtal varje vecka;").await?;
    window.see("Från en lista, ").await?;

    opens(window).await?;
    window.press("Välj fil").await?;
    window.press("Visa vad som händer med raderna").await?;
    window.see("Redan intagna").await?;
    window.picture("arendelista-igen").await?;
    window.press("Avbryt, ta inte in något").await?;
    takes_back(window).await?;
    mentor.window.close().await
}

/// What nobody has touched goes; the case whose note was cleared stays.
async fn takes_back(window: &Window) -> Step {
    opens(window).await?;
    window.see("Tidigare importer").await?;
    window.judge_accessibility("tidigare importer").await?;
    window.press("Ta tillbaka importen").await?;
    window.see("2 ärenden tas bort").await?;
    window.see("Ett ärende finns kvar").await?;
    window
        .see("Astrid Almgren, Skolfrånvaro Något har hänt i ärendet")
        .await?;
    window.fill("Lösenfras", "fel lösenfras här").await?;
    window.press("Ta bort 2 ärenden").await?;
    window.see("Lösenfrasen stämmer inte").await?;
    window.judge_accessibility("ta tillbaka importen").await?;
    window.picture("arendelista-ta-tillbaka").await?;
    window.fill("Lösenfras", PASSPHRASE).await?;
    window.press("Ta bort 2 ärenden").await?;
    window.see("2 ärenden är borttagna.").await?;
    window.judge_accessibility("importen är tillbakatagen").await?;
    window.picture("arendelista-tillbakatagen").await?;
    window.press("Ta tillbaka importen").await?;
    window.see("Inget kan tas tillbaka på en gång.").await?;
    window.press("Elever och ärenden").await?;
    window.see("Omar Haddad").await?;
    window.see("Astrid Almgren").await
}

async fn opens(window: &Window) -> Step {
    window.press("Elever och ärenden").await?;
    window.press("Ta in en ärendelista").await
}
