//! What a reader meets in the checklist and in a consent, word by word.

use forms::{Answers, Filling};
use serde_json::json;

use super::samples::{sample, sealed};
use super::{form, lines};

#[test]
fn check_blank() {
    insta::assert_snapshot!(lines(&form("checklista").blank()).join("\n"), @r"
    Bilaga 1
    Checklista för mentor/klasslärare att använda vid upprepad frånvaro
    Skola
    Klass
    Period
    Frånvaro
    Elev:
    Samtal med elev datum:
    Samtal med vårdnadshavare datum:
    1. Sjukdom?
    Ja [ ]
    Nej [ ]
    Kommentar:
    2. Trivs i skolan?
    Ja [ ]
    Nej [ ]
    Kommentar:
    3. Har kamrater?
    Ja [ ]
    Nej [ ]
    Kommentar:
    4. Svårigheter med skolarbetet?
    Ja [ ]
    Nej [ ]
    Kommentar:
    5. Går det att se något mönster i frånvaron?
    Ja [ ]
    Nej [ ]
    Kommentar:
    Mentor/klasslärare:
    Uppföljning efter en vecka:
    Fortsatt upprepad frånvaro:
    Ja [ ]
    Nej [ ]
    (om ja, anmäl till EHT)
    Kommentar:
    KOPIA AV CHECKLISTA LÄMNAS TILL REKTOR
    Uppföljning EHT:
    kontaktar vårdnadshavare
    datum
    Återkoppling till mentor: ansvarig
    datum
    Ingen ytterligare uppföljning behövs [ ]
    Kommentar:
    ");
}

#[test]
fn check_blank_consent() {
    insta::assert_snapshot!(lines(&form("samtycke-samordning-7-21").blank()).join("\n"), @r"
    Samtycke till samordning enligt 7 kap. 21 § skollagen
    Elev
    Född
    Skola
    Samtycket gör att verksamheterna nedan får lämna uppgifter om eleven till varandra, även om uppgifterna annars skyddas av sekretess eller tystnadsplikt. Det gäller bara det som står här och är inte ett samtycke enligt dataskyddsförordningen.
    Syfte
    Verksamheter
    Verksamhet
    Kontaktperson
    Får
    |  |  |  |
    |  |  |  |
    |  |  |  |
    Uppgifter som får lämnas
    Ja
    Nej
    Närvaro och frånvaro
    Skolsituation och studieresultat
    Anpassningar och särskilt stöd
    Skolans kartläggning och utredning
    Pågående och planerade insatser
    Social situation och hemförhållanden
    Hälsa
    Undantag (vad som inte får lämnas, eller inte till vem)
    Så får vi samarbeta
    möte [ ]
    säkert digitalt möte [ ]
    telefon [ ]
    skriftligt [ ]
    Gäller från och med
    till och med
    Skäl till längre tid än tolv månader
    Det är frivilligt att samtycka. Du kan när som helst ta tillbaka hela eller delar av samtycket, muntligt eller skriftligt, hos rektor. Det slutar också gälla när tiden har gått ut eller samarbetet avslutas. Det som redan har lämnats kan inte tas tillbaka. Säger du nej blir det inget samordningsmöte. Skolan fortsätter med sitt stöd, och skolpliktsbevakningen följer upp frånvaron som vanligt. Varje verksamhet dokumenterar det den får veta. Samtycket påverkar inte skyldigheten att göra en orosanmälan eller en annan anmälan som lagen kräver.
    Informationen har förklarats på ett språk som den som skriver under förstår [ ]
    Språk
    Tolk
    Beslut
    Jag samtycker till det som anges ovan [ ]
    Jag samtycker inte [ ]
    Vårdnadshavare 1
    Vårdnadshavare 2
    Eleven skriver också under [ ]
    Elev
    ");
}

/// The mentor's part is completed, the follow-up is being written, EHT has not begun.
#[test]
fn check_filled() {
    let form = form("checklista");
    let sealed = [sealed(&form, "mentor-part", &sample("checklista"))];
    let draft: Answers = [("absence-continues".to_owned(), json!({ "answer": "yes" }))]
        .into_iter()
        .collect();
    let outline = form.outline(&Filling {
        draft: Some(&draft),
        sealed: &sealed,
        manners: None,
        drawings: None,
    });
    insta::assert_snapshot!(lines(&outline).join("\n"), @r"
    Bilaga 1
    Checklista för mentor/klasslärare att använda vid upprepad frånvaro
    Skola » Lärkängsskolan
    Klass » 8B
    Period » 2026-09
    Frånvaro » 13,5 %
    Elev: » Łukasz Wiśniewski Öberg
    Samtal med elev datum: » 2026-10-01
    Samtal med vårdnadshavare datum: » 2026-10-02
    1. Sjukdom?
    Ja [ ]
    Nej [x]
    Kommentar:
    » Förkyld två dagar i början av månaden, annars inget.
    2. Trivs i skolan?
    Ja [ ]
    Nej [x]
    Kommentar:
    » Trivs på slöjden och hemkunskapen. Tycker att korridoren vid matsalen är jobbig.
    3. Har kamrater?
    Ja [x]
    Nej [ ]
    Kommentar:
    » Två kompisar i klassen och en i 8A som Łukasz äter lunch med.
    4. Svårigheter med skolarbetet?
    Ja [x]
    Nej [ ]
    Kommentar:
    » Matematik, mest när uppgifterna ska läsas och lösas på egen hand.
    5. Går det att se något mönster i frånvaron?
    Ja [x]
    Nej [ ]
    Kommentar:
    » Nästan alltid tisdag förmiddag och torsdag efter lunch, när det är matematik.
    » Łukasz föreslår att få börja de lektionerna i det mindre rummet.
    Mentor/klasslärare: » Şükrü Aydın
    (Şükrü Aydın 2026-09-21)
    Uppföljning efter en vecka:
    Fortsatt upprepad frånvaro:
    Ja [x]
    Nej [ ]
    (om ja, anmäl till EHT)
    Kommentar:
    KOPIA AV CHECKLISTA LÄMNAS TILL REKTOR
    Uppföljning EHT:
    kontaktar vårdnadshavare
    datum
    Återkoppling till mentor: ansvarig
    datum
    Ingen ytterligare uppföljning behövs [ ]
    Kommentar:
    ");
}

/// A pupil who refuses: no scopes, no name under the words ”godkänner”, no day of handing over.
#[test]
fn check_refusal() {
    let form = form("kartlaggning");
    let mut answers = sample("kartlaggning");
    answers.set("decision", json!("no"));
    let approval = sealed(&form, "approval", &answers);
    assert_eq!(approval.answers().to_json(), json!({ "decision": "no" }));
    let outline = form.outline(&Filling {
        sealed: &[approval],
        ..Filling::default()
    });
    let lines = lines(&outline);
    let from = lines
        .iter()
        .position(|line| line.starts_with("Har tagit del"))
        .unwrap();
    insta::assert_snapshot!(lines[from..].join("\n"), @r"
    Har tagit del av kartläggningen och godkänner att den lämnas till rektor. Kartläggningen kommer att delges på nästa EHT.
    Elevens svar
    Godkänner [ ]
    Godkänner inte. Kartläggningen stannar då hos skolkuratorn [x]
    (Şükrü Aydın 2026-09-21)
    ");
}
