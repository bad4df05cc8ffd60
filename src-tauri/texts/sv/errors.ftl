# What can go wrong: what happened (.what) and what to do (.do). The codes are those of the crates.

error-unexpected =
    .what = Något oväntat hände.
    .do = Försök igen. Händer det igen, starta om programmet; det som är sparat finns kvar.
error-fields =
    .what = Något behöver rättas.
    .do = Gå igenom raderna och rätta dem.
error-locked =
    .what = Valvet är låst.
    .do = Lås upp det och försök igen.
error-vault-exists =
    .what = Det finns redan ett valv på den här datorn.
    .do = Starta om programmet och lås upp det.
error-passphrases-differ =
    .what = De två lösenfraserna är inte likadana.
    .do = Skriv samma lösenfras i båda fälten.
error-nothing-to-confirm =
    .what = Det finns inga återställningsord att bekräfta.
    .do = Börja om med att skapa valvet.
error-vault-is-open =
    .what = Ett valv är öppet.
    .do = Lås det först, och börja sedan om.
error-nothing-begun =
    .what = Det du höll på med är avslutat.
    .do = Börja om från början.
error-not-found =
    .what = Det du sökte finns inte längre.
    .do = Gå tillbaka till listan och öppna det på nytt.
error-no-such-form =
    .what = Det finns inget formulär som heter ”{ $form }”.
    .do = Skriv narvarolots-cli forms för att se vilka som finns.
error-broken-definition =
    .what = Ett formulär går inte att läsa: { $place }.
    .do = Installera om programmet eller hämta formulärpaketet på nytt.
error-broken-municipality =
    .what = Kommunens inställningar på den här datorn går inte att läsa (rad { $line }).
    .do = Be kommunens it-avdelning rätta filen kommun.toml. Försök sedan igen.
error-section-completed =
    .what = Delen är klar och kan inte ändras.
    .do = Skriv det som ska rättas i ett nytt dokument.
error-section-too-early =
    .what = ”{ $section }” kan inte bli klar än.
    .do = Gör delen före klar först.
error-nothing-filled-in =
    .what = Inget i dokumentet är ifyllt.
    .do = Fyll i minst en del och försök igen.
error-not-completed =
    .what = Dokumentet är inte klart än.
    .do = Gå igenom svaren och välj Klar först.
error-protected-print-only =
    .what = Eleven har skyddade personuppgifter, och dokumentet får inte sparas utanför valvet.
    .do = Skriv ut det på papper i stället.
error-author-missing =
    .what = Det framgår inte vem som har svarat i ”{ $section }”.
    .do = Skriv namnet på den som svarade.
error-cannot-write =
    .what = Filen kunde inte sparas.
    .do = Kontrollera att mappen finns, att du får skriva i den och att disken inte är full.
error-table-too-large =
    .what = Uppgifterna får inte plats i en Excelfil.
    .do = Korta den längsta texten och försök igen.
error-cannot-read =
    .what = Filen { $file } kunde inte läsas.
    .do = Kontrollera att den finns och att du får läsa den.
error-not-json =
    .what = Filen { $file } är inte JSON av rätt form (rad { $line }).
    .do = Rätta filen och försök igen.
error-no-printing =
    .what = Datorns utskriftstjänst svarar inte.
    .do = Kontrollera att en skrivare är installerad, eller spara dokumentet och skriv ut det därifrån.
error-print-failed =
    .what = Skrivaren tog inte emot dokumentet.
    .do = Kontrollera skrivaren och försök igen.
error-print-stopped =
    .what = Skrivaren tog emot { $sent } av { $count } papper och sedan inga fler.
    .do = Kontrollera skrivaren. Välj sedan bara de papper som saknas, och skriv ut dem.
error-unknown-command =
    .what = Fönstret bad om något som programmet inte kan göra ({ $name }).
    .do = Starta om programmet. Händer det igen, anmäl felet.
error-usage =
    .what = Kommandot kan inte läsas: { $argument }.
    .do = Skriv narvarolots-cli --help för att se hur det används.

error-print-too-long =
    .what = Dokumentet blir för långt.
    .do = Korta ner texten.
error-print-internal =
    .what = Dokumentet kunde inte skapas.
    .do = Utkastet finns kvar. Anmäl felet.
error-pdf-too-large =
    .what = Filen är för stor för att läsas.
    .do = Kontrollera att det är rätt fil.
error-pdf-not-pdf =
    .what = Filen är inte en PDF.
    .do = Välj en annan fil.
