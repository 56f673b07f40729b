import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import writeXlsxFile from "write-excel-file/node";
import { currencyOfFormat } from "../../src/ingest/read/workbook-currencies.ts";
import { type TemporaryFolder, temporaryFolder, typed } from "../cli/line.ts";

let folder: TemporaryFolder;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

interface Suggested {
  readonly table: string | null;
  readonly becomes: Readonly<Record<string, string | null>>;
  readonly missing: readonly string[];
  readonly key: readonly string[];
  readonly currency: string | null;
  readonly mapping: string;
  readonly path: string;
}

const suggestedOf = async (name: string): Promise<Suggested> => {
  const path = join(folder.path, name);
  const said = await typed(["import", path, "--suggest", `${name}.yaml`, "--format", "json"], { folder: folder.path });
  const [{ table, columns, missing, key, currency }] = JSON.parse(said.out).files;
  const becomes = Object.fromEntries(columns.map((one: { column: string; to: string }) => [one.column, one.to]));
  const mapping = await readFile(join(folder.path, `${name}.yaml`), "utf8");
  return { table, becomes, missing, key, currency, mapping, path };
};

const loaded = async ({ path }: Suggested, mapping: string) => {
  const said = await typed(["import", path, "--mapping", join(folder.path, mapping), "--dry-run", "--format", "json"], {
    folder: folder.path,
  });
  return JSON.parse(said.out).understood;
};

interface Shown {
  readonly value: number;
  readonly format: string;
}

type Cell = string | Date | Shown | null;

const cellOf = (cell: Cell) => {
  if (cell === null || typeof cell === "string") return cell === null ? null : { value: cell };
  return cell instanceof Date ? { value: cell, type: Date, format: "dd.mm.yyyy" } : { ...cell, type: Number };
};

const sheet = (name: string, rows: readonly (readonly Cell[])[]) =>
  writeXlsxFile(rows.map((row) => row.map(cellOf))).toFile(join(folder.path, name));

const day = (text: string): Date => new Date(`${text}T00:00:00Z`);

