# Papers about a pupil given out on request. The application proposes; a person decides and reads what leaves.

release-open = Lämna ut handlingar
release-title = Lämna ut handlingar
release-back = Till eleven
release-lead = Allt som finns sparat om eleven samlas. Gå igenom förslaget till maskering, besluta och lämna ut.
release-who = Vem begär?
release-who-is = { $requester ->
    [pupil] Eleven själv
    [guardian] En vårdnadshavare
    [authority] En annan myndighet
   *[public] Någon annan
}
release-who-name = Namn på den som begär
release-who-name-guardian = Skriv namnet som det står på elevens sida, så maskeras inte personens egna uppgifter.
release-who-name-hint = Den som begär en allmän handling behöver inte säga vem den är. Fråga bara om det behövs för prövningen.
release-access = Det är ett registerutdrag
release-access-hint = Rätten att få veta vilka personuppgifter som behandlas, artikel 15 i dataskyddsförordningen. Då följer också en lista över vad som har hänt.
release-asked = När kom begäran?
release-words = Fler ord att maskera
release-words-hint = Till exempel andra elevers namn. Skriv ett på varje rad. Programmet känner bara till namnen som finns i valvet.
release-gather = Samla det som finns
release-items = Det som finns om eleven
release-items-lead = Öppna varje del och läs. Förslagen är just förslag: namn som programmet inte känner till hittar det inte. Inskannade original lämnas för sig.
release-counts = { $whole } lämnas hela, { $masked } maskeras, { $out } utelämnas
release-parts = { $count ->
    [one] Visa ett svar
   *[other] Visa { $count } svar
}
release-measure = { $measure ->
    [include] Lämna ut
    [words] Maskera ord
    [mask] Maskera hela svaret
   *[leave-out] Utelämna
}
release-as-proposed = Enligt förslaget
release-proposed = Förslag: { $measure }
release-all-label = Allt i { $title }
release-part-label = Vad som görs med { $label }
release-goes-as = Lämnas som: { $text }
release-why = { $why ->
    [other-person] Nämner någon annan än eleven och den som begär. Personal som handlar i tjänsten maskeras inte.
    [contact] Har ett telefonnummer, ett personnummer eller en e-postadress som inte är den begärandes.
    [word] Har ett ord som du har skrivit.
    [student-health] Skrivet av kurator eller elevhälsoteam, och det är inte eleven som begär. Pröva om det kan lämnas utan men för eleven.
    [outsider] Rör elevens personliga förhållanden, och en utomstående begär. Sekretess gäller också mot andra myndigheter. Ta med det som får lämnas.
    [protected] Eleven har skyddade personuppgifter. Den som begär kan vara den som eleven skyddas från.
    [draft] Arbetsmaterial som inte är färdigställt.
   *[log] Vad personalen har gjort i valvet. Följer bara med ett registerutdrag.
}
release-decision = Beslut
release-outcome-is = { $outcome ->
    [wholly] Lämnas ut helt.
    [partly] Lämnas ut delvis.
   *[refused] Lämnas inte ut.
}
release-ground = Grund
release-ground-hint = Bestämmelsen, till exempel 23 kap. 2 § OSL.
release-reasons = Skäl
release-reasons-hint = Skälen står i beslutet. Skriv dem utan att röja det som inte lämnas ut.
release-by = Vem beslutar?
release-by-hint = Den som har rätt att besluta enligt kommunens delegation.
release-look = Granska det som lämnas
release-refuse = Spara avslaget
release-back-to-request = Ändra begäran
release-back-to-list = Ändra urvalet
release-read-it = Läs igenom varje sida. Det här är precis det som lämnas ut, och det som är maskerat finns inte i filen.
release-print-only = Eleven har skyddade personuppgifter. Det går bara att skriva ut på papper.
release-print = Skriv ut och anteckna
release-save = Spara och anteckna
release-done = { $how ->
    [given] Utlämnat och antecknat. Beslutet finns nedan att skriva ut.
   *[refused] Avslaget är antecknat. Beslutet finns nedan att skriva ut. Fyll i hur det överklagas.
}
release-before = Tidigare beslut
release-undone = Inget lämnades ut: det gick inte att spara eller skriva ut.
release-decided = Beslutat av { $by }.
release-paper = beslutet { $at }
