//! The window: Tauri, the system's dialogs, and the one way from the web view to the commands.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use commands::{CommandError, Desk, watch};
use serde_json::Value as Json;
use tauri::ipc::{Invoke, InvokeBody};
use tauri::{
    AppHandle, DragDropEvent, Manager, RunEvent, WebviewUrl, WebviewWindowBuilder, WindowEvent, Wry,
};
use tauri_plugin_dialog::DialogExt as _;
use tokio::task;

use crate::opening;
use crate::system::{AskFiles, AskFolder, AskWhere, AskWhich, Dropped, System};
#[cfg(target_os = "linux")]
use crate::{system_lock, system_sleep};

/// Opens the application and returns when its last window is closed.
///
/// # Errors
/// The system shows no window, or the application's own files cannot be read.
pub fn run() -> Result<(), Box<dyn std::error::Error>> {
    forbid_remote_control();
    let folder = std::env::current_dir().unwrap_or_default();
    let basket: Dropped = Arc::new(Mutex::new(opening::given(std::env::args_os(), &folder)));
    let builder = tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        // macOS says which package was opened before anything is set up.
        .manage(Basket(Arc::clone(&basket)));
    // A second start brings the first window forward; the tests start several on purpose.
    #[cfg(not(feature = "test-seams"))]
    let builder = builder.plugin(tauri_plugin_single_instance::init(|app, words, folder| {
        take_opened(
            app,
            opening::given(words.into_iter().map(Into::into), Path::new(&folder)),
        );
        bring_forward(app);
    }));
    builder
        .on_window_event(|window, event| match event {
            WindowEvent::CloseRequested { api, .. } => {
                api.prevent_close();
                say_goodbye(window.app_handle().clone());
            }
            WindowEvent::DragDrop(DragDropEvent::Drop { paths, .. }) => {
                receive(window.app_handle(), paths, "narvarolots-dropped");
            }
            _ => {}
        })
        .setup(|app| open(app.handle(), basket))
        .invoke_handler(answer)
        .build(tauri::generate_context!())?
        .run(attend);
    Ok(())
}

/// Takes what macOS says was opened in the Finder, also when that started the application.
#[cfg(target_os = "macos")]
fn attend(app: &AppHandle, event: RunEvent) {
    if let RunEvent::Opened { urls } = event {
        let files = urls.iter().filter_map(|url| url.to_file_path().ok());
        take_opened(app, opening::packages(files));
    }
}

/// Elsewhere the program is started with what was opened.
#[cfg(not(target_os = "macos"))]
fn attend(_: &AppHandle, _: RunEvent) {}

/// A released program does not start where its surroundings ask for the web view to be driven from outside.
fn forbid_remote_control() {
    #[cfg(not(feature = "test-seams"))]
    for way in [
        "TAURI_WEBVIEW_AUTOMATION",
        "WEBVIEW2_ADDITIONAL_BROWSER_ARGUMENTS",
        "WEBKIT_INSPECTOR_SERVER",
    ] {
        if std::env::var_os(way).is_some() {
            std::process::exit(2);
        }
    }
}

#[cfg(not(feature = "test-seams"))]
fn bring_forward(app: &AppHandle) {
    if let Some(window) = app.get_webview_window("main") {
        // A window that cannot be shown stays where it is; there is nothing better to do.
        window.unminimize().and_then(|()| window.set_focus()).ok();
    }
}

/// What was dropped on the window or opened in the file manager, until it is read.
struct Basket(Dropped);

/// Keeps the paths here, where the web view does not see them, and tells it that something lies here. What came while
/// the vault was locked stays beside what comes after it.
fn receive(app: &AppHandle, paths: &[PathBuf], event: &str) {
    let Some(basket) = app.try_state::<Basket>() else {
        return;
    };
    opening::lay(
        &mut basket.0.lock().unwrap_or_else(PoisonError::into_inner),
        paths,
    );
    if let Some(webview) = app.get_webview_window("main") {
        // A web view that cannot be told shows this with what comes next, or when the vault is opened.
        webview.eval(format!("dispatchEvent(new Event('{event}'))")).ok();
    }
}

