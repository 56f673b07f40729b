/** Amounts in the workspace currency: at the rate of a day, or of the last day before it that has one. */
import { name, quoted, type Sql, sql } from "../sql/index.ts";
import { type FactsContext, fact } from "./context.ts";

/** A rate older than this is used, and said. */
const staleAfterDays = 92;

const own = (context: FactsContext): Sql => quoted(context.config.currency);

/** `rates(currency, rate_on, rate)`, the workspace's own currency left out: it is 1 to itself. */
export const buildRates = (context: FactsContext): Sql =>
  sql`create or replace table ${fact(context, "rates")} as
    select currency, rate_on, rate from fx_rates where currency <> ${own(context)} and rate > 0 order by currency, rate_on`;

/** Finds the rate on or before `day`. `alias.rate` is null where there is none. */
export const joinRate = (context: FactsContext, alias: string, currency: Sql, day: Sql): Sql =>
  sql`asof left join ${fact(context, "rates")} ${name(alias)} on ${name(alias)}.currency = ${currency} and ${name(alias)}.rate_on <= ${day}`;

/** `rate_days(currency, day, rate, rate_on)`: the rate in force on every day from the first to the last, found by equality. */
export const buildRateDays = (context: FactsContext, from: Sql, to: Sql): Sql =>
  sql`create or replace table ${fact(context, "rate_days")} as
    select d.currency, d.day, r.rate, r.rate_on
    from (select c.currency, (${from} + g.i::integer)::date as day from (select distinct currency from ${fact(context, "rates")}) c, range(coalesce(${to} - ${from}, -1)::bigint + 1) g(i)) d
      asof join ${fact(context, "rates")} r on r.currency = d.currency and r.rate_on <= d.day`;

export const joinRateDay = (context: FactsContext, alias: string, currency: Sql, day: Sql): Sql =>
  sql`left join ${fact(context, "rate_days")} ${name(alias)} on ${name(alias)}.currency = ${currency} and ${name(alias)}.day = ${day}`;

const isOwn = (context: FactsContext, currency: Sql): Sql => sql`${currency} = ${own(context)}`;

/** A column without a currency means the workspace's; a history that does not say what was before means an unknown one. */
export const currencyOf = (context: FactsContext, column: Sql): Sql => sql`coalesce(${column}, ${own(context)})`;

const exchanged = (context: FactsContext, alias: string, amount: Sql, currency: Sql): Sql =>
  sql`case when ${isOwn(context, currency)} then ${amount}::double else ${amount}::double * ${name(alias)}.rate end`;

/** The priced amount, null where amount or rate are missing: counted, not priced. */
export const priced = (context: FactsContext, alias: string, amount: Sql, currency: Sql): Sql =>
  sql`cast(${exchanged(context, alias, amount, currency)} as decimal(28,8))`;

/** The same of a part of an amount that is summed up again: what a thousand parts lose stays far below what anybody counts in. */
export const pricedPart = (context: FactsContext, alias: string, part: Sql, currency: Sql): Sql =>
  sql`cast(${exchanged(context, alias, part, currency)} as decimal(38,10))`;

export const isStale = (context: FactsContext, alias: string, currency: Sql, day: Sql): Sql =>
  sql`coalesce(not ${isOwn(context, currency)} and ${day} - ${name(alias)}.rate_on > ${staleAfterDays}, false)`;
