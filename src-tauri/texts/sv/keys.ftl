# The user's own signatures, whom the user trusts, and time stamps.

own-keys = Min underskrift
own-keys-about = Nycklar att skriva under med: skapa, importera, använd ett kort, återkalla.
own-keys-lead = Med en av dem skriver du under dokument elektroniskt. Nycklarna ligger i valvet eller på ditt kort.
own-keys-none = Du har ingen underskrift än. Skapa en, eller hämta den du redan har.
own-keys-others = Andra underskrifter
own-keys-add = Lägg till en underskrift

identity-standing = { $standing ->
    [signs] Du skriver under med den här
    [resting] Används inte nu
    [expired] Certifikatet har gått ut
    [early] Certifikatet har inte börjat gälla
    [revoked] Återkallad
   *[erased] Nyckeln är raderad
}
identity-source = { $source ->
    [made] Skapad här. Den säger bara att nyckeln är densamma som förut. Vems den är vet den som har jämfört orden.
    [issued] Skapad här, med certifikat från skolans utfärdare
    [imported] Importerad från en nyckelfil
   *[card] På kortet { $card }
}
identity-revoked = Återkallad från och med { $day }. Det som har undertecknats med den från den dagen godtas inte här.
identity-erased = Nyckeln är raderad. Certifikatet finns kvar, så att äldre underskrifter går att kontrollera.
identity-use = Skriv under med den här
identity-export = Spara certifikatet
identity-exported = Certifikatet är sparat. Det innehåller ingen hemlighet och kan skickas till den som ska lita på dig.
identity-revoke = Återkalla
identity-revoke-title = Återkalla underskriften
identity-revoke-about = Gör det om någon annan kan ha kommit åt nyckeln. Du kan aldrig skriva under med den igen. Säg också till dem som litar på den.
identity-revoke-since = Från vilken dag den inte är säker
identity-revoke-do = Återkalla underskriften
identity-erase = Radera nyckeln
identity-erase-title = Radera nyckeln
identity-erase-about = Nyckeln försvinner och går inte att få tillbaka. Certifikatet finns kvar, så att det du har undertecknat går att kontrollera.
identity-erase-do = Radera nyckeln
keys-cancel = Avbryt

certificate-kind = Slag
certificate-issuer = Utfärdare
certificate-holds = Gäller
certificate-span = { $from } till { $until }
certificate-spoken = I ord