/// Keeps the packages that a second start was given, or that were opened in the Finder.
#[cfg(any(not(feature = "test-seams"), target_os = "macos"))]
fn take_opened(app: &AppHandle, packages: Vec<PathBuf>) {
    if !packages.is_empty() {
        receive(app, &packages, "narvarolots-opened");
    }
}

/// The application's state.
struct Shared(Arc<Mutex<Desk>>);

fn open(app: &AppHandle, dropped: Dropped) -> Result<(), Box<dyn std::error::Error>> {
    let outside = Arc::new(System {
        ask_where: ask_where(app.clone()),
        ask_which: ask_which(app.clone()),
        ask_files: ask_files(app.clone()),
        ask_folder: ask_folder(app.clone()),
        dropped,
    });
    let desk = Desk::new(data_folder(app)?, outside)?;
    let desk = Arc::new(Mutex::new(desk));
    app.manage(Shared(Arc::clone(&desk)));
    keep_watch(app.clone(), Arc::clone(&desk));
    #[cfg(target_os = "linux")]
    {
        let (app, open) = (app.clone(), Arc::clone(&desk));
        system_lock::follow(move || {
            watch::doom(&desk);
            tell_of_watch(&app);
        });
        system_sleep::follow(move || watch::is_open(&open));
    }
    let window = WebviewWindowBuilder::new(app, "main", WebviewUrl::App("index.html".into()))
        .title("Närvarolots")
        .inner_size(1180.0, 820.0)
        .min_inner_size(420.0, 480.0)
        .incognito(!cfg!(feature = "test-seams"))
        // What was copied is taken away again also when nobody presses anything: when the vault locks itself.
        .enable_clipboard_access()
        .on_navigation(is_local)
        .on_new_window(|_, _| tauri::webview::NewWindowResponse::Deny)
        .on_download(|_, _| false)
        .build()?;
    draw_without_shaders(&window)
}

/// Pages of still text are shown a third sooner when no shader has to be compiled for them first, and with a third
/// less memory; on a school's remote desktop there is no graphics card to compile them for. WebDriver's pictures can
/// wait for ever for a window that is drawn so, so the tests' window is not.
#[cfg(all(target_os = "linux", not(feature = "test-seams")))]
fn draw_without_shaders(window: &tauri::WebviewWindow) -> Result<(), Box<dyn std::error::Error>> {
    use webkit2gtk::{HardwareAccelerationPolicy, SettingsExt as _, WebViewExt as _};
    window.with_webview(|webview| {
        if let Some(settings) = webview.inner().settings() {
            settings.set_hardware_acceleration_policy(HardwareAccelerationPolicy::Never);
        }
    })?;
    Ok(())
}

#[cfg(any(not(target_os = "linux"), feature = "test-seams"))]
fn draw_without_shaders(_: &tauri::WebviewWindow) -> Result<(), Box<dyn std::error::Error>> {
    Ok(())
}

/// How long a window that is being closed may take to hand over its last keys.
const LAST_WORDS: Duration = Duration::from_secs(2);

/// Lets the web view hand over what was typed last; it then asks to be closed, and is closed in any case.
fn say_goodbye(app: AppHandle) {
    if let Some(window) = app.get_webview_window("main") {
        // A web view that cannot be told is closed when its time is over.
        window
            .eval("dispatchEvent(new Event('narvarolots-closing'))")
            .ok();
    }
    tauri::async_runtime::spawn(async move {
        tokio::time::sleep(LAST_WORDS).await;
        close(app).await;
    });
}

/// Looks every second whether the open vault is to be locked, or the municipality's key was left, and tells the web view
/// when that has come to another place.
fn keep_watch(app: AppHandle, desk: Arc<Mutex<Desk>>) {
    tauri::async_runtime::spawn(async move {
        let mut seconds = tokio::time::interval(Duration::from_secs(1));
        let mut before = (None, false);
        loop {
            seconds.tick().await;
            let desk = Arc::clone(&desk);
            let look = move || (watch::tick(&desk), watch::holds_key(&desk));
            let standing = task::spawn_blocking(look).await.unwrap_or_default();
            if standing != before {
                tell_of_watch(&app);
            }
            before = standing;
        }
    });
}

