# Every text of the window, in Swedish. The window reads this file; a test holds that each key is
# used and that each key used is here.

app-name = Närvarolots

## Fields

field-optional = (valfritt)
field-error = Fel:
answer-yes = Ja
answer-no = Nej
answer-comment = Kommentar
answer-clear = Ta bort svaret
answer-clear-label = Ta bort svaret på: { $label }
date-form = åååå-mm-dd
calendar-name = Välj en dag
calendar-open = Öppna kalendern för { $label }
calendar-earlier = Föregående månad
calendar-later = Nästa månad
weekday-short = { $day ->
    [1] må
    [2] ti
    [3] on
    [4] to
    [5] fr
    [6] lö
   *[7] sö
}
weekday-long = { $day ->
    [1] måndag
    [2] tisdag
    [3] onsdag
    [4] torsdag
    [5] fredag
    [6] lördag
   *[7] söndag
}
grid-statement = Påstående
margin-about = Vägledning: { $label }
margin-open = Visa vägledning
margin-close = Dölj vägledning
person-part = { $part ->
    [name] Namn
    [role] Roll
    [organisation] Verksamhet
    [phone] Telefon
   *[email] E-post
}
signature-name = Namnförtydligande
manner = { $manner ->
    [ink] Med penna på papper
    [screen] På skärmen
   *[electronic] Elektroniskt
}

## Tables

table-add = Lägg till rad
table-add-label = Lägg till rad i: { $label }
table-remove = Ta bort rad { $row }
table-removed = Rad { $row } är borttagen.
table-cell = { $column }, rad { $row }
table-change = Ändra
table-empty = Inga rader än.
table-none = –
undo = Ångra

## States

busy = Arbetar …
save-waiting = Sparar …
save-done = Sparat { $time }
save-failed = Det senaste är inte sparat. Programmet försöker igen.
errors-title = Det här behöver rättas
notice-kind = { $kind ->
    [due] Att göra
    [done] Klart
    [error] Fel
   *[note] Bra att veta
}
stair-of = steg { $step } av { $of }

## Rail

rail-name = Huvudmeny
rail-place = { $place ->
    [home] Hem
    [pupils] Elever och ärenden
    [blank] Tomma blanketter
   *[settings] Inställningar
}
rail-lock = Lås
