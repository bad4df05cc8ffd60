# Words by which a list of cases is understood: what teams call their columns, and what they write in them. The window does not ask for them.

list-column-words = { $column ->
    [name] namn, elev, elevens namn, elevnamn, elev namn, barn, barnets namn
    [first-name] förnamn, elevens förnamn
    [last-name] efternamn, elevens efternamn
    [identity-number] personnummer, personnr, person nr, pnr, persnr, elevens personnummer, samordningsnummer, födelsenummer
    [class] klass, grupp, årskurs, åk, klass grupp
    [school] skola, skolenhet, skolans namn, enhet
    [school-form] skolform, skoltyp
    [sex] kön
    [protected] skyddad identitet, skyddade personuppgifter, sekretessmarkering, sekretessmarkerad, skyddad, skydd, skyddad id, skyddad folkbokföring, sekretess
    [guardian] vårdnadshavare, vårdnadshavare 1, vårdnadshavares namn, vh, vh1, vh 1, målsman, förälder, förälder 1
    [guardian-phone] telefon, telefonnummer, mobil, mobilnummer, tel, telefon vårdnadshavare, telefon vårdnadshavare 1, vårdnadshavare telefon, vårdnadshavare 1 telefon, telefon vh, vh telefon, telefon vh1, telefon vh 1
    [guardian-email] e post, epost, mejl, mail, e postadress, e post vårdnadshavare, vårdnadshavare e post, e post vårdnadshavare 1, e post vh, e post vh1, e post vh 1
    [guardian-address] adress, postadress, adress vårdnadshavare, vårdnadshavare adress
    [other-guardian] vårdnadshavare 2, vh2, vh 2, förälder 2
    [other-guardian-phone] telefon vårdnadshavare 2, vårdnadshavare 2 telefon, telefon vh2, telefon vh 2, mobil vårdnadshavare 2
    [other-guardian-email] e post vårdnadshavare 2, vårdnadshavare 2 e post, e post vh2, e post vh 2
    [other-guardian-address] adress vårdnadshavare 2, vårdnadshavare 2 adress
    [title] ärende, ärendets namn, ärenderubrik, rubrik, ärendemening
    [opened] startdatum, start, påbörjat, påbörjad, uppstart, öppnat, inkom, inkommet, inkom datum, ärende startat, startat
    [closed] slut, slutdatum, avslutsdatum, avslutat, avslutad, avslut, stängt, ärende avslutat
    [note] anteckning, anteckningar, tjänsteanteckning, tjänsteanteckningar, kommentar, kommentarer, notering, noteringar, status, läge, nuläge, handläggare, kontaktperson, ansvarig, koordinator, närvarokoordinator, samordnare, kurator, mentor, insats, insatser, åtgärd, åtgärder, uppföljning, nästa steg, nästa möte, orsak, bakgrund, övrigt
   *[other] { "" }
}
list-value-words = { $value ->
    [no] nej, n, no, ingen, inte, saknas, 0, falskt, false
    [grundskola] grundskola, grundskolan, gr, grsk, grskola
    [anpassad-grundskola] anpassad grundskola, anpassade grundskolan, grundsärskola, agr, grs
    [specialskola] specialskola, specialskolan
    [sameskola] sameskola, sameskolan
    [gymnasieskola] gymnasieskola, gymnasieskolan, gymnasiet, gymnasium, gy, gym
    [anpassad-gymnasieskola] anpassad gymnasieskola, anpassade gymnasieskolan, gymnasiesärskola, agy, gys
    [flicka] flicka, tjej, f, kvinna, k
    [pojke] pojke, kille, p, man, m
   *[unknown] okänt, ej angivet, annat, x
}
register-column-words = { $column ->
    [name] namn, elev, elevens namn, elevnamn, elev namn
    [first-name] förnamn, elevens förnamn
    [last-name] efternamn, elevens efternamn
    [class] klass, grupp, årskurs, åk, klass grupp, undervisningsgrupp
    [identity-number] personnummer, personnr, person nr, pnr, persnr, elevens personnummer, samordningsnummer, födelsenummer
    [mentor] mentor, mentorer, klassföreståndare, klasslärare, handledare
    [protected] skyddad identitet, skyddade personuppgifter, sekretessmarkering, sekretessmarkerad, skyddad, skydd, skyddad id, skyddad folkbokföring, sekretess
    [absence] frånvaro, total frånvaro, frånvaro totalt, summa frånvaro, all frånvaro, frånvaroprocent
    [valid] giltig frånvaro, anmäld frånvaro, giltig, frånvaro giltig
    [invalid] ogiltig frånvaro, oanmäld frånvaro, ogiltig, frånvaro ogiltig
    [planned] planerad tid, schemalagd tid, undervisningstid, lektionstid, planerad, schemalagd, garanterad tid
   *[other] { "" }
}
