/** Where the pipeline came from and went to: every transition of the period, so that the sheet closes exactly. */

import { stage } from "../dimensions/index.ts";
import { inForce, localDay } from "../facts/index.ts";
import { type Figure, type Frame, fact } from "../kinds/index.ts";
import { atOnce, countOf } from "../kinds/shapes.ts";
import { type Unit, units } from "../model/calendar.ts";
import { dayNumber } from "../model/day.ts";
import type { Flag } from "../model/flags.ts";
import { localMidnight } from "../model/zone.ts";
import { and, instant, join, quoted, type Sql, sql, whole } from "../sql/index.ts";
import type { Answer, Cell, Row } from "./answer.ts";
import { type Asking, isToDate, selectionOf, shellOf, standingStages } from "./answers.ts";
import { clipped, counterpartsOf } from "./buckets.ts";
import { cellOf } from "./cells.ts";
import { changeOf, withoutCounterpart } from "./changes.ts";
import { filterCondition } from "./filters.ts";
import type { DateRange } from "./question.ts";
import type { Resolved } from "./resolved.ts";
import { contextOf } from "./select.ts";

/** What a sheet shows, each as a number and as money; `undone` is the part of `reopened` that had been won, `deleted_later` of `open_end`. */
const lines = [
  "open_start",
  "created",
  "reopened",
  "undone",
  "moved_in",
  "won",
  "lost",
  "no_decision",
  "moved_out",
  "deleted",
  "open_end",
  "deleted_later",
];

/** Of one stage: the part of `moved_out` that went to a later rung, and that to an earlier one. */
const turns = ["moved_on", "moved_back"];

/** Open: the open stages and the unknown. Aside: neither open nor ended (hold, undeclared, void). Away: not created yet, or deleted. */
const sortOf = (category: Sql): Sql =>
  sql`case when ${category} in (0, 7) then 'open' when ${category} in (1, 2, 3) then 'ended' else 'aside' end`;

/** All moves of every life, from creation to deletion: `(no, moved_at, from_sort, from_stage, from_rung, from_category, to_sort, to_stage, to_category, to_rung)`. */
const moves = (frame: Frame): Sql => sql`
  lives as (
    select no, created_at, deleted_at from ${fact(frame, "opportunity_core")}
    where (excluded is null or excluded = 'deleted') and category <> 5 and not no_close_date
  ),
  stays as (
    select v.no, v.visit, v.stage_no, v.category, v.rung, l.created_at, l.deleted_at, greatest(v.entered_at, l.created_at) as moved_at,
      lead(v.entered_at) over (partition by v.no order by v.visit) as next_at
    from ${fact(frame, "stage_visits")} v join lives l on l.no = v.no where v.object = 1
  ),
  places as (
    select no, visit, moved_at, deleted_at, created_at, stage_no, category, rung, ${sortOf(sql`category`)} as sort
    from stays where (next_at is null or next_at >= created_at) and (deleted_at is null or moved_at <= deleted_at)
  ),
  moves as (
    select no, visit, moved_at, coalesce(lag(sort) over w, 'away') as from_sort, lag(stage_no) over w as from_stage, lag(rung) over w as from_rung, lag(category) over w as from_category, sort as to_sort, stage_no as to_stage, category as to_category, rung as to_rung
    from places window w as (partition by no order by visit)
    union all
    select no, max(visit) + 1, greatest(max(created_at), max(deleted_at)), arg_max(sort, visit), arg_max(stage_no, visit), null, null, 'away', null, null, null
    from places where deleted_at is not null group by no
  )`;

/** The same moves told of one place: of all stages asked about (`scope` null; without a filter all that is open), and of each open stage. */
const told = (asked: readonly number[] | null): Sql => {
  const isAsked = (stage: Sql): Sql =>
    asked === null ? sql`true` : asked.length === 0 ? sql`false` : sql`${stage} in (${join(asked.map(whole), ", ")})`;
  return sql`
  scoped as (
    select null::integer as scope, m.*, coalesce(m.from_sort = 'open' and ${isAsked(sql`m.from_stage`)}, false) as was_in,
      coalesce(m.to_sort = 'open' and ${isAsked(sql`m.to_stage`)}, false) as is_in from moves m
    union all
    select s.scope, m.*, m.from_sort = 'open' and m.from_stage = s.scope, m.to_sort = 'open' and m.to_stage = s.scope
    from moves m, (select distinct no, to_stage as scope from moves where to_sort = 'open') s where s.no = m.no
  ),
  stretches as (
    select scope, no, moved_at, is_in, lead(moved_at) over (partition by scope, no order by visit) as until_at from scoped
  )`;
};

const named = sql`case when is_in then case from_sort when 'away' then 'created' when 'ended' then 'reopened' else 'moved_in' end
  when to_sort = 'away' then 'deleted' when to_sort = 'ended' then case to_category when 1 then 'won' when 2 then 'lost' else 'no_decision' end else 'moved_out' end`;

