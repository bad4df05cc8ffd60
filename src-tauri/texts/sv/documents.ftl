# Words that the printed document has beside the form's own, and what is said when a document cannot be
# made or read.

document-diarienummer = Diarienummer { $number }
document-page = Sida { $page } av { $pages }
document-form-version = { $title }, version { $version }
document-id = Dokument { $id }
document-source = Källa: { $source }
document-completed = Ifylld av { $name }, { $role }, { $date }
document-completed-role = Ifylld av { $role }, { $date }
document-completed-typed = Ifylld av { $name }, { $role }, { $date }, inskrivet från papper av { $typist }
document-filled-by = Fylls i av { $role }
document-page-code = Sidkod för arkivet: dokument { $id }, sida { $page }
document-tick-on = { $label }, ikryssad
document-tick-off = { $label }, inte ikryssad
document-signature-name = Namnförtydligande
document-signature-place-date = Ort och datum
document-signature-electronic = Skrivs under elektroniskt
document-signature-drawn = Ritas på skärmen i närvaro av personal
document-drawing = { $name } har ritat sin underskrift på skärmen
document-drawing-made = Ritad på skärmen i närvaro av { $witness }
document-drawing-typed = Namnet skrivet på skärmen i närvaro av { $witness }
document-signature-field = Underskrift: { $label }
document-attachment-record = Svaren som data
document-attachment-form = Formulärets definition
document-attachment-scan = Filen som den kom från skannern
document-scan-file = inskannat-{ $number }.{ $extension }
document-scan-page = Inskannad sida { $page } av { $pages } av ”{ $title }”, underskriven på papper. Blankettens tryckta text finns i dokumentet { $document }; det som är skrivet för hand syns bara i bilden.

document-role-mentor = mentor
document-role-kurator = kurator
document-role-eht = elevhälsoteamet
document-role-rektor = rektor
document-role-coordinator = samordnare
document-role-pupil = elev
document-role-guardian = vårdnadshavare
