# What leaves the vault: disposal by the municipality's plan. A person decides, and nothing brings it back.

disposal-title = Gallring
disposal-open = Gallring
disposal-back = Till arkivet
disposal-lead = Dokument vars tid har gått ut enligt kommunens dokumenthanteringsplan. Inget gallras av sig självt.
disposal-no-rules = Kommunen har inte lagt in några gallringsregler på den här datorn. Utan en regel gallras inget; allt sparas. Kommunens it-avdelning lägger in reglerna i filen kommun.toml.
disposal-due = Dokument vars tid har gått ut
disposal-none = Inget dokument har nått sin tid.
disposal-rule = { $plan }: sparas { $years ->
    [0] till årets slut
    [one] ett år
   *[other] { $years } år
}.
disposal-from = Får gallras från { $day }
disposal-completed = Färdigställt { $day }.
disposal-registered = Finns också i { $system } { $number }.
disposal-together = Gallras bara tillsammans med fortsättningen från { $days }.
disposal-hindrance = { $why ->
    [consent] Får inte gallras: samtycket gäller än, eller kan komma att gälla.
    [draft] Får inte gallras än: ett utkast fortsätter dokumentet. Gör klart det eller ta bort det.
   *[continued] Får inte gallras än: ett senare dokument som fortsätter det ska sparas längre.
}
disposal-begin = Välj och gallra
disposal-which = Vilka dokument ska gallras?
disposal-for-ever = Gallringen går inte att ångra. Dokumentet försvinner med papper, svar, utkast, inskannade original och historik. Kvar blir en rad om vilket formulär det var, regeln, vem som beslutade och papperens kontrollsummor.
disposal-reason = Skäl eller beslutets nummer
disposal-reason-hint = Raden sparas. Skriv inget om eleven, till exempel ”Årlig gallring 2026” eller ett beslutsnummer.
disposal-passphrase-hint = Skriv lösenfrasen en gång till, eftersom det inte går att ångra.
disposal-do = Gallra de valda
disposal-done = { $task ->
    [remove] Borttaget. Namnen finns inte kvar i valvet.
   *[dispose] Gallrat. Skriv ut eller spara rapporten nedan.
}
disposal-rules = Kommunens regler
disposal-rules-lead = Åren räknas från slutet av det kalenderår då dokumentet färdigställdes. Formulär utan regel sparas.
disposal-before = Tidigare gallringar
disposal-count = { $count ->
    [one] Ett dokument
   *[other] { $count } dokument
}
disposal-decided = Beslutat av { $by }: { $reason }
disposal-report = gallringsrapporten { $at }
disposal-emptied = Tomma ärenden och elever
disposal-emptied-lead = Det finns ärenden eller elever som inget längre finns sparat om. De kan tas bort, så att namnen också försvinner.
disposal-remove-begin = Ta bort det som är tomt
disposal-which-emptied = Vad ska tas bort?
disposal-with-pupil = Eleven tas bort också; inget annat finns sparat.
disposal-remove-do = Ta bort de valda

sheet-print = Skriv ut
sheet-print-label = Skriv ut { $name }
sheet-save = Spara
sheet-save-label = Spara { $name }

## For the municipality's e-signing service

esigning-open = Förbered för e-underskriftstjänst
esigning-title = Förbered för e-underskriftstjänst
esigning-lead = { $title } sparas som PDF, med en lista över vilka som ska skriva under: som JSON för tjänsten och som PDF att läsa.
esigning-who = Vilka ska skriva under i tjänsten?
esigning-name = Namn
esigning-email = E-post
esigning-email-hint = De flesta tjänster skriver till en e-postadress. Den kan också fyllas i där.
esigning-role = Roll
esigning-organization = Organisation
esigning-save = Spara för tjänsten
esigning-nobody = Ingen rad väntar på någon annans underskrift.
esigning-done = Sparat: dokumentet och två filer med undertecknarna bredvid. När dokumentet kommer tillbaka tar du in det under Arkiv, Ta in papper. Radera filerna när de inte behövs.
