/** Where the pipeline came from and went to: every transition of the period, so that the sheet closes exactly. */
import { type Frame, fact } from "../kinds/index.ts";
import { countOf } from "../kinds/shapes.ts";
import { units } from "../model/calendar.ts";
import { dayNumber } from "../model/day.ts";
import { localMidnight } from "../model/zone.ts";
import { Problem } from "../problem.ts";
import { instant, quoted, type Sql, sql } from "../sql/index.ts";
import type { Answer, Cell, Row } from "./answer.ts";
import { type Asking, isToDate, shellOf, standingStages } from "./answers.ts";
import { cellOf } from "./cells.ts";
import type { DateRange } from "./question.ts";
import type { Resolved } from "./resolved.ts";

/** What a sheet shows, each as a number and as money; the last two are money alone. */
const lines = [
  "open_start",
  "created",
  "reopened",
  "moved_in",
  "won",
  "lost",
  "no_decision",
  "moved_out",
  "deleted",
  "open_end",
  "deleted_later",
];

/** Open: the open stages and the unknown. Aside: neither open nor ended (hold, undeclared, void). Away: not created yet, or deleted. */
const sortOf = (category: Sql): Sql =>
  sql`case when ${category} in (0, 7) then 'open' when ${category} in (1, 2, 3) then 'ended' else 'aside' end`;

/** All moves of every life, from creation to deletion: `(no, moved_at, from_sort, from_stage, to_sort, to_stage, to_category)`. */
const moves = (frame: Frame): Sql => sql`
  lives as (
    select no, created_at, deleted_at from ${fact(frame, "opportunity_core")}
    where (excluded is null or excluded = 'deleted') and category <> 5 and not no_close_date
  ),
  stays as (
    select v.no, v.visit, v.stage_no, v.category, l.created_at, l.deleted_at, greatest(v.entered_at, l.created_at) as moved_at,
      lead(v.entered_at) over (partition by v.no order by v.visit) as next_at
    from ${fact(frame, "stage_visits")} v join lives l on l.no = v.no where v.object = 1
  ),
  places as (
    select no, visit, moved_at, deleted_at, created_at, stage_no, category, ${sortOf(sql`category`)} as sort
    from stays where (next_at is null or next_at >= created_at) and (deleted_at is null or moved_at <= deleted_at)
  ),
  moves as (
    select no, visit, moved_at, coalesce(lag(sort) over w, 'away') as from_sort, lag(stage_no) over w as from_stage, sort as to_sort, stage_no as to_stage, category as to_category
    from places window w as (partition by no order by visit)
    union all
    select no, max(visit) + 1, greatest(max(created_at), max(deleted_at)), arg_max(sort, visit), arg_max(stage_no, visit), 'away', null, null
    from places where deleted_at is not null group by no
  )`;

/** The same moves told of one place: of all that is open (`scope` null), and of each open stage. */
const told = sql`
  scoped as (
    select null::integer as scope, m.*, m.from_sort = 'open' as was_in, m.to_sort = 'open' as is_in from moves m
    union all
    select s.scope, m.*, m.from_sort = 'open' and m.from_stage = s.scope, m.to_sort = 'open' and m.to_stage = s.scope
    from moves m, (select distinct no, to_stage as scope from moves where to_sort = 'open') s where s.no = m.no
  ),
  stretches as (
    select scope, no, moved_at, is_in, lead(moved_at) over (partition by scope, no order by visit) as until_at from scoped
  )`;

const named = sql`case when is_in then case from_sort when 'away' then 'created' when 'ended' then 'reopened' else 'moved_in' end
  when to_sort = 'away' then 'deleted' when to_sort = 'ended' then case to_category when 1 then 'won' when 2 then 'lost' else 'no_decision' end else 'moved_out' end`;

interface Edge {
  readonly start: number;
  /** The last instant whose facts count. */
  readonly last: number;
}

/** Prices an event at its instant: the amount in force then, at the rate of its local date. */
const priced = (frame: Frame, events: Sql): Sql => {
  const zone = quoted(frame.config.timezone);
  const own = quoted(frame.config.currency);
  const day =
    frame.config.timezone === "UTC"
      ? sql`cast(e.at_instant as date)`
      : sql`cast(timezone(${zone}, timezone('UTC', e.at_instant)) as date)`;
  const inForce = (span: string, alias: Sql): Sql => sql`left join ${fact(frame, span)} ${alias} on ${alias}.no = e.no
    and (${alias}.from_at is null or ${alias}.from_at <= e.at_instant) and (${alias}.to_at is null or ${alias}.to_at > e.at_instant)`;
  return sql`select p.*, cast(case when p.currency = ${own} then p.amount::double else p.amount::double * fx.rate end as decimal(28,8)) as money from (
      select e.*, ${day} as on_day, case when a.no is null then o.amount else a.value end as amount,
        coalesce(case when c.no is null then o.currency else c.value end, case when c.no is null or c.value is not null then ${own} end) as currency
      from (${events}) e join ${fact(frame, "opportunity_core")} o on o.no = e.no ${inForce("amount_spans", sql`a`)} ${inForce("currency_spans", sql`c`)}
    ) p asof left join ${fact(frame, "rates")} fx on fx.currency = p.currency and fx.rate_on <= p.on_day`;
};

