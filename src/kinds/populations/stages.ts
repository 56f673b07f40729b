/** Leads and opportunities on their ladder: anchored at their first reach of each stage, or at their first entry into it. */

import { inForce, localDay } from "../../facts/index.ts";
import { join, real, type Sql, sql } from "../../sql/index.ts";
import { asOf, days, type Frame, fact, longestHorizon } from "../frame.ts";
import type { ObjectKind, Population } from "../population.ts";

const dimensions = [
  "stage",
  "campaign",
  "channel",
  "source",
  "origin",
  "account",
  "segment",
  "industry",
  "country",
  "product",
  "type",
  "pipeline",
] as const;

/** Joins `h`: the stage's own horizon `days`, configured, from the data, or the least one; `us` in microseconds. */
const joinHorizon = (frame: Frame, stage: Sql, object: Sql): Sql => {
  const configured = Object.entries(frame.config.horizonDays).filter(([key]) => key.startsWith("stage_conversion."));
  const own = configured.map(
    ([key, value]) => sql`when i.id = ${key.slice("stage_conversion.".length)} then ${real(value)} `,
  );
  const general = frame.config.horizonDays.stage_conversion;
  const found = general === undefined ? sql`coalesce(f.days, 30.0)` : real(general);
  const chosen = own.length === 0 ? found : sql`case ${join(own, "")} else ${found} end`;
  return sql`left join (select *, floor(days * 86400000000.0 + 0.1)::bigint as us from (
      select p.stage_no, p.object, ${chosen} as days from ${fact(frame, "process_stages")} p join stage_ids i on i.no = p.stage_no
        left join ${fact(frame, "horizons")} f on f.key = 'stage_conversion' and f.stage_no = p.stage_no and f.object = p.object
    )) h on h.stage_no = ${stage} and h.object = ${object}`;
};

/** The pipeline whose lead stages are the leads' ladder. */
const leadPipeline = ({ config }: Frame): string =>
  (config.pipelines.find((one) => one.stages.some((stage) => stage.of === "lead")) ?? config.pipelines[0])?.id ?? "";

/** Both kinds of records with what they can be split by. */
const subjects = (frame: Frame): Sql => sql`
    select 1::tinyint as object, o.no, o.excluded, o.no_close_date, o.has_history, o.owner_now_no as now_no, o.credited_campaign_no as campaign_no, o.account_no, o.type, o.pipeline_no, o.product, o.lead_no, o.attributes,
      o.source, o.origin, case when o.is_lost then o.closed_at end as lost_at, case when o.is_won then o.closed_at end as top_at, o.created_at
    from ${fact(frame, "opportunities")} o
    union all
    select 0::tinyint, l.no, l.excluded, l.no_close_date, l.has_history, l.owner_now_no, l.campaign_no, l.account_no, null, (select no from pipeline_ids where id = ${leadPipeline(frame)}), null, l.no, l.attributes,
      l.source, l.origin, l.lost_at, l.link_at, l.created_at
    from ${fact(frame, "leads")} l`;

const owned = (frame: Frame, relation: Sql, at: Sql): Sql => sql`
    select q.*, case when q.object = 1 then case when wo.no is null then uo.owner_no else wo.value end
        else case when wl.no is null then ul.owner_no else wl.value end end as person_no
    from (${relation}) q
      left join ${fact(frame, "opportunity_core")} uo on uo.no = case when q.object = 1 then q.no end
      left join ${fact(frame, "lead_core")} ul on ul.no = case when q.object = 0 then q.no end
      left join ${fact(frame, "opportunity_owner_spans")} wo on wo.no = case when q.object = 1 then q.no end and ${inForce(sql`wo`, sql`q.${at}`)}
      left join ${fact(frame, "lead_owner_spans")} wl on wl.no = case when q.object = 0 then q.no end and ${inForce(sql`wl`, sql`q.${at}`)}`;

/** What a question is split or filtered by that stands on the record itself. */
const asksOfRecord = ({ dimensions }: Frame): boolean =>
  dimensions === undefined || [...dimensions].some((one) => !["person", "team", "stage"].includes(one));

/** The record's own columns, where they are asked for. */
export const recordColumns = (frame: Frame, object: Sql, no: Sql): { readonly columns: Sql; readonly join: Sql } =>
  asksOfRecord(frame)
    ? {
        columns: sql`, s.* exclude (object, no, excluded, no_close_date, has_history, lost_at)`,
        join: sql`join (${subjects(frame)}) s on s.object = ${object} and s.no = ${no}`,
      }
    : { columns: sql``, join: sql`` };

