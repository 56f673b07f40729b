/** Facts brought up to date for the records that changed, and for those whose facts stand on theirs; the rest stays as it is. */
import { instant, join, name, quoted, type Runner, type Sql, sql, type Transactor } from "../sql/index.ts";
import { narrowActivities, readActivities } from "./activity-rows.ts";
import { buildFacts, mergeSteps, recordSteps, workSteps } from "./build.ts";
import { asOf, type FactsContext, fact } from "./context.ts";
import { buildHorizons } from "./horizons.ts";
import { mergedKinds } from "./merges.ts";
import { buildOrganisation, buildWorkCalendars, buildWorkDays, workCovered } from "./organisation.ts";
import { buildSpend, extendSpend } from "./spend.ts";

/** What a batch left behind: `changed_records(kind, no)` and `changed_tables(name)` of the same session. */
const ofAll = ["people", "campaigns", "fx_rates"];

/** What teams and costs are computed from. */
const ground = { organisation: ["people", "teams", "memberships"], spend: ["campaigns", "spend"] } as const;

/** Facts of one record, by how they name it. */
const ofLeads = ["lead_core", "leads", "lead_stocks", "lead_owner_spans"];
const ofOpportunities = [
  "opportunity_core",
  "opportunities",
  "opportunity_stocks",
  "opportunity_owner_spans",
  "amount_spans",
  "currency_spans",
];
const ofBoth = ["stage_visits", "closings", "reaches", "revisits", "stays"];

const names = (runner: Runner): Promise<readonly string[]> =>
  runner.rows(sql`select name from changed_tables`).then((rows) => rows.map((row) => String(row.name)));

/**
 * What earlier batches told only after the facts' as-of `from` and by `to` (epoch milliseconds) changes the facts as well, though the last
 * batch is silent about it: plans and attendees, which do not move the watermark. All else that does not is looked up anew.
 */
export const addKnownSince = async (runner: Runner, from: number, to: number): Promise<void> => {
  const since = sql`recorded_at > ${instant(from)} and recorded_at <= ${instant(to)}`;
  await runner.run(sql`create or replace temp table known_since as select activity_no, lead_no, opportunity_no from activities where ${since}
    union select activity_no, lead_no, opportunity_no from activities where activity_no in (select activity_no from activity_attendees where ${since})`);
  await runner.run(sql`insert into changed_records select 'activity', activity_no from known_since
    union all select 'lead', lead_no from known_since where lead_no is not null
    union all select 'opportunity', opportunity_no from known_since where opportunity_no is not null`);
  await runner.run(sql`drop table known_since`);
};

/** Whether earlier batches told of people or campaigns that are known only since the facts' as-of `from`. */
const areKnownSince = async (runner: Runner, from: number, to: number): Promise<boolean> => {
  const since = sql`recorded_at > ${instant(from)} and recorded_at <= ${instant(to)}`;
  const [found] = await runner.rows(
    sql`select exists (select 1 from people where ${since}) or exists (select 1 from campaigns where ${since}) as any_of_them`,
  );
  return found?.any_of_them === true;
};

/** Leads and opportunities as one number each: leads are even. */
const both = (no: Sql, object: Sql): Sql => sql`${no}::bigint * 2 + ${object}`;
const [lead, opportunity] = [sql`0`, sql`1`];

/** What stands on what: merged records, leads and their opportunities, as the data has it and as the facts have had it. */
const linksOf = (current: FactsContext): Sql => sql`
  select ${both(sql`lead_no`, lead)} as one, ${both(sql`merged_into_no`, lead)} as other from leads where merged_into_no is not null
  union all select ${both(sql`opportunity_no`, opportunity)}, ${both(sql`merged_into_no`, opportunity)} from opportunities where merged_into_no is not null
  union all select ${both(sql`member_no`, sql`object`)}, ${both(sql`root_no`, sql`object`)} from ${fact(current, "merge_members")}
  union all select ${both(sql`lead_no`, lead)}, ${both(sql`opportunity_no`, opportunity)} from leads where opportunity_no is not null
  union all select ${both(sql`no`, lead)}, ${both(sql`opportunity_no`, opportunity)} from ${fact(current, "lead_core")} where opportunity_no is not null`;

