# The audit trail: what was done in the vault.

trail-title = Logg
trail-page = Logg
trail-page-about = Allt som har lästs, skrivits, skrivits ut, sparats som fil, undertecknats och gallrats i ditt valv.
trail-open = Visa loggen
trail-lead = Loggen visar vad som har gjorts i valvet och när. Programmet kan inte ändra eller ta bort en rad. Elevers namn och svar står aldrig i den, utom i skälet till en gallring om du själv skriver dem där. Öppnas valvet med kommunens nyckel står det vilka som gjorde det.
trail-owner = Valvet har en enda innehavare. Allt som står här har gjorts när { $owner }s valv var upplåst. Vem som satt vid datorn vet programmet inte. Vad andra har läst på papper, eller i sina egna valv, syns inte här.
trail-back = Till inställningarna
trail-to-case = Till ärendet
trail-of-case = Ärendets logg
trail-only-case = Här visas bara ärendet { $case }.
trail-all = Visa hela loggen

trail-checked = Senast kontrollerad { $at }.
trail-never-checked = Loggen har inte kontrollerats än.
trail-whole = Loggen är hel: inget är ändrat, borttaget eller tillagt i efterhand.
trail-whole-count = { $count ->
    [one] Den har en rad.
   *[other] Den har { $count } rader.
}
trail-wrong = { $kind ->
    [broken] Loggen är bruten vid rad { $number }, tiden { $at }: raden är ändrad eller borttagen, eller en annan står på dess plats. Det som står före den raden går att lita på.
    [cut-off] Slutet på loggen saknas eller är utbytt. Den har haft minst { $number } rader, den sista från { $at }.
   *[other] Filen vault.trail bredvid valvet saknas eller är utbytt. Raderna hänger ihop, men det går inte att säga om slutet finns kvar.
}
trail-wrong-do = Skriv ut loggen och prata med kommunens dataskyddsombud eller it-avdelning. Har valvet nyss återställts från en säkerhetskopia kan det vara förklaringen.
trail-check = Kontrollera loggen

trail-search = Välj vad som ska visas
trail-from = Från och med
trail-until = Till och med
trail-act-label = Vad
trail-pupil-label = Elev
trail-anything = Allt
trail-anybody = Alla elever
trail-none = Inget i loggen stämmer med det valda.
trail-earlier = Visa tidigare rader
trail-number = Nr
trail-at = Tid
trail-what = Vad som gjordes
trail-about = Vad det gällde
trail-unreadable = Raden går inte att läsa. Den är ändrad i efterhand, eller skriven av en senare version av programmet.
trail-table = Loggens rader, den senaste först
trail-follows = gäller rad { $number }
trail-ground = Grund: { $ground }
trail-reason = Skäl: { $reason }
trail-gone-pupil = borttagen elev, { $id }
trail-gone-case = borttaget ärende, { $id }
trail-gone-document = gallrat eller borttaget dokument, { $id }

trail-export-heading = Lämna loggen till kommunen
trail-export-about = Hela loggen sparas som en fil som bara den som har { $municipality }s hemliga nyckel kan öppna. Filen visar vad du har gjort och när. Den innehåller ditt namn, skäl som du har skrivit och namnen på dem som har öppnat valvet med kommunens nyckel, men inga elevers namn om du inte har skrivit dem i ett skäl.
trail-export-none = Valvet har ingen nyckel för kommunen. Utan den går loggen att skriva ut eller spara som papper, men inte att försegla till kommunen.
trail-export = Spara en förseglad kopia
trail-export-hint = Skriv lösenfrasen en gång till, eftersom loggen lämnar valvet.
trail-export-do = Spara kopian
trail-exported = Kopian är sparad. Kommunens it-avdelning kan öppna den.
trail-sheet-name = loggen

