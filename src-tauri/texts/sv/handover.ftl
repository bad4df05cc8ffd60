# From one vault to another: colleagues' name cards, packages, and what became of them.

## Post

post-title = Post
post-lead = Det som skickas mellan kollegors valv: kopior, beställningar och delar att fylla i. Ingen annan kan öppna det på vägen.
post-open = Öppna paket
post-look = Titta i postmappen
post-news = { $count ->
    [one] Ett nytt paket har kommit till postmappen.
   *[other] { $count } nya paket har kommit till postmappen.
}
post-stuck = Ett paket som väntar kunde inte läggas i postmappen.
post-unsent = { $count ->
    [one] Ett paket som väntade på postmappen skickades inte. Varför står under Skickat och mottaget.
   *[other] { $count } paket som väntade på postmappen skickades inte. Varför står under Skickat och mottaget.
}
post-papers = Det kom papper som inte är paket.
post-papers-do = Ta emot papperen
post-left = Du är klar med paketet, men filen gick inte att ta bort ur postmappen. Ta bort filen själv: { $file }
post-contacts = Kollegor
post-card = Ditt namnkort
post-waiting = Att ta ställning till
post-nothing = Inget väntar.
post-refused = Gick inte att öppna
post-taken = Besvara
post-taken-lead = Avsändaren vet inte att paketet har kommit förrän svaret är där.
post-answer = Spara svaret till { $name }
post-answer-again = Spara svaret igen
post-taken-title = Mottaget: { $title }
post-open-case = Öppna ärendet
post-tasks = Väntar på dig
post-log = Skickat och mottaget
post-log-none = Inget har skickats eller tagits emot.
post-mailbox = Postmapp
post-mailbox-about = En mapp som ni delar, eller ett usb-minne. Alla lägger paket i samma mapp. Paketen kan bara öppnas av den som de är till, och filnamnen säger inget om någon.
post-mailbox-none = Ingen mapp är vald. Paket sparas där du väljer varje gång.
post-mailbox-is = Mappen är { $folder }.
post-mailbox-away = Mappen går inte att nå just nu. Kontrollera att usb-minnet sitter i, eller att nätverket är igång.
post-mailbox-choose = Välj mapp
post-mailbox-other = Välj en annan mapp
post-mailbox-forget = Använd ingen mapp

## A package that waits

