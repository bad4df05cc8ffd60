/** Invented contents for the gallery. */

export const longWord = "Skolpliktsbevakningshandläggarsamordningsuppdrag";
export const longLabel =
  "Vad tycker du att du behöver för stöd för att frånvaro skall bli närvaro, och vem ska göra vad?";
export const longHint =
  "(skolarbete, vad har fungerat/fungerar idag, svårigheter, orsak till frånvaron, relation/samspel med skolpersonal och elever under lektioner och raster)";
export const longText =
  "Det fungerar bäst på förmiddagarna och i bild. Efter lunch blir det för mycket ljud, och då går jag hem. Idrotten är svår eftersom vi byter om tillsammans.\n\nJag skulle vilja ha någon att gå till när det blir för mycket.";

export const guidance = [
  {
    source: "Källan",
    text: "Syftet är att få fram elevens syn på sin skol- och livssituation. Varken bedömning eller nätverkets uppfattning ingår.",
  },
  { source: "Vem ser det?", text: "Rektor och elevhälsoteamet, när eleven har godkänt det." },
];

export const answered = {
  answer: "yes" as const,
  comment: "Trivs med klassen, men inte i matsalen.",
};

export const degrees = [
  { id: "1", label: "Närvaro", hint: "Full närvaro." },
  {
    id: "2",
    label: "Ströfrånvaro",
    hint: "Undviker enstaka lektionstillfällen en eller flera gånger per vecka.",
  },
  { id: "3", label: "Systematisk frånvaro" },
];

export const meetings = [
  { id: "room", label: "På plats" },
  { id: "digital", label: "Säkert digitalt möte" },
];

export const kinds = [
  { id: "attendance", label: "Närvaro och frånvaro" },
  { id: "mapping", label: "Den skolsociala kartläggningen" },
  { id: "health", label: "Uppgifter från elevhälsan", hint: "Inte journaler." },
];

export const scale = [
  { id: "agree", label: "Stämmer" },
  { id: "partly", label: "Delvis" },
  { id: "no", label: "Ej" },
];

export const statements = [
  { id: "g-s1", label: "1. Elevens frånvaro har ökat" },
  { id: "g-s2", label: "2. Elevens skolarbete har uteblivit", error: "Välj ett svar." },
  { id: "g-s3", label: "3. Eleven har svårt att nå målen i vissa ämnen" },
  {
    id: "g-s4",
    label: "14. Eleven isolerar sig och undviker kontakt med nära och familj",
  },
];

export const columns = [
  { id: "actor", label: "Aktör", kind: "text" },
  { id: "who", label: "Vem", kind: "text" },
  { id: "does", label: "Gör vad", kind: "long-text" },
  { id: "from", label: "Från och med", kind: "date" },
];

export const rows = [
  {
    row: "a",
    actor: "Skolan",
    who: "Ebba Lindqvist, mentor",
    does: "Möter eleven vid entrén tre morgnar i veckan och följer med till första lektionen.",
    from: "2026-11-23",
  },
  { row: "b", actor: "Socialtjänsten" },
];

export const errors = [
  { id: "t4", words: "Skriv skolans namn." },
  { id: "d3", words: "Skriv en dag som finns." },
  { id: "y3", words: "Svara ja eller nej på frågan om kamrater." },
];

export const stages = ["Utkast", "Färdigställd", "Undertecknad", "Överlämnad", "Arkiverad"];