/** Of the moves out of one stage into another open one, where they went on the ladder. */
const turned = sql`case when to_rung > from_rung then 'moved_on' when to_rung < from_rung then 'moved_back' end`;

/** Prices an event: the amount in force at its instant, at the rate of the local date of `dated_at`. */
const priced = (frame: Frame, events: Sql): Sql => {
  const own = quoted(frame.config.currency);
  const spans = (table: string, alias: Sql): Sql =>
    sql`left join ${fact(frame, table)} ${alias} on ${alias}.no = e.no and ${inForce(alias, sql`e.at_instant`)}`;
  return sql`select p.*, cast(case when p.currency = ${own} then p.amount::double else p.amount::double * fx.rate end as decimal(28,8)) as money from (
      select e.*, ${localDay(frame, sql`e.dated_at`)} as on_day, case when a.no is null then o.amount else a.value end as amount,
        coalesce(case when c.no is null then o.currency else c.value end, case when c.no is null or c.value is not null then ${own} end) as currency
      from (${events}) e join ${fact(frame, "opportunity_core")} o on o.no = e.no ${spans("amount_spans", sql`a`)} ${spans("currency_spans", sql`c`)}
    ) p asof left join ${fact(frame, "rates")} fx on fx.currency = p.currency and fx.rate_on <= p.on_day`;
};

/**
 * `edges(unit, begins_at, ends_at)`, half-open: at the as-of itself, what is of that instant counts. What lies beyond begins and ends with
 * what stands then.
 */
const edges = (frame: Frame, ranges: readonly DateRange[]): Sql => {
  const edge = (date: string): Sql => {
    const midnight = localMidnight(dayNumber(date), frame.config.timezone);
    return midnight > frame.asOf ? sql`${instant(frame.asOf)} + interval 1 microsecond` : instant(midnight);
  };
  const rows = ranges.map(({ from, to }, unit) => sql`(${whole(unit)}, ${edge(from)}, ${edge(to)})`);
  return sql`edges as (select * from (values ${join(rows, ", ")}) e(unit, begins_at, ends_at))`;
};

/** The sheets of all ranges at once: `(unit, scope, line, n, money)`. Between the lines, money moves where amounts change. */
const statement = (frame: Frame, ranges: readonly DateRange[], asked: readonly number[] | null): Sql => {
  const stoodAt = (edge: Sql): Sql =>
    sql`s.is_in and s.moved_at < ${edge} and coalesce(s.until_at, timestamp 'infinity') >= ${edge}`;
  const just = sql`interval 1 microsecond`;
  const during = sql`s.moved_at >= u.begins_at and s.moved_at < u.ends_at`;
  const events = sql`
    select u.unit, s.scope, s.no, 'open_start' as line, u.begins_at - ${just} as at_instant from stretches s join edges u on ${stoodAt(sql`u.begins_at`)}
    union all select u.unit, s.scope, s.no, ${named}, s.moved_at from scoped s join edges u on ${during} where s.was_in <> s.is_in
    union all select u.unit, s.scope, s.no, 'undone', s.moved_at from scoped s join edges u on ${during} where s.is_in and s.from_sort = 'ended' and s.from_category = 1
    union all select u.unit, s.scope, s.no, ${turned}, s.moved_at from scoped s join edges u on ${during}
      where s.scope is not null and s.was_in and not s.is_in and s.to_sort = 'open' and s.to_rung <> s.from_rung
    union all select u.unit, s.scope, s.no, 'open_end', u.ends_at - ${just} from stretches s join edges u on ${stoodAt(sql`u.ends_at`)}
    union all select u.unit, s.scope, s.no, 'deleted_later', u.ends_at - ${just} from stretches s join lives l on l.no = s.no join edges u on ${stoodAt(sql`u.ends_at`)} where l.deleted_at is not null`;
  // Each stretch inside the period, cut where amount or currency changed; the money at both ends of each cut piece.
  const changes = sql`
    select p.unit, p.scope, p.no, h.from_at as changed_at from (
      select u.unit, s.scope, s.no, greatest(s.moved_at, u.begins_at - ${just}) as in_at, least(s.until_at, u.ends_at - ${just}) as out_at
      from stretches s join edges u on s.is_in and s.moved_at < u.ends_at and coalesce(s.until_at, timestamp 'infinity') >= u.begins_at
    ) p join (
      select no, from_at from ${fact(frame, "amount_spans")} where from_at is not null union select no, from_at from ${fact(frame, "currency_spans")} where from_at is not null
    ) h on h.no = p.no and h.from_at > p.in_at and h.from_at <= p.out_at`;
  return sql`with ${moves(frame)}, ${told(asked)}, ${edges(frame, ranges)}, changes as (${changes}),
    figures as (${priced(
      frame,
      sql`select *, at_instant as dated_at from (${events})
      union all select unit, scope, no, 'repriced', changed_at, changed_at from changes
      union all select unit, scope, no, 'repriced_from', changed_at - ${just}, changed_at from changes`,
    )})
    select f.unit, f.scope, f.line, count(*) as n, coalesce(sum(f.money), 0)::double as money from figures f group by all`;
};

