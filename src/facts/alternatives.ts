/** How what was found could be otherwise: lost instead of open, once instead of twice, classified, left out. */
import { join, name, quoted, type Sql, sql } from "../sql/index.ts";
import type { Alternative } from "./alternative.ts";
import { today } from "./check.ts";
import { bulkMoves, overdueDeals, ownerless, pushedDeals, staleDeals } from "./checks-deals.ts";
import { doubledLeads } from "./checks-leads.ts";
import { conflicting, convertedEarly, datedOpen } from "./checks-times.ts";
import { backDated, leadsWithoutSpend } from "./checks-work.ts";
import { asOf, code, type FactsContext, fact, startOfDay } from "./context.ts";

const others = sql`(select no from alternative_records)`;

/** A later value of a column, as imports kept it, would hold over what is said here. */
const withoutVersions =
  (table: string, field: string) =>
  (stored: Sql): Sql =>
    sql`select * from ${stored} where not (table_name = ${quoted(table)} and field = ${quoted(field)} and no in ${others})`;

/** The last second of a local date. */
const endOf = (context: FactsContext, day: Sql): Sql =>
  sql`${startOfDay(context, sql`(${day} + 1)`)} - interval 1 second`;

/** The first stage of the outcome in the opportunity's pipeline, else in any. */
const stageOf = (context: FactsContext, outcome: "won" | "lost"): Sql => {
  const first = (where: Sql): Sql =>
    sql`(select arg_min(p.stage_no, p.position) from ${fact(context, "process_stages")} p where p.object = 1 and p.category = ${code(outcome)} and ${where})`;
  return sql`coalesce(${first(sql`p.pipeline_no = o.pipeline_no`)}, ${first(sql`true`)})`;
};

/** Records `(kind, no, at, to_no, from_no)` moved into a stage at an instant. */
const moved = (records: (context: FactsContext) => Sql): Alternative => ({
  records: (context) => sql`select * from (${records(context)}) where to_no is not null`,
  tables: () => {
    // A record whose moves are only known from later imports goes on as those tell it.
    const told = sql`(select (subject_type::varchar, subject_no) from stored_moves)`;
    const imported = sql`(select (table_name, no) from stored_versions where field = 'stage_no')`;
    const table = sql`case a.kind when 'lead' then 'leads' else 'opportunities' end`;
    const isImported = sql`((${table}, a.no) in ${imported} and (a.kind, a.no) not in ${told})`;
    return {
      stage_changes: (
        stored,
      ) => sql`with stored_moves as (select * from ${stored}), stored_versions as (select * from ${sibling(stored, "field_versions")})
        select * from ${stored} union all by name
        select a.kind as subject_type, a.no as subject_no, a.to_no as stage_no, a.at as changed_at, false as changed_at_date_only,
          case when a.from_no > 0 then a.from_no end as from_stage_no, a.at as recorded_at from alternative_records a where not ${isImported}`,
      field_versions: (
        stored,
      ) => sql`with stored_versions as (select * from ${stored}), stored_moves as (select * from ${sibling(stored, "stage_changes")})
        select * from ${stored} union all by name
        select ${table} as table_name, a.no, 'stage_no' as field, a.to_no::varchar as value, a.at as recorded_at, 2147483647 as batch
        from alternative_records a where ${isImported}`,
    };
  },
});

/** `(no, told_at)`: when an opportunity was last told to stand in a stage, be it the one in which it stood already. */
const lastTold = (context: FactsContext): Sql =>
  sql`select coalesce(m.root_no, s.subject_no) as no, max(s.changed_at) as told_at
    from stage_changes s left join ${fact(context, "merge_members")} m on m.object = 1 and m.member_no = s.subject_no
    where s.subject_type = 'opportunity' and s.changed_at <= ${asOf(context)} and s.recorded_at <= ${asOf(context)} group by 1`;

/** Opportunities `(no, at)` ended at an instant, or after the last that was told of their stages where that came later. */
const ended = (outcome: "won" | "lost", deals: (context: FactsContext) => Sql): Alternative =>
  moved(
    (
      context,
    ) => sql`select 'opportunity' as kind, d.no, least(greatest(d.at, v.moved_at + interval 1 second, t.told_at + interval 1 second), ${asOf(context)}) as at, ${stageOf(context, outcome)} as to_no, o.stage_no as from_no
      from (${deals(context)}) d join ${fact(context, "opportunities")} o on o.no = d.no
        join (select no, max(entered_at) as moved_at from ${fact(context, "stage_visits")} where object = 1 group by no) v on v.no = d.no
        left join (${lastTold(context)}) t on t.no = d.no`,
  );

const lost = (deals: (context: FactsContext) => Sql): Alternative => ended("lost", deals);

/** Another stored table beside one. */
const sibling = (stored: Sql, table: string): Sql => ({
  chunks: [(stored.chunks[0] ?? "").replace(/[a-z_]+$/, table)],
  values: [],
});

/** As if leads and opportunities, and what was merged into them, were not there. */
const leftOut = (records: (context: FactsContext) => Sql): Alternative => ({
  records,
  tables: (context) => {
    const gone = (kind: "lead" | "opportunity"): Sql => {
      const named = sql`select no from alternative_records where kind = ${quoted(kind)}`;
      const object = kind === "lead" ? sql`0` : sql`1`;
      return sql`(${named} union all select member_no from ${fact(context, "merge_members")} where object = ${object} and root_no in (${named}))`;
    };
    return {
      leads: (stored) => sql`select * from ${stored} where lead_no not in ${gone("lead")}`,
      opportunities: (stored) => sql`select * from ${stored} where opportunity_no not in ${gone("opportunity")}`,
    };
  },
});

