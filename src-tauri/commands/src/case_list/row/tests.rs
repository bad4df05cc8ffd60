use super::*;

const HEADINGS: &str =
    "Namn|Förnamn|Efternamn|Pnr|Klass|Skola|Skolform|Kön|Skyddad|VH|Tel|E-post|Ärende|Start|Slut|Status";
const COLUMNS: [Column; 16] = [
    Column::Name,
    Column::FirstName,
    Column::LastName,
    Column::IdentityNumber,
    Column::Class,
    Column::School,
    Column::SchoolForm,
    Column::Sex,
    Column::Protected,
    Column::Guardian,
    Column::GuardianPhone,
    Column::GuardianEmail,
    Column::Title,
    Column::Opened,
    Column::Closed,
    Column::Note,
];

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 21).unwrap()
}

/// A row whose cells are written as `Heading=text`, parted by bars.
fn entry(cells: &str) -> Entry {
    let told: Vec<(&str, &str)> = cells.split('|').filter_map(|cell| cell.split_once('=')).collect();
    let cell = |heading: &str| {
        let found = told.iter().find(|(name, _)| *name == heading);
        found.map_or(String::new(), |(_, text)| (*text).to_owned())
    };
    let row = Row {
        number: 2,
        cells: HEADINGS.split('|').map(cell).collect(),
    };
    let columns: Vec<_> = COLUMNS.into_iter().zip(HEADINGS.split('|')).collect();
    let usual = Usual {
        title: "Frånvaro".into(),
        school: "Björkskolan".into(),
        school_form: SchoolForm::Grundskola,
    };
    Entry::read(&row, &columns, &usual, today())
}

/// What was read of a row, in a line.
fn read(cells: &str) -> String {
    let Entry {
        pupil,
        title,
        opened,
        closed,
        told,
        ..
    } = entry(cells);
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
    let guardians = pupil
        .guardians
        .iter()
        .map(|one| format!(" vh {} {} {}", one.name, one.phone, one.email));
    let notes = told
        .iter()
        .map(|told| format!(" [{}: {}]", told.heading, told.text));
    let own = [
        pupil.name,
        pupil.class,
        pupil.school,
        pupil.school_form,
        pupil.sex,
        title,
        day(opened),
        day(closed),
    ];
    own.join(",") + &guardians.chain(notes).collect::<String>()
}

fn problems(cells: &str) -> Vec<(String, cases::Code)> {
    let problems = entry(cells).problems.into_iter();
    problems.map(|problem| (problem.field, problem.code)).collect()
}

#[test]
fn check() {
    for (cells, expected) in [
        (
            "Namn=Astrid Almgren",
            "Astrid Almgren,,Björkskolan,grundskola,unknown,Frånvaro,,",
        ),
        (
            "Namn=Almgren, Astrid",
            "Astrid Almgren,,Björkskolan,grundskola,unknown,Frånvaro,,",
        ),
        (
            "Förnamn=Åsa|Efternamn=Öberg|Klass=7B|Skola=Ekskolan|Skolform=GY|Kön=Tjej",
            "Åsa Öberg,7B,Ekskolan,gymnasieskola,flicka,Frånvaro,,",
        ),
        (
            "Namn=Åsa|Förnamn=A",
            "Åsa,,Björkskolan,grundskola,unknown,Frånvaro,, [Förnamn: A]",
        ),
        (
            "Namn=Åsa|Ärende=Närvaro|Start=25/8 2025|Slut=20251001",
            "Åsa,,Björkskolan,grundskola,unknown,Närvaro,2025-08-25,2025-10-01",
        ),
        (
            "Namn=Åsa|Start=45894|Slut=2025-10-01 00:00:00",
            "Åsa,,Björkskolan,grundskola,unknown,Frånvaro,2025-08-25,2025-10-01",
        ),
        (
            "Namn=Åsa|Start=hösten|Slut=21/11",
            "Åsa,,Björkskolan,grundskola,unknown,Frånvaro,, [Start: hösten] [Slut: 21/11]",
        ),
        (
            "Namn=Åsa|Start=2026-11-22|Slut=2025-08-24T22:00:00Z",
            "Åsa,,Björkskolan,grundskola,unknown,Frånvaro,, [Start: 2026-11-22] [Slut: 2025-08-24T22:00:00Z]",
        ),
        (
            "Namn=Åsa|Start=2025-08-25|Slut=2025-08-24",
            "Åsa,,Björkskolan,grundskola,unknown,Frånvaro,2025-08-25, [Slut: 2025-08-24]",
        ),
        (
            "Namn=Åsa|Skolform=montessori|Kön=vet ej|Status=Pågår\nring",
            "Åsa,,Björkskolan,grundskola,unknown,Frånvaro,, [Skolform: montessori] [Kön: vet ej] [Status: Pågår\nring]",
        ),
        (
            "Namn=Åsa|VH=Maj Öberg|Tel=070-123 45 67 (mamma)|E-post=maj@exempel.se",
            "Åsa,,Björkskolan,grundskola,unknown,Frånvaro,, vh Maj Öberg  maj@exempel.se [Tel: 070-123 45 67 (mamma)]",
        ),
        (
            "Namn=Åsa|Tel=070-123 45 67",
            "Åsa,,Björkskolan,grundskola,unknown,Frånvaro,, [Tel: 070-123 45 67]",
        ),
    ] {
        assert_eq!(read(cells), expected, "{cells}");
    }
}

#[test]
fn what_cannot_be_read_is_told() {
    let wrong = |field: &str, code| vec![(field.to_owned(), code)];
    for (cells, expected) in [
        ("Namn=Åsa|Pnr=201301012389", vec![]),
        ("Namn=Åsa|Pnr=20130101-TF01", vec![]),
        (
            "Namn=Åsa|Pnr=201301012383",
            wrong("identity-number", cases::Code::IdentityCheckDigit),
        ),
        (
            "Namn=Åsa|Pnr=fråga",
            wrong("identity-number", cases::Code::IdentityShape),
        ),
        ("Klass=7B", wrong("name", cases::Code::Missing)),
    ] {
        assert_eq!(problems(cells), expected, "{cells}");
    }
    let unread = entry("Namn=Åsa|Start=hösten").unread;
    assert_eq!(unread.len(), 1);
    assert_eq!(
        (unread[0].0.as_str(), unread[0].1.code),
        ("Start", cases::Code::NotADay)
    );
}
