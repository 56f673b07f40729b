import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TemporaryFolder, temporaryFolder, typed } from "../cli/line.ts";
import { fixture } from "./crm.ts";

let folder: TemporaryFolder;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

/** In the row that holds the first words, the second become the third: an amount, an owner, a stage. */
type Edit = readonly [row: string, from: string, to: string];

const later: readonly (readonly [crm: string, file: string, edits: readonly Edit[]])[] = [
  [
    "salesforce",
    "Opportunity.csv",
    [
      ["Oak turbine", '"5000"', '"6000"'],
      ["Pine mill", '"Winning Offer","","60"', '"No","1234","0"'],
      [
        "Pine mill",
        '"0","0","000000000000000AAA","0055f000001Bob0AAC"',
        '"1","0","000000000000000AAA","0055f000001Ann0AAC"',
      ],
    ],
  ],
  [
    "hubspot_internal",
    "deals.csv",
    [
      ["9001,9001", ",5000,", ",6000,"],
      ["9002,9002", "decisionmakerboughtin,900", "closedwon,950"],
      ["9002,9002", ",72,false,false", ",71,true,true"],
    ],
  ],
  [
    "pipedrive",
    "deals.csv",
    [
      ["Oak turbine", ",5000,", ",6000,"],
      ["Pine mill", "700,USD,12,", "1700,USD,11,"],
      ["Pine mill", ",5,2,open", ",5,2,lost"],
    ],
  ],
  [
    "zoho_crm",
    "Deals.csv",
    [
      ["Oak turbine", "$ 5,000.00", "$ 6,000.00"],
      ["Pine mill", "zcrm_12,Bob Birch,,", "zcrm_11,Ann Alder,1234,"],
      ["Pine mill", "Winning Offer", "No"],
    ],
  ],
  [
    "odoo",
    "crm_lead.csv",
    [
      ["Oak turbine", ",5000.0,", ",6000.0,"],
      ["Pine mill", ",True,2,12,", ",True,1,11,"],
      ["Pine mill", "False,0.0,60.0", "False,1234.0,60.0"],
    ],
  ],
];

const said = async (...words: readonly string[]): Promise<string> => {
  const { exitCode, out, err } = await typed(words, { folder: folder.path });
  expect(exitCode, err).toBe(0);
  return out;
};

interface Became {
  readonly table: string;
  readonly read: number;
  readonly new: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly rejected: number;
}

const imported = async (crm: string, path: string): Promise<readonly Became[]> =>
  JSON.parse(await said("import", path, "--workspace", crm, "--format", "json")).imported.tables;

/** All figures, as they are told. */
const figures = (crm: string, ...asOf: readonly string[]): Promise<string> =>
  said(
    ...["scorecard", "--from", "2026-01-01", "--to", "2026-04-01", ...asOf],
    ...["--workspace", crm, "--format", "json"],
  );

/** Figures as of a moment, and the records behind one of them. */
const answers = async (crm: string, asOf: string): Promise<string> => {
  const records = ["records", "opportunities_created", "--from", "2026-01-01", "--to", "2026-04-01", "--as-of", asOf];
  return [await figures(crm, "--as-of", asOf), await said(...records, "--workspace", crm, "--format", "json")].join(
    "\n",
  );
};

const edited = async (crm: string, file: string, edits: readonly Edit[]): Promise<string> => {
  const copy = join(folder.path, `${crm}-later`);
  await cp(fixture(crm), copy, { recursive: true });
  let lines = (await readFile(join(copy, file), "utf8")).split("\n");
  for (const [row, from, to] of edits) {
    expect(lines.filter((line) => line.includes(row) && line.includes(from))).toHaveLength(1);
    lines = lines.map((line) => (line.includes(row) ? line.replace(from, to) : line));
  }
  await writeFile(join(copy, file), lines.join("\n"));
  return copy;
};

describe("an export that comes again", () => {
  it.each(later)(
    "of %s changes nothing; a later one adds to history, and what was known before stays as it was",
    async (crm, file, edits) => {
      await said("init", crm, "--from", fixture(crm), "--yes");
      const asOf = "2026-04-01T00:00:00Z";
      const [present, past] = [await figures(crm), await answers(crm, asOf)];
      for (const table of await imported(crm, fixture(crm)))
        expect(table).toMatchObject({ new: 0, changed: 0, unchanged: table.read });
      const became = await imported(crm, await edited(crm, file, edits));
      expect(became.find(({ table }) => table === "opportunities")?.changed).toBe(2);
      expect(await figures(crm)).not.toBe(present);
      expect(await answers(crm, asOf)).toBe(past);
    },
  );
});

