//! Looking at a window: pictures of it, and axe-core's judgement of its accessibility.

use std::path::Path;

use serde_json::{Value, json};

use crate::{Broken, Step, Window};

/// Where npm has put axe-core, seen from this crate.
const AXE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../ui/node_modules/axe-core/axe.min.js"
);

impl Window {
    /// Photographs the window into a PNG file.
    ///
    /// # Errors
    /// [`Broken`] where the window is gone or the file cannot be written.
    pub async fn photograph(&self, file: &Path) -> Step {
        // A picture can be a frame old: the first one makes WebKit draw, the second one shows it.
        self.client().screenshot().await?;
        let picture = self.client().screenshot().await?;
        if let Some(folder) = file.parent() {
            std::fs::create_dir_all(folder)?;
        }
        Ok(std::fs::write(file, picture)?)
    }

    /// Photographs a view for people to look at: `target/pictures/NAME.png`.
    ///
    /// # Errors
    /// As [`Window::photograph`], and [`Broken::Environment`].
    pub async fn picture(&self, name: &str) -> Step {
        let folder = crate::from_environment("NARVAROLOTS_PICTURES")?;
        self.photograph(&folder.join(format!("{name}.png"))).await
    }

    /// Makes the window so large; the web view follows.
    ///
    /// # Errors
    /// [`Broken::Command`] where the window is gone.
    pub async fn size(&self, width: u32, height: u32) -> Step {
        Ok(self.client().set_window_size(width, height).await?)
    }

    /// Judges the view by WCAG 2.2 AA and axe-core's best practices.
    ///
    /// # Errors
    /// [`Broken::Inaccessible`] with a line for each finding.
    pub async fn judge_accessibility(&self, view: &str) -> Step {
        // Colours that fade into others are judged when they have; what is folded away does not move at all.
        let moving = "return document.getAnimations().filter((each) =>
            each.playState === 'running' && each.effect?.target?.checkVisibility()).length";
        self.wait("a view at rest", async |window| {
            Ok(window.run(moving, vec![]).await? == 0)
        })
        .await?;
        let axe = std::fs::read_to_string(AXE)?;
        self.run(&axe, vec![]).await?;
        let tags = [
            "wcag2a",
            "wcag2aa",
            "wcag21a",
            "wcag21aa",
            "wcag22aa",
            "best-practice",
        ];
        let script = "const [tags, done] = arguments;
            axe.run(document, { runOnly: tags }).then(
                (result) => done(result.violations), (error) => done([{ id: String(error), nodes: [] }]));";
        let findings = self.client().execute_async(script, vec![json!(tags)]).await?;
        let findings: Vec<String> = findings.as_array().into_iter().flatten().map(line).collect();
        if findings.is_empty() {
            return Ok(());
        }
        Err(Broken::Inaccessible {
            view: view.to_owned(),
            findings: findings.join("\n"),
        })
    }
}

fn line(finding: &Value) -> String {
    let nodes = finding["nodes"].as_array().into_iter().flatten();
    let places: Vec<&str> = nodes.filter_map(|node| node["html"].as_str()).collect();
    format!("{}: {}: {}", finding["id"], finding["help"], places.join(" | "))
}
