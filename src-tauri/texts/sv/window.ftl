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
    [drawn] På skärmen
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
unfinished-restored = Det du skrev senast finns kvar.
unfinished-start-over = Börja om
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
    [figures] Närvaro
    [consents] Samtycken
    [archive] Arkiv
    [verify] Kontrollera underskrift
    [post] Post
   *[settings] Inställningar
}
rail-news = ({ $count } nya)
rail-lock = Lås

## The window

window-title = { $kind } – Närvarolots
skip = Hoppa till innehållet
next = Fortsätt
back = Tillbaka
back-to-pupils = Elever och ärenden
back-to-case = Till ärendet
cancel = Avbryt
save = Spara
print = Skriv ut
percent = %
month-form = åååå-mm
failure-unknown = Något gick fel (kod { $code }). Försök igen. Om det händer igen, anteckna koden och kontakta den som sköter programmet hos er.

## First start

start-kind = Första starten
start-steps = Så här långt har du kommit
start-step-profile = Du och ditt valv
start-step-words = Återställningsord
start-step-proof = Kontroll av orden
profile-title = Skapa ditt valv
profile-lead = Allt du skriver om elever krypteras i ett valv på den här datorn. Bara du kan öppna det.
profile-name = Ditt namn
profile-name-hint = Så som det ska stå på det du fyller i.
profile-role = Din roll
profile-role-hint = Rollen avgör vilka delar av formulären som är dina.
profile-school = Skola eller arbetsplats
profile-municipality = Kommun
profile-organiser = Huvudman
profile-organiser-hint = Huvudmannen avgör vilka lagregler som skrivs ut.
role = { $role ->
    [mentor] Mentor eller klasslärare
    [kurator] Kurator
    [rektor] Rektor
    [coordinator] Handläggare eller närvarokoordinator
    [eht] Annan i elevhälsoteamet
   *[administrator] Administratör på skolan
}
organiser = { $organiser ->
    [kommunal] Kommunal
   *[fristaende] Fristående
}
passphrase = Lösenfras
passphrase-lead = Lösenfrasen öppnar valvet. Ingen annan kan ta fram den, inte heller den som sköter datorn.
passphrase-new = Ny lösenfras
passphrase-new-hint = Fyra eller fem ord som inte hör ihop är lättare att minnas och svårare att gissa än ett krångligt lösenord. Använd ingen mening ur en bok eller sång.
passphrase-again = Lösenfrasen en gång till
words-title = Dina återställningsord
words-lead = Om du glömmer lösenfrasen öppnar du valvet med de här tolv orden. Skriv ut dem eller skriv av dem för hand.
words-note = Förvara pappret inlåst och inte vid datorn. Den som har orden kan öppna valvet. Orden visas aldrig igen.
words-municipality = { $name } har en egen nyckel som också kan öppna valvet, till exempel när någon har slutat. Nyckelns kännetecken ska vara de åtta ord som it-avdelningen har gett ut. Är de andra: gå tillbaka, och ring it-avdelningen innan du skapar valvet.
words-printed = Orden är skickade till skrivaren. Hämta pappret genast.
words-next = Jag har orden på papper
proof-title = Visa att du har orden
proof-lead = Ta fram pappret och skriv två av orden. Sedan skapas valvet.
proof-word = Ord nummer { $place }
proof-create = Skapa valvet
proof-back = Visa orden igen

## Unlock

unlock-kind = Låst
unlock-title = Lås upp ditt valv
unlock = Lås upp
unlock-forgotten = Jag har glömt lösenfrasen
recover-title = Lås upp med återställningsorden
recover-lead = Skriv de tolv orden från pappret och välj en ny lösenfras.
recover-words = Återställningsord
recover-words-hint = I rätt ordning, med mellanslag emellan. Stora och små bokstäver spelar ingen roll.
recover-back = Lås upp med lösenfrasen

## Home

home-title = Vad vill du göra?
home-fill-in = Arbeta med en elevs ärende
home-fill-in-about = Fyll i ett formulär, fortsätt på ett utkast eller läs det som är klart.
home-pupil = Lägg till en elev
home-pupil-about = Eleven får ett ärende att samla dokumenten i.
home-blank = Skriv ut tomma blanketter
home-blank-about = För samtal där pennan passar bättre än skärmen.

## Pupils

