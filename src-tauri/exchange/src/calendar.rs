//! Days for another calendar (iCalendar, RFC 5545): whole days with neutral words, so that whoever may look in the
//! calendar learns nothing of any pupil.
//!
//! Written here and not by the crate `icalendar`: that one folds lines to 76 octets where the standard says 75, gives a
//! whole day an end that is not after its beginning, and reads the clock.

use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

/// A day to remember.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The same for the same thing in every file, so that it is moved and not doubled when it is read in again.
    pub id: Uuid,
    /// The day.
    pub day: NaiveDate,
    /// What the calendar shows; it names nobody.
    pub title: String,
}

/// A calendar file with these days, said to be made by `program` at this instant.
///
/// Each is a date and no instant, so that no time zone can move it, without an end, which makes it that whole day
/// (RFC 5545, 3.6.1); it takes no time from the day, and is marked private.
pub fn calendar(entries: &[Entry], program: &str, made: DateTime<Utc>) -> Vec<u8> {
    let mut file = File::default();
    file.line("BEGIN", "VCALENDAR");
    file.line("VERSION", "2.0");
    file.line("PRODID", &text(&format!("-//{program}//SV")));
    file.line("CALSCALE", "GREGORIAN");
    file.line("METHOD", "PUBLISH");
    for entry in entries {
        file.line("BEGIN", "VEVENT");
        file.line("UID", &entry.id.to_string());
        file.line("DTSTAMP", &made.format("%Y%m%dT%H%M%SZ").to_string());
        file.line("DTSTART;VALUE=DATE", &entry.day.format("%Y%m%d").to_string());
        file.line("SUMMARY", &text(&entry.title));
        file.line("CLASS", "PRIVATE");
        file.line("TRANSP", "TRANSPARENT");
        file.line("END", "VEVENT");
    }
    file.line("END", "VCALENDAR");
    file.0.into_bytes()
}

/// How many octets a line has at most, its end not counted (RFC 5545, 3.1).
const LONGEST: usize = 75;

#[derive(Default)]
struct File(String);

impl File {
    /// A content line, folded between letters where it is too long.
    fn line(&mut self, name: &str, value: &str) {
        let mut octets = 0;
        for letter in name.chars().chain([':']).chain(value.chars()) {
            if octets + letter.len_utf8() > LONGEST {
                self.0.push_str("\r\n ");
                octets = 1;
            }
            self.0.push(letter);
            octets += letter.len_utf8();
        }
        self.0.push_str("\r\n");
    }
}

/// A text as a value (RFC 5545, 3.3.11). A control character, which no line can hold, becomes a blank.
fn text(words: &str) -> String {
    let mut value = String::new();
    for letter in words.chars() {
        match letter {
            '\\' | ';' | ',' => value.extend(['\\', letter]),
            letter if letter.is_control() => value.push(' '),
            letter => value.push(letter),
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::*;
    use ical::parser::Component as _;
    use proptest::prelude::*;

    fn entry(number: u128, title: &str) -> Entry {
        Entry {
            id: Uuid::from_u128(number),
            day: NaiveDate::from_ymd_opt(2026, 12, 31).unwrap(),
            title: title.to_owned(),
        }
    }

    fn file(entries: &[Entry]) -> String {
        let made = "2026-11-26T12:00:00Z".parse().unwrap();
        String::from_utf8(calendar(entries, "Närvarolots", made)).unwrap()
    }

    #[test]
    fn check() {
        let text = file(&[entry(1, "Möte; ärende 3f9a1c, \\ klart")]);
        assert_eq!(
            text.split("\r\n").collect::<Vec<_>>(),
            [
                "BEGIN:VCALENDAR",
                "VERSION:2.0",
                "PRODID:-//Närvarolots//SV",
                "CALSCALE:GREGORIAN",
                "METHOD:PUBLISH",
                "BEGIN:VEVENT",
                "UID:00000000-0000-0000-0000-000000000001",
                "DTSTAMP:20261126T120000Z",
                "DTSTART;VALUE=DATE:20261231",
                "SUMMARY:Möte\\; ärende 3f9a1c\\, \\\\ klart",
                "CLASS:PRIVATE",
                "TRANSP:TRANSPARENT",
                "END:VEVENT",
                "END:VCALENDAR",
                "",
            ]
        );
    }

    /// What a text means, by RFC 5545, 3.3.11.
    fn unescaped(text: &str) -> String {
        let (mut plain, mut letters) = (String::new(), text.chars());
        while let Some(letter) = letters.next() {
            match letter {
                '\\' => plain.extend(letters.next()),
                letter => plain.push(letter),
            }
        }
        plain
    }

    proptest! {
        #[test]
        fn another_reader_finds_what_was_written(titles in prop::collection::vec("[;:,\\\\\"\\r\\n a-cåäö]{0,90}|\\PC{0,120}", 0..4)) {
            // That reader loses a colon that a value begins with, and drops blanks at the end of a line.
            let entries = (1..).zip(&titles).map(|(number, title)| entry(number, &format!("Möte {title}")));
            let entries: Vec<Entry> = entries.collect();
            let text = file(&entries);
            prop_assert!(text.split("\r\n").all(|line| line.len() <= 75 && !line.contains(['\r', '\n'])));
            let read = ical::IcalParser::new(text.as_bytes()).next().unwrap().unwrap();
            prop_assert_eq!(read.events.len(), entries.len());
            for (event, entry) in read.events.iter().zip(&entries) {
                let value = |name: &str| event.get_property(name).and_then(|found| found.value.clone());
                prop_assert_eq!(value("UID"), Some(entry.id.to_string()));
                let summary = unescaped(&value("SUMMARY").unwrap_or_default());
                let letters = |text: &str| text.split_whitespace().collect::<String>();
                prop_assert_eq!(letters(&summary), letters(&entry.title.replace(char::is_control, " ")));
            }
        }
    }
}
