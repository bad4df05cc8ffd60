//! `municipality-key` makes the municipality's key, `recover` opens a vault by it and gives it to a new owner: the same
//! commands as the window's, on a computer without a screen or without a network.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use clap::ArgMatches;
use commands::error::FieldProblem;
use commands::{Code, CommandError, Desk, call, check_new_owner};
use serde_json::{Value as Json, json};
use texts::{Value, swedish};
use zeroize::Zeroizing;

use super::shares::{ask, ask_until, clear};
use super::{cannot_read, given_path, name_taken, say};
use crate::system::{System, write_new};

/// Where a file is to be saved; another place may be said when it cannot be.
type Place = Arc<Mutex<PathBuf>>;

fn path(place: &Place) -> PathBuf {
    place.lock().unwrap_or_else(PoisonError::into_inner).clone()
}

/// A desk before a folder, at which files are saved in one place, where none is yet, and one other folder is chosen.
fn desk(folder: &Path, out: Place, other: Option<&Path>) -> Result<Mutex<Desk>, CommandError> {
    let other = other.map(Path::to_owned);
    let outside = System {
        // Taken before it is written to: nothing of anybody's is written over, however long the ceremony took.
        ask_where: Box::new(move |_| {
            let out = path(&out);
            take_name(&out).ok().map(|()| out)
        }),
        ask_which: Box::new(|_| None),
        ask_files: Box::new(|_, _| Vec::new()),
        ask_folder: Box::new(move || other.clone()),
        dropped: Arc::default(),
    };
    Ok(Mutex::new(Desk::new(folder.to_owned(), Arc::new(outside))?))
}

fn given(told: &ArgMatches, name: &str) -> String {
    told.get_one::<String>(name).cloned().unwrap_or_default()
}

/// Takes a name that no file has yet.
///
/// # Errors
/// One has it, or none can be written there.
fn take_name(file: &Path) -> Result<(), CommandError> {
    match write_new(file, &[])? {
        true => Ok(()),
        false => Err(name_taken(file)),
    }
}

/// The ceremony: a sheet for each holder, then so many of them typed back, then the file.
pub fn make(told: &ArgMatches) -> Result<(), CommandError> {
    let out = given_path(told, "out").unwrap_or(Path::new(""));
    take_name(out)?;
    fs::remove_file(out).map_err(|_| CommandError::new(Code::CannotWrite))?;
    let out = Place::new(Mutex::new(out.to_owned()));
    let desk = desk(Path::new(""), Arc::clone(&out), None)?;
    say::line(swedish().say("cli-key-minutes", &[]));
    let input = json!({
        "municipality": given(told, "name"), "count": given(told, "shares"),
        "threshold": given(told, "threshold"), "required": told.get_flag("required"),
    });
    let mut view = call(&desk, "begin_ceremony", json!({ "input": input }))?;
    while let Some(number) = view["sheet"].as_u64() {
        match told.get_one::<String>("printer") {
            Some(printer) => print_until_done(&desk, printer)?,
            None => {
                show(&view);
                list(&call(&desk, "show_share", json!({ "number": number }))?);
            }
        }
        ask("cli-key-put-away", &[("number", number.into())])?;
        clear();
        view = call(&desk, "put_share_away", json!({ "number": number }))?;
    }
    say::line(swedish().say("cli-key-read-back", &[("count", number(&view["threshold"]))]));
    read_the_rest(&desk, &mut view)?;
    save_until_done(&desk, &out)?;
    let args = [
        ("file", path(&out).display().to_string().into()),
        ("words", joined(&view["key"]).into()),
    ];
    say::line(swedish().say("cli-key-done", &args));
    Ok(())
}

/// A sheet that the printer refused is printed when it can be: the holders are here, and the key nowhere else.
fn print_until_done(desk: &Mutex<Desk>, printer: &str) -> Result<(), CommandError> {
    loop {
        match call(desk, "print_share", json!({ "printer": printer })) {
            Err(error) if error.code != Code::NothingBegun.as_str() => {
                eprint!("{}", say::error(&error));
                ask("cli-key-print-again", &[])?;
            }
            printed => return printed.map(|_| ()),
        }
    }
}

