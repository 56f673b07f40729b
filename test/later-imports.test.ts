/** What later imports change: known from then on, and no answer as of an earlier instant moves. */
import { describe, expect, it } from "vitest";
import { openDuckDb } from "../src/engines/index.ts";
import { buildFacts, contextAt, watermark } from "../src/facts/index.ts";
import { loadRows } from "../src/ingest/load/index.ts";
import { catalogue } from "../src/kpis/index.ts";
import { createTables } from "../src/model/physical.ts";
import type { WorkspaceConfig } from "../src/model/process.ts";
import { type Answer, createAsker, type Question } from "../src/query/index.ts";
import { now } from "./engine.ts";
import { exampleConfig } from "./example.ts";
import { type Dice, diceOf } from "./worlds/dice.ts";
import { randomWorld } from "./worlds/random.ts";

type Rows = Readonly<Record<string, readonly Readonly<Record<string, string>>[]>>;

const seeds = (process.env.SEEDS ?? "1").split(",").map(Number);
const first = Date.parse("2025-09-01T00:00:00Z");
const importedAt = (index: number): number => first + index * 40 * 86_400_000;
/** An instant between an import and the next. */
const asOfImport = (index: number): string => new Date(importedAt(index) + 3_600_000).toISOString();

/** A company that came in several imports. */
const companyOf = (config: WorkspaceConfig, imports: readonly Rows[]) =>
  companyImportedAt(
    config,
    imports.map((rows, index) => [rows, importedAt(index)]),
  );

const companyImportedAt = async (config: WorkspaceConfig, imports: readonly (readonly [Rows, number])[]) => {
  const engine = await openDuckDb({ threads: 1 });
  const session = await engine.session();
  for (const statement of createTables()) await session.run({ chunks: [statement], values: [] });
  for (const [index, [rows, at]] of imports.entries())
    await loadRows(session, rows, { config, batch: index + 1, importedAt: at });
  const at = (await watermark(session, config.timezone, now))?.at ?? 0;
  const built = new Map<number, string>();
  const factsAt = async (asOf: number): Promise<string> => {
    const schema = built.get(asOf) ?? `facts_${built.size}`;
    if (!built.has(asOf)) await buildFacts(session, await contextAt(session, config, asOf, schema));
    built.set(asOf, schema);
    return schema;
  };
  return {
    asker: await createAsker({ runner: session, config, catalogue, watermark: at, factsAt }),
    async [Symbol.asyncDispose]() {
      await session[Symbol.asyncDispose]();
      await engine[Symbol.asyncDispose]();
    },
  };
};

const range = { from: "2024-02-01", to: "2025-02-01" };
const everything: Question[] = catalogue.flatMap((kpi) =>
  Object.keys(kpi.variants).map((variant) => ({ kpi: kpi.id, variant, range })),
);
const said = ({ total, rows }: Answer) => ({ total, rows: rows.map(({ labels: _, ...row }) => row) });

/** Columns whose changes are kept, by table. */
const kept: Readonly<Record<string, { readonly key: string; readonly columns: readonly string[] }>> = {
  leads: {
    key: "lead_id",
    columns: [
      ...["stage", "owner_id", "merged_into", "opportunity_id", "converted_at"],
      ...["disqualified_at", "deleted_at", "origin", "assigned_at"],
    ],
  },
  opportunities: {
    key: "opportunity_id",
    columns: [
      ...["stage", "owner_id", "merged_into", "amount", "currency"],
      ...["deleted_at", "expected_close_on", "closed_at", "closed_on"],
    ],
  },
  activities: { key: "activity_id", columns: ["status"] },
  responses: { key: "response_id", columns: ["sentiment"] },
  campaigns: { key: "campaign_id", columns: ["budget"] },
  people: { key: "person_id", columns: ["team_id"] },
};

/** Some of the records, told again with other words in some of those columns, or with none. */
const changed = (dice: Dice, tables: Rows): Rows =>
  Object.fromEntries(
    Object.entries(kept).map(([table, { key, columns }]) => {
      const rows = tables[table] ?? [];
      const other = (column: string): string => dice.pick(rows)[column === "merged_into" ? key : column] ?? "";
      const some = rows.filter(() => dice.chance(0.3));
      return [
        table,
        some.map((row) => {
          const moved = columns.filter(() => dice.chance(0.4));
          return { ...row, ...Object.fromEntries(moved.map((one) => [one, dice.chance(0.3) ? "" : other(one)])) };
        }),
      ];
    }),
  );

