/** What stands where at the end of each unit: one row for each record and unit, with where, whose and how much. */
import type { Dimension } from "../dimensions/index.ts";
import { type Frame, fact, type StockMeasure } from "../kinds/index.ts";
import { measuredDay } from "../model/comparison.ts";
import { dayNumber } from "../model/day.ts";
import { localMidnight } from "../model/zone.ts";
import { and, day, instant, join, name, quoted, type Sql, sql, whole } from "../sql/index.ts";
import { amountCondition, filterCondition } from "./filters.ts";
import type { DateRange } from "./question.ts";
import { moveTable } from "./rolled.ts";
import { asked, contextOf, distinct, list } from "./select.ts";
import type { Selection } from "./selection.ts";
import { spansOf } from "./standing-spans.ts";

/** The ends at which the stock is measured, by the number of their unit. */
export interface End {
  readonly unit: number;
  /** Exclusive local date. */
  readonly to: string;
}

/** Each with its place among them, the date whose state it is, and the instant. */
const endsTable = (frame: Frame, ends: readonly End[]): Sql => {
  const rows = ends.map(({ unit, to }, place) => {
    const { timezone } = frame.config;
    const at = Math.min(localMidnight(dayNumber(to), timezone), frame.asOf);
    return sql`(${whole(unit)}, ${whole(place)}, ${day(to)}, ${day(measuredDay(to, frame.asOf, timezone))}, ${instant(at)})`;
  });
  return sql`(values ${join(rows, ", ")}) e(unit, place, until, day, instant_at)`;
};

/** One row per record and each end at which it stands. */
const rowsAt = (measure: StockMeasure, frame: Frame, ends: readonly End[]): Sql =>
  sql`select s.*, e.unit, e.day, e.instant_at from (${spansOf(frame, measure)}) s
      join ${endsTable(frame, ends)} on s.from_day < e.until and (s.to_day is null or s.to_day >= e.until)`;

/** The same priced at the rate of that day. */
const pricedRows = (measure: StockMeasure, frame: Frame, ends: readonly End[]): Sql => {
  const own = quoted(frame.config.currency);
  return sql`select r.*, cast(case when r.currency = ${own} then r.native::double else r.native::double * fx.rate end as decimal(28,8)) as amount,
      coalesce(r.native is not null and r.currency <> ${own} and r.day - fx.rate_on > 92, false) as is_stale
    from (${rowsAt(measure, frame, ends)}) r
    asof left join ${fact(frame, "rates")} fx on fx.currency = r.currency and fx.rate_on <= r.day`;
};

const filteredRows = (rows: Sql, selection: Selection): Sql => {
  const context = contextOf(selection);
  const joins: Sql[] = [];
  const conditions: Sql[] = [];
  for (const filter of selection.resolved.where) {
    if (filter.of === "amount") conditions.push(amountCondition(filter));
    else {
      if (filter.of.join !== undefined && filter.of.matches === undefined) joins.push(filter.of.join(context));
      conditions.push(filterCondition(filter.of, filter, selection.membersOf(filter.of), context));
    }
  }
  return sql`(select r.* from (${rows}) r ${join(distinct(joins), " ")} where ${and(conditions)}) r`;
};

/** `r`: one row per record standing at each end, priced at the rate of that day, filtered. */
export const standingRows = (measure: StockMeasure, selection: Selection, ends: readonly End[]): Sql =>
  filteredRows(pricedRows(measure, selection.frame, ends), selection);

/** How many of those that the total counts at an end stand where their own column says, for want of any history. */
export const untoldStatement = (measure: StockMeasure, selection: Selection, ends: readonly End[]): Sql => {
  const { resolved } = selection;
  const [byAmount, byStage] = ["amount", "stage"].map((one) =>
    resolved.where.some(({ dimension }) => dimension === one),
  );
  const frame: Frame = { ...selection.frame, dimensions: asked({ ...resolved, by: [] }) };
  const rows = byAmount === true ? pricedRows(measure, frame, ends) : rowsAt(measure, frame, ends);
  const counted = measure.of === "opportunity" && byStage !== true ? sql`r.category in (0, 7)` : sql`true`;
  return sql`select count(*) as n from ${filteredRows(rows, selection)} where r.excluded is null and not r.has_history and ${counted}`;
};

/** The chance of winning that was observed: of the closed opportunities that reached a stage, the share won; of too few there is none. */
const chances = (frame: Frame): Sql => sql`(select x.stage_no, avg(case when o.is_won then 1.0 else 0.0 end) as chance
  from ${fact(frame, "reaches")} x join ${fact(frame, "opportunities")} o on o.no = x.no
  where x.object = 1 and x.stage_no is not null and o.excluded is null and not o.no_close_date and o.category in (1, 2, 3) group by x.stage_no having count(*) >= ${whole(frame.config.sample.small)}) chance`;

