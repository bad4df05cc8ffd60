//! The municipality's key in the real window: made by IT, taken by a vault, changed, and used when somebody has left.

use std::fs;

use tempfile::tempdir;
use window_tests::{Mentor, PASSPHRASE, Program, Step, Window};

const NEW: &str = "en helt annan fras";

/// The words of the numbered list on the screen.
async fn listed(window: &Window) -> Step<String> {
    let script = "return [...document.querySelectorAll('ol li')].map((one) => one.textContent).join(' ')";
    let words = window.run(script, vec![]).await?;
    Ok(words.as_str().unwrap_or_default().to_owned())
}

/// The words by which a key is called, as they stand on the screen.
async fn called(window: &Window) -> Step<String> {
    let script = "return document.querySelector('dd').textContent";
    let words = window.run(script, vec![]).await?;
    Ok(words.as_str().unwrap_or_default().to_owned())
}

/// The ceremony from beginning to end; the shares as they would stand on paper, and the words of the key.
async fn ceremony(window: &Window, pictures: bool) -> Step<(Vec<String>, String)> {
    window.press("Gör kommunens nyckel").await?;
    window.fill("Kommun", "Exempelkommun").await?;
    if pictures {
        window.judge_accessibility("nyckeln görs").await?;
        window.picture("nyckel-gors").await?;
        window
            .fill("Så många delar behövs för att öppna ett valv", "4")
            .await?;
        window.press("Gör nyckeln").await?;
        window.see("från 2 till 3").await?;
        window.picture("nyckel-gors-fel").await?;
        window
            .fill("Så många delar behövs för att öppna ett valv", "2")
            .await?;
    }
    window.press("Gör nyckeln").await?;
    let mut shares = Vec::new();
    for number in 1..=3 {
        window
            .see("Låt den som ska ha delen sätta sig ensam vid skärmen.")
            .await?;
        if pictures && number == 2 {
            window.judge_accessibility("nästa person").await?;
            window.picture("nyckel-nasta").await?;
        }
        window.press(&format!("Visa del {number}")).await?;
        window.see(&format!("Din del av nyckeln: {number} av 3")).await?;
        shares.push(listed(window).await?);
        if pictures && number == 1 {
            window.judge_accessibility("en del").await?;
            window.picture("nyckel-del").await?;
        }
        window.press("Jag har lagt undan papperet").await?;
    }
    window.see("Kontrollera papperen").await?;
    let key = called(window).await?;
    if pictures {
        let mut wrong: Vec<&str> = shares[0].split(' ').collect();
        wrong.swap(5, 6);
        window.fill("Delens trettio ord", &wrong.join(" ")).await?;
        window.press("Kontrollera delen").await?;
        window
            .see("Ord nummer 6 och 7 är fel, eller har bytt plats.")
            .await?;
        window.judge_accessibility("delen är fel").await?;
        window.picture("nyckel-fel-ord").await?;
    }
    for share in [&shares[0], &shares[2]] {
        window.fill("Delens trettio ord", share).await?;
        window.press("Kontrollera delen").await?;
        if share == &shares[0] {
            window.see("Kontrollerade delar: 1").await?;
        }
    }
    window.see("Nyckeln är gjord").await?;
    if pictures {
        window.see("Ett papper är inte kontrollerat.").await?;
        window.press("Kontrollera en del till").await?;
        window.judge_accessibility("en del till kontrolleras").await?;
        window.press("Tillbaka utan att kontrollera fler").await?;
        window.press("Kontrollera en del till").await?;
        window.fill("Delens trettio ord", &shares[1]).await?;
        window.press("Kontrollera delen").await?;
        window.see("Nyckeln är gjord").await?;
        window.see_no("inte kontrollerat").await?;
    }
    window.press("Spara den öppna delen").await?;
    window.see("Den öppna delen är sparad.").await?;
    if pictures {
        window.judge_accessibility("nyckeln är gjord").await?;
        window.picture("nyckel-klar").await?;
    }
    window.press("Klar").await?;
    Ok((shares, key))
}

/// IT lays the file that was saved where the program reads it.
fn give_out(program: &Program) -> Step {
    fs::rename(program.saved().join("kommun.toml"), program.municipality())?;
    Ok(())
}

