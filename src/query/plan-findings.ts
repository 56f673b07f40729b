/** What is wrong with goals and initiatives: plans of something that nobody can ask, of nobody, or of no days. */
import { hasFigure, type Kpi, type Measure } from "../kinds/index.ts";
import { join, name, quoted, type Sql, sql } from "../sql/index.ts";
import { dimensionsOf } from "./resolved.ts";

/** Whom a goal may be of beside the company, and where ids have their numbers: of records, and of whom records name. */
const homes = [
  { scope: "team", ids: sql`team_ids` },
  { scope: "person", ids: sql`person_ids` },
  { scope: "campaign", ids: sql`campaign_ids` },
] as const;

/** Whom a goal for it may be of. */
export const goalScopes = (measure: Measure): readonly string[] => {
  const takes = dimensionsOf(measure);
  return ["company", ...homes.map(({ scope }) => scope).filter((scope) => takes.includes(scope))];
};

/** `(kpi, variant, scopes, is_share, is_money, has_figure)` of everything that a goal can be set for; a share is a part of 1. */
const known = (catalogue: readonly Kpi[]): Sql =>
  sql`(values ${join(
    catalogue
      .filter(({ type }) => type !== "goal")
      .flatMap(({ id, variants, unit: own }) =>
        Object.entries(variants).map(([variant, { measure, unit = own }]) => {
          const isShare = unit === "ratio" || unit === "share";
          const is = (condition: boolean): Sql => (condition ? sql`true` : sql`false`);
          return sql`(${quoted(id)}, ${quoted(variant)}, ${quoted(goalScopes(measure).join(" "))}, ${is(isShare)}, ${is(unit === "money")}, ${is(hasFigure(measure))})`;
        }),
      ),
    ", ",
  )}) k(kpi, variant, scopes, is_share, is_money, has_figure)`;

/** Goals in their newest version that are not withdrawn. */
const goalsAs = (alias: string): Sql => sql`(select *, coalesce(nullif(variant, ''), 'default') as asked from (
    select *, row_number() over (partition by goal_id order by coalesce(version, 0) desc) as newest from goals) g
  where newest = 1 and deleted_at is null) ${name(alias)}`;

const goals = goalsAs("g");

const listed = sql`(${join(
  homes.map(({ scope, ids }) => sql`select ${quoted(scope)} as scope, id from ${ids}`),
  " union all ",
)}) s`;

/** `(code, table_name, record_id, value, reason)` of every goal and initiative that cannot be answered; `currency` is the workspace's. */
export const planFindings = (catalogue: readonly Kpi[], currency: string): Sql => {
  const kpis = known(catalogue);
  const row = (code: string, of: "goal" | "initiative", value: Sql, reason: string, from: Sql): Sql =>
    sql`select ${quoted(code)} as code, ${quoted(`${of}s`)} as table_name, ${of === "goal" ? sql`g.goal_id` : sql`g.initiative_id`} as record_id, ${value}::varchar as value, ${quoted(reason)} as reason from ${from}`;
  return join(
    [
      row(
        "unknown_kpi",
        "goal",
        sql`g.kpi`,
        "no KPI is called so, or none that a goal can be set for: the goal has no actual",
        sql`${goals} where g.kpi not in (select kpi from ${kpis})`,
      ),
      row(
        "unknown_kpi",
        "goal",
        sql`g.kpi || ' ' || g.asked`,
        "the KPI has no such variant: the goal has no actual",
        sql`${goals} where g.kpi in (select kpi from ${kpis}) and (g.kpi, g.asked) not in (select (kpi, variant) from ${kpis})`,
      ),
      row(
        "unknown_kpi",
        "goal",
        sql`g.kpi || ' ' || g.asked`,
        "the KPI is told stage by stage and has no figure of its own: the goal tells nothing",
        sql`${goals} join ${kpis} on k.kpi = g.kpi and k.variant = g.asked where not k.has_figure`,
      ),
      row(
        "goal_of_nobody",
        "goal",
        sql`concat_ws(' ', g.scope, g.scope_id)`,
        "no file brought whom the goal is of: it has no actual",
        sql`${goals} where g.scope <> 'company' and not exists (select 1 from ${listed} where s.scope = g.scope and s.id = g.scope_id)`,
      ),
      row(
        "goal_of_nobody",
        "goal",
        sql`g.kpi || ' by ' || g.scope`,
        "the KPI cannot be told for one of these: the goal has no actual",
        sql`${goals} join ${kpis} on k.kpi = g.kpi and k.variant = g.asked where not list_contains(string_split(k.scopes, ' '), g.scope)`,
      ),
      row(
        "goal_beyond_all",
        "goal",
        sql`g.target`,
        "a rate is a part of 1, and never more: the goal cannot be reached",
        sql`${goals} join ${kpis} on k.kpi = g.kpi and k.variant = g.asked where k.is_share and g.target > 1`,
      ),
      row(
        "goal_twice",
        "goal",
        sql`string_agg(h.goal_id, ', ' order by h.goal_id)`,
        "is not the only one for its figure on these days: beside the figure stands one of them alone",
        sql`${goals} join ${goalsAs("h")} on (h.kpi, h.asked, h.scope, h.starts_on, h.ends_on) = (g.kpi, g.asked, g.scope, g.starts_on, g.ends_on)
            and h.scope_id is not distinct from g.scope_id and h.goal_id <> g.goal_id group by g.goal_id`,
      ),
      row(
        "missing_rate",
        "goal",
        sql`g.currency`,
        "its target is money in a currency that has no rate on its first day or before: how much of it was reached is not known",
        sql`${goals} join ${kpis} on k.kpi = g.kpi and k.variant = g.asked where k.is_money and coalesce(g.currency, '') not in ('', ${quoted(currency)})
          and not exists (select 1 from fx_rates r where r.currency = g.currency and r.rate > 0 and r.rate_on <= g.starts_on)`,
      ),
      row(
        "ends_before_start",
        "goal",
        sql`g.starts_on || ' – ' || g.ends_on`,
        "ends before it starts: the goal is never in force",
        sql`${goals} where g.ends_on < g.starts_on`,
      ),
      row(
        "unknown_kpi",
        "initiative",
        sql`g.kpi`,
        "no KPI is called so: its effect cannot be told",
        sql`initiatives g where g.kpi not in (select kpi from ${kpis})`,
      ),
      row(
        "ends_before_start",
        "initiative",
        sql`g.starts_on || ' – ' || g.ends_on`,
        "ends before it starts: it never ran",
        sql`initiatives g where g.ends_on < g.starts_on`,
      ),
    ],
    " union all ",
  );
};