describe("a pipeline kept by hand in a workbook", () => {
  it("goes in from below its titles, known by its deals' names, customers and days where it has no ids", async () => {
    await sheet("pipeline.xlsx", [
      ["Sales pipeline 2026", null, null, null, null, null],
      ["as of 20 November 2026", null, null, null, null, null],
      [null, null, null, null, null, null],
      ["Deal", "Customer", "Rep", "Value", "Stage", "Opened"],
      ["Oak turbine", "Oak Works", "Ann Alder", "$1,200", "Won", day("2026-01-13")],
      ["Oak service", "Oak Works", "Bob Birch", "$900", "Open", day("2026-02-14")],
      ["Total", null, null, "$2,100", null, null],
    ]);
    const suggested = await suggestedOf("pipeline.xlsx");
    expect(suggested).toMatchObject({ table: "opportunities", missing: [], currency: null });
    expect(suggested.key).toEqual(["Deal", "Customer", "Opened"]);
    expect(suggested.becomes).toEqual({
      Deal: "name",
      Customer: "account_id",
      Rep: "owner_id",
      Value: "amount",
      Stage: "stage",
      Opened: "created_at",
    });
    const understood = await loaded(suggested, "pipeline.xlsx.yaml");
    expect(understood.tables).toContainEqual({ table: "opportunities", rows: 3 });
    expect(understood.findings).toEqual([]);
  });

  it("in German says whose deals, for how much and in which currency", async () => {
    await sheet("vertrieb.xlsx", [
      ["Nr.", "Angebot", "Kunde", "Verkäufer", "Betrag", "Phase", "Angelegt am", "Abschluss"],
      ["1", "Turbine", "Müller", "Anna Ahorn", "1.200,50 €", "Gewonnen", "13.01.2026", "20.02.2026"],
      ["2", "Dienst", "Müller", "Bernd Birke", "900,00 €", "Offen", "14.02.2026", null],
    ]);
    const suggested = await suggestedOf("vertrieb.xlsx");
    expect(suggested).toMatchObject({ missing: [], key: [], currency: "EUR" });
    expect(Object.values(suggested.becomes)).toEqual([
      "opportunity_id",
      "name",
      "account_id",
      "owner_id",
      "amount",
      "stage",
      "created_at",
      "closed_on",
    ]);
    expect(suggested.mapping).toContain("constant: EUR");
  });

  it("in French is understood with the spaces that its amounts are grouped by", async () => {
    await sheet("affaires.xlsx", [
      ["Réf", "Affaire", "Client", "Commercial", "Montant HT", "Étape", "Date de création"],
      ["A1", "Turbine", "Dupont", "Anne Aulne", "12\u202f000 €", "Gagnée", "13/01/2026"],
      ["A2", "Service", "Dupont", "Benoît Bouleau", "900 €", "Ouverte", "14/02/2026"],
    ]);
    const suggested = await suggestedOf("affaires.xlsx");
    expect(suggested).toMatchObject({ missing: [], currency: "EUR" });
    expect(suggested.becomes).toMatchObject({
      "Montant HT": "amount",
      Étape: "stage",
      "Date de création": "created_at",
    });
  });

  it("of few rows is understood in spite of one cell that is none, or one id that stands twice", async () => {
    await writeFile(
      join(folder.path, "few.csv"),
      "Deal ID,Amount,Created\n1,500,2026-01-02\n2,n/a,2026-01-03\n2,600,soon\n",
    );
    const { becomes, missing } = await suggestedOf("few.csv");
    expect([becomes, missing]).toEqual([{ "Deal ID": "opportunity_id", Amount: "amount", Created: "created_at" }, []]);
  });

  it("is known by its deals' names alone where enough of them are all different", async () => {
    const rows = Array.from({ length: 10 }, (_, index) => `Deal ${index},Oak Works,2026-01-0${(index % 9) + 1}\n`);
    await writeFile(join(folder.path, "names.csv"), `Deal,Customer,Opened\n${rows.join("")}`);
    expect((await suggestedOf("names.csv")).key).toEqual(["Deal"]);
  });

  it("keeps deals apart that one customer has under one name, by when they were created", async () => {
    await writeFile(
      join(folder.path, "renewals.csv"),
      "Deal,Customer,Stage,Opened\nRenewal,Oak Works,Won,2025-01-13\nRenewal,Oak Works,Open,2026-01-14\nRenewal,Elm Works,Open,2026-01-14\n",
    );
    const suggested = await suggestedOf("renewals.csv");
    expect(suggested.key).toEqual(["Deal", "Customer", "Opened"]);
    expect((await loaded(suggested, "renewals.csv.yaml")).findings).toEqual([]);
  });

  it("is not taken for people or spend because its name has a word of theirs within another", async () => {
    for (const name of ["list.csv", "report.csv", "downloads.csv"])
      await writeFile(join(folder.path, name), "ID,Name\n1,Oak Works\n2,Elm Works\n");
    const { table } = await suggestedOf("list.csv");
    expect((await suggestedOf("report.csv")).table).toBe(table);
    expect((await suggestedOf("downloads.csv")).table).toBe(table);
  });

  it("has closes of which the time of day is told taken for instants, and others for days", async () => {
    for (const [header, close, ours] of [
      ["Close Date", "31/01/2026 10:00", "closed_at"],
      ["Closed At", "2026-01-31T10:00:00Z", "closed_at"],
      ["Close Date", "31/01/2026", "closed_on"],
      ["Closed", "2026-01-31 00:00:00", "closed_on"],
    ] as const) {
      await writeFile(
        join(folder.path, "closes.csv"),
        `Deal ID,Created,${header}\n1,13/01/2026,${close}\n2,14/01/2026,\n`,
      );
      await rm(join(folder.path, "closes.csv.yaml"), { force: true });
      const suggested = await suggestedOf("closes.csv");
      expect(suggested.becomes, close).toMatchObject({ [header]: ours });
      expect((await loaded(suggested, "closes.csv.yaml")).findings, close).toEqual([]);
    }
  });

  it("has days that Excel counts taken for days where their column is called so", async () => {
    await writeFile(join(folder.path, "serials.csv"), "ID,Amount,Created,Closed\n1,46012,46030,46051\n2,300,46031,\n");
    const { becomes } = await suggestedOf("serials.csv");
    expect(becomes).toEqual({ ID: "opportunity_id", Amount: "amount", Created: "created_at", Closed: "closed_on" });
  });
});