pupils-add = Ny elev
pupils-search = Sök
pupils-search-hint = Elevens namn eller ärendets namn.
pupils-count = { $searching ->
    [yes] { $count ->
        [0] Ingen elev stämmer med sökningen.
        [one] En elev stämmer med sökningen.
       *[other] { $count } elever stämmer med sökningen.
    }
   *[no] { $count ->
        [0] Inga elever än. Lägg till den första.
        [one] En elev.
       *[other] { $count } elever.
    }
}
pupil-kind = Elevuppgifter
pupil-title-new = Ny elev
pupil-title-change = Ändra elevens uppgifter
pupil-protected = Skyddade personuppgifter
pupil-unfinished = Det du skrev senast är inte sparat än.
pupil-unfinished-go-on = Fortsätt med det
pupil-unfinished-discard = Släng det
pupil-masked = Eleven har skyddade personuppgifter. Se efter vem mer som kan läsa skärmen.
pupil-unmask = Visa uppgifterna
pupil-change = Ändra uppgifter
pupil-change-label = Ändra uppgifter om { $name }
pupil-new-case = Nytt ärende
pupil-new-case-label = Nytt ärende för { $name }
pupil-no-case = Inget ärende.
pupil-add = Lägg till eleven
pupil-name = Elevens namn
pupil-class = Klass
pupil-school = Skola
pupil-school-form = Skolform
pupil-school-form-hint = Skolformen avgör om skolplikten gäller.
pupil-sex = Kön
pupil-sex-hint = Behövs bara för kommunens statistik.
pupil-number = Personnummer
pupil-number-hint = Eller samordningsnummer eller tillfälligt nummer. Skriv det bara om det behövs.
pupil-protect = Eleven har skyddade personuppgifter
pupil-protect-hint = Namnet visas då inte. Dokument kan bara skrivas ut, inte sparas eller skickas.
pupil-alias = Kalla eleven för
pupil-alias-hint = Visas på skärmen i stället för namnet.
school-form = { $form ->
    [grundskola] Grundskola
    [anpassad-grundskola] Anpassad grundskola
    [specialskola] Specialskola
    [sameskola] Sameskola
    [gymnasieskola] Gymnasieskola
   *[anpassad-gymnasieskola] Anpassad gymnasieskola
}
sex = { $sex ->
    [flicka] Flicka
    [pojke] Pojke
   *[unknown] Ej angivet
}
guardian = Vårdnadshavare { $number }
guardian-name = Namn
guardian-phone = Telefon
guardian-email = E-post
guardian-address = Adress
guardian-add = Lägg till vårdnadshavare
guardian-remove = Ta bort
guardian-remove-label = Ta bort vårdnadshavare { $number }

## Cases

case-kind = Ärende
case-title = Ärendets namn
case-title-hint = Skriv inget känsligt här. Namnet går att söka på.
case-title-usual = Skolfrånvaro
case-open = Öppna ärendet
case-opened = Öppnat { $day }
case-closed = Avslutat { $day }
case-documents = Dokument
case-both-wrote = Två har skrivit vidare på samma dokument. Båda finns kvar. Läs dem och makulera det som inte gäller; ett utkast tar du bort i stället. Det som blir kvar går ni vidare med.
case-no-documents = Inga dokument än.
case-new-form = Nytt formulär
case-choose-form = Välj formulär
case-print = Skriv ut flera
document-state = { $state ->
    [utkast] Utkast
    [fardigstalld] Färdigställd
    [undertecknad] Undertecknad
    [overlamnad] Överlämnad
    [arkiverad] Arkiverad
   *[makulerad] Makulerad
}
document-stage = Så långt har dokumentet kommit
document-changed = Ändrat { $day }
document-has = Ifyllt: { $sections }
document-go-on = Fortsätt med { $section }
form-verbatim = Ord för ord ur källan
form-own = Egen utformning

## Filling in a form