error-pdf-damaged =
    .what = Filen är skadad, eller byggd så att den kan läsas på flera sätt.
    .do = Hämta den på nytt från den som skickade den.
error-pdf-encrypted =
    .what = Filen är krypterad.
    .do = Öppna den med rätt lösenord och spara den utan kryptering.
error-pdf-too-complex =
    .what = Filen är för invecklad för att läsas säkert.
    .do = Be avsändaren om en ny.
error-corrected-already = Raden är redan rättad. Gå tillbaka till ärendet och öppna listan igen.
error-disclosure-not-covered =
    .what = { $why ->
        [party] Inget samtycke som gäller låter den mottagaren få uppgifter.
        [kind] Samtycket omfattar inte alla de uppgifter som är valda.
       *[not-valid] Det finns inget samtycke som gäller den dagen.
    }
    .do = Välj en annan grund, eller låt bli att lämna uppgifterna.
error-scan-too-large =
    .what = Filen är för stor för att läsas.
    .do = Skanna med 300 punkter per tum, eller dela upp bunten i flera filer.
error-scan-unknown-format =
    .what = Filen är varken PDF, JPEG, PNG eller TIFF.
    .do = Ställ in skannern på något av dem, eller välj en annan fil.
error-scan-damaged =
    .what = Den inskannade filen är skadad eller avbruten.
    .do = Skanna pappren igen.
error-scan-encrypted =
    .what = Den inskannade filen är krypterad.
    .do = Ställ in skannern på att spara utan lösenord, och skanna igen.
error-scan-too-complex =
    .what = Den inskannade filen är för invecklad för att läsas säkert.
    .do = Skanna pappren igen som PDF med 300 punkter per tum.
error-scan-too-many-pages =
    .what = Den inskannade filen har för många sidor.
    .do = Dela upp bunten i flera filer.
error-scan-no-pages =
    .what = Det finns inga sidor att lägga in.
    .do = Välj minst en inskannad sida.
error-scan-document-too-large =
    .what = De inskannade sidorna blir för stora för ett dokument.
    .do = Skanna dem igen som PDF med högst 300 punkter per tum, i gråskala eller svartvitt.
error-scan-internal =
    .what = De inskannade sidorna kunde inte läggas in.
    .do = Filen från skannern finns kvar. Anmäl felet.
error-case-offered =
    .what = Ärendet är erbjudet till { $name }, som inte har svarat än.
    .do = Vänta på svaret, eller ta tillbaka erbjudandet under Post.
error-case-elsewhere =
    .what = { $name } har tagit över ärendet.
    .do = Be { $name } skriva det, eller lämna över ärendet till dig igen.
error-case-has-drafts =
    .what = { $count ->
        [one] Ett dokument i ärendet är inte klart. Utkast följer inte med när ett ärende lämnas över.
       *[other] { $count } dokument i ärendet är inte klara. Utkast följer inte med när ett ärende lämnas över.
    }
    .do = Gör dem klara eller kasta dem först.
error-not-to-be-taken-back =
    .what = Erbjudandet är redan besvarat eller taget tillbaka.
    .do = Titta under Skickat och mottaget.
error-errand-goes-on =
    .what = Något som tar tid pågår redan.
    .do = Vänta tills det är klart, eller avbryt det.
error-backup-ends =
    .what = En säkerhetskopia håller på att avslutas.
    .do = Vänta en stund och försök igen. Står det kvar, har platsen för kopiorna slutat svara: starta om Närvarolots.
error-backup-place-in-vault =
    .what = Mappen ligger i valvets egen mapp, och skulle gå förlorad tillsammans med det.
    .do = Välj en mapp på ett usb-minne, en annan disk eller en delad plats.
error-backup-not-written =
    .what = Kopian kunde inte skrivas till { $place }.
    .do = Kontrollera att platsen är inkopplad, har utrymme kvar och går att skriva till. Välj annars en annan plats.
error-restore-no-room =
    .what = Disken är full eller går inte att skriva till. Inget har ändrats: valvet är som det var.
    .do = Frigör utrymme på disken och försök igen. Hjälper inte det, be it-avdelningen kontrollera disken.
error-intake-full =
    .what = Det är mer än vad som kan tas in på en gång.
    .do = Arkivera det som redan är inläst, och ta sedan in resten.
error-none-of-ours =
    .what = Filen är elektroniskt undertecknad men hör inte till något dokument här.
    .do = Kontrollera underskriften under Kontrollera underskrift.
error-no-such-page =
    .what = Dokumentet har ingen sådan sida.
    .do = Välj dokument, och skriv sidans nummer som det står längst ned på papperet.
