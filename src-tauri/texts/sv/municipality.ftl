# The municipality's key: how it is made, how a vault gets it, and how a vault is opened by it when somebody has left.

## What the trail says

rescue-given = Del { $number }: { $name }

## While no vault is open

ways-title = Annat du kan göra
ways-other-vault = Öppna ett valv i en annan mapp

## The making of the key

ceremony-kind = Kommunens nyckel
ceremony-title = Gör kommunens nyckel
ceremony-lead = Med nyckeln kan kommunen öppna ett valv när den som hade det har slutat. Nyckeln delas mellan flera personer, så att ingen kan öppna något ensam.
ceremony-before = Samla dem som ska ha var sin del, vid en dator som inte är ansluten till nätet. Räkna med en kvart. Delarna finns bara på papper: inget sparas på datorn förrän ni sparar den öppna delen sist.
ceremony-municipality = Kommun
ceremony-count = Antal delar
ceremony-count-hint = En för varje person som ska ha en del. Högst åtta.
ceremony-threshold = Så många delar behövs för att öppna ett valv
ceremony-threshold-hint = Minst två. Är det färre än antalet delar gör det inget om ett papper försvinner.
ceremony-required = Nyckeln är obligatorisk
ceremony-required-hint = Då skapas inget valv utan den, och inget färdigställs i ett valv som saknar den.
ceremony-begin = Gör nyckeln
ceremony-give-up = Avbryt utan att spara
ceremony-step-begin = Nyckeln
ceremony-step-sheets = Delarna
ceremony-step-read = Kontroll
ceremony-step-save = Den öppna delen
sheet-turn-title = Del { $number } av { $count }
sheet-turn-lead = Låt den som ska ha delen sätta sig ensam vid skärmen.
sheet-show = Visa del { $number }
sheet-title = Din del av nyckeln: { $number } av { $count }
sheet-lead = Skriv ut orden eller skriv av dem för hand, med nummer. De visas aldrig igen.
sheet-note = Förvara papperet inlåst. Visa det inte för den som har en annan del.
sheet-printed = Delen är skickad till skrivaren. Hämta papperet genast.
sheet-away = Jag har lagt undan papperet
read-title = Kontrollera papperen
read-lead = { $left ->
    [one] Låt en person till skriva sin del från papperet. Sedan är det visat att nyckeln går att få fram.
   *[other] Låt { $left } personer skriva sin del från papperet, en i taget. Så visas att nyckeln går att få fram innan den tas i bruk.
}
read-lead-more = Nyckeln går att få fram. Låt en person till skriva sin del, så är också det papperet kontrollerat.
read-back = Tillbaka utan att kontrollera fler
read-done = Kontrollerade delar: { $numbers }
read-do = Kontrollera delen
share-words = Delens trettio ord
share-words-hint = I rätt ordning, med mellanslag emellan. Stora och små bokstäver spelar ingen roll.
share-apart = Delarna ger inte nyckeln tillsammans. Minst en av dem hör inte dit, och det går inte att se vilken. Börja om med delarna. Blir det likadant, byt en del i taget mot en som inte har skrivits än. Ett papper kan vara från en nyckel som aldrig togs i bruk, eller förfalskat.
ceremony-left-title = Nyckeln gjordes inte klar
ceremony-left = Ingen rörde fönstret på en kvart, eller så låstes datorn. Därför är nyckeln borta ur datorns minne, och papperen som är utskrivna eller avskrivna öppnar ingenting. Riv dem, och börja om när alla är på plats.
ceremony-end-title = Nyckeln är gjord
ceremony-end-lead = Delarna på papperen ger nyckeln tillsammans. Spara nu den öppna delen. Den är inte hemlig: med den går det att låsa till kommunen, men inte att öppna.
ceremony-end-note = Skriv upp kännetecknet. Den som får nyckeln i sitt valv kan behöva jämföra det med dig. Lägg filen som kommun.toml på datorerna, så som användarguiden beskriver.
ceremony-save = Spara den öppna delen
ceremony-more = Kontrollera en del till
ceremony-unread = { $count ->
    [one] Ett papper är inte kontrollerat. Är det fel avskrivet märks det först när det behövs.
   *[other] { $count } papper är inte kontrollerade. Är något fel avskrivet märks det först när det behövs.
}
ceremony-saved = Den öppna delen är sparad.
ceremony-done = Klar

## The key in a vault

