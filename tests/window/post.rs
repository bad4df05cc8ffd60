//! Between two real windows: cards are compared, a checklist reaches the rektor, and the answer comes back.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::tempdir;
use window_tests::{Mentor, PASSPHRASE, Program, Step, Window};

/// The rektor as somebody to send to.
const REKTOR: &str = "Ebba Lindqvist, rektor, Ängsskolan";

/// Where a carried package lies at who gets it.
const CARRIED: &str = "incoming/paket.lotspaket";

/// A mentor gives the rektor a copy. Neither window knows of the other but by the files that are carried over.
#[tokio::test]
async fn a_copy_reaches_the_rektor_and_the_answer_comes_back() -> Step {
    let (home, elsewhere) = (tempdir()?, tempdir()?);
    let stick = home.path().join("stick");
    let (at_mentor, at_rektor) = (
        Program::narvarolots(home.path())?.with("NARVAROLOTS_FOLDER", &stick),
        Program::narvarolots(elsewhere.path())?,
    );
    let mentor = Mentor::starts(&at_mentor).await?;
    let of_mentor = gives_card(&mentor.window, true).await?;
    mentor.window.close().await?;

    let rektor = Mentor::starts_as(&at_rektor, "Rektor").await?;
    let of_rektor = gives_card(&rektor.window, false).await?;
    compares(
        &rektor.window,
        &at_rektor,
        &only(&at_mentor.saved(), "lotskort")?,
        &of_mentor,
    )
    .await?;
    rektor.window.close().await?;

    let mentor = Mentor::comes_back(&at_mentor).await?;
    compares(
        &mentor.window,
        &at_mentor,
        &only(&at_rektor.saved(), "lotskort")?,
        &of_rektor,
    )
    .await?;
    mentor.adds_pupil("Omar Haddad").await?;
    mentor.begins("Checklista vid frånvaro").await?;
    mentor.says_klar().await?;
    lends(&mentor.window).await?;
    mentor.window.close().await?;

    let rektor = Mentor::comes_back(&at_rektor).await?;
    let loan = only(&at_mentor.saved(), "lotspaket")?;
    carry(&loan, &at_rektor)?;
    fs::remove_file(loan)?;
    borrows(&rektor.window).await?;
    rektor.window.close().await?;

    let mentor = Mentor::comes_back(&at_mentor).await?;
    mentor.window.press("Elever och ärenden").await?;
    mentor.window.press("Skolfrånvaro").await?;
    mentor.window.press("Checklista vid frånvaro").await?;
    sends(&mentor.window).await?;
    mentor.window.close().await?;

    let rektor = Mentor::comes_back(&at_rektor).await?;
    carry(&only(&at_mentor.saved(), "lotspaket")?, &at_rektor)?;
    takes_in(&rektor.window).await?;
    rektor.window.close().await?;

    let mentor = Mentor::comes_back(&at_mentor).await?;
    carry(&only(&at_rektor.saved(), "lotspaket")?, &at_mentor)?;
    let window = &mentor.window;
    window.press("Post").await?;
    window.press("Öppna paket").await?;
    window.see("Mottagaren har tagit emot: Kopia till rektor").await?;
    window.judge_accessibility("svar").await?;
    window.picture("post-svar").await?;
    window.press("Ta emot").await?;
    window.see("Inget väntar.").await?;
    window.picture("post-mottaget").await?;
    hands_over(window).await?;
    for _ in 0..2 {
        fs::remove_file(only(&at_mentor.saved(), "lotspaket")?)?;
    }
    waits_for_stick(window, &stick).await?;
    sends_figures(window, &at_mentor).await?;
    carry(&only(&at_mentor.saved(), "lotspaket")?, &at_rektor)?;
    sends_summary(window).await?;
    mentor.window.close().await?;

    let at_rektor = at_rektor.given(&elsewhere.path().join(CARRIED));
    let rektor = at_rektor.open().await?;
    rektor.fill("Lösenfras", PASSPHRASE).await?;
    rektor.press("Lås upp").await?;
    reads_figures(&rektor).await?;
    rektor.close().await
}

