# What lies beside a document for another system.

system-title = Handling
system-document = Dokumentets id
system-pupil = Elev
system-school = Skola
system-completed = Färdigställd
system-by = Sparad av
system-secrecy = Sekretess
system-hash = Kontrollsumma (SHA-256)
system-workbook = Uppgifter
system-sheet-title = Uppgifter till { $system }
system-sheet-about = Skriv in uppgifterna när du lägger in dokumentet i det andra systemet. Svaren fält för fält finns att kopiera på dokumentets sida.

## Secure messages, e-services and the calendar

message-role = { $role ->
    [mentor] Mentor
    [kurator] Skolkurator
    [eht] Elevhälsoteamet
    [rektor] Rektor
    [coordinator] Närvarokoordinator
   *[administrator] Skoladministratör
}
message-offered-subject = { $title } från { $school }
message-offered-text =
    Hej!

    Här kommer { $title } från { $school }. Dokumentet ligger som bilaga. Det gäller en elev som du arbetar med, och innehållet kan omfattas av sekretess. Spara det så att bara den som behöver det kan läsa det.

    Svara på det här meddelandet om något är oklart.

    { $name }
    { $role }, { $school }
message-how = Säkra meddelanden
message-addresses = Adresser att klistra in:
message-recipients = Mottagare:
message-subject-label = Ämne:
message-text-label = Meddelande:
message-attached = Bilaga:
service-how = E-tjänst
paste-note = Kopierat: { $field }
calendar-program = Närvarolots
calendar-system = Kalendern
calendar-entry = { $kind ->
    [meeting] Möte
    [consent-ends] Samtycke går ut
    [answer-due] Svar till kollega
   *[planned] Planerat
}, ärende { $case }
