import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { load } from "../../src/cli/loader.ts";
import type { Session } from "../../src/engines/index.ts";
import type { LoadReport } from "../../src/ingest/load/index.ts";
import { inputFiles } from "../../src/ingest/read/files.ts";
import { stageFiles } from "../../src/ingest/read/index.ts";
import { stagePartly } from "../../src/ingest/read/partly.ts";
import { openFile } from "../../src/ingest/read/raw.ts";
import { openStaging } from "../../src/ingest/read/staging.ts";
import { tableNamed } from "../../src/model/tables.ts";
import { sql } from "../../src/sql/index.ts";
import { acmeIn, contentOf, emptyWarehouse, importedAt, randomFrom } from "./loaded.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "quarterdeck-partly-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

type Lines = Readonly<Record<string, readonly string[]>>;

const day = 86_400_000;

/** Imports the texts as one batch; `partly`: compares them with those before. */
const importing = (session: Session, name: string) => {
  let batch = 0;
  return async (texts: Lines, partly: boolean) => {
    batch += 1;
    const files = await Promise.all(
      Object.entries(texts).map(async ([table, lines]) => {
        const path = join(folder, `${name}-${batch}-${table}`);
        await writeFile(path, lines.map((line) => `${line}\n`).join(""));
        return { name: `${table}.csv`, path, hash: path };
      }),
    );
    const told: LoadReport[] = [];
    const report = await load(
      {
        session,
        config: acmeIn(),
        batch: { batch, importedAt: importedAt + batch * day, mapping: null, files },
        ...(partly ? { pathOf: (hash: string) => hash } : {}),
      },
      () => {},
      async (one) => {
        told.push(one);
      },
    );
    const { understood } = report;
    return { told: told.at(-1), tables: understood.tables, rows: understood.files };
  };
};

const leadHeader = "lead_id,created_at,owner_id,campaign_id,source,status,note";
const lead = (id: number, random: (below: number) => number): string =>
  `L${id},2026-0${1 + random(9)}-1${random(10)}T10:00:00Z,P${random(9)},C${random(5)},${["web", "fair", '"a, b"'][random(3)]},open,${"x".repeat(40)}`;
const activityHeader = "activity_id,subject_type,subject_id,type,occurred_at,person_id";
const activity = (id: number, leads: number, random: (below: number) => number): string =>
  `A${id},lead,L${random(leads)},call,2026-0${1 + random(9)}-1${random(10)}T11:00:00Z,P${random(9)}`;
const changeHeader = "subject_type,subject_id,stage,changed_at,changed_by";
const change = (id: number, random: (below: number) => number): string =>
  `lead,L${id},${["suspect", "prospect"][random(2)]},2026-0${1 + random(9)}-1${random(10)}T12:${10 + random(40)}:00Z,P${random(9)}`;

const company = (random: (below: number) => number): Record<string, string[]> => ({
  leads: [leadHeader, ...Array.from({ length: 4000 }, (_, id) => lead(id, random))],
  activities: [activityHeader, ...Array.from({ length: 6000 }, (_, id) => activity(id, 4000, random))],
  stage_changes: [changeHeader, ...Array.from({ length: 5000 }, (_, id) => change(id % 4000, random))],
  people: ["person_id,name", ...Array.from({ length: 8 }, (_, id) => `P${id},Person ${id}`)],
});

/** What an export may look like the next time: mostly the same. */
const later = (lines: readonly string[], random: (below: number) => number, wild: boolean): string[] => {
  const [header = "", ...rows] = lines;
  const at = () => random(rows.length);
  for (let count = random(30); count >= 0; count -= 1) {
    const index = at();
    const row = rows[index] ?? "";
    const what = random(wild ? 12 : 4);
    if (what === 0) rows[index] = row.replace(/2026-0\d/, "2026-09");
    else if (what === 1) rows.splice(index, 1);
    else if (what === 2) rows.splice(index, 0, row.replace(/^(\w)\d+/, `$1${100_000 + random(1000)}`));
    else if (what === 3) rows[index] = row.replace(/P\d/, `P${random(9)}`);
    else if (what === 4) rows.splice(index, 0, row.replace(/2026-0\d/, "2026-08"));
    else if (what === 5) rows[index] = row.replace(/2026-0\d/, "2026-13");
    else if (what === 6) rows[index] = row.replace(/L\d+/, "L777777");
    else if (what === 7) rows[index] = row.replace(/2026-0\d/, "2031-01");
    else if (what === 8) rows.push(...rows.splice(index, 3));
    else if (what === 9) rows.splice(index, 0, row);
    else if (what === 10) rows[index] = row.replace("0Z,", "0+01:00,");
    else if (random(6) === 0) rows[index] = `${row},one too many`;
    else rows[index] = row.replace(/^(\w)(\d+)/, " $1$2");
  }
  return [header, ...rows];
};