parcel-kind = { $kind ->
    [copy] Kopia av ett dokument
    [order] Beställning
    [section-request] Del att fylla i
    [section-filled] Ifyllt åt dig
    [case-transfer] Ärende som lämnas över
    [case-share] Ärende som lånas ut
    [figures] Närvarosiffror
    [aggregates] Sammanställd närvaro
   *[answer] Svar
}
parcel-standing = { $standing ->
    [parcel-ready] Paketet är helt, och kommer från kollegan vars ord du har jämfört.
    [parcel-own] Du har själv skickat paketet. Det behöver inte tas emot.
    [parcel-known] Du har redan tagit emot paketet. Svaret finns under Skickat och mottaget.
    [parcel-sent-back] Du har skickat tillbaka paketet. Det tas inte emot nu.
    [parcel-expired] Tiden för paketet har gått ut. Be avsändaren skicka ett nytt.
    [parcel-unknown-sender] Avsändaren finns inte bland dina kollegor. Lägg till namnkortet ur paketet, ring upp och läs orden innan du tar emot något.
    [parcel-unverified-sender] Avsändarens ord är inte jämförda. Ring upp och läs orden innan du tar emot något.
    [parcel-ended-sender] Avsändarens namnkort används inte längre. Be om det nya kortet och ett nytt paket.
    [parcel-protected] Eleven har skyddade personuppgifter här. Uppgifter om eleven tas bara emot på papper.
    [parcel-disposed] Dokumentet är gallrat här och tas inte emot igen.
    [parcel-unread] Paketets dokument är inte lästa än. Läs dem för att se vad som händer om du tar emot paketet.
    [parcel-paper] Ett dokument i paketet är inte det som paketet säger, eller kan inte tas emot här. Ring avsändaren.
   *[parcel-unasked] Svaret gäller ett paket som inte har skickats härifrån, eller som redan är besvarat.
}
parcel-from = Från { $name }, { $role }, { $school }
parcel-made = Skickat { $day }. Kan tas emot till och med { $expires }.
parcel-purpose = Ändamål: { $purpose }
parcel-ground = Grund: { $ground ->
    [consent] samtycke
    [duty] skyldighet enligt lag
    [internal] behövs i arbetet inom myndigheten
    [person] lämnas till den som uppgifterna gäller
   *[override] ingen av grunderna. Skäl: { $reason }
}
parcel-missing = { $count ->
    [one] Ett tidigare paket från samma avsändare har inte kommit, eller sparades aldrig.
   *[other] { $count } tidigare paket från samma avsändare har inte kommit, eller sparades aldrig.
}
parcel-late = Ett senare paket från samma avsändare har redan tagits emot.
parcel-asks = Att göra: { $what }
parcel-asks-form = Att fylla i: { $form }
parcel-asks-until = Senast { $day }.
parcel-effects = Om du tar emot det
parcel-effect = { $effect ->
    [effect-new-case] Ett nytt ärende läggs upp: { $to }
    [effect-known-case] Det läggs i ärendet { $to }
    [effect-new-document] Nytt dokument: { $to }
    [effect-more-papers] { $to } finns här, och har fått fler underskrifter
    [effect-same-document] { $to } finns redan här, likadant
    [effect-refused-document] { $to } kan inte tas emot
    [effect-taken-back] Samtycket har tagits tillbaka, och det skrivs upp här: { $to }
    [effect-both-wrote] Båda har skrivit. Ett dokument här fortsätter redan på samma som: { $to }. Båda blir kvar, och du väljer sedan i ärendet vilket som gäller.
    [effect-cancelled-document] Makulerat hos avsändaren, och blir det här: { $to }
    [effect-beside-document] Är ett av två papper för samma samtycke, ett för varje vårdnadshavare: { $to }
    [effect-refused-scan] Det inskannade originalet är inte av { $to }, eller går inte att läsa
    [effect-scan] Inskannat original av { $to }. Underskrifterna på det räknas först när du har bekräftat dem på dokumentets sida
    [effect-scan-without-code] Inskannat original av { $to }, med sidor utan kod som går att läsa. Kontrollera att de hör dit när du har tagit emot det. Underskrifterna räknas först när du har bekräftat dem på dokumentets sida
    [effect-returned] { $to }, undertecknat i ett annat system. Programmet kan inte jämföra svaren: läs sidorna när du har tagit emot det. Underskrifterna på det räknas först när du har bekräftat dem på dokumentets sida
    [effect-refused-returned] Papperet från ett annat system är inte av { $to }, är ändrat efter underskriften eller går inte att läsa
    [effect-told] Anteckningar om vad som har hänt: { $to }. De visas som avsändarens uppgifter
    [effect-disposed-document] { $to } är gallrat här och tas inte emot
    [effect-lent] Du läser det till och med { $to }. Sedan tas det bort härifrån av sig självt
    [effect-figures] Siffror elev för elev. Elever: { $to }
    [effect-aggregates] Siffror klass för klass, utan namn på elever. Klasser: { $to }
    [effect-period] De gäller { $to }
    [effect-kept-until] De står under Närvaro till och med { $to }. Sedan tas de bort härifrån av sig själva
    [effect-given-back] Mottagaren har lämnat tillbaka lånet: { $to }
    [effect-becomes-yours] Du svarar för ärendet från och med nu
    [effect-handed-over] Mottagaren har tagit över ärendet. Inget nytt börjas i det här: { $to }
    [effect-handed-over-late] Mottagaren sa ja till ett erbjudande som inte gäller längre. Ring och kom överens om vem som svarar för ärendet: { $to }
    [effect-pupil-differs] Avsändaren säger något annat om eleven. { $to } Det som står här blir kvar; ändra på elevens sida om avsändarens uppgift är den rätta.
    [effect-pupil-filled-in] Det som står om { $to } hos avsändaren fylls i där det saknas här
    [effect-task] Uppgiften läggs bland det som väntar på dig
    [effect-accepted] Mottagaren har tagit emot: { $to }
    [effect-rejected] Mottagaren skickade tillbaka det. Skäl: { $to }
   *[effect-done] Mottagaren är klar. { $to }
}
parcel-pupil = Vilken elev är det?
parcel-pupil-new = En elev som inte finns här: { $name }
parcel-take = Ta emot
parcel-reject = Skicka tillbaka
parcel-reject-reason = Varför tar du inte emot det?
parcel-reject-hint = Avsändaren får läsa det.
parcel-reject-protected = Avsändaren får veta att uppgifterna bara tas emot på papper, och inget mer.
parcel-reject-do = Skicka tillbaka
parcel-aside = Lägg undan
parcel-read = Läs dokumenten
post-stop-reading = Sluta läsa
parcel-add-sender = Lägg till avsändaren
parcel-compare = Jämför orden

## Sending

