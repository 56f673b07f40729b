/** What stands beside each stage: who came, who left and where to, how long it takes, and whether it has become a bottleneck. */

import { type Frame, fact, populations, type StockMeasure } from "../kinds/index.ts";
import { dayNumber } from "../model/day.ts";
import type { Flag } from "../model/flags.ts";
import { localMidnight } from "../model/zone.ts";
import { and, instant, join, type Sql, sql, whole } from "../sql/index.ts";
import { kaplanMeier, survivalQuantile } from "../stats/index.ts";
import type { Asking } from "./answers.ts";
import { amountCondition, filterCondition } from "./filters.ts";
import type { DateRange } from "./question.ts";
import { asked, contextOf, distinct } from "./select.ts";
import type { Selection } from "./selection.ts";
import { type Band, bandOf, trailing } from "./trailing.ts";

export interface Beside {
  readonly more: Readonly<Record<string, number | null>>;
  readonly flags: readonly Flag[];
}

type Way = (typeof populations.waysOut)[number];

/** Passages through one stage in one unit of time: days of age, rounded down, with how many of it. */
interface Passed {
  readonly came: number;
  readonly left: Record<Way, number>;
  /** Ages in days at which they came under watch: -1 who came in the unit, else one less than their age when it began. */
  readonly entered: Map<number, number>;
  /** Ages at which they left. */
  readonly ended: Map<number, number>;
  /** Ages at the end of who still stands there. */
  readonly standing: Map<number, number>;
}

const nothing = (): Passed => ({
  came: 0,
  left: { advanced: 0, dropped: 0, moved_back: 0, moved_aside: 0 },
  entered: new Map(),
  ended: new Map(),
  standing: new Map(),
});

const ageInDays = (at: Sql): Sql => sql`((epoch_us(${at}) - epoch_us(p.in_at)) // 86400000000)::integer`;

/** The passages that the question is about: filtered, and none that is left out; with whose they were where that is wanted. */
export const passagesFor = (selection: Selection, objects: readonly (0 | 1)[], isOwned = false): Sql => {
  const { frame, resolved, membersOf } = selection;
  const context = contextOf(selection);
  const joins = resolved.where.flatMap(({ of }) =>
    of !== "amount" && of.join !== undefined && of.matches === undefined ? [of.join(context)] : [],
  );
  const conditions = resolved.where.map((filter) =>
    filter.of === "amount"
      ? amountCondition(filter)
      : filterCondition(filter.of, filter, membersOf(filter.of), context),
  );
  const dimensions = new Set([...asked(resolved), ...(isOwned ? ["person"] : [])]);
  const relation = populations.passages(objects).relation({ ...frame, dimensions });
  return sql`select r.* from (${relation}) r ${join(distinct(joins), " ")} where r.excluded is null and ${and(conditions)}`;
};

/** One statement for all stages and units: `(stage_no, unit, what, age, n)`. */
const statement = (selection: Selection, objects: readonly (0 | 1)[], units: readonly DateRange[]): Sql => {
  const { frame } = selection;
  const { timezone } = frame.config;
  const midnight = (date: string): number => localMidnight(dayNumber(date), timezone);
  const rows = units.map(
    ({ from, to }, unit) =>
      sql`(${whole(unit)}, ${instant(midnight(from))}, ${instant(midnight(to))}, ${instant(Math.min(midnight(to), frame.asOf))})`,
  );
  const starts = Math.min(...units.map(({ from }) => midnight(from)));
  const ends = Math.max(...units.map(({ to }) => midnight(to)));
  return sql`with passed as materialized (
      select p.stage_no, u.unit, p.in_at, p.in_at >= u.from_at as came, p.out_at < u.to_at as went, p.way, u.from_at, least(p.out_at, u.last_at) as seen_at
      from (${passagesFor(selection, objects)} and r.in_at < ${instant(ends)} and (r.out_at is null or r.out_at >= ${instant(starts)})) p
      join (values ${join(rows, ", ")}) u(unit, from_at, to_at, last_at) on u.from_at <= u.last_at and p.in_at < u.to_at and coalesce(p.out_at, timestamp 'infinity') >= u.from_at
    )
    select p.stage_no, p.unit, case when p.came then 'came' else 'late' end as what, case when p.came then -1 else ${ageInDays(sql`p.from_at`)} - 1 end as age, count(*)::integer as n
      from passed p group by all
    union all
    select p.stage_no, p.unit, case when p.went then p.way else 'standing' end, ${ageInDays(sql`p.seen_at`)}, count(*)::integer from passed p group by all`;
};