export const ofStages = {
  object: "opportunity" as ObjectKind,
  eitherObject: true as const,
  dimensions,
  reasons: ["merged", "test", "deleted", "void", "no_close_date", "immature", "unknown_entry"],
};

const ownWay = [{ object: sql`r.object`, no: sql`r.no` }];

/** First reached in the period; four outcomes at the horizon: advanced, lost, still there, moved away. */
export const stageReaches: Population = {
  ...ofStages,
  ways: ownWay,
  outcomes: ["lost", "still_there", "regressions"],
  settlesAfter: longestHorizon,
  relation: (frame) => {
    const record = recordColumns(frame, sql`q.object`, sql`q.no`);
    return sql`select q.* exclude (until_us, hit, was_lost), q.hit, q.was_lost and not q.hit as was_lost,
        coalesce(epoch_us(q.entered_at) <= q.until_us and q.stood_until > make_timestamp(q.until_us), false) or v.no is not null as stood_there ${record.columns}
      from (
        select r.object, r.no, r.rung, r.stage_no, r.reached_at, r.reached_day as day, r.owner_no as person_no, r.regressions, r.entered_at, r.stood_until,
          epoch_us(r.reached_at) + h.us as until_us, coalesce(r.next_days <= h.days, false) as hit, coalesce(r.lost_days <= h.days, false) as was_lost,
          coalesce(r.excluded, case when r.no_close_date then 'no_close_date' when ${days(sql`r.reached_at`, asOf(frame))} < h.days then 'immature' end) as excluded
        from ${fact(frame, "reaches")} r ${joinHorizon(frame, sql`r.stage_no`, sql`r.object`)} where r.stage_no is not null
      ) q ${record.join}
      left join ${fact(frame, "revisits")} v on v.object = q.object and v.no = q.no and v.rung = q.rung
        and epoch_us(v.entered_at) <= q.until_us and epoch_us(coalesce(v.left_at, timestamp '9999-01-01')) > q.until_us`;
  },
};

/** The same without a horizon: what had happened by the as-of. */
export const stageReachesEver: Population = {
  ...ofStages,
  ways: ownWay,
  outcomes: ["lost", "regressions"],
  relation: (frame) => {
    const record = recordColumns(frame, sql`r.object`, sql`r.no`);
    return sql`select r.object, r.no, r.rung, r.stage_no, r.reached_at, r.reached_day as day, r.owner_no as person_no, r.regressions,
        r.next_reached_at is not null as hit, r.next_reached_at is null and r.lost_at is not null as was_lost,
        coalesce(r.excluded, case when r.no_close_date then 'no_close_date' end) as excluded ${record.columns}
      from ${fact(frame, "reaches")} r ${record.join} where r.stage_no is not null`;
  },
};

/** First reaches of the rung after a stage, in the period: the other side of the flow. */
export const nextReaches: Population = {
  ...ofStages,
  ways: ownWay,
  relation: (frame) => {
    const reached = sql`select r.object, r.no, r.rung, r.stage_no, r.next_reached_at, ${localDay(frame, sql`r.next_reached_at`)} as day,
        s.* exclude (object, no, excluded, no_close_date, has_history), s.excluded as record_excluded, coalesce(s.excluded, case when s.no_close_date then 'no_close_date' end) as excluded
      from ${fact(frame, "reaches")} r join (${subjects(frame)}) s on s.object = r.object and s.no = r.no where r.stage_no is not null and r.next_reached_at is not null`;
    return owned(frame, reached, sql`next_reached_at`);
  },
};

/**
 * Entered the stage itself; `hit_strict`: entered the next stage itself later, `hit_touched`: at any time. Of what closed nobody knows
 * when only the first rung is known, from the creation.
 */