type Sheet = Map<string, { n: number; money: number }>;

const round = (value: number): number => Math.round(value * 1e8) / 1e8;

/** Currency is what the other bars leave: the same amounts at other rates. */
const moreOf = (sheet: Sheet, isStage: boolean): Record<string, number> => {
  const n = (line: string): number => sheet.get(line)?.n ?? 0;
  const money = (line: string): number => sheet.get(line)?.money ?? 0;
  const more: Record<string, number> = {};
  for (const line of [...lines, ...(isStage ? turns : [])]) {
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

const figureOf = (sheet: Sheet | undefined, isStage: boolean): Figure => {
  const more = moreOf(sheet ?? new Map(), isStage);
  return countOf(more.open_end ?? 0, atOnce, more);
};

const total = -1;
const unknown = -2;

/** The sheets of each range, by the number of the stage. */
const sheetsOf = async (
  asking: Asking,
  frame: Frame,
  ranges: readonly DateRange[],
  asked: readonly number[] | null,
): Promise<readonly ReadonlyMap<number, Sheet>[]> => {
  const sheets = ranges.map(() => new Map<number, Sheet>());
  for (const row of await asking.runner.rows(statement(frame, ranges, asked))) {
    const own = sheets[Number(row.unit)];
    const scope = typeof row.scope === "number" ? row.scope : total;
    const sheet = own?.get(scope) ?? new Map();
    sheet.set(String(row.line), { n: Number(row.n), money: Number(row.money) });
    own?.set(scope, sheet);
  }
  return sheets;
};

/** The stages that pass the filters; `null` without any. */
const stagesAsked = async (asking: Asking, resolved: Resolved, frame: Frame): Promise<readonly number[] | null> => {
  if (resolved.where.length === 0) return null;
  const selection = await selectionOf(asking, resolved, frame, resolved.question.range);
  const conditions = resolved.where.map((filter) =>
    filter.of === "amount"
      ? sql`true`
      : filterCondition(filter.of, filter, selection.membersOf(filter.of), contextOf(selection)),
  );
  const rows = await asking.runner.rows(
    sql`select r.stage_no from (select stage_no from ${fact(frame, "process_stages")} union all select ${whole(unknown)}) r where ${and(conditions)}`,
  );
  return rows.map((row) => Number(row.stage_no));
};

export const answerBalanceSheet = async (asking: Asking, resolved: Resolved, frame: Frame): Promise<Answer> => {
  const { question } = resolved;
  const { config } = frame;
  const unitsOf = (range: DateRange): readonly Unit[] =>
    question.grain === undefined
      ? [{ start: range.from, end: range.to, clippedStart: range.from, clippedEnd: range.to }]
      : units(range, question.grain, config);
  const [nowUnits, beforeUnits] = [
    unitsOf(question.range),
    question.compare === undefined ? [] : unitsOf(question.compare),
  ];
  const now = [question.range, ...clipped(nowUnits)];
  const before = question.compare === undefined ? [] : [question.compare, ...clipped(beforeUnits)];
  const heldTo = counterpartsOf(nowUnits, beforeUnits);
  const asked = await stagesAsked(asking, resolved, frame);
  const sheets = await sheetsOf(asking, frame, [...now, ...before], asked);
  const flagsOf = (range: DateRange | undefined): Flag[] =>
    range !== undefined && isToDate(range, frame) ? ["to_date"] : [];
  const cellAt = (index: number, scope: number): Cell => {
    const figure = figureOf(sheets[index]?.get(scope), scope !== total);
    const own = cellOf(figure, config, {}, flagsOf(now[index]));
    if (question.compare === undefined) return own;
    const unit = index === 0 ? -1 : heldTo(index - 1);
    if (unit === null) return { ...own, ...withoutCounterpart };
    const at = unit + 1;
    const other = figureOf(sheets[now.length + at]?.get(scope), scope !== total);
    const previous = cellOf(other, config, {}, flagsOf(before[at]));
    const change = changeOf({ figure: other, cell: previous }, { figure, cell: own }, config.sample.small);
    return { ...own, previous, change };
  };
  const { byKey } = await asking.members(stage, frame);
  const stages = await standingStages(asking, frame, [1]);
  const rows = now.slice(1).flatMap((range, unit) => {
    const isAnyUnknown = sheets[unit + 1]?.has(unknown) === true;
    const scopes = [...stages, ...(isAnyUnknown ? [unknown] : [])];
    return (asked === null ? scopes : scopes.filter((scope) => asked.includes(scope))).map(
      (scope): Row => ({
        period: question.grain === undefined ? null : range.from,
        keys: { stage: byKey.get(scope)?.id ?? null },
        labels: { stage: byKey.get(scope)?.label ?? "" },
        ...cellAt(unit + 1, scope),
      }),
    );
  });
  return { ...shellOf(asking, resolved, frame, question.compare), total: cellAt(0, total), rows, notes: [] };
};
