# The command line.

## What the system is told

sleep-why = Ett valv ska låsas innan datorn går i vila

cli-about = Närvarolots på kommandoraden: formulär till arkiverbara dokument.
cli-about-forms = Visar vilka formulär som finns och vad de frågar efter.
cli-about-render = Gör ett dokument av svar i en fil, eller en tom blankett utan svar.
cli-about-inspect = Säger vad en PDF är och vad den innehåller.
cli-about-demo = Gör ett påhittat ärende genom alla formulär, undertecknar det och skriver vilka som är betrodda.
cli-about-sign = Undertecknar en PDF med en nyckelfil eller ett kort.
cli-about-verify = Säger om en undertecknad PDF är hel, vem som har undertecknat och vad som har hänt sedan dess.
cli-about-check-package = Säger om ett arkivpaket är helt, och annars vad som är fel i vilken fil.
cli-package-file = Arkivpaketet, eller filen med flera arkivpaket (.zip).
cli-package = { $name }: { $count ->
    [0] paketet är helt.
    [one] ett fel.
   *[other] { $count } fel.
}
cli-json = Skriv svaret som JSON.
cli-render-form = Formulärets id, till exempel checklista.
cli-render-answers = Svaren som JSON; en mapp eller en fil med JSON Lines ger flera dokument.
cli-render-out = Filen som skapas, eller mappen när det blir flera dokument.
cli-render-time = När dokumentet görs; annars nu.
cli-render-id = Dokumentets id; annars följer det av innehållet.
cli-render-provenance = Skola, diarienummer, sekretess och vem som fyllt i, som JSON.
cli-pdf-file = PDF-filen.
cli-sign-p12 = Nyckelfilen (PKCS#12, .p12 eller .pfx).
cli-sign-out = Den undertecknade filen som skapas.
cli-sign-field = Raden som undertecknas; annars den första tomma.
cli-sign-module = Kortets program (PKCS#11); då används kortets första nyckel för dokument i stället för en nyckelfil.
cli-sign-tsa = Adressen till en tidsstämplingstjänst. Svarar den inte skapas ingen fil.
cli-sign-passphrase = Fil med nyckelfilens lösenord eller kortets pinkod på första raden; annars läses det från standard in.
cli-sign-time = När dokumentet undertecknas; annars nu.
cli-sign-lock = Lås dokumentet: ingen kan underteckna efter den här underskriften.
cli-verify-report = Fil som kontrollrapporten skrivs till: .pdf att läsa, annars XML för arkiv (ETSI TS 119 102-2).
cli-about-scans = Läser skannade papper och säger vilket dokument varje sida hör till.
cli-scans-files = Filerna: PDF, JPEG, PNG eller TIFF.
cli-scans-page = { $file }, sida { $page }: dokument { $document }, sida { $number }
cli-scans-loose = { $file }, sida { $page }: ingen läsbar kod
cli-about-case-list = Läser en gammal ärendelista (CSV eller Excel) och säger vad kolumnerna verkar vara och vilka rader som inte går att ta in. Inget sparas.
cli-case-list-file = Listan: CSV eller Excel (.xlsx).
cli-case-list-sheet = { $count ->
    [one] En rad under rubrikerna { $sheet }
   *[other] { $count } rader under rubrikerna { $sheet }
}
cli-case-list-row = Rad { $row } tas inte in:
cli-case-list-cell = Rad { $row }, { $heading }, läggs i anteckningen:
cli-case-list-protected = Rad { $row } tas inte in: skyddade personuppgifter.
cli-verify-trust = Mapp med certifikat som är betrodda (.pem, .crt, .cer, .der) och listor över återkallade (.crl).
cli-demo-out = Mappen som dokumenten läggs i.
cli-about-backups = Visar vilka säkerhetskopior som finns i en mapp, och med lösenfrasen om de går att läsa.
cli-backups-place = Mappen som är vald för säkerhetskopiorna.
cli-backups-check = Läs varje kopia från början till slut. Lösenfrasen behövs; inget återställs.
cli-backups-passphrase = Fil med lösenfrasen på första raden; annars läses den från standard in.
cli-backups-folder = { $folder }: { $count ->
    [one] en kopia, från { $newest }
   *[other] { $count } kopior, den senaste från { $newest }
}
cli-backups-checked = { $made }: { $state ->
    [whole] hel
   *[damaged] går inte att läsa helt
}
cli-version = Visa programmets version.
cli-help = Visa den här hjälpen.
cli-heading-commands = Kommandon
cli-heading-options = Val
cli-help-template =
    {"{about}"}

    Användning: {"{usage}"}

    {"{all-args}"}
cli-demo-done = { $count } ifyllda dokument och lika många tomma blanketter ligger i { $folder }. Vilka som är betrodda ligger i mappen trust.
cli-demo-school = Björkskolan
cli-demo-organiser = Exempelkommun

cli-fact-kind = Innehåll
cli-fact-title = Titel
cli-fact-form = Formulär
cli-fact-hash = Definition
cli-fact-document = Dokument
cli-fact-pages = Sidor
cli-fact-conformance = Standarder
cli-fact-predecessor = Fortsätter
cli-fact-attachment = Bilaga
cli-fact-signature = Underskrift
cli-fact-remark = Anmärkning
cli-kind-record = ett ifyllt dokument från Närvarolots
cli-kind-blank = en tom blankett från Närvarolots
cli-kind-foreign = en PDF som inte kommer från Närvarolots
cli-signature-signed = undertecknad, inte bedömd
cli-signature-empty = tom
cli-verify-signature = Underskrift: { $field }
cli-verify-time-stamp = Tidsstämpel: { $field }
cli-verify-signer = Undertecknare
cli-verify-issuer = Utfärdare
cli-verify-standing = Certifikat
cli-verify-fingerprint = Fingeravtryck
cli-verify-spoken = I ord
cli-verify-claimed = Uppgiven tid
cli-verify-proven = Bevisad tid
cli-verify-locks = Underskriften låste dokumentet.
cli-remark-record-missing = dokumentet säger att svaren finns bifogade, men de saknas
cli-remark-record-broken = de bifogade svaren går inte att läsa eller har ändrats
cli-remark-record-mismatch = de bifogade svaren hör till ett annat dokument
cli-remark-definition-mismatch = den bifogade definitionen är inte den som besvarades

cli-about-log = Öppnar en logg som är förseglad till kommunen, kontrollerar att raderna hänger ihop och visar dem
cli-log-file = Loggen, en fil som slutar på .nlogg
cli-log-key = Filen med en hemlig nyckel som gjorts utanför Närvarolots, 64 tecken; ett bindestreck läser den från standard in. Utan det här valet skrivs nyckelns delar vid skärmen
cli-about-open-package = Öppnar ett paket mellan valv som också är stängt till kommunen, och lägger papperen i en mapp
cli-open-file = Paketet, en fil som slutar på .lotspaket
cli-open-out = Mappen som papperen läggs i, okrypterade
cli-open-from = Från
cli-open-school = Skola
cli-open-purpose = Ändamål
cli-about-municipality-key = Gör kommunens nyckel: visar eller skriver ut en del för var och en som ska ha den, läser dem tillbaka och sparar den öppna delen
cli-key-name = Kommunens namn, som det ska stå på delarna och i inställningarna
cli-key-out = Filen med den öppna delen av nyckeln, kommun.toml, som skapas
cli-key-shares = Hur många delar som görs, högst åtta
cli-key-threshold = Hur många av delarna som behövs, minst två
cli-key-required = Inget valv skapas utan nyckeln, och inget färdigställs i ett som saknar den
cli-key-printer = Skriv ut delarna på skrivaren i stället för att visa dem
cli-key-sheet = Del { $number } av { $count }, { $threshold } behövs. Nyckelns kännetecken: { $words }
cli-key-put-away = Skriv av del { $number }, eller hämta den i skrivaren, och lägg undan den. Tryck på retur när nästa person sitter vid skärmen.
cli-key-read-back = Skriv nu tillbaka { $count } av delarna från papperen.
cli-key-minutes = Räkna med en kvart. Skriver ingen något på femton minuter är nyckeln borta, och ni börjar om.
cli-key-print-again = Tryck på retur för att försöka igen när skrivaren är klar.
cli-key-rest = Kontrollera gärna en del till: skriv dess ord, eller tryck på retur för att gå vidare.
cli-key-other-file = En annan fil för den öppna delen:
cli-key-done = Den öppna delen av nyckeln finns i { $file }. Nyckelns kännetecken: { $words }
cli-share = Delens ord:
cli-holder = Ditt namn:
cli-word = Ord nummer { $place }:
cli-about-recover = Öppnar ett valv vars innehavare har slutat med kommunens nyckel, och ger det till en ny innehavare
cli-recover-vault = Valvets mapp
cli-recover-backups = Mapp med säkerhetskopior: valvet återställs från en av dem, i den tomma mappen --vault
cli-recover-which = Numret på kopian som ska bli valv igen
cli-recover-backup = { $number }. { $owner }, { $made }: { $pupils } elever, { $cases } ärenden, { $papers } handlingar
cli-recover-reason = Grunden, till exempel ett diarienummer; den skrivs i valvets logg
cli-recover-passphrase = Fil med den nya innehavarens lösenfras på första raden
cli-recover-name = Den nya innehavarens namn
cli-recover-role = Rollen: mentor, kurator, rektor, coordinator, eht eller administrator
cli-recover-school = Skolan
cli-recover-municipality = Kommunen
cli-recover-organiser = Huvudmannen: kommunal eller fristaende
cli-recover-key = Valvet öppnas av nyckeln med kännetecknet { $words }. Låt var och en skriva sitt namn och sin del.
cli-recover-words = Valvet är öppnat och det står i dess logg. Det här är den nya innehavarens återställningsord:
cli-recover-put-away = Skriv av orden, lägg undan papperet och tryck på retur.
cli-recover-done = Valvet tillhör nu { $owner }. Den gamla lösenfrasen och de gamla återställningsorden gäller inte längre.
cli-log-owner = Innehavare
cli-log-vault = Valv
cli-log-made = Sparad
cli-log-entries = Rader
cli-log-whole = Raderna i filen hänger ihop. Filen visar inte vem som har gjort den.
