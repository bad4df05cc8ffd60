//! A folder of built pages, served to a browser on this machine: modules do not load from plain files.

use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::thread::spawn;

use crate::Step;

/// Serves a folder until the test ends, and gives its address.
///
/// # Errors
/// [`crate::Broken::Io`] where no port is free.
pub fn serve(folder: &Path) -> Step<String> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
    let address = format!("http://{}", listener.local_addr()?);
    let folder = folder.to_path_buf();
    spawn(move || {
        for connection in listener.incoming().flatten() {
            let folder = folder.clone();
            // A connection that breaks is the browser's to open again.
            spawn(move || answer(&connection, &folder));
        }
    });
    Ok(address)
}

fn answer(mut connection: &TcpStream, folder: &Path) -> std::io::Result<()> {
    let mut lines = BufReader::new(connection).lines();
    let request = lines.next().transpose()?.unwrap_or_default();
    for header in lines {
        if header?.is_empty() {
            break;
        }
    }
    let path = request
        .split([' ', '?'])
        .nth(1)
        .unwrap_or_default()
        .trim_start_matches('/');
    let inside = !path.split('/').any(|part| part == "..");
    let body = inside.then(|| std::fs::read(folder.join(path)).ok()).flatten();
    let (status, body) = body.map_or(("404 Not Found", vec![]), |body| ("200 OK", body));
    write!(
        connection,
        "HTTP/1.1 {status}\r\nContent-Type: {}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        media_type(&PathBuf::from(path)),
        body.len()
    )?;
    connection.write_all(&body)
}

fn media_type(file: &Path) -> &'static str {
    match file.extension().and_then(|kind| kind.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}
