# The archive of signed forms, and papers that are taken in. Nothing is filed before a person has seen it.

archive-title = Arkiv
archive-lead = Varje färdigt dokument i dina ärenden, med sina papper: undertecknade, inskannade och mottagna.
archive-take-in = Ta in papper
archive-check = Kontrollera arkivet
archive-check-stop = Avbryt kontrollen
archive-check-last = Senast kontrollerat { $at }: { $papers } av { $of } papper.
archive-check-whole = Alla är hela och oförändrade.
archive-check-faults = { $count ->
    [one] Ett papper är inte helt:
   *[other] { $count } papper är inte hela:
}
archive-check-sheet = Spara rapporten
archive-check-never = Arkivet har inte kontrollerats än. Programmet kontrollerar det en gång i veckan.
archive-search = Sök på elev, ärende, formulär eller nummer
archive-form = Formulär
archive-state = Läge
archive-from = Från och med
archive-until = Till och med
archive-all = Alla
archive-none = Inga dokument stämmer med det du söker.
archive-more = { $count ->
    [one] Det finns ett till. Sök för att hitta det.
   *[other] Det finns { $count } till. Sök för att hitta dem.
}
archive-made = Färdigställt { $day }
archive-received = Mottaget { $day }
archive-scanned = Inskannat original finns
archive-registered = { $system } { $number }
archive-fault-home = Vid veckans kontroll av arkivet var något inte helt. Öppna arkivet och läs vad.
archive-open = Öppna arkivet

## Taking papers in

intake-title = Ta in papper
intake-lead = Släpp filer eller en hel mapp på fönstret, eller välj dem: undertecknade PDF-filer, skannade papper som PDF, JPEG, PNG eller TIFF. Varje papper känns igen på sin kod. Inget sparas förrän du har sett det.
intake-choose = Välj filer
intake-going = { $done } av { $of } klara
intake-stop = Avbryt
intake-ready = Kan arkiveras
intake-ready-count = { $count ->
    [one] Arkivera ett papper
   *[other] Arkivera { $count } papper
}
intake-rows = { $manner ->
    [electronic] Är det här rätt personers underskrifter?
   *[ink] Underskrivet med penna av
}
intake-named = Papperet säger { $name }. Ärendet hör till någon annan här. Kontrollera innan du arkiverar.
intake-rows-hint = Titta på sidorna, och ta bort krysset vid den som inte har skrivit under. På ett samtycke kryssar du själv för var och en som har det.
intake-kept-by = Vem har pappersoriginalen?
intake-kept-by-hint = Till exempel rektors arkivskåp.
intake-on = Vilken dag skrev de under?
intake-pupil = Vilken elev är det?
intake-pupil-new = En elev som inte finns här: { $name }
intake-pupil-new-hint = En ny elev läggs upp med namn, klass och skola från papperet, i grundskolan. Kontrollera uppgifterna efteråt.
intake-signed-by = Enligt certifikatet: { $names }
intake-files = { $count ->
    [one] En sida
   *[other] { $count } sidor
}
intake-show-pages = Visa sidorna
intake-page = Sida { $page }
intake-missing = Saknas: sida { $pages }
intake-other = Kan inte arkiveras
intake-put-aside = Lägg undan
intake-put-aside-all = Lägg undan alla
intake-loose = Sidor utan läsbar kod
intake-loose-lead = Säg vilket dokument sidan hör till, eller lägg undan den. En tom baksida kan läggas undan.
intake-loose-page = { $file }, sida { $page }
intake-place-document = Hör till
intake-place-page = Sidan har nummer
intake-place = Lägg den där
intake-turn = Vrid
intake-unread = Gick inte att läsa
intake-filed = Arkiverade nu
intake-clear = Rensa listan
intake-show-all = { $count ->
    [one] Visa en till
   *[other] Visa { $count } till
}
intake-empty = Inget väntar på att arkiveras.

## What is kept of a document