/// Sends what the attendance register counted to the mentor of a class.
async fn sends_figures(window: &Window, program: &Program) -> Step {
    window.press("Närvaro").await?;
    window.see("Här finns inga siffror.").await?;
    window.judge_accessibility("närvaro, tom").await?;
    window.press("Skicka siffror ur närvaroregistret").await?;
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../samples/narvaro.csv");
    fs::write(program.chosen(), fs::read(file)?)?;
    window.press("Välj fil").await?;
    window.see("Hur står frånvaron i filen?").await?;
    window.press("Läs siffrorna").await?;
    window.see("Fyll i det här fältet.").await?;
    window
        .judge_accessibility("närvarosiffror, kolumner med fel")
        .await?;
    window.picture("narvaro-kolumner").await?;
    window.fill("Periodens första dag", "2026-10-01").await?;
    window.fill("Periodens sista dag", "2026-10-31").await?;
    window.press("Läs siffrorna").await?;
    window.see("8 elever är lästa.").await?;
    window.see("Rad 11: Skriv ett tal").await?;
    window.judge_accessibility("närvarosiffror, vem får vad").await?;
    window.picture("narvaro-vem-far-vad").await?;
    window.pick("Rut Sandberg, 6 elever", REKTOR).await?;
    let purpose = "Vad är siffrorna till för?";
    window.fill(purpose, "Frånvaro i oktober").await?;
    window.press("Skicka").await?;
    window.see("Ett paket är sparat.").await
}

/// Sends a summary that tells of no pupil.
async fn sends_summary(window: &Window) -> Step {
    window
        .choose(
            "Vad ska skickas?",
            "En sammanställning utan namn, till den som följer skolan",
        )
        .await?;
    window.see("kunde siffran berätta om enskilda elever").await?;
    window.tick(REKTOR).await?;
    window
        .judge_accessibility("närvarosiffror, sammanställning")
        .await?;
    window.press("Spara som Excel-fil (XLSX)").await?;
    window.see("Filen är sparad.").await?;
    window.picture("narvaro-sammanstallning").await?;
    window.press("Skicka").await?;
    window.see("Ett paket är sparat.").await
}

/// Reads the figures of the package that was opened in the file manager, which the post shows at once.
async fn reads_figures(window: &Window) -> Step {
    window.see("Siffror elev för elev. Elever: 6").await?;
    window.judge_accessibility("paket med siffror").await?;
    window.picture("paket-siffror").await?;
    window.press("Ta emot").await?;
    window.press("Öppna siffrorna").await?;
    window.see("Elsa Ekdahl").await?;
    window.judge_accessibility("närvaro").await?;
    window.picture("narvaro").await?;
    window
        .press("Ta bort siffrorna: 2026-10-01 till och med 2026-10-31")
        .await?;
    window.press("Ta bort dem").await?;
    window.see("Här finns inga siffror.").await
}

/// Offers the whole case, sees on its page that it is offered, and takes the offer back.
async fn hands_over(window: &Window) -> Step {
    window.press("Elever och ärenden").await?;
    window.press("Skolfrånvaro").await?;
    window.press("Skicka till en kollega").await?;
    window
        .choose("Vad vill du skicka?", "Hela ärendet: kollegan tar över det")
        .await?;
    window
        .see("När kollegan har tagit emot det svarar kollegan")
        .await?;
    window.fill("Ändamål", "Ny mentor från januari").await?;
    window
        .choose("Grund", "Behövs i arbetet inom myndigheten")
        .await?;
    window.judge_accessibility("lämna över").await?;
    window.picture("lamna-over").await?;
    window.press("Skicka").await?;
    window.see("Paketet är sparat.").await?;
    window.press("Elever och ärenden").await?;
    window.press("Skolfrånvaro").await?;
    window
        .see("Ärendet är erbjudet till Ebba Lindqvist, som inte har svarat än.")
        .await?;
    window.see_no("Nytt formulär").await?;
    window.judge_accessibility("erbjudet ärende").await?;
    window.picture("arendet-erbjudet").await?;
    window.press("Post").await?;
    window.press("Ta tillbaka erbjudandet").await?;
    window.see("Erbjudandet är taget tillbaka").await?;
    window.picture("post-taget-tillbaka").await?;
    window.press("Elever och ärenden").await?;
    window.press("Skolfrånvaro").await?;
    window.see_no("Ärendet är erbjudet").await
}

