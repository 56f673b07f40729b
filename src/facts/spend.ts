/** What campaigns cost, day by day: the spend known, or the budget spread over its days where no spend is known. */
import { type Runner, type Sql, sql } from "../sql/index.ts";
import { asOf, type FactsContext, fact, localDay, startOfDay } from "./context.ts";
import { currencyOf, isStale, joinRate, priced, pricedPart } from "./money.ts";

/** The last date that has begun by the as-of: a day's part is a fact from its midnight on. Looked up for three days, not for every row. */
const lastDay = (context: FactsContext): Sql => {
  const local = localDay(context, asOf(context));
  return sql`select max(day) from (select unnest([${local} - 1, ${local}, ${local} + 1]) as day) where ${startOfDay(context, sql`day`)} <= ${asOf(context)}`;
};

/** `spend` and `budgets`: `(campaign_no, day, amount, is_priced, from_budget, ...)`; a row without a day is a budget without dates. */
export const buildSpend = async (runner: Runner, context: FactsContext): Promise<void> => {
  const versioned = context.uses.versionedTables.has("campaigns");
  const budget = versioned
    ? sql`case when v.no is not null then try_cast(v.value as decimal(18,4)) else c.budget end`
    : sql`c.budget`;
  const versions = sql`left join (select no, arg_max(struct_pack(v := value), struct_pack(r := recorded_at, b := batch)).v as value
      from field_versions where table_name = 'campaigns' and field = 'budget' and recorded_at <= ${asOf(context)} group by no) v on v.no = c.campaign_no`;
  const begun = sql`(${lastDay(context)})`;
  await runner.run(sql`create or replace table ${fact(context, "budgets")} as
    with known as (
      select c.campaign_no, ${budget} as budget, c.currency, c.starts_on, c.ends_on
      from campaigns c ${versioned ? versions : sql``} where c.recorded_at <= ${asOf(context)}
    ),
    days as (
      select k.*, d.day::date as day, k.budget::double / (k.ends_on - k.starts_on + 1) as part
      from known k, unnest(generate_series(k.starts_on, k.ends_on, interval 1 day)) as d(day)
      where k.budget is not null and k.starts_on is not null and k.ends_on is not null and k.starts_on <= k.ends_on
    )
    select d.campaign_no, d.day, ${pricedPart(context, "fx", sql`d.part`, currencyOf(context, sql`d.currency`))} as amount, ${isStale(context, "fx", currencyOf(context, sql`d.currency`), sql`d.day`)} as is_stale, 'budget' as kind
    from days d ${joinRate(context, "fx", currencyOf(context, sql`d.currency`), sql`d.day`)} where d.day <= ${begun}
    union all
    select campaign_no, null, null, false, 'no_dates' from known where budget is not null and (starts_on is null or ends_on is null or starts_on > ends_on)`);
  await runner.run(sql`create or replace table ${fact(context, "spend")} as
    with known as (
      select * from spend where recorded_at <= ${asOf(context)} and spent_on <= ${begun}
    )
    select k.campaign_no, k.spent_on as day, ${priced(context, "fx", sql`k.amount`, currencyOf(context, sql`k.currency`))} as amount, ${isStale(context, "fx", currencyOf(context, sql`k.currency`), sql`k.spent_on`)} as is_stale, 'spend' as kind
    from known k ${joinRate(context, "fx", currencyOf(context, sql`k.currency`), sql`k.spent_on`)}
    union all
    select campaign_no, day, amount, is_stale, kind from ${fact(context, "budgets")} where campaign_no not in (select campaign_no from known)
    order by 2`);
};
