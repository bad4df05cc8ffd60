//! The steps themselves, on a page of known content: each does its work, and says what there was when it fails.

use std::fs;
use std::time::Duration;

use fantoccini::key::Key;
use tempfile::tempdir;
use window_tests::{Broken, Program, Step, serve};

const PAGE: &str = r#"<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>Prov</title></head><body><main>
<h1>Prov</h1>
<label>Namn <input id="name"></label>
<fieldset><legend>Trivs du?</legend>
  <label><input type="radio" name="q"> Ja</label><label><input type="radio" name="q"> Nej</label></fieldset>
<fieldset><legend>Äter du?</legend>
  <label><input type="radio" name="r"> Ja</label><label><input type="radio" name="r"> Nej</label></fieldset>
<label><input type="checkbox"> Läst</label>
<p hidden>Hemligt</p>
<button onclick="setTimeout(() => this.after('Sparat'), 100)">Spara</button>
</main></body></html>"#;

#[tokio::test]
async fn check() -> Step {
    let folder = tempdir()?;
    fs::write(folder.path().join("a.html"), PAGE)?;
    fs::write(
        folder.path().join("b.html"),
        PAGE.replace("<label>Namn <input id=\"name\"></label>", "<input>"),
    )?;
    let pages = serve(folder.path())?;
    let window = Program::browser(folder.path()).open().await?;

    window.go(&format!("{pages}/a.html")).await?;
    window.judge_accessibility("a").await?;
    window.fill("Namn", "Åsa").await?;
    window.fill("Namn", "Łukasz").await?;
    assert_eq!(window.value("Namn").await?, "Łukasz");
    window.choose("Äter du?", "Nej").await?;
    window.tick("Läst").await?;
    let checked =
        "return [...document.querySelectorAll('input')].map((input) => Number(input.checked)).join('')";
    assert_eq!(window.run(checked, vec![]).await?, "000011");
    window
        .run("document.querySelector('#name').focus()", vec![])
        .await?;
    window.tab_to("Läst").await?;
    window.tab_to("Spara").await?;
    window.key(Key::Enter.into()).await?;
    window.see("Sparat").await?;
    window.press("Spara").await?;
    window.see("SparatSparat").await?;
    window.see_no("Hemligt").await?;

    window.go(&format!("{pages}/b.html")).await?;
    let refused = window.judge_accessibility("b").await;
    assert!(
        matches!(&refused, Err(Broken::Inaccessible { findings, .. }) if findings.contains("label")),
        "{refused:?}"
    );
    let window = window.with_patience(Duration::from_millis(200));
    let missing = window.press("Skicka").await;
    assert!(
        matches!(&missing, Err(Broken::NotSeen { there, .. }) if there.contains("Spara")),
        "{missing:?}"
    );
    window.kill().await
}
