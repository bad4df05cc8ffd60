//! An empty Tauri window, with nothing in it and nothing behind it: what opening any window costs at the least.

fn main() -> tauri::Result<()> {
    tauri::Builder::default().run(tauri::generate_context!("tests/window/empty/tauri.conf.json"))
}
