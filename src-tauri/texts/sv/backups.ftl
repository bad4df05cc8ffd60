# Backups and restoring.

backups-page = Säkerhetskopior
backups-page-about = Var kopiorna ligger, när den senaste gjordes, och hur du återställer valvet.
backups-lead = Varje dag som du öppnar valvet görs en kopia av det. Kopiorna är krypterade och öppnas med din lösenfras eller dina återställningsord.
backups-none = Ingen kopia har gjorts här än.
backups-newest = Senaste kopian: { $at }
backups-count = { $count ->
    [one] En kopia finns.
   *[other] { $count } kopior finns.
}
backups-all = Alla kopior
backups-place = { $own ->
    [yes] På den här datorn
   *[no] På en annan plats
}
backups-away = Platsen går inte att nå nu. Är den ett usb-minne, sätt i det. Är den en delad plats, anslut till nätverket. Är mappen borttagen eller flyttad, välj en annan plats.
backups-gone = Platsen går att nå, men här finns inga av valvets säkerhetskopior.
backups-now = Gör en kopia nu
backups-choose = Välj en plats till
backups-change = Byt plats
backups-forget = Sluta kopiera dit
backups-no-other = Kopiorna ligger på samma dator som valvet. Går den sönder eller blir stulen är de också borta. Välj en plats till: ett usb-minne som du låser in, eller en mapp som it-avdelningen har ordnat.
backups-kept = Alla kopior sparas i en vecka. Av de äldre sparas en för varje dag i tolv dagar, en för varje vecka i tio veckor och en för varje månad i nio månader. Resten tas bort av sig själva.
backups-restored = Valvet återställdes { $on } från kopian av { $from }.
backups-home = Säkerhetskopieringen behöver ses över.
backups-open = Visa säkerhetskopiorna

backups-warning = { $warning ->
    [gone] Den andra platsen går att nå, men där finns inga av valvets säkerhetskopior. Är den ett usb-minne, kontrollera att rätt minne sitter i. Har någon tagit bort eller flyttat kopiorna, eller är minnet nytt, välj Byt plats och samma mapp igen. Då görs en ny kopia där.
    [old] Ingen säkerhetskopia har gjorts på den här datorn på en vecka. Gör en kopia nu. Går det inte, kontrollera att disken har plats.
    [other-old] Ingen kopia har kommit till den andra platsen på en vecka. Sätt i usb-minnet eller anslut till nätverket, och gör en kopia nu.
    [full] Disken är nästan full. Då kan varken valvet eller kopiorna sparas. Ta bort sådant som inte behövs, eller be it-avdelningen om mer plats.
    [other-full] Disken på den andra platsen är nästan full. Då kan inga fler kopior sparas där. Ta bort sådant som inte behövs, eller välj en annan plats.
    [drill] Det är dags att öva återställning. Då vet du att kopiorna håller och hur du gör den dag det gäller.
    [unreadable] Några filer i valvet gick inte att läsa när kopian gjordes. Kontrollera arkivet: där står vilka.
   *[synced] Valvet ligger i en mapp som ett annat program kopierar till molnet. Det kan skada valvet. Be it-avdelningen flytta det.
}

