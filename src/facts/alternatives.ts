/** How what was found could be otherwise: lost instead of open, once instead of twice, classified, left out. */
import { quoted, type Sql, sql } from "../sql/index.ts";
import type { Alternative } from "./alternative.ts";
import { overdueDeals, pushedDeals, staleDeals } from "./checks-deals.ts";
import { doubledLeads } from "./checks-leads.ts";
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

/** The first lost stage of the opportunity's pipeline, else of any. */
const lostStage = (context: FactsContext): Sql => {
  const first = (where: Sql): Sql =>
    sql`(select arg_min(p.stage_no, p.position) from ${fact(context, "process_stages")} p where p.object = 1 and p.category = ${code("lost")} and ${where})`;
  return sql`coalesce(${first(sql`p.pipeline_no = o.pipeline_no`)}, ${first(sql`true`)})`;
};

/** Opportunities `(no, at)` lost at an instant, or with their last move where that came later. */
const lost = (deals: (context: FactsContext) => Sql): Alternative => ({
  records: (context) => sql`select * from (
      select 'opportunity' as kind, d.no, least(greatest(d.at, v.moved_at + interval 1 second), ${asOf(context)}) as at, ${lostStage(context)} as to_no, o.stage_no as from_no
      from (${deals(context)}) d join ${fact(context, "opportunities")} o on o.no = d.no
        join (select no, max(entered_at) as moved_at from ${fact(context, "stage_visits")} where object = 1 group by no) v on v.no = d.no
    ) where to_no is not null`,
  tables: () => {
    // A record whose moves are only known from later imports goes on as those tell it.
    const told = sql`(select subject_no from stored_moves where subject_type = 'opportunity')`;
    const imported = sql`(select no from stored_versions where table_name = 'opportunities' and field = 'stage_no')`;
    const isImported = sql`a.no in ${imported} and a.no not in ${told}`;
    return {
      stage_changes: (
        stored,
      ) => sql`with stored_moves as (select * from ${stored}), stored_versions as (select * from ${sibling(stored, "field_versions")})
        select * from ${stored} union all by name
        select 'opportunity' as subject_type, a.no as subject_no, a.to_no as stage_no, a.at as changed_at, false as changed_at_date_only,
          case when a.from_no > 0 then a.from_no end as from_stage_no, a.at as recorded_at from alternative_records a where not (${isImported})`,
      field_versions: (
        stored,
      ) => sql`with stored_versions as (select * from ${stored}), stored_moves as (select * from ${sibling(stored, "stage_changes")})
        select * from ${stored} union all by name
        select 'opportunities' as table_name, a.no, 'stage_no' as field, a.to_no::varchar as value, a.at as recorded_at, 2147483647 as batch
        from alternative_records a where ${isImported}`,
    };
  },
});

/** Another stored table beside one. */
const sibling = (stored: Sql, table: string): Sql => ({
  chunks: [(stored.chunks[0] ?? "").replace(/[a-z_]+$/, table)],
  values: [],
});

const classified = (sentiment: "positive" | "negative"): Alternative => ({
  records: (context) =>
    sql`select 'response' as kind, no from ${fact(context, "responses")} where excluded is null and sentiment = 'unclassified'`,
  facts: {
    responses: (kept) =>
      sql`select * replace (case when no in ${others} then ${quoted(sentiment)} else sentiment end as sentiment) from ${kept}`,
  },
});

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
  leads_left_out: {
    records: (context) => sql`select 'lead' as kind, no from (${leadsWithoutSpend(context)})`,
    tables: (context) => {
      const joined = sql`(select member_no from ${fact(context, "merge_members")} where object = 0 and root_no in ${others})`;
      return {
        leads: (stored) => sql`select * from ${stored} where lead_no not in ${others} and lead_no not in ${joined}`,
      };
    },
  },
  not_happened: {
    records: (context) => sql`select 'activity' as kind, no from (${backDated(context)})`,
    tables: () => ({ activities: (stored) => sql`select * from ${stored} where activity_no not in ${others}` }),
  },
  all_positive: classified("positive"),
  all_negative: classified("negative"),
} as const satisfies Readonly<Record<string, Alternative>>;

export type AlternativeId = keyof typeof alternatives;