/// Checks more sheets than open, as long as somebody types one.
fn read_the_rest(desk: &Mutex<Desk>, view: &mut Json) -> Result<(), CommandError> {
    while view["proven"] != true || words_read(view) < view["count"].as_u64() {
        let is_proven = view["proven"] == true;
        let mut skipped = false;
        let read = ask_until(|| {
            let key = if is_proven { "cli-key-rest" } else { "cli-share" };
            let words = match ask(key, &[]) {
                // Whoever types no more is done with those that were enough.
                Err(_) if is_proven => Zeroizing::default(),
                words => words?,
            };
            skipped = is_proven && words.trim().is_empty();
            match skipped {
                true => Ok(Ok(Json::Null)),
                false => Ok(call(desk, "read_share", json!({ "words": *words }))),
            }
        })?;
        if skipped {
            return Ok(());
        }
        clear();
        say_apart(&read);
        *view = read;
    }
    Ok(())
}

fn words_read(view: &Json) -> Option<u64> {
    view["read"].as_array().map(|read| read.len() as u64)
}

/// Saves the public half, in another file where the first one cannot be written.
fn save_until_done(desk: &Mutex<Desk>, out: &Place) -> Result<(), CommandError> {
    loop {
        let file = path(out);
        let error = match call(desk, "save_municipality_key", Json::Null) {
            Ok(saved) if saved == true => return Ok(()),
            Ok(_) => name_taken(&file),
            Err(error) if error.code == Code::NothingBegun.as_str() => return Err(error),
            Err(error) => {
                // The name was taken, and nothing stands there.
                fs::remove_file(&file).ok();
                error
            }
        };
        eprint!("{}", say::error(&error));
        let other = ask("cli-key-other-file", &[])?;
        *out.lock().unwrap_or_else(PoisonError::into_inner) = PathBuf::from(other.trim());
    }
}

fn show(view: &Json) {
    let args = [
        ("number", number(&view["sheet"])),
        ("count", number(&view["count"])),
        ("threshold", number(&view["threshold"])),
        ("words", joined(&view["key"]).into()),
    ];
    say::line(swedish().say("cli-key-sheet", &args));
}

/// Says that the shares did not belong together, and are asked for anew.
fn say_apart(view: &Json) {
    if view["apart"] == true {
        let apart = vault::Error::from(vault::ShareError::NotJoined);
        eprint!("{}", say::error(&apart.into()));
    }
}

fn number(json: &Json) -> Value<'static> {
    json.as_u64().unwrap_or_default().into()
}

fn words(json: &Json) -> impl Iterator<Item = &str> {
    json.as_array().into_iter().flatten().filter_map(Json::as_str)
}

fn joined(json: &Json) -> String {
    words(json).collect::<Vec<&str>>().join(" ")
}

fn list(json: &Json) {
    for (word, place) in words(json).zip(1..) {
        say::line(format!("{place:>3}. {word}"));
    }
}

/// The recovery of a vault whose owner has left.
pub fn recover(told: &ArgMatches) -> Result<(), CommandError> {
    let folder = given_path(told, "vault").unwrap_or(Path::new(""));
    let passphrase = first_line(given_path(told, "passphrase-file").unwrap_or(Path::new("")))?;
    let profile = json!({
        "name": given(told, "name"), "role": given(told, "role"), "school": given(told, "school"),
        "municipality": given(told, "municipality"), "organiser": given(told, "organiser"),
    });
    // Before the holders have come and typed.
    check_new_owner(&profile, &passphrase, &given(told, "reason"))?;
    let backups = given_path(told, "backups");
    let desk = desk(folder, Place::default(), backups)?;
    let begin = match backups {
        Some(_) => "begin_rescue_from_backups",
        None => "begin_rescue",
    };
    let mut view = call(&desk, begin, Json::Null)?;
    say::line(swedish().say("cli-recover-key", &[("words", joined(&view["key"]).into())]));
    while view["missing"] != 0 {
        view = ask_until(|| {
            let holder = ask("cli-holder", &[])?;
            let words = ask("cli-share", &[])?;
            let told = json!({ "holder": holder.trim(), "words": *words });
            Ok(call(&desk, "give_share", told))
        })?;
        clear();
        say_apart(&view);
    }
    let reason = given(told, "reason");
    match backups {
        Some(_) => restore(&desk, &reason)?,
        None => call(&desk, "open_rescued", json!({ "reason": reason }))?,
    };
    let owner = give(&desk, &profile, &passphrase)?;
    say::line(swedish().say("cli-recover-done", &[("owner", owner.into())]));
    Ok(())
}