/// Sends through a stick that is not there yet, and is put in later.
async fn waits_for_stick(window: &Window, stick: &Path) -> Step {
    window.press("Post").await?;
    window.press("Välj mapp").await?;
    window.see("Mappen går inte att nå just nu.").await?;
    for _ in 0..2 {
        window.press("Elever och ärenden").await?;
        window.press("Skolfrånvaro").await?;
        window.press("Checklista vid frånvaro").await?;
        window.press("Skicka till en kollega").await?;
        window.fill("Ändamål", "Kopia på usb-minnet").await?;
        window
            .choose("Grund", "Behövs i arbetet inom myndigheten")
            .await?;
        window.press("Skicka").await?;
        window.see("Paketet väntar i valvet").await?;
    }
    window.see("Väntar på postmappen").await?;
    window.judge_accessibility("väntar på postmappen").await?;
    window.picture("post-vantar").await?;
    window.press("Skicka inte").await?;
    window.see("Skickades inte").await?;
    fs::create_dir(stick)?;
    window.press("Titta i postmappen").await?;
    window.see_no("Väntar på postmappen").await?;
    assert_eq!(fs::read_dir(stick)?.count(), 1);
    window.picture("post-lagd-i-mappen").await?;
    window.press("Använd ingen mapp").await?;
    window.see("Ingen mapp är vald.").await
}

/// Lends the checklist of the case for a time.
async fn lends(window: &Window) -> Step {
    window.press("Elever och ärenden").await?;
    window.press("Skolfrånvaro").await?;
    window.press("Skicka till en kollega").await?;
    let loan = "Ett lån: kollegan läser handlingar i ärendet under en tid";
    window.choose("Vad vill du skicka?", loan).await?;
    window.fill("Ändamål", "Vikariat i januari").await?;
    window.press("Skicka").await?;
    window.see("Till och med vilken dag?").await?;
    window.judge_accessibility("låna ut, med fel").await?;
    window.tick("Checklista vid frånvaro").await?;
    window.fill("Till och med vilken dag?", "31/12").await?;
    window
        .choose("Grund", "Behövs i arbetet inom myndigheten")
        .await?;
    window.judge_accessibility("låna ut").await?;
    window.picture("lana-ut").await?;
    window.press("Skicka").await?;
    window.see("Paketet är sparat.").await
}

/// Takes a loan in, reads what is lent, and gives it back before its time.
async fn borrows(window: &Window) -> Step {
    window.press("Post").await?;
    window.press("Öppna paket").await?;
    window.see("Sedan tas det bort härifrån av sig självt").await?;
    window.picture("paket-lan").await?;
    window
        .choose("Vilken elev är det?", "En elev som inte finns här: Omar Haddad")
        .await?;
    window.press("Ta emot").await?;
    window.press("Öppna ärendet").await?;
    window
        .see("svarar för ärendet och har lånat ut handlingarna till dig")
        .await?;
    window.see_no("Nytt formulär").await?;
    window.judge_accessibility("lånat ärende").await?;
    window.picture("arendet-lanat").await?;
    window.press("Checklista vid frånvaro").await?;
    window.see("En kollega har lånat ut dokumentet till dig").await?;
    window.see_no("Spara som PDF").await?;
    window.judge_accessibility("lånat dokument").await?;
    window.picture("dokument-lanat").await?;
    window.press("Till ärendet").await?;
    window.press("Lämna tillbaka lånet").await?;
    window.see("Originalen finns kvar hos").await?;
    window.judge_accessibility("lämna tillbaka").await?;
    window.picture("lamna-tillbaka").await?;
    window.press("Ta bort handlingarna här").await?;
    window.see("Handlingarna är borttagna här").await?;
    window.see_no("Omar Haddad").await?;
    window.picture("post-tillbakalamnat").await?;
    window.press("Elever och ärenden").await?;
    window.see_no("Omar Haddad").await
}