/** Why records that would stand there do not count. */
export const stockReasons = ["merged", "test", "deleted", "void"] as const;

/** What the total counts: open stages, and the unknown. */
const isTotalled = sql`r.category in (0, 7)`;
const stands = sql`r.excluded is null`;
const sum = (of: Sql, where: Sql): Sql => sql`coalesce(sum(${of}) filter (${where}), 0)::double`;

/** Floating sums differ in the last digit with the order of the rows. */
const exact = (of: Sql, where: Sql): Sql => sql`sum(cast(${of} as decimal(38,12))) filter (${where})::double`;

/** Over rows of `n` records each: `priced` of them with an `amount` together, `age` their days in the stage together. */
const stockAggregates = ({ of, variant }: StockMeasure): Sql =>
  list([
    sql`${sum(sql`r.n`, stands)} as n`,
    ...(of === "opportunity"
      ? [
          sql`${sum(sql`r.priced`, stands)} as priced, sum(r.amount) filter (${stands})::double as money`,
          sql`${sum(sql`r.n`, sql`${stands} and r.is_stale`)} as stale, ${sum(sql`r.n`, sql`${stands} and ${isTotalled}`)} as counted`,
          sql`${sum(sql`r.n`, sql`${stands} and ${isTotalled} and r.is_stale`)} as counted_stale`,
          sql`${sum(sql`r.priced`, sql`${stands} and ${isTotalled}`)} as counted_priced, sum(r.amount) filter (${stands} and ${isTotalled})::double as counted_money`,
          sql`${sum(sql`r.n`, sql`${stands} and r.category = 4`)} as hold, ${sum(sql`r.n`, sql`${stands} and r.category = 6`)} as undeclared`,
        ]
      : []),
    ...(variant === "weighted"
      ? [
          sql`sum(cast(r.amount::double * r.chance as decimal(38,8))) filter (${stands})::double as weighted`,
          sql`${sum(sql`r.priced`, sql`${stands} and r.chance is not null`)} as weighed, sum(r.squares * r.chance * r.chance) filter (${stands})::double as weighted_squares`,
        ]
      : []),
    ...(variant === "age"
      ? [
          sql`${exact(sql`r.age`, stands)} as age, ${exact(sql`r.age`, sql`${stands} and ${isTotalled}`)} as counted_age`,
          ...["squares", "cubes"].map(
            (power) =>
              sql`${exact(name(`r.${power}`), stands)} as ${name(`age_${power}`)}, ${exact(name(`r.${power}`), sql`${stands} and ${isTotalled}`)} as ${name(`counted_age_${power}`)}`,
          ),
        ]
      : []),
    ...stockReasons.map(
      (reason) => sql`${sum(sql`r.n`, sql`r.excluded = ${quoted(reason)}`)} as ${name(`out_${reason}`)}`,
    ),
  ]);

const ageInDays = sql`((epoch_us(r.instant_at) - epoch_us(r.entered_at)) / 86400000000.0)`;

/** The second and third powers of what is told of each record: their sums say how it spreads. */
const powersOf = ({ variant }: StockMeasure): Sql => {
  if (variant === "weighted") return sql`, r.amount::double * r.amount::double as squares`;
  return variant === "age" ? sql`, ${ageInDays} ** 2 as squares, ${ageInDays} ** 3 as cubes` : sql``;
};

const withChance = (measure: StockMeasure, frame: Frame): { readonly column: Sql; readonly join: Sql } =>
  measure.variant === "weighted"
    ? { column: sql`chance.chance`, join: sql`left join ${chances(frame)} on chance.stage_no = r.real_stage_no` }
    : { column: sql`null::double as chance`, join: sql`` };

/** One row for each record and end: what every question can be asked of. */
const single = (measure: StockMeasure, selection: Selection, ends: readonly End[]): Sql => {
  const chance = withChance(measure, selection.frame);
  return sql`(select r.*, 1 as n, case when r.amount is null then 0 else 1 end as priced, ${ageInDays} as age, ${chance.column}${powersOf(measure)}
    from ${standingRows(measure, selection, ends)} ${chance.join}) r`;
};

/** Keys that hold for a record at every end; a team is that of its person on the day. */
const lasting = (dimension: Dimension): boolean => dimension.id !== "team";

/** So many ends are told apart one by one; more are so only as the units of one range. */
export const mostEnds = 120;