const add = (to: Map<number, number>, age: number, n: number): void => {
  to.set(age, (to.get(age) ?? 0) + n);
};

const read = async (
  asking: Asking,
  selection: Selection,
  objects: readonly (0 | 1)[],
  units: readonly DateRange[],
): Promise<(stage: number, unit: number) => Passed> => {
  const { names, columns, rowCount } = await asking.runner.columns(statement(selection, objects, units));
  const [stages = [], numbers = [], whats = [], ages = [], counts = []] = ["stage_no", "unit", "what", "age", "n"].map(
    (name) => columns[names.indexOf(name)] ?? [],
  );
  const found = new Map<string, Passed>();
  for (let row = 0; row < rowCount; row += 1) {
    const key = `${stages[row]} ${numbers[row]}`;
    const before = found.get(key) ?? nothing();
    const [what, age, n] = [String(whats[row]), Number(ages[row]), Number(counts[row])];
    const way = populations.waysOut.find((one) => one === what);
    if (what === "came" || what === "late") add(before.entered, age, n);
    else if (way === undefined) add(before.standing, age, n);
    else {
      before.left[way] += n;
      add(before.ended, age, n);
    }
    found.set(key, what === "came" ? { ...before, came: before.came + n } : before);
  }
  return (stage, unit) => found.get(`${stage} ${unit}`) ?? nothing();
};

const leftOf = ({ left }: Passed): number => Object.values(left).reduce((sum, n) => sum + n, 0);

interface HalfLeft {
  /** `null` where it is not reached, or where fewer than `small` were watched on the way. */
  readonly value: number | null;
  /** Where it is not reached: the last age at which enough were watched to know that more than half were still there. */
  readonly beyond: number | null;
}

/** The days by which half of them have left (Kaplan-Meier): who came earlier is watched from the unit's beginning on. */
const halfLeft = ({ entered, ended, standing }: Passed, small: number): HalfLeft => {
  const time = [...new Set([...entered.keys(), ...ended.keys(), ...standing.keys()])].sort((a, b) => a - b);
  const at = (counts: Map<number, number>): number[] => time.map((age) => counts.get(age) ?? 0);
  const counts = { time, events: at(ended), censored: at(standing), entered: at(entered) };
  const { value } = survivalQuantile(kaplanMeier(counts), 0.5);
  let watched = 0;
  let beyond: number | null = null;
  for (const [row, age] of time.entries()) {
    const events = counts.events[row] ?? 0;
    const seen = events + (counts.censored[row] ?? 0);
    if ((value === null || age <= value) && events > 0 && watched < small) return { value: null, beyond: null };
    if (seen > 0 && watched >= small) beyond = age;
    watched += (counts.entered[row] ?? 0) - seen;
  }
  return { value, beyond: value === null ? beyond : null };
};

interface Signs {
  readonly net_inflow: number;
  readonly conversion: number | null;
  readonly median_days: number | null;
  /** More than this, where the median is not reached. */
  readonly beyond: number | null;
}

const signsOf = (passed: Passed, small: number): Signs => {
  const left = leftOf(passed);
  const { value, beyond } = halfLeft(passed, small);
  return {
    beyond,
    net_inflow: passed.came - left,
    conversion: left < small ? null : passed.left.advanced / left,
    median_days: value,
  };
};