trail-act = { $act ->
    [open] Upplåsning
    [lock] Låsning
    [read] Läst
    [write] Skrivet eller ändrat
    [print] Utskrivet
    [export] Sparat utanför valvet
    [sign] Underskrift
    [dispose] Gallrat
    [override] Lämnat utan grund
    [keys] Nycklar och lösenfras
    [failed] Gick inte hela vägen
   *[given-up] Avbrutet
}
trail-command = { $command ->
    [finish_vault] Valvet skapades
    [open_rescued] Med kommunens nyckel
    [restore_rescued] Från en säkerhetskopia, med kommunens nyckel
    [finish_new_owner] Valvet fick en ny innehavare
    [take_municipality_key] Kommunens nyckel lades in
    [unlock] Med lösenfrasen
    [unlock_with_words] Med återställningsorden
    [lock] Valvet låstes
    [change_passphrase] Ny lösenfras
    [finish_new_words] Nya återställningsord
    [print_recovery_words] Nya återställningsord på papper
    [pupils] Elevlistan
    [pupil] Elevens uppgifter
    [save_pupil] Elevens uppgifter
    [unfinished_pupil] Påbörjade elevuppgifter
    [keep_unfinished_pupil] Påbörjade elevuppgifter
    [open_case] Nytt ärende
    [case] Ärendet
    [begin_document] Nytt dokument
    [continue_document] Fortsättning på dokumentet
    [cancel_document] Dokumentet makulerades
    [discard_document] Utkastet togs bort
    [document] Dokumentet
    [save_draft] Svar i utkastet
    [read_back] Återläsning av dokumentet
    [review] Genomgång av dokumentet
    [complete] Dokumentet färdigställdes
    [pages] Dokumentets sidor
    [save_document] Dokumentet som PDF
    [save_report] Underskrifternas kontrollrapport
    [print] Dokument eller blanketter
    [archive] Arkivets lista
    [save_archive_list] Arkivets lista för Excel
    [document_file] Dokumentets papper och historik
    [copied_field] Svar som kopierades ur dokumentet
    [register_document] Nummer i ett annat system
    [paper_pages] Ett av dokumentets papper
    [save_paper] Ett av dokumentets papper
    [save_sheet] En lista eller rapport
    [print_sheet] En lista eller rapport
    [choose_register] Ett uttag ur närvaroregistret
    [save_summary] Närvarosiffror, hopräknade, för Excel
    [save_received_summary] Närvarosiffror från kollegor, hopräknade, för Excel
    [send_figures] Närvarosiffror till kollegor
    [figures] Närvarosiffror från kollegor
    [remove_figures] Närvarosiffror togs bort
    [choose_case_list] En ärendelista att ta in
    [bring_in_cases] Ärendet togs in från en lista
    [clear_brought_in] Uppgifter från en lista rensades
    [imports] Tidigare importer
    [take_back_import] Ärendet från en felaktig import togs bort
    [choose_papers] Papper att ta in
    [take_dropped] Papper att ta in
    [scanned_page] En inskannad sida
    [file_papers] Papper togs in
    [confirm_rows] Underskrifter bekräftades
    [disposals] Gallringslistan
    [dispose] Dokumentet
    [remove_emptied] Tomt ärende eller tom elev
    [release_proposal] Underlag för utlämnande
    [release_pages] Papper för utlämnande
    [print_release] Papper som lämnades ut
    [save_release] Papper som lämnades ut
    [refuse_release] Beslut att inte lämna ut
    [releases] Tidigare utlämnanden
    [signing_offer] Rader att skriva under
    [prepare_signing] Dokumentet för e-underskriftstjänsten
    [make_own_signature] Ny egen underskrift
    [sign_document] Egen underskrift på dokumentet
    [draw_signature] Ritad underskrift på dokumentet
    [document_signatures] Dokumentets underskrifter
    [trust_certificate] Betrott certifikat
    [consents] Listan över samtycken
    [consent] Samtycket
    [consent_step] Händelse i samtycket
    [consent_for_other] Samtycke för den andra vårdnadshavaren
    [disclosures] Lämnade uppgifter i ärendet
    [correct_disclosure] Rättelse av uppgift som aldrig lämnades
    [disclose] Uppgift som lämnades
    [choose_identity] Val av nyckel att skriva under med
    [export_certificate] Eget certifikat som fil
    [revoke_identity] Återkallad nyckel
    [erase_identity] Raderad nyckel
    [import_key_file] Nyckel från fil
    [add_card] Nyckel på kort
    [ask_issuer] Begäran om certifikat
    [save_request] Begäran om certifikat som fil
    [open_answer] Svar på begäran om certifikat
    [begin_issuing] Början på egen utfärdning
    [answer_request] Utfärdat certifikat
    [revoke_issued] Återkallat certifikat
    [save_revoked] Listan över återkallade certifikat som fil
    [save_authority] Utfärdarens certifikat som fil
    [trust_authority] Betrodd utfärdare
    [distrust] Inte längre betrott certifikat
    [save_clock] Tidsstämplingstjänst
    [remove_clock] Tidsstämplingstjänsten togs bort
    [time_stamp_document] Tidsstämpel på dokumentet
    [preserve_document] Dokumentets underskrift bevarad
    [renew_card] Nytt eget kort
    [add_contact] Ny kontakt
    [add_sender] Avsändaren blev kontakt
    [verify_contact] Kontaktens ord kontrollerades
    [end_contact] Kontakten stängdes av eller öppnades
    [remove_contact] Kontakten togs bort
    [send_offer] Underlag för överlämning
    [send_package] Paket till en kollega
    [send_waiting] Paket som väntade, genom postmappen
    [save_waiting] Paket som väntade, som fil
    [leave_unsent] Paket som väntade skickades inte
    [open_packages] Paket från en kollega
    [open_dropped_packages] Paket från en kollega
    [take_parcel] Paket togs emot
    [send_answer] Svar på ett paket
    [back_up] Säkerhetskopia gjordes
    [back_up_when_due] Dagens säkerhetskopia, till den andra platsen
    [choose_backup_place] Plats för säkerhetskopior valdes
    [forget_backup_place] Plats för säkerhetskopior togs bort
    [look_at_backup] Säkerhetskopia jämfördes med valvet
    [restore] Valvet återställdes från en säkerhetskopia
    [drill_backup] Övning i att återställa
    [handovers] Listan över överlämningar
    [handovers_of_case] Ärendets överlämningar
    [finish_task] Uppgift från en kollega blev klar
    [give_back] Lånade handlingar togs bort
    [take_back] Erbjudandet om ett ärende togs tillbaka
    [choose_mailbox] Postmappen valdes, och det som låg i den öppnades
    [look_in_mailbox] Paket i brevlådan
    [save_for_system] Dokumentet för ett annat system
    [message_offer] Förslag till säkert meddelande
    [save_message] Dokumentet som säkert meddelande
    [note_submission] Dokumentets svar i en e-tjänst
    [calendar] Datum till kalendern
    [save_calendar] Datum till kalendern som fil
    [save_packages] Arkivpaket
    [trail] Loggen
    [export_trail] Loggen, förseglad till kommunen
   *[other] Något annat
}
