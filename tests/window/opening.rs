//! How long the released application takes to show its unlock screen, and how long an empty Tauri window takes
//! to show its page, turn by turn. Prints both medians in seconds; `cargo xtask bench` reads them.

use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::json;
use tempfile::tempdir;
use window_tests::{Frame, Screen, Step, from_environment};

const ROUNDS: usize = 9;
const LOOK_AGAIN: Duration = Duration::from_millis(2);

fn main() -> Step {
    let (ours, empty) = (
        from_environment("NARVAROLOTS_RELEASE")?,
        from_environment("NARVAROLOTS_EMPTY")?,
    );
    let home = tempdir()?;
    let vault = home.path().join("data/se.narvarolots.app");
    std::fs::create_dir_all(&vault)?;
    std::fs::create_dir_all(home.path().join("tmp"))?;
    // That there is a vault is all that the unlock screen asks.
    std::fs::write(vault.join("vault.header"), "")?;
    // The first opening warms up, and shows what the later ones wait for.
    let (shown, page) = (last_frame(&ours, home.path())?, last_frame(&empty, home.path())?);
    let (mut unlock, mut blank) = (vec![], vec![]);
    for _ in 0..ROUNDS {
        unlock.push(seconds_until(&shown, &ours, home.path())?);
        blank.push(seconds_until(&page, &empty, home.path())?);
    }
    println!("{}", json!({ "unlock": median(unlock), "empty": median(blank) }));
    Ok(())
}

fn last_frame(program: &Path, home: &Path) -> Step<Frame> {
    let screen = Screen::start()?;
    let mut process = screen.command(program, home).spawn()?;
    let frame = screen.settled();
    process.kill()?;
    process.wait()?;
    frame
}

fn seconds_until(shown: &Frame, program: &Path, home: &Path) -> Step<f64> {
    let screen = Screen::start()?;
    let start = Instant::now();
    let mut process = screen.command(program, home).spawn()?;
    while !screen.frame()?.shows(shown) {
        std::thread::sleep(LOOK_AGAIN);
    }
    let seconds = start.elapsed().as_secs_f64();
    process.kill()?;
    process.wait()?;
    Ok(seconds)
}

fn median(mut seconds: Vec<f64>) -> f64 {
    seconds.sort_by(f64::total_cmp);
    seconds.get(seconds.len() / 2).copied().unwrap_or(f64::NAN)
}
