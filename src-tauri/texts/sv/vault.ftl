# What is said when the vault cannot be made, opened or written to. Each code has two sentences: what happened,
# and what to do.

## The folder

error-vault-none =
    .what = Det finns inget valv i mappen.
    .do = Skapa ett valv, eller välj den mapp där ditt valv ligger.
error-vault-already =
    .what = Det finns redan ett valv i mappen.
    .do = Lås upp det, eller välj en annan mapp för ett nytt.
error-vault-header-missing =
    .what = Valvets nyckelfil (vault.header) saknas. Utan den kan ingen öppna valvet.
    .do = Ta tillbaka filen från en säkerhetskopia. Flytta eller ta inte bort något annat ur mappen.
error-vault-in-use =
    .what = Valvet är redan öppet i ett annat fönster eller av en annan användare på datorn.
    .do = Stäng det där först, och försök sedan igen.
error-vault-disk-full =
    .what = Disken är full. Det senaste har inte sparats.
    .do = Frigör utrymme på disken och försök igen.
error-vault-folder-not-allowed =
    .what = Du får inte skriva i valvets mapp.
    .do = Be den som sköter datorn om skrivrättigheter till mappen.
error-vault-disk =
    .what = Disken kunde inte läsas eller skrivas.
    .do = Kontrollera att disken är ansluten och försök igen. Hjälper det inte, vänd dig till den som sköter datorn.

## The header

error-vault-header-damaged =
    .what = Valvets nyckelfil (vault.header) är skadad.
    .do = Ta tillbaka filen från en säkerhetskopia.
error-vault-header-tampered =
    .what = Någon annan än du har ändrat i valvets nyckelfil.
    .do = Använd inte valvet. Ta tillbaka nyckelfilen från en säkerhetskopia och berätta för den som sköter datorn.
error-vault-header-weakened =
    .what = Någon har ändrat valvets nyckelfil så att lösenfrasen skulle bli lättare att gissa.
    .do = Skriv inte lösenfrasen. Ta tillbaka nyckelfilen från en säkerhetskopia och berätta för den som sköter datorn.
error-vault-header-newer =
    .what = Valvet är gjort med en nyare version av Närvarolots.
    .do = Uppdatera Närvarolots på den här datorn.

## Unlocking

error-vault-wrong-passphrase =
    .what = Lösenfrasen stämmer inte.
    .do = Kontrollera stora och små bokstäver och försök igen. Har du glömt den, lås upp med återställningsorden.
error-vault-wait =
    .what = Lösenfrasen har varit fel flera gånger.
    .do = Vänta { $seconds } s och försök sedan igen.
error-vault-passphrase-too-short =
    .what = Lösenfrasen är för kort.
    .do = Skriv minst { $shortest } tecken. Fyra eller fem ord är lagom.
error-vault-wrong-recovery-words =
    .what = Orden hör inte till det här valvet.
    .do = Kontrollera att du har rätt papper. Om orden har bytts gäller bara de senaste.
error-vault-wrong-municipality-key =
    .what = Kommunens nyckel hör inte till det här valvet.
    .do = Kontrollera att det är rätt nyckel. Den kan ha bytts efter att valvet skapades.
error-vault-no-municipality-key =
    .what = Valvet är skapat utan kommunens nyckel.
    .do = Lås upp med lösenfrasen eller återställningsorden.
error-vault-municipality-key-required =
    .what = Din kommun kräver att dess nyckel också kan öppna valvet, och nyckeln saknas.
    .do = Be kommunens it-avdelning lägga in nyckeln på datorn. Skapa sedan valvet.
error-vault-municipality-key-malformed =
    .what = Kommunens nyckel går inte att läsa.
    .do = Kontrollera att hela nyckeln är med: 64 tecken, siffror och bokstäverna a till f.
error-vault-municipality-key-unusable =
    .what = Nyckeln i kommunens inställningar på den här datorn går inte att använda: ingen skulle kunna öppna ett valv med den.
    .do = Be kommunens it-avdelning lägga in den öppna delen ur ceremonin i kommun.toml igen. Det som finns i ditt valv är kvar.
