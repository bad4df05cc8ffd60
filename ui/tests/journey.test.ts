import { beforeEach, describe, expect, test, vi } from "vitest";
import App from "../src/App.svelte";
import { route } from "../src/route.svelte";
import { wordsFor } from "../src/texts";
import { failure, fresh, passphrase, words, world } from "./fake/host";
import { people } from "./fake/people";
import { byId, click, named, one, press, put, settle, write } from "./screen";

vi.mock("@tauri-apps/api/core", () => import("./fake/host"));

/** Opens the window on a world and waits until it stands still. */
async function open() {
  route.clear();
  const app = put(App, {});
  await settle();
  return app;
}

async function push(...names: string[]) {
  for (const name of names) {
    click(named(name));
    await settle();
  }
}

const heading = () => one("h1").textContent?.trim();
const called = (name: string) => world.calls.filter((call) => call.name === name);

describe("first start", () => {
  test("makes a vault of a profile, a passphrase, and two words typed back", async () => {
    fresh("none");
    await open();
    await push("Fortsätt");
    expect(document.activeElement?.textContent).toContain(
      `Ditt namn – ${wordsFor("problem-missing")}`,
    );
    write(byId("name"), "Ebba Lindqvist");
    click(byId("role"));
    write(byId("passphrase"), passphrase);
    write(byId("again"), "något annat");
    await push("Fortsätt");
    expect(byId("again").getAttribute("aria-invalid")).toBe("true");
    write(byId("again"), passphrase);
    await push("Fortsätt");
    expect(document.body.textContent).toContain(words[11]);
    await push("Jag har orden på papper");
    expect(document.body.textContent).not.toContain(words[2]);
    write(byId("first"), "fel");
    write(byId("second"), words[8] ?? "");
    await push("Skapa valvet");
    expect(byId("first").getAttribute("aria-invalid")).toBe("true");
    write(byId("first"), words[2] ?? "");
    await push("Skapa valvet");
    expect(heading()).toBe("Vad vill du göra?");
  });
});

describe("unlocking", () => {
  test("asks again after a wrong passphrase, and opens with the right one", async () => {
    fresh("locked");
    await open();
    expect(document.activeElement).toBe(byId("passphrase"));
    write(byId("passphrase"), "fel");
    await push("Lås upp");
    expect(byId("passphrase").getAttribute("aria-invalid")).toBe("true");
    write(byId("passphrase"), passphrase);
    await push("Lås upp");
    expect(heading()).toBe("Vad vill du göra?");
  });

  test("locking by key leaves nothing of what was open", async () => {
    people(fresh());
    await open();
    await push("Elever och ärenden");
    expect(document.body.textContent).toContain("Maja Berg");
    press(document.body, "l", { ctrlKey: true });
    await settle();
    expect(heading()).toBe("Lås upp ditt valv");
    expect(document.body.textContent).not.toContain("Maja Berg");
    expect(document.title).not.toContain("Maja");
  });
});

describe("pupils", () => {
  beforeEach(() => void people(fresh()));

  test("are found by name, and one with protected identity stands under the alias", async () => {
    await open();
    await push("Elever och ärenden");
    expect(document.body.textContent).toContain("Elev 4");
    expect(document.body.textContent).not.toContain("Ida Holm");
    await push("Ändra uppgifter om Elev 4");
    expect(document.querySelector("#name")).toBeNull();
    await push("Visa uppgifterna");
    expect(byId("name").value).toBe("Ida Holm");
    await push("Elever och ärenden");
    write(byId("search"), "omar");
    await settle();
    expect(document.body.textContent).toContain("En elev stämmer med sökningen.");
    expect(document.body.textContent).not.toContain("Maja Berg");
  });

  test("are added once, with a case, even if the case is refused the first time", async () => {
    await open();
    await push("Elever och ärenden", "Ny elev", "Lägg till eleven");
    expect(byId("name").getAttribute("aria-invalid")).toBe("true");
    write(byId("name"), "Nils Ek");
    world.failing.open_case = failure("fields", {
      problems: [{ field: "title", code: "missing", args: {} }],
    });
    await push("Lägg till eleven");
    expect(byId("title").getAttribute("aria-invalid")).toBe("true");
    world.failing = {};
    await push("Lägg till eleven");
    expect(heading()).toBe("Nils Ek");
    expect(world.pupils.filter(({ input }) => input.name === "Nils Ek").length).toBe(1);
  });

  test("keep what was typed of them until it is saved, or thrown away by choice", async () => {
    await open();
    await push("Elever och ärenden", "Ny elev");
    write(byId("name"), "Nils Ek");
    await push("Hem", "Elever och ärenden", "Ny elev");
    expect(document.body.textContent).toContain("är inte sparat än");
    expect(document.body.textContent).not.toContain("Nils Ek");
    expect(document.getElementById("name")).toBeNull();
    await push("Fortsätt med det");
    expect(byId("name").value).toBe("Nils Ek");
    await push("Avbryt", "Ny elev");
    expect(byId("name").value).toBe("");
    write(byId("name"), "Nils Ek");
    await push("Hem", "Elever och ärenden", "Ny elev", "Släng det");
    expect(byId("name").value).toBe("");
    write(byId("name"), "Nils Ek");
    await push("Lägg till eleven", "Elever och ärenden", "Ny elev");
    expect(byId("name").value).toBe("");
  });
});