section-author = Fylls i av { $author ->
    [mentor] mentor
    [kurator] kurator
    [eht] elevhälsoteamet
    [rektor] rektor
    [coordinator] handläggare eller närvarokoordinator
    [pupil] eleven
   *[guardian] vårdnadshavare
}
section-for = { $author ->
    [mentor] Mentorns del. Du skriver in den åt mentorn.
    [kurator] Kuratorns del. Du skriver in den åt kuratorn.
    [eht] Elevhälsoteamets del. Du skriver in den åt teamet.
    [rektor] Rektors del. Du skriver in den åt rektor.
    [coordinator] Handläggarens del. Du skriver in den åt handläggaren.
    [pupil] Elevens del. Du skriver in det eleven säger.
   *[guardian] Vårdnadshavarens del. Du skriver in det vårdnadshavaren säger.
}
section-later = { $author ->
    [mentor] Fylls i senare av mentor.
    [kurator] Fylls i senare av kurator.
    [eht] Fylls i senare av elevhälsoteamet.
    [rektor] Fylls i senare av rektor.
    [coordinator] Fylls i senare av handläggare eller närvarokoordinator.
    [pupil] Fylls i senare av eleven.
   *[guardian] Fylls i senare av vårdnadshavare.
}
section-completed = Klart { $day }, ifyllt av { $name }
grid-label = Svara { $options }
problem-at = { $label } – { $words }
form-missing = { $count ->
    [one] Kvar att fylla i eller rätta:
   *[other] Kvar att fylla i eller rätta ({ $count }):
}
form-look = Granska svaren
form-read-back = Låt eleven läsa
discard = Släng utkastet
discard-title = Släng utkastet?
discard-about = Det som är skrivet går inte att få tillbaka. Att ett utkast har slängts antecknas i ärendet.
discard-keep = Behåll utkastet
discard-do = Släng det

## Checking the answers

check-title = Granska svaren
check-lead = Så här kommer det att stå på pappret. Läs igenom, gärna tillsammans.
check-back = Ändra svaren
check-pages = Visa sidorna
check-next = Fortsätt till klar
outline-section = Del för { $author ->
    [mentor] mentor
    [kurator] kurator
    [eht] elevhälsoteamet
    [rektor] rektor
    [coordinator] handläggare
    [pupil] eleven
   *[guardian] vårdnadshavare
}
outline-completed = Ifyllt av { $name } { $day }
outline-unanswered = Inget svar
outline-ticked = Ja, ikryssat
outline-unticked = Inte ikryssat
outline-change = Ändra
outline-change-label = Ändra svaret på: { $label }
finish-title = Klar
finish-lead = När du väljer klar låses svaren och dokumentet skapas. Svaren kan sedan inte ändras.
finish-back = Tillbaka till granskningen
finish-author = { $author ->
    [mentor] Vem har svarat i mentorns del?
    [kurator] Vem har svarat i kuratorns del?
    [eht] Vem har svarat i elevhälsoteamets del?
    [rektor] Vem har svarat i rektors del?
    [coordinator] Vem har svarat i handläggarens del?
    [pupil] Vilken elev har svarat?
   *[guardian] Vilken vårdnadshavare har svarat?
}
finish-author-hint = Det framgår av dokumentet att du har skrivit in svaren.
finish-do = Klar, lås svaren
read-back-leave = Tillbaka (Esc)

## Documents, printing, blank forms

document-fixed = Dokumentet är klart och kan inte ändras.
document-void = Dokumentet är makulerat och gäller inte längre.
document-save = Spara som PDF
document-saved = Dokumentet är sparat. Tänk på vem som kan läsa mappen.
document-lent = En kollega har lånat ut dokumentet till dig till och med { $until }. Du kan läsa det, men inte skriva i det, skriva ut det eller skicka det vidare.
document-print-only = Eleven har skyddade personuppgifter. Dokumentet kan bara skrivas ut.
page-of = Sida { $page } av { $pages }
page-text = Texten på sida { $page }
print-title = Skriv ut flera dokument
print-which = Vad ska skrivas ut?
print-printer = Skrivare
print-copies = Antal av varje
print-no-printer = Datorn har ingen skrivare. Lägg till en i systemets inställningar och försök igen.
print-sent = { $count ->
    [one] Dokumentet är skickat till skrivaren. Hämta pappret genast.
   *[other] { $count } dokument är skickade till skrivaren. Hämta pappren genast.
}
blank-lead = Titta på en blankett genom att välja den, eller skriv ut flera på en gång.
blank-several = Skriv ut flera

document-waiting = Raden ”{ $label }” väntar på din elektroniska underskrift.
document-sign = Skriv under
document-consent = Följ samtycket
document-save-report = Spara kontrollrapport (XML, för arkivet)
document-undrawn = Raden ”{ $label }” ska ritas på skärmen i din närvaro.
document-drawn = { $name } har skrivit under på raden ”{ $label }”.
document-draw = Låt personen rita
document-draw-again = Rita om
draw-kind = Underskrift på skärmen
draw-lead = Läs dokumentet tillsammans. Den som skriver under ritar sitt namn längst ned.
draw-means = Underskriften visar att personen godkände dokumentet när ni satt tillsammans. På papperet står att den är ritad på skärmen i din närvaro. Den som hellre vill använder penna på en utskrift.
draw-name = Namn på den som skriver under
draw-pad = Underskrift
draw-pad-hint = Rita med mus, finger eller penna.
draw-pad-empty = Yta att rita på, tom
draw-pad-drawn = Yta att rita på, något är ritat
draw-clear = Rensa
draw-do = Spara underskriften
draw-type-instead = Skriv namnet i stället
draw-instead = Rita i stället
sign-leave-undrawn = Lämna raderna som skulle ritas tomma. De går inte att rita efter din underskrift.