error-other-paper-beside =
    .what = Den andra vårdnadshavarens papper hör ihop med det här, och utan det gäller inget samtycke.
    .do = Kasta det andra papperet först, eller fyll i båda.
error-not-to-be-filed =
    .what = Papperet går inte längre att arkivera så.
    .do = Läs vad som nu står om det.

# What is wrong in one field.

problem-unknown-field = Formuläret har inget sådant fält.
problem-wrong-kind = Svaret har fel form för fältet.
problem-required = Fyll i ett svar.
problem-too-long = Korta ner texten till högst { $longest } tecken.
problem-out-of-range = Skriv ett tal från { $least } till { $greatest }.
problem-not-a-date = Skriv en dag som finns, till exempel 2026-11-21.
problem-not-a-month = Skriv en månad som finns, till exempel 2026-11.
problem-outside-span = Välj en dag från { $from } till { $to }, eller skriv ett skäl.
problem-unknown-option = Välj ett av alternativen.
problem-too-few-rows = Lägg till rader: minst { $least } behövs.
problem-too-many-rows = Ta bort rader så att högst { $most } är kvar.
problem-row-id = Raden saknar ett eget id.
problem-unknown-section = Formuläret har ingen sådan del.
problem-unknown-column = Tabellen har ingen sådan kolumn: { $column }.
problem-unprintable = Tecknet ”{ $character }” finns inte i dokumentets typsnitt. Skriv det med latinska bokstäver.

# What an answer means for what is to be done next.

notice-tell-eht = Fortsatt upprepad frånvaro: anmäl till elevhälsoteamet (EHT). Lämna en kopia av checklistan till rektor.
notice-approval-refused = Eleven godkänner inte att kartläggningen lämnas vidare. Den stannar hos dig. En anmälan som lagen kräver hindras inte av det.
notice-consent-refused = Inget samtycke ges. Skolan arbetar vidare enligt rutinen, och ett nej är inte ett misslyckande. En anmälan som lagen kräver hindras inte av det.
notice-third-no-show = Eleven har inte kommit vid tre tillfällen. Informera rektor, som beslutar vad som ska göras.

# What documents are marked with.

secrecy-kommunal = Sekretess enligt 23 kap. 2 § OSL
secrecy-fristaende = Tystnadsplikt enligt 29 kap. 14 § skollagen

## The sheet of a share, and what the trail says of it

share-sheet-title = Del { $number } av { $count } av kommunens nyckel
share-sheet-intro = Kommunens nyckel öppnar valv vars innehavare har slutat. Den finns inte samlad någonstans: den är delad i { $count } delar, och { $threshold } av dem behövs för att öppna ett valv. Det här är en av dem.
share-sheet-municipality = Kommun
share-sheet-made = Nyckeln är gjord
share-sheet-key = Nyckelns kännetecken
share-sheet-holder = Delen förvaras av
share-sheet-words = Delens ord
share-sheet-column = Ord
share-sheet-keep = Förvara papperet inlåst, skilt från de andra delarna. Skriv orden bara i Närvarolots, när nyckeln kontrolleras eller ett valv ska öppnas. Kopiera inte papperet och visa det inte för den som har en annan del.
ceremony-file =
    Kommunens inställningar för Närvarolots. Filen innehåller bara den öppna delen av nyckeln.
    Nyckelns kännetecken: { $words }
rescue-why = { $holders }. Grund: { $reason }
recovery-sheet-title = Återställningsord till ditt valv
recovery-sheet-intro = Med de här tolv orden, i ordning, öppnar du valvet om du glömmer lösenfrasen. De finns bara på det här papperet.
recovery-sheet-keep = Förvara papperet inlåst, inte vid datorn. Den som har orden kan läsa allt i valvet.
sheet-source = Närvarolots

## Disposal

error-not-due =
    .what = Ett av de valda dokumenten får inte gallras, eller inte än.
    .do = Läs listan på nytt och välj bland dem som får gallras.
error-goes-together =
    .what = ”{ $title }” fortsätter i ett senare dokument. De gallras bara tillsammans.
    .do = Välj det senare dokumentet också, eller ta bort båda ur valet.
problem-names-pupil = Skriv utan elevens och vårdnadshavarnas namn. Ämnesraden kan synas för andra.
problem-names-somebody = Skriv utan elevens och vårdnadshavarnas namn. Raden blir kvar efter gallringen.

## Papers given out on request