/// The new owner says who that is, and proves that the words are on paper; nothing of the vault is seen before.
async fn takes_over(window: &Window, pictures: bool) -> Step {
    window.see("Valvets nya innehavare").await?;
    window.see_no("Omar Haddad").await?;
    window.fill("Ditt namn", "Nils Ny").await?;
    window.choose("Din roll", "Kurator").await?;
    window.fill("Skola eller arbetsplats", "Björkskolan").await?;
    window.choose("Huvudman", "Kommunal").await?;
    window.fill("Ny lösenfras", NEW).await?;
    window.fill("Lösenfrasen en gång till", NEW).await?;
    if pictures {
        window.judge_accessibility("ny innehavare").await?;
        window.picture("nyckel-ny-innehavare").await?;
    }
    window.press("Fortsätt").await?;
    window.see("Dina återställningsord").await?;
    let words = listed(window).await?;
    window.press("Jag har orden på papper").await?;
    window.see("Visa att du har orden").await?;
    let script =
        "return [...document.querySelectorAll('label')].map((one) => one.textContent.trim()).join('|')";
    let labels = window.run(script, vec![]).await?;
    for label in labels.as_str().unwrap_or_default().split('|') {
        let place: usize = label
            .trim_start_matches("Ord nummer ")
            .parse()
            .unwrap_or_default();
        let word = words.split(' ').nth(place.wrapping_sub(1)).unwrap_or_default();
        window.fill(label, word).await?;
    }
    window.press("Ta över valvet").await
}

#[tokio::test]
async fn a_key_is_made_and_a_left_vault_recovered_by_two() -> Step {
    let home = tempdir()?;
    let program = Program::narvarolots(home.path())?;
    let window = program.open().await?;
    window.judge_accessibility("första starten").await?;
    window.picture("nyckel-forsta-sidan").await?;
    let (shares, key) = ceremony(&window, true).await?;
    window.see("Skapa ditt valv").await?;
    give_out(&program)?;
    window.close().await?;

    let mentor = Mentor::starts(&program).await?;
    let window = &mentor.window;
    mentor.adds_pupil("Omar Haddad").await?;
    window.press("Inställningar").await?;
    window.see("Kommunen kan öppna ditt valv med sin nyckel").await?;
    window.see(&key).await?;
    window.judge_accessibility("nyckeln i inställningarna").await?;
    let script = "document.querySelector('#key-heading').scrollIntoView()";
    window.run(script, vec![]).await?;
    window.picture("nyckel-installningar").await?;
    window.press("Lås").await?;

    window.press("Öppna valvet med kommunens nyckel").await?;
    window.see(&key).await?;
    window.fill("Ditt namn", "Anna Ek").await?;
    window.fill("Delens trettio ord", &shares[1]).await?;
    window.press("Lämna delen").await?;
    window.see("Det behövs en del till.").await?;
    window.fill("Ditt namn", "Anna Ek").await?;
    window.fill("Delens trettio ord", &shares[2]).await?;
    window.press("Lämna delen").await?;
    window.see("Samma person har redan lämnat en del.").await?;
    window.judge_accessibility("en del till").await?;
    window.picture("nyckel-en-till").await?;
    window.fill("Ditt namn", "Bo Al").await?;
    window.press("Lämna delen").await?;
    window.fill("Grund", "KS 2026/12").await?;
    window.judge_accessibility("grunden").await?;
    window.picture("nyckel-grund").await?;
    window.press("Öppna valvet").await?;

    takes_over(window, true).await?;
    window.press("Elever och ärenden").await?;
    window.see("Omar Haddad").await?;
    window.press("Inställningar").await?;
    window.press("Visa loggen").await?;
    window
        .see("del 2: Anna Ek, del 3: Bo Al. Grund: KS 2026/12")
        .await?;
    window
        .judge_accessibility("loggen efter kommunens nyckel")
        .await?;
    window.picture("nyckel-logg").await?;
    window.press("Lås").await?;
    window.fill("Lösenfras", PASSPHRASE).await?;
    window.press("Lås upp").await?;
    window.see("Lösenfrasen stämmer inte").await?;
    window.fill("Lösenfras", NEW).await?;
    window.press("Lås upp").await?;
    window.see("Elever och ärenden").await?;
    mentor.window.close().await
}