make-key = Skapa en ny här
make-key-about = Programmet skapar en nyckel i valvet, med ditt namn, din roll och din skola. Den du har slutar användas. Kolleger behöver jämföra orden på nytt. Det du har skrivit under förut gäller fortfarande.
import-key = Importera en nyckelfil
import-key-about = En nyckelfil (PKCS#12) slutar på .p12 eller .pfx. Nyckeln läggs i valvet. Ta bort filen från datorn när det är klart.
import-key-choose = Välj nyckelfil
import-key-chosen = Nyckelfilen är vald.
import-key-passphrase = Nyckelfilens lösenord
import-key-do = Importera
key-added = Du skriver under med den här från och med nu.

card-key = Använd ett kort
card-key-about = Sätt kortet i läsaren. Nyckeln stannar på kortet, och pinkoden sparas inte.
card-module = Programmet för kortet
card-module-kind = { $kind ->
    [net-id] Net iD (SITHS, EFOS)
    [personal] Personal
    [opensc] OpenSC
   *[other] Eget val
}
card-module-choose = Välj ett annat program
card-module-warning = Välj bara ett program som kommunen har installerat. Det får göra allt som du får göra på datorn.
card-module-none = Inget program för kort finns på den vanliga platsen. Välj var det ligger, eller fråga kommunens it-avdelning.
card-which = Vilket kort
card-which-hint = Kortet kan visas två gånger, en gång för varje pinkod. Välj det som är för underskrift.
card-label = { $state ->
    [locked] { $label }, låst efter för många fel
    [final] { $label }, låses vid nästa fel
   *[open] { $label }
}
card-pin = Pinkod
card-pin-hint = Efter några fel låses kortet. Lämna tomt om pinkoden skrivs på läsaren.
card-read = Läs kortet
card-show = Visa certifikaten
card-choose = Vilket certifikat
card-for-other = { $name }, inte avsett för dokument
card-do = Skriv under med kortet

trust-page = Betrodda
trust-page-about = Personer och utfärdare vars underskrifter godtas här.
trust-page-lead = Underskrifter från dem som står här godtas när du kontrollerar en fil. Jämför alltid orden med personen innan du lägger till någon.
trust-none = Du har inte lagt till någon än.
trust-as = { $kind ->
    [person] Personen själv
    [authority] Alla som utfärdaren ger certifikat
   *[municipality] Kommunens utfärdare, enligt inställningarna på datorn
}
trust-since = Sedan { $day }
trust-remove = Ta bort { $name }
trust-remove-title = Lita inte längre på { $name }?
trust-remove-about = Underskrifter som godtas på grund av det certifikatet visas som okända från och med nu.
trust-remove-do = Lita inte längre
trust-open = Öppna en fil
trust-open-about = Öppna ett certifikat, eller en lista över certifikat som en utfärdare har återkallat.
trust-opened = I filen
trust-person-do = Lita på { $name }
trust-authority = Lita på alla som { $name } utfärdar certifikat för
trust-authority-about = Då godtas underskrifter från alla som utfärdaren ger certifikat. Gör det bara om du har jämfört orden med den som sköter utfärdandet.
trust-compare = Be personen läsa upp sina åtta ord och jämför. Är de samma kan du lita på certifikatet.
trust-done = Certifikatet är tillagt.
trust-list-kept = Listan från { $name } är sparad. Återkallade certifikat godtas inte längre.
trust-lists = Listor över återkallade certifikat

clock-page = Tidsstämpling
clock-page-about = En tjänst som bevisar när en underskrift gjordes.
clock-page-lead = En tidsstämplingstjänst bevisar att en underskrift fanns vid en viss tid. Bara när en tjänst är inställd använder programmet nätet, och bara för att fråga den. Den får ett kontrolltal, aldrig dokumentet.
clock-none = Ingen tjänst är inställd. Programmet använder inget nät.
clock-set = Tjänsten är { $url }.
clock-standing = { $standing ->
    [ends-soon] Tjänstens certifikat går snart ut. Skaffa det nya certifikatet och spara inställningen igen. Bevara sedan de dokument som ska hålla längre.
    [ended] Tjänstens certifikat har gått ut. Skaffa ett nytt certifikat.
   *[holds] Tjänstens certifikat gäller.
}
clock-change = Ställ in en tjänst
clock-url = Tjänstens adress
clock-url-hint = Till exempel http://tid.exempel.se/tsa
clock-certificate = Tjänstens certifikat
clock-certificate-choose = Välj certifikatfil
clock-save = Spara
clock-saved = Tjänsten är inställd. Nästa underskrift får en tidsstämpel.
clock-remove = Använd ingen tjänst
clock-removed = Ingen tjänst används längre. Tidsstämplar som finns kontrolleras som förut.

stamp-missing = Underskriften har ingen tidsstämpel.
stamp-later = Lägg till en senare, när tjänsten svarar.
stamp-add = Lägg till tidsstämpel
stamp-added = Tidsstämpeln är tillagd.
stamp-preserve = Bevara för framtiden
stamp-preserve-about = Certifikat och listor över återkallade läggs in i filen med en ny tidsstämpel, så att den går att kontrollera när utfärdarna är borta.
stamp-preserved = Bevisen och en ny tidsstämpel är tillagda.
stamp-ends = Tidsstämpelns certifikat gäller till { $day }. Bevara dokumentet på nytt före den dagen.

ask-issuer = Begär av skolans utfärdare
ask-issuer-about = Skolans utfärdare kan gå i god för att nyckeln är din. Då behöver kollegerna inte jämföra orden med var och en.
ask-issuer-do = Skapa en begäran
ask-issuer-read = Spara begäran och skicka den till den som utfärdar. Läs upp orden när ni pratar. Öppna svaret här när du får det.
ask-issuer-save = Spara begäran
ask-issuer-saved = Begäran är sparad. Den innehåller ingen hemlighet.
ask-issuer-answer = Öppna svaret
asked-words = Ord att jämföra

issue-page = Utfärda certifikat
issue-page-about = Begäranden från personalen, och det du har utfärdat.
issue-page-lead = Du går i god för att en nyckel tillhör en viss person på skolan. Svara bara på en begäran när personen själv har läst upp orden.
issue-begin-about = Skolan har ingen utfärdare i det här valvet än. Programmet skapar en nyckel för den. Den gäller i tio år och används bara till att utfärda och återkalla certifikat.
issue-begin = Skapa skolans utfärdare
issue-open = Öppna en begäran
issue-asked = Begäran
issue-compare = Be personen läsa upp sina ord. Är alla åtta desamma, och stämmer namn, roll och skola, kan du utfärda certifikatet. Det gäller i tre år.
issue-answer = Utfärda och spara svaret
issue-answered = Certifikatet är utfärdat och svaret sparat. Skicka det till personen.
issue-saved = Filen är sparad. Den innehåller ingen hemlighet.
issue-issued = Utfärdat
issue-none = Inget är utfärdat än.
issue-made = Utfärdat { $day }
issue-revoked = Återkallat från och med { $day }
issue-revoke = Återkalla certifikatet
issue-revoke-about = Gör det när personen har slutat eller när nyckeln kan vara på drift. Spara sedan listan och skicka den till kollegerna.
issue-save-list = Spara listan över återkallade
issue-authority-about = Det här certifikatet ska de andra lita på. Spara det och ge det till it-avdelningen eller kollegerna.