/// Shows the own card and saves it; the words on it.
async fn gives_card(window: &Window, look: bool) -> Step<String> {
    window.press("Post").await?;
    if look {
        window.see("Inget väntar.").await?;
        window.judge_accessibility("post").await?;
        window.picture("post-tom").await?;
    }
    window.press("Ditt namnkort").await?;
    window.see("Dina sex ord").await?;
    window.press("Spara namnkortet").await?;
    window.see("Namnkortet är sparat.").await?;
    if look {
        window.judge_accessibility("namnkort").await?;
        window.picture("namnkort").await?;
    }
    let words = window
        .run("return document.querySelector('.words').textContent", vec![])
        .await?;
    Ok(words.as_str().unwrap_or_default().to_owned())
}

/// Takes in a colleague's card, hears other words first, and then the right ones.
async fn compares(window: &Window, program: &Program, card: &Path, words: &str) -> Step {
    fs::copy(card, program.chosen())?;
    window.press("Post").await?;
    window.press("Kollegor").await?;
    window.press("Lägg till ett namnkort").await?;
    window.see("Jämför orden med Ebba Lindqvist").await?;
    window
        .fill("Orden som Ebba Lindqvist läser", "sol sol sol sol sol sol")
        .await?;
    window.press("Jämför").await?;
    window.see("Orden stämmer inte med namnkortet.").await?;
    window.judge_accessibility("ord som inte stämmer").await?;
    window.picture("kollega-fel-ord").await?;
    window.fill("Orden som Ebba Lindqvist läser", words).await?;
    window.press("Jämför").await?;
    window
        .see("Orden stämmer. Nu kan du skicka till Ebba Lindqvist.")
        .await?;
    window.judge_accessibility("kollegor").await?;
    window.picture("kollegor").await
}

/// Sends the finished document that is shown.
async fn sends(window: &Window) -> Step {
    window.press("Skicka till en kollega").await?;
    window.see("Vad vill du skicka?").await?;
    window.press("Skicka").await?;
    window.see("Ändamål").await?;
    window.judge_accessibility("skicka, med fel").await?;
    window.fill("Ändamål", "Kopia till rektor").await?;
    window
        .choose("Grund", "Behövs i arbetet inom myndigheten")
        .await?;
    window.judge_accessibility("skicka").await?;
    window.picture("skicka").await?;
    window.press("Skicka").await?;
    window.see("Paketet är sparat.").await?;
    window.see("Skickat").await?;
    window.judge_accessibility("skickat").await?;
    window.picture("post-skickat").await
}

/// Opens the package that lies there, looks, takes it in and saves the answer.
async fn takes_in(window: &Window) -> Step {
    window.press("Post").await?;
    window.press("Öppna paket").await?;
    window
        .see("Paketet är helt, och kommer från kollegan vars ord du har jämfört.")
        .await?;
    window.judge_accessibility("paket").await?;
    window.picture("paket").await?;
    window.press("Ta emot").await?;
    window.see("Fyll i det här fältet.").await?;
    window
        .choose("Vilken elev är det?", "En elev som inte finns här: Omar Haddad")
        .await?;
    window.press("Ta emot").await?;
    window.see("Avsändaren vet inte att paketet har kommit").await?;
    window.judge_accessibility("mottaget").await?;
    window.picture("post-besvara").await?;
    window.press("Spara svaret till Ebba Lindqvist").await?;
    window.see("Spara svaret igen").await?;
    window.press("Elever och ärenden").await?;
    window.press("Skolfrånvaro").await?;
    window.see("Skickat och mottaget").await?;
    window.judge_accessibility("ärende med överlämning").await?;
    window.picture("arendet-overlamning").await
}

/// The one file of a kind in a folder.
fn only(folder: &Path, ending: &str) -> Step<PathBuf> {
    let files = fs::read_dir(folder)?.flatten().map(|entry| entry.path());
    let mut files = files.filter(|file| file.extension().is_some_and(|kind| kind == ending));
    Ok(files.next().unwrap_or_default())
}

/// Carries a file to where a program opens what has come in.
fn carry(file: &Path, program: &Program) -> Step {
    fs::create_dir_all(program.incoming())?;
    fs::copy(file, program.incoming().join("paket.lotspaket"))?;
    Ok(())
}
