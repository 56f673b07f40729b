/** The periods one chooses from, as the command line knows them, and their names. */
import { dayBefore, dayText, monthText, rangeText } from "../words/dates.ts";
import { capital } from "../words/names.ts";

interface Period {
  readonly words: string;
  readonly name: string;
}

/** Those of a calendar carry its name; the first one's need none. */
const named = (text: string, calendar: string | undefined): string =>
  calendar === undefined ? text : `${text} (${calendar})`;

/** `this-fiscal-year@tax` is "This fiscal year (tax)". */
const periodOf = (words: string): Period => ({ words, name: periodName(words) });

const fiscal = ["this-fiscal-quarter", "last-fiscal-quarter", "this-fiscal-year", "last-fiscal-year"];

/** With those of the fiscal calendars that the workspace declares. */
export const periodsOf = (calendars: readonly { readonly id: string }[]): readonly Period[] =>
  [
    ...["this-month", "last-month", "this-quarter", "last-quarter", "this-year", "last-year"],
    ...calendars.flatMap(({ id }, index) => fiscal.map((words) => (index === 0 ? words : `${words}@${id}`))),
    ...["last-12-months", "all"],
  ].map(periodOf);

export const rangeOf = (period: string): { readonly from: string; readonly to: string } | null => {
  const [from, to] = period.split("..");
  return from !== undefined && to !== undefined && from !== "" && to !== "" ? { from, to } : null;
};

type Name = (...groups: readonly string[]) => string;

const names: readonly (readonly [RegExp, Name])[] = [
  [/^all$/i, () => "Everything"],
  [/^((?:this|last)-[a-z0-9-]+|today|yesterday)(?:@(.+))?$/i, (word = "", of) => named(inWords(word), of)],
  [/^(\d{4}-(?:0[1-9]|1[0-2]))$/, (month = "") => monthText(`${month}-01`)],
  [/^(\d{4}-\d\d-\d\d)$/, (day = "") => dayText(day)],
  [/^(\d{4})-w(\d\d)$/i, (year, week) => `Week ${Number(week)} of ${year}`],
  [
    /^(fy)?(\d{4})(?:-(q[1-4]))?(?:@(.+))?$/i,
    (fy = "", year = "", quarter = "", of) => named(`${quarter} ${fy}${year}`.trim().toUpperCase(), of),
  ],
];

const inWords = (word: string): string => capital(word.toLowerCase().replaceAll("-", " "));

export const periodName = (period: string): string => {
  const range = rangeOf(period);
  if (range !== null) return rangeText(range.from, range.to);
  for (const [form, name] of names) {
    const match = form.exec(period);
    if (match !== null) return name(...match.slice(1));
  }
  return period;
};

export const comparisonName = (compare: string): string => {
  if (compare === "previous") return "vs the one before";
  if (compare === "year") return "vs a year earlier";
  if (compare === "none") return "no comparison";
  const range = rangeOf(compare);
  return range === null ? compare : `vs ${dayText(range.from)} – ${dayText(dayBefore(range.to))}`;
};
