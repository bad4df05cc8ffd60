# Consents and what is told to others. A no is never a failure: it leads on, and somebody chooses how.

consent-state = { $state ->
    [utkast] Utkast
    [fardig] Klart, inte utlämnat
    [utlamnad] Utlämnat
    [delvis-undertecknad] Delvis undertecknat
    [vantar] Undertecknat, gäller inte än
    [giltig] Gäller
    [gar-snart-ut] Går snart ut
    [utgangen] Har gått ut
    [aterkallad] Återkallat
    [makulerad] Makulerat
   *[avbojd] Avböjt
}
consent-next = { $state ->
    [utkast] Fyll i formuläret och säg klar.
    [fardig] Skriv ut samtycket och lämna ut det, eller låt vårdnadshavaren rita sin underskrift.
    [utlamnad] Vänta in underskrifterna. Inga uppgifter får lämnas med stöd av samtycket än.
    [delvis-undertecknad] Alla har inte skrivit under. Inga uppgifter får lämnas med stöd av samtycket än.
    [vantar] Samtycket börjar gälla den första dagen som står i det.
    [giltig] Uppgifterna nedan får lämnas till verksamheterna nedan.
    [gar-snart-ut] Samtycket tar snart slut. Ta upp med vårdnadshavaren om det behövs ett nytt.
    [utgangen] Inga uppgifter får lämnas med stöd av samtycket längre. Behövs det ett nytt, fyll i ett nytt formulär.
    [aterkallad] Säg till verksamheterna att samtycket är återkallat. Det som redan har lämnats kan inte tas tillbaka.
    [makulerad] Inga uppgifter får lämnas med stöd av samtycket. Behövs det ett nytt, fyll i ett nytt formulär.
   *[avbojd] Inga uppgifter delas med stöd av samtycket. Varje verksamhet fortsätter med sitt eget stöd. Välj tillsammans hur skolan går vidare.
}
consents-title = Samtycken
consents-lead = Varje samtycke i dina ärenden: om det gäller, till när och vem som inte har svarat.
consents-none = Det finns inga samtycken ännu. Börja ett i ett ärende.
consent-kind = Samtycke
consent-until = Gäller { $from } till { $until }
consent-document = Visa dokumentet
consent-write = Fyll i samtycket
consent-signers = Vem som skriver under
consent-parties = Verksamheter som omfattas
consent-party-gives = { $name }, lämnar bara uppgifter
consent-kinds = Uppgifter som får lämnas
consent-standing = { $standing ->
    [signed] har skrivit under
    [excused] behöver inte skriva under
    [declined] har sagt nej
   *[missing] har inte svarat
}
consent-together = Samtycket finns på två papper. Tillsammans: { $state ->
    [utkast] ett är inte ifyllt.
    [fardig] inte utlämnat.
    [utlamnad] utlämnat.
    [delvis-undertecknad] en vårdnadshavare har inte skrivit under.
    [vantar] undertecknat, gäller inte än.
    [giltig] det gäller.
    [gar-snart-ut] det går snart ut.
    [utgangen] det har gått ut.
    [aterkallad] det är återkallat.
    [makulerad] ett är makulerat, och inga uppgifter får lämnas.
   *[avbojd] någon har sagt nej, och inga uppgifter får lämnas.
}
consent-other-paper = Det andra papperet ({ $name }): { $state }.
consent-other-guardian = den andra vårdnadshavaren
consent-show-other = Visa det andra papperet
consent-part = Eget papper för den andra vårdnadshavaren
consent-missing = Väntar på: { $names }
consent-history = Vad som har hänt
consent-event = { $kind ->
    [handed-out] Utlämnat
    [row-signed] Underskrift
    [excused] Behöver inte skriva under
    [declined] Har sagt nej
    [cancelled] Makulerat
   *[withdrawn] Återkallat
}
disclosure-heard = Enligt { $name }
consent-event-by = Antecknat av { $by }
consent-step = { $step ->
    [handed-out] Samtycket är utlämnat
    [signed] Skrev under på papper
    [excused] Behöver inte skriva under
    [declined] Sade nej
   *[withdrawn] Ta tillbaka samtycket
}
consent-note = { $step ->
    [signed] Vem som förvarar originalet
    [excused] Skäl till att underskriften inte behövs
   *[withdrawn] Hur det sades (muntligt, skriftligt)
}
consent-name = Vem
consent-on = Datum
consent-whole = Hela samtycket
consent-scope-parties = Eller bara för de här verksamheterna
consent-scope-kinds = Eller bara för de här uppgifterna
consent-withdraw-lead = Ett samtycke kan när som helst tas tillbaka, helt eller delvis, muntligt eller skriftligt. Det gäller genast.
consent-save = Spara
consent-cancel = Avbryt

disclosures-title = Lämnade uppgifter
disclosures-lead = Skriv upp varje gång uppgifter lämnas till någon utanför, och på vilken grund.
disclosures-none = Inga uppgifter har lämnats.
disclosures-add = Anteckna att uppgifter lämnas
disclosure-to = Till vem
disclosure-parties = Samtycken som gäller i dag omfattar: { $names }.
disclosure-no-parties = Inget samtycke gäller i dag.
disclosure-what = Vad som lämnas
disclosure-kinds = Slag av uppgifter
disclosure-how = Hur (möte, telefon, brev, säkra meddelanden)
disclosure-on = Datum
disclosure-ground = Grund
disclosure-grounds = { $ground ->
    [consent] Samtycke
    [duty] Skyldighet enligt lag (anmälan, orosanmälan)
    [internal] Behövs för arbetet inom myndigheten
    [person] Till den som uppgiften gäller
   *[override] Ingen av dem, men lämnas ändå
}
disclosure-on-ground = Grund: { disclosure-grounds }
disclosure-duty-hint = Ett nej från vårdnadshavare eller elev hindrar aldrig en anmälan som lagen kräver.
disclosure-reason = Skäl till att uppgiften lämnas utan grund
disclosure-not-sent = Lämnades aldrig: filen gick inte att spara.
disclosure-never-told = Lämnades aldrig: { $reason }
disclosure-correct = Lämnades aldrig
disclosure-correct-label = Lämnades aldrig: { $to }, { $on }
disclosure-correct-lead = Raden står kvar i listan, med att uppgiften aldrig lämnades och varför.
disclosure-correct-reason = Varför raden är fel
disclosure-without = Lämnad utan grund: { $reason }