describe("a later export of the same tables", () => {
  it("is read only where it says something else", async () => {
    await using warehouse = await emptyWarehouse({ fileAccess: true });
    const random = randomFrom(1);
    const before = Array.from({ length: 4000 }, (_, id) => lead(id, random));
    const after = before.with(10, lead(10, random)).toSpliced(500, 1);
    const paths = { before: join(folder, "before.csv"), after: join(folder, "leads.csv") };
    await writeFile(paths.before, [leadHeader, ...before, ""].join("\n"));
    await writeFile(paths.after, [leadHeader, ...after, lead(5000, random), ""].join("\n"));
    await using staged = await stageFiles(warehouse.session, [paths.after], {
      earlier: async () => ({ path: paths.before, lines: [3, 4] }),
    });
    expect([...staged.same]).toEqual([["leads", 3996]]);
    expect(staged.tables).toEqual([{ table: "leads", rows: 4000 }]);
    expect(staged.files[0]?.rows).toBe(4000);
    const rows = await warehouse.session.rows<{ line: number }>(
      sql`select source_line::double as line from staged.leads order by 1`,
    );
    expect(rows.map(({ line }) => line)).toEqual([3, 4, 12, 4001]);
  });

  it("is not read at all where it says nothing else", async () => {
    await using warehouse = await emptyWarehouse({ fileAccess: true });
    const random = randomFrom(5);
    const texts = company(random);
    const [first, again] = [join(folder, "people-before.csv"), join(folder, "people.csv")];
    await writeFile(first, `${texts.people?.join("\n")}\n`);
    await writeFile(again, texts.people?.join("\n") ?? "");
    await using staged = await stageFiles(warehouse.session, [again], {
      earlier: async () => ({ path: first, lines: [] }),
    });
    expect([...staged.same]).toEqual([["people", 8]]);
    expect(staged.tables).toEqual([{ table: "people", rows: 8 }]);
    expect(staged.files[0]?.rows).toBe(8);
    const made = await warehouse.session.rows<{ name: string }>(
      sql`select table_name as name from duckdb_tables() where database_name = 'staged'`,
    );
    expect(made).toEqual([{ name: "findings" }]);
  });

  it("is copied where it says something else in dates of another form, or more than there is memory for", async () => {
    await using warehouse = await emptyWarehouse({ fileAccess: true });
    const before = [leadHeader, ...Array.from({ length: 4000 }, (_, id) => lead(id, randomFrom(7)))];
    const [old, now] = [join(folder, "leads-before.csv"), join(folder, "leads-now.csv")];
    await writeFile(old, before.join("\n"));
    await writeFile(now, before.join("\n"));
    const [input] = await inputFiles([now]);
    const leads = tableNamed("leads");
    if (input === undefined || leads === undefined) throw new Error("no file");
    const copied = async (row: string, room: number) => {
      await writeFile(now, before.with(7, row).join("\n"));
      await using staging = await openStaging(warehouse.session);
      const partly = await stagePartly(
        await openFile(input, warehouse.session),
        leads,
        { earlier: { path: old, lines: [] }, room },
        staging,
      );
      return [partly?.same, partly?.inPlace === null];
    };
    const row = before[7] ?? "";
    expect(await copied(`${row}!`, 1000)).toEqual([3999, false]);
    expect(await copied(`${row}!`, 50)).toEqual([3999, true]);
    expect(await copied(`${row.replace("0Z", "0+02:00")}!`, 1000)).toEqual([3999, true]);
  });

  it("is read after all where another file of the import tells the same table", async () => {
    await using warehouse = await emptyWarehouse({ fileAccess: true });
    const paths = [join(folder, "teams.csv"), join(folder, "more-teams.csv")];
    for (const path of paths) await writeFile(path, "team_id,name\nT1,Sales\n");
    const staging = stageFiles(warehouse.session, paths, {
      earlier: async () => ({ path: paths[0] ?? "", lines: [] }),
    });
    await expect(staging).rejects.toThrow("several files tell teams");
  });

  it("is told of as it was the first time where it says nothing else", async () => {
    await using warehouse = await emptyWarehouse({ fileAccess: true });
    const texts = company(randomFrom(6));
    const partly = importing(warehouse.session, "alike");
    await partly(texts, true);
    const before = await contentOf(warehouse.session);
    const { told } = await partly(texts, true);
    const rows = Object.entries(texts).map(([table, lines]) => [table, lines.length - 1]);
    for (const [table, count] of rows)
      expect(told?.tables[table ?? ""]).toMatchObject({ read: count, new: 0, changed: 0, unchanged: count });
    const { told_files: names, ...after } = await contentOf(warehouse.session);
    const { told_files: _, ...unchanged } = before;
    expect(after).toEqual(unchanged);
    // The third import is compared with the second.
    expect(String(names).match(/alike-2/g)).toHaveLength(4);
  });

  it.each([
    { found: "nothing", year: "2026-01" },
    { found: "something", year: "2031-01" },
  ])("is read where what it refers to has come since, $found found about it before", async ({ found, year }) => {
    await using one = await emptyWarehouse({ fileAccess: true });
    await using other = await emptyWarehouse({ fileAccess: true });
    const [partly, whole] = [importing(one.session, `${found}-p`), importing(other.session, `${found}-w`)];
    const { leads = [] } = company(randomFrom(8));
    const texts = { leads: leads.with(7, leads[7]?.replace(/2026-0\d/, year) ?? "") };
    const withCampaigns = { ...texts, campaigns: ["campaign_id,name", "C1,Fair"] };
    const findings: number[] = [];
    for (const some of [texts, texts, withCampaigns, withCampaigns]) {
      const { told } = await partly(some, true);
      expect(told).toEqual((await whole(some, false)).told);
      findings.push(told?.findings ?? 0);
    }
    const before = found === "nothing" ? 0 : 1;
    expect(findings.slice(0, 2)).toEqual([before, before]);
    expect(findings[2]).toBeGreaterThan(3000);
    expect(findings[3]).toBe(findings[2]);
  });

  it("takes each row for what it says of its record, as if all of it had been read", async () => {
    await using one = await emptyWarehouse({ fileAccess: true });
    await using other = await emptyWarehouse({ fileAccess: true });
    const [partly, whole] = [importing(one.session, "row-p"), importing(other.session, "row-w")];
    const header = "lead_id,created_at,owner_id,source,note,grade,recorded_at";
    const row = (id: number, cells: Readonly<Record<string, string>> = {}): string => {
      const said = { owner: "P1", source: "web", note: "x".repeat(80), grade: "A", recorded: "2026-03-01T00:00:00Z" };
      const { owner, source, note, grade, recorded } = { ...said, ...cells };
      return `L${id},2026-02-01T10:00:00Z,${owner},${source},${note},${grade},${recorded}`;
    };
    const before = [header, ...Array.from({ length: 3000 }, (_, id) => row(id))];
    const after = [...before, row(3001), row(3002, { source: "" }), row(3002, { source: "later in the file" })];
    const [earlier, later] = ["2026-02-15T00:00:00Z", "2026-04-01T00:00:00Z"];
    const says: Readonly<Record<string, string>>[] = [
      { source: "fair" },
      { source: "", note: "" },
      { note: "other" },
      { note: "", grade: "" },
      { owner: "P2" },
      { owner: "P2", source: "fair", recorded: later },
      { source: "fair", recorded: later },
      { source: "fair", recorded: earlier },
      { owner: "P2", recorded: earlier },
      { recorded: later },
      { recorded: earlier },
      { source: "fair", recorded: "" },
      { owner: "P2", recorded: "" },
    ];
    for (const [index, cells] of says.entries()) after[10 + index] = row(9 + index, cells);
    after.splice(100, 1, row(99, { source: "one" }), row(99, { source: "two" }));
    after.splice(90, 1, row(89, { source: "one", recorded: later }), row(89, { source: "two" }));
    const call = (id: number, of = id, status = "completed"): string =>
      `A${id},call,2026-02-02T10:00:00Z,L${of},${status},${"x".repeat(80)}`;
    const calls = ["activity_id,type,occurred_at,lead_id,status,subject"];
    calls.push(...Array.from({ length: 3000 }, (_, id) => call(id)));
    const moved = calls.with(201, call(200, 800)).with(301, call(300, 900, "no_show"));
    const exports = [
      { leads: before, activities: calls },
      { leads: after, activities: moved },
      { leads: after.with(50, row(49, { source: "fair" })), activities: moved },
      { leads: before, activities: calls },
      // In the place of one record stands another that a line left out tells as well.
      { leads: before.with(60, row(70, { source: "in its place" })), activities: calls.with(60, call(70, 71)) },
    ];
    for (const texts of exports) {
      expect(await partly(texts, true)).toEqual(await whole(texts, false));
      const [left, right] = [await contentOf(one.session), await contentOf(other.session)];
      for (const table of ["leads", "activities", "findings", "field_versions", "lead_ids"])
        expect(left[table], table).toEqual(right[table]);
      const touched = sql`select kind, no from changed_records order by all`;
      expect(await one.session.rows(touched)).toEqual(await other.session.rows(touched));
    }
  });

  it("of goals, which are known from their start, is read only where it says something else", async () => {
    await using one = await emptyWarehouse({ fileAccess: true });
    await using other = await emptyWarehouse({ fileAccess: true });
    const [partly, whole] = [importing(one.session, "goals-p"), importing(other.session, "goals-w")];
    const header = "goal_id,kpi,scope,starts_on,ends_on,target,note";
    const goal = (id: number, target: number): string =>
      `G${id},leads,company,20${26 + (id % 3)}-01-01,20${27 + (id % 3)}-01-01,${target},${"x".repeat(80)}`;
    const goals = [header, ...Array.from({ length: 3000 }, (_, id) => goal(id, 10))];
    const changed = [...goals.with(5, goal(4, 20)).with(7, goal(6, 20)), goal(3000, 30)];
    for (const texts of [{ goals }, { goals }, { goals: changed }, { goals: changed }, { goals }]) {
      expect(await partly(texts, true)).toEqual(await whole(texts, false));
      expect((await contentOf(one.session)).goals).toEqual((await contentOf(other.session)).goals);
    }
  });

  it.each([2, 3, 4])("leaves the same behind as if all of it had been read (%i)", async (seed) => {
    await using one = await emptyWarehouse({ fileAccess: true });
    await using other = await emptyWarehouse({ fileAccess: true });
    const [partly, whole] = [importing(one.session, `p${seed}`), importing(other.session, `w${seed}`)];
    const random = randomFrom(seed);
    let texts = company(random);
    for (let round = 0; round < 4; round += 1) {
      const reports = [await partly(texts, true), await whole(texts, false)];
      expect(reports[0]).toEqual(reports[1]);
      const [left, right] = [await contentOf(one.session), await contentOf(other.session)];
      for (const table of Object.keys(right).filter((name) => !name.startsWith("told_")))
        expect(left[table], `${table} after import ${round + 1}`).toEqual(right[table]);
      const wild = seed > 2;
      texts = Object.fromEntries(
        Object.entries(texts)
          .filter(([table]) => table !== "people" || random(2) === 0)
          .map(([table, lines]) => [
            table,
            random(4) === 0 ? [...lines] : later(lines, random, wild && random(2) === 0),
          ]),
      );
      // Campaigns come late: from then on their absence is a finding about leads that say the same as ever.
      if (round === 1 && seed % 2 === 0) texts.campaigns = ["campaign_id,name", "C1,Fair", "C2,Mail"];
    }
  });
});
