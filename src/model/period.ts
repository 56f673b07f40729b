/** The words for a period: `2026-Q3`, `last-12-months`, `FY2026-Q1`. */
import { Problem } from "../problem.ts";
import type { CalendarRules, DateRange, Grain } from "./calendar.ts";
import { fiscalCalendarNamed, shiftUnits, unitStart } from "./calendar.ts";
import { dateOf, dayNumber, dayOf, isDate, weekdayIndex } from "./day.ts";
import { nearestWord } from "./nearest.ts";
import { nearestDate, nearestRange, nearestUnit } from "./nearest-date.ts";
import { localDay } from "./zone.ts";

export interface PeriodContext {
  readonly config: CalendarRules;
  /** The day that `today`, `this-...` and `last-...` are counted from: see {@link watermarkDay}. */
  readonly watermarkDay: number;
  /** The first and the last local day with a fact: what `all` spans. */
  readonly firstDay: number;
  readonly lastDay: number;
}

/** The last local day of which something had passed at the watermark: midnight still belongs to the day that it ends. */
export const watermarkDay = (watermarkMs: number, zone: string): number => localDay(watermarkMs - 0.001, zone);

const days = (from: number, to: number): DateRange => ({ from: dateOf(from), to: dateOf(to) });

/** `count` units, the first of which begins on the day. */
const unitsFrom = (start: number, count: number, grain: Grain, rules: CalendarRules): DateRange =>
  days(start, shiftUnits(start, count, grain, rules));

const isoWeek = (year: number, week: number): DateRange | null => {
  const january4 = dayOf(year, 1, 4);
  const monday = january4 - weekdayIndex(january4) + 7 * (week - 1);
  const thursday = monday + 3;
  return thursday >= dayOf(year, 1, 1) && thursday < dayOf(year + 1, 1, 1) ? days(monday, monday + 7) : null;
};

/** The fiscal year of that name in the calendar, or one of its quarters; `null` where there is no such calendar. */
const fiscal = (
  { year, quarter, calendar }: { readonly year: number; readonly quarter?: number; readonly calendar?: string },
  rules: CalendarRules,
): DateRange | null => {
  const found = fiscalCalendarNamed(calendar, rules);
  if (found === null) return null;
  const { id, startsMonth, label } = found;
  const start = dayOf(label === "ending_year" && startsMonth > 1 ? year - 1 : year, startsMonth, 1);
  if (quarter === undefined) return unitsFrom(start, 1, `fiscal-year@${id}`, rules);
  const grain: Grain = `fiscal-quarter@${id}`;
  return unitsFrom(shiftUnits(start, quarter - 1, grain, rules), 1, grain, rules);
};

const grainWords: readonly Grain[] = ["day", "week", "month", "quarter", "year", "fiscal-quarter", "fiscal-year"];

const grainOf = (word: string, rules: CalendarRules): Grain | null => {
  const [, unit = "", calendar] = /^([^@]*)(?:@(.+))?$/.exec(word) ?? [];
  const grain = grainWords.find((known) => unit === known || unit === `${known}s`);
  if (grain === undefined) return null;
  if (grain !== "fiscal-quarter" && grain !== "fiscal-year") return calendar === undefined ? grain : null;
  const found = fiscalCalendarNamed(calendar, rules);
  return found === null ? null : `${grain}@${found.id}`;
};

/** `count` units that begin `shift` units after the one with the watermark. */
const around = (word: string, shift: number, count: number, { config, watermarkDay: day }: PeriodContext) => {
  const grain = grainOf(word, config);
  return grain === null
    ? null
    : unitsFrom(shiftUnits(unitStart(day, grain, config), shift, grain, config), count, grain, config);
};

const between = (from: string, to: string): DateRange | null =>
  isDate(from) && isDate(to) && from < to ? { from, to } : null;

type Reader = (words: readonly string[], context: PeriodContext) => DateRange | null;

const number = (word: string | undefined): number => Number(word ?? Number.NaN);

const readers: readonly (readonly [RegExp, Reader])[] = [
  [/^(\d{4})$/, ([year], { config }) => unitsFrom(dayOf(number(year), 1, 1), 1, "year", config)],
  [
    /^(\d{4})-q([1-4])$/,
    ([year, quarter], { config }) => unitsFrom(dayOf(number(year), number(quarter) * 3 - 2, 1), 1, "quarter", config),
  ],
  [
    /^(\d{4})-(0[1-9]|1[0-2])$/,
    ([year, month], { config }) => unitsFrom(dayOf(number(year), number(month), 1), 1, "month", config),
  ],
  [/^(\d{4})-w(0[1-9]|[1-4]\d|5[0-3])$/, ([year, week]) => isoWeek(number(year), number(week))],
  [/^(\d{4}-\d{2}-\d{2})$/, ([date = ""]) => (isDate(date) ? days(dayNumber(date), dayNumber(date) + 1) : null)],
  [/^(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})$/, ([from = "", to = ""]) => between(from, to)],
  [
    /^fy(\d{4})(?:-q([1-4]))?(?:@(.+))?$/,
    ([year, quarter, calendar], { config }) =>
      fiscal(
        {
          year: number(year),
          ...(quarter === undefined ? {} : { quarter: number(quarter) }),
          ...(calendar === undefined ? {} : { calendar }),
        },
        config,
      ),
  ],
  [
    /^last-([1-9]\d{0,3})-([a-z-]+(?:@.+)?)$/,
    ([count, word = ""], context) => around(word, 1 - number(count), number(count), context),
  ],
  [/^this-([a-z-]+(?:@.+)?)$/, ([word = ""], context) => around(word, 0, 1, context)],
  [/^last-([a-z-]+(?:@.+)?)$/, ([word = ""], context) => around(word, -1, 1, context)],
  [/^today$/, (_, context) => around("day", 0, 1, context)],
  [/^yesterday$/, (_, context) => around("day", -1, 1, context)],
  [/^all$/, (_, { firstDay, lastDay }) => (firstDay <= lastDay ? days(firstDay, lastDay + 1) : null)],
];