describe("a contact that was merged into another and is in the export no more", () => {
  const contacts = "hubspot-crm-exports-all-contacts.csv";
  const leads = async (workspace: string, ...words: readonly string[]): Promise<Record<string, unknown>> =>
    JSON.parse(
      await said(
        ...["kpi", "lead_origin", "--from", "2026-01-01", "--to", "2026-12-01", "--workspace", workspace],
        ...[...words, "--format", "json"],
      ),
    ).total;

  it("is merged here too, from when that was told; of one that never came nothing is said", async () => {
    const workspace = join(folder.path, "merging");
    await said("init", workspace, "--from", fixture("hubspot"), "--yes");
    expect(await leads(workspace)).toMatchObject({ more: { unknown: 3 }, excluded: { merged: 1 } });
    const known = ["--as-of", new Date().toISOString()];
    const copy = join(folder.path, "hubspot-merged");
    await cp(fixture("hubspot"), copy, { recursive: true });
    const text = await readFile(join(copy, contacts), "utf8");
    const rows = text.split("\n").filter((row) => !row.startsWith('"502"'));
    await writeFile(join(copy, contacts), rows.join("\n").replace("504;505", "504;505;502"));
    const table = (await imported("merging", copy)).find((one) => one.table === "leads");
    expect(table).toMatchObject({ read: 4, new: 0, changed: 1, unchanged: 3, rejected: 0 });
    expect(await leads(workspace)).toMatchObject({ more: { unknown: 2 }, excluded: { merged: 2 } });
    expect(await leads(workspace, ...known)).toMatchObject({ more: { unknown: 3 }, excluded: { merged: 1 } });
  });
});

describe("an export that comes again and does not say when a record was made", () => {
  const columns = "opportunity_id,sales_agent,product,account,deal_stage,engage_date,close_date,close_value";
  const prospect = "P1,Ann Alder,GTX Pro,Acme,Prospecting,,,";
  const won = (day: string) => `W${day},Ann Alder,GTX Pro,Acme,Won,2017-01-05,${day},100`;
  const written = async (name: string, rows: readonly string[]): Promise<string> => {
    const to = join(folder.path, name);
    await mkdir(to);
    await writeFile(join(to, "sales_pipeline.csv"), [columns, ...rows, ""].join("\n"));
    return to;
  };
  const exported = async (workspace: string, name: string, rows: readonly string[]): Promise<string> =>
    said("import", await written(name, rows), "--workspace", workspace);
  const created = async (workspace: string, period: string): Promise<number> =>
    JSON.parse(
      await said("kpi", "opportunities_created", "--period", period, "--workspace", workspace, "--format", "json"),
    ).total.value;

  it("leaves it where it was first assumed: the record is no younger for having been told again", async () => {
    const workspace = join(folder.path, "prospects");
    const first = await written("september", [prospect, won("2017-09-15")]);
    expect(await said("init", workspace, "--from", first, "--yes")).toContain("assumed_value");
    expect(await created(workspace, "2017-09")).toBe(1);
    const again = [prospect, "P2,Ann Alder,GTX Pro,Acme,Prospecting,,,", won("2017-10-31")];
    expect(await exported(workspace, "october", again)).toMatch(/ 1 +A value that was assumed/);
    expect([await created(workspace, "2017-09"), await created(workspace, "2017-10")]).toEqual([1, 1]);
  });

  it("takes it from an export that says it", async () => {
    const workspace = join(folder.path, "prospects");
    const engaged = "P1,Ann Alder,GTX Pro,Acme,Engaging,2017-08-20,,";
    await exported(workspace, "november", [engaged, won("2017-11-30")]);
    expect([await created(workspace, "2017-08"), await created(workspace, "2017-09")]).toEqual([1, 0]);
  });

  it("takes it from the file that says it where another of the same import assumes it, whichever comes first", async () => {
    const workspace = join(folder.path, "halves");
    const halves = join(folder.path, "in-halves");
    await mkdir(halves);
    const half = async (name: string, row: string) =>
      writeFile(join(halves, `${name}_pipeline.csv`), [columns, row, won("2017-09-15"), ""].join("\n"));
    await half("a", "P1,Ann Alder,GTX Pro,Acme,Engaging,2017-07-20,,");
    await half("b", "P1,Ann Alder,GTX Pro,Acme,Prospecting,,,");
    expect(await said("init", workspace, "--from", halves, "--yes")).not.toContain("assumed_value");
    expect([await created(workspace, "2017-07"), await created(workspace, "2017-09")]).toEqual([1, 0]);
  });
});