/// Has the web view look at the vault's clock.
fn tell_of_watch(app: &AppHandle) {
    if let Some(window) = app.get_webview_window("main") {
        // A web view that cannot be told is locked without it.
        window.eval("dispatchEvent(new Event('narvarolots-watch'))").ok();
    }
}

/// Locks the vault, so that the trail says so, and closes the window; at the latest when as much time again is over.
async fn close(app: AppHandle) {
    if let Some(desk) = app.try_state::<Shared>().map(|shared| Arc::clone(&shared.0)) {
        let lock = task::spawn_blocking(move || commands::call(&desk, "lock", Json::Null));
        // A vault that somebody is still at is locked by the program's end.
        tokio::time::timeout(LAST_WORDS, lock).await.ok();
    }
    if let Some(window) = app.get_webview_window("main") {
        // It is gone already, or the program ends with it.
        window.destroy().ok();
    }
}

fn is_local(url: &tauri::Url) -> bool {
    matches!(
        (url.scheme(), url.host_str()),
        ("tauri", Some("localhost")) | ("http", Some("tauri.localhost")) | ("about", None)
    )
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
        let extension = Path::new(suggested).extension().unwrap_or_default();
        let extension = extension.to_string_lossy().into_owned();
        let dialog = app
            .dialog()
            .file()
            .set_file_name(suggested)
            .add_filter(extension.to_uppercase(), &[&extension]);
        let chosen = dialog
            .blocking_save_file()
            .and_then(|file| file.into_path().ok())?;
        Some(if chosen.extension().is_some() {
            chosen
        } else {
            chosen.with_extension(extension)
        })
    })
}

fn ask_which(app: AppHandle) -> AskWhich {
    Box::new(move |extensions| {
        #[cfg(feature = "test-seams")]
        if let Some(file) = std::env::var_os("NARVAROLOTS_OPEN_FILE") {
            return Some(file.into());
        }
        let kind = extensions.first().copied().unwrap_or_default().to_uppercase();
        let dialog = app.dialog().file().add_filter(kind, extensions);
        dialog.blocking_pick_file().and_then(|file| file.into_path().ok())
    })
}

fn ask_files(app: AppHandle) -> AskFiles {
    Box::new(move |kind, extensions| {
        #[cfg(feature = "test-seams")]
        if let Some(folder) = std::env::var_os("NARVAROLOTS_OPEN_PAPERS") {
            return crate::system::files_in(folder.into());
        }
        let dialog = app.dialog().file().add_filter(kind, extensions);
        let chosen = dialog.blocking_pick_files().unwrap_or_default();
        chosen
            .into_iter()
            .filter_map(|file| file.into_path().ok())
            .collect()
    })
}

fn ask_folder(app: AppHandle) -> AskFolder {
    Box::new(move || {
        #[cfg(feature = "test-seams")]
        if let Some(folder) = std::env::var_os("NARVAROLOTS_FOLDER") {
            return Some(folder.into());
        }
        let folder = app.dialog().file().blocking_pick_folder();
        folder.and_then(|folder| folder.into_path().ok())
    })
}

/// Answers what the web view asks for, beside the window's own thread.
fn answer(invoke: Invoke<Wry>) -> bool {
    let Invoke {
        message, resolver, ..
    } = invoke;
    let name = message.command().to_owned();
    if name == "close_window" {
        tauri::async_runtime::spawn(close(message.webview_ref().app_handle().clone()));
        return true;
    }
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
    let desk = shared.ok_or_else(unexpected)?;
    let work = task::spawn_blocking(move || commands::call(&desk, &name, told));
    work.await.unwrap_or_else(|_| Err(unexpected()))
}
