//! Every label of the sources, in the order in which a reader of the source meets it, written off by hand
//! from the sources themselves. It stands so in the outline (and with it on screen and paper) and in JSON.

use super::{form, lines};

#[test]
fn check() {
    let sources: [(&str, &[&str]); 6] = [
        ("checklista", CHECKLISTA),
        ("kartlaggning", KARTLAGGNING),
        ("analysfragor", ANALYSFRAGOR),
        ("atgarder", ATGARDER),
        ("motesanteckningar-uppstart", UPPSTART),
        ("motesanteckningar-uppfoljning", UPPFOLJNING),
    ];
    for (id, source) in sources {
        let form = form(id);
        assert_eq!(missing(source, &lines(&form.blank())), None, "{id}: outline");
        assert_eq!(missing(source, &published(&form)), None, "{id}: JSON");
    }
    assert_eq!(
        missing(&["a", "b"], &["b".into(), "a".into()]),
        Some("b"),
        "the order is looked at"
    );
}

/// Only measure k differs from its source, and says so.
#[test]
fn check_errata() {
    let errata = |form: &forms::Form| {
        form.errata()
            .iter()
            .map(|e| (e.field.clone(), e.source.clone()))
            .collect()
    };
    for form in crate::forms().map_err(|error| error.to_string()).unwrap() {
        let found: Vec<(String, String)> = errata(&form);
        let known = (
            "measure-k".to_owned(),
            "Var flexibel inte kravlös kontakten i med eleven".to_owned(),
        );
        let expected = if form.form_ref().id == "atgarder" {
            vec![known]
        } else {
            Vec::new()
        };
        assert_eq!(found, expected, "{}", form.form_ref());
    }
}

/// The first text of the source that does not stand behind the ones before it. An empty tick may follow it.
fn missing<'a>(source: &[&'a str], lines: &[String]) -> Option<&'a str> {
    let mut rest = lines.iter();
    source
        .iter()
        .copied()
        .find(|text| !rest.any(|line| line == text || line.strip_suffix(" [ ]") == Some(text)))
}

/// The form's words as its definition publishes them, field by field.
fn published(form: &forms::Form) -> Vec<String> {
    let mut words: Vec<String> = form.number().map(str::to_owned).into_iter().collect();
    words.push(form.title().to_owned());
    for section in form.sections() {
        words.extend(section.heading().map(str::to_owned));
        for item in section.items() {
            match item {
                forms::Item::Field(field) => of_field(field, &mut words),
                forms::Item::Heading(text)
                | forms::Item::Body(text)
                | forms::Item::Clause(text)
                | forms::Item::Notice(text) => words.push(text.clone()),
            }
        }
    }
    words
}

fn of_field(field: &forms::Field, words: &mut Vec<String>) {
    let options = field.kind().options().iter();
    let options = options.map(|option| match &option.hint {
        Some(hint) => format!("{} – {hint}", option.label),
        None => option.label.clone(),
    });
    match field.kind() {
        // A grid's options stand above its first statement.
        forms::Kind::Choice { grid: true, .. } => {
            words.extend(options);
            words.push(field.label().to_owned());
        }
        forms::Kind::YesNo { comment } => {
            words.extend([field.label(), "Ja", "Nej"].map(str::to_owned));
            words.extend(field.hint().map(str::to_owned));
            return words.extend(comment.clone());
        }
        _ => {
            words.push(field.label().to_owned());
            words.extend(options);
        }
    }
    words.extend(field.hint().map(str::to_owned));
}