/** On which side of its band a figure is a sign of a bottleneck. */
const worse = { net_inflow: "high", conversion: "low", median_days: "high" } as const;

const isOutside = (signs: Signs, name: keyof typeof worse, band: Band | null): boolean | null => {
  const value = signs[name];
  if (band === null) return null;
  if (value !== null) return worse[name] === "high" ? value > band.high : value < band.low;
  return name === "median_days" && signs.beyond !== null && signs.beyond >= band.high ? true : null;
};

const names = ["net_inflow", "median_days", "conversion"] as const;

const besideOf = (period: Passed, recent: Passed, before: readonly Passed[], small: number): Beside => {
  const [whole, now] = [signsOf(period, small), signsOf(recent, small)];
  const past = before.map((one) => signsOf(one, small));
  const more: Record<string, number | null> = {
    entered: period.came,
    left: leftOf(period),
    ...period.left,
    net_inflow: whole.net_inflow,
    median_days: whole.median_days,
    conversion: whole.conversion,
  };
  let outside = 0;
  for (const name of names) {
    const band = bandOf(past.map((one) => one[name]));
    const sign = isOutside(now, name, band);
    if (sign === true) outside += 1;
    more[`recent_${name}`] = now[name];
    more[`norm_${name}`] = band?.norm ?? null;
    more[`low_${name}`] = band?.low ?? null;
    more[`high_${name}`] = band?.high ?? null;
    more[`sign_${name}`] = sign === null ? null : Number(sign);
  }
  return { more, flags: outside >= 2 ? ["bottleneck"] : [] };
};

/** The day on which the first of them came to a stage. */
const firstDay = async (
  asking: Asking,
  frame: Frame,
  objects: readonly (0 | 1)[],
): Promise<ReadonlyMap<number, number>> => {
  const rows = await asking.runner.rows(
    sql`select v.object::integer as object, epoch_ms(min(v.entered_at))::double as first_at from ${fact(frame, "stage_visits")} v where v.category = 0 group by 1`,
  );
  return new Map(
    rows
      .filter((row) => objects.some((one) => one === Number(row.object)))
      .map((row) => [Number(row.object), Number(row.first_at)]),
  );
};

/** Whether an answer has anything to stand beside its rows: one row for each stage, over the whole period. */
export const hasBeside = ({ of }: StockMeasure, { resolved, buckets }: Selection): boolean =>
  of === "lead" && resolved.by.length === 1 && buckets === null && resolved.question.brief !== true;

/** Whose stages an answer about leads has: in the whole process those of opportunities too. */
export const objectsOf = ({ variant }: StockMeasure): readonly (0 | 1)[] => (variant === "process" ? [0, 1] : [0]);

/** By the number of the stage, for open stages. Units from before the first record belong to no norm. */
export const besideStages = async (
  asking: Asking,
  measure: StockMeasure,
  selection: Selection,
): Promise<(stage: number) => Beside | undefined> => {
  const { frame } = selection;
  const objects = objectsOf(measure);
  const { recent, before } = trailing(frame.range, frame.asOf, frame.config.timezone);
  const passed = await read(asking, selection, objects, [frame.range, recent, ...before]);
  const first = await firstDay(asking, frame, objects);
  const known = new Map(
    (
      await asking.runner.rows(
        sql`select stage_no, object::integer as object from ${fact(frame, "process_stages")} where category = 0`,
      )
    ).map((row) => [Number(row.stage_no), Number(row.object)]),
  );
  const small = frame.config.sample.small;
  return (stage) => {
    const object = known.get(stage);
    if (object === undefined || !objects.some((one) => one === object)) return undefined;
    const begins = first.get(object) ?? Number.POSITIVE_INFINITY;
    const past = before.flatMap(({ from }, index) =>
      localMidnight(dayNumber(from), frame.config.timezone) >= begins ? [passed(stage, index + 2)] : [],
    );
    return besideOf(passed(stage, 0), passed(stage, 1), past, small);
  };
};