error-vault-trail-file-malformed =
    .what = Filen är ingen logg från Närvarolots, eller inte hela loggen.
    .do = Kontrollera att det är rätt fil, och be om en ny kopia om den är skadad.
error-vault-derivation =
    .what = Datorns minne räckte inte för att låsa upp valvet.
    .do = Stäng andra program och försök igen.

## The shares of the municipality's key

error-vault-share-count =
    .what = Delen har trettio ord, och det här är { $count }.
    .do = Skriv alla trettio orden i ordning, från rad till rad.
error-vault-share-unknown =
    .what = Ord nummer { $place } finns inte bland orden.
    .do = Läs ordet på papperet igen. De fyra första bokstäverna skiljer alla ord åt.
error-vault-share-wrong =
    .what = Ord nummer { $place } är fel.
    .do = Jämför det med papperet.
error-vault-share-wrong-two =
    .what = Ord nummer { $place } och { $other } är fel, eller har bytt plats.
    .do = Jämför dem med papperet.
error-vault-share-garbled =
    .what = Fler än två ord är fel.
    .do = Jämför alla orden med papperet, ett i taget.
error-vault-share-newer =
    .what = Delen är gjord med en nyare version av Närvarolots.
    .do = Installera den senaste versionen och försök igen.
error-vault-share-another-key =
    .what = Delen hör till en annan nyckel.
    .do = Jämför kännetecknet på papperet med det som visas, och ta fram rätt papper.
error-vault-share-twice =
    .what = Del { $number } är redan skriven.
    .do = Skriv en annan del.
error-vault-share-too-few =
    .what = { $count ->
        [one] Det behövs en del till.
       *[other] Det behövs { $count } delar till.
    }
    .do = Låt nästa person skriva sin del.
error-vault-share-not-joined =
    .what = Delarna ger inte nyckeln tillsammans. Minst en av dem hör inte dit, och det går inte att se vilken.
    .do = Börja om med delarna. Blir det likadant, byt en del i taget mot en som inte har skrivits än. Ett papper kan vara från en nyckel som aldrig togs i bruk, eller förfalskat.
error-vault-share-not-the-sheet =
    .what = Det är inte det papperet som är på tur.
    .do = Ta ett papper i taget, och skriv delarna när alla är undanlagda.

## The recovery words

error-vault-words-count =
    .what = Du har skrivit { $count } av tolv ord.
    .do = Skriv alla tolv orden i ordning.
error-vault-words-unknown =
    .what = Ord nummer { $place } finns inte bland återställningsorden.
    .do = Läs ordet på pappret igen. De fyra första bokstäverna skiljer alla ord åt.
error-vault-words-checksum =
    .what = Orden hör inte ihop. Något ord är fel, eller så har två ord bytt plats.
    .do = Jämför dem med pappret, ett i taget.
error-vault-words-not-the-word =
    .what = Ord nummer { $place } är ett annat på pappret.
    .do = Kontrollera pappret. Har du inte skrivit ner orden, gå tillbaka och gör det.

## The database

error-vault-database-missing =
    .what = Valvets databas (vault.db) saknas.
    .do = Ta tillbaka valvets mapp från en säkerhetskopia.
error-vault-database-foreign =
    .what = Valvets databas hör inte ihop med nyckelfilen.
    .do = Ta tillbaka båda filerna, vault.header och vault.db, från samma säkerhetskopia.
error-vault-database-damaged =
    .what = Valvets databas är skadad.
    .do = Ta tillbaka valvets mapp från en säkerhetskopia.
error-vault-database-newer =
    .what = Valvet har använts med en nyare version av Närvarolots.
    .do = Uppdatera Närvarolots på den här datorn.