/// Handlingsplan för närvaro, bilaga 1.
const CHECKLISTA: &[&str] = &[
    "Bilaga 1",
    "Checklista för mentor/klasslärare att använda vid upprepad frånvaro",
    "Elev:",
    "Samtal med elev datum:",
    "Samtal med vårdnadshavare datum:",
    "1. Sjukdom?",
    "Ja",
    "Nej",
    "Kommentar:",
    "2. Trivs i skolan?",
    "Ja",
    "Nej",
    "Kommentar:",
    "3. Har kamrater?",
    "Ja",
    "Nej",
    "Kommentar:",
    "4. Svårigheter med skolarbetet?",
    "Ja",
    "Nej",
    "Kommentar:",
    "5. Går det att se något mönster i frånvaron?",
    "Ja",
    "Nej",
    "Kommentar:",
    "Mentor/klasslärare:",
    "Uppföljning efter en vecka:",
    "Fortsatt upprepad frånvaro:",
    "Ja",
    "Nej",
    "(om ja, anmäl till EHT)",
    "Kommentar:",
    "KOPIA AV CHECKLISTA LÄMNAS TILL REKTOR",
    "Uppföljning EHT:",
    "kontaktar vårdnadshavare",
    "datum",
    "Återkoppling till mentor: ansvarig",
    "datum",
    "Ingen ytterligare uppföljning behövs",
    "Kommentar:",
];

/// Handlingsplan för närvaro, bilaga 2, from the questions on.
const KARTLAGGNING: &[&str] = &[
    "Bilaga 2",
    "Skolsocial kartläggning – skolfrånvaro",
    "Frågor/områden som diskuteras i kurators samtal med eleven",
    "Hur upplever du din situation i skolan, pedagogiskt och socialt?",
    "(skolarbete, vad har fungerat/fungerar idag, svårigheter, orsak till frånvaron, relation/samspel med skolpersonal och elever under lektioner och raster)",
    "Hur mår du känslomässigt?",
    "(självförtroende, självkänsla, identitet, stress, sömn, mat, framtidsbild, magont och huvudvärk)",
    "Hur ser din hem- och fritidssituation ut?",
    "(familjebild, hemförhållanden, nätverk och fritid)",
    "Vad tycker du att du behöver för stöd för att frånvaro skall bli närvaro?",
    "(vad kan skolan göra, du själv, föräldrarna)",
    "skolan",
    "Datum",
    "Namn Skolkurator",
    "Har tagit del av kartläggningen och godkänner att den lämnas till rektor. Kartläggningen kommer att delges på nästa EHT.",
    "Elevens namn",
    "Kartläggningen lämnas till rektor",
    "(datum)",
];

/// Handlingsplan för närvaro, bilaga 3: the analysis questions; the degrees are those of the same bilaga.
const ANALYSFRAGOR: &[&str] = &[
    "Analysfrågor",
    "Stämmer",
    "Delvis",
    "Ej",
    "Elevens frånvaro har ökat",
    "Elevens skolarbete har uteblivit",
    "Eleven har svårt att nå målen i vissa ämnen",
    "Eleven har utvecklat oregelbundna rutiner i skolan",
    "Eleven och vårdnadshavare hamnar i konflikter om skolan",
    "Eleven visar nedstämdhet",
    "Eleven har utvecklat beroenden. t.ex. dator- och tv-spel",
    "Eleven riskerar att inte uppnå slutbetyg",
    "Eleven har tappat tron på sig själv och sin förmåga",
    "Eleven isolerar sig från vänskapskretsen i skolan",
    "Eleven uppvisar en känsla av stark oro inför skolarbete",
    "Eleven visar symptom på tvångsbeteende",
    "Eleven visar trötthetssyndrom",
    "Eleven isolerar sig och undviker kontakt med nära och familj",
    "Annan situation:",
    "Annan situation:",
    "NÄRVARO – Eleven har full närvaro.",
    "STRÖFRÅNVARO – Eleven undviker enstaka lektionstillfällen en eller flera gånger per vecka.",
    "SYSTEMATISK FRÅNVARO – Eleven undviker systematiskt att närvara vid lektioner.",
    "REGELBUNDEN LÅNGVARIG FRÅNVARO – Eleven är frånvarande i längre perioder. Eleven är i skolan några dagar per månad.",
    "100% FRÅNVARO – Eleven är helt frånvarande från skolan under en längre period.",
    "LÄMNAS EJ HEMMET – Eleven är isolerad, lämnar sällan eller aldrig hemmet och har stora sociala svårigheter.",
];

