# Words that the printed document has beside the form's own, and what is said when a document cannot be
# made or read.

document-diarienummer = Diarienummer { $number }
document-page = Sida { $page } av { $pages }
document-form-version = { $title }, version { $version }
document-id = Dokument { $id }
document-source = Källa: { $source }
document-completed = Ifylld av { $name }, { $role }, { $date }
document-completed-typed = Ifylld av { $name }, { $role }, { $date }, inskrivet från papper av { $typist }
document-filled-by = Fylls i av { $role }
document-page-code = Sidkod för arkivet: dokument { $id }, sida { $page }
document-tick-on = { $label }, ikryssad
document-tick-off = { $label }, inte ikryssad
document-signature-name = Namnförtydligande
document-signature-place-date = Ort och datum
document-signature-electronic = Skrivs under elektroniskt
document-signature-drawn = Ritas på skärmen i närvaro av personal
document-signature-field = Underskrift: { $label }
document-attachment-record = Svaren som data
document-attachment-form = Formulärets definition

document-role-mentor = mentor
document-role-kurator = kurator
document-role-eht = elevhälsoteamet
document-role-rektor = rektor
document-role-coordinator = samordnare
document-role-pupil = elev
document-role-guardian = vårdnadshavare

document-print-error-glyphs = { $place }: tecknet ”{ $glyph }” finns inte i dokumentets typsnitt. Skriv det med latinska bokstäver.
document-print-error-too-long = Dokumentet blir längre än { $pages } sidor. Korta ner texten.
document-print-error-internal = Dokumentet kunde inte skapas. Spara utkastet och anmäl felet.

document-inspect-error-too-large = Filen är större än { $limit } MB och läses inte. Kontrollera att det är rätt fil.
document-inspect-error-not-pdf = Filen är inte en PDF. Välj en annan fil.
document-inspect-error-damaged = Filen är skadad eller ofullständig. Hämta den på nytt från den som skickade den.
document-inspect-error-encrypted = Filen är krypterad. Öppna den med rätt lösenord och spara den utan kryptering.
document-inspect-error-too-complex = Filen är ovanligt stor eller invecklad inuti och läses inte. Be avsändaren om en ny.