restore-page = Återställ från en säkerhetskopia
restore-lead = Du får se vad kopian innehåller, och vad som går förlorat, innan något ändras.
restore-about = Återställ om datorn är ny, om valvet är skadat eller om något viktigt har försvunnit.
restore-begin = Återställ från en säkerhetskopia
restore-own = Kopiorna som programmet känner till
restore-elsewhere = Välj mapp
restore-where = Var ligger kopiorna?
restore-key-lead = Skriv lösenfrasen som du använder nu, eller återställningsorden. På en ny dator: ligger kopiorna på ett usb-minne som inte har varit inkopplat sedan du bytte lösenfras eller ord är det de gamla som öppnar dem.
restore-words = Återställningsord, om du har glömt lösenfrasen
restore-open = Visa kopiorna
restore-choose = Vilken kopia?
restore-empty = Ingen av kopiorna går att läsa. Välj en annan plats.
restore-contents = { $pupils ->
    [one] En elev
   *[other] { $pupils } elever
}, { $cases ->
    [one] ett ärende
   *[other] { $cases } ärenden
}, { $papers ->
    [one] ett papper
   *[other] { $papers } papper
}
restore-unreadable = { $count ->
    [one] Ett papper gick inte att läsa när kopian gjordes.
   *[other] { $count } papper gick inte att läsa när kopian gjordes.
}
restore-unread = Något i mappen { $folder } gick inte att läsa. Saknar du en kopia kan den ligga där. Titta om den också finns på en annan plats.
restore-look = Välj kopian från { $made }
restore-preview = Kopian från { $made }
restore-not-compared = Det finns inget valv här som går att läsa, så kopian kan inte jämföras med något. Det som har ändrats efter kopian måste du göra på nytt: samtycken som har tagits tillbaka, gallringar, skyddade personuppgifter, spärrade nycklar, och vilka du inte längre litar på eller skickar till.
restore-owner = { $key ->
    [former] Kopian gjordes innan valvet fick sin nuvarande innehavare. I valvet som kommer tillbaka står { $owner } som innehavare. Nycklarna för underskrift i det återkallas och raderas, och namnkortet får en ny nyckel. Gör om övertagandet med kommunens nyckel efteråt, så att rätt namn står i valvet.
   *[as-is] I valvet som kommer tillbaka står { $owner } som innehavare, med de nycklar för underskrift som fanns i kopian. Har valvet fått en ny innehavare efter kopian gäller det inte längre: gör då om övertagandet med kommunens nyckel.
}
restore-same = Kopian innehåller detsamma som valvet.
restore-standing = Platserna för säkerhetskopior, dina nycklar, dina kontakter, posten som har skickats, vilka du litar på och tjänsten för tidsstämplar blir kvar som de är nu. Skyddade personuppgifter fortsätter att vara skyddade.
restore-standing-older = Valvet här är äldre än kopian, eller har gått en annan väg. Därför gäller kopians platser, kontakter och val av nycklar. Nycklar som är spärrade här, det som är gallrat, nej till samtycken och skyddade personuppgifter följer med.
restore-cut = Av valvets logg, som har { $known } rader, kommer { $kept } med. Det här valvet är inte det som kopian gjordes av, eller går inte att läsa. Loggen säger själv att den har kortats.
restore-lost = Går förlorat
restore-lost-about = Det här finns i valvet nu men inte i kopian.
restore-back = Kommer tillbaka
restore-line = { $kind ->
    [pupil] Elev
    [case] Ärende
    [document] Dokument
    [paper] Undertecknat eller inskannat senare
    [pupil-changed] Uppgifter om eleven som har ändrats senare
    [case-changed] Uppgifter om ärendet som har ändrats senare
    [package] Post som har tagits emot senare. Ta emot paketet igen, eller be avsändaren att skicka det på nytt.
    [event] Senare anteckning om ett ärende eller dokument: underskrift på papper, undantag från underskrift, arkiverat, stängt eller öppnat
    [note] Anteckning om ett nej, ett återtaget samtycke eller något som har lämnats ut. Ärendet eller dokumentet finns inte i kopian.
   *[draft] Text som har skrivits senare
}
restore-disposed = { $count ->
    [one] Ett dokument i kopian har gallrats sedan dess. Det kommer inte tillbaka.
   *[other] { $count } dokument i kopian har gallrats sedan dess. De kommer inte tillbaka.
}
restore-stays = { $count ->
    [one] En anteckning sedan dess om ett nej, ett samtycke som har tagits tillbaka eller något som har lämnats ut finns kvar.
   *[other] { $count } anteckningar sedan dess om nej, om samtycken som har tagits tillbaka och om det som har lämnats ut finns kvar.
}
restore-undo = Valvet som det är nu sparas först som en säkerhetskopia, så att du kan ångra dig. Visar det sig vara skadat läggs det åt sidan i stället.
restore-do = Återställ valvet
restore-missing = { $count ->
    [one] Valvet är återställt, men ett papper gick inte att hämta: det var skadat eller borta både i valvet och i kopian. Kontrollera arkivet: där står vilket.
   *[other] Valvet är återställt, men { $count } papper gick inte att hämta: de var skadade eller borta både i valvet och i kopian. Kontrollera arkivet: där står vilka.
}
restored-aside = Valvet som fanns här var skadat. Det ligger kvar som vault.damaged i valvets mapp, och ingen kopia gjordes av det. Ta bort filen när allt är på plats: det som gallras här finns kvar i den.
restored-former = Valvet är från tiden innan det fick sin nuvarande innehavare, och { $owner } står som innehavare i det. Nycklarna för underskrift är återkallade och raderade. Gör om övertagandet med kommunens nyckel, så att rätt namn står i valvet.
restored-cut = Loggen hade { $known } rader före återställningen. { $kept } av dem finns kvar.
restore-go-on = Fortsätt
restore-back-to-list = Välj en annan kopia
restore-cancel = Avbryt
restore-first-start = Har du haft ett valv på en annan dator?

drill-page = Öva återställning
drill-lead = En kopia återställs vid sidan av ditt valv, läses från början till slut och tas bort igen. Ditt valv ändras inte.
drill-about = Öva en gång om året. En kopia som ingen har prövat är bara en förhoppning.
drill-begin = Öva återställning
drill-home = Det är dags för årets övning i att återställa en säkerhetskopia.
drill-look = Öva med kopian från { $made }
drill-passed = Övningen gick bra { $on }. Kopian från { $made } gick att återställa, och alla papper i den gick att läsa.
drill-failed = Övningen { $on } visade ett fel: allt i kopian från { $made } gick inte att läsa. Gör en ny kopia och öva igen. Går det inte heller, be it-avdelningen om hjälp och använd inte kopian.
drill-missing = { $count ->
    [one] Ett papper i kopian gick inte att läsa.
   *[other] { $count } papper i kopian gick inte att läsa.
}
drill-none = Du har inte övat än.
drill-done = Klar
