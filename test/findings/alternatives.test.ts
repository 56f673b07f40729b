import { describe, expect, it } from "vitest";
import { type AlternativeId, alternatives, contextAt, underAlternative } from "../../src/facts/index.ts";
import { catalogue } from "../../src/kpis/index.ts";
import { type Answer, createAsker, lookupsOf } from "../../src/query/index.ts";
import { sql } from "../../src/sql/index.ts";
import { differences } from "../agreement.ts";
import { type Company, company } from "../engine.ts";
import { askOracle } from "../oracle/index.ts";
import { randomWorld } from "../worlds/random.ts";
import { type Cells, rowsOf, type World } from "../worlds/world.ts";
import { foundIn } from "./found.ts";

const range = { from: "2024-02-01", to: "2025-02-01" };
const dayMs = 86_400_000;
/** What no made-up record moves on. */
const expected = "2024-12-20";

const momentOf = (text = ""): number =>
  Date.parse(/[zZ]|[+-]\d\d:?\d\d$/.test(text) || text.length <= 10 ? text : `${text}Z`);

/** A made-up company in which everything is wrong that can be otherwise. */
const troubled = (seed: number): World => {
  const world = randomWorld(seed);
  const latest = new Map<string, number>();
  for (const { subject_id = "", changed_at } of rowsOf(world, "stage_changes"))
    latest.set(subject_id, Math.max(latest.get(subject_id) ?? 0, momentOf(changed_at)));
  const isQuiet = ({ opportunity_id = "", created_at, merged_into }: Cells): boolean =>
    Math.max(latest.get(opportunity_id) ?? 0, momentOf(created_at)) < Date.parse(expected) - 2 * dayMs &&
    (merged_into ?? "") === "";
  const into = new Set(rowsOf(world, "opportunities").map((row) => row.merged_into));
  return {
    ...world,
    tables: {
      ...world.tables,
      leads: rowsOf(world, "leads").map((row, index) => ({
        ...row,
        email: index % 4 === 0 ? "" : `p${index % 12}@example.com`,
      })),
      opportunities: rowsOf(world, "opportunities").map((row) =>
        isQuiet(row) && !into.has(row.opportunity_id) ? { ...row, expected_close_on: expected } : row,
      ),
      value_changes: rowsOf(world, "value_changes").filter(({ field }) => field !== "expected_close_on"),
      activities: rowsOf(world, "activities").map((row, index) =>
        index % 5 !== 0 ||
        (row.status ?? "completed") !== "completed" ||
        (row.recorded_at ?? "") !== "" ||
        !Number.isFinite(momentOf(row.occurred_at))
          ? row
          : { ...row, recorded_at: new Date(momentOf(row.occurred_at) + 20 * dayMs).toISOString() },
      ),
    },
  };
};

/** The records found, and what the company's files would say if they were others: told again, row by row. */
const retold: Readonly<
  Record<
    string,
    {
      readonly code: string;
      readonly tell: (world: World, ids: ReadonlySet<string>, first: ReadonlyMap<string, string>) => World;
    }
  >
> = {
  lost_when_expected: {
    code: "past_expected_close",
    tell: (world, ids) => {
      const first = world.config.pipelines[0];
      const at = (zone: string) => {
        // The last second of that date on the report's clock.
        const utc = Date.parse(`${expected}T23:59:59Z`);
        const shown = new Date(utc).toLocaleString("sv-SE", { timeZone: zone }).replace(" ", "T");
        return new Date(utc - (Date.parse(`${shown}Z`) - utc)).toISOString();
      };
      const changes = rowsOf(world, "opportunities")
        .filter(({ opportunity_id = "" }) => ids.has(opportunity_id))
        .map(({ opportunity_id = "", pipeline_id, stage }): Cells => {
          const stages = (world.config.pipelines.find(({ id }) => id === pipeline_id) ?? first)?.stages ?? [];
          const lost = stages.find(({ category }) => category === "lost")?.id ?? "";
          const start = stages.find(({ of, category }) => of === "opportunity" && category === "open")?.id ?? "";
          return {
            subject_type: "opportunity",
            subject_id: opportunity_id,
            stage: lost,
            from_stage: stage === undefined || stage === "" ? start : stage,
            changed_at: at(world.config.timezone),
          };
        });
      return { ...world, tables: { ...world.tables, stage_changes: [...rowsOf(world, "stage_changes"), ...changes] } };
    },
  },
  counted_once: {
    code: "possible_duplicates",
    tell: (world, ids, first) => ({
      ...world,
      tables: {
        ...world.tables,
        leads: rowsOf(world, "leads").map((row) =>
          ids.has(row.lead_id ?? "") ? { ...row, merged_into: first.get(row.lead_id ?? "") ?? "", merged_at: "" } : row,
        ),
      },
    }),
  },
  not_happened: {
    code: "back_dated_activities",
    tell: (world, ids) => ({
      ...world,
      tables: {
        ...world.tables,
        activities: rowsOf(world, "activities").filter(({ activity_id = "" }) => !ids.has(activity_id)),
      },
    }),
  },
  all_negative: {
    code: "response_unclassified",
    tell: (world, ids) => ({
      ...world,
      tables: {
        ...world.tables,
        responses: rowsOf(world, "responses").map((row) =>
          ids.has(row.response_id ?? "") ? { ...row, sentiment: "negative" } : row,
        ),
      },
    }),
  },
};

/** Every KPI's default as it would be, by the engine. */
const answersUnder = async ({ session, asker }: Company, id: AlternativeId): Promise<readonly Answer[]> => {
  const { config, watermark } = asker;
  const lookups = await lookupsOf({ runner: session, config, watermark, factsAt: async () => "facts" });
  const context = await contextAt(session, config, watermark, "facts");
  return underAlternative(session, context, alternatives[id], async (schema) => {
    const other = await createAsker({
      runner: session,
      config,
      catalogue,
      watermark,
      factsAt: async () => schema,
      lookups,
    });
    const answers: Answer[] = [];
    for (const { id: kpi } of catalogue)
      if (kpi !== "goal_attainment") answers.push(await other.answer({ kpi, range }));
    return answers;
  });
};

const seeds = (process.env.SEEDS ?? "1,2").split(",").map(Number);

describe.each(seeds)("in a company made from seed %i", (seed) => {
  it.each(Object.keys(retold) as AlternativeId[])(
    "facts under %s give what loops over files told so give, on every KPI",
    async (id) => {
      const world = troubled(seed);
      await using built = await company(world.config, world.tables);
      const { code, tell } = retold[id] ?? { code: "", tell: () => world };
      const found = (await foundIn(built)).get(code)?.filter(({ table }) => table !== "accounts") ?? [];
      expect(found.length).toBeGreaterThan(0);
      const ids = new Set(found.map(({ record }) => record));
      const first = new Map(found.map(({ record, reason }) => [record, /as lead (\S+),/.exec(reason)?.[1] ?? ""]));
      const other = tell(world, ids, first);
      const asOf = new Date(built.asker.watermark).toISOString();
      for (const answer of await answersUnder(built, id)) {
        const question = { kpi: answer.kpi, range, asOf };
        expect(differences(answer, askOracle(other, question)), answer.kpi).toEqual([]);
      }
      // Nothing of it stays.
      const left = await built.session.rows(
        sql`select schema_name from information_schema.schemata where schema_name like 'alternative%'`,
      );
      expect(left).toEqual([]);
      const views = await built.session.rows(
        sql`select table_name from information_schema.tables where table_catalog = 'temp' and table_type = 'VIEW'`,
      );
      expect(views).toEqual([]);
    },
  );
});