error-release-changed =
    .what = Något om eleven har ändrats sedan listan gjordes. Inget har lämnats ut.
    .do = Hämta listan på nytt och gå igenom den.
problem-wholly-but-masked = Något i listan är maskerat eller lämnas inte. Välj att det lämnas delvis, eller ta med allt.
problem-nothing-given = Inget i listan lämnas ut. Välj avslag, eller ta med något.

error-no-code =
    .what = Det finns ingen läsbar kod i bilden.
    .do = Ta ett nytt foto rakt framifrån där hela koden syns, eller be om namnkortet som fil.
error-card-too-long =
    .what = Namnet och skolan är för långa för en kod.
    .do = Spara namnkortet som fil i stället.
error-own-card =
    .what = Det är ditt eget namnkort.
    .do = Be kollegan om sitt.
error-words-differ =
    .what = Orden stämmer inte med namnkortet.
    .do = Be kollegan läsa dem igen. Stämmer de fortfarande inte, ta bort kortet och be om ett nytt.
error-contact-unverified =
    .what = Orden på kollegans namnkort är inte jämförda.
    .do = Jämför dem under Kollegor. Skicka sedan.
error-contact-ended =
    .what = Kollegans namnkort används inte längre.
    .do = Välj någon annan, eller be om det nya kortet.
error-not-to-be-taken =
    .what = Paketet kan inte tas emot så här.
    .do = Läs vad som står om det, eller lägg undan det.
error-not-a-card =
    .what = Filen är inget namnkort.
    .do = Välj filen som kollegan sparade, eller ett foto av koden.
error-newer-card =
    .what = Namnkortet är gjort med en nyare version av Närvarolots.
    .do = Uppdatera programmet och försök igen.
error-changed-card =
    .what = Namnkortet har ändrats sedan det gjordes.
    .do = Använd det inte. Be kollegan om ett nytt.
error-card-memory =
    .what = Datorn har för lite ledigt minne för att räkna fram orden.
    .do = Stäng andra program och försök igen.
error-package-content =
    .what = Paketet kunde inte göras.
    .do = Starta om programmet och försök igen.
error-package-too-large =
    .what = Paketet är för stort.
    .do = Skicka färre dokument åt gången.
error-package-not-closed =
    .what = Paketet kunde inte stängas, och inget sparades.
    .do = Försök igen.
error-not-a-package =
    .what = Filen är inget paket från Närvarolots.
    .do = Välj filen som kollegan sparade.
error-newer-package =
    .what = Paketet är gjort med en nyare version av Närvarolots.
    .do = Uppdatera programmet och försök igen.
error-package-not-for-you =
    .what = Paketet är stängt för någon annan.
    .do = Be avsändaren skicka det till ditt namnkort.
error-package-incomplete =
    .what = Filen är inte hel. Den är kopierad till hälften, eller skadad i slutet.
    .do = Kopiera den igen från där den kom.
error-package-altered =
    .what = Filen är ändrad eller skadad, och inget av den används.
    .do = Kopiera den igen, eller be avsändaren om ett nytt paket.
error-package-not-as-signed =
    .what = Innehållet är inte det som avsändaren undertecknade, och inget av det används.
    .do = Ring avsändaren innan du gör något mer.
error-package-among-papers =
    .what = Filen är ett paket från en kollega.
    .do = Öppna det under Post.
## Archive packages

error-package-failed =
    .what = Arkivpaketet gick inte att skapa. Inget har sparats.
    .do = Kontrollera arkivet och försök igen.
error-municipality-key-missing =
    .what = Din kommun kräver att dess nyckel också kan öppna valvet innan något färdigställs i det.
    .do = Öppna Inställningar och lägg in kommunens nyckel. Det du har skrivit är sparat.
error-key-words-differ =
    .what = Orden är inte kännetecknet på nyckeln i filen på den här datorn.
    .do = Be kommunens it-avdelning läsa orden igen. Stämmer de fortfarande inte, lägg inte in nyckeln utan berätta det för dem.
error-same-holder =
    .what = Samma person har redan lämnat en del.
    .do = Låt den som har nästa del skriva sitt namn och sin del.
error-trail-no-key =
    .what = Valvet har ingen kommunnyckel att försegla loggen till.
    .do = Finns nyckeln på datorn, ta emot den under Inställningar. Be annars kommunens it-avdelning lägga in den i filen kommun.toml. Skriv ut loggen tills dess.
error-passphrase-again =
    .what = Det var en stund sedan du skrev lösenfrasen.
    .do = Försök igen och skriv den en gång till, så fortsätter programmet.
