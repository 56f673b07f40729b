/** Months side by side by age: which months are shown, and what each cell is. */
import type { Row } from "../../api/types.ts";
import { dayAfter, dayBefore } from "../../words/dates.ts";

const usual = 12;
const longest = 24;

const monthsBefore = (date: string, months: number): string => {
  const [year = 0, month = 1] = date.split("-").map(Number);
  const number = year * 12 + (month - 1) - months;
  return `${Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, "0")}-01`;
};

/** The months up to the period's end, never after the data: those of the period, at least twelve and at most twenty-four. */
export const monthsTo = (from: string, to: string, today: string): { readonly from: string; readonly to: string } => {
  const end = to < dayAfter(today) ? to : dayAfter(today);
  const last = dayBefore(end);
  const [near, far] = [monthsBefore(last, usual - 1), monthsBefore(last, longest - 1)];
  const first = from < near ? `${from.slice(0, 7)}-01` : near;
  return { from: first > far ? first : far, to: end };
};

/** The rows of one month by age. */
export interface Cohort {
  readonly month: string;
  /** The day after its last. */
  readonly to: string;
  /** How many began in it. */
  readonly n: number;
  readonly at: ReadonlyMap<string, Row>;
}

/** Months in which nothing began are left out. */
export const cohortsIn = (
  rows: readonly Row[],
  end: string,
): { readonly ages: readonly string[]; readonly cohorts: readonly Cohort[] } => {
  const ages = [...new Set(rows.flatMap(({ keys }) => (keys.age == null ? [] : [keys.age])))];
  const months = [...new Set(rows.flatMap(({ period }) => (period === null ? [] : [period])))];
  const cohorts = months.map((month, index): Cohort => {
    const own = rows.filter(({ period }) => period === month);
    return {
      month,
      to: months[index + 1] ?? end,
      n: own[0]?.den ?? 0,
      at: new Map(own.map((row) => [row.keys.age ?? "", row])),
    };
  });
  return { ages, cohorts: cohorts.filter(({ n }) => n > 0) };
};

export const isYoung = ({ flags }: Pick<Row, "flags">): boolean => flags.includes("immature");