const applied = (tables: Rows, later: Rows): Rows =>
  Object.fromEntries(
    Object.entries(tables).map(([table, rows]) => {
      const key = kept[table]?.key;
      const found = new Map((later[table] ?? []).map((row) => [row[key ?? ""], row]));
      return [table, rows.map((row) => found.get(row[key ?? ""]) ?? row)];
    }),
  );

/** More than half of the records without any history of their own, and nothing recorded later than it happened. */
const plain = (dice: Dice, tables: Rows): Rows => {
  const records = [...(tables.leads ?? []), ...(tables.opportunities ?? [])];
  const bare = new Set(records.filter(() => dice.chance(0.6)).map((row) => row.lead_id ?? row.opportunity_id));
  return Object.fromEntries(
    Object.entries(tables).map(([table, rows]) => [
      table,
      rows
        .filter((row) => !table.endsWith("_changes") || !bare.has(row.subject_id ?? row.opportunity_id))
        .map(({ recorded_at: _, ...row }) => row),
    ]),
  );
};

describe.each(seeds)("of a company made from seed %i, changed by two later imports", (seed) => {
  it("everything asked as of before them answers what it answered then", async () => {
    const dice = diceOf(seed * 31 + 5);
    const { config, tables } = randomWorld(seed);
    const begun = plain(dice, Object.fromEntries(Object.entries(tables).map(([table, rows]) => [table, rows ?? []])));
    const second = changed(dice, begun);
    const imports = [begun, second, changed(dice, applied(begun, second))];
    await using whole = await companyOf(config, imports);
    for (const index of [0, 1]) {
      await using then = await companyOf(config, imports.slice(0, index + 1));
      for (const question of everything) {
        const asked = { ...question, asOf: asOfImport(index) };
        expect(said(await whole.asker.answer(asked)), JSON.stringify(asked)).toEqual(
          said(await then.asker.answer(asked)),
        );
      }
    }
  }, 600_000);
});

describe("an opportunity whose stage a later import changes", () => {
  const deal = (stage: string, closed_at = "") => ({
    opportunities: [{ opportunity_id: "o", created_at: "2025-01-05T12:00:00Z", stage, closed_at, amount: "100" }],
  });
  const january = { from: "2025-01-01", to: "2025-02-01" };
  const totalOf = async (imports: readonly Rows[], kpi: string, asked = january) => {
    await using made = await companyOf(exampleConfig, imports);
    return (await made.asker.answer({ kpi, range: asked, asOf: asOfImport(imports.length - 1) })).total;
  };

  it.each([
    ["reopened, the close taken back", deal("proposal")],
    ["reopened, the close left", deal("proposal", "2025-01-20T12:00:00Z")],
    ["won after all", deal("won", "2025-01-20T12:00:00Z")],
  ])("was created when it was, though it was lost first: %s", async (_, later) => {
    const imports = [deal("lost", "2025-01-20T12:00:00Z"), later];
    expect((await totalOf(imports, "opportunities_created")).value).toBe(1);
  });

  const closed = "2025-01-20T12:00:00Z";

  it.each([
    ["left", closed],
    ["taken back", ""],
  ])("stood on the first rung until it was lost, then lost until it was reopened, its close %s", async (_, later) => {
    const imports = [deal("lost", closed), deal("proposal", later)];
    const at = async (to: string) => (await totalOf(imports, "pipeline_by_stage", { from: "2025-01-01", to })).value;
    expect([await at("2025-01-20"), await at("2025-02-01"), await at("2026-01-01")]).toEqual([1, 0, 1]);
  });

  it.each([closed, "2025-01-20"])("was lost on its day as of before it was reopened: closed at %s", async (at) => {
    await using made = await companyOf(exampleConfig, [deal("lost", at), deal("proposal")]);
    const asked = { kpi: "sales_cycle_length", range: january };
    const { total } = await made.asker.answer({ ...asked, asOf: asOfImport(0) });
    await using before = await companyOf(exampleConfig, [deal("lost", at)]);
    expect(total).toEqual((await before.asker.answer({ ...asked, asOf: asOfImport(0) })).total);
    expect(total.n).toBe(1);
  });

  it("stood on the first rung while nobody had told its stage", async () => {
    await using made = await companyOf(exampleConfig, [deal(""), deal("proposal")]);
    const { rows } = await made.asker.answer({ kpi: "pipeline_by_stage", range: january, asOf: asOfImport(1) });
    expect(rows.filter(({ n }) => n > 0).map(({ keys }) => keys.stage)).toEqual(["qualified"]);
  });
});