/** How many of the ends, which are in order, had been before a day was over; beyond the last is as good as never. */
const endsBefore = (ends: readonly End[], { buckets }: Selection, column: Sql): Sql => {
  if (buckets !== null && ends.length > mostEnds) {
    const last = day(ends.at(-1)?.to ?? "");
    return sql`case when ${column} is null or ${column} >= ${last} then ${whole(ends.length)} else greatest(${buckets.of(column)}, 0) end`;
  }
  const each = ends.map(({ to }, place) => sql`when ${column} < ${day(to)} then ${whole(place)}`);
  return sql`case ${join(each, " ")} else ${whole(ends.length)} end`;
};

/**
 * Records that stood from the same end to the same other end counted together before they are spread over the ends between: a year
 * of month ends costs one pass. Not where records are filtered by what they are worth on the day.
 */
const together = (measure: StockMeasure, selection: Selection, given: readonly End[]): Sql => {
  const { resolved, membersOf } = selection;
  const ends = given.toSorted((one, other) => dayNumber(one.to) - dayNumber(other.to));
  const frame: Frame = { ...selection.frame, dimensions: asked(resolved) };
  const context = contextOf(selection);
  const last = ends.at(-1)?.to ?? frame.range.to;
  const filters = resolved.where.flatMap((filter) => (filter.of === "amount" ? [] : [{ ...filter, of: filter.of }]));
  const conditionOf = (filter: (typeof filters)[number]): Sql =>
    filterCondition(filter.of, filter, membersOf(filter.of), context);
  const early = filters.filter((filter) => lasting(filter.of));
  const joins = distinct([
    ...early.flatMap(({ of }) => (of.join !== undefined && of.matches === undefined ? [of.join(context)] : [])),
    ...resolved.by.filter(lasting).flatMap((dimension) => dimension.join?.(context) ?? []),
  ]);
  const keys = resolved.by.flatMap((dimension, index) =>
    lasting(dimension) ? [sql`${dimension.key(context)} as ${name(`g_${index}`)}`] : [],
  );
  const asksTeam = [...resolved.by, ...filters.map(({ of }) => of)].some((dimension) => !lasting(dimension));
  const before = (column: Sql): Sql => endsBefore(ends, selection, column);
  // Most records had left before the first end: they are not even counted together.
  const stillThere = sql`(r.to_day is null or r.to_day >= ${day(ends[0]?.to ?? last)})`;
  const own = quoted(frame.config.currency);
  const [isMoney, isAge] = [measure.of === "opportunity", measure.variant === "age"];
  const isWeighted = measure.variant === "weighted";
  const begin = instant(frame.asOf);
  // Whole ones: their powers are exact, and what they are of any other instant is known from their sums.
  const seconds = sql`((epoch_us(${begin}) - epoch_us(r.entered_at)) // 1000000)::hugeint`;
  const fromRecords = sql`select (${before(sql`r.from_day`)})::smallint as u_in, (${before(sql`r.to_day`)})::smallint as u_out, r.category, r.excluded, count(*) as n ${list2(
    [
      ...(asksTeam ? [sql`${context.person} as person_no, ${context.person} as now_no`] : []),
      ...keys,
      ...(isWeighted ? [sql`r.real_stage_no, sum(r.native::double * r.native::double) as native_squares`] : []),
      ...(isMoney ? [sql`r.currency, count(r.native) as native_n, sum(r.native) as native`] : []),
      ...(isAge
        ? [
            sql`sum(epoch_us(${begin}) - epoch_us(r.entered_at)) as old`,
            sql`sum(${seconds}) as old_1, sum(${seconds} * ${seconds}) as old_2, sum(${seconds} * ${seconds} * ${seconds}) as old_3`,
          ]
        : []),
    ],
  )}
    from (${spansOf(frame, measure)}) r ${join(joins, " ")} where ${and([sql`r.from_day < ${day(last)}`, stillThere, ...early.map(conditionOf)])} group by all`;
  const kept = isMoney ? sql`, r.currency, sum(r.native_n) as native_n, sum(r.native) as native` : sql``;
  const fromMoves = sql`select (${before(sql`r.day`)})::smallint as u_in, ${whole(ends.length)} as u_out, r.category, r.excluded, sum(r.n) as n${resolved.by.length === 0 ? sql`` : sql`, r.key as g_0`} ${kept}
    from ${moveTable} r where r.object = ${whole(isMoney ? 1 : 0)} and r.day < ${day(last)} group by all`;
  const groups = isKept(measure, selection) ? fromMoves : fromRecords;
  const money = isMoney
    ? sql`, cast(case when r.currency = ${own} then r.native else r.native * fx.rate end as decimal(38,8)) as amount, case when r.currency = ${own} or fx.rate is not null then r.native_n else 0 end as priced,
        coalesce(r.native_n > 0 and r.currency <> ${own} and r.day - fx.rate_on > 92, false) as is_stale`
    : sql`, null::double as amount, 0 as priced, false as is_stale`;
  const rates = isMoney
    ? sql`asof left join ${fact(frame, "rates")} fx on fx.currency = r.currency and fx.rate_on <= r.day`
    : sql``;
  const later = sql`((epoch_us(r.instant_at) - epoch_us(${begin})) // 1000000)::hugeint`;
  const age = isAge
    ? sql`, (r.old + r.n * (epoch_us(r.instant_at) - epoch_us(${begin})))::double / 86400000000.0 as age,
        (r.old_2 + 2 * ${later} * r.old_1 + ${later} * ${later} * r.n)::double / 86400.0 ** 2 as squares,
        (r.old_3 + 3 * ${later} * r.old_2 + 3 * ${later} * ${later} * r.old_1 + ${later} * ${later} * ${later} * r.n)::double / 86400.0 ** 3 as cubes`
    : sql`, null::double as age`;
  const squares = isWeighted
    ? sql`, case when r.currency = ${own} then r.native_squares else r.native_squares * fx.rate * fx.rate end as squares`
    : sql``;
  const chance = withChance(measure, frame);
  const late = filters.filter((filter) => !lasting(filter.of)).map(conditionOf);
  // Priced once for all that stands at an end: together they are worth the same, whoever came and went in between.
  const added = [
    "n",
    ...(isMoney ? ["native_n", "native"] : []),
    ...(isAge ? ["old", "old_1", "old_2", "old_3"] : []),
    ...(isWeighted ? ["native_squares"] : []),
  ];
  const sums = list(
    added.map((one) => sql`sum(s.${name(one)})${one === "native" ? sql`::double` : sql``} as ${name(one)}`),
  );
  const excluded = list(["u_in", "u_out", ...added].map((one) => name(one)));
  return sql`(select r.* ${money} ${age}${squares}, ${chance.column} from (
      select s.* exclude (${excluded}), e.unit, e.day, e.instant_at, ${sums}
      from (${groups}) s join ${endsTable(frame, ends)} on e.place >= s.u_in and e.place < s.u_out group by all having sum(s.n) > 0
    ) r ${rates} ${chance.join} where ${and(late)}) r`;
};

