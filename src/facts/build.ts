/** All facts at one as-of, in the order in which they stand on each other. */
import { join, name, type Runner, type Sql, sql } from "../sql/index.ts";
import { buildActivities } from "./activities.ts";
import { buildClosings } from "./closings.ts";
import { type DataUses, type FactsContext, fact } from "./context.ts";
import { buildLeadCore, buildOpportunityCore } from "./cores.ts";
import { buildHorizons } from "./horizons.ts";
import { buildLeads } from "./leads.ts";
import { buildMerges } from "./merges.ts";
import { buildRates } from "./money.ts";
import { buildOpportunities } from "./opportunities.ts";
import { buildOrganisation, buildWorkCalendars, buildWorkDays } from "./organisation.ts";
import { buildProcess } from "./process.ts";
import { buildReaches } from "./reaches.ts";
import { buildResponses } from "./responses.ts";
import { buildSpans } from "./spans.ts";
import { buildSpend } from "./spend.ts";
import { buildStays } from "./stays.ts";
import { buildStocks } from "./stocks.ts";
import { buildKnown, buildUnits } from "./units.ts";
import { buildVisits } from "./visits.ts";

/** What occurs in the data at all. */
export const usesOf = async (runner: Runner): Promise<DataUses> => {
  const versioned = await runner.rows(sql`select distinct table_name from field_versions`);
  const [ids] = await runner.rows(
    sql`select count(*)::double as moves, count(change_id)::double as named from stage_changes`,
  );
  const ordered = await runner.rows(join(["leads", "opportunities"].map(orderOf), " union all "));
  const [begin] = await runner.rows(
    sql`select epoch_ms(least((select min(created_at) from leads), (select min(created_at) from opportunities), (select min(occurred_at) from activities)))::double as at`,
  );
  const moves = Number(ids?.moves ?? 0);
  const named = Number(ids?.named ?? 0);
  return {
    versionedTables: new Set(versioned.map((row) => String(row.table_name))),
    changeIds: named === moves ? "all" : named === 0 ? "none" : "some",
    latest: new Map(ordered.map((row) => [String(row.table_name), Number(row.known_at ?? Number.NaN)])),
    earliest: Number(begin?.at ?? 0),
    orderedTables: new Set(ordered.filter((row) => row.is_ordered === true).map((row) => String(row.table_name))),
  };
};

/** In order the groups in which rows are stored cover the time once, in any other order each group covers most of it. */
const orderOf = (
  table: string,
): Sql => sql`select ${table} as table_name, max(known)::double as known_at, sum(epoch_us(last) - epoch_us(first)) <= 3.0 * (epoch_us(max(last)) - epoch_us(min(first))) as is_ordered
  from (select min(created_at) as first, max(created_at) as last, ceil(epoch_us(max(greatest(created_at, recorded_at))) / 1000.0) as known from ${name(table)} group by rowid // 122880)`;

type Step = (runner: Runner, context: FactsContext) => Promise<unknown>;

/** What stands on the declarations, the organisation and the calendar. */
const groundSteps: readonly Step[] = [
  buildProcess,
  (runner, context) => runner.run(buildRates(context)),
  buildOrganisation,
  buildWorkCalendars,
  buildWorkDays,
  buildSpend,
];

/** Which records are one: what all else is computed by. */
export const mergeSteps: readonly Step[] = [buildKnown, buildMerges];

/** What is computed record by record, in the order in which one stands on the other. */
export const recordSteps: readonly Step[] = [
  buildUnits,
  buildSpans,
  buildVisits,
  buildClosings,
  buildOpportunityCore,
  buildLeadCore,
  buildReaches,
  buildOpportunities,
  buildLeads,
];

/** What stands on all of them. */
export const workSteps: readonly Step[] = [buildActivities, buildResponses, buildStays, buildStocks];

const steps: readonly Step[] = [...groundSteps, ...mergeSteps, ...recordSteps, ...workSteps, buildHorizons];

/** Builds every fact at the context's as-of into its schema; `onStep` hears what part is done. */
export const buildFacts = async (
  runner: Runner,
  context: FactsContext,
  onStep?: (done: number, of: number) => void,
): Promise<void> => {
  await runner.run(sql`create schema if not exists ${name(context.schema)}`);
  for (const [index, step] of steps.entries()) {
    await step(runner, context);
    onStep?.(index + 1, steps.length);
  }
  for (const table of ["known_leads", "known_opportunities", "lead_units", "opportunity_units"])
    await runner.run(sql`drop table if exists ${fact(context, table)}`);
};
