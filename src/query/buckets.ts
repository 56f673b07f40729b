/** Units of time as whole numbers counted from the first unit of a range: what SQL groups by. */
import { type Grain, monthsIn, type Unit, units } from "../model/calendar.ts";
import { civilOf, dateOf, dayNumber } from "../model/day.ts";
import type { WorkspaceConfig } from "../model/process.ts";
import { Problem } from "../problem.ts";
import { day, type Sql, sql, whole } from "../sql/index.ts";
import type { DateRange } from "./question.ts";

export interface Buckets {
  readonly units: readonly Unit[];
  /** The unit's number of a local date, from 0. */
  readonly of: (column: Sql) => Sql;
}

/** Twenty-seven years of days: more can neither be read nor drawn. */
const most = 10_000;
const daysIn = (grain: Grain): number => (monthsIn(grain) ?? 0) * 30 || (grain === "week" ? 7 : 1);

/** Problems: `bad_grain`, `too_many_units`. */
export const bucketsOf = (range: DateRange, grain: Grain, config: WorkspaceConfig): Buckets => {
  const given = Math.ceil((dayNumber(range.to) - dayNumber(range.from)) / daysIn(grain));
  if (given > most) throw new Problem("too_many_units", { grain, given, most });
  const all = units(range, grain, config);
  const start = dayNumber(all[0]?.start ?? range.from);
  const months = monthsIn(grain);
  if (months === null) {
    const days = grain === "week" ? 7 : 1;
    return { units: all, of: (column) => sql`(${column} - ${day(dateOf(start))}) // ${whole(days)}` };
  }
  const first = civilOf(start);
  const base = first.year * 12 + first.month - 1;
  return {
    units: all,
    of: (column) => sql`(year(${column}) * 12 + month(${column}) - ${whole(base + 1)}) // ${whole(months)}`,
  };
};
