# What is sent by hand: secure messages, e-services, days for the calendar.

outgoing-back = Till dokumentet

message-open = Skicka som säkert meddelande
message-title = Säkert meddelande
message-lead = { $title } sparas tillsammans med en textfil som har mottagare, ämne och meddelande att klistra in i kommunens säkra meddelanden. Programmet skickar inget självt.
message-done = Dokumentet och texten är sparade. Vem som får det och på vilken grund står i ärendets lämnade uppgifter. Filerna är inte krypterade: ta bort dem när meddelandet är skickat.
message-recipient = Mottagare { $number }
message-to = Person eller verksamhet
message-to-role = Roll
message-address = Adress eller funktionsbrevlåda
message-address-hint = Så som den skrivs i kommunens säkra meddelanden.
message-add = Lägg till mottagare
message-remove = Ta bort
message-remove-label = Ta bort mottagare { $number }
message-subject = Ämne
message-subject-hint = Skriv utan namn. Ämnet kan synas för andra än mottagaren.
message-text = Meddelande
message-save = Spara för säkra meddelanden

service-open = Fyll i en e-tjänst
service-title = Svar till en e-tjänst
service-lead = Kopiera svaren i { $title } till e-tjänsten, i samma ordning som på papperet. Skriv sedan upp att du har skickat in dem.
service-protected = Eleven har skyddade personuppgifter. Använd ingen e-tjänst: skriv ut dokumentet och lämna det på papper.
service-answers = Svaren
service-sent = När svaren är inskickade
service-name = Vilken e-tjänst
service-name-hint = Till exempel kommunens anmälan om frånvaroutredning.
service-number = Kvittens eller ärendenummer
service-on = Inskickat den
service-keep = Anteckna att svaren är inskickade
service-done = Det är antecknat. Inskickningen står i dokumentets historik och i ärendets lämnade uppgifter.

days-open = Datum till kalendern
calendar-title = Datum framåt
calendar-lead = Möten, planerade dagar, samtycken som går ut och svar som kollegor väntar på, från i dag och framåt.
calendar-none = Inga datum framåt finns i dina ärenden.
calendar-protected = Elever med skyddade personuppgifter är inte med. Deras datum ser du bara i ärendena.
calendar-about = Kalenderfilen (ICS) säger vad det är för slags dag och slutet på ärendets id, aldrig vem det gäller. Läser du in en ny fil flyttas dagar som har ändrats. Dagar som inte gäller längre tar du själv bort ur kalendern.
calendar-save = Spara kalenderfilen
calendar-saved = Kalenderfilen är sparad. Öppna den i din kalender.

## Lists for a spreadsheet

table-save = { $kind ->
    [xlsx] Spara som Excel-fil (XLSX)
   *[csv] Spara som CSV
}
table-saved = Filen är sparad. Den är inte krypterad: ta bort den när du inte behöver den längre.
list-open = Spara listan för Excel
list-about = Alla dokument som stämmer med det du söker kommer med, ett på varje rad: formulär, skola, läge, datum och var det är registrerat. Inga svar och inga personnummer följer med. Elever med skyddade personuppgifter är aldrig med.
list-names = Ta med elevernas namn och vad ärendena kallas
list-names-hint = Bara om den som ska läsa listan behöver det.
list-saved = { $rows ->
    [one] Ett dokument är med i listan. Det står i dokumentets historik.
   *[other] { $rows } dokument är med i listan. Det står i deras historik.
}
list-left-out = { $count ->
    [one] Ett dokument är inte med, eftersom eleven har skyddade personuppgifter.
   *[other] { $count } dokument är inte med, eftersom eleverna har skyddade personuppgifter.
}
list-close = Stäng