describe("an opportunity without a history that a later import closes, on the day of which the record says", () => {
  /** Its stages as the imports have it, and what the record then says of its close. */
  type Step = readonly [importedAt: string, stage: string, closed?: Readonly<Record<string, string>>];
  const april5 = "2025-04-05T12:00:00Z";

  const closed = async (created_at: string, steps: readonly Step[], asOf = april5) => {
    const imports = steps.map(([at, stage, close = {}]): [Rows, number] => [
      {
        opportunities: [
          { opportunity_id: "o", created_at, stage, closed_at: "", closed_on: "", amount: "100", ...close },
        ],
      },
      Date.parse(at),
    ]);
    const cycles = async (some: typeof imports) => {
      await using made = await companyImportedAt(exampleConfig, some);
      const ask = async (from: string, to: string) => {
        const { den, num } = (await made.asker.answer({ kpi: "sales_cycle_length", range: { from, to }, asOf })).total;
        return [den, num];
      };
      return [await ask("2025-03-01", "2025-04-01"), await ask("2025-04-01", "2025-05-01")];
    };
    return { parts: await cycles(imports), whole: await cycles(imports.slice(-1)) };
  };

  it.each<[string, string, readonly Step[], number]>([
    [
      "days before the import",
      "2025-03-02T10:00:00Z",
      [
        ["2025-03-10T12:00:00Z", "qualified"],
        ["2025-03-25T12:00:00Z", "lost", { closed_on: "2025-03-20" }],
      ],
      18,
    ],
    [
      "the day on which it was created",
      "2025-03-31T10:00:00Z",
      [
        ["2025-03-31T12:00:00Z", "qualified"],
        ["2025-04-01T12:00:00Z", "lost", { closed_on: "2025-03-31" }],
      ],
      0,
    ],
    [
      "the day of an import that had it open in another stage than before",
      "2025-03-01T10:00:00Z",
      [
        ["2025-03-30T12:00:00Z", "qualified"],
        ["2025-03-31T12:00:00Z", "proposal"],
        ["2025-04-01T12:00:00Z", "lost", { closed_on: "2025-03-31" }],
      ],
      30,
    ],
    [
      "a day that a later import corrects to one behind the import that closed it",
      "2025-03-01T12:00:00Z",
      [
        ["2025-03-10T12:00:00Z", "qualified"],
        ["2025-03-22T12:00:00Z", "lost", { closed_at: "2025-03-20T12:00:00Z" }],
        ["2025-04-01T12:00:00Z", "lost", { closed_at: "2025-03-25T12:00:00Z" }],
      ],
      24,
    ],
    [
      "a day that was ahead",
      "2025-03-01T10:00:00Z",
      [
        ["2025-03-10T12:00:00Z", "qualified"],
        ["2025-03-26T12:00:00Z", "lost", { closed_on: "2025-03-31" }],
      ],
      30,
    ],
  ])("closed then, as if all had come at once: %s", async (_, created, steps, days) => {
    const { parts, whole } = await closed(created, steps);
    expect(parts).toEqual([
      [1, days],
      [0, 0],
    ]);
    expect(parts).toEqual(whole);
  });

  it("is open until a day that is ahead", async () => {
    const steps: readonly Step[] = [
      ["2025-03-10T12:00:00Z", "qualified"],
      ["2025-03-26T12:00:00Z", "lost", { closed_on: "2025-03-31" }],
    ];
    const { parts, whole } = await closed("2025-03-01T10:00:00Z", steps, "2025-03-28T12:00:00Z");
    expect([parts[0]?.[0], whole[0]?.[0]]).toEqual([0, 0]);
  });
});

describe("a record whose stage a later import empties", () => {
  it("stands where one does whose stage nobody tells: a lead in none, an opportunity on the first rung", async () => {
    const told = (stages: { lead: string; deal: string }): Rows => ({
      leads: [{ lead_id: "l", created_at: "2025-01-05T12:00:00Z", stage: stages.lead }],
      opportunities: [{ opportunity_id: "o", created_at: "2025-01-05T12:00:00Z", stage: stages.deal, amount: "100" }],
    });
    const imports = [told({ lead: "suspect", deal: "proposal" }), told({ lead: "", deal: "" })];
    await using made = await companyOf(exampleConfig, imports);
    const standing = async (kpi: string, index: number) => {
      const range = { from: "2025-01-01", to: "2026-01-01" };
      const { rows, total } = await made.asker.answer({ kpi, range, asOf: asOfImport(index) });
      return [total.n, ...rows.filter(({ num }) => num === 1).map(({ keys }) => keys.stage)];
    };
    expect([await standing("lead_stage_share", 0), await standing("lead_stage_share", 1)]).toEqual([
      [1, "suspect"],
      [1, "none"],
    ]);
    expect([await standing("pipeline_by_stage", 0), await standing("pipeline_by_stage", 1)]).toEqual([
      [1, "proposal"],
      [1, "qualified"],
    ]);
  });
});

