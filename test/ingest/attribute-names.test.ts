/** An attribute is one, however later exports write its name. */
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { load } from "../../src/cli/loader.ts";
import type { Understood } from "../../src/cli/parts.ts";
import { exportWorkspace } from "../../src/ingest/index.ts";
import { name, sql } from "../../src/sql/index.ts";
import { temporaryFolders } from "./folders.ts";
import { acmeIn, emptyWarehouse, importedAt, type Warehouse } from "./loaded.ts";

const folderWith = temporaryFolders("quarterdeck-attribute-names-");

interface Batch {
  /** By the file's name. */
  readonly files: Readonly<Record<string, string>>;
  readonly mapping?: string;
}

/** Imports each batch, and says of each which columns are called otherwise than in their file. */
const loaded = async (warehouse: Warehouse, batches: readonly Batch[], inPlaceFrom?: number) => {
  const said: Understood["renamed"][] = [];
  for (const [index, { files, mapping }] of batches.entries()) {
    const folder = await folderWith(files);
    const given = Object.keys(files).map((file) => ({ name: file, path: join(folder, file) }));
    const { understood } = await load(
      {
        ...(inPlaceFrom === undefined ? {} : { inPlaceFrom }),
        session: warehouse.session,
        config: acmeIn(),
        batch: {
          ...{ batch: index + 1, importedAt: importedAt + index, files: given },
          mapping: mapping === undefined ? null : { name: "mapping.yaml", text: mapping },
        },
      },
      () => {},
      async () => {},
    );
    said.push(understood.renamed);
  }
  return said;
};

/** By the record's id. */
const told = async ({ session }: Warehouse, kind: "lead" | "opportunity"): Promise<Record<string, unknown>> => {
  const [table, ids] = kind === "lead" ? ["leads", "lead_ids"] : ["opportunities", "opportunity_ids"];
  const rows = await session.rows<{ id: string; attributes: string | null }>(
    sql`select i.id, t.attributes from ${name(table)} as t join ${name(ids)} as i on i.no = t.${name(`${kind}_no`)}`,
  );
  return Object.fromEntries(rows.map(({ id, attributes }) => [id, JSON.parse(attributes ?? "{}")]));
};

const deals = (header: string, ...rows: readonly string[]): Batch => ({
  files: {
    "opportunities.csv": [
      `opportunity_id,created_at,${header}`,
      ...rows.map((row) => row.replace(",", ",2026-01-05,")),
      "",
    ].join("\n"),
  },
});

it("what an attribute says has no blanks at its ends, and blanks alone say nothing: nobody sees them, and no filter can name them", async () => {
  for (const inPlaceFrom of [Number.POSITIVE_INFINITY, 0]) {
    await using warehouse = await emptyWarehouse({ fileAccess: true });
    const cells = ["South", "South ", "\u00a0 South", '"  New\t"', " ", '"\u00a0"', "New  York"];
    await loaded(
      warehouse,
      [deals("Region,Tier", ...cells.map((cell, index) => `${index},${cell},gold`))],
      inPlaceFrom,
    );
    const regions = Object.values(await told(warehouse, "opportunity"));
    const gold = { Tier: "gold" };
    expect(regions).toEqual([
      ...["South", "South", "South", "New"].map((Region) => ({ Region, ...gold })),
      ...[gold, gold, { Region: "New  York", ...gold }],
    ]);
  }
});

it("nor has what a column of ours says: South with a blank behind it was another product, and a name of blanks alone a name", async () => {
  const cells = ["South", "South ", "\u00a0 South", '"  New\t"', " ", '"\u00a0"', "New  York"];
  const values = ["South", "South", "South", "New", null, null, "New  York"];
  for (const inPlaceFrom of [Number.POSITIVE_INFINITY, 0]) {
    await using warehouse = await emptyWarehouse({ fileAccess: true });
    const batch = deals("product,currency,name", ...cells.map((cell, index) => `${index},${cell}, usd ,${cell}`));
    await loaded(warehouse, [batch], inPlaceFrom);
    const rows = await warehouse.session.rows(
      sql`select product, currency, name from opportunities order by opportunity_no`,
    );
    expect(rows).toEqual(values.map((value) => ({ product: value, currency: "USD", name: value })));
    // The same without blanks is nothing new.
    await loaded(
      warehouse,
      [deals("product", ...values.map((value, index) => `${index},${value ?? ""}`))],
      inPlaceFrom,
    );
    expect(await warehouse.session.rows(sql`select * from changed_records`)).toEqual([]);
  }
});

it("a required text of blanks alone is empty: the row is left out, where a person without a name came in", async () => {
  for (const inPlaceFrom of [Number.POSITIVE_INFINITY, 0]) {
    await using warehouse = await emptyWarehouse({ fileAccess: true });
    const names = ["Ann", "  ", "", "\u00a0", " Bo "];
    const rows = names.map((called, index) => `p${index},${called}`);
    await loaded(warehouse, [{ files: { "people.csv": `person_id,name\n${rows.join("\n")}\n` } }], inPlaceFrom);
    const { session } = warehouse;
    expect(await session.rows(sql`select name from people order by name`)).toEqual([{ name: "Ann" }, { name: "Bo" }]);
    expect(await session.rows(sql`select code, line from findings order by line`)).toEqual(
      [3, 4, 5].map((line) => ({ code: "missing_required", line })),
    );
  }
});

