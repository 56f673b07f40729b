/** The times behind curves as they are read: of a range and of the one it follows at once, where neither is in units. */
import type { Part, TimesOf } from "../kinds/index.ts";
import { day, type ResultColumns, type Runner, sql } from "../sql/index.ts";
import type { Buckets } from "./buckets.ts";
import type { DateRange } from "./question.ts";
import { isPartition, timesStatement } from "./select.ts";
import type { Selection } from "./selection.ts";
import { unitsOf } from "./sheet.ts";

export type ReadTimes = (
  part: Part,
  times: TimesOf,
  selection: Selection,
  scope: "cells" | "total",
) => Promise<ResultColumns>;

export const timesFrom =
  (runner: Runner): ReadTimes =>
  (part, times, selection, scope) =>
    runner.columns(timesStatement(part, times, selection, scope));

const textOf = ({ population }: Part, { frame }: Selection): string =>
  JSON.stringify(population.relation({ ...frame, units: undefined }));

/** Both ranges as the units of one. */
const inBoth = (selection: Selection, ranges: readonly [DateRange, DateRange]): Selection => {
  const [first, second] = ranges;
  const buckets: Buckets = {
    units: ranges.map(({ from, to }) => ({ start: from, end: to, clippedStart: from, clippedEnd: to })),
    of: (column) => sql`case when ${column} < ${day(second.from)} then 0 else 1 end`,
  };
  return { ...selection, buckets, frame: { ...selection.frame, range: { from: first.from, to: second.to } } };
};

/** For questions that differ by their range alone: the earlier one ends where the later one begins. */
export const timesOfBoth = (runner: Runner, ranges: readonly [DateRange, DateRange]): ReadTimes => {
  const alone = timesFrom(runner);
  const [first, second] = ranges;
  if (first.to !== second.from) return alone;
  const known = new Map<TimesOf, Promise<ResultColumns>>();
  return async (part, times, selection, scope) => {
    const both = inBoth(selection, ranges);
    const isOne =
      selection.buckets === null &&
      (scope === "cells" || selection.resolved.by.length === 0) &&
      part.population.reduce === undefined &&
      isPartition(part, both) &&
      textOf(part, both) === textOf(part, selection);
    if (!isOne) return alone(part, times, selection, scope);
    const read = known.get(times) ?? alone(part, times, both, "cells");
    known.set(times, read);
    return unitsOf(await read, selection.frame.range.from === first.from ? 0 : 1, 1);
  };
};