#[tokio::test]
async fn a_vault_takes_the_key_when_it_is_opened_and_another_only_by_its_words() -> Step {
    let home = tempdir()?;
    let program = Program::narvarolots(home.path())?;
    let mentor = Mentor::starts(&program).await?;
    let window = &mentor.window;
    window.press("Lås").await?;
    let (_, key) = ceremony(window, false).await?;
    give_out(&program)?;
    window.fill("Lösenfras", PASSPHRASE).await?;
    window.press("Lås upp").await?;
    window.see("Exempelkommun har en nyckel").await?;
    window
        .see("Inget kan färdigställas förrän nyckeln är inlagd.")
        .await?;
    // Nobody is kept from what is in the vault.
    window.press("Inte nu").await?;
    window.see("Vad vill du göra?").await?;
    window.press("Lås").await?;
    window.fill("Lösenfras", PASSPHRASE).await?;
    window.press("Lås upp").await?;
    window.see("Exempelkommun har en nyckel").await?;
    window.see_no(&key).await?;
    window.fill("Nyckelns kännetecken", "åska").await?;
    window.fill("Lösenfras", PASSPHRASE).await?;
    window.press("Lägg in nyckeln").await?;
    window.see("Orden är inte kännetecknet").await?;
    window.judge_accessibility("nyckeln läggs in").await?;
    window.picture("nyckel-laggs-in").await?;
    window.fill("Nyckelns kännetecken", &key).await?;
    window.fill("Lösenfras", PASSPHRASE).await?;
    window.press("Lägg in nyckeln").await?;
    window.press("Inställningar").await?;
    window.see("Kommunen kan öppna ditt valv").await?;
    window.press("Lås").await?;

    let (_, other) = ceremony(window, false).await?;
    give_out(&program)?;
    window.fill("Lösenfras", PASSPHRASE).await?;
    window.press("Lås upp").await?;
    window.see("Kommunens nyckel är en annan").await?;
    window.see_no(&other).await?;
    window.fill("Den nya nyckelns kännetecken", "åska").await?;
    window.fill("Lösenfras", PASSPHRASE).await?;
    window.press("Lägg in nyckeln").await?;
    window.see("Orden är inte kännetecknet").await?;
    window.judge_accessibility("en annan nyckel").await?;
    window.picture("nyckel-en-annan").await?;
    window.press("Inte nu").await?;
    window.press("Inställningar").await?;
    window
        .see("Kommunen kan öppna ditt valv med en tidigare nyckel.")
        .await?;
    window.press("Lägg in nyckeln").await?;
    window.fill("Den nya nyckelns kännetecken", &other).await?;
    window.fill("Lösenfras", PASSPHRASE).await?;
    window.press("Lägg in nyckeln").await?;
    window.see("Nyckeln är inlagd.").await?;
    window.see(&other).await?;
    mentor.window.close().await
}

/// A mentor has kept backups on a stick; then her computer is gone, and she has left.
#[tokio::test]
async fn a_vault_whose_computer_is_gone_is_made_of_a_backup_by_two() -> Step {
    let (home, new) = (tempdir()?, tempdir()?);
    let stick = home.path().join("usb");
    fs::create_dir(&stick)?;
    let program = Program::narvarolots(home.path())?.with("NARVAROLOTS_FOLDER", &stick);
    let window = program.open().await?;
    let (shares, key) = ceremony(&window, false).await?;
    give_out(&program)?;
    window.close().await?;
    let mentor = Mentor::starts(&program).await?;
    mentor.adds_pupil("Omar Haddad").await?;
    mentor.window.press("Inställningar").await?;
    mentor.window.press("Säkerhetskopior").await?;
    mentor.window.press("Välj en plats till").await?;
    mentor.window.see("På en annan plats").await?;
    mentor.window.close().await?;

    let computer = Program::narvarolots(new.path())?.with("NARVAROLOTS_FOLDER", &stick);
    let window = computer.open().await?;
    window
        .press("Återställ ett valv från en säkerhetskopia med kommunens nyckel")
        .await?;
    window.see(&key).await?;
    window.picture("nyckel-kopia-delar").await?;
    let next = [
        "Det behövs en del till.",
        "Vilken säkerhetskopia ska bli valv igen?",
    ];
    for ((holder, share), then) in [("Anna Ek", &shares[1]), ("Bo Al", &shares[2])]
        .into_iter()
        .zip(next)
    {
        window.fill("Ditt namn", holder).await?;
        window.fill("Delens trettio ord", share).await?;
        window.press("Lämna delen").await?;
        window.see(then).await?;
    }
    window.see_no("Omar Haddad").await?;
    window.judge_accessibility("vilken kopia").await?;
    window.picture("nyckel-kopia-val").await?;
    let script = "[...document.querySelectorAll('main li button, li button')][0].click()";
    window.run(script, vec![]).await?;
    window.see("Varför öppnas valvet?").await?;
    window.fill("Grund", "KS 2026/12").await?;
    window.judge_accessibility("kopian och grunden").await?;
    window.picture("nyckel-kopia-grund").await?;
    window.press("Återställ och öppna valvet").await?;
    takes_over(&window, false).await?;
    window.press("Elever och ärenden").await?;
    window.see("Omar Haddad").await?;
    window.press("Inställningar").await?;
    window.press("Visa loggen").await?;
    window.see("Från en säkerhetskopia, med kommunens nyckel").await?;
    window.picture("nyckel-kopia-logg").await?;
    window.close().await
}
