/** The rows of an answer as the points of a course. */
import type { Answer, Cell, Goal, Row } from "../../api/types.ts";
import type { CoursePoint, Level } from "../../charts/course.ts";
import { dayAfter, dayBefore, lastDayOf } from "../../words/dates.ts";
import { countText } from "../../words/figures.ts";
import { reasonOf, remarksOf } from "../../words/flags.ts";
import { type Grain, shortUnit, type Unit, unitName, unitsOf } from "./grains.ts";

const immatureIn = (cell: Cell): number => cell.excluded.immature ?? 0;

const remarks = (cell: Cell): readonly string[] => {
  const young = immatureIn(cell);
  return [
    ...(cell.value === null ? [reasonOf(cell.flags, cell.excluded, cell.more).long] : []),
    ...(young > 0 ? [`${countText(young)} not old enough to be judged yet`] : []),
    ...remarksOf(cell.flags).filter((remark) => young === 0 || !remark.startsWith("Not old enough")),
  ];
};

const comparedRemarks = ({ previous }: Cell): readonly string[] =>
  remarksOf(previous?.flags.filter((flag) => flag === "unequal_length") ?? []);

const isOpen = (cell: Cell): boolean =>
  cell.flags.includes("to_date") || cell.flags.includes("immature") || immatureIn(cell) > 0;

interface Timed {
  readonly points: readonly CoursePoint[];
  readonly units: readonly Unit[];
}

/** Over time, of one stage where the KPI answers by stage; units that had not begun at the as-of are not drawn. */
export const timePoints = (answer: Answer, grain: Grain, stage: string | null): Timed => {
  const rows = answer.rows.filter(
    (row): row is Row & { period: string } => row.period !== null && (stage === null || row.keys.stage === stage),
  );
  const units = unitsOf(
    rows.map(({ period }) => period),
    answer.question.to,
  );
  const last = lastDayOf(answer.question);
  const begun = rows.filter(({ period }) => period <= last);
  return {
    units: units.slice(0, begun.length),
    points: begun.map((row, index) => ({
      key: row.period,
      label: unitName(row.period, grain),
      short: shortUnit(row.period, grain, begun[index - 1]?.period ?? null),
      value: row.value,
      interval: row.interval,
      compared: row.previous?.value ?? null,
      change: row.change,
      n: row.n,
      isOpen: isOpen(row),
      remarks: [...remarks(row), ...comparedRemarks(row)],
    })),
  };
};

/** By age: how far a cohort has come. */
export const agePoints = (answer: Answer): readonly CoursePoint[] =>
  answer.rows.map((row) => ({
    key: row.keys.age ?? "",
    label: `By ${row.labels.age ?? row.keys.age}`,
    short: row.keys.age ?? "",
    value: row.value,
    interval: row.interval,
    compared: row.previous?.value ?? null,
    change: row.change,
    n: row.n,
    isOpen: row.flags.includes("immature"),
    remarks: remarks(row).filter((remark) => !remark.startsWith("The period is still running")),
  }));

/**
 * Goals as levels over the units that they cover. What adds up over time has a level only where the goal is for exactly one unit:
 * a week cannot be read against a quarter's target.
 */
export const goalLevels = (goals: readonly Goal[], units: readonly Unit[], isAdditive: boolean): readonly Level[] =>
  goals.flatMap(({ target, starts_on, ends_on }) => {
    if (target === null) return [];
    const end = dayAfter(ends_on);
    const met = units.flatMap(({ from, to }, index) => {
      const isCovered = isAdditive ? from === starts_on && to === end : from < end && to > starts_on;
      return isCovered ? [index] : [];
    });
    const [first] = met;
    const last = met.at(-1);
    return first === undefined || last === undefined ? [] : [{ first, last, value: target }];
  });

/** The unit that a day falls into. */
export const unitAt = (units: readonly Unit[], day: string): number | null => {
  const index = units.findIndex(({ from, to }) => day >= from && day < to);
  return index < 0 ? null : index;
};

/** The day of a new note: today where the chart has it, else the chart's nearest. */
export const noteDay = (units: readonly Unit[], today: string): string => {
  const [first, last] = [units[0], units.at(-1)];
  if (first === undefined || last === undefined || unitAt(units, today) !== null) return today;
  return today < first.from ? first.from : dayBefore(last.to);
};
