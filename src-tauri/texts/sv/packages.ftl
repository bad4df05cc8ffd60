# Making archive packages.

packages-open = Skapa arkivpaket
packages-title = Arkivpaket
packages-about = Ett arkivpaket är till för kommunens e-arkiv: handlingen, vad kontrollen av underskrifterna visade, svaren som data och vad som har hänt. Det följer FGS Paketstruktur 2.0. Filen är inte krypterad. Lägg den bara där kommunen har bestämt.
packages-documents = Dokument som ska med
packages-passphrase = Skriv din lösenfras en gång till, eftersom uppgifter lämnar valvet.
packages-save = { $count ->
    [one] Spara arkivpaketet
   *[other] Spara { $count } arkivpaket
}
packages-protected = Eleven har skyddade personuppgifter. Dokumentet får bara skrivas ut, och det görs inget arkivpaket.
packages-stop = Avbryt
packages-close = Stäng
packages-stopped = Du avbröt. Inget har sparats.
packages-saved = { $count ->
    [0] Inget har sparats.
    [one] Arkivpaketet är sparat. Det står i dokumentets historik.
   *[other] { $count } arkivpaket är sparade i en fil. Det står i dokumentens historik.
}
packages-left-out = { $count ->
    [one] Ett dokument fick inget arkivpaket:
   *[other] { $count } dokument fick inget arkivpaket:
}
