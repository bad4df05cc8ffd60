# Signatures: what stands in a signed field, what is said of a signed file, and what can go wrong. The codes are
# those of the crate `signing`. The words claim no more than is true: a signature shows whose certificate was used
# and that nothing has been changed since, and who the person is only as far as the issuer is trusted.

report-policy = De certifikat som läsaren själv har valt att lita på

signature-look-time = Undertecknad elektroniskt { $day } kl. { $time }

## What a screen reader is told of a time stamp over a whole document

time-stamp-label = Tidsstämpel

## What the user is, in the certificate

signature-role-mentor = mentor
signature-role-kurator = skolkurator
signature-role-eht = elevhälsoteamet
signature-role-rektor = rektor
signature-role-coordinator = handläggare eller närvarokoordinator
signature-role-administrator = administratör

## What the school's authority is called, in its certificate

authority-name = { $school }, utfärdare

## A file in one line

verdict-whole = Hel och undertecknad av { $names }.
verdict-unknown-issuer = Hel sedan den undertecknades, men utfärdaren är okänd. Det går inte att bedöma vem som har undertecknat.
verdict-bad-certificate = Hel sedan den undertecknades, men en underskrift går inte att godta.
verdict-changed = Ändrad efter underskrift.
verdict-broken = En underskrift stämmer inte med dokumentet.
verdict-unsigned = Inte undertecknad. Det går inte att bedöma om något har ändrats.
verdict-unreadable = Går inte att bedöma.

## Why it cannot be signed

error-sign-no-field =
    .what = Det finns ingen sådan tom rad att underteckna.
    .do = Kontrollera vilka rader dokumentet har.
error-sign-already-signed =
    .what = Raden är redan undertecknad.
    .do = Välj en annan rad.
error-sign-locked =
    .what = Dokumentet är låst av en tidigare underskrift.
    .do = Gör ett nytt dokument om något ska läggas till.
error-sign-expired =
    .what = Certifikatet har gått ut.
    .do = Välj en annan underskrift eller skaffa ett nytt certifikat. Kontrollera annars att datorns klocka går rätt.
error-sign-not-yet-valid =
    .what = Certifikatet har inte börjat gälla enligt datorns klocka.
    .do = Ställ datorns klocka rätt. Går den rätt, vänta till den första dagen som står i certifikatet.
error-sign-no-certificate =
    .what = Certifikatet saknas eller går inte att läsa.
    .do = Välj en fil som innehåller både nyckel och certifikat.
error-sign-appearance =
    .what = Underskriften gick inte att rita.
    .do = Försök igen. Händer det igen, anteckna koden och kontakta den som sköter programmet hos er.
error-sign-too-long =
    .what = Underskriften fick inte plats i dokumentet.
    .do = Använd ett certifikat med färre utfärdare.
error-signature-waits =
    .what = Raden ”{ $row }” väntar på din underskrift.
    .do = Skriv under dokumentet. Fortsätt sedan.
error-drawing-waits =
    .what = På raden ”{ $row }” har ingen ritat ännu. Det går inte att göra efter din underskrift.
    .do = Låt personen rita först, eller kryssa för att raden lämnas tom.
error-drawing-too-late =
    .what = Dokumentet är redan undertecknat elektroniskt eller fortsatt i ett nytt dokument.
    .do = Skriv ut det och låt personen skriva under med penna.
error-signature-not-held =
    .what = Underskriften gjordes men stämde inte vid kontrollen. Ingenting är sparat.
    .do = Försök igen. Händer det igen, anteckna koden och kontakta den som sköter programmet hos er.
error-identity-wrong-passphrase =
    .what = Lösenordet öppnar inte nyckelfilen.
    .do = Skriv lösenordet på nytt.
error-identity-unknown-key =
    .what = Nyckeln är av ett slag som programmet inte använder.
    .do = Använd en nyckel av slaget P-256, P-384 eller RSA med minst 2048 bitar.