send-title = Skicka till en kollega
send-lead = Paketet stängs så att bara kollegan kan öppna det. Det sparas som en fil, som du lämnar på usb-minne, i en delad mapp eller med kommunens säkra meddelanden.
send-open = Skicka till en kollega
send-contact = Till vem?
send-none = Du har ingen kollega att skicka till. Lägg först till ett namnkort och jämför orden.
send-contacts = Till kollegor
send-kind = Vad vill du skicka?
send-kinds = { $kind ->
    [copy] En kopia av dokumentet
    [order] En beställning: kollegan ska göra något
    [section-request] En del som kollegan ska fylla i
    [case-share] Ett lån: kollegan läser handlingar i ärendet under en tid
    [case-transfer] Hela ärendet: kollegan tar över det
   *[section-filled] Det som kollegan har bett om
}
send-transfer = Alla klara och makulerade dokument i ärendet följer med, med inskannade original, anteckningar om vad som har hänt och det som står om eleven. När kollegan har tagit emot det svarar kollegan för ärendet. Du läser allt som förut men börjar inget nytt i det. Underskrifter med penna räknas hos kollegan först när kollegan har sett dem och bekräftat dem. Lämna därför pappersoriginalen också.
send-share = Du svarar för ärendet hela tiden. Kollegan kan läsa handlingarna på skärmen men inte skriva i dem, skriva ut dem eller skicka dem vidare. När tiden är ute tas de bort hos kollegan.
send-lent-until = Till och med vilken dag?
send-lent-until-hint = Högst ett år. Lånet kan förlängas med ett nytt paket.
send-section = Vilken del?
send-request = Vilken begäran gäller det?
send-form = Vilket formulär?
send-form-none = Inget formulär
send-what = Vad ska göras?
send-until = Senast när?
send-documents = Dokument som följer med
send-purpose = Ändamål
send-purpose-hint = Kollegan läser det först. Skriv inget om eleven som inte behövs.
send-ground = Grund
send-grounds = { $ground ->
    [consent] Samtycke
    [duty] Skyldighet enligt lag (anmälan, orosanmälan)
    [internal] Behövs i arbetet inom myndigheten
    [person] Mottagaren är den som uppgifterna gäller
   *[override] Ingen av grunderna
}
send-reason = Varför skickas det ändå?
send-party = Vem får uppgifterna enligt samtycket?
send-party-hint = Samtycken som gäller i dag: { $names }
send-no-party = Inget samtycke gäller i dag.
send-data = Uppgifter som lämnas
send-way = Hur ska paketet skickas?
send-way-mailbox = Genom postmappen
send-way-file = Som en fil som jag sparar
send-do = Skicka
send-cancel = Avbryt
send-waits = Postmappen går inte att nå just nu. Paketet väntar i valvet och läggs i mappen så snart den går att nå.
send-done = Paketet är sparat. Det kan tas emot i 30 dagar. Du ser under Post när svaret har kommit.

task-open = Klart
task-note = Vad vill du säga till kollegan?
task-do = Säg att det är klart

## What was exchanged

