//! Papers come into the real window: forty scans in one pile file themselves, and a colleague's document comes with
//! its signature; then the archive is looked through and checked.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};
use tempfile::tempdir;
use window_tests::{Broken, Mentor, Program, Step};

const SCANS: usize = 40;

/// Asks the application itself, for what a person would do forty times over.
async fn ask(mentor: &Mentor, command: &str, told: Value) -> Step<Value> {
    let script = "return window.__TAURI_INTERNALS__.invoke(arguments[0], arguments[1])";
    mentor.window.run(script, vec![command.into(), told]).await
}

/// What a scanner makes of papers: one file in black and white, at 200 dots per inch.
fn scan(papers: &[std::path::PathBuf], pile: &Path) -> Step {
    let mut scanner = Command::new("gs");
    scanner.args(["-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=tiffg4", "-r200", "-o"]);
    let done = scanner.arg(pile).args(papers).status()?;
    assert!(done.success(), "Ghostscript printed the pile");
    Ok(())
}

fn files(folder: &Path) -> Step<Vec<std::path::PathBuf>> {
    let mut files: Vec<_> = fs::read_dir(folder)?
        .flatten()
        .map(|entry| entry.path())
        .collect();
    files.sort();
    Ok(files)
}

#[tokio::test]
async fn forty_scans_in_one_pile_file_themselves() -> Step {
    let (home, elsewhere) = (tempdir()?, tempdir()?);
    let program = Program::narvarolots(home.path())?;
    let mentor = Mentor::starts(&program).await?;
    mentor.adds_pupil("Omar Haddad").await?;
    let pupils = ask(&mentor, "pupils", json!({"search": ""})).await?;
    let case = pupils[0]["cases"][0]["id"].clone();
    for _ in 0..SCANS {
        let begin = json!({"case": case, "form": "trosa/checklista@1"});
        let document = ask(&mentor, "begin_document", begin).await?;
        let completing = json!({"sections": ["mentor-part"], "manners": {}, "authors": {}});
        let told = json!({"document": document, "completing": completing});
        ask(&mentor, "complete", told).await?;
        ask(&mentor, "save_document", json!({"document": document})).await?;
    }
    let mut papers = files(&program.saved())?;
    assert_eq!(papers.len(), SCANS);
    papers.reverse();
    scan(&papers, &program.incoming().join("bunt.tiff"))?;
    fs::write(program.incoming().join("anteckning.txt"), "inget papper")?;

    let window = &mentor.window;
    window.press("Arkiv").await?;
    window.see("Omar Haddad").await?;
    window.judge_accessibility("arkiv").await?;
    window.picture("arkiv").await?;
    window.press("Ta in papper").await?;
    window.see("Inget väntar på att arkiveras.").await?;
    window.judge_accessibility("ta in papper").await?;
    window.press("Välj filer").await?;
    window.see("klara").await?;
    window.picture("papper-lases").await?;
    let patient = std::time::Duration::from_secs(240);
    let mentor = Mentor {
        window: mentor.window.with_patience(patient),
    };
    let window = &mentor.window;
    window.see("Arkivera 40 papper").await?;
    window.see("anteckning.txt").await?;
    window.judge_accessibility("papper som kan arkiveras").await?;
    window.picture("papper-inlasta").await?;
    window.press("Arkivera 40 papper").await?;
    window.see("Fyll i det här fältet.").await?;
    window
        .judge_accessibility("papper utan uppgift om originalet")
        .await?;
    window
        .fill("Vem har pappersoriginalen?", "Rektors arkivskåp")
        .await?;
    window.fill("Vilken dag skrev de under?", "2026-11-20").await?;
    window.press("Arkivera 40 papper").await?;
    window.see("Arkiverade nu").await?;
    window.see_no("Kan arkiveras").await?;
    window.judge_accessibility("arkiverade papper").await?;
    window.picture("papper-arkiverade").await?;

    // A colleague's document, signed in her own vault.
    let colleague = Program::narvarolots(elsewhere.path())?;
    let signed = signs_a_checklist(&colleague).await?;
    for file in files(&program.incoming())? {
        fs::remove_file(file)?;
    }
    fs::copy(&signed, program.incoming().join("fran-kollega.pdf"))?;
    window.press("Välj filer").await?;
    window.see("Kommer från en kollegas valv.").await?;
    window
        .choose(
            "Vilken elev är det?",
            "En elev som inte finns här: Astrid Almgren",
        )
        .await?;
    window.judge_accessibility("papper från en kollega").await?;
    window.picture("papper-fran-kollega").await?;
    window.press("Arkivera ett papper").await?;
    window.see("Astrid Almgren, Checklista vid frånvaro").await?;

    window.press("Arkiv").await?;
    window
        .fill("Sök på elev, ärende, formulär eller nummer", "astr")
        .await?;
    window.see("Mottaget").await?;
    window.see_no("Omar Haddad").await?;
    window.press("Kontrollera arkivet").await?;
    window.see("Alla är hela och oförändrade.").await?;
    window.judge_accessibility("kontrollerat arkiv").await?;
    window.picture("arkiv-kontrollerat").await?;
    window.press("Astrid Almgren").await?;
    window.see("Vad som har hänt").await?;
    window.press("Anteckna registrering").await?;
    window.fill("System", "ProReNata").await?;
    window.fill("Nummer där (valfritt)", "PRN-77").await?;
    window.fill("Datum", "2026-11-21").await?;
    window.judge_accessibility("dokument i arkivet").await?;
    window.picture("dokument-i-arkivet").await?;
    mentor.window.close().await
}

async fn signs_a_checklist(program: &Program) -> Step<std::path::PathBuf> {
    let colleague = Mentor::starts(program).await?;
    colleague.adds_pupil("Astrid Almgren").await?;
    colleague.begins("Checklista vid frånvaro").await?;
    let window = &colleague.window;
    window.press("Granska svaren").await?;
    window.press("Fortsätt till klar").await?;
    window.choose("Mentor/klasslärare", "Elektroniskt").await?;
    window.press("Klar, lås svaren").await?;
    window.see("väntar på din elektroniska underskrift").await?;
    colleague.signs().await?;
    let saved = colleague.saves(program).await?;
    colleague.window.close().await?;
    Ok::<_, Broken>(saved)
}