describe("what became of activities", () => {
  const statuses = async (column: string, words: readonly string[]) => {
    const rows = words.map((word, index) => `${index + 1},Call,2026-01-${10 + index},Ann,${word}`);
    await writeFile(join(folder.path, "tasks.csv"), `Id,Type,Date,Owner,${column}\n${rows.join("\n")}\n`);
    await rm(join(folder.path, "tasks.csv.yaml"), { force: true });
    const { becomes, mapping } = await suggestedOf("tasks.csv");
    const map = /map:\n((?: {12}.+\n)+) {10}default: finding\n/.exec(mapping)?.[1] ?? "";
    return { becomes: becomes[column], map: map.trim().split(/\n */) };
  };

  it("is taken from the column that says it: what is still to be done, or never was, is not counted as done", async () => {
    expect(await statuses("Status", ["Erledigt", "Offen", "Abgesagt", "Nicht erschienen", "Anders"])).toEqual({
      becomes: "status",
      map: ["Abgesagt: cancelled", "Erledigt: completed", "Nicht erschienen: no_show", "Offen: scheduled"],
    });
    expect(await statuses("Meeting outcome", ["Completed", "Not completed", "Rescheduled", "No Show"])).toEqual({
      becomes: "status",
      map: ["Completed: completed", "No Show: no_show", "Not completed: scheduled", "Rescheduled: cancelled"],
    });
    expect((await statuses("Done", ["yes", "no"])).map).toEqual(["no: scheduled", "yes: completed"]);
  });

  it("is not what became of a lead beside it, nor how a call was answered", async () => {
    expect((await statuses("Lead Status", ["Open", "Closed"])).becomes).toBeNull();
    expect((await statuses("Status", ["Answered", "Missed"])).becomes).toBeNull();
  });
});