/** The records to compute: the changed ones `(kind, no)`, those merged with them, those linked to them. How many leads and opportunities. */
export const scopeOf = async (
  runner: Runner,
  delta: FactsContext,
  current: FactsContext,
  changed: Sql,
): Promise<number> => {
  const [scope, links] = [fact(delta, "scope"), fact(delta, "links")];
  const make = (table: string, rows: Sql): Promise<void> =>
    runner.run(sql`create or replace table ${fact(delta, table)} as ${rows}`);
  const size = async (): Promise<number> =>
    Number((await runner.rows(sql`select count(*) as n from ${scope}`))[0]?.n ?? 0);
  const answered = sql`responses where response_no in (select no from ${changed} where kind = 'response')`;
  await make("links", linksOf(current));
  await make(
    "scope",
    sql`select distinct id from (
      select ${both(sql`no`, sql`(kind = 'opportunity')::bigint`)} as id from ${changed} where kind in ('lead', 'opportunity')
      union all select ${both(sql`lead_no`, lead)} from ${answered} union all select ${both(sql`opportunity_no`, opportunity)} from ${answered}
    ) where id is not null`,
  );
  let count = await size();
  for (let before = -1; count !== before; ) {
    before = count;
    await runner.run(sql`insert into ${scope} select distinct id from (
      select other as id from ${links} where one in (select id from ${scope}) union all select one from ${links} where other in (select id from ${scope})
    ) where id not in (select id from ${scope})`);
    count = await size();
  }
  const ofKind = (object: Sql): Sql => sql`select (id // 2)::integer as no from ${scope} where id % 2 = ${object}`;
  await make("scope_lead", ofKind(lead));
  await make("scope_opportunity", ofKind(opportunity));
  await make("scope_activity", sql`select distinct no from ${changed} where kind = 'activity' and no is not null`);
  await readActivities(runner, delta);
  return count;
};

/** Computes the facts of the scope. */
export const computeScope = async (runner: Runner, scope: FactsContext): Promise<void> => {
  for (const step of mergeSteps) await step(runner, scope);
  // Of few records hardly any are merged: what joins those is not even planned.
  const delta = { ...scope, uses: { ...scope.uses, merged: await mergedKinds(runner, scope) } };
  for (const step of recordSteps) await step(runner, delta);
  await narrowActivities(runner, delta);
  for (const step of workSteps) await step(runner, delta);
};

/** By table, which rows of the facts as they are belong to the scope, and are computed anew. */
export const scopedRows = (delta: FactsContext): readonly (readonly [table: string, gone: Sql])[] => {
  const leads = sql`(select no from ${fact(delta, "scope_lead")})`;
  const opportunities = sql`(select no from ${fact(delta, "scope_opportunity")})`;
  const activities = sql`(select no from ${fact(delta, "scope_activity")} union all select no from ${fact(delta, "activities")})`;
  const either = (column: Sql): Sql => sql`${both(column, sql`object`)} in (select id from ${fact(delta, "scope")})`;
  return [
    ...ofLeads.map((table) => [table, sql`no in ${leads}`] as const),
    ...ofOpportunities.map((table) => [table, sql`no in ${opportunities}`] as const),
    ...ofBoth.map((table) => [table, either(sql`no`)] as const),
    ["merge_members", either(sql`member_no`)],
    ["attendances", sql`no in ${activities}`],
    ["activities", sql`no in ${activities}`],
    ["drawn_activities", sql`no in ${activities}`],
    [
      "responses",
      sql`(lead_no in ${leads} or opportunity_no in ${opportunities} or no in (select no from ${fact(delta, "responses")}))`,
    ],
  ];
};

