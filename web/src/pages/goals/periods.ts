/** The spans that goals are set for: a month, a quarter or a year, also of the fiscal calendars, by the words of the address. */
import type { FiscalCalendar, Goal } from "../../api/types.ts";
import { periodName } from "../../scope/periods.ts";
import { dayBefore, monthText } from "../../words/dates.ts";
import type { Grain } from "../kpi/grains.ts";

/** Whose years are counted: those of January, or of a fiscal calendar. */
interface Years {
  readonly prefix: "" | "FY";
  /** Of other fiscal calendars than the first: `@tax`. */
  readonly suffix: string;
  /** The first month of its year, 0 for January. */
  readonly begins: number;
  /** 1 where a year is called after the one in which it ends. */
  readonly ahead: 0 | 1;
}

export interface SpanKind {
  readonly grain: Grain;
  readonly years: Years;
  /** 1, 3 or 12. */
  readonly months: number;
}

export interface Span {
  /** `2026-Q4`, `2026-11`, `2026`, `FY2027-Q4`, `FY2027@tax`. */
  readonly words: string;
  readonly kind: SpanKind;
  /** `Q4 2026`, `Q4 FY2027`. */
  readonly name: string;
  /** With its months where the name does not tell them: `Q4 FY2027, Nov 2026 – Jan 2027`. */
  readonly fullName: string;
  /** Both counted, as goals are written. */
  readonly starts_on: string;
  readonly ends_on: string;
  /** The day after the last. */
  readonly to: string;
}

const january: Years = { prefix: "", suffix: "", begins: 0, ahead: 0 };
const quarter: SpanKind = { grain: "quarter", years: january, months: 3 };

const fiscalKinds = ({ id, starts_month, label }: FiscalCalendar, index: number): readonly SpanKind[] => {
  const suffix = index === 0 ? "" : (`@${id}` as const);
  const ahead = label === "ending_year" && starts_month > 1 ? 1 : 0;
  const years: Years = { prefix: "FY", suffix, begins: starts_month - 1, ahead };
  return [
    { grain: `fiscal-quarter${suffix}`, years, months: 3 },
    { grain: `fiscal-year${suffix}`, years, months: 12 },
  ];
};

/** Those of January's years, then those of each fiscal calendar that the workspace declares. */
export const kindsOf = (calendars: readonly FiscalCalendar[]): readonly SpanKind[] => [
  { grain: "month", years: january, months: 1 },
  quarter,
  { grain: "year", years: january, months: 12 },
  ...calendars.flatMap(fiscalKinds),
];

/** Months are counted from January of the year 0. */
const firstOf = (month: number): string =>
  `${String(Math.floor(month / 12)).padStart(4, "0")}-${String((month % 12) + 1).padStart(2, "0")}-01`;

const monthOf = (date: string): number => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1;

/** The one that holds the month. */
const spanAt = (kind: SpanKind, month: number): Span => {
  const { years, months } = kind;
  const inYear = (month - years.begins + 12) % 12;
  const first = month - (inYear % months);
  const [starts_on, to] = [firstOf(first), firstOf(first + months)];
  const year = Math.floor((month - years.begins) / 12) + years.ahead;
  const part = { 1: starts_on.slice(4, 7), 3: `-Q${Math.floor(inYear / 3) + 1}` }[months] ?? "";
  const words = `${years.prefix}${year}${part}${years.suffix}`;
  const name = periodName(words);
  const ends_on = dayBefore(to);
  const fullName = years === january ? name : `${name}, ${monthText(starts_on)} – ${monthText(ends_on)}`;
  return { words, kind, name, fullName, starts_on, ends_on, to };
};

export const spanOfDay = (kind: SpanKind, day: string): Span => spanAt(kind, monthOf(day));

/** So many spans later, or earlier. */
export const neighbour = ({ kind, starts_on }: Span, by: number): Span =>
  spanAt(kind, monthOf(starts_on) + by * kind.months);

/** `null` when the words name none of these kinds. */
export const spanIn = (words: string, kinds: readonly SpanKind[]): Span | null => {
  const [, prefix = "", year = "", quarterNo, month, suffix = ""] =
    /^(FY)?(\d{4})(?:-Q([1-4])|-(0[1-9]|1[0-2]))?(@.+)?$/.exec(words) ?? [];
  const months = quarterNo !== undefined ? 3 : month !== undefined ? 1 : 12;
  const kind = kinds.find((one) => one.months === months && one.years.prefix === prefix && one.years.suffix === suffix);
  if (year === "" || kind === undefined) return null;
  const { begins, ahead } = kind.years;
  return spanAt(kind, (Number(year) - ahead) * 12 + begins + (Number(quarterNo ?? 1) - 1) * 3 + Number(month ?? 1) - 1);
};

type Dates = Pick<Goal, "starts_on" | "ends_on">;

const hasDates = (span: Span, { starts_on, ends_on }: Dates): boolean =>
  span.starts_on === starts_on && span.ends_on === ends_on;

/** The one that has a goal's dates; `null` where they are no span's. */
export const ownSpan = (goal: Dates, kinds: readonly SpanKind[]): Span | null =>
  kinds.map((kind) => spanOfDay(kind, goal.starts_on)).find((span) => hasDates(span, goal)) ?? null;

/** Where one begins: the quarter of the day, or the fiscal one where only that has goals. */
export const usualSpan = (kinds: readonly SpanKind[], day: string, goals: readonly Dates[]): Span => {
  const quarters = kinds.filter(({ months }) => months === quarter.months).map((kind) => spanOfDay(kind, day));
  return quarters.find((span) => goals.some((goal) => hasDates(span, goal))) ?? spanOfDay(quarter, day);
};
