/** Where records stood and for how long, a row for each place: opportunities, leads, and leads that are no longer active. */
import { localDay, meets } from "../facts/index.ts";
import { type Frame, fact, type StockMeasure } from "../kinds/index.ts";
import { join, quoted, type Sql, sql, whole } from "../sql/index.ts";

const stageKey = sql`case s.category when 6 then -3 when 7 then -2 when 8 then -1 else s.stage_no end as stage_no`;

/** What a question is split or filtered by that stands on the record itself, beside its stage and its owner then. */
const asksOfRecord = ({ dimensions }: Frame): boolean =>
  dimensions === undefined || [...dimensions].some((one) => !["person", "team", "stage", "amount"].includes(one));

const opportunities = (frame: Frame): Sql => {
  const wide = asksOfRecord(frame);
  const own = sql`, o.owner_now_no as now_no, o.credited_campaign_no as campaign_no, o.account_no, o.type, o.pipeline_no, o.product, o.source, o.origin, o.attributes`;
  return sql`
  select 1::tinyint as object, s.no, ${stageKey}, s.stage_no as real_stage_no, s.category, s.owner_no as person_no, s.amount as native, s.currency,
    s.from_day, s.to_day, s.entered_at, s.has_history, s.excluded ${wide ? own : sql``}
  from ${fact(frame, "opportunity_stocks")} s ${wide ? sql`join ${fact(frame, "opportunities")} o on o.no = s.no` : sql``}`;
};

const leads = (frame: Frame): Sql => {
  const wide = asksOfRecord(frame);
  const own = sql`, l.owner_now_no as now_no, l.campaign_no, l.account_no, null::varchar as type, null::integer as pipeline_no, null::varchar as product, l.source, l.origin, l.attributes`;
  return sql`
  select 0::tinyint as object, s.no, ${stageKey}, s.stage_no as real_stage_no, s.category, s.owner_no as person_no, null::decimal(18,4) as native, ${quoted(frame.config.currency)} as currency,
    s.from_day, s.to_day, s.entered_at, s.has_history, s.excluded ${wide ? own : sql``}
  from ${fact(frame, "lead_stocks")} s ${wide ? sql`join ${fact(frame, "leads")} l on l.no = s.no` : sql``}`;
};

/**
 * Leads that are not active: converted from the link or the conversion on; before that disqualified, while in a lost stage or from
 * the disqualification on.
 */
const inactiveLeads = (frame: Frame): Sql => {
  const local = (at: Sql): Sql => localDay(frame, at);
  const bucket = (key: number, from: Sql, to: Sql, source: Sql): Sql => sql`
    select 0::tinyint as object, l.no, ${whole(key)} as stage_no, -1 as real_stage_no, 0::tinyint as category, case when w.no is null then l.owner_now_no else w.value end as person_no, l.owner_now_no as now_no,
      null::decimal(18,4) as native, ${quoted(frame.config.currency)} as currency, ${local(sql`greatest(${from}, w.from_at)`)} as from_day, ${local(sql`least(${to}, w.to_at)`)} as to_day, ${from} as entered_at, l.has_history, l.excluded,
      l.campaign_no, l.account_no, null::varchar as type, null::integer as pipeline_no, null::varchar as product, l.source, l.origin, l.attributes
    from ${source} left join ${fact(frame, "lead_owner_spans")} w on w.no = l.no and ${meets(sql`w`, from, to)}
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

/** Of a record, each time it stood in one place, with one owner: what a measure counts at an end. */
export const spansOf = (frame: Frame, measure: StockMeasure): Sql => {
  if (measure.of === "opportunity") return opportunities(frame);
  if (measure.variant === "process") return sql`${leads(frame)} union all by name ${opportunities(frame)}`;
  if (measure.variant === "all") return sql`${leads(frame)} union all by name ${inactiveLeads(frame)}`;
  return leads(frame);
};

/** Who came to stand in each stage and who left it, by day: `n` less than nothing where more left; of so many `moves`, so many of them `valued`. */
export const movesStatement = (frame: Frame): Sql => {
  const narrow = { ...frame, dimensions: new Set(["stage"]) };
  const spans = sql`select * from (${leads(narrow)} union all by name ${opportunities(narrow)}) where to_day is null or to_day > from_day`;
  const side = (at: Sql, sign: Sql): Sql =>
    sql`select object, stage_no, category, excluded, currency, ${at} as day, ${sign} as side, native from spans where ${at} is not null`;
  return sql`with spans as not materialized (${spans})
    select object, stage_no::integer as key, category, excluded::varchar as excluded, currency, day, sum(side)::bigint as n,
      sum(case when native is null then 0 else side end)::bigint as native_n, sum(native * side)::decimal(38,4) as native,
      count(*)::bigint as moves, count(native)::bigint as valued
    from (${side(sql`from_day`, sql`1`)} union all ${side(sql`to_day`, sql`-1`)}) group by object, stage_no, category, excluded, currency, day`;
};