file-papers = Papper
file-paper = { $kind ->
    [scan] Inskannat original
    [returned] Som det kom tillbaka från ett annat system
   *[own] Dokumentet
}
file-current = som det är nu
file-show = Visa
file-hide = Dölj
file-save = Spara
file-registered = Registrerat i andra system
file-registered-none = Dokumentet är inte registrerat någon annanstans.
file-register = Anteckna registrering
file-register-system = System
file-register-system-hint = Till exempel ProReNata, PMO eller diariet.
file-register-number = Nummer där
file-register-on = Datum
file-register-save = Spara
file-register-cancel = Avbryt
file-paste = Text att klistra in
file-paste-lead = Kopiera ett fält i taget till det andra systemet.
file-copy-about = Det du kopierar ligger i datorns urklipp, där andra program kan läsa det. Det rensas när du lämnar sidan och när valvet låses. Hindrar systemet det ligger det kvar: kopiera då något annat. Dokumentets historik visar vad du har kopierat, när och till vilket system.
file-copy = Kopiera
file-copied = Kopierat
file-copied-label = Kopierat: { $label }
file-copy-label = Kopiera { $label }
file-history = Vad som har hänt
file-event = { $kind ->
    [begun] Påbörjat
    [section-sealed] Ett avsnitt klart
    [completed] Färdigställt
    [row-signed] Underskrift
    [signed] Undertecknat
    [time-stamped] Tidsstämplat
    [printed] Utskrivet
    [saved] Sparat utanför valvet
    [approved] Godkänt av eleven
    [refused] Inte godkänt av eleven
    [handed-over] Överlämnat
    [received] Mottaget och arkiverat
    [registered] Registrerat i annat system
    [sent] Skickat
    [handed-out] Utlämnat för underskrift
    [excused] Behöver inte skriva under
    [declined] Har sagt nej
    [withdrawn] Återkallat
    [disclosed] Uppgift lämnad
    [original-kept] Originalet förvaras
    [exported] Sparat för annat system
    [packaged] Arkivpaket skapat
    [archived] Arkiverat
    [cancelled] Makulerat
    [cleared] Rensat
    [released] Utlämnat på begäran, eller avslag
    [not-done] Blev inte av
    [removed] Tomt ärende borttaget
    [told] Återberättat
    [case-closed] Ärendet avslutat
   *[case-reopened] Ärendet öppnat igen
}
file-event-undone = Blev inte av: det gick inte att spara eller skriva ut.
file-event-by = { $at }, antecknat av { $by }
file-event-told = Enligt { $name }:
cancel-title = Makulera
cancel-about = Ett makulerat dokument finns kvar med sina papper och sin historik, men gäller inte längre. Det går inte att ångra.
cancel-open = Makulera dokumentet
cancel-reason = Varför gäller det inte?
cancel-do = Makulera
confirm-rows-open = Bekräfta underskrifter
confirm-rows-lead = Underskrifterna räknas först när du har sett dem. Visa papperen ovan och kryssa för de rader som är undertecknade: med penna på ett inskannat original, ritade på skärmen, elektroniskt eller i ett annat system.
confirm-rows = Undertecknade rader
confirm-rows-row = { $manner ->
    [electronic] Kontrollera att det är rätt person.
    [elsewhere] Läs papperet som kom från det andra systemet: det ska säga samma sak som dokumentet, och vem som har skrivit under.
    [drawn] Titta på dokumentet. Namnet ska vara ritat på raden.
   *[ink] Titta på det inskannade originalet.
}
confirm-rows-anybody = Vem som helst kan göra ett sådant certifikat, med vilket namn som helst.
confirm-rows-told = Enligt { $name }: undertecknad { $on }.
confirm-rows-told-who = Enligt { $name }: undertecknad { $on } av { $who }.
confirm-rows-do = Bekräfta underskrifterna
confirm-rows-cancel = Avbryt
document-save-report-sheet = Spara kontrollrapport att läsa
verify-dropped = Släpp en PDF på fönstret, eller välj den.
