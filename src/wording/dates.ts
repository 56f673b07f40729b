/** Days and ranges of them as people write them. Ranges are half-open: `to` is the day after the last. */
import { civilOf, dateOf, dayNumber } from "../model/day.ts";

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `Nov 2026` */
export const monthText = (date: string): string => {
  const { year, month } = civilOf(dayNumber(date));
  return `${months[month - 1] ?? ""} ${year}`;
};

/** `24 Nov 2026` */
export const dayText = (date: string): string => `${civilOf(dayNumber(date)).day} ${monthText(date)}`;

/** `24 Nov` */
export const shortDay = (date: string): string => {
  const { month, day } = civilOf(dayNumber(date));
  return `${day} ${months[month - 1] ?? ""}`;
};

export const dayBefore = (date: string): string => dateOf(dayNumber(date) - 1);

export const dayAfter = (date: string): string => dateOf(dayNumber(date) + 1);

const daysText = (from: string, last: string): string => {
  if (from === last) return dayText(from);
  const isOneYear = civilOf(dayNumber(from)).year === civilOf(dayNumber(last)).year;
  return `${isOneYear ? shortDay(from) : dayText(from)} – ${dayText(last)}`;
};

const wholeMonths = (from: string, to: string): number | null => {
  const [start, end] = [civilOf(dayNumber(from)), civilOf(dayNumber(to))];
  const count = (end.year - start.year) * 12 + end.month - start.month;
  return start.day === 1 && end.day === 1 && count > 0 ? count : null;
};

/** `Q4 2026`, `Nov 2026`, `2026`, `Nov 2025 – Oct 2026`, `1 Oct – 24 Nov 2026`. */
export const rangeText = ({ from, to }: { readonly from: string; readonly to: string }): string => {
  const { year, month } = civilOf(dayNumber(from));
  const count = wholeMonths(from, to);
  if (count === null) return daysText(from, dayBefore(to));
  if (count === 12 && month === 1) return String(year);
  if (count === 3 && month % 3 === 1) return `Q${(month + 2) / 3} ${year}`;
  return count === 1 ? monthText(from) : `${monthText(from)} – ${monthText(dayBefore(to))}`;
};

/** `in Q4 2026`, `on 9 Nov 2026`. */
export const whenText = (range: { readonly from: string; readonly to: string }): string =>
  `${dayBefore(range.to) === range.from ? "on" : "in"} ${rangeText(range)}`;
