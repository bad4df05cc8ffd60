# What a paper that has come in is to the vault, what a check of the archive finds, and the words of reports that are
# printed.

incoming-next = Dokumentet finns här och har undertecknats sedan dess.
incoming-redrawn = Dokumentet finns här. Någon har skrivit sitt namn i det på skärmen sedan dess.
incoming-returned = Dokumentet finns här. Ett annat system har packat om det; svaren är desamma.
incoming-returned-bare = Har dokumentets koder och är undertecknat i ett annat system. Programmet kan inte jämföra svaren. Arkivera det, läs sidorna på dokumentets sida och bekräfta underskrifterna där.
incoming-foreign = Kommer från en kollegas valv.
incoming-known = Finns redan i arkivet.
incoming-older = En senare version finns redan i arkivet.
incoming-other-answers = Har ett dokuments nummer men andra svar. Be avsändaren om rätt dokument.
incoming-draft = Dokumentet är inte färdigställt här. Säg klar först, och ta in papperet igen.
incoming-changed = Ändrat efter underskriften. Be avsändaren om ett nytt.
incoming-broken = Det som ska följa med dokumentet är skadat. Be avsändaren om ett nytt.
incoming-protected = Hör till en elev med skyddade personuppgifter. Förvara papperet som skolans rutin säger.
incoming-disposed = Dokumentet är gallrat ur valvet. Gallra den här kopian också.
incoming-other-form = Formuläret är ett annat än det som programmet har under samma namn. Uppdatera programmet, eller be avsändaren göra det.
incoming-misplaced = Dokumentet säger sig fortsätta ett annat som finns här, men det stämmer inte. Ring avsändaren.
incoming-unknown-document = Har en kod från ett dokument som inte finns här.
incoming-scan = Inskannat, alla sidor finns.
incoming-scan-incomplete = Inskannat, men sidor saknas. Skanna dem och ta in dem också.
incoming-scan-other = Har sidor som dokumentet inte har. Kontrollera vad som har skannats.

check-store = Databasen är skadad. Återställ valvet från en säkerhetskopia.
check-missing = Filen saknas på disken. Återställ den från en säkerhetskopia.
check-damaged = Filen har ändrats på disken. Återställ den från en säkerhetskopia.
check-signature = En underskrift stämmer inte längre. Jämför med originalet.
check-answers = Dokumentet har andra svar än valvet. Jämför med originalet.
check-predecessor = Dokumentet som det här fortsätter finns inte kvar i samma skick.

check-sheet-title = Kontroll av arkivet
check-sheet-about = Så många papper i arkivet som står nedan har lästs och jämförts med vad som sparades när det kom in: filens innehåll, underskrifter, svar och vilket dokument det fortsätter. Elevernas namn står inte i rapporten.
check-sheet-at = Kontrollerat
check-sheet-papers = Kontrollerade papper / alla papper
check-sheet-count = Antal fel
check-sheet-faults = Fel
check-sheet-whole = Alla kontrollerade papper är hela och oförändrade.
check-sheet-document = Dokumentets id
check-sheet-fault = Vad som är fel

report-sheet-title = Kontroll av underskrifter
report-sheet-form = Formulär
report-sheet-document = Dokumentets id
report-sheet-hash = Filens kontrollsumma (SHA-256)
report-sheet-at = Kontrollerat
report-sheet-policy = Bedömt mot

disclosures-sheet-title = Uppgifter som har lämnats
disclosures-sheet-how = Hur
disclosures-sheet-pupil = Elev
disclosures-sheet-about = Listan visar vad skolan har berättat för andra om eleven: när, för vem, vad, hur och med vilket stöd.
disclosures-sheet-none = Inga uppgifter har lämnats.
disclosures-sheet-table = Lämnade uppgifter