/// Makes the vault of the backup that is chosen among those that the key opens.
fn restore(desk: &Mutex<Desk>, reason: &str) -> Result<Json, CommandError> {
    let found = call(desk, "rescue_backups", Json::Null)?;
    for one in found["unread"].as_array().into_iter().flatten() {
        let folder = one["folder"].as_str().unwrap_or_default();
        say::line(swedish().say("restore-unread", &[("folder", folder.into())]));
    }
    let backups = found["backups"].as_array().map(Vec::as_slice).unwrap_or_default();
    if backups.is_empty() {
        return Err(vault::Error::from(vault::BackupError::None).into());
    }
    for (one, place) in backups.iter().zip(1_u32..) {
        let text = |name: &str| one[name].as_str().unwrap_or_default().to_owned();
        let args = [
            ("number", place.into()),
            ("owner", text("owner").into()),
            ("made", text("made").into()),
            ("pupils", number(&one["pupils"])),
            ("cases", number(&one["cases"])),
            ("papers", number(&one["papers"])),
        ];
        say::line(swedish().say("cli-recover-backup", &args));
    }
    let chosen = ask_until(|| {
        let typed = ask("cli-recover-which", &[])?;
        let place = typed.trim().parse::<usize>().unwrap_or_default();
        let chosen = place.checked_sub(1).and_then(|place| backups.get(place));
        Ok(chosen.ok_or_else(|| no_such(backups.len())))
    })?;
    let told = json!({ "backup": chosen["id"], "reason": reason });
    call(desk, "restore_rescued", told)
}

/// What is said of a number that none of so many has.
fn no_such(count: usize) -> CommandError {
    let args = [("least", "1".to_owned()), ("greatest", count.to_string())];
    CommandError::fields(vec![FieldProblem {
        field: "backup".to_owned(),
        code: forms::ProblemCode::OutOfRange.as_str().to_owned(),
        args: args.map(|(name, value)| (name.to_owned(), value)).into(),
    }])
}

/// Gives the opened vault to its new owner, whose recovery words are shown and two of them typed back. Gives the name.
fn give(desk: &Mutex<Desk>, profile: &Json, passphrase: &Zeroizing<String>) -> Result<String, CommandError> {
    let told = json!({ "profile": profile, "passphrase": **passphrase, "again": **passphrase });
    let offer = call(desk, "begin_new_owner", told)?;
    say::line(swedish().say("cli-recover-words", &[]));
    list(&offer["words"]);
    ask("cli-recover-put-away", &[])?;
    clear();
    let status = ask_until(|| {
        let first = ask("cli-word", &[("place", number(&offer["ask"][0]))])?;
        let second = ask("cli-word", &[("place", number(&offer["ask"][1]))])?;
        let told = json!({ "first": *first, "second": *second });
        Ok(call(desk, "finish_new_owner", told))
    })?;
    call(desk, "lock", Json::Null)?;
    Ok(status["owner"].as_str().unwrap_or_default().to_owned())
}

/// Words on the command line stay in its history.
fn first_line(file: &Path) -> Result<Zeroizing<String>, CommandError> {
    let text = Zeroizing::new(fs::read_to_string(file).map_err(|_| cannot_read(file))?);
    Ok(Zeroizing::new(text.lines().next().unwrap_or_default().to_owned()))
}