handover-line = { $direction ->
    [sent] Till { $name }
   *[received] Från { $name }
}
handover-standing = { $standing ->
    [handover-done] Klart
    [handover-accepted] Mottaget
    [handover-rejected] Tillbakaskickat
    [handover-lent] Utlånat till och med { $until }
    [handover-loan-over] Lånet är slut
    [handover-returned] Tillbakalämnat
    [handover-borrowed] Lånat till och med { $until }
    [handover-given-back] Lånet är slut. Handlingarna är borttagna här
    [handover-taken-back] Erbjudandet är taget tillbaka
    [handover-in-outbox] Väntar på postmappen
    [handover-unsent] Skickades inte
    [handover-unsaved] Avbröts. Det är inte säkert att filen sparades.
    [handover-answer] Svar skickat
    [handover-expired] Inget svar i tid
    [handover-sent] Skickat
    [handover-refused] Skickat tillbaka
    [handover-waits] Väntar på dig
    [handover-taken] Mottaget
   *[handover-unanswered] Mottaget, inte besvarat
}
handover-give-back = Lämna tillbaka lånet
handover-give-back-about = Handlingarna tas bort härifrån nu. Originalen finns kvar hos { $name }.
handover-give-back-do = Ta bort handlingarna här
handover-give-back-cancel = Behåll dem
handover-take-back = Ta tillbaka erbjudandet
handover-waiting-about = Paketet läggs i postmappen så snart den går att nå. Du kan också spara det som en fil och lämna det på annat sätt.
handover-waiting-nowhere = Ingen postmapp är vald. Välj en mapp nedan, eller spara paketet som en fil och lämna det på annat sätt.
handover-save-waiting = Spara som fil
handover-leave-unsent = Skicka inte
case-holding = { $standing ->
    [case-offered] Ärendet är erbjudet till { $name }, som inte har svarat än. Inget nytt börjas i det till dess.
    [case-offer-waits] Ett erbjudande om ärendet till { $name } väntar på postmappen. Inget nytt börjas i ärendet till dess. Vill du ha det kvar, välj Skicka inte under Post.
    [case-lent] { $name } svarar för ärendet och har lånat ut handlingarna till dig till och med { $until }. Du läser dem här. Sedan tas de bort av sig själva.
   *[case-elsewhere] { $name } har tagit över ärendet. Du kan läsa det, men inte börja något nytt i det.
}
handover-steps = Vad som har hänt
handover-step = { $step ->
    [saved] Skickades
    [unsent] { $direction ->
        [sent] Skickades inte
       *[received] Svaret gick inte att spara
    }
    [accepted] Kollegan tog emot
    [rejected] Skickades tillbaka
    [done] { $kind ->
        [case-share] Lånet lämnades tillbaka
       *[other] Blev klart
    }
    [taken-back] Erbjudandet togs tillbaka
    [returned] Lånet lämnades tillbaka
    [taken] Togs emot här
   *[answered] Svaret skickades
}
handover-note = { $step ->
    [rejected] Skäl: { $note }
   *[done] Svar: { $note }
}
handover-why = { $why ->
    [contact-ended] Kollegans namnkort används inte längre.
    [contact-unverified] Orden på kollegans namnkort är inte jämförda.
    [package-out-of-time] Tiden för paketet gick ut innan det kunde lämnas.
    [package-needs-municipality] Kommunen ska kunna läsa paket nu. Skicka det igen.
    [protected-print-only] Eleven har skyddade personuppgifter.
    [document-void] Dokumentet är makulerat.
    [disclosure-not-covered] Samtycket ger inte stöd för det längre.
    [disposed] Något i ärendet är gallrat.
    [restored] Valvet är återställt från en säkerhetskopia. Skicka det igen.
    [new-keys] Valvet har fått ett nytt namnkort. Skicka det igen.
    [disk-full] Disken är full.
   *[other] Filen gick inte att spara.
}
handover-case-title = Skickat och mottaget

## Contacts

contacts-title = Kollegor
contacts-lead = Varje kollega har ett namnkort. Det visar vem du skickar till, och bara kortets ägare kan öppna det du skickar.
contacts-add = Lägg till ett namnkort
contacts-add-about = En fil från kollegan, eller ett foto av koden på kollegans skärm.
contacts-none = Inga kollegor än.
contact-standing = { $standing ->
    [verified] Orden jämfördes { $day }
    [unverified] Orden är inte jämförda. Inget kan skickas hit än.
   *[ended] Används inte sedan { $day }
}
contact-role = { $role ->
    [mentor] mentor
    [kurator] kurator
    [rektor] rektor
    [coordinator] samordnare
    [eht] elevhälsan
   *[administrator] administratör
}
contact-earlier = Det finns ett äldre kort med samma namn. Jämför orden på det nya och sluta använda det gamla.
contact-verify = Jämför orden med { $name }
contact-verify-lead = Ring { $name }, på ett nummer som du redan har, eller gå dit. Be om de sex orden på namnkortet och skriv dem här. Fråga efter orden: läs aldrig upp dem själv först.
contact-words = Orden som { $name } läser
contact-verify-do = Jämför
contact-verified = Orden stämmer. Nu kan du skicka till { $name }.
contact-end = Sluta använda
contact-end-title = Sluta använda namnkortet för { $name }?
contact-end-about = Gör det när kollegan har slutat, har fått ett nytt kort eller har blivit av med sin dator. Det som redan har skickats kan kortets ägare fortfarande öppna.
contact-use = Använd igen
contact-remove = Ta bort
contact-cancel = Avbryt
contact-trust = Lita på underskriften
contact-trusted = Underskriften är betrodd

## The own card

card-title = Ditt namnkort
card-lead = Ge kortet till kollegor som ska kunna skicka till dig. Det är inte hemligt, men de måste jämföra orden med dig innan de skickar.
card-words = Dina sex ord
card-words-about = Läs dem när en kollega ringer och frågar. Läs dem bara för den som du vet vem det är.
card-code = Kod att fotografera
card-save = Spara namnkortet
card-save-picture = Spara koden som bild
card-saved = Namnkortet är sparat.
card-certificate = Kortet bär också ditt certifikat, så att kollegan känner igen din underskrift.
card-since = Nycklarna har använts sedan { $day }.
card-renew = Byt nycklar
card-renew-about = Gör det om någon kan ha kommit åt ditt valv. Alla kollegor behöver då ditt nya kort och jämföra orden igen. Det som redan är skickat till dig kan du fortfarande öppna.
card-renew-do = Byt nycklar
post-open-figures = Öppna siffrorna