describe("a form", () => {
  beforeEach(() => void people(fresh()));

  async function begin() {
    await open();
    await push("Elever och ärenden", "Skolfrånvaro", "Nytt formulär", "Checklista vid frånvaro");
  }

  test("is begun, says at klar what is missing, is read, completed and printed", async () => {
    await begin();
    await push("Granska svaren");
    const summary = one(".errors");
    expect(document.activeElement).toBe(summary);
    click(one(".errors a"));
    expect(document.activeElement).toBe(byId("pupil"));
    write(byId("pupil"), "Omar Haddad");
    await push("Granska svaren");
    expect(heading()).toBe("Granska svaren");
    expect(document.body.textContent).toContain("Omar Haddad");
    await push("Ändra svaret på: Elev:");
    expect(document.activeElement).toBe(byId("pupil"));
    await push("Granska svaren", "Fortsätt till klar", "Klar, lås svaren");
    expect(called("complete").at(-1)?.args.completing).toEqual({
      sections: ["talk"],
      manners: { mentor: "ink" },
      authors: {},
    });
    await push("Skriv ut", "Skriv ut");
    expect(called("print").at(-1)?.args.order).toMatchObject({
      printer: "expeditionen",
      copies: "1",
    });
  });

  test("keeps what was typed when it is left in the middle", async () => {
    await begin();
    write(byId("why"), "Sover dåligt.");
    await push("Till ärendet");
    expect(world.documents.at(-1)?.answers.why).toBe("Sover dåligt.");
  });

  test("is not left while what was typed cannot be kept, and says so", async () => {
    await begin();
    world.failing.save_draft = failure("disk-full");
    write(byId("why"), "Sover dåligt.");
    await push("Till ärendet");
    expect(byId("why").value).toBe("Sover dåligt.");
    expect(document.body.textContent).toContain("Det senaste är inte sparat.");
  });

  test("sends each kind of answer in the shape that Rust reads", async () => {
    await begin();
    write(byId("absence"), "17,5");
    write(byId("count"), "tre");
    write(byId("period"), "202610");
    click(byId("illness"));
    click(byId("s1"));
    click(byId("kinds-not"));
    click(byId("none"));
    write(byId("contact-phone"), "070");
    write(byId("mentor"), "Ebba");
    await push("Till ärendet");
    expect(world.documents.at(-1)?.answers).toMatchObject({
      absence: "17,5",
      count: "tre",
      period: "202610",
      illness: { answer: "yes" },
      s1: "agree",
      kinds: ["not"],
      none: true,
      contact: { phone: "070" },
      mentor: { name: "Ebba" },
    });
  });

  test("shows what was typed as Rust read it, once the field is left", async () => {
    await begin();
    byId("talk-date").focus();
    write(byId("talk-date"), "21/11");
    // The answer is kept, and the cursor is still there.
    window.dispatchEvent(new Event("blur"));
    await settle();
    expect(world.documents.at(-1)?.answers["talk-date"]).toBe("2026-11-21");
    expect(byId("talk-date").value).toBe("21/11");
    byId("talk-date").blur();
    await settle();
    expect(byId("talk-date").value).toBe("2026-11-21");
  });

  test("is read by the pupil with nothing else on the screen, and one key leaves it", async () => {
    await begin();
    write(byId("why"), "Sover dåligt.");
    await push("Låt eleven läsa");
    expect(document.body.textContent).toContain("Sover dåligt.");
    expect(document.querySelector("nav")).toBeNull();
    press(document.body, "Escape");
    await settle();
    expect(byId("why").value).toBe("Sover dåligt.");
  });
});