error-vault-database-plaintext =
    .what = Databasen är inte krypterad, och öppnas därför inte.
    .do = Skriv ingenting. Ta tillbaka valvets mapp från en säkerhetskopia och berätta för den som sköter datorn.
error-vault-database-full =
    .what = Det gick inte att spara: disken är full eller får inte skrivas.
    .do = Frigör utrymme och försök igen. Stäng inte fönstret förrän det har sparats.
error-vault-database-busy =
    .what = Ett annat program använder valvets databas.
    .do = Vänta en stund och försök igen. Pausa en säkerhetskopiering som pågår.
error-vault-not-found =
    .what = Det du sökte finns inte i valvet.
    .do = Gå tillbaka till listan och välj på nytt.
error-vault-dangling =
    .what = Det som skulle sparas hör till något som inte finns i valvet.
    .do = Gå tillbaka till ärendet och försök igen.
error-vault-definition-changed =
    .what = Formuläret har samma namn och version som ett du redan har använt, men annat innehåll.
    .do = Be den som gjort formuläret att ge det ett nytt versionsnummer.
error-vault-final =
    .what = Det som är färdigställt kan varken ändras eller tas bort.
    .do = Skriv det som ska rättas i ett nytt dokument. Det tidigare finns då kvar.
error-vault-continued =
    .what = Ett annat dokument fortsätter det här. De tas bara bort tillsammans.
    .do = Välj det senare dokumentet också.
error-vault-already-sealed =
    .what = Delen är redan färdigställd.
    .do = Skriv det som ska rättas i ett nytt dokument.
error-vault-other-form =
    .what = Delen hör till en annan version av formuläret än dokumentet.
    .do = Börja ett nytt dokument med den versionen.
error-vault-draft-conflict =
    .what = Utkastet har sparats med annan text från ett annat ställe.
    .do = Kopiera det du just skrev, öppna dokumentet på nytt och klistra in det.
error-vault-statement =
    .what = Valvet kunde inte utföra det.
    .do = Starta om Närvarolots. Händer det igen, anmäl felet.

## Backups

error-vault-backup-none =
    .what = Det finns inga säkerhetskopior där.
    .do = Välj mappen som kopiorna har sparats i. Den innehåller en mapp vars namn börjar med narvarolots-.
error-vault-backup-some-unread =
    .what = Det du skrev öppnar ingen av de kopior som kan läsas, men alla kunde inte läsas.
    .do = Kontrollera det du skrev. Stämmer det, är filen vault.header vid dina kopior skadad: välj kopiorna på en annan plats.
error-vault-backup-damaged =
    .what = Säkerhetskopian är skadad.
    .do = Välj en annan kopia, eller en från den andra platsen.
error-vault-backup-of-another =
    .what = Säkerhetskopian hör till ett annat valv än det som finns på den här datorn.
    .do = Välj mappen med det här valvets kopior. Har datorn bytt innehavare, låt den som sköter den flytta undan det gamla valvet först.

error-vault-backup-not-saved =
    .what = Valvet är helt men har inte sparats som en säkerhetskopia, så det ersattes inte.
    .do = Börja om med återställningen.
error-vault-backup-stopped =
    .what = Säkerhetskopian blev inte klar, för valvet låstes. De tidigare kopiorna är kvar.
    .do = Lås upp valvet och gör en kopia.

error-vault-backup-in-use =
    .what = En annan dator med samma valv skriver säkerhetskopior på samma plats just nu.
    .do = Vänta några minuter och försök igen. Har du valvet på två datorer, sluta använda den ena: det som skrivs på den ena finns inte på den andra.

## Files beside the database

error-vault-attachment-missing =
    .what = Filen finns inte kvar i valvets mapp.
    .do = Ta tillbaka mappen attachments från en säkerhetskopia.
error-vault-attachment-damaged =
    .what = Filen i valvet är skadad.
    .do = Ta tillbaka mappen attachments från en säkerhetskopia.
error-vault-attachment-too-large =
    .what = Filen är för stor för valvet.
    .do = Dela upp den i mindre filer.
