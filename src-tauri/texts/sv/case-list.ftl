# Bringing in a list of cases that was kept in Teams, SharePoint or Excel.

case-list-open = Ta in en ärendelista
case-list-title = Ta in en ärendelista
case-list-lead = En lista som teamet har fört i Teams, SharePoint eller Excel blir elever och ärenden här. Inget sparas förrän du har sett vad som händer med varje rad och sagt ja.
case-list-choose = Välj fil
case-list-choose-other = Välj en annan fil
case-list-how = Öppna listan i Teams eller SharePoint och välj Exportera till CSV. En fil från Excel sparas som .xlsx. Filen ska ha rubriker och en rad för varje ärende. Den ändras inte.
case-list-leave = Avbryt, ta inte in något

case-list-count = { $count ->
    [one] En rad under rubrikerna.
   *[other] { $count } rader under rubrikerna.
}
case-list-above = { $count ->
    [one] En rad ovanför rubrikerna läses inte.
   *[other] { $count } rader ovanför rubrikerna läses inte.
}
case-list-sheet = Blad i filen
case-list-columns = Vad är kolumnerna?
case-list-columns-lead = Förslagen kommer av rubrikerna. Kontrollera dem. Det som du lägger i anteckningen följer med till ärendet under sin rubrik.
case-list-heading = { $empty ->
    [yes] Kolumn { $number }, utan rubrik
   *[no] { $heading }
}
case-list-samples = Till exempel: { $samples }
case-list-no-samples = Ingen text att visa.
case-list-choose-none = Välj
case-list-column = { $column ->
    [left-out] Ta inte med
    [name] Elevens namn
    [first-name] Elevens förnamn
    [last-name] Elevens efternamn
    [identity-number] Personnummer
    [class] Klass eller grupp
    [school] Skola
    [school-form] Skolform
    [sex] Kön
    [protected] Märkning: skyddade personuppgifter
    [guardian] Vårdnadshavares namn
    [guardian-phone] Vårdnadshavares telefon
    [guardian-email] Vårdnadshavares e-post
    [guardian-address] Vårdnadshavares adress
    [other-guardian] Vårdnadshavare 2: namn
    [other-guardian-phone] Vårdnadshavare 2: telefon
    [other-guardian-email] Vårdnadshavare 2: e-post
    [other-guardian-address] Vårdnadshavare 2: adress
    [title] Ärendets namn
    [opened] Dag då ärendet öppnades
    [closed] Dag då ärendet avslutades
   *[note] Anteckning i ärendet
}
case-list-no-mark = Ingen kolumn säger vilka elever som har skyddade personuppgifter. Kontrollera det själv.
case-list-left-out = Kolumner som inte följer med
case-list-left-out-column = { $count ->
    [0] { $heading }: tom i alla rader
    [one] { $heading }: text i en rad
   *[other] { $heading }: text i { $count } rader
}
case-list-usual = När listan inte säger något
case-list-usual-title = Kalla ärendet för
case-list-usual-school = Skola
case-list-show-rows = Visa vad som händer med raderna