## Signatures

sign-title = Skriv under
sign-lead = Läs igenom hela dokumentet. Sidorna visas nedanför.
sign-back = Till dokumentet
sign-means = Underskriften visar att den gjordes med din nyckel, och att inget i dokumentet har ändrats sedan dess. Att nyckeln är din vet den som har jämfört fingeravtrycket med dig. Underskriften går inte att ta tillbaka.
sign-as = Du skriver under som
sign-first = Det är första gången du skriver under. Programmet skapar en nyckel åt dig i valvet, med ditt namn, din roll och din skola.
sign-passphrase-hint = Så att ingen annan skriver under vid din dator.
sign-pin-hint = Pinkoden till kortet { $card }. Efter några fel låses kortet.
sign-do = Skriv under
signature-of = Underskrift { $number }
signature-time-stamp = Tidsstämpel { $number }
signature-signer = Undertecknare
signature-issuer = Utfärdare
signature-certificate = Certifikat
signature-claimed = Uppgiven tid
signature-unproven = { $time }, enligt undertecknarens egen klocka
signature-proven = Bevisad tid
signature-about-time = Om tiden
signature-fault = Fel
signature-since = Sedan dess
signature-remarks = Att känna till
signature-fingerprint = Fingeravtryck
trust-about = Be den som har undertecknat att läsa upp orden för sitt fingeravtryck, till exempel på telefon. De står under Inställningar, Min underskrift. Är alla åtta desamma kan du lita på underskriften. Välj sedan filen igen.
trust-do = Lita på { $name }
verify-title = Kontrollera underskrift
verify-lead = Välj en PDF. Du får veta om den är hel, vem som har undertecknat den och vad som har hänt sedan dess. Filen lämnar inte datorn.
verify-choose = Välj en PDF
verify-another = Välj en annan PDF
own-signature-make = Skapa din underskrift

## Settings

settings-theme = Utseende
theme = { $theme ->
    [system] Som datorn
    [light] Ljust
    [dark] Mörkt
   *[contrast] Hög kontrast
}
settings-zoom = Storlek
zoom = { $zoom } %
settings-signatures = Underskrifter
settings-safety = Om datorn går sönder
settings-passphrase = Byt lösenfras
settings-passphrase-old = Nuvarande lösenfras
settings-passphrase-do = Byt lösenfras
new-words-title = Nya återställningsord
new-words-about = När papperet med orden är borta, eller någon annan kan ha sett det.
new-words-lead = Du får tolv nya ord på papper. De gamla slutar att gälla när du har skrivit två av de nya.
new-words-begin = Visa nya ord
new-words-proof = Ta fram papperet och skriv två av orden. Sedan gäller de nya orden, och de gamla inte längre.
new-words-do = Byt ord
new-words-done = De nya återställningsorden gäller.
new-words-old = Riv det gamla papperet om du har det kvar. En gammal kopia av valvet som ligger någon annanstans, och som programmet inte når, öppnas fortfarande med de gamla orden.
new-words-back = Till inställningarna
settings-passphrase-done = Lösenfrasen är bytt. Återställningsorden gäller som förut.

## Hiding, locking by itself, and the passphrase once more

rail-hide = Dölj
watch-hidden = Skärmen är dold
watch-hidden-about = Inget av det du har öppet syns. Tryck Ctrl+D eller välj Visa igen. Efter fem minuter låses valvet.
watch-show = Visa igen
watch-warning = Valvet låses om en halv minut, eftersom ingen har rört det här fönstret. Det som är markerat som sparat finns kvar.
watch-stay = Fortsätt arbeta
watch-conversation-begin = Samtal med elev: lås inte på 90 minuter
watch-conversation = Samtal pågår. Valvet låses inte av sig självt före { $until }.
watch-conversation-label = Samtal med elev
watch-conversation-end = Avsluta samtalet
again-title = Skriv lösenfrasen en gång till
again-hint = Det var en stund sedan du skrev den. Skriv den igen, så fortsätter programmet.
again-do = Fortsätt
