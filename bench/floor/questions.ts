/**
 * The thirty-two answers written by hand, over the same facts, in SQL that DuckDB and PostgreSQL both read.
 * Each gives rows `(g, stage, value, num, den, ...)`: `g` the month (from 0), the person's or the campaign's number; -1 the total.
 */
import type { DateRange } from "../../src/query/question.ts";
import { kpis, year } from "../questions.ts";

/** What a zone, an as-of and a horizon are in this company: told by the runner. */
export interface Given {
  readonly schema: string;
  /** The table of goals; absent: not there, so that those in force are not asked for. */
  readonly goals?: string;
  readonly asOf: string;
  readonly horizons: { readonly conversion: number; readonly closeRate: number };
  /** Whole months, the last day not among them; absent: the year of the thirty-two questions. */
  readonly range?: DateRange;
}

export interface FloorQuestion {
  readonly name: string;
  readonly by: By;
  readonly statements: readonly string[];
}

type By = "month" | "person";

const monthOf = (date: string): number => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
const ok = "excluded is null";
const count = (where: string, name: string): string => `count(*) filter (where ${ok} and ${where}) as ${name}`;
const reasons = (...names: string[]): string =>
  names.map((one) => `count(*) filter (where excluded = '${one}') as out_${one}`).join(", ");
const population = reasons("merged", "test", "deleted", "void");
const days = (a: string, b: string): string => `(extract(epoch from (${b} - ${a})) / 86400.0)`;

/** Rows of a subquery `r(g, ...)` summed by `g` and over all. */
const rolled = (columns: string, source: string, keys = "g"): string =>
  `select ${keys}, grouping(g) as is_total, ${columns} from (${source}) r group by grouping sets ((), (${keys}))`;

/** Where a level is met, or the middle of the flat piece that lies on it. */
const crossed = (met: string, passed: string): string =>
  `(min(t) filter (where ${met}) + coalesce(min(t) filter (where ${passed}), max(t))) / 2`;

/** Shares still going by age, as products of a sorted window; `p` of them ended by the value. */
const survival = (rows: string, quantiles: readonly number[]): string => `
  select g, ${quantiles.map((q) => `${crossed(`s <= ${1 - q} + 1e-9`, `s < ${1 - q} - 1e-9`)} as q${Math.round(q * 100)}`).join(", ")} from (
    select g, t, exp(sum(case when status = 1 then case when n = 1 then -60 else ln((n - 1.0) / n) end else 0 end) over (partition by g order by t, status desc rows unbounded preceding)) as s from (
      select g, t, status, count(*) over (partition by g) - row_number() over (partition by g order by t, status desc) + 1 as n from (${rows}) a
    ) b) c group by g`;

/** Shares ended in the first of two ways by age. */
const incidence = (rows: string): string => `
  select g, stage, count(*) as den, count(*) filter (where status = 1) as num, ${[0.5, 0.75, 0.9].map((q) => `${crossed(`f >= ${q} - 1e-9`, `f > ${q} + 1e-9`)} as ${q === 0.5 ? "value" : `q${q * 100}`}`).join(", ")} from (
    select g, stage, t, status, sum(case when status = 1 then before / n else 0 end) over (partition by stage, g order by t, ended desc, status rows unbounded preceding) as f from (
      select g, stage, t, status, ended, n, coalesce(exp(sum(case when ended = 1 then case when n = 1 then -60 else ln((n - 1.0) / n) end else 0 end) over (partition by stage, g order by t, ended desc, status rows between unbounded preceding and 1 preceding)), 1) as before from (
        select g, stage, t, status, ended, count(*) over (partition by stage, g) - row_number() over (partition by stage, g order by t, ended desc, status) + 1 as n
        from (select *, case when status = 0 then 0 else 1 end as ended from (${rows}) z) a
      ) b) c) d group by g, stage`;

const moments = (x: string, where = "true"): string =>
  `count(${x}) filter (where ${ok} and ${where}) as n, sum(${x}) filter (where ${ok} and ${where}) as num, var_pop(${x}) filter (where ${ok} and ${where}) as variance, sum(${x} * ${x} * ${x}) filter (where ${ok} and ${where}) as cubes`;