case-list-rows = Vad händer med raderna?
case-list-back = Till kolumnerna
case-list-group = { $standing ->
    [ask] Är det samma elev?
    [new] Nya elever och ärenden
    [already] Redan intagna
    [wrong] Kan inte tas in
   *[protected] Skyddade personuppgifter
}
case-list-group-lead = { $standing ->
    [ask] Namnet eller numret finns redan. Säg för varje rad vem den gäller. Väljer du en elev som finns ändras inte elevens uppgifter: det som listan säger annorlunda läggs i anteckningen.
    [new] Varje rad blir en ny elev med ett ärende. Ta bort markeringen på de rader som inte ska med.
    [already] Ärendet finns redan hos eleven, med samma namn och startdag. Raderna tas inte in igen om du inte väljer dem.
    [wrong] Rätta i listan eller välj en annan kolumn, och läs in filen igen. Raderna tas inte in.
   *[protected] Listan säger något om skydd eller sekretess i raden eller i en annan rad om samma elev, eller så har eleven skyddade personuppgifter här. Raderna tas inte in från en fil: lägg in eleverna för hand, med ett namn som du väljer.
}
case-list-row = Rad { $row }: { $name }
case-list-row-bare = Rad { $row }
case-list-opened = { $title }, öppnat { $day }
case-list-closed = { $title }, öppnat { $day }, avslutat { $closed }
case-list-opened-now = { $title }, öppnas i dag
case-list-notes = Anteckning från listan
case-list-unread = { $heading }: { $why } Texten läggs i anteckningen som den är.
case-list-pupil = Vem gäller rad { $row }?
case-list-pupil-here = { $same ->
    [number] { $name }, finns här, samma personnummer
   *[name] { $name }, finns här, samma namn
}
case-list-pupil-born = född { $day }
case-list-pupil-row = { $same ->
    [number] Samma elev som i rad { $row }, samma personnummer
   *[name] Samma elev som i rad { $row }, samma namn
}
case-list-pupil-new = En annan elev, som läggs till
case-list-show-all = { $count ->
    [one] Visa en rad till
   *[other] Visa { $count } rader till
}
case-list-bring-in = { $count ->
    [0] Ta in rader
    [one] Ta in en rad
   *[other] Ta in { $count } rader
}
case-list-will-leave = { $count ->
    [0] Alla rader följer med.
    [one] En rad lämnas utanför.
   *[other] { $count } rader lämnas utanför.
}

case-list-done = { $count ->
    [one] Ett ärende är intaget.
   *[other] { $count } ärenden är intagna.
}
case-list-done-left = { $count ->
    [one] En rad lämnades utanför.
   *[other] { $count } rader lämnades utanför.
}
case-list-original = Listan ligger kvar där den låg, och filen också. Inget av dem har kopierats hit. Gallra dem där enligt kommunens plan när ingen behöver dem längre: i Teams eller SharePoint, i mappen för hämtade filer och i papperskorgen. Fråga arkivarien om du är osäker.
case-list-cases = Intagna ärenden

imports-title = Tidigare importer
imports-lead = Blev det fel lista, eller fel kolumner, kan importen tas tillbaka. Bara det som ingen har rört sedan dess tas bort.
imports-one = { $count ->
    [one] Ett ärende, intaget av { $by }
   *[other] { $count } ärenden, intagna av { $by }
}
import-take-back = Ta tillbaka importen
import-take-back-label = Ta tillbaka importen { $at }
import-goes = { $count ->
    [one] Ett ärende tas bort
   *[other] { $count } ärenden tas bort
}
import-with-pupil = Eleven tas också bort.
import-case-only = Eleven finns kvar.
import-stays = { $count ->
    [one] Ett ärende finns kvar
   *[other] { $count } ärenden finns kvar
}
import-why = { $why ->
    [document] Ärendet har ett dokument.
    [handed-over] Något av ärendet har skickats till en kollega.
    [happened] Något har hänt i ärendet: uppgifter har lämnats, rensats eller slängts.
    [changed] Ärendet har ändrats.
    [half-typed] Något är halvskrivet om ärendet.
   *[pupil] Elevens uppgifter har ändrats, eller så är något på gång om eleven.
}
import-for-ever = Det som tas bort går inte att få tillbaka härifrån, inte heller det listan berättade. Listan kan tas in på nytt. Säkerhetskopiorna har det kvar tills de gallras.
import-passphrase-hint = Skriv den en gång till för att ta bort det som står ovan.
import-take-back-do = { $count ->
    [one] Ta bort ett ärende
   *[other] Ta bort { $count } ärenden
}
import-nothing-goes = Allt i importen har använts sedan den togs in. Inget kan tas tillbaka på en gång.
import-close = Stäng
import-taken-back = { $count ->
    [one] Ett ärende är borttaget.
   *[other] { $count } ärenden är borttagna.
}

from-list = Från en lista, { $day }
from-list-by = Ärendet togs in av { $by }.
from-list-about = Det här stod i listan och har inget eget fält. Skriv det som behövs i ett dokument och rensa sedan. Det följer inte med när ärendet lämnas över.
from-list-no-heading = Utan rubrik
from-list-clear = Rensa uppgifterna från listan
from-list-clear-title = Ska uppgifterna från listan rensas?
from-list-clear-about = De går inte att få tillbaka härifrån. I loggen står att de har rensats, men inte vad som stod.
from-list-keep = Behåll dem
from-list-clear-do = Rensa