error-identity-malformed =
    .what = Filen är inget certifikat och ingen nyckelfil.
    .do = Välj en annan fil.
error-identity-empty =
    .what = Filen innehåller ingen nyckel med certifikat.
    .do = Välj en annan fil.
error-identity-other-key =
    .what = Certifikatet hör till en annan nyckel.
    .do = Välj det certifikat som hör till nyckeln.
error-identity-request-forged =
    .what = Begäran har ändrats på vägen.
    .do = Be om en ny begäran.
error-identity-period =
    .what = Certifikatet slutar gälla innan det börjar.
    .do = Välj ett slutdatum efter startdatumet.
error-identity-name =
    .what = Namnet, rollen eller skolan saknas eller är längre än 64 tecken.
    .do = Korta texten och försök igen.
error-identity-signing =
    .what = Nyckeln kunde inte användas.
    .do = Försök igen. Händer det igen, skapa en ny underskrift.
error-timestamp-unreachable =
    .what = Tidsstämplingstjänsten svarar inte.
    .do = Försök igen när det finns nät, eller underteckna utan tidsstämpel.
error-timestamp-refused =
    .what = Tidsstämplingstjänsten sade nej.
    .do = Kontakta den som sköter tjänsten, eller underteckna utan tidsstämpel.
error-timestamp-wrong-answer =
    .what = Tidsstämplingstjänstens svar hör inte till frågan.
    .do = Kontakta den som sköter tjänsten, eller underteckna utan tidsstämpel.
error-token-no-module =
    .what = Programmet för kortet går inte att läsa in.
    .do = Kontrollera att kortets program är installerat.
error-token-no-card =
    .what = Det finns inget kort i läsaren.
    .do = Sätt i kortet och försök igen.
error-token-no-identity =
    .what = Kortet har inget certifikat för underskrift.
    .do = Använd ett annat kort.
error-token-wrong-pin =
    .what = Pinkoden är fel.
    .do = Skriv pinkoden på nytt. Efter några fel låses kortet.
error-token-pin-form =
    .what = Pinkoden har fel längd eller fel tecken.
    .do = Skriv pinkoden på nytt.
error-token-locked =
    .what = Kortet är låst efter för många fel.
    .do = Lås upp kortet med dess upplåsningskod, eller kontakta den som har gett ut det.
error-token-removed =
    .what = Kortet togs ut innan underskriften var klar.
    .do = Sätt i kortet och försök igen.
error-token-unknown-key =
    .what = Kortets nyckel är av ett slag som programmet inte använder.
    .do = Använd ett annat kort.
error-token-failed =
    .what = Kortet svarade med ett fel.
    .do = Ta ut kortet, sätt i det och försök igen.
error-key-known =
    .what = Nyckeln finns redan här.
    .do = Välj den i listan under Min underskrift. En återkallad nyckel går inte att använda igen.
error-key-in-use =
    .what = Det är den här nyckeln som du skriver under med.
    .do = Välj en annan underskrift först, eller återkalla den här.
error-key-revoked =
    .what = Certifikatet är återkallat. Ingenting är undertecknat.
    .do = Välj en annan underskrift under Min underskrift.
error-no-key-file =
    .what = Ingen nyckelfil är vald.
    .do = Välj nyckelfilen och skriv dess lösenord.
error-not-an-authority =
    .what = Certifikatet tillhör ingen utfärdare.
    .do = Lita på personen i stället.
error-list-of-stranger =
    .what = Listan över återkallade certifikat kommer från en utfärdare som du inte litar på.
    .do = Lägg till utfärdarens certifikat först. Öppna sedan listan igen.
error-not-an-address =
    .what = Det är ingen adress till en tjänst.
    .do = Skriv hela adressen, till exempel http://tid.exempel.se/tsa.
error-clock-unknown =
    .what = Tjänstens certifikat saknas.
    .do = Välj filen med certifikatet. Du får den av den som sköter tjänsten.
