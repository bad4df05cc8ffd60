# What is said of a field about a pupil, a case or the vault's owner that must be put right.

problem-missing = Fyll i det här fältet.
problem-control-character = Texten innehåller ett osynligt tecken. Skriv den på nytt.
problem-unknown-choice = Välj ett av alternativen.
problem-email-shape = Skriv e-postadressen så här: namn@exempel.se.
problem-phone-shape = Skriv telefonnumret med siffror, till exempel 070-123 45 67.
problem-identity-shape = Skriv numret så här: ÅÅÅÅMMDD-NNNN. Ett TF-nummer skrivs ÅÅÅÅMMDDTF01.
problem-identity-date = De första siffrorna i numret är inget datum. Kontrollera dem.
problem-identity-future = Numret har ett födelsedatum efter i dag. Kontrollera det.
problem-identity-check-digit = Numret stämmer inte: den sista siffran hör inte ihop med de andra. Kontrollera hela numret.
problem-closed-before-opened = Ärendet öppnades { $opened }. Ange den dagen eller en senare.
problem-future-day = Skriv en dag som har varit, eller dagens datum.
problem-not-a-number = Skriv ett tal, till exempel 12,5.
problem-more-than-all = Rätta talet: det är större än helheten.
problem-day-outside = Skriv en dag från och med { $first } till och med { $last }.
problem-not-a-day = Skriv en dag som finns, till exempel 2026-11-21.

## What two vaults know of the same pupil

pupil-difference = { $what ->
    [class] Klassen är { $other } hos avsändaren och { $own } här.
    [school] Skolan är { $other } hos avsändaren och { $own } här.
    [identity] Personnumret är { $other } hos avsändaren och { $own } här.
    [phone] Telefonnumret till { $whose } är { $other } hos avsändaren och { $own } här.
    [email] E-postadressen till { $whose } är { $other } hos avsändaren och { $own } här.
   *[address] Adressen till { $whose } är { $other } hos avsändaren och { $own } här.
}
