import { describe, expect, it } from "vitest";
import type { Look } from "../../src/ingest/suggest/look.ts";
import { matched } from "../../src/ingest/suggest/match.ts";

const nothing: Omit<Look, "column"> = {
  ...{
    samples: [],
    values: [],
    filled: 20,
    dates: 0,
    clocks: 0,
    times: 0,
    numbers: 0,
    serials: 0,
    names: 1,
    emails: 0,
  },
  ...{ distinct: 0.5, money: null, formatted: null, empties: [] },
};

const kinds: Readonly<Record<string, Partial<Look>>> = {
  id: { numbers: 1, distinct: 1, names: 0 },
  name: { distinct: 1 },
  word: {},
  sum: { numbers: 1, names: 0, money: { decimal: ",", thousands: ".", symbols: [] } },
  cents: { numbers: 1, names: 0, samples: ["1200.50", "800"] },
  day: { dates: 1, names: 0 },
};

/** What is suggested for columns of deals: `Betrag` of the kind `sum` and so on. */
const suggested = (columns: Readonly<Record<string, string>>) => {
  const looks = Object.entries(columns).map(([column, kind]) => ({ ...nothing, ...kinds[kind], column }));
  const { to } = matched("opportunities", looks);
  return Object.keys(columns).map((column) => to.get(column)?.ours ?? null);
};

const order = ["id", "name", "word", "day", "word", "sum", "day", "word"];
const ours = ["opportunity_id", "name", "stage", "closed_on", "owner_id", "amount", "created_at", "account_id"];

describe("the columns of a CRM's deals", () => {
  it.each([
    ["HubSpot", "Datensatz-ID;Deal-Name;Deal-Phase;Abschlussdatum;Deal-Besitzer;Betrag;Erstellungsdatum;Unternehmen"],
    [
      "HubSpot",
      "ID de l'objet;Nom de la transaction;Phase de la transaction;Date de fermeture;Propriétaire de la transaction;Montant;Date de création;Entreprise",
    ],
    [
      "HubSpot",
      "ID de registro;Nombre del negocio;Etapa del negocio;Fecha de cierre;Propietario del negocio;Valor;Fecha de creación;Empresa",
    ],
    [
      "Salesforce",
      "Opportunity-ID;Opportunity-Name;Phase;Schließdatum;Opportunity-Inhaber;Betrag;Erstelldatum;Accountname",
    ],
    [
      "Salesforce",
      "ID de l'opportunité;Nom de l'opportunité;Étape;Date de clôture;Propriétaire de l'opportunité;Montant;Date de création;Nom du compte",
    ],
    [
      "Salesforce",
      "ID de la oportunidad;Nombre de la oportunidad;Etapa;Fecha de cierre;Propietario de la oportunidad;Importe;Fecha de creación;Nombre de la cuenta",
    ],
    ["Pipedrive", "Deal - ID;Deal - Titel;Deal - Phase;Abgeschlossen am;Besitzer;Deal - Wert;Erstellt am;Organisation"],
    [
      "Dynamics",
      "(Do Not Modify) Opportunity;Topic;Status;Actual Close Date;Owner;Est. Revenue;Created On;Potential Customer",
    ],
    [
      "Dynamics",
      "(Nicht ändern) Verkaufschance;Thema;Status;Ist-Abschlussdatum;Besitzer;Gesch. Umsatz;Erstellt am;Potenzieller Kunde",
    ],
    [
      "Zoho",
      "ID de l'enregistrement;Nom de l'affaire;Étape;Date de fermeture;Propriétaire de l'affaire;Montant;Heure de création;Nom du compte",
    ],
    ["Odoo", "Externe ID;Verkaufschance;Phase;Abgeschlossen am;Vertriebsmitarbeiter;Umsatz;Erstellt am;Kunde"],
  ])("of %s are known as it calls them in other languages: %s", (_, names) => {
    const columns = Object.fromEntries(names.split(";").map((name, index) => [name, order[index] ?? ""]));
    expect(suggested(columns)).toEqual(ours);
  });

  it("are no account where amounts stand in them, though they are called after a company", () => {
    const columns = { "Record ID": "id", "Create Date": "day", Amount: "sum" };
    for (const kind of ["sum", "cents"])
      expect(suggested({ ...columns, "Amount in company currency": kind }), kind).toEqual([
        "opportunity_id",
        "created_at",
        "amount",
        null,
      ]);
    expect(suggested({ ...columns, "Associated Company": "word" }).at(-1)).toBe("account_id");
  });
});
