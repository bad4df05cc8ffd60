# Papers about what leaves the vault: the report of a disposal, and what is given out on request.

disposal-sheet-title = Gallringsrapport
disposal-sheet-about = { $count ->
    [one] Ett dokument gallrades ur valvet med alla sina papper, svar, utkast och anteckningar om vad som hade hänt med det. Rapporten säger inget om eleven.
   *[other] { $count } dokument gallrades ur valvet med alla sina papper, svar, utkast och anteckningar om vad som hade hänt med dem. Rapporten säger inget om eleverna.
}
disposal-sheet-at = Gallrat
disposal-sheet-by = Beslutat av
disposal-sheet-reason = Skäl eller beslut
disposal-sheet-backups = Säkerhetskopior
disposal-sheet-kept-until = Kopior som programmet gjorde före gallringen kan innehålla dokumenten. De tas bort av sig själva: de sista den { $day }, eller när kopior görs efter den dagen (har det varit ett långt uppehåll, den tredje dagen). Det gäller också kopiorna på en annan plats, när den är inkopplad. Återställs valvet på den här datorn från en sådan kopia gallras dokumenten genast igen. På en ny dator måste de gallras på nytt.
    Kopior som någon annan har gjort av valvet kan innehålla dokumenten: på ett usb-minne, i en synkad mapp eller i it-avdelningens säkerhetskopiering. Den som har gjort dem måste själv gallra dem. Skriv här när det är gjort: ________________
    Papper, filer som har sparats utanför valvet och kopior hos mottagare gallras var för sig.
disposal-sheet-document = Dokumentets nummer
disposal-sheet-form = Formulär
disposal-sheet-completed = Färdigställt
disposal-sheet-rule = Regel
disposal-sheet-years = { $plan }. { $years ->
    [0] Sparas till slutet av det kalenderår då dokumentet färdigställdes.
    [one] Sparas ett år från slutet av det kalenderår då dokumentet färdigställdes.
   *[other] Sparas { $years } år från slutet av det kalenderår då dokumentet färdigställdes.
}
disposal-sheet-hashes = Papperens kontrollsummor (SHA-256)

## From vault to vault

handover-how = paket till kollegans valv
handover-answer-purpose = Svar
handover-on-paper = Uppgifterna tas bara emot på papper.

## Given out on request

release-masked = [maskerat]
release-requester = { $requester ->
    [pupil] Eleven
    [guardian] Vårdnadshavare
    [authority] Annan myndighet
   *[public] Annan
}
release-outcome = { $outcome ->
    [wholly] Lämnas ut helt
    [partly] Lämnas ut delvis
   *[refused] Lämnas inte ut
}
release-item-card = Uppgifter om eleven
release-item-guardians = Vårdnadshavare
release-item-case = Ärende
release-item-document = { $title }, färdigställt { $on }
release-item-draft = { $title }, utkast (arbetsmaterial)
release-item-log = Händelser i valvet
release-name = Namn
release-class = Klass
release-school = Skola
release-school-form = Skolform
release-school-forms = { $form ->
    [grundskola] Grundskola
    [anpassad-grundskola] Anpassad grundskola
    [specialskola] Specialskola
    [sameskola] Sameskola
    [gymnasieskola] Gymnasieskola
   *[anpassad-gymnasieskola] Anpassad gymnasieskola
}
release-number = Personnummer
release-phone = Telefon
release-email = E-post
release-address = Adress
release-guardian = Vårdnadshavare { $number }: { $label }
release-case-title = Ärendet kallas
release-case-opened = Öppnat
release-case-closed = Avslutat
release-completed-by = Färdigställt av { $heading }
release-papers = Papper som finns
release-told = Lämnad uppgift { $number }
release-log = Vad som har hänt, när och av vem
release-sheet-title = { $kind ->
    [registerutdrag] Registerutdrag
   *[utlamnande] Utlämnade uppgifter
}
release-sheet-about = Det här är vad som lämnas ut av det som finns sparat om eleven i valvet. Där det står [maskerat] finns en uppgift som inte lämnas ut.
release-sheet-pupil = Elev
release-sheet-asked-by = Begärt av
release-sheet-asked = Begärt den
release-sheet-outcome = Beslut
release-sheet-ground = Grund
release-sheet-by = Beslutat av
release-sheet-on = Datum
release-sheet-reasons = Skäl
release-sheet-rights = Om behandlingen
release-sheet-rights-text = Registerutdraget lämnas enligt artikel 15 i dataskyddsförordningen. Du kan begära att uppgifter rättas eller raderas och att behandlingen begränsas, du kan invända mot den, och du kan lämna klagomål till Integritetsskyddsmyndigheten. Vem som har fått uppgifter står under Lämnade uppgifter.
release-sheet-controller = Personuppgiftsansvarig
release-sheet-purpose = Ändamål och stöd för behandlingen
release-sheet-kept = Hur länge uppgifterna sparas
release-decision-title = { $outcome ->
    [wholly] Besked om utlämnande
    [partly] Beslut om att delvis lämna ut uppgifter
   *[refused] Beslut om att inte lämna ut uppgifter
}
release-sheet-items = Vad som lämnas ut
release-sheet-item = Handling
release-sheet-whole = Hela svar
release-sheet-masked = Maskerade
release-sheet-left-out = Utelämnade
release-sheet-appeal = Hur beslutet överklagas
release-sheet-appeal-fill = Fyll i hur och till vem beslutet överklagas innan det lämnas. Programmet skriver inte det.
release-sheet-signed = Underskrift

## For an e-signing service

signing-title = { $author ->
    [mentor] Mentor
    [kurator] Skolkurator
    [eht] Elevhälsoteamet
    [rektor] Rektor
    [coordinator] Handläggare eller närvarokoordinator
    [pupil] Elev
   *[guardian] Vårdnadshavare
}
signing-sheet-title = Undertecknare i e-underskriftstjänsten
signing-sheet-about = Lägg in dokumentet i kommunens e-underskriftstjänst och be personerna nedan skriva under. Ta sedan in den undertecknade filen i Närvarolots under Ta in papper.
signing-sheet-form = Formulär
signing-sheet-document = Dokumentets nummer
signing-sheet-hash = Filens kontrollsumma (SHA-256)
signing-sheet-by = Beställt av
signing-sheet-name = Namn
signing-sheet-role = Roll
signing-sheet-organization = Organisation
signing-sheet-email = E-post

## The audit trail on paper

trail-sheet-title = Logg
trail-sheet-about = Vad som har gjorts i valvet, den senaste raden först. Elever, ärenden och dokument står med sina id och inte med namn. Raderna hänger ihop i en kedja där varje rad har en kod över den före, så att en ändring syns.
trail-sheet-owner = Valvets innehavare
trail-sheet-count = Rader på papperet och i hela loggen
trail-sheet-pupil = Bara elev
trail-sheet-case = Bara ärende
trail-sheet-check = Kontroll
trail-sheet-more = Här står de senaste { $count } raderna. Välj en kortare tid för att få med tidigare rader.
trail-document = Dokument
trail-case = Ärende
trail-pupil = Elev
told-by = { $by }, enligt { $name }
told-by-through = { $name }, enligt { $before }
