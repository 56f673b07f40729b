import { describe, expect, it } from "vitest";
import { currentFacts } from "../src/cli/facts.ts";
import { openDuckDb, type Session } from "../src/engines/index.ts";
import { loadRows } from "../src/ingest/load/index.ts";
import { catalogue } from "../src/kpis/index.ts";
import { createTables } from "../src/model/physical.ts";
import { createAsker } from "../src/query/index.ts";
import { type Sql, sql } from "../src/sql/index.ts";
import { now } from "./engine.ts";
import { randomWorld } from "./worlds/random.ts";

const { config, tables } = randomWorld(3);
const progress = { show: () => {}, end: () => {} };
const late = ["leads", "stage_changes", "activities"];

/** The tables without every ninety-seventh row of some, or these rows alone. */
const rowsThat = (areLate: boolean) =>
  Object.fromEntries(
    Object.entries(tables).flatMap(([table, rows]) => {
      if (!late.includes(table)) return areLate ? [] : [[table, rows]];
      return [[table, rows.filter((_, index) => (index % 97 === 7) === areLate)]];
    }),
  );

/** A session whose statements of a form find no memory, the first `times`. */
const shortOf = (session: Session, form: RegExp, times: number) => {
  let left = times;
  const failing =
    (of: "run" | "rows" | "columns") =>
    (statement: Sql): unknown => {
      if (left === 0 || !form.test(statement.chunks.join("?"))) return session[of](statement);
      left -= 1;
      return Promise.reject(new Error("Out of Memory Error: failed to pin block of size 256.0 KiB"));
    };
  const short = new Proxy(session, {
    get: (of, property) =>
      property === "run" || property === "rows" || property === "columns"
        ? failing(property)
        : Reflect.get(of, property),
  });
  return { session: short, failed: () => times - left };
};

const question = (kpi: string) => ({ kpi, range: { from: "2024-01-01", to: "2025-07-01" }, grain: "month" }) as const;

/** After two imports, the second of them where `form` finds no memory: the answers, the sums that are kept, and what is left in memory. */
const imported = async (form: RegExp, times = 1) => {
  await using engine = await openDuckDb({ threads: 1 });
  await using session = await engine.session();
  for (const statement of createTables()) await session.run({ chunks: [statement], values: [] });
  const about = (batch: number) => ({ config, configHash: "a", batch, now });
  await loadRows(session, rowsThat(false), { config, batch: 1, importedAt: now - 86_400_000 });
  await currentFacts(session, about(1), progress);
  await loadRows(session, rowsThat(true), { config, batch: 2, importedAt: now });
  const short = shortOf(session, form, times);
  const watermark = (await currentFacts(short.session, about(2), progress, true)) ?? 0;
  const asker = await createAsker({ runner: session, config, catalogue, watermark, factsAt: async () => "facts" });
  const kpis = ["win_rate", "response_time", "activities", "stage_duration"];
  const answers = [];
  for (const kpi of kpis) answers.push(await asker.answer(question(kpi)));
  const [kept] = await session.rows(
    sql`select count(*) as n from information_schema.tables where table_schema = 'rollups' and table_name = 'parts'`,
  );
  const beside = await session.rows(
    sql`select distinct schema_name as name from duckdb_schemas() where database_name = 'memory' and schema_name in ('facts_delta', 'renewed', 'facts_before', 'facts_after')`,
  );
  return { answers, keepsSums: Number(kept?.n) > 0, beside, failed: short.failed() };
};

describe("an import whose facts are worked out with little memory", async () => {
  const plenty = await imported(/^never$/);
  const outcome = { answers: plenty.answers, beside: [] };

  it("has its facts and the sums beside them, and nothing else is left", () => {
    expect(plenty).toMatchObject({ ...outcome, keepsSums: true, failed: 0 });
    expect(plenty.answers.every(({ total, rows }) => total.n > 0 || rows.some(({ n }) => n > 0))).toBe(true);
  });

  it.each([
    ["what changed cannot be worked out beside the rest", /facts_delta.*stage_visits/],
    ["the sums of what changed find no room before facts are replaced", /^insert into .*renewed.*changes/],
    ["facts cannot be replaced", /^insert into .*facts.*leads/],
    ["the sums cannot be added up once facts are replaced", /^insert into .*renewed.*rows/],
  ])("has the same where %s", async (_, form) => {
    expect(await imported(form)).toMatchObject({ ...outcome, keepsSums: true, failed: 1 });
  });

  it("answers the same without sums where these find no room at all", async () => {
    const without = await imported(/^insert into .*(renewed.*changes|rollups.*made)/, 1000);
    expect(without).toMatchObject({ ...outcome, keepsSums: false });
    expect(without.failed).toBeGreaterThan(1);
  });
});