key-title = Kommunens nyckel
key-name = Nyckelns kännetecken
key-held = Kännetecken på nyckeln som öppnar valvet
key-standing = { $standing ->
    [held] Kommunen kan öppna ditt valv med sin nyckel, till exempel när du har slutat. Det krävs flera personer, och det syns i valvets logg.
    [missing] Kommunen har en nyckel, men den öppnar inte ditt valv.
    [other] Kommunen kan öppna ditt valv med en tidigare nyckel. I inställningarna på den här datorn finns nu en annan.
   *[none] Kommunen har ingen nyckel. Bara du kan öppna ditt valv, med lösenfrasen eller återställningsorden.
}
key-offer-title = { $name } har en nyckel
key-offer-lead = Med den kan kommunen öppna ditt valv när du har slutat, så att handlingarna inte hänger på en enda person. Det krävs flera personer som har var sin del av nyckeln, och det syns i valvets logg.
key-offer-do = Skriv nyckelns kännetecken, så som it-avdelningen har gett ut det. Har du inte fått det, ring dem på ett nummer du redan har. Då kan ingen annan lägga in en egen nyckel.
key-offer-must = Kommunen kräver att nyckeln finns i alla valv. Inget kan färdigställas förrän nyckeln är inlagd.
key-changed-title = Kommunens nyckel är en annan
key-changed-lead = I inställningarna på den här datorn finns en annan nyckel för { $name } än den som öppnar ditt valv.
key-changed-do = Ring kommunens it-avdelning på ett nummer du redan har, och be dem läsa upp den nya nyckelns kännetecken. Lägg inte in nyckeln om de inte har bytt den.
key-words = { $standing ->
    [other] Den nya nyckelns kännetecken
   *[missing] Nyckelns kännetecken
}
key-words-hint = Åtta ord, så som it-avdelningen säger dem.
key-take = Lägg in nyckeln
key-taken = Nyckeln är inlagd.
key-later = Inte nu

## A vault whose owner has left

rescue-kind = Kommunens nyckel
rescue-title = Öppna valvet med kommunens nyckel
rescue-lead = För ett valv vars innehavare har slutat. De som har delar av nyckeln skriver dem här, en i taget.
rescue-key = Kännetecken på nyckeln som öppnar valvet
rescue-holder-name = Ditt namn
rescue-holder-hint = Namnet skrivs i valvets logg.
rescue-give = Lämna delen
rescue-missing = { $count ->
    [one] Det behövs en del till.
   *[other] Det behövs { $count } delar till.
}
rescue-step-shares = Delarna
rescue-step-reason = Grunden
rescue-step-owner = Ny innehavare
rescue-step-backup = Säkerhetskopian
rescue-backups-way = Återställ ett valv från en säkerhetskopia med kommunens nyckel
rescue-backups-title = Vilken säkerhetskopia ska bli valv igen?
rescue-backups-lead = Nyckeln öppnar de här kopiorna. Mer än så visas inte förrän valvets logg säger vilka som öppnade det och varför.
rescue-backups-nobody = Okänd innehavare
rescue-backups-choose = Välj kopian från { $made } ({ $owner })
rescue-backup-chosen = Valvet återställs från kopian från { $made }. Innehavare: { $owner }.
rescue-restore = Återställ och öppna valvet
rescue-left-title = Valvet öppnades inte färdigt
rescue-left = Ingen rörde fönstret på en kvart, eller så låstes datorn. Därför är delarna borta ur datorns minne och valvet är stängt. Hade ni hunnit öppna valvet står det i dess logg.
rescue-reason-title = Varför öppnas valvet?
rescue-reason-lead = Valvets logg säger för alltid vilka som öppnade det, när och på vilken grund.
rescue-reason = Grund
rescue-reason-hint = Beslutets diarienummer. Skriv ingen elevs namn.
rescue-reason-note = Inget i valvet visas än. Först får det en ny innehavare, och då slutar den gamla lösenfrasen att gälla.
rescue-open = Öppna valvet
rescue-owner-title = Valvets nya innehavare
rescue-owner-lead = Den som tar över ärendena skriver sitt namn och väljer en lösenfras. Den som har slutat kan sedan inte öppna valvet, och ingen kan skriva under i den personens namn.
rescue-proof-lead = Ta fram papperet och skriv två av orden. Sedan byter valvet innehavare.
rescue-finish = Ta över valvet
