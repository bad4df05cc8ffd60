# Papers about what leaves the vault: the report of a disposal.

disposal-sheet-title = Gallringsrapport
disposal-sheet-about = { $count ->
    [one] Ett dokument gallrades ur valvet med alla sina papper, svar, utkast och anteckningar om vad som hade hänt med det. Det kan inte återställas i programmet. Rapporten säger inget om eleven.
   *[other] { $count } dokument gallrades ur valvet med alla sina papper, svar, utkast och anteckningar om vad som hade hänt med dem. De kan inte återställas i programmet. Rapporten säger inget om eleverna.
}
disposal-sheet-at = Gallrat
disposal-sheet-by = Beslutat av
disposal-sheet-reason = Skäl eller beslut
disposal-sheet-backups = Säkerhetskopior
disposal-sheet-no-backups = Programmet gör ännu inga egna säkerhetskopior. Det finns alltså ingen sådan kopia att vänta ut, och ingen senare dag då den sista går ut.
    Kopior som någon annan har gjort av valvet kan innehålla dokumenten: på ett usb-minne, i en synkad mapp eller i it-avdelningens säkerhetskopiering. Den som har gjort dem måste själv gallra dem. Skriv här när det är gjort: ________________
    Papper, filer som har sparats utanför valvet och kopior hos mottagare gallras var för sig.
disposal-sheet-document = Dokumentets nummer
disposal-sheet-form = Formulär
disposal-sheet-completed = Färdigställt
disposal-sheet-rule = Regel
disposal-sheet-years = { $plan }. { $years ->
    [one] Sparas ett år
   *[other] Sparas { $years } år
} från slutet av det kalenderår då dokumentet färdigställdes.
disposal-sheet-hashes = Papperens kontrollsummor (SHA-256)