/** Teams, the calendar and costs: computed anew where anything of them was told, else as far as time adds to them. */
const renewGround = async (
  runner: Runner,
  context: FactsContext,
  before: number,
  changed: readonly string[],
): Promise<void> => {
  const since = sql`recorded_at > ${instant(before)} and recorded_at <= ${asOf(context)}`;
  const isTold = (tables: readonly string[]): Sql =>
    tables.some((table) => changed.includes(table))
      ? sql`true`
      : join(
          [
            ...tables.map((table) => sql`exists (select 1 from ${name(table)} where ${since})`),
            sql`exists (select 1 from field_versions where table_name in (${join(tables.map(quoted), ", ")}) and ${since})`,
          ],
          " or ",
        );
  const [told] = await runner.rows(
    sql`select ${isTold(ground.organisation)} as organisation, ${isTold(ground.spend)} as spend`,
  );
  if (told?.organisation === true) await buildOrganisation(runner, context);
  await buildWorkDays(runner, context);
  if (told?.spend === true) await buildSpend(runner, context);
  else await extendSpend(runner, context, before);
};

/** In memory: nobody needs it once it is over, so none of it is written to the warehouse or its log. */
const scratch = name("memory.facts_delta");

/** Takes away what a refresh computed beside the facts. */
export const dropDifference = (runner: Runner): Promise<void> =>
  runner.run(sql`drop schema if exists ${scratch} cascade`);

/** What a refresh replaces: of the facts in one schema the rows that are `gone`, by those in another. */
export interface Replacing {
  readonly facts: string;
  readonly instead: string;
  readonly gone: ReturnType<typeof scopedRows>;
  readonly replace: () => Promise<void>;
}

/** Rows of the scope out, the computed ones in: at once, as each commit by itself has the log written and what is in it brought into the file. */
const replace = (runner: Transactor, current: FactsContext, delta: FactsContext): Promise<void> =>
  runner.transaction(async () => {
    for (const [table, gone] of scopedRows(delta)) {
      await runner.run(sql`delete from ${fact(current, table)} where ${gone}`);
      await runner.run(sql`insert into ${fact(current, table)} select * from ${fact(delta, table)}`);
    }
    await buildHorizons(runner, current);
  });

/**
 * Brings the facts in the context's schema from `before` (their as-of) to the context's as-of. Returns whether only changed records
 * were computed: changes to people, campaigns or rates reach too far, and are answered by a build of everything. `around` replaces.
 */
export const refreshFacts = async (
  runner: Transactor,
  context: FactsContext,
  before: number,
  upToShare = 1 / 3,
  around: (what: Replacing) => Promise<void> = ({ replace }) => replace(),
): Promise<boolean> => {
  const tables = await names(runner);
  const build = async (): Promise<boolean> => {
    await buildFacts(runner, context);
    return false;
  };
  if (tables.some((table) => ofAll.includes(table)) || (await areKnownSince(runner, before, context.asOf)))
    return build();
  // Stored working time is counted from the day of the earliest lead: an earlier one moves the origin of all.
  const work = await workCovered(runner, context);
  if (!work.begins) return build();
  await dropDifference(runner);
  await runner.run(sql`create schema ${scratch}`);
  const [where] = await runner.rows(
    sql`select current_database() as name, (select count(*) from leads) + (select count(*) from opportunities) as n`,
  );
  const current: FactsContext = { ...context, schema: `${String(where?.name)}.${context.schema}` };
  const delta: FactsContext = { ...context, schema: "memory.facts_delta", scope: "changed", within: current.schema };
  // Beyond a part of all records a build is cheaper than the difference.
  if ((await scopeOf(runner, delta, current, sql`changed_records`)) > Number(where?.n ?? 0) * upToShare) {
    await dropDifference(runner);
    return build();
  }
  if (!work.ends) await buildWorkCalendars(runner, context);
  await renewGround(runner, context, before, tables);
  await computeScope(runner, delta);
  await around({
    facts: current.schema,
    instead: delta.schema,
    gone: scopedRows(delta),
    replace: () => replace(runner, current, delta),
  });
  await dropDifference(runner);
  return true;
};