export const stageEntries: Population = {
  ...ofStages,
  ways: ownWay,
  relation: (frame) => {
    const rungs = sql`select *, case when no_close_date then case when rung = 1 then reached_at end else entered_at end as own_at
      from ${fact(frame, "reaches")} where stage_no is not null`;
    const entered = sql`select r.object, r.no, r.rung, r.stage_no, r.own_at as entered_at, ${localDay(frame, sql`r.own_at`)} as day,
        s.* exclude (object, no, excluded, no_close_date, has_history), s.excluded as record_excluded, coalesce(s.excluded, case when s.no_close_date then 'no_close_date' end) as excluded
      from (${rungs}) r join (${subjects(frame)}) s on s.object = r.object and s.no = r.no where r.own_at is not null`;
    return sql`select q.*, n.first_at is not null as hit_touched, coalesce(case when n.last_visit is null then n.first_at >= q.entered_at else n.last_visit > f.first_visit end, false) as hit_strict
      from (${owned(frame, entered, sql`entered_at`)}) q
      left join (select object, no, rung, min(visit) as first_visit from ${fact(frame, "stage_visits")} where rung is not null group by all) f on f.object = q.object and f.no = q.no and f.rung = q.rung
      left join (
        select object, no, rung, min(entered_at) as first_at, max(visit) as last_visit from ${fact(frame, "stage_visits")} where rung is not null group by all
        union all
        select 1::tinyint, o.no, (select max(rung) from ${fact(frame, "ladders")} d where d.object = 1 and d.pipeline_no = o.pipeline_no), o.closed_at, null
        from ${fact(frame, "opportunities")} o where o.is_won and o.closed_at is not null
        union all
        select 0::tinyint, l.no, (select max(rung) from ${fact(frame, "ladders")} d where d.object = 0), l.link_at, null from ${fact(frame, "leads")} l where l.link_at is not null
      ) n on n.object = q.object and n.no = q.no and n.rung = q.rung + 1`;
  },
};

/** Entered the stage for the first time in the period, not having been beyond it. `status` 1 advanced, 2 lost, 0 not finished. */
export const stageStays: Population = {
  ...ofStages,
  settlesAfter: () => 0,
  relation: (frame) => stays(frame, sql`t.entered_day`, sql`true`),
};

/** The same by the day of the advance: what advanced in the period, the habit of the field; credited as of the entry. */
export const stageAdvances: Population = {
  ...ofStages,
  settlesAfter: () => 0,
  relation: (frame) => stays(frame, sql`t.ends_day`, sql`t.status = 1`),
  creditDay: sql`r.entered_day`,
};

const stays = (frame: Frame, anchor: Sql, where: Sql): Sql => {
  const record = recordColumns(frame, sql`t.object`, sql`t.no`);
  return sql`select t.object, t.no, t.rung, t.stage_no, t.entered_at, t.entered_day, ${anchor} as day, t.owner_no as person_no, t.status, t.excluded,
      t.days + case when t.open_since is null then 0 else ${days(sql`t.open_since`, asOf(frame))} end as time ${record.columns}
    from ${fact(frame, "stays")} t ${record.join} where ${where}`;
};

/** Each visit on its own; who has won or was linked before it began is beyond all stages. A close that was undone ends nothing. */
export const stageVisits: Population = {
  ...ofStages,
  relation: (frame) => {
    const visits = sql`select v.object, v.no, v.rung, v.stage_no, v.entered_at, least(v.left_at, s.top_at, s.lost_at) as ends_at,
        case least(v.left_at, s.top_at, s.lost_at) when s.top_at then 1 when case when v.next_rung > v.rung then v.left_at end then 1 when s.lost_at then 2 else 0 end as status,
        ${localDay(frame, sql`v.entered_at`)} as day,
        s.* exclude (object, no, excluded, no_close_date, has_history), coalesce(s.excluded, case when s.no_close_date then 'no_close_date' when not v.has_history then 'unknown_entry'
          when v.visit = 2 and exists (select 1 from ${fact(frame, "stage_visits")} b where b.object = v.object and b.no = v.no and b.visit = 1 and b.category = 7) then 'unknown_entry' end) as excluded
      from ${fact(frame, "stage_visits")} v join (${subjects(frame)}) s on s.object = v.object and s.no = v.no
      where v.rung is not null and coalesce(s.top_at, timestamp 'infinity') >= v.entered_at
      union all by name
      select s.object, s.no, p.rung, p.stage_no, s.created_at as entered_at, s.created_at as ends_at, 0 as status, ${localDay(frame, sql`s.created_at`)} as day,
        s.* exclude (object, no, excluded, no_close_date, has_history, created_at), coalesce(s.excluded, 'no_close_date') as excluded
      from (${subjects(frame)}) s join ${fact(frame, "ladders")} p on p.object = s.object and p.pipeline_no = s.pipeline_no and p.rung = 1 and p.stage_no is not null
      where s.no_close_date`;
    return sql`select r.*, greatest(${days(sql`r.entered_at`, sql`coalesce(r.ends_at, ${asOf(frame)})`)}, 0) as time from (${owned(frame, visits, sql`entered_at`)}) r`;
  },
};

