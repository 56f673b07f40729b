/** What stands where at the end of each unit: one row for each record and unit, with where, whose and how much. */
import { localDay } from "../facts/index.ts";
import { type Frame, fact, type StockMeasure } from "../kinds/index.ts";
import { dateOf, dayNumber } from "../model/day.ts";
import { localMidnight } from "../model/zone.ts";
import { and, day, instant, join, name, quoted, type Sql, sql, whole } from "../sql/index.ts";
import { amountCondition, filterCondition } from "./filters.ts";
import type { DateRange } from "./question.ts";
import { contextOf, distinct, list, type Selection, split } from "./select.ts";

/** The ends at which the stock is measured, one per unit: the date whose state it is, and the instant. */
export interface End {
  readonly unit: number;
  /** Exclusive local date. */
  readonly to: string;
}

const endsTable = (frame: Frame, ends: readonly End[]): Sql => {
  const rows = ends.map(({ unit, to }) => {
    const at = Math.min(localMidnight(dayNumber(to), frame.config.timezone), frame.asOf);
    const shown = Math.min(dayNumber(to) - 1, Math.floor((at - 1) / 86_400_000) + 1);
    const last =
      [shown, shown - 1, shown - 2].find((one) => localMidnight(one, frame.config.timezone) < at) ?? shown - 2;
    return sql`(${whole(unit)}, ${day(to)}, ${day(dateOf(last))}, ${instant(at)})`;
  });
  return sql`(values ${join(rows, ", ")}) e(unit, until, day, instant_at)`;
};

const stageKey = sql`case s.category when 6 then -3 when 7 then -2 when 8 then -1 else s.stage_no end as stage_no`;

const opportunities = (frame: Frame): Sql => sql`
  select 1::tinyint as object, s.no, ${stageKey}, s.stage_no as real_stage_no, s.category, s.owner_no as person_no, o.owner_now_no as now_no, s.amount as native, s.currency,
    s.from_day, s.to_day, s.entered_at, s.excluded, o.credited_campaign_no as campaign_no, o.account_no, o.type, o.pipeline_no, o.product, o.source, o.origin, o.attributes
  from ${fact(frame, "opportunity_stocks")} s join ${fact(frame, "opportunities")} o on o.no = s.no`;

const leads = (frame: Frame): Sql => sql`
  select 0::tinyint as object, s.no, ${stageKey}, s.stage_no as real_stage_no, s.category, s.owner_no as person_no, l.owner_now_no as now_no, null::decimal(18,4) as native, ${quoted(frame.config.currency)} as currency,
    s.from_day, s.to_day, s.entered_at, s.excluded, l.campaign_no, l.account_no, null::varchar as type, null::integer as pipeline_no, null::varchar as product, l.source, l.origin, l.attributes
  from ${fact(frame, "lead_stocks")} s join ${fact(frame, "leads")} l on l.no = s.no`;

/**
 * Leads that are not active: converted from the link or the conversion on; before that disqualified, while in a lost stage or from
 * the disqualification on.
 */
const inactiveLeads = (frame: Frame): Sql => {
  const local = (at: Sql): Sql => localDay(frame, at);
  const bucket = (key: number, from: Sql, to: Sql, source: Sql): Sql => sql`
    select 0::tinyint as object, l.no, ${whole(key)} as stage_no, -1 as real_stage_no, 0::tinyint as category, case when w.no is null then l.owner_now_no else w.value end as person_no, l.owner_now_no as now_no,
      null::decimal(18,4) as native, ${quoted(frame.config.currency)} as currency, ${local(sql`greatest(${from}, w.from_at)`)} as from_day, ${local(sql`least(${to}, w.to_at)`)} as to_day, ${from} as entered_at, l.excluded,
      l.campaign_no, l.account_no, null::varchar as type, null::integer as pipeline_no, null::varchar as product, l.source, l.origin, l.attributes
    from ${source} left join ${fact(frame, "lead_owner_spans")} w on w.no = l.no and (w.to_at is null or w.to_at > ${from}) and (w.from_at is null or ${to} is null or w.from_at < ${to})
    where (${to} is null or ${to} > ${from})`;
  const leads = sql`${fact(frame, "leads")} l`;
  const converted = sql`l.left_by_conversion_at`;
  const disqualified = sql`greatest(l.created_at, l.disqualified_at)`;
  const visits = sql`${leads} join ${fact(frame, "stage_visits")} v on v.object = 0 and v.no = l.no and v.category in (1, 2, 3, 5)`;
  return join(
    [
      bucket(-4, converted, sql`null::timestamp`, sql`(select * from ${leads} where ${converted} is not null) l`),
      bucket(
        -5,
        sql`greatest(v.entered_at, l.created_at)`,
        sql`least(v.left_at, l.disqualified_at, ${converted})`,
        visits,
      ),
      bucket(-5, disqualified, converted, sql`(select * from ${leads} where l.disqualified_at is not null) l`),
      bucket(
        -5,
        sql`l.created_at`,
        sql`least(l.disqualified_at, ${converted})`,
        sql`(select * from ${leads} where l.no_close_date) l`,
      ),
    ],
    " union all by name ",
  );
};

