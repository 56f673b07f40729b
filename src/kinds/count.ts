/** How many records: of their own, per working day, with others beside them. */

import { firstDayAhead } from "../model/comparison.ts";
import { dateOf, dayNumber } from "../model/day.ts";
import { workingDaysIn } from "../model/working-time.ts";
import { localDay } from "../model/zone.ts";
import { sql } from "../sql/index.ts";
import { always, column, is } from "./condition.ts";
import type { Frame } from "./frame.ts";
import type { Exposure, NumberOfDays, Part, RecordMeasure, Sums, Things } from "./measure.ts";
import type { Population } from "./population.ts";
import { countOf as counted, momentsOf, quotient, sumOf } from "./shapes.ts";
import { count, moments, records, spreadOf, things } from "./sums.ts";

const before = (range: Sums["range"], day: number): Sums["range"] => {
  const date = dateOf(day);
  return { from: range.from, to: date < range.to ? date : range.to };
};

/** The part of the cell's dates that has begun by the as-of. */
export const begun = ({ range, frame }: Sums): Sums["range"] =>
  before(range, firstDayAhead(frame.asOf, frame.config.timezone));

/** Which part of those days is not so many of them old. */
export const youngPart = (sums: Sums, age: number): number => {
  const { from, to } = begun(sums);
  const [first, end] = [dayNumber(from), dayNumber(to)];
  const young = end - Math.max(first, firstDayAhead(sums.frame.asOf, sums.frame.config.timezone) - age);
  return end <= first ? 0 : Math.max(0, young) / (end - first);
};

/** The part of which nothing is to come. */
const over = ({ range, frame }: Sums): Sums["range"] => before(range, localDay(frame.asOf, frame.config.timezone));

const exposures = new WeakMap<Frame, Map<string, Exposure>>();

const exposure = (sums: Sums): Exposure => {
  const { frame, range } = sums;
  const known = exposures.get(frame) ?? new Map<string, Exposure>();
  exposures.set(frame, known);
  const dates = `${range.from} ${range.to}`;
  const found = known.get(dates) ?? daysOf(sums);
  known.set(dates, found);
  return found;
};

const daysOf = (sums: Sums): Exposure => {
  const daysIn = (range: Sums["range"]): NumberOfDays => ({
    workingDays: workingDaysIn(range, sums.frame.config),
    days: Math.max(0, dayNumber(range.to) - dayNumber(range.from)),
  });
  return { ...daysIn(begun(sums)), over: daysIn(over(sums)) };
};

export interface CountOf {
  readonly of: Population;
  /** A record may have several rows: it counts once. */
  readonly once?: true;
  /** What several of them may be about, and then come together. */
  readonly clusteredBy?: Things;
  /** Other records of the same cell, shown beside. */
  readonly beside?: Readonly<Record<string, Part>>;
  /** Names of `beside` whose count divides the headline. */
  readonly per?: { readonly name: string; readonly of: string };
}

export const countOf = ({ of, once, clusteredBy, beside = {}, per }: CountOf): RecordMeasure => ({
  kind: "records",
  main: "main",
  clusteredBy,
  parts: { main: { population: of, aggregates: { n: once === true ? records() : count() } }, ...beside },
  figure: (sums) => {
    const n = sums.get("main", "n");
    const more = Object.fromEntries(
      Object.keys(beside).map((key) => [key, sums.maybe(key, "n") === null ? null : sums.get(key, "n")]),
    );
    const others = per === undefined ? null : (more[per.of] ?? null);
    if (per !== undefined)
      more[per.name] = others === null || others < sums.frame.config.sample.small ? null : quotient(n, others);
    return counted(n, exposure(sums), more, sums.clusters);
  },
  receipts: { num: { part: "main", where: always } },
});

/** Records of another population, counted beside. */
export const beside = (of: Population): Part => ({
  population: of,
  aggregates: { n: count() },
  optional: true,
  aside: "all",
});

/** Records, each once, per working day of the cell's own dates. `clusteredBy`: what several of them may be about. */
export const countPerWorkingDay = (of: Population, clusteredBy?: Things): RecordMeasure => ({
  kind: "records",
  main: "main",
  clusteredBy,
  parts: { main: { population: of, aggregates: { n: records() } } },
  figure: (sums) => {
    const n = sums.get("main", "n");
    const days = workingDaysIn(begun(sums), sums.frame.config);
    return {
      ...counted(n, exposure(sums), {}, sums.clusters),
      value: quotient(n, days),
      num: n,
      den: days,
      flags: days === 0 ? ["no_denominator"] : [],
    };
  },
  receipts: { num: { part: "main", where: always } },
});

/** Distinct things that the rows point at. */
export const distinctOf = (of: Population, shared: Things): RecordMeasure => ({
  kind: "records",
  main: "main",
  parts: { main: { population: of, aggregates: { n: things(sql`${shared.no} * 2::bigint + ${shared.object}`) } } },
  figure: (sums) => counted(sums.get("main", "n"), exposure(sums)),
  receipts: { num: { part: "main", where: sql`${shared.no} is not null`, things: shared } },
});

/** The money of records: what is counted but not priced is said beside it. */
export const moneyOf = (of: Population): RecordMeasure => ({
  kind: "records",
  main: "main",
  parts: {
    main: {
      population: of,
      aggregates: { n: count(), stale: count(is("is_stale")), ...moments("x", column("amount")) },
      aside: spreadOf("x"),
    },
  },
  figure: (sums) => {
    const found = momentsOf(sums, "main", "x");
    const n = sums.get("main", "n");
    const figure = sumOf({ ...found, sum: sums.get("main", "x_sum") }, n, exposure(sums), {
      priced: found.n,
      counted: n,
    });
    if (sums.get("main", "stale") > 0) figure.flags.push("stale_rate");
    // Nothing could be priced: that is unknown, not nothing.
    return n > 0 && found.n === 0
      ? { ...figure, value: null, num: null, interval: null, flags: ["not_measurable"] }
      : figure;
  },
  receipts: { num: { part: "main", where: always } },
});
