import { describe, expect, it } from "vitest";
import { openDuckDb, type Session } from "../src/engines/index.ts";
import { keepFacts } from "../src/facts/index.ts";
import { rewriteFacts } from "../src/facts/rewriting.ts";
import { loadRows } from "../src/ingest/load/index.ts";
import { catalogue } from "../src/kpis/index.ts";
import { createTables } from "../src/model/physical.ts";
import { createAsker, renewSums, rollUp } from "../src/query/index.ts";
import { sql } from "../src/sql/index.ts";
import { now } from "./engine.ts";
import { randomWorld } from "./worlds/random.ts";

const seeds = (process.env.SEEDS ?? "1,2").split(",").map(Number);

const late = ["leads", "opportunities", "stage_changes", "owner_changes", "value_changes", "activities", "responses"];

/** Two imports of a random company: the second brings what the first lacked, changes two leads, and is `days` later. */
const imports = (seed: number, days: number, size?: { leads: number; opportunities: number }) => {
  const { config, tables } = randomWorld(seed, size);
  const isLate = (index: number): boolean => (index + seed) % 31 === 0;
  const some = (which: (index: number) => boolean) =>
    Object.fromEntries(
      Object.entries(tables).map(([table, rows]) => [
        table,
        late.includes(table) ? rows.filter((_, index) => which(index)) : rows,
      ]),
    );
  const second = some(isLate);
  const changed = (tables.leads ?? [])
    .slice(0, 2)
    .map((row) => ({ ...row, stage: "prospect", owner_id: "p001", recorded_at: "" }));
  const at = (watermark: number) => ({
    ...Object.fromEntries(late.map((table) => [table, second[table] ?? []])),
    leads: [...(second.leads ?? []), ...changed],
    activities: [
      ...(second.activities ?? []),
      ...(days === 0
        ? []
        : [
            {
              activity_id: "later",
              type: "call",
              occurred_at: new Date(watermark + days * 86_400_000).toISOString(),
              person_id: "p001",
              lead_id: tables.leads?.[0]?.lead_id ?? "",
            },
          ]),
    ],
  });
  return { config, first: some((index) => !isLate(index)), second: at };
};

interface Imports extends Pick<ReturnType<typeof imports>, "config"> {
  readonly first: Parameters<typeof loadRows>[1];
  readonly second: (watermark: number) => Parameters<typeof loadRows>[1];
}

const aboutOf = ({ config }: Imports, batch: number) => ({ config, batch, configHash: "a", now, changesKnown: true });

/** The first import with its facts and sums, and the second without. */
const begun = async (session: Session, made: Imports): Promise<void> => {
  const { config } = made;
  for (const statement of createTables()) await session.run({ chunks: [statement], values: [] });
  await loadRows(session, made.first, { config, batch: 1, importedAt: now - 86_400_000 });
  const { watermark } = await keepFacts(session, aboutOf(made, 1));
  await rollUp({ runner: session, config, catalogue, watermark: watermark ?? 0, factsAt: async () => "facts" });
  // As after imports that left much scattered.
  await rewriteFacts(session, ["leads", "opportunities", "responses", "reaches", "stays", "lead_stocks", "activities"]);
  await loadRows(session, made.second(watermark ?? 0), { config, batch: 2, importedAt: now });
};

/** All sums that are kept, as text, by what they are of. */
const contents = async (session: Session): Promise<readonly unknown[]> => {
  const named = (table: string) => ({
    chunks: [
      `select q::varchar as text from (select p.key as of, t.* exclude (part) from rollups.${table} t left join rollups.parts p on p.part = t.part) q order by 1`,
    ],
    values: [],
  });
  return [
    await session.rows(named("days")),
    await session.rows(named("once")),
    await session.rows(named("months")),
    await session.rows(sql`select m::varchar as text from rollups.moves m order by 1`),
    await session.rows(sql`select key from rollups.parts order by 1`),
  ];
};

/** The sums after the second import: as they were brought up to date, and as they are made whole. */
const both = async (session: Session, made: Imports, atOnce?: number): Promise<readonly [unknown, unknown]> => {
  const { config } = made;
  const summing = { runner: session, config, catalogue };
  const { did, watermark } = await keepFacts(session, {
    ...aboutOf(made, 2),
    refreshUpTo: 1,
    aroundReplacing: (renewal) => renewSums(summing, renewal, atOnce),
  });
  expect(did).toBe("refreshed");
  const renewed = await contents(session);
  await rollUp({ ...summing, watermark: watermark ?? 0, factsAt: async () => "facts" });
  return [renewed, await contents(session)];
};

describe.each(seeds)("sums by day of a company made from seed %i", (seed) => {
  it.each([0, 1, 45])("brought up to date %i days later are those made whole, to the last digit", async (days) => {
    const made = imports(seed, days);
    await using engine = await openDuckDb({ threads: 1 });
    await using session = await engine.session();
    await begun(session, made);
    const [renewed, whole] = await both(session, made);
    expect(renewed).toEqual(whole);
  });

  it("brought up to date a part at a time are those made whole, to the last digit", async () => {
    const made = imports(seed, 1);
    await using engine = await openDuckDb({ threads: 1 });
    await using session = await engine.session();
    await begun(session, made);
    const [renewed, whole] = await both(session, made, 0);
    expect(renewed).toEqual(whole);
  });
});