/** The same in working days: each visit's between its local dates. */
const inWorkingDays = (population: Population): Population => ({
  ...population,
  relation: (frame) => {
    const visits = sql`select t.object, t.no, t.rung, ${localDay(frame, sql`v.entered_at`)} as begins, ${localDay(frame, sql`coalesce(least(v.left_at, t.ends_at), ${asOf(frame)})`)} as stops
      from ${fact(frame, "stays")} t join ${fact(frame, "stage_visits")} v on v.object = t.object and v.no = t.no and v.rung = t.rung and v.entered_at <= coalesce(t.ends_at, ${asOf(frame)})`;
    return sql`select s.* replace (coalesce(w.days, 0)::double as time) from (${population.relation(frame)}) s
      left join (select v.object, v.no, v.rung, sum(greatest(b.before - a.before, 0)) as days from (${visits}) v
        left join ${fact(frame, "work_days")} a on a.day = v.begins left join ${fact(frame, "work_days")} b on b.day = v.stops group by all) w
        on w.object = s.object and w.no = s.no and w.rung = s.rung`;
  },
});

export const stageWorkingStays = inWorkingDays(stageStays);
export const stageWorkingAdvances = inWorkingDays(stageAdvances);

/**
 * Journeys: each lead followed by the opportunity it became, and each opportunity without a lead. Its rungs are the lead's, then
 * the opportunity's; what a later rung reached, the earlier ones had reached.
 */
export const journeyReaches: Population = {
  ...ofStages,
  ways: [
    { object: sql`0`, no: sql`r.lead_of` },
    { object: sql`1`, no: sql`r.opportunity_of` },
  ],
  outcomes: ["lost", "still_there"],
  relation: (frame) => {
    const journeys = sql`
      select 0::tinyint as object, l.no, l.no as lead_of, case when l.excluded is null then l.opportunity_no end as opportunity_of from ${fact(frame, "leads")} l
      union all select 1::tinyint, o.no, null, o.no from ${fact(frame, "opportunities")} o where o.lead_no is null`;
    const rungs = sql`
      select j.*, r.rung::integer as place, r.stage_no, r.object as stage_object, r.reached_at as own_at from (${journeys}) j join ${fact(frame, "reaches")} r on r.object = 0 and r.no = j.lead_of and r.stage_no is not null
      union all
      select j.*, 100 + r.rung, r.stage_no, r.object, r.reached_at from (${journeys}) j join ${fact(frame, "reaches")} r on r.object = 1 and r.no = j.opportunity_of`;
    const imputed = sql`select *, min(own_at) over (partition by object, no order by place rows between current row and unbounded following) as reached_at from (${rungs})`;
    const next = sql`select *, lead(reached_at) over (partition by object, no order by place) as next_reached_at from (${imputed})`;
    const reached = sql`select r.object, r.no, r.opportunity_of, r.lead_of, r.stage_no, r.reached_at, r.next_reached_at, h.days as horizon, ${localDay(frame, sql`r.reached_at`)} as day,
        s.* exclude (object, no, excluded, no_close_date, has_history, lost_at), s.excluded as record_excluded, s.no_close_date or coalesce(jo.no_close_date, false) as no_close_date,
        case when r.opportunity_of is null then s.lost_at when jo.is_lost then jo.closed_at end as lost_at
      from (${next}) r ${joinHorizon(frame, sql`r.stage_no`, sql`r.stage_object`)} join (${subjects(frame)}) s on s.object = r.object and s.no = r.no
        left join ${fact(frame, "opportunities")} jo on jo.no = r.opportunity_of where r.stage_no is not null`;
    const stands = (
      object: Sql,
      no: Sql,
    ): Sql => sql`exists (select 1 from ${fact(frame, "stage_visits")} v where v.object = ${object} and v.no = ${no} and v.stage_no = q.stage_no
        and ${days(sql`q.reached_at`, sql`v.entered_at`)} <= q.horizon and (v.left_at is null or ${days(sql`q.reached_at`, sql`v.left_at`)} > q.horizon))`;
    return sql`select q.*, coalesce(q.record_excluded, case when q.no_close_date then 'no_close_date' when ${days(sql`q.reached_at`, asOf(frame))} < q.horizon then 'immature' end) as excluded,
        coalesce(${days(sql`q.reached_at`, sql`q.next_reached_at`)} <= q.horizon, false) as hit,
        not coalesce(${days(sql`q.reached_at`, sql`q.next_reached_at`)} <= q.horizon, false) and coalesce(${days(sql`q.reached_at`, sql`q.lost_at`)} <= q.horizon, false) as was_lost,
        ${stands(sql`1`, sql`q.opportunity_of`)} or ${stands(sql`0`, sql`q.lead_of`)} as stood_there
      from (${owned(frame, reached, sql`reached_at`)}) q`;
  },
};