describe("a signature", () => {
  test("is made after the passphrase, and is shown with the document", async () => {
    people(fresh());
    await open();
    await push("Elever och ärenden", "Skolfrånvaro", "Nytt formulär", "Checklista vid frånvaro");
    write(byId("pupil"), "Omar Haddad");
    await push("Granska svaren", "Fortsätt till klar", "Klar, lås svaren", "Skriv under");
    expect(document.body.textContent).toContain("Det är första gången du skriver under.");
    write(byId("passphrase"), "fel");
    await push("Skriv under");
    expect(byId("passphrase").getAttribute("aria-invalid")).toBe("true");
    write(byId("passphrase"), passphrase);
    await push("Skriv under");
    expect(document.body.textContent).toContain("Hel och undertecknad av Ebba Lindqvist.");
    expect(called("sign_document")).toHaveLength(2);
  });

  test("may be typed where nobody draws, and an empty pad is told", async () => {
    people(fresh());
    await open();
    await push("Elever och ärenden", "Skolfrånvaro", "Nytt formulär", "Checklista vid frånvaro");
    write(byId("pupil"), "Omar Haddad");
    await push("Granska svaren", "Fortsätt till klar", "Klar, lås svaren", "Låt personen rita");
    expect(byId("name").value).toBe("Omar");
    await push("Spara underskriften");
    expect(document.querySelector("#strokes-error")?.textContent).toContain("");
    await push("Skriv namnet i stället", "Spara underskriften");
    expect(called("draw_signature").at(-1)?.args).toMatchObject({
      field: "pupil",
      drawing: { name: "Omar", typed: true, strokes: [] },
    });
    expect(document.body.textContent).toContain("Omar har skrivit under på raden ”Elevens namn”.");
  });

  test("is made anew only after the passphrase", async () => {
    people(fresh());
    await open();
    await push("Inställningar", "Min underskrift", "Skapa en ny här");
    write(byId("passphrase"), "fel");
    await push("Skapa din underskrift");
    expect(world.own).toBeNull();
    write(byId("passphrase"), passphrase);
    await push("Skapa din underskrift");
    expect(document.body.textContent).toContain("Du skriver under med den här");
    expect(document.body.textContent).toContain("2026-11-21 till 2029-11-20");
  });

  test("comes from a key file, with its own passphrase, and is revoked from a day", async () => {
    people(fresh());
    await open();
    await push("Inställningar", "Min underskrift", "Importera en nyckelfil", "Välj nyckelfil");
    write(byId("key-passphrase"), "fel");
    await push("Importera");
    expect(document.querySelector("#key-passphrase-error")?.textContent).toContain(
      wordsFor("error-identity-wrong-passphrase.what"),
    );
    write(byId("key-passphrase"), passphrase);
    await push("Importera", "Återkalla", "Återkalla underskriften");
    expect(document.querySelector("#since-error")).not.toBeNull();
    write(byId("since"), "21/11");
    write(byId("passphrase"), passphrase);
    await push("Återkalla underskriften");
    expect(called("revoke_identity").at(-1)?.args).toMatchObject({ since: "21/11" });
    expect(document.body.textContent).toContain("Återkallad från och med 2026-11-21");
  });

  test("of a stranger is not trusted before somebody says so", async () => {
    people(fresh());
    await open();
    await push("Kontrollera underskrift", "Välj en PDF");
    expect(document.body.textContent).toContain("utfärdaren är okänd");
    await push("Lita på Ebba Lindqvist");
    expect(document.body.textContent).toContain("Hel och undertecknad av Ebba Lindqvist.");
  });
});

describe("a backup", () => {
  test("is warned of at home, and shows what is lost before it is restored", async () => {
    fresh();
    await open();
    await push("Visa säkerhetskopiorna");
    expect(document.body.textContent).toContain("Senaste kopian: 2026-11-25 12.00");
    expect(document.body.textContent).toContain(wordsFor("backups-no-other"));
    await push("Återställ från en säkerhetskopia", "Kopiorna som programmet känner till");
    write(byId("passphrase"), passphrase);
    await push("Visa kopiorna", "Välj kopian från 2026-11-25 12.00");
    expect(document.body.textContent).toContain("Omar Haddad");
    expect(document.body.textContent).toContain("Det kommer inte tillbaka.");
    expect(called("restore")).toHaveLength(0);
    await push("Välj en annan kopia", "Avbryt");
    expect(called("leave_restoring")).toHaveLength(1);
    expect(heading()).toBe("Säkerhetskopior");
  });

  test("that lacks papers says so when it is restored, and one can begin anew after a failure", async () => {
    fresh();
    await open();
    await push("Visa säkerhetskopiorna");
    world.failing["restore"] = failure("errand-goes-on");
    const looks = async () => {
      await push("Kopiorna som programmet känner till");
      write(byId("passphrase"), passphrase);
      await push("Visa kopiorna", "Välj kopian från 2026-11-25 12.00", "Återställ valvet");
    };
    await push("Återställ från en säkerhetskopia");
    await looks();
    expect(document.querySelector("[role=alert]")).not.toBeNull();
    delete world.failing["restore"];
    await looks();
    expect(document.body.textContent).toContain("2 papper gick inte att hämta");
    await push("Fortsätt");
    expect(heading()).toBe("Vad vill du göra?");
  });

  test("is restored in a drill that is asked for at home", async () => {
    fresh();
    await open();
    expect(document.body.textContent).toContain(wordsFor("drill-home"));
    await push(
      "Visa säkerhetskopiorna",
      "Öva återställning",
      "Kopiorna som programmet känner till",
    );
    write(byId("passphrase"), passphrase);
    await push("Visa kopiorna", "Öva med kopian från 2026-11-25 12.00");
    expect(document.body.textContent).toContain("Övningen gick bra 2026-11-25 13.00.");
    expect(called("restore")).toHaveLength(0);
    await push("Klar");
    expect(heading()).toBe("Säkerhetskopior");
  });
});