/// Handlingsplan för närvaro, bilaga 3: the measures; k as corrected, see the form's errata.
const ATGARDER: &[&str] = &[
    "Förslag på åtgärder och anpassningar som skolan kan göra",
    "a) Tydlig närvaroregistrering",
    "Skapa en tydlig närvaroregistrering för eleven.",
    "b) Upprätta dialog med vårdnadshavare",
    "Ha sms-, mejl- eller telefonkontakt med hemmet.",
    "c) Hitta intressebaserad undervisning",
    "Arbeta utifrån elevens intressen",
    "d) Kartlägg elevens situation",
    "Se över vad som kan vara bakomliggande orsaker till elevens frånvaro",
    "e) Skapa tydliga rutiner på skolan",
    "Ge eleven ett tydligt schema med vad den ska göra under dagen.",
    "f) Upprätta en plan tillsammans med eleven och vårdnadshavare",
    "Sätt små delmål med eleven t.ex. ämnen att arbeta med, antal timmar i skolan.",
    "g) Utse en kontaktperson för eleven på skolan",
    "Det kan vara en kurator, specialpedagog, lärare eller elevassistent.",
    "h) Upprätta ett åtgärdsprogram",
    "Skapa tillsammans med vårdnadshavare ett åtgärdsprogram där samtliga insatser anges. Viktigt att lyssna på eleven som ofta har tankar om vad som behövs.",
    "i) Skapa individuella anpassningar",
    "Specifika anpassningar, eget schema, eget klassrum.",
    "j) Skapa en trygg miljö för eleven",
    "Se om det finns moment i elevens omgivning som eleven upplever som otrygg.",
    "k) Var flexibel, inte kravlös, i kontakten med eleven",
    "Ha sms-, mejl- eller telefonkontakt och lämna utrymme för elevens dagsform.",
    "l) Koordinera samarbetet i hela nätverket",
    "Säkerställ att lärare, socialtjänsten, Barn- och ungdomspsykiatri och samtliga instanser är insatta i elevens situation och tillsammans arbetar för elevens närvaro.",
    "m) Anpassa åtgärderna efter elevens dagsform",
    "Var flexibel, anpassa åtgärder efter dagsformen och elevens kravkänslighet.",
    "n) Möt eleven på bibliotek/kafé nära hemmet",
    "Lämplig lärare åker till ett bibliotek eller ett kafé för att där ha undervisning.",
    "o) Möt eleven i hemmet",
    "Lämplig lärare åker hem till eleven för att ha undervisning. En sista åtgärd.",
    "Hur mycket närvaro har eleven?",
    "Har läget ändrats?",
    "Hur mycket närvaro har eleven?",
    "Har läget ändrats?",
];

/// Rutin: samordning enligt 7 kap. 21 § skollagen, punkt 4a.
const UPPSTART: &[&str] = &[
    "Nuläge?",
    "Aktuella aktörer, vem gör vad?",
    "Aktuell närvarostatistik?",
    "Aktuella insatser?",
    "Nya insatser?",
    "Nytt möte – uppföljningsmöte – bokas in tidigast efter en månad men max tre månader efter uppstartsmöte.",
    "Anteckningarna skickas ut till alla närvarande.",
];

/// The same routine, punkt 5.
const UPPFOLJNING: &[&str] = &[
    "Nuläge?",
    "Aktuella aktörer, vem gör vad?",
    "Aktuell närvarostatistik?",
    "Aktuella insatser?",
    "Nya insatser?",
    "Nytt möte?",
    "Anteckningarna skickas ut till alla närvarande.",
];
