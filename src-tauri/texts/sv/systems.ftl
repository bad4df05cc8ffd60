# Documents for other systems.

system-name = { $system ->
    [prorenata] ProReNata
    [pmo] PMO
    [e-service] E-tjänst
    [other] Annat system
   *[diary] Diariet
}
systems-save = Spara för annat system
systems-about = Filerna är inte krypterade. Ta bort dem när de ligger i det andra systemet, och anteckna sedan registreringen. Till ProReNata och PMO sparas dokumentet och ett blad med uppgifterna att skriva in. Till diariet sparas dokumentet och en rad för Excel (CSV och XLSX), utan elevens namn.
systems-saved = Dokumentet och uppgifterna är sparade. Det står i dokumentets historik.
systems-close = Stäng
paste-system = Vilket system klistrar du in i?