const classified = (sentiment: "positive" | "negative"): Alternative => ({
  records: (context) =>
    sql`select 'response' as kind, no from ${fact(context, "responses")} where excluded is null and sentiment = 'unclassified'`,
  facts: {
    responses: (kept) =>
      sql`select * replace (case when no in ${others} then ${quoted(sentiment)} else sentiment end as sentiment) from ${kept}`,
  },
});

/** Opportunities in a stage that nobody declared, since they are known. */
const undeclared = (context: FactsContext): Sql =>
  sql`select no, created_at as at from ${fact(context, "opportunities")} where excluded is null and category = ${code("undeclared")}`;

/** Whose own stage is another than the last of their history: in that stage, since the as-of. */
const ownStage = (context: FactsContext): Sql =>
  join(
    (["lead", "opportunity"] as const).map(
      (
        kind,
      ) => sql`select ${quoted(kind)} as kind, c.no, ${asOf(context)} - interval 1 second as at, c.own_no as to_no, c.last_no as from_no
        from (${conflicting(context, kind)}) c`,
    ),
    " union all ",
  );

/** Facts of some records with other values in their columns; `a` is the record among those that would be others. */
const otherwise =
  (columns: Readonly<Record<string, Sql>>) =>
  (kept: Sql): Sql =>
    sql`select f.* replace (${join(
      Object.entries(columns).map(
        ([column, value]) => sql`case when a.no is null then f.${name(column)} else ${value} end as ${name(column)}`,
      ),
      ", ",
    )}) from ${kept} f left join alternative_records a on a.no = f.no`;

export const alternatives = {
  lost_when_expected: lost(
    (context) => sql`select no, ${endOf(context, sql`day`)} as at from (${overdueDeals(context)})`,
  ),
  lost_when_silent: lost(
    (context) => sql`select no, ${endOf(context, sql`last_day`)} as at from (${staleDeals(context)})`,
  ),
  lost_now: lost(
    (context) => sql`select no, ${asOf(context)} - interval 1 second as at from (${pushedDeals(context)})`,
  ),
  counted_once: {
    records: (context) => sql`select 'lead' as kind, no, first_no as to_no from (${doubledLeads(context)})`,
    tables: () => ({
      leads: (
        stored,
      ) => sql`select s.* replace (coalesce(a.to_no, s.merged_into_no) as merged_into_no, case when a.no is null then s.merged_at end as merged_at)
        from ${stored} s left join alternative_records a on a.no = s.lead_no`,
      field_versions: withoutVersions("leads", "merged_into_no"),
    }),
  },
  leads_left_out: leftOut((context) => sql`select 'lead' as kind, no from (${leadsWithoutSpend(context)})`),
  ownerless_left_out: leftOut(
    (context) => sql`select 'lead' as kind, no from (${ownerless(context, "leads")})
      union all select 'opportunity' as kind, no from (${ownerless(context, "opportunities")})`,
  ),
  moves_left_out: leftOut((context) => sql`select 'opportunity' as kind, no from (${bulkMoves(context)})`),
  not_happened: {
    records: (context) => sql`select 'activity' as kind, no from (${backDated(context)})`,
    tables: () => ({ activities: (stored) => sql`select * from ${stored} where activity_no not in ${others}` }),
  },
  lost_when_dated: lost((context) => sql`select no, closed_at as at from (${datedOpen(context)})`),
  undeclared_lost: ended("lost", undeclared),
  undeclared_won: ended("won", undeclared),
  own_stage_holds: moved(ownStage),
  times_swapped: {
    records: (context) =>
      sql`select 'opportunity' as kind, no from ${fact(context, "opportunities")} where excluded is null and cycle_days < 0`,
    facts: { opportunities: otherwise({ cycle_days: sql`abs(f.cycle_days)` }) },
  },
  closed_when_expected: {
    records: (
      context,
    ) => sql`select 'opportunity' as kind, o.no, u.expected_close_on as day, ${endOf(context, sql`u.expected_close_on`)} as at
      from ${fact(context, "opportunities")} o join opportunities u on u.opportunity_no = o.no
      where o.excluded is null and o.no_close_date and u.expected_close_on is not null and u.expected_close_on <= ${today(context)}`,
    facts: {
      opportunities: otherwise({
        closed_at: sql`a.at`,
        closed_day: sql`a.day`,
        closed_date_only: sql`true`,
        cycle_days: sql`a.day - f.created_day`,
        no_close_date: sql`false`,
        is_born_closed: sql`false`,
      }),
    },
  },
  created_when_touched: {
    records: (context) =>
      sql`select 'lead' as kind, no from ${fact(context, "leads")} where excluded is null and first_touch_at < created_at and not is_touch_untimed`,
    facts: { leads: otherwise({ created_at: sql`f.first_touch_at`, created_work_s: sql`f.touch_work_s` }) },
  },
  qualified_when_converted: {
    records: (context) =>
      sql`select 'lead' as kind, no from ${fact(context, "leads")} where excluded is null and converted_unlinked`,
    facts: {
      leads: otherwise({ conversion_at: sql`f.converted_at`, link_at: sql`f.converted_at` }),
    },
  },
  early_conversions_left_out: {
    records: (context) => sql`select 'lead' as kind, no from (${convertedEarly(context)})`,
    facts: { leads: (kept) => sql`select * from ${kept} where no not in ${others}` },
  },
  all_positive: classified("positive"),
  all_negative: classified("negative"),
} as const satisfies Readonly<Record<string, Alternative>>;

export type AlternativeId = keyof typeof alternatives;
