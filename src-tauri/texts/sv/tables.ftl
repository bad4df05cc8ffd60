# What stands in lists that are saved for a spreadsheet.

list-workbook = Arkivlista
list-summary-workbook = Frånvaro
list-saved-as = Lista för Excel
list-with-names = En rad om dokumentet, med elevens namn
list-without-names = En rad om dokumentet, utan elevens namn
list-pupil = Elev
list-case = Ärende
list-title = Formulär
list-school = Skola
list-state = Läge
list-made = Färdigställd
list-received = Mottagen
list-system = Registrerad i
list-number = Nummer där
list-on = Registrerad den
list-document = Dokumentets id
list-from = Från och med
list-to = Till och med
list-mean = Frånvaro i genomsnitt, procent
