/** What campaigns cost, day by day: the spend known, or the budget spread over its days where no spend is known. */
import { quoted, type Runner, type Sql, sql } from "../sql/index.ts";
import { asOf, type FactsContext, fact, localDay, startOfDay } from "./context.ts";
import { currencyOf, isStale, joinRate, priced, pricedPart } from "./money.ts";

/** The last date that has begun by the as-of: a day's part is a fact from its midnight on. Looked up for three days, not for every row. */
const lastDay = (context: FactsContext): Sql => {
  const local = localDay(context, asOf(context));
  return sql`(select max(day) from (select unnest([${local} - 1, ${local}, ${local} + 1]) as day) where ${startOfDay(context, sql`day`)} <= ${asOf(context)})`;
};

/** Days that have begun, or of these only those after `since`. */
const hasBegun = (context: FactsContext, day: Sql, since?: Sql): Sql =>
  sql`${day} <= ${lastDay(context)}${since === undefined ? sql`` : sql` and ${day} > ${since}`}`;

const knownBudgets = (context: FactsContext): Sql => {
  const versioned = context.uses.versionedTables.has("campaigns");
  const budget = versioned
    ? sql`case when v.no is not null then try_cast(v.value as decimal(18,4)) else c.budget end`
    : sql`c.budget`;
  const versions = sql`left join (select no, arg_max(struct_pack(v := value), struct_pack(r := recorded_at, b := batch)).v as value
      from field_versions where table_name = 'campaigns' and field = 'budget' and recorded_at <= ${asOf(context)} group by no) v on v.no = c.campaign_no`;
  return sql`select c.campaign_no, ${budget} as budget, c.currency, c.starts_on, c.ends_on
    from campaigns c ${versioned ? versions : sql``} where c.recorded_at <= ${asOf(context)}`;
};

const budgetDays = (context: FactsContext, since?: Sql): Sql => {
  const currency = currencyOf(context, sql`d.currency`);
  return sql`select d.campaign_no, d.day, ${pricedPart(context, "fx", sql`d.part`, currency)} as amount, ${isStale(context, "fx", currency, sql`d.day`)} as is_stale, 'budget' as kind, ${currency} as currency
    from (
      select k.*, d.day::date as day, k.budget::double / (k.ends_on - k.starts_on + 1) as part
      from (${knownBudgets(context)}) k, unnest(generate_series(k.starts_on, k.ends_on, interval 1 day)) as d(day)
      where k.budget is not null and k.starts_on is not null and k.ends_on is not null and k.starts_on <= k.ends_on
    ) d ${joinRate(context, "fx", currency, sql`d.day`)} where ${hasBegun(context, sql`d.day`, since)}`;
};

const knownSpend = (context: FactsContext, since?: Sql): Sql =>
  sql`select * from spend where recorded_at <= ${asOf(context)} and ${hasBegun(context, sql`spent_on`, since)}`;

const spendDays = (context: FactsContext, since?: Sql): Sql => {
  const currency = currencyOf(context, sql`k.currency`);
  const budgets = fact(context, "budgets");
  return sql`select k.campaign_no, k.spent_on as day, ${priced(context, "fx", sql`k.amount`, currency)} as amount, ${isStale(context, "fx", currency, sql`k.spent_on`)} as is_stale, 'spend' as kind, ${currency} as currency
    from (${knownSpend(context, since)}) k ${joinRate(context, "fx", currency, sql`k.spent_on`)}
    union all
    select campaign_no, day, amount, is_stale, kind, currency from ${budgets} where campaign_no not in (select campaign_no from (${knownSpend(context)}))${
      since === undefined ? sql`` : sql` and day > ${since}`
    }`;
};

/** `spend` and `budgets`: `(campaign_no, day, amount, is_stale, kind, currency)`, priced in the company's; a row without a day is a budget without dates. */
export const buildSpend = async (runner: Runner, context: FactsContext): Promise<void> => {
  await runner.run(sql`create or replace table ${fact(context, "budgets")} as
    ${budgetDays(context)}
    union all
    select campaign_no, null, null, false, 'no_dates', null from (${knownBudgets(context)}) where budget is not null and (starts_on is null or ends_on is null or starts_on > ends_on)`);
  await runner.run(sql`create or replace table ${fact(context, "spend")} as ${spendDays(context)} order by 2`);
};

/** Adds the days that begun since an earlier as-of, where nothing else of them was told in between. */
export const extendSpend = async (runner: Runner, context: FactsContext, before: number): Promise<void> => {
  const [days] = await runner.rows(
    sql`select ${lastDay({ ...context, asOf: before })}::varchar as former, ${lastDay(context)}::varchar as present`,
  );
  if (days?.former === days?.present) return;
  const since = sql`${quoted(String(days?.former))}::date`;
  const [budgets, spend] = [fact(context, "budgets"), fact(context, "spend")];
  await runner.run(sql`insert into ${budgets} ${budgetDays(context, since)}`);
  await runner.run(
    sql`delete from ${spend} where kind <> 'spend' and campaign_no in (select campaign_no from (${knownSpend(context, since)}))`,
  );
  await runner.run(sql`insert into ${spend} ${spendDays(context, since)}`);
};
