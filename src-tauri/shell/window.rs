//! The window: Tauri, the system's dialogs, and the one way from the web view to the commands.

use std::path::PathBuf;
use std::sync::Arc;

use commands::{CommandError, Desk};
use serde_json::Value as Json;
use tauri::ipc::{Invoke, InvokeBody};
use tauri::{AppHandle, Manager, WebviewUrl, WebviewWindowBuilder, Wry};
use tauri_plugin_dialog::DialogExt as _;
use tokio::sync::Mutex;
use tokio::task;
use vault::KdfCost;

use crate::system::{AskWhere, System};

/// Opens the application and returns when its last window is closed.
///
/// # Errors
/// The system shows no window, or the application's own files cannot be read.
pub fn run() -> Result<(), Box<dyn std::error::Error>> {
    forbid_remote_control();
    let builder = tauri::Builder::default().plugin(tauri_plugin_dialog::init());
    // A second start brings the first window forward; the tests start several on purpose.
    #[cfg(not(feature = "test-seams"))]
    let builder = builder.plugin(tauri_plugin_single_instance::init(|app, _, _| bring_forward(app)));
    builder
        .setup(|app| open(app.handle()))
        .invoke_handler(answer)
        .run(tauri::generate_context!())?;
    Ok(())
}

/// A released program cannot be driven from outside, whatever its surroundings say.
fn forbid_remote_control() {
    #[cfg(not(feature = "test-seams"))]
    if std::env::var_os("TAURI_WEBVIEW_AUTOMATION").is_some() {
        std::process::exit(2);
    }
}

#[cfg(not(feature = "test-seams"))]
fn bring_forward(app: &AppHandle) {
    if let Some(window) = app.get_webview_window("main") {
        // A window that cannot be shown stays where it is; there is nothing better to do.
        window.unminimize().and_then(|()| window.set_focus()).ok();
    }
}

/// The application's state. The lock is given in the order it is asked for, so that a draft is kept before the
/// klar that follows it.
struct Shared(Arc<Mutex<Desk>>);

fn open(app: &AppHandle) -> Result<(), Box<dyn std::error::Error>> {
    let outside = Arc::new(System::new(ask_where(app.clone())));
    let desk = Desk::new(data_folder(app)?, KdfCost::FLOOR, outside)?;
    app.manage(Shared(Arc::new(Mutex::new(desk))));
    WebviewWindowBuilder::new(app, "main", WebviewUrl::App("index.html".into()))
        .title("Närvarolots")
        .inner_size(1180.0, 820.0)
        .min_inner_size(420.0, 480.0)
        .incognito(!cfg!(feature = "test-seams"))
        .on_navigation(|url| is_local(url.as_str()))
        .on_new_window(|_, _| tauri::webview::NewWindowResponse::Deny)
        .on_download(|_, _| false)
        .build()?;
    Ok(())
}

fn is_local(url: &str) -> bool {
    url.starts_with("tauri://localhost") || url.starts_with("http://tauri.localhost") || url == "about:blank"
}

fn data_folder(app: &AppHandle) -> tauri::Result<PathBuf> {
    #[cfg(feature = "test-seams")]
    if let Some(folder) = std::env::var_os("NARVAROLOTS_DATA") {
        return Ok(folder.into());
    }
    app.path().app_local_data_dir()
}

fn ask_where(app: AppHandle) -> AskWhere {
    Box::new(move |suggested| {
        #[cfg(feature = "test-seams")]
        if let Some(folder) = std::env::var_os("NARVAROLOTS_SAVE_DIR") {
            return Some(PathBuf::from(folder).join(suggested));
        }
        let dialog = app
            .dialog()
            .file()
            .set_file_name(suggested)
            .add_filter("PDF", &["pdf"]);
        dialog.blocking_save_file().and_then(|file| file.into_path().ok())
    })
}

/// Answers what the web view asks for, beside the window's own thread.
fn answer(invoke: Invoke<Wry>) -> bool {
    let Invoke {
        message, resolver, ..
    } = invoke;
    let name = message.command().to_owned();
    let told = match message.payload() {
        InvokeBody::Json(told) => told.clone(),
        InvokeBody::Raw(_) => Json::Null,
    };
    let shared = message
        .webview_ref()
        .try_state::<Shared>()
        .map(|shared| Arc::clone(&shared.0));
    tauri::async_runtime::spawn(async move {
        match answered(shared, name, told).await {
            Ok(answer) => resolver.resolve(answer),
            Err(error) => resolver.reject(error),
        }
    });
    true
}

async fn answered(shared: Option<Arc<Mutex<Desk>>>, name: String, told: Json) -> Result<Json, CommandError> {
    let unexpected = || CommandError::named("unexpected");
    let mut desk = shared.ok_or_else(unexpected)?.lock_owned().await;
    let work = task::spawn_blocking(move || commands::call(&mut desk, &name, told));
    work.await.unwrap_or_else(|_| Err(unexpected()))
}