const spansOf = (frame: Frame, measure: StockMeasure): Sql => {
  if (measure.of === "opportunity") return opportunities(frame);
  if (measure.variant === "process") return sql`${leads(frame)} union all by name ${opportunities(frame)}`;
  if (measure.variant === "all") return sql`${leads(frame)} union all by name ${inactiveLeads(frame)}`;
  return leads(frame);
};

/** `r`: one row per record standing at each end, priced at the rate of that day, filtered. */
export const standingRows = (measure: StockMeasure, selection: Selection, ends: readonly End[]): Sql => {
  const { frame, resolved, membersOf } = selection;
  const own = quoted(frame.config.currency);
  const rows = sql`select r.*, cast(case when r.currency = ${own} then r.native::double else r.native::double * fx.rate end as decimal(28,8)) as amount,
      coalesce(r.currency <> ${own} and r.day - fx.rate_on > 92, false) as is_stale
    from (select s.*, e.unit, e.day, e.instant_at from (${spansOf(frame, measure)}) s
      join ${endsTable(frame, ends)} on s.from_day < e.until and (s.to_day is null or s.to_day >= e.until)) r
    asof left join ${fact(frame, "rates")} fx on fx.currency = r.currency and fx.rate_on <= r.day`;
  const context = contextOf(selection);
  const joins: Sql[] = [];
  const conditions: Sql[] = [];
  for (const filter of resolved.where) {
    if (filter.of === "amount") conditions.push(amountCondition(filter));
    else {
      if (filter.of.join !== undefined && filter.of.matches === undefined) joins.push(filter.of.join(context));
      conditions.push(filterCondition(filter.of, filter, membersOf(filter.of), context));
    }
  }
  return sql`(select r.* from (${rows}) r ${join(distinct(joins), " ")} where ${and(conditions)}) r`;
};

/** The chance of winning that was observed: of the closed opportunities that reached a stage, the share won. */
const chances = (frame: Frame): Sql => sql`(select x.stage_no, avg(case when o.is_won then 1.0 else 0.0 end) as chance
  from ${fact(frame, "reaches")} x join ${fact(frame, "opportunities")} o on o.no = x.no
  where x.object = 1 and x.stage_no is not null and o.excluded is null and o.category in (1, 2, 3) group by x.stage_no) chance`;

/** Why records that would stand there do not count. */
export const stockReasons = ["merged", "test", "deleted", "void"] as const;

const counts = (r: Sql): Sql => sql`count(*) filter (r.excluded is null and ${r})`;
const ageInDays = sql`((epoch_us(r.instant_at) - epoch_us(r.entered_at)) / 86400000000.0)`;
/** What the total counts: open stages, and the unknown. */
const isTotalled = sql`r.category in (0, 7)`;
const stands = sql`r.excluded is null`;

export const stockAggregates = list([
  sql`${counts(sql`true`)} as n, count(r.amount) filter (${stands}) as priced, sum(r.amount) filter (${stands})::double as money`,
  sql`count(*) filter (${stands} and r.is_stale) as stale, ${counts(isTotalled)} as counted`,
  sql`count(r.amount) filter (${stands} and ${isTotalled}) as counted_priced, sum(r.amount) filter (${stands} and ${isTotalled})::double as counted_money`,
  sql`${counts(sql`r.category = 4`)} as hold, ${counts(sql`r.category = 6`)} as undeclared`,
  sql`sum(r.amount::double * chance.chance) filter (${stands})::double as weighted`,
  sql`sum(${ageInDays}) filter (${stands}) as age, sum(${ageInDays}) filter (${stands} and ${isTotalled}) as counted_age`,
  ...stockReasons.map((reason) => sql`count(*) filter (r.excluded = ${reason}) as ${name(`out_${reason}`)}`),
]);

export const stockStatement = (
  measure: StockMeasure,
  selection: Selection,
  ends: readonly End[],
  isSplit: boolean,
): Sql => {
  const source = sql`${standingRows(measure, selection, ends)} left join ${chances(selection.frame)} on chance.stage_no = r.real_stage_no`;
  if (!isSplit) return sql`select 0 as unit, ${stockAggregates} from ${source}`;
  const { joins, keys } = split(selection);
  const named = list([
    sql`r.unit as unit`,
    ...keys.map((key, index) => sql`${key} as ${{ chunks: [`k${index}`], values: [] }}`),
  ]);
  const grouped = list([whole(1), ...keys.map((_, index) => whole(index + 2))]);
  return sql`select ${named}, ${stockAggregates} from ${source} ${joins} group by ${grouped}`;
};

export const endsOf = (selection: Selection): readonly End[] =>
  selection.buckets === null
    ? [{ unit: 0, to: selection.frame.range.to }]
    : selection.buckets.units.map((unit, index) => ({ unit: index, to: unit.clippedEnd }));

export const endOf = (range: DateRange): readonly End[] => [{ unit: 0, to: range.to }];