/** Whether the moves that are kept by day tell it. */
const isKept = ({ variant }: StockMeasure, selection: Selection): boolean =>
  (variant === "share" || variant === "count") && selection.rollups?.hasMoves(selection) === true;

const list2 = (parts: readonly Sql[]): Sql => (parts.length === 0 ? sql`` : sql`, ${list(parts)}`);

export const stockStatement = (
  measure: StockMeasure,
  selection: Selection,
  ends: readonly End[],
  isSplit: boolean,
): Sql => {
  const { resolved } = selection;
  const byAmount = resolved.where.some((filter) => filter.of === "amount");
  const given = isSplit ? selection : { ...selection, resolved: { ...resolved, by: [] } };
  const inOne = isSplit ? given : { ...given, buckets: null };
  const source = byAmount ? single(measure, inOne, ends) : together(measure, inOne, ends);
  if (!isSplit) return sql`select 0 as unit, ${stockAggregates(measure)} from ${source}`;
  const context = contextOf(selection);
  const late = resolved.by.filter((dimension) => byAmount || !lasting(dimension));
  const joins = join(distinct(late.flatMap((dimension) => dimension.join?.(context) ?? [])), " ");
  const keys = resolved.by.map((dimension, index) =>
    late.includes(dimension) ? dimension.key(context) : sql`r.${name(`g_${index}`)}`,
  );
  const named = list([sql`r.unit as unit`, ...keys.map((key, index) => sql`${key} as ${name(`k${index}`)}`)]);
  const grouped = list([whole(1), ...keys.map((_, index) => whole(index + 2))]);
  return sql`select ${named}, ${stockAggregates(measure)} from ${source} ${joins} group by ${grouped}`;
};

export const endsOf = (selection: Selection): readonly End[] =>
  selection.buckets === null
    ? [{ unit: 0, to: selection.frame.range.to }]
    : selection.buckets.units.map((unit, index) => ({ unit: index, to: unit.clippedEnd }));

export const endOf = (range: DateRange): readonly End[] => [{ unit: 0, to: range.to }];
