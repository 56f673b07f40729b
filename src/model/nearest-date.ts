/** The day, or the range of days, that a mistyped one was meant to be. */
import { addMonths, dateOf, dayOf } from "./day.ts";

const two = (value: number): string => String(value).padStart(2, "0");
const within = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most);

const lastOf = (year: number, month: number): number => {
  const first = dayOf(year, month, 1);
  return addMonths(first, 1) - first;
};

const forms = [
  /^(?<year>\d{4})[-/. ](?<month>\d{1,2})[-/. ](?<day>\d{1,2})$/,
  /^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})$/,
  /^(?<day>\d{1,2})\.(?<month>\d{1,2})\.(?<year>\d{4})$/,
];

/** `2026-02-30` is the last of February, `2026-7-1` and `1.7.2026` the first of July; null for what is no date at all. */
export const nearestDate = (text: string): string | null => {
  const groups = forms.map((form) => form.exec(text.trim())?.groups).find((found) => found !== undefined);
  if (groups === undefined) return null;
  const year = Number(groups.year);
  const month = within(Number(groups.month), 1, 12);
  return dateOf(dayOf(year, month, within(Number(groups.day), 1, lastOf(year, month))));
};

/** `FROM..TO` with each made a day, in their order. */
export const nearestRange = (text: string): string | null => {
  const [one, other, ...rest] = text.split("..").map(nearestDate);
  if (one === undefined || one === null || other === undefined || other === null || rest.length > 0) return null;
  return one === other ? null : one < other ? `${one}..${other}` : `${other}..${one}`;
};

const units = /^(fy)?(\d{4})-(q|w)?(\d{1,2})$/;

/** `2026-Q5` is the fourth quarter, `2026-13` December, `2026-W60` the last week. */
export const nearestUnit = (text: string): string | null => {
  const [, fiscal = "", year, kind = "", number] = units.exec(text) ?? [];
  if (year === undefined || number === undefined || (fiscal !== "" && kind !== "q")) return null;
  const most = kind === "q" ? 4 : kind === "w" ? 53 : 12;
  const unit = within(Number(number), 1, most);
  return `${fiscal}${year}-${kind}${kind === "q" ? unit : two(unit)}`.toUpperCase();
};