it("leads that come of age between two imports count in their person's month, which had begun long before", async () => {
  const leadOn = (date: string) => ({ lead_id: date, created_at: `2026-${date}T10:00:00Z`, owner_id: "p001" });
  const made = {
    config: randomWorld(1).config,
    first: { people: [{ person_id: "p001", name: "Ann" }], leads: ["03-02", "03-18", "03-21"].map(leadOn) },
    second: () => ({ leads: [leadOn("04-10")] }),
  };
  await using engine = await openDuckDb({ threads: 1 });
  await using session = await engine.session();
  await begun(session, made);
  const [renewed, whole] = await both(session, made);
  expect(renewed).toEqual(whole);
});

describe("sums by day whose upkeep is cut short", () => {
  const made = imports(5, 3, { leads: 12, opportunities: 12 });
  const { config } = made;

  /** How many kinds of sums count as kept. */
  const kept = async (session: Session): Promise<number> => {
    const [table] = await session.rows(
      sql`select count(*) as n from information_schema.tables where table_schema = 'rollups' and table_name = 'parts'`,
    );
    if (Number(table?.n) === 0) return 0;
    const [parts] = await session.rows(sql`select count(*) as n from rollups.parts`);
    return Number(parts?.n);
  };

  /** Refreshes, and says what of the sums is kept before each of the statements that bring them up to date; `cutAt` stops there. */
  const refreshed = async (session: Session, cutAt = Infinity): Promise<readonly number[]> => {
    const found: number[] = [];
    const run = async (statement: Parameters<typeof session.run>[0]) => {
      found.push(await kept(session));
      if (found.length > cutAt) throw new Error("killed");
      await session.run(statement);
    };
    const aroundReplacing = (renewal: Parameters<typeof renewSums>[1]) =>
      renewSums({ runner: { ...session, run }, config, catalogue }, renewal);
    await keepFacts(session, { ...aboutOf(made, 2), refreshUpTo: 1, aroundReplacing }).catch((error: unknown) => {
      expect(String(error)).toContain("killed");
    });
    return found;
  };

  it("are taken for none, wherever it was, and are made again with the facts", async () => {
    const question = { kpi: "win_rate", range: { from: "2024-03-05", to: "2025-02-01" }, grain: "month" } as const;
    await using engine = await openDuckDb({ threads: 1 });
    await using session = await engine.session();
    await begun(session, made);
    const statements = await refreshed(session);
    expect(statements.length).toBeGreaterThan(50);
    expect(new Set(statements)).toEqual(new Set([0]));
    expect(await kept(session)).toBeGreaterThan(10);
    for (const cutAt of [1, statements.length >> 1, statements.length - 1]) {
      await using other = await openDuckDb({ threads: 1 });
      await using again = await other.session();
      await begun(again, made);
      expect((await refreshed(again, cutAt)).length).toBe(cutAt + 1);
      const { did, watermark } = await keepFacts(again, { ...aboutOf(made, 2), changesKnown: false });
      expect([did, await kept(again)]).toEqual(["built", 0]);
      const about = { config, catalogue, watermark: watermark ?? 0, factsAt: async () => "facts" };
      expect(await (await createAsker({ ...about, runner: again })).answer(question)).toEqual(
        await (await createAsker({ ...about, runner: session })).answer(question),
      );
    }
  });
});

describe("sums by day that another version kept, with other places", () => {
  const made = imports(6, 3, { leads: 12, opportunities: 12 });
  const { config } = made;
  const question = { kpi: "response_time", range: { from: "2024-03-05", to: "2025-02-01" }, grain: "month" } as const;

  it("are not read: answers and the scorecard are made from the records", async () => {
    await using engine = await openDuckDb({ threads: 1 });
    await using session = await engine.session();
    await begun(session, made);
    const about = { runner: session, config, catalogue, watermark: 0, factsAt: async () => "facts" };
    const { watermark } = await keepFacts(session, { ...aboutOf(made, 2), changesKnown: false });
    const { range } = question;
    const asked = async () => {
      const asker = await createAsker({ ...about, watermark: watermark ?? 0 });
      return [await asker.answer(question), await asker.scorecard({ range })];
    };
    const plain = await asked();
    await rollUp({ ...about, watermark: watermark ?? 0 });
    expect(await asked()).toEqual(plain);
    for (const table of ["days", "once", "months"])
      await session.run({ chunks: [`alter table rollups.${table} drop column s4`], values: [] });
    expect(await asked()).toEqual(plain);
    await rollUp({ ...about, watermark: watermark ?? 0 });
    await session.run({ chunks: ["drop table rollups.months"], values: [] });
    expect(await asked()).toEqual(plain);
  });

  it("are made anew with the next import", async () => {
    await using engine = await openDuckDb({ threads: 1 });
    await using session = await engine.session();
    await begun(session, made);
    for (const table of ["days", "once", "months"])
      await session.run({ chunks: [`alter table rollups.${table} drop column s4`], values: [] });
    const [renewed, whole] = await both(session, made);
    expect(renewed).toEqual(whole);
  });
});
