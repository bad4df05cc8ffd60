# The municipality's key: how it is made, how a vault gets it, and how a vault is opened by it when somebody has left.

## The sheet of a holder, and the file with the public key

share-sheet-title = Del { $number } av { $count } av kommunens nyckel
share-sheet-intro = Kommunens nyckel öppnar valv vars innehavare har slutat. Den finns inte samlad någonstans: den är delad i { $count } delar, och { $threshold } av dem behövs för att öppna ett valv. Det här är en av dem.
share-sheet-municipality = Kommun
share-sheet-made = Nyckeln är gjord
share-sheet-key = Nyckelns kännetecken
share-sheet-holder = Delen förvaras av
share-sheet-words = Delens ord
share-sheet-keep = Förvara papperet inlåst, skilt från de andra delarna. Skriv aldrig av orden till en dator, kopiera inte papperet och visa det inte för den som har en annan del.
ceremony-file =
    Kommunens inställningar för Närvarolots. Filen innehåller bara den öppna delen av nyckeln.
    Nyckelns kännetecken: { $words }

## What the trail says

rescue-holder = del { $number }: { $name }
rescue-why = { $holders }. Grund: { $reason }