describe("the name of an attribute", () => {
  it.each([
    ["copied", Number.POSITIVE_INFINITY],
    ["understood where it lies", 0],
  ])("stays as its first export wrote it, whatever case and blanks later ones write (%s)", async (_, inPlaceFrom) => {
    await using warehouse = await emptyWarehouse({ fileAccess: true });
    const batches = [
      deals("Region,Größe", "1,North,L", "2,South,L"),
      deals(" region ,GRÖSSE,GRÖßE", "2,West,x,XL", "3,East,y,", "4,,,S"),
    ];
    expect(await loaded(warehouse, batches, inPlaceFrom)).toEqual([
      [],
      [
        { path: "opportunities.csv", column: "region", attribute: "Region" },
        { path: "opportunities.csv", column: "GRÖßE", attribute: "Größe" },
      ],
    ]);
    expect(await told(warehouse, "opportunity")).toEqual({
      1: { Region: "North", Größe: "L" },
      2: { Region: "West", GRÖSSE: "x", Größe: "XL" },
      3: { Region: "East", GRÖSSE: "y" },
      4: { Größe: "S" },
    });
  });

  it("is one for leads and opportunities, which are asked together, and for all files of an import", async () => {
    await using warehouse = await emptyWarehouse({ fileAccess: true });
    const leads = "lead_id,created_at,Region\nl,2026-01-05,South\n";
    const campaigns = "campaign_id,name,REGION\nc,Fair,South\n";
    const { files } = deals("REGION", "1,North");
    await loaded(warehouse, [{ files: { ...files, "leads.csv": leads, "campaigns.csv": campaigns } }]);
    expect(await told(warehouse, "lead")).toEqual({ l: { Region: "South" } });
    expect(await told(warehouse, "opportunity")).toEqual({ 1: { Region: "North" } });
    const [campaign] = await warehouse.session.rows(sql`select attributes from campaigns`);
    expect(campaign).toEqual({ attributes: '{"REGION":"South"}' });
  });

  it("is that of the first of several files that a mapping reads as one, and of what the mapping itself calls so", async () => {
    await using warehouse = await emptyWarehouse({ fileAccess: true });
    const mapping = `name: ours
files: {deals: {columns: [Deal]}}
tables:
  opportunities:
    - from: deals
      columns: {opportunity_id: {column: Deal}, created_at: {column: Made}}
      attributes: {Size: {column: Area}}
`;
    const months = {
      "a.csv": "Deal,Made,Region,Area\n1,2026-01-05,North,12\n",
      "b.csv": "Deal,Made,region,size,Area\n2,2026-02-05,South,small,13\n",
    };
    const later = { "c.csv": "Deal,Made,REGION,Size,Area\n3,2026-03-05,East,large,14\n" };
    expect(
      (
        await loaded(warehouse, [
          { files: months, mapping },
          { files: later, mapping },
        ])
      ).at(-1),
    ).toEqual([{ path: "c.csv", column: "REGION", attribute: "Region" }]);
    // A column that the mapping does not read is kept beside an attribute that it calls nearly so; what it calls so is that.
    expect(await told(warehouse, "opportunity")).toEqual({
      1: { Region: "North", Size: "12" },
      2: { Region: "South", Size: "13", size: "small" },
      3: { Region: "East", Size: "14" },
    });
  });

  it("stays apart where one file tells both, and both stay what they are", async () => {
    await using warehouse = await emptyWarehouse({ fileAccess: true });
    const members = (text: string) => `"${text.replaceAll('"', '""')}"`;
    await loaded(warehouse, [
      deals("Region,attributes", `1,North,${members('{"region": "n", "Tier": 7}')}`),
      deals(
        "REGION,attributes",
        `1,West,${members('{"TIER": "8"}')}`,
        `2,South,${members('{"TIER": [1]}')}`,
        "3,East,no",
      ),
      deals("region", "3,e"),
    ]);
    expect(await told(warehouse, "opportunity")).toEqual({
      1: { Region: "West", region: "n", Tier: "8" },
      2: { Region: "South", Tier: "[1]" },
      3: { Region: "East", attributes: "no", region: "e" },
    });
  });

  it("is the same after an export was imported, and for what comes after that", async () => {
    await using warehouse = await emptyWarehouse({ fileAccess: true });
    await loaded(warehouse, [deals("Region", "1,North"), deals("region,Tier", "2,South,gold")]);
    const folder = await folderWith({});
    const [written] = await exportWorkspace(warehouse.session, folder, { timezone: "UTC" });
    await using other = await emptyWarehouse({ fileAccess: true });
    await load(
      {
        session: other.session,
        config: acmeIn(),
        batch: {
          ...{ batch: 1, importedAt, mapping: null },
          files: [{ name: "opportunities.csv", path: written?.file ?? "" }],
        },
      },
      () => {},
      async () => {},
    );
    await loaded(other, [deals("REGION,TIER", "1,West,tin")]);
    expect(await told(other, "opportunity")).toEqual({
      1: { Region: "West", Tier: "tin" },
      2: { Region: "South", Tier: "gold" },
    });
  });
});

it("two columns of one file that differ only in case are refused, and none of it is loaded", async () => {
  for (const [file, text] of [
    ["opportunities.csv", "opportunity_id,created_at,Region,region \n1,2026-01-05,a,b\n"],
    ["opportunities.ndjson", '{"opportunity_id":"1","created_at":"2026-01-05","Region":"a","region":"b"}\n'],
  ] as const) {
    await using warehouse = await emptyWarehouse({ fileAccess: true });
    await expect(loaded(warehouse, [{ files: { [file]: text } }])).rejects.toMatchObject({
      ...{ code: "file_unreadable", facts: { reason: expect.stringMatching(/called region|differ only in case/) } },
    });
    expect(await told(warehouse, "opportunity")).toEqual({});
  }
});