/** Instants within a stretch at which amount or currency changed: the money of the pipeline moves though nothing does. */
const statement = (frame: Frame, { start, last }: Edge): Sql => {
  const before = instant(start - 1);
  const end = instant(last);
  const begins = instant(start);
  const at = (moment: Sql): Sql =>
    sql`s.is_in and s.moved_at <= ${moment} and (s.until_at is null or s.until_at > ${moment})`;
  const events = sql`
    select scope, no, 'open_start' as line, ${before} as at_instant from stretches s where ${at(before)}
    union all select scope, no, ${named}, moved_at from scoped where was_in <> is_in and moved_at >= ${begins} and moved_at <= ${end}
    union all select scope, no, 'open_end', ${end} from stretches s where ${at(end)}
    union all select s.scope, s.no, 'deleted_later', ${end} from stretches s join lives l on l.no = s.no where ${at(end)} and l.deleted_at is not null`;
  // Each stretch inside the period, cut where amount or currency changed; the money at both ends of each cut piece.
  const spans = sql`
    select s.scope, s.no, greatest(s.moved_at, ${before}) as in_at, least(s.until_at, ${end}) as out_at from stretches s
    where s.is_in and s.moved_at <= ${end} and (s.until_at is null or s.until_at >= ${begins})`;
  const changes = sql`
    select p.scope, p.no, h.from_at as changed_at from (${spans}) p join (
      select no, from_at from ${fact(frame, "amount_spans")} where from_at is not null union select no, from_at from ${fact(frame, "currency_spans")} where from_at is not null
    ) h on h.no = p.no and h.from_at > p.in_at and h.from_at <= p.out_at`;
  const after = sql`select scope, no, 'repriced' as line, changed_at as at_instant from (${changes})`;
  const ahead = sql`select scope, no, 'repriced_from' as line, changed_at - interval 1 microsecond as at_instant from (${changes})`;
  return sql`with ${moves(frame)}, ${told},
    figures as (${priced(frame, sql`${events} union all ${after} union all ${ahead}`)})
    select i.id as stage, f.scope, f.line, count(*) as n, coalesce(sum(f.money), 0)::double as money
    from figures f left join stage_ids i on i.no = f.scope group by i.id, f.scope, f.line`;
};

type Sheet = Map<string, { n: number; money: number }>;

const round = (value: number): number => Math.round(value * 1e8) / 1e8;

/** Currency is what the other bars leave: the same amounts at other rates. */
const moreOf = (sheet: Sheet): Record<string, number> => {
  const n = (line: string): number => sheet.get(line)?.n ?? 0;
  const money = (line: string): number => sheet.get(line)?.money ?? 0;
  const more: Record<string, number> = {};
  for (const line of lines) {
    more[line] = n(line);
    more[`${line}_money`] = money(line);
  }
  const flows =
    ["created", "reopened", "moved_in"].reduce((all, line) => all + money(line), 0) -
    ["won", "lost", "no_decision", "moved_out", "deleted"].reduce((all, line) => all + money(line), 0);
  const repriced = money("repriced") - money("repriced_from");
  more.repriced_money = round(repriced);
  more.currency_money = round(money("open_end") - money("open_start") - flows - repriced);
  return more;
};

const cell = (sheet: Sheet | undefined, frame: Frame, flags: string[]): Cell => {
  const more = moreOf(sheet ?? new Map());
  const figure = countOf(more.open_end ?? 0, 1, more);
  return cellOf({ ...figure, evidence: { kind: "none" } }, frame.config, {}, flags);
};

const total = -1;

export const answerBalanceSheet = async (asking: Asking, resolved: Resolved, frame: Frame): Promise<Answer> => {
  const other = [
    ...resolved.by.map((dimension) => dimension.id),
    ...resolved.where.map((filter) => filter.dimension),
  ].find((id) => id !== "stage");
  if (other !== undefined)
    throw new Problem("unknown_dimension", { kpi: resolved.kpi.id, dimension: other, known: ["stage"], nearest: null });
  const stages = await standingStages(asking.runner, frame, [1]);
  const zone = frame.config.timezone;
  const sheetsIn = async (range: DateRange): Promise<Map<number, Sheet>> => {
    const end = localMidnight(dayNumber(range.to), zone);
    const rows = await asking.runner.rows(
      statement(frame, {
        start: localMidnight(dayNumber(range.from), zone),
        last: isToDate(range, frame) ? frame.asOf : end - 1,
      }),
    );
    const sheets = new Map<number, Sheet>();
    for (const row of rows) {
      const scope = typeof row.scope === "number" ? row.scope : total;
      const sheet = sheets.get(scope) ?? new Map();
      sheet.set(String(row.line), { n: Number(row.n), money: Number(row.money) });
      sheets.set(scope, sheet);
    }
    return sheets;
  };
  const flagsOf = (range: DateRange): string[] => (isToDate(range, frame) ? ["to_date"] : []);
  const names = new Map(
    (await asking.runner.rows(sql`select s.stage_no, s.id, s.name from ${fact(frame, "process_stages")} s`)).map(
      (row) => [Number(row.stage_no), { id: String(row.id), name: String(row.name) }],
    ),
  );
  const unknown = -2;
  names.set(unknown, { id: "unknown", name: "Unknown" });
  const rowsIn = async (range: DateRange, period: string | null): Promise<Row[]> => {
    const sheets = await sheetsIn(range);
    const scopes = [...stages, ...(sheets.has(unknown) ? [unknown] : [])];
    return scopes.map((scope) => ({
      period,
      keys: { stage: names.get(scope)?.id ?? null },
      labels: { stage: names.get(scope)?.name ?? "" },
      ...cell(sheets.get(scope), frame, flagsOf(range)),
    }));
  };
  const { range, grain } = resolved.question;
  const whole = await sheetsIn(range);
  const rows: Row[] = [];
  if (grain === undefined) rows.push(...(await rowsIn(range, null)));
  else
    for (const unit of units(range, grain, frame.config))
      rows.push(...(await rowsIn({ from: unit.clippedStart, to: unit.clippedEnd }, unit.clippedStart)));
  return { ...shellOf(asking, resolved, frame), total: cell(whole.get(total), frame, flagsOf(range)), rows, notes: [] };
};
