//! ZIP files whose bytes follow from what lies in them alone.

use std::io::{Cursor, Write as _};

use chrono::{DateTime, Datelike, Timelike, Utc};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::PackageError;
use super::layout::File;

/// One folder with these files, in their order.
pub fn folder(root: &str, files: &[File], at: DateTime<Utc>) -> Result<Vec<u8>, PackageError> {
    let entries = files
        .iter()
        .map(|file| (format!("{root}/{}", file.path), file.bytes.as_slice()));
    write(entries, CompressionMethod::Deflated, at)
}

/// Several packages in one file, each under its own name.
///
/// # Errors
/// They could not be put together.
pub fn collection(packages: &[(String, Vec<u8>)], at: DateTime<Utc>) -> Result<Vec<u8>, PackageError> {
    let entries = packages
        .iter()
        .map(|(name, bytes)| (name.clone(), bytes.as_slice()));
    // They are packed already.
    write(entries, CompressionMethod::Stored, at)
}

fn write<'a>(
    entries: impl Iterator<Item = (String, &'a [u8])>,
    method: CompressionMethod,
    at: DateTime<Utc>,
) -> Result<Vec<u8>, PackageError> {
    let options = SimpleFileOptions::default()
        .compression_method(method)
        .last_modified_time(stamp(at))
        .unix_permissions(0o644);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        zip.start_file(name, options).map_err(|_| PackageError::Zip)?;
        zip.write_all(bytes).map_err(|_| PackageError::Zip)?;
    }
    Ok(zip.finish().map_err(|_| PackageError::Zip)?.into_inner())
}

/// The instant as ZIP can hold it, in UTC; the first one that it knows where it is earlier.
fn stamp(at: DateTime<Utc>) -> zip::DateTime {
    let part = |number: u32| u8::try_from(number).unwrap_or_default();
    let year = u16::try_from(at.year()).unwrap_or_default();
    let read = zip::DateTime::from_date_and_time(
        year,
        part(at.month()),
        part(at.day()),
        part(at.hour()),
        part(at.minute()),
        part(at.second()),
    );
    read.unwrap_or_default()
}