error-no-card-module =
    .what = Programmet för kortet är inte valt.
    .do = Välj ett program för kortet.
error-may-not-issue =
    .what = Du utfärdar inga certifikat.
    .do = Be den rektor som gör det, eller fråga kommunens it-avdelning.
error-no-clock =
    .what = Ingen tidsstämplingstjänst är inställd.
    .do = Ange en under Inställningar.
error-clock-not-trusted =
    .what = Tidsstämpeln kommer inte från den tjänst som du har ställt in.
    .do = Kontrollera adressen och certifikatet under Inställningar.
error-paper-changed =
    .what = Dokumentet fick en ny version medan programmet väntade på svar. Ingenting är ändrat.
    .do = Gå till dokumentet och gör om det.
error-report-no-signature =
    .what = Filen är inte undertecknad. Det finns inget att skriva en kontrollrapport om.
    .do = Välj en undertecknad fil.
error-report-other-document =
    .what = Kontrollrapporten hör till en annan fil.
    .do = Kontrollera filen på nytt och spara sedan rapporten.

## What is wrong with a signature

fault-byte-range = Det underskriften säger att den täcker finns inte i filen.
fault-gap = Underskriften utelämnar annat än sig själv.
fault-coverage = Det underskriften täcker är inget helt dokument.
fault-wrapped = Underskriften ligger inte där dess rad säger.
fault-orphan = Det finns en underskrift i filen som ingen rad visar.
fault-malformed = Underskriften är felaktigt uppbyggd.
fault-algorithm = Underskriften är gjord på ett sätt som är okänt eller inte längre säkert.
fault-no-certificate = Undertecknarens certifikat saknas.
fault-other-certificate = Underskriften säger att ett annat certifikat avsågs.
fault-digest = Dokumentet är inte det som undertecknades.
fault-signature = Underskriften är inte gjord med certifikatets nyckel.
fault-time-stamp = Tidsstämpeln stämmer inte.
fault-too-many = Filen har fler underskrifter än vad programmet bedömer.

## Its time

time-in-future = Den uppgivna tiden hade inte kommit när filen kontrollerades. Undertecknarens klocka går fel, eller tiden är påhittad.
time-unknown = Tidsstämpeln kommer från en tjänst som inte finns på listan över betrodda.

## How far a certificate is trusted

chain-trusted = Utfärdaren finns på listan över betrodda.
chain-unknown = Utfärdaren finns inte på listan över betrodda.
chain-expired = Certifikatet hade gått ut.
chain-not-yet-valid = Certifikatet hade inte börjat gälla.
chain-usage = Certifikatet får inte användas för underskrifter.
chain-issuer = Utfärdaren fick inte utfärda certifikat.
chain-condition = Certifikatet har ett villkor som programmet inte känner till.
chain-revoked = Certifikatet var återkallat.

remark-stale-revocations = Uppgiften om certifikatet var återkallat är gammal. Det fanns nyare att hämta.
remark-revoked-later = Ägaren har återkallat certifikatet från en senare dag. Att underskriften gjordes före den dagen är inte bevisat.
remark-unknown-to-issuer = Utfärdaren svarar att den inte känner till certifikatet.

## What has been done after a signature

change-signed = En tom rad har undertecknats.
change-time-stamped = En tidsstämpel har lagts till.
change-proofs = Bevis för senare kontroll har lagts till.
change-description = Filens beskrivning har ändrats. Det syns inte på någon sida.
change-appended = Något har lagts till i filen som inte är en underskrift.
change-replaced = Något i dokumentet har bytts ut.
change-removed = Något i dokumentet har tagits bort.
change-added = Något har lagts till i dokumentet.
change-catalog = Dokumentets uppbyggnad har ändrats.
change-form = Formulärets rader har ändrats.
change-page = En sida har ändrats.
change-locked = En rad har undertecknats fast dokumentet var låst.