const count = (length: number, name: (index: number) => string): string[] =>
  Array.from({ length }, (_, index) => name(index + 1));
const two = (value: number): string => String(value).padStart(2, "0");

const ofYear = (year: string): readonly string[] => [
  year,
  ...count(4, (quarter) => `${year}-Q${quarter}`),
  ...count(12, (month) => `${year}-${two(month)}`),
  ...count(52, (week) => `${year}-W${two(week)}`),
  `FY${year}`,
  ...count(4, (quarter) => `FY${year}-Q${quarter}`),
];

/** `Q3 2026`, `3/2026` and `2026/7` in our order. */
const reordered = (text: string): string => {
  const [, quarter, year] = /^q([1-4])\W*(\d{4})$/.exec(text) ?? [];
  if (quarter !== undefined) return `${year}-q${quarter}`;
  const [, month, yearAfter] = /^(\d{1,2})\W(\d{4})$/.exec(text) ?? [];
  if (month !== undefined) return `${yearAfter}-${month.padStart(2, "0")}`;
  return text.replace(/^(\d{4})\W(\d)$/, "$1-0$2");
};

/** What has the form of a period, but none there is. */
const nearestInForm = (text: string, wanted: string, context: PeriodContext): string | null => {
  const year = /^(\d{4})-w\d/.exec(wanted)?.[1];
  const near = [nearestRange(text), nearestDate(text), nearestUnit(wanted), year === undefined ? null : `${year}-W52`];
  return near.find((one) => one !== null && read(one, context) !== null) ?? null;
};

const nearestPeriod = (text: string, context: PeriodContext): string | null => {
  const wanted = reordered(text.toLowerCase().replaceAll(/[\s_/]+/g, "-"));
  const inForm = nearestInForm(text, wanted, context);
  if (inForm !== null) return inForm;
  const year = /\d{4}/.exec(wanted)?.[0];
  const number = /^last-?(\d{1,3})/.exec(wanted)?.[1];
  const known = [
    "today",
    "yesterday",
    "all",
    ...["this", "last"].flatMap((word) => grainWords.map((grain) => `${word}-${grain}`)),
    ...grainWords.map((grain) => `last-${number ?? 12}-${grain}s`),
    ...(year === undefined ? [] : ofYear(year)),
  ];
  const usable = known.filter((word) => read(word, context) !== null);
  // Without a fiscal calendar, the calendar year or quarter is what can be asked for.
  return nearestWord(wanted, usable) ?? nearestWord(wanted.replace(/^fy(?=\d)|fiscal-/, ""), usable);
};

const named = (range: DateRange | null): range is DateRange =>
  range !== null && isDate(range.from) && isDate(range.to) && range.from < range.to;

const read = (text: string, context: PeriodContext): DateRange | null => {
  const wanted = text.toLowerCase();
  for (const [form, reader] of readers) {
    const match = form.exec(wanted);
    const range = match === null ? null : reader(match.slice(1), context);
    if (named(range)) return range;
  }
  return null;
};

/**
 * The dates of a period: `2026`, `2026-Q3`, `2026-07`, `2026-W30` (ISO week, from Monday), `2026-07-01`, `2026-07-01..2026-10-01`
 * (the end not included), `FY2026`, `FY2026-Q1` (the first fiscal calendar, by its `label`; `FY2026@tax` the one of that name), `today`,
 * `yesterday`, `all`, `this-month` and `last-month` (also week, quarter, year, fiscal-quarter, fiscal-year, fiscal-year@tax), and
 * `last-12-months`: that many whole calendar units, the last of which holds the watermark and may still run; so `last-1-months` is
 * `this-month`, and not `last-month`. The problem `bad_period` for anything else, also for a fiscal calendar that is not declared.
 */
export const parsePeriod = (text: string, context: PeriodContext): DateRange => {
  const trimmed = text.trim();
  const range = read(trimmed, context);
  if (range === null) throw new Problem("bad_period", { text: trimmed, nearest: nearestPeriod(trimmed, context) });
  return range;
};
