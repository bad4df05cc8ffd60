# How much pupils were absent: a register's list that is sent on, and the figures that came.

figures-title = Närvaro
figures-lead = Siffror som kollegor har skickat. De tas bort av sig själva när tiden är ute.
figures-none = Här finns inga siffror. De kommer med paket från den som sköter närvaroregistret.
figures-send = Skicka siffror ur närvaroregistret
figures-period = { $from } till och med { $to }
figures-from-whom = Från { $sender }, mottaget { $day }. Finns här till och med { $until }.
figures-pupils-caption = Frånvaro elev för elev, i procent av den planerade tiden. Störst frånvaro först.
figures-summary-caption = Frånvaro klass för klass
figures-name = Elev
figures-class = Klass
figures-absence = All frånvaro
figures-invalid = Varav ogiltig
figures-pupils = Elever
figures-mean = Frånvaro i genomsnitt
figures-over = Elever med minst { $percent } % frånvaro
figures-percent = { $percent } %
figures-no-class = Utan klass
figures-whole = Alla
figures-left-out = visas inte
figures-left-out-about = Där det står ”visas inte” kunde siffran berätta om enskilda elever, själv eller genom att någon räknar ut den ur de andra.
figures-remove = Ta bort siffrorna
figures-remove-title = Ta bort siffrorna?
figures-remove-about = De tas bort härifrån. Den som skickade dem har sina kvar.
figures-keep = Behåll dem
figures-remove-do = Ta bort dem
figures-back = Till närvaron

register-title = Skicka närvarosiffror
register-lead = Ett uttag ur närvaroregistret delas upp: varje mentor får siffrorna för sina elever, och den som följer skolan får en sammanställning utan namn. Filen läses och ändras inte, och ingenting av den sparas här.
register-how = Hämta ut frånvaron per elev som CSV eller Excel för en period, till exempel en månad. Filen ska ha rubriker och en rad för varje elev.
register-choose = Välj fil
register-choose-other = Välj en annan fil
register-leave = Avbryt, skicka inget
register-sent = { $count ->
    [one] Ett paket är sparat.
   *[other] { $count } paket är sparade.
}
register-waits = { $count ->
    [one] Postmappen går inte att nå just nu. Ett paket väntar i valvet och läggs i mappen så snart den går att nå.
   *[other] Postmappen går inte att nå just nu. { $count } paket väntar i valvet och läggs i mappen så snart den går att nå.
}
register-column = { $column ->
    [left-out] Ta inte med
    [name] Elevens namn
    [first-name] Elevens förnamn
    [last-name] Elevens efternamn
    [class] Klass eller grupp
    [identity-number] Personnummer (skickas inte)
    [mentor] Mentor
    [protected] Märkning: skyddade personuppgifter
    [absence] All frånvaro
    [valid] Giltig frånvaro
    [invalid] Ogiltig frånvaro
   *[planned] Planerad tid
}
register-columns-lead = Förslagen kommer av rubrikerna. Kontrollera dem. Giltig och ogiltig frånvaro räknas lika. Finns ingen kolumn för all frånvaro läggs de ihop.
register-count = { $count ->
    [one] En rad under rubrikerna.
   *[other] { $count } rader under rubrikerna.
}
register-unit = Hur står frånvaron i filen?
register-unit-hint = Förslaget kommer av siffrorna. Står den i tid behövs en kolumn för den planerade tiden.
register-units = { $unit ->
    [percent] I procent, till exempel 12,5
    [fraction] Som del av ett, till exempel 0,125
   *[time] I tid eller lektioner
}
register-from = Periodens första dag
register-to = Periodens sista dag
register-read = Läs siffrorna
register-pupils = { $count ->
    [one] En elev är läst.
   *[other] { $count } elever är lästa.
}
register-protected = { $count ->
    [one] En rad är utelämnad, eftersom den gäller eller kan gälla en elev med skyddade personuppgifter: rad { $rows }.
   *[other] { $count } rader är utelämnade, eftersom de gäller eller kan gälla elever med skyddade personuppgifter: rad { $rows }.
}
register-wrong = Rader som inte följer med
register-wrong-row = Rad { $row }: { $why }
register-columns-again = Till kolumnerna
register-kind = Vad ska skickas?
register-kinds = { $kind ->
    [figures] Siffror elev för elev, till den som är mentor
   *[aggregates] En sammanställning utan namn, till den som följer skolan
}
register-to-whom = Vem får vad?
register-to-whom-lead = { $by ->
    [mentor] Välj vilken kollega som är mentorn. Den som får flera grupper får dem i samma paket.
   *[class] Filen säger inte vem som är mentor. Välj vem som får varje klass. Den som får flera klasser får dem i samma paket.
}
register-group = { $count ->
    [one] { $name }, en elev
   *[other] { $name }, { $count } elever
}
register-no-group = { $by ->
    [mentor] Utan mentor
   *[class] Utan klass
}
register-nobody = Skickas inte
register-no-contacts = Här finns ingen kollega att skicka till. Lägg till kollegans namnkort under Post och jämför orden.
register-contacts = Till vem?
register-at-least = Räkna elever med frånvaro på minst
register-summary = Så här ser sammanställningen ut
register-until = Till och med vilken dag ska mottagaren ha siffrorna?
register-until-hint = Högst ett år. Sedan tas de bort hos mottagaren av sig själva.
register-purpose = Vad är siffrorna till för?
register-purpose-usual = Frånvaro { $from } till och med { $to }
register-do = Skicka
register-inside = Siffror om elever skickas bara till den som arbetar med eleverna i samma verksamhet. Ska någon annan ha dem är det ett utlämnande, som antecknas i ett ärende.
