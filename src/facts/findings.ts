/** What is wrong with records, not with rows: each finding names the record, and what it does to the figures. */
import { join, name, quoted, type Runner, type Sql, sql } from "../sql/index.ts";
import { type Check, dictionaries } from "./check.ts";
import { dealChecks } from "./checks-deals.ts";
import { leadChecks } from "./checks-leads.ts";
import { peopleChecks } from "./checks-people.ts";
import { processChecks } from "./checks-process.ts";
import { timeChecks } from "./checks-times.ts";
import { valueChecks } from "./checks-values.ts";
import { wholeChecks } from "./checks-whole.ts";
import { workChecks } from "./checks-work.ts";
import { asOf, type FactsContext, fact, localClock } from "./context.ts";

const mergedIntoUnknown = (context: FactsContext, kind: "lead" | "opportunity"): Sql => {
  const [table, object] = kind === "lead" ? (["leads", 0] as const) : (["opportunities", 1] as const);
  return sql`select f.no, null::varchar as value, 'merged into a record that is not known, or in a circle: stands alone' as reason
    from ${name(table)} t join ${fact(context, table)} f on f.no = t.${name(`${kind}_no`)}
    where f.excluded is null and t.merged_into_no is not null and coalesce(t.merged_at <= ${asOf(context)}, true)
      and f.no not in (select member_no from ${fact(context, "merge_members")} where object = ${object} and member_no <> root_no)`;
};

const checks: readonly Check[] = [
  ...processChecks,
  {
    code: "converted_without_opportunity",
    table: "leads",
    query: (
      context,
    ) => sql`select no, ${localClock(context, sql`converted_at`)} as value, 'converted, but no opportunity is known: in no numerator of the conversion' as reason
      from ${fact(context, "leads")} where excluded is null and converted_unlinked`,
  },
  ...(["lead", "opportunity"] as const).map(
    (kind): Check => ({
      code: "merged_into_unknown",
      table: kind === "lead" ? "leads" : "opportunities",
      query: (context) => mergedIntoUnknown(context, kind),
    }),
  ),
  {
    code: "missing_rate",
    table: "opportunities",
    query: (
      context,
    ) => sql`select o.no, u.currency as value, 'has an amount, but its currency has no rate for that day: counted, not priced' as reason
      from ${fact(context, "opportunities")} o join opportunities u on u.opportunity_no = o.no
      where o.excluded is null and u.amount is not null and coalesce(u.currency, '') not in ('', ${quoted(context.config.currency)}) and coalesce(o.closed_amount, o.present_amount) is null`,
  },
  {
    code: "missing_rate",
    table: "campaigns",
    query: (
      context,
    ) => sql`select campaign_no as no, count(distinct day) || case when count(distinct day) = 1 then ' day in ' else ' days in ' end || string_agg(distinct currency, ', ' order by currency) as value, 'costs something in a currency that has no rate for the day: counted, not priced' as reason
      from ${fact(context, "spend")} where day is not null and amount is null group by campaign_no`,
  },
  {
    code: "budget_without_dates",
    table: "campaigns",
    query: (context) =>
      sql`select campaign_no as no, null::varchar as value, 'has a budget but not both dates: counted, not priced' as reason from ${fact(context, "budgets")} where day is null`,
  },
  ...timeChecks,
  ...dealChecks,
  ...leadChecks,
  ...workChecks,
  ...peopleChecks,
];

/** The tables of which there is any record: of the others none can be wrong. */
export const tablesWithRecords = async (runner: Runner): Promise<ReadonlySet<string>> => {
  const rows = await runner.rows(
    join(
      Object.entries(dictionaries).map(
        ([table, ids]) => sql`select ${quoted(table)} as name where exists (select 1 from ${name(ids)})`,
      ),
      " union all ",
    ),
  );
  return new Set(rows.map((row) => String(row.name)));
};

/**
 * `(code, table_name, record_id, value, reason)` of every record with something wrong, and of the data as a whole without one, as known at the
 * context's as-of: a query for each check of these tables. All in one would hold what every one of them joins at once.
 */
export const recordFindings = (
  context: FactsContext,
  tables: ReadonlySet<string> = new Set(Object.keys(dictionaries)),
): readonly Sql[] => [
  ...checks
    .filter(({ table }) => tables.has(table))
    .map(
      ({
        code: word,
        table,
        query,
      }) => sql`select ${quoted(word)} as code, ${quoted(table)} as table_name, i.id as record_id, f.value, f.reason
      from (${query(context)}) f join ${name(dictionaries[table])} i on i.no = f.no`,
    ),
  ...[...wholeChecks, ...valueChecks]
    .filter(({ table }) => tables.has(table))
    .map(
      ({ code: word, table, query }) =>
        sql`select ${quoted(word)} as code, ${quoted(table)} as table_name, null::varchar as record_id, f.value, f.reason from (${query(context)}) f`,
    ),
];