describe("activities of which no column says what they were", () => {
  it.each([
    ["calls.csv", "Call Id,Agent,Call date", "C1,Ann,2026-01-05", "call"],
    ["emails-2026.csv", "Id,Owner,Sent at,Subject", "1,Ann,2026-01-05 10:00,Hello", "email"],
    ["meetings.csv", "Id,Owner,Date", "1,Ann,2026-01-05", "meeting"],
    ["export.csv", "When,Agent,Talk time", "2026-01-05 10:00,Ann,00:03:00", "call"],
    ["activity.csv", "Id,Agent,Date", "1,Ann,2026-01-05", "other"],
  ])("in %s with %s", async (name, header, row, type) => {
    await writeFile(join(folder.path, name), `${header}\n${row}\n`);
    const { table, mapping } = await suggestedOf(name);
    expect(table).toBe("activities");
    expect(mapping).toContain(`constant: ${type}`);
  });

  it("are as many as were made, though nothing but their day and their maker tells of them", async () => {
    const rows = ["2026-01-05,Ann,00:03:00", "2026-01-05,Ann,00:04:00", "2026-01-05,Bob,00:03:00"];
    await writeFile(join(folder.path, "calls-of-a-day.csv"), `When,Agent,Talk time\n${rows.join("\n")}\n`);
    const suggested = await suggestedOf("calls-of-a-day.csv");
    expect(suggested.key).toEqual(["When", "Agent"]);
    expect(suggested.mapping).toContain("apart: true");
    expect(await loaded(suggested, "calls-of-a-day.csv.yaml")).toMatchObject({
      findings: [],
      tables: expect.arrayContaining([{ table: "activities", rows: 3 }]),
    });
  });

  it("are not taken for mails, calls or meetings by a word within another", async () => {
    await writeFile(
      join(folder.path, "record.csv"),
      "When,Who,Kind,Direction,Recurring\n2026-01-05 10:00,Ann,Voicemail,Missing,no\n2026-01-06 10:00,Ann,Left voice mail,Outbound,no\n2026-01-07 10:00,Ann,E_Mail,call_in,no\n",
    );
    const { mapping } = await suggestedOf("record.csv");
    expect(mapping).toContain("Voicemail: call");
    expect(mapping).toContain("Left voice mail: call");
    expect(mapping).toContain("E_Mail: email");
    expect(mapping).toContain("Outbound: outbound");
    expect(mapping).toContain("call_in: inbound");
    expect(mapping).not.toContain("Missing");
    await writeFile(join(folder.path, "log.csv"), "Id,Agent,Date,Recurring\n1,Ann,2026-01-05,no\n");
    expect((await suggestedOf("log.csv")).mapping).toContain("constant: other");
  });

  it("are of the kind that a column names in words of its own", async () => {
    await writeFile(
      join(folder.path, "work.csv"),
      "When,Who,Kind,Direction\n2026-01-05 10:00,Ann,Phone call,Outgoing\n2026-01-06 10:00,Ann,E-mail,Incoming\n2026-01-07 10:00,Bob,Juggling,Outgoing\n",
    );
    const suggested = await suggestedOf("work.csv");
    expect(suggested.key).toEqual(["When", "Who"]);
    expect(suggested.mapping).toContain("E-mail: email");
    expect(suggested.mapping).toContain("Phone call: call");
    expect(suggested.mapping).toContain("Incoming: inbound");
    expect((await loaded(suggested, "work.csv.yaml")).findings).toEqual([]);
  });
});

describe("amounts that a workbook shows in a currency, which no cell says", () => {
  const columns = ["ID", "Created", "Stage", "Amount"];
  const book = (name: string, ...shown: readonly Shown[]) =>
    sheet(name, [columns, ...shown.map((amount, index) => [`D${index}`, day("2026-01-13"), "Won", amount])]);

  it("are in that currency, as Excel has it: beside a sign, a code, or a language", async () => {
    const euros = '_-* #,##0.00\\ [$€-407]_-;\\-* #,##0.00\\ [$€-407]_-;_-* "-"??\\ [$€-407]_-;_-@_-';
    await book("euros.xlsx", { value: 1200, format: euros }, { value: 900.5, format: '#,##0.00 "€"' });
    const suggested = await suggestedOf("euros.xlsx");
    expect(suggested).toMatchObject({ table: "opportunities", currency: "EUR" });
    expect(suggested.mapping).toMatch(/currency:\n\s+constant: EUR/);
    const understood = await loaded(suggested, "euros.xlsx.yaml");
    expect(understood.findings).toEqual([]);
  });

  it("are in none that is known where a column is shown in several, or in one whose sign is that of several", async () => {
    await book("both.xlsx", { value: 1, format: "[$€-2] 0.00" }, { value: 2, format: "[$£-809]0.00" });
    await book("dollars.xlsx", { value: 1, format: '"$"#,##0.00' }, { value: 2, format: '"$"#,##0.00' });
    for (const name of ["both.xlsx", "dollars.xlsx"]) expect((await suggestedOf(name)).currency).toBeNull();
  });

  it.each([
    ["[$$-409]#,##0.00", "USD"],
    ["[$$-1009]#,##0.00", "CAD"],
    ["#,##0.00\\ [$kr-41D]", "SEK"],
    ["[$¥-411]#,##0", "JPY"],
    ["[$CHF]\\ 0.00", "CHF"],
    ["0.00 €", "EUR"],
    ["[Red]#,##0.00", null],
    ["[$-407]dd. mmmm yyyy", null],
    ["[$$]0.00", null],
  ])("%s is %s", (format, currency) => {
    expect(currencyOfFormat(format)).toBe(currency);
  });
});
