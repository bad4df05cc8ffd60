//! Prepares what the window needs at build time; without the window there is nothing to prepare.

fn main() -> Result<(), Box<dyn std::error::Error>> {
    #[cfg(feature = "window")]
    {
        // A clone on which npm has not run yet must compile: the folder may be empty, not absent.
        std::fs::create_dir_all("ui/dist")?;
        let attributes =
            tauri_build::Attributes::new().capabilities_path_pattern("src-tauri/shell/capabilities/*.json");
        tauri_build::try_build(attributes)?;
    }
    Ok(())
}
