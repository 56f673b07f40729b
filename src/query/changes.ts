/** What changed since the period compared with, and whether it is more than noise. */
import type { Evidence, Exposure, Figure, NumberOfDays } from "../kinds/index.ts";
import {
  type ChangeOf,
  clusteredShareChange,
  countChange,
  finishedMeanChange,
  intervalChange,
  meanChange,
  ripeningShareChange,
  sumChange,
} from "../stats/index.ts";
import type { Cell, Change, Note } from "./answer.ts";
import { uncompared } from "./cells.ts";

/** A Sunday is held against a Sunday, but not against a Thursday: to so few working days nothing is due. */
const timesOf = (a: NumberOfDays, b: NumberOfDays): Times =>
  a.workingDays === 0 && b.workingDays === 0 ? [a.days, b.days] : [a.workingDays, b.workingDays];

type Times = readonly [number, number];

/**
 * A day that still runs has not had its whole part: what is more there is more than in a whole one, what is less is less only where
 * that day is counted as none.
 */
const overTime = (a: Exposure, b: Exposure, judge: (times: Times) => ChangeOf): ChangeOf => {
  const told = judge(timesOf(a, b));
  const { verdict } = told;
  if (verdict !== "up" && verdict !== "down") return told;
  const surely = judge(verdict === "up" ? timesOf(a.over, b) : timesOf(a, b.over));
  return surely.verdict === verdict ? told : { ...told, verdict: "no_clear_change" };
};

type Counted = Extract<Evidence, { readonly kind: "count" }>;

/** What comes in clusters is a sum over them of how large each is: ten calls to one lead are hardly ten chances. `null`: each comes by itself. */
const clusteredChange = (a: Counted, b: Counted, [t1, t2]: Times, small: number) => {
  const both = [a.clusters, b.clusters].flatMap((one) => one ?? []);
  const counted = both.reduce((sum, one) => sum + one.counted, 0);
  const squares = both.reduce((sum, one) => sum + one.squares, 0);
  if (squares <= counted) return null;
  const summed = ({ x }: Counted, t: number) => ({ n: x, sum: x, squares: (x * squares) / counted, t });
  return sumChange(summed(a, t1), summed(b, t2), small);
};

const judged = (before: Figure, now: Figure, small: number) => {
  const [a, b]: [Evidence, Evidence] = [before.evidence, now.evidence];
  if (a.kind === "proportion" && b.kind === "proportion")
    return a.clusters === null || b.clusters === null
      ? ripeningShareChange(a, b, small)
      : clusteredShareChange({ ...a, ...a.clusters }, { ...b, ...b.clusters }, small);
  if (a.kind === "mean" && b.kind === "mean")
    return a.among === undefined || b.among === undefined
      ? meanChange(a, b, small)
      : finishedMeanChange({ ...a, ...a.among }, { ...b, ...b.among }, small);
  if (a.kind === "count" && b.kind === "count")
    return overTime(a, b, (times) => {
      const [t1, t2] = times;
      return clusteredChange(a, b, times, small) ?? countChange({ x1: a.x, t1, x2: b.x, t2 }, small);
    });
  if (a.kind === "sum" && b.kind === "sum")
    return overTime(a, b, ([t1, t2]) => sumChange({ ...a, t: t1 }, { ...b, t: t2 }, small));
  return intervalChange(before, now, small);
};

/** Of what is compared with nothing, or may not be added up. */
export const unknownChange: Change = { absolute: null, relative: null, verdict: "too_few" };

/** A unit beyond the last of the range compared with. */
export const withoutCounterpart: Required<Pick<Cell, "previous" | "change">> = {
  previous: uncompared,
  change: unknownChange,
};

/**
 * Whether numbers of what happened in two stretches do not compare, as one is longer than the other by more than months are (28 days and
 * 31). As many working days are as long, and so is what is told per day.
 */
export const areUnequal = (before: Figure, now: Figure): boolean => {
  const [a, b] = [before.evidence, now.evidence];
  if (!("days" in a && "days" in b) || now.den !== null || a.workingDays === b.workingDays) return false;
  const [shorter, longer] = [Math.min(a.days, b.days), Math.max(a.days, b.days)];
  return shorter > 0 && shorter * 10 < longer * 9;
};

/** Of units of time that are of unequal length: more in the longer one is no rise. */
export const unequalNote = (count: number): Note => ({
  code: "unequal_units",
  count,
  message: `${count === 1 ? "A unit of time is" : `${count.toLocaleString("en-US")} units of time are`} longer or shorter than what is held against ${count === 1 ? "it" : "them"}, as the periods cut ${count === 1 ? "it" : "them"}: no change is told there.`,
});

export const changeOf = (
  before: { figure: Figure; cell: Cell },
  now: { figure: Figure; cell: Cell },
  small: number,
): Change => {
  const [was, is] = [before.cell.value, now.cell.value];
  const absolute = was === null || is === null ? null : is - was;
  const { verdict } = judged(before.figure, now.figure, small);
  // Counts are judged by their rates: where the working days differ, a higher count may be a lower rate. That is no clear change.
  const against = absolute !== null && ((verdict === "up" && absolute < 0) || (verdict === "down" && absolute > 0));
  return {
    absolute,
    relative: absolute === null || was === null || was === 0 ? null : absolute / Math.abs(was),
    verdict: absolute === null ? "too_few" : against ? "no_clear_change" : verdict,
  };
};