describe("an opportunity in no currency, which is that of the workspace", () => {
  const deal = (currency: string): Rows => ({
    fx_rates: [{ currency: "EUR", rate_on: "2024-01-01", rate: "2" }],
    opportunities: [
      { opportunity_id: "o", created_at: "2025-01-05T12:00:00Z", stage: "proposal", amount: "100", currency },
    ],
  });
  const range = { from: "2025-01-01", to: "2026-01-01" };

  it.each([
    ["is priced so again once a later import empties its currency", ["EUR", ""], 100, 200],
    ["was created for as much, though a later import tells another currency", ["", "EUR"], 200, 100],
  ])("%s", async (_, currencies, now, created) => {
    await using made = await companyOf(exampleConfig, currencies.map(deal));
    const asOf = asOfImport(1);
    const open = await made.asker.answer({ kpi: "pipeline_by_stage", range, asOf });
    const opened = await made.asker.answer({ kpi: "opportunities_created", variant: "value", range, asOf });
    expect([open.total.more.money, opened.total.num]).toEqual([now, created]);
  });
});

describe("a merged opportunity without an amount of its own, which a later import gives one", () => {
  it("had that of the merged one until then", async () => {
    const row = (opportunity_id: string, amount: string, merged_into = "") => ({
      ...{ opportunity_id, amount, merged_into, created_at: "2025-01-05T12:00:00Z", stage: "proposal" },
    });
    const imports: Rows[] = [
      { opportunities: [row("survivor", ""), row("gone", "100")] },
      { opportunities: [row("gone", "100", "survivor")] },
      { opportunities: [row("survivor", "250")] },
    ];
    await using made = await companyOf(exampleConfig, imports);
    const worth = async (index: number, to: string) =>
      (
        await made.asker.answer({
          ...{ kpi: "pipeline_by_stage", asOf: asOfImport(index) },
          range: { from: "2025-01-01", to },
        })
      ).total.more.money;
    expect([await worth(0, "2026-01-01"), await worth(1, "2026-01-01"), await worth(2, "2026-01-01")]).toEqual([
      100, 100, 250,
    ]);
    expect(await worth(2, "2025-02-01")).toBe(100);
  });
});

describe("a campaign and people that a later import tells", () => {
  const hours = { timezone: "Asia/Tokyo" };
  const imports: Rows[] = [
    {
      people: [{ person_id: "known", name: "Known" }],
      campaigns: [{ campaign_id: "known", name: "Known" }],
      leads: [
        { lead_id: "campaign", created_at: "2025-01-06T12:00:00Z", campaign_id: "fair" },
        { lead_id: "creator", created_at: "2025-01-06T12:00:00Z", created_by: "ann", owner_id: "ann" },
      ],
      activities: [
        {
          ...{ activity_id: "a", type: "call", direction: "outbound", lead_id: "creator" },
          occurred_at: "2025-01-07T12:00:00Z",
        },
      ],
    },
    {
      people: [{ person_id: "ann", name: "Ann", role: "marketer", ...hours }],
      campaigns: [
        { campaign_id: "fair", name: "Fair", origin: "sales", starts_on: "2025-01-01", ends_on: "2025-01-31" },
      ],
    },
  ];
  const range = { from: "2025-01-01", to: "2025-02-01" };
  const asked: readonly Omit<Question, "range">[] = [
    { kpi: "lead_origin", by: ["origin"] },
    { kpi: "response_time", variant: "working" },
    { kpi: "cost_per_lead", variant: "lifetime", by: ["campaign"] },
  ];

  it("are unknown as of before it: where their leads came from, when their people work, when the campaign ran", async () => {
    await using whole = await companyOf(exampleConfig, imports);
    await using then = await companyOf(exampleConfig, imports.slice(0, 1));
    for (const one of asked) {
      const question = { ...one, range, asOf: asOfImport(0) };
      expect(said(await whole.asker.answer(question)), one.kpi).toEqual(said(await then.asker.answer(question)));
    }
    const { total } = await whole.asker.answer({ kpi: "lead_origin", range, asOf: asOfImport(1) });
    expect(total.more).toMatchObject({ marketing: 1, sales: 1, unknown: 0 });
  });
});
