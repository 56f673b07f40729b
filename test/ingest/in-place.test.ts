import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { load } from "../../src/cli/loader.ts";
import type { LoadReport } from "../../src/ingest/load/index.ts";
import { stageFiles } from "../../src/ingest/read/index.ts";
import { acmeIn, contentOf, emptyWarehouse, importedAt, randomFrom, type Warehouse } from "./loaded.ts";

let folder = "";
let warehouse: Warehouse;
beforeAll(async () => {
  warehouse = await emptyWarehouse({ fileAccess: true });
  folder = await mkdtemp(join(tmpdir(), "quarterdeck-in-place-"));
});
afterAll(async () => {
  await warehouse[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});

type Texts = Readonly<Record<string, string>>;

const written = (texts: Texts, prefix: string) =>
  Promise.all(
    Object.entries(texts).map(async ([file, text]) => {
      const path = join(folder, `${prefix}-${file}`);
      await writeFile(path, text);
      return { name: `${file}.csv`, path, hash: path };
    }),
  );

/** Imports the files batch by batch, and says what is there after each. */
const imported = async (batches: readonly Texts[], inPlaceFrom: number, prefix: string, timezone: string) => {
  await using warehouse = await emptyWarehouse({ fileAccess: true });
  const seen: unknown[] = [];
  for (const [index, texts] of batches.entries()) {
    const files = await written(texts, `${prefix}${index}`);
    let told: LoadReport | null = null;
    const at = importedAt + index * 86_400_000;
    const { understood } = await load(
      {
        session: warehouse.session,
        config: acmeIn(timezone),
        batch: { batch: index + 1, importedAt: at, mapping: null, files },
        inPlaceFrom,
      },
      () => {},
      async (one) => {
        told = one;
      },
    );
    seen.push({ told, understood, content: await contentOf(warehouse.session) });
  }
  return seen;
};

const expectAlike = async (batches: readonly Texts[], timezone = "UTC") => {
  const lying = await imported(batches, 0, "lying", timezone);
  expect(lying).toEqual(await imported(batches, Number.POSITIVE_INFINITY, "lying", timezone));
};

/** The tables that are not copied: none of these is loaded, so that one warehouse stays empty. */
const lyingIn = async (texts: Texts): Promise<readonly string[]> => {
  await using staged = await stageFiles(warehouse.session, await written(texts, "alone"), { inPlaceFrom: 0 });
  return [...staged.inPlace.keys()];
};

type Random = (below: number) => number;

const oneOf = (random: Random, ...cells: readonly string[]): string => cells[random(cells.length)] ?? "";
const seldom = (random: Random, often: string, ...cells: readonly string[]): string =>
  random(12) > 0 ? often : oneOf(random, ...cells);
const two = (number: number): string => String(number).padStart(2, "0");
const instantCell = (random: Random): string =>
  `2026-${two(1 + random(12))}-${two(1 + random(31))}${oneOf(random, "T", " ")}${two(random(24))}:${two(random(60))}:${two(random(60))}${oneOf(random, "", ".5", ".123456", ".123456789", ".999999999")}Z`;
const dayCell = (random: Random): string => `2026-${two(1 + random(12))}-${two(1 + random(31))}`;
const idCell = (random: Random, letter: string, most: number): string =>
  seldom(random, `${letter}${random(most)}`, "", ` ${letter}1`, `"${letter},1"`, `"${letter}""1"`, '""', "O\u2019Neil");

const rowsOf = (count: number, header: string, row: (id: number) => readonly string[]): string =>
  [header, ...Array.from({ length: count }, (_, id) => row(id).join(",")), ""].join("\n");

const companyOf = (random: Random): Texts => ({
  people: rowsOf(6, "person_id,name,role,started_on,Shoe size", (id) => [
    `P${id}`,
    seldom(random, `Person ${id}`, ""),
    seldom(random, "rep", "REP", "boss", ""),
    seldom(random, dayCell(random), ""),
    seldom(random, "43", "", '"a ""b"""'),
  ]),
  leads: rowsOf(60, "lead_id,created_at,owner_id,campaign_id,origin,assigned_at,is_test,recorded_at", (id) => [
    seldom(random, `L${id}`, "", `L${id + 1}`),
    seldom(random, instantCell(random), ""),
    idCell(random, "P", 8),
    idCell(random, "C", 4),
    seldom(random, "marketing", "Sales", "fair", ""),
    seldom(random, instantCell(random), "", "2031-01-01T00:00:00Z"),
    oneOf(random, "true", "false", "TRUE", " false", "no", ""),
    seldom(random, instantCell(random), ""),
  ]),
  opportunities: rowsOf(
    40,
    "opportunity_id,created_at,amount,expected_close_on,closed_at,closed_on,stage,note",
    (id) => [
      seldom(random, `O${id}`, "O1"),
      seldom(random, instantCell(random), ""),
      seldom(random, "12.50", "", " 7 ", "1e3", "1,000".replace(",", "."), "99999999999999999999", "x"),
      seldom(random, dayCell(random), ""),
      seldom(random, "", instantCell(random)),
      seldom(random, dayCell(random), ""),
      oneOf(random, "qualified", "proposal", ""),
      oneOf(random, "", "", "a"),
    ],
  ),
  stage_changes: rowsOf(60, "subject_type,subject_id,stage,changed_at,change_id", () => [
    seldom(random, "lead", "Lead", "deal", ""),
    idCell(random, "L", 70),
    seldom(random, "suspect", ""),
    seldom(random, instantCell(random), ""),
    oneOf(random, "", "", `X${random(20)}`),
  ]),
  value_changes: rowsOf(30, "opportunity_id,field,value,changed_at", () => [
    idCell(random, "O", 40),
    seldom(random, "amount", "expected_close_on", "currency", "other"),
    oneOf(random, "12", "x", dayCell(random), "eur", ""),
    seldom(random, instantCell(random), ""),
  ]),
  spend: rowsOf(30, "campaign_id,spent_on,amount", () => [
    idCell(random, "C", 4),
    seldom(random, dayCell(random), ""),
    seldom(random, "10", ""),
  ]),
  goals: rowsOf(3, "goal_id,kpi,scope,starts_on,ends_on,target", (id) => [
    `G${id}`,
    "win_rate",
    "company",
    "2026-01-01",
    "2026-12-31",
    "0.4",
  ]),
});

describe("a clean file that is not copied", () => {
  it.each([1, 2, 3])("leaves the same behind, findings and versions included, as one that is (%i)", async (seed) => {
    const random = randomFrom(seed);
    const batches = [companyOf(random), companyOf(random), companyOf(random)];
    await expectAlike(batches, oneOf(random, "UTC", "Europe/Berlin", "America/New_York"));
  });

  it("is one of which each line is a row and each date is plain", async () => {
    const all = await lyingIn(companyOf(randomFrom(7)));
    expect([...all].sort()).toEqual([
      "goals",
      "leads",
      "opportunities",
      "people",
      "spend",
      "stage_changes",
      "value_changes",
    ]);
  });

  const good = "2026-07-01T09:30:00Z";
  const leads = (cell: string, more = ""): Texts => ({
    leads: `lead_id,created_at,source\nL1,2026-07-01T09:30:00Z,web\nL2,${cell},"fair, ""big"""\n${more}`,
  });

  it.each([
    "2026-07-01T09:30:00Z",
    "2026-07-01 09:30:00.123456789Z",
    "",
    '"2026-07-01T09:30:00Z"',
    "2026-02-30T09:30:00Z",
  ])("has instants such as %s", async (cell) => {
    expect(await lyingIn(leads(cell))).toEqual(["leads"]);
    await expectAlike([leads(cell)]);
  });

  const instants = [
    "2026-07-01",
    "2026-07-01T09:30:00",
    "2026-07-01T09:30Z",
    "2026-07-01T09:30:00+02:00",
    "2026-07-01t09:30:00Z",
    "2026-07-01T09:30:00z",
    " 2026-07-01T09:30:00Z",
    "2026-07-01T09:30:00Z ",
    "2026-7-01T09:30:00Z",
    "0026-07-01T09:30:00Z",
    "2026-07-01T24:30:00Z",
    "2026-07-01T09:60:00Z",
    "2026-07-01T09:30:60Z",
    "2026-07-01T09:30:00.Z",
    "2026-07-01T09:30:00.1234567891Z",
    "2026-07-01T09:30:00.12a4Z",
    "2026-07-01X09:30:00Z",
    "2026/07/01T09:30:00Z",
    "2026-07-01T09.30:00Z",
    "21.07.2026 09:30",
    "-026-07-01T09:30:00Z",
    "infinity",
    "epoch",
    "\u0660026-07-01T09:30:00Z",
  ];

  it.each(instants)("is none with an instant such as %s", async (cell) => {
    expect(await lyingIn(leads(cell))).toEqual([]);
    expect(
      await lyingIn({ leads: `assigned_at,lead_id,created_at\n${good},L1,${good}\n${cell},L2,${good}\n` }),
    ).toEqual([]);
    expect(
      await lyingIn({ leads: `assigned_at,lead_id,created_at\n${good},L1,${good}\n${good},L2,${cell}\n` }),
    ).toEqual([]);
  });

  const spend = (cell: string): Texts => ({
    spend: `campaign_id,spent_on,amount\nC1,2026-07-01,5\nC1,${cell},5\n`,
  });

  const dates = ["2026-07-1", "2026-07-01T00:00:00", " 2026-07-02", "21/7/2026", "46000", "2026-07-02Z", "infinity"];

  it.each(dates)("is none with a date such as %s", async (cell) => {
    expect(await lyingIn(spend(cell))).toEqual([]);
  });

  const broken: readonly (readonly [what: string, texts: Texts])[] = [
    ["a row that is too short", leads("2026-07-01T09:30:00Z", "L3,2026-07-01T09:30:00Z\n")],
    ["a delimiter too many at the end", leads("2026-07-01T09:30:00Z", "L3,2026-07-01T09:30:00Z,web,\n")],
    ["an empty line", leads("2026-07-01T09:30:00Z", "\n\nL3,2026-07-01T09:30:00Z,web\n")],
    ["a row over two lines", leads("2026-07-01T09:30:00Z", 'L3,2026-07-01T09:30:00Z,"we\nb"\n')],
    ["a stray quote", leads("2026-07-01T09:30:00Z", 'L3,2026-07-01T09:30:00Z,w"eb\n')],
    ["mixed line ends", leads("2026-07-01T09:30:00Z", "L3,2026-07-01T09:30:00Z,web\r\n")],
    ["a zero byte", leads("2026-07-01T09:30:00Z", "L3,2026-07-01T09:30:00Z,w\0b\n")],
    ["no rows", { leads: "lead_id,created_at,source\n" }],
  ];

  it.each(broken)("is none with %s", async (_, texts) => {
    expect(await lyingIn(texts)).toEqual([]);
  });

  it("leaves the same behind where it turns out to be none, one such file after another", async () => {
    const files = [...broken.map(([, texts]) => texts), ...instants.map((cell) => leads(cell)), ...dates.map(spend)];
    await expectAlike(files);
  });

  it("may have no line feed at its end, and those of Windows throughout", async () => {
    const texts = { leads: "lead_id,created_at,source\r\nL1,2026-07-01T09:30:00Z,web\r\nL2,2026-07-02T09:30:00Z," };
    expect(await lyingIn(texts)).toEqual(["leads"]);
    await expectAlike([texts]);
  });

  it("lacks a required column, and only adds to what is known", async () => {
    const first = leads("2026-07-01T09:30:00Z");
    await expectAlike([first, { leads: "lead_id,source\nL1,mail\nL9,mail\n" }]);
  });

  it("is copied after all where another tells the same table", async () => {
    const texts = { ...leads("2026-07-01T09:30:00Z"), "leads-2": "lead_id,created_at\nL7,2026-07-01T09:30:00Z\n" };
    await expectAlike([texts]);
  });

  it("has dates that are seen wherever the bytes that are read at a time end", async () => {
    const day = (id: number): string => `20${two(10 + (id % 20))}-07-0${1 + (id % 9)}`;
    const row = (id: number): readonly string[] => [`${day(id)}T09:30:00.${id}Z`, `L${id}`, `${day(id)}T09:30:00Z`];
    const texts = (last: readonly string[]): Texts => ({
      leads: rowsOf(60_000, "created_at,lead_id,assigned_at", (id) => (id < 59_999 ? row(id) : last)),
    });
    await using warehouse = await emptyWarehouse({ fileAccess: true });
    const given = await written(texts([good, "L", good]), "long");
    await using staged = await stageFiles(warehouse.session, given, { inPlaceFrom: 0 });
    expect(staged.inPlace.get("leads")).toMatchObject({ rows: 60_000, years: { first: 2010, last: 2029 } });
    expect(await lyingIn(texts([good, "L", "2026-07-01T09:30:00"]))).toEqual([]);
  });

  it("keeps its letters, also where they are no UTF-8 from the middle on", async () => {
    const rows = Array.from({ length: 30_000 }, (_, id) => `L${id},2026-07-01T09:30:00Z,Zürich and some more of it`);
    const text = ["lead_id,created_at,source", ...rows, ""].join("\n");
    const bytes = Buffer.concat([Buffer.from(text), Buffer.from("X,2026-07-01T09:30:00Z,M\u00fcnchen\n", "latin1")]);
    const path = join(folder, "latin-leads.csv");
    await writeFile(path, bytes);
    await using warehouse = await emptyWarehouse({ fileAccess: true });
    const given = [{ name: "leads.csv", path }];
    await using staged = await stageFiles(warehouse.session, given, { inPlaceFrom: 0 });
    expect([staged.inPlace.size, staged.files[0]?.encoding]).toEqual([0, "windows-1252"]);
  });
});
