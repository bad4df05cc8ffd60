# What lies beside a document for another system.

system-title = Handling
system-document = Dokumentets id
system-pupil = Elev
system-school = Skola
system-completed = Färdigställd
system-by = Sparad av
system-secrecy = Sekretess
system-hash = Kontrollsumma (SHA-256)
system-sheet-title = Uppgifter till { $system }
system-sheet-about = Skriv in uppgifterna när du lägger in dokumentet i det andra systemet. Svaren fält för fält finns att kopiera på dokumentets sida.
