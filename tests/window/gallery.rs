//! The gallery of building blocks in WebKit: photographed and judged in each theme.

use std::path::Path;

use tempfile::tempdir;
use window_tests::{Program, Step, serve};

const THEMES: [&str; 3] = ["light", "dark", "contrast"];

/// The height of one picture; a page is photographed screen by screen.
const SCREEN: u32 = 1000;

#[tokio::test]
async fn every_building_block_in_every_theme() -> Step {
    let pages = serve(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/dist-gallery"))?;
    let home = tempdir()?;
    let window = Program::browser(home.path()).open().await?;
    window.size(1280, SCREEN).await?;
    for theme in THEMES {
        window.go(&format!("{pages}/gallery.html?theme={theme}")).await?;
        window.see("TextField").await?;
        window.judge_accessibility(&format!("gallery, {theme}")).await?;
        let screens = window
            .run(
                "return Math.ceil(document.documentElement.scrollHeight / innerHeight)",
                vec![],
            )
            .await?;
        for screen in 0..screens.as_u64().unwrap_or(1) {
            window
                .run("scrollTo(0, arguments[0] * innerHeight)", vec![screen.into()])
                .await?;
            window.picture(&format!("gallery-{theme}-{screen:02}")).await?;
        }
    }
    window.close().await
}