export const floorQuestions = ({ schema: f, goals, asOf, horizons, range = year }: Given): readonly FloorQuestion[] => {
  const [from, to] = [`date '${range.from}'`, `date '${range.to}'`];
  const months = monthOf(range.to) - monthOf(range.from);
  const month = (day: string): string =>
    `(extract(year from ${day}) * 12 + extract(month from ${day}) - ${monthOf(range.from)})::integer`;
  const inRange = (day: string): string => `${day} >= ${from} and ${day} < ${to}`;
  const now = `timestamp '${asOf}'`;
  const g = (by: By, day: string, person: string): string => (by === "month" ? month(day) : person);
  const written: Record<string, (by: By) => readonly string[]> = {
    sales_cycle_length: (by) => [
      rolled(
        `avg(x) filter (where ${ok}) as value, ${moments("x")}, count(*) filter (where ${ok}) as den, percentile_cont(0.5) within group (order by case when ${ok} then x end) as median, percentile_cont(0.9) within group (order by case when ${ok} then x end) as p90,
        ${count("is_won", "won")}, ${count("is_lost", "lost")}, sum(x) filter (where ${ok} and is_won) as won_sum, sum(x) filter (where ${ok} and is_lost) as lost_sum, ${population}, ${reasons("negative_duration", "born_closed")}`,
        `select ${g(by, "closed_day", "owner_closed_no")} as g, cycle_days as x, is_won, is_lost, coalesce(excluded, case when is_born_closed then 'born_closed' when cycle_days < 0 then 'negative_duration' end) as excluded from ${f}.opportunities where closed_at is not null and ${inRange("closed_day")}`,
      ),
    ],
    win_rate: (by) => [
      rolled(
        `${count("is_won", "num")}, count(*) filter (where ${ok}) as den, ${count("is_lost", "lost")}, ${population}, ${count("not has_history", "no_history")}`,
        `select ${g(by, "closed_day", "owner_closed_no")} as g, is_won, is_lost, has_history, excluded from ${f}.opportunities where closed_at is not null and ${inRange("closed_day")}`,
      ),
    ],
    cost_per_lead: (by) => {
      const key = (day: string): string => (by === "month" ? month(day) : "campaign_no");
      return [
        rolled(
          `sum(num) as num, sum(den) as den, sum(counted) as counted, sum(priced) as priced, sum(squares) as squares, sum(budgeted) as budgeted, sum(stale) as stale,
          sum(case when coalesce(den, 0) = 0 then num end) as cell_without, ${population.replaceAll("count(*) filter (where excluded = ", "sum(out) filter (where reason = ")}`,
          `select g, campaign_no, sum(num) as num, sum(counted) as counted, sum(priced) as priced, sum(squares) as squares, sum(budgeted) as budgeted, sum(stale) as stale, sum(den) as den, sum(out) as out, reason from (
            select ${key("day")} as g, campaign_no, sum(amount)::double precision as num, count(*) as counted, count(amount) as priced, sum((amount * amount)::double precision) as squares, count(*) filter (where kind = 'budget') as budgeted, count(*) filter (where is_stale) as stale, null::bigint as den, null::bigint as out, null as reason
              from ${f}.spend where ${inRange("day")} group by 1, 2
            union all
            select ${key("created_day")}, campaign_no, null, null, null, null, null, null, count(*) filter (where ${ok}), count(*) filter (where not ${ok}), excluded from ${f}.leads where ${inRange("created_day")} group by 1, 2, excluded) u group by g, campaign_no, reason`,
        ),
      ];
    },
    lead_stage_share: (by) => [stock("lead_stocks", by)],
    pipeline_by_stage: (by) => [
      stock("opportunity_stocks", by),
      `select count(*) filter (where is_won) as won, count(*) filter (where is_lost) as lost from ${f}.opportunities where ${ok} and ${inRange("closed_day")}`,
    ],
    activities: (by) =>
      by === "month"
        ? [
            rolled(
              `count(*) filter (where ${ok}) as num, ${reasons("scheduled", "cancelled", "no_show", "automated", "internal", "test")}`,
              `select ${month("occurred_day")} as g, excluded from ${f}.activities where ${inRange("occurred_day")}`,
            ),
          ]
        : [
            `select -1 as g, 1 as is_total, count(*) filter (where ${ok}) as num, ${reasons("scheduled", "cancelled", "no_show", "automated", "internal", "test")} from ${f}.activities where ${inRange("occurred_day")}`,
            `select g, 0 as is_total, count(*) filter (where ${ok}) as num, ${reasons("scheduled", "cancelled", "no_show", "automated", "internal", "test")} from (
              select person_no as g, excluded from ${f}.activities where person_no is not null and ${inRange("occurred_day")}
              union all select person_no, excluded from ${f}.attendances where ${inRange("occurred_day")}) r group by g`,
          ],
    opportunities_created: (by) => [
      rolled(
        `count(*) filter (where ${ok}) as num, ${population}`,
        `select ${g(by, "first_open_day", "creator_no")} as g, excluded from ${f}.opportunities where ${inRange("first_open_day")}`,
      ),
      rolled(
        "count(*) as leads",
        `select ${g(by, "created_day", "first_owner_no")} as g from ${f}.leads where ${ok} and ${inRange("created_day")}`,
      ),
      rolled(
        "count(*) as born_closed",
        `select ${g(by, "created_day", "creator_no")} as g from ${f}.opportunities where ${ok} and first_open_at is null and category in (1, 2, 3) and ${inRange("created_day")}`,
      ),
    ],
    response_time: (by) => {
      const key = g(by, "created_day", "first_owner_no");
      const rows = `select ${key} as g, case when first_touch_at is null then 0 else 1 end as status, extract(epoch from (coalesce(first_touch_at, ${now}) - created_at)) / 3600.0 as elapsed,
          greatest(coalesce(case when first_touch_at is null then k.now_s else touch_work_s end, 0) - coalesce(created_work_s, 0), 0) / 3600.0 as working,
          coalesce(excluded, case when created_date_only then 'no_time' when first_touch_at < created_at then 'pre_contacted' end) as excluded
        from ${f}.leads l left join (select zone_no, max(before_s + least(extract(epoch from (${now} - opens_at)), extract(epoch from (closes_at - opens_at)))) as now_s from ${f}.work_calendars where opens_at <= ${now} group by zone_no) k on k.zone_no = l.zone_no
        where ${inRange("created_day")}`;
      const all = (what: string): string =>
        `select g, ${what} as t, status from rows where ${ok} union all select -1, ${what}, status from rows where ${ok}`;
      return [
        `with rows as (${rows}), sums as (${rolled(`${moments("elapsed", "status = 1")}, sum(elapsed) filter (where ${ok} and status = 1) / count(*) filter (where ${ok} and status = 1) as value, count(*) filter (where ${ok}) as everyone, sum(working) filter (where ${ok} and status = 1) as worked, ${count("status = 1 and working <= 1.000000001", "in_sla")}, ${population}, ${reasons("no_time", "pre_contacted")}`, "select * from rows")})
        select s.*, s.n as den, e.q50 as median, e.q90 as p90, w.q50 as working_median, w.q90 as working_p90 from sums s
          left join (${survival(all("elapsed"), [0.5, 0.9])}) e on e.g = case when s.is_total = 1 then -1 else s.g end
          left join (${survival(all("working"), [0.5, 0.9])}) w on w.g = case when s.is_total = 1 then -1 else s.g end`,
      ];
    },
    follow_up_rate: (by) => [
      rolled(
        `${count("hit", "num")}, count(*) filter (where ${ok}) as den, ${population}, ${reasons("immature")}`,
        `select ${g(by, "assignment_day", "owner_assigned_no")} as g, first_touch_at <= assignment_at + interval '7 days' as hit, coalesce(excluded, case when ${now} - assignment_at < interval '7 days' then 'immature' end) as excluded from ${f}.leads where ${inRange("assignment_day")}`,
      ),
    ],
    response_sentiment: (by) => {
      const counts = ["positive", "negative", "neutral", "auto", "unsubscribe", "unclassified"]
        .map((one) => count(`sentiment = '${one}'`, one))
        .join(", ");
      const latest = (partition: string): string =>
        `select * from (select ${month("received_day")} as m, person_no, excluded, sentiment, row_number() over (partition by ${partition}subject order by case when sentiment in ('positive', 'negative', 'neutral', 'unsubscribe') then 1 else 0 end desc, received_at desc, response_id desc) as rank from ${f}.responses where ${inRange("received_day")}) x where rank = 1`;
      const sums = `${count("sentiment = 'positive'", "num")}, ${count("sentiment in ('positive', 'negative', 'unsubscribe')", "den")}, ${counts}, ${population}`;
      const [column, place] = by === "person" ? ["person_no", "person_no"] : ["m", month("received_day")];
      return [
        `select -1 as g, 1 as is_total, ${sums} from (${latest("")}) y`,
        `select ${column} as g, 0 as is_total, ${sums} from (${latest(`${place}, `)}) y group by ${column}`,
      ];
    },
    lead_origin: (by) => [
      rolled(
        `${count("origin = 'marketing'", "num")}, ${count("origin in ('marketing', 'sales')", "den")}, ${count("origin = 'sales'", "sales")}, ${count("origin = 'partner'", "partner")}, ${count("origin = 'existing_customer'", "existing")}, ${count("(origin is null or origin = 'unknown')", "unknown")}, ${population}`,
        `select ${g(by, "created_day", "first_owner_no")} as g, origin, excluded from ${f}.leads where ${inRange("created_day")}`,
      ),
    ],
    lead_conversion: (by) => [
      rolled(
        `${count("hit", "num")}, count(*) filter (where ${ok}) as den, count(distinct opportunity_no) filter (where ${ok} and hit) as opportunities, ${population}, ${reasons("immature")}`,
        `select ${g(by, "created_day", "first_owner_no")} as g, opportunity_no, ${days("created_at", "conversion_at")} <= ${horizons.conversion} as hit, coalesce(excluded, case when ${days("created_at", now)} < ${horizons.conversion} then 'immature' end) as excluded from ${f}.leads where ${inRange("created_day")}`,
      ),
    ],
    stage_conversion: (by) => [
      rolled(
        `${count("hit", "num")}, count(*) filter (where ${ok}) as den, ${count("not hit and was_lost", "lost")}, ${count("not hit and not was_lost and stood", "still_there")}, ${count("not hit and not was_lost and not stood", "moved_away")}, sum(regressions) filter (where ${ok}) as regressions, ${population}, ${reasons("immature", "no_close_date")}`,
        `select ${g(by, "r.reached_day", "r.owner_no")} as g, r.stage_no as stage, coalesce(r.next_days <= h.days, false) as hit, coalesce(r.lost_days <= h.days, false) as was_lost, r.regressions,
          coalesce(extract(epoch from (r.entered_at - r.reached_at)) <= h.days * 86400 and (r.stood_until > r.reached_at + h.days * interval '1 day'), false) or v.no is not null as stood,
          coalesce(r.excluded, case when r.no_close_date then 'no_close_date' when ${days("r.reached_at", now)} < h.days then 'immature' end) as excluded
        from ${f}.reaches r join ${f}.horizons h on h.key = 'stage_conversion' and h.stage_no = r.stage_no and h.object = r.object
          left join ${f}.revisits v on v.object = r.object and v.no = r.no and v.rung = r.rung and v.entered_at <= r.reached_at + h.days * interval '1 day' and coalesce(v.left_at, timestamp '9999-01-01') > r.reached_at + h.days * interval '1 day'
        where ${inRange("r.reached_day")}`,
        "g, stage",
      ),
    ],
    stage_duration: (by) => [
      `with sums as (select ${g(by, "ends_day", "owner_no")} as g, stage_no as stage, count(*) as n, avg(days) as completed_mean, percentile_cont(0.5) within group (order by days) as completed_median from ${f}.stays where ${ok} and status = 1 and ${inRange("ends_day")} group by 1, 2)
      select i.*, 0 as is_total, s.completed_mean, s.completed_median from (${incidence(`select ${g(by, "entered_day", "owner_no")} as g, stage_no as stage, status, days + case when open_since is null then 0 else ${days("open_since", now)} end as t from ${f}.stays where ${ok} and ${inRange("entered_day")}`)}) i left join sums s on s.g = i.g and s.stage = i.stage`,
      `select ${g(by, "entered_day", "owner_no")} as g, stage_no as stage, ${population}, ${reasons("unknown_entry", "no_close_date")} from ${f}.stays where ${inRange("entered_day")} group by 1, 2`,
    ],
    close_rate: (by) => [
      rolled(
        `${count("hit", "num")}, count(*) filter (where ${ok}) as den, ${population}, ${reasons("no_close_date", "immature")}`,
        `select ${g(by, "created_day", "owner_created_no")} as g, is_won and ${days("created_at", "closed_at")} <= ${horizons.closeRate} as hit, coalesce(excluded, case when no_close_date then 'no_close_date' when ${days("created_at", now)} < ${horizons.closeRate} then 'immature' end) as excluded from ${f}.opportunities where ${inRange("created_day")}`,
      ),
    ],
    goal_attainment: () => [
      ...(goals === undefined
        ? []
        : [
            `select goal_id, kpi, coalesce(nullif(variant, ''), 'default') as variant, scope, scope_id, starts_on, ends_on, direction, currency, target::double precision as target from (
              select *, row_number() over (partition by goal_id order by version desc) as newest from ${goals} where recorded_at <= ${now}) g
            where newest = 1 and deleted_at is null and starts_on < ${to} and ends_on >= ${from}`,
          ]),
      `select -1 as g, 1 as is_total, 'win_rate' as kpi, excluded::varchar as excluded, count(*) filter (where is_won)::double precision / count(*) as value, count(*) as n from ${f}.opportunities where closed_at is not null and ${inRange("closed_day")} group by excluded
      union all select -1, 1, 'sales_cycle_length', coalesce(excluded::varchar, case when is_born_closed then 'born_closed' when cycle_days < 0 then 'negative_duration' end), avg(cycle_days), count(*) from ${f}.opportunities where closed_at is not null and ${inRange("closed_day")} group by 4
      union all select -1, 1, 'activities', excluded::varchar, count(*), count(*) from ${f}.activities where ${inRange("occurred_day")} group by excluded
      union all select -1, 1, 'opportunities_created', excluded::varchar, count(*), count(*) from ${f}.opportunities where ${inRange("first_open_day")} group by excluded`,
      `select o.creator_no as g, 0 as is_total, 'person' as kpi, excluded, count(*) as value, count(*) as n from ${f}.opportunities o where ${inRange("first_open_day")} group by o.creator_no, excluded`,
      `select a.ancestor_no as g, 0 as is_total, 'team' as kpi, excluded, count(*) as value, count(*) as n from ${f}.opportunities o join ${f}.memberships m on m.person_no = o.creator_no and m.from_day <= o.first_open_day and m.to_day > o.first_open_day join ${f}.team_ancestors a on a.team_no = m.team_no where ${inRange("first_open_day")} group by a.ancestor_no, excluded`,
    ],
  };
  /** Counted once by the months in which a record came and went, then spread over the month ends between. */
  function stock(table: string, by: By): string {
    const money = table === "opportunity_stocks";
    const ends = by === "month" ? Array.from({ length: months }, (_, index) => `(${index})`).join(", ") : "(0)";
    const first = (day: string): string => (by === "month" ? `greatest(${month(day)}, 0)` : "0");
    const last = by === "month" ? months : 1;
    const priced = money ? ", currency, count(amount) as priced, sum(amount) as amount" : "";
    const rate = `case when s.currency = 'USD' then 1.0 else (select fx.rate from ${f}.rates fx where fx.currency = s.currency and fx.rate_on <= ${from} + (e.m + 1) * interval '1 month' - interval '1 day' order by fx.rate_on desc limit 1) end`;
    return `select s.stage, e.m as g, ${by === "person" ? "s.person_no, " : ""}s.excluded, 0 as is_total, sum(s.n) as num ${money ? `, sum(s.priced) as priced, sum(s.amount * ${by === "month" ? rate : rate.replaceAll("e.m", String(months - 1))}) as money` : ""}
      from (select case category when 6 then -3 when 7 then -2 when 8 then -1 else stage_no end as stage, ${by === "person" ? "owner_no as person_no, " : ""}excluded, ${first("from_day")} as a, case when to_day is null or to_day >= ${to} then ${last} else ${first("to_day")} end as b, count(*) as n ${priced}
        from ${f}.${table} where from_day < ${to} group by 1, 2, 3, 4 ${by === "person" ? ", 5" : ""} ${money ? ", currency" : ""}) s
      join (values ${ends}) e(m) on e.m >= s.a and e.m < s.b group by 1, 2, 3 ${by === "person" ? ", 4" : ""}`;
  }
  return kpis.flatMap((kpi) =>
    (["month", "person"] as const).map((by) => ({ name: `${kpi} by ${by}`, by, statements: written[kpi]?.(by) ?? [] })),
  );
};
