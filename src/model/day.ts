/** A local calendar day: as people write it (`YYYY-MM-DD`), and as the number of days since 1970-01-01. No zone is in play. */
import type { Weekday } from "./process.ts";

export interface CivilDay {
  readonly year: number;
  /** 1..12 */
  readonly month: number;
  /** 1..31 */
  readonly day: number;
}

export const weekdays: readonly Weekday[] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

const daysInEra = 146_097;
const epochShift = 719_468;

/** Day number of a date in the proleptic Gregorian calendar; months beyond 1..12 run into other years (H. Hinnant, days_from_civil). */
export const dayOf = (year: number, month: number, day: number): number => {
  const monthsSinceMarch = year * 12 + month - 3;
  const y = Math.floor(monthsSinceMarch / 12);
  const m = monthsSinceMarch - y * 12;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * m + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * daysInEra + dayOfEra - epochShift;
};

/** The year, month and day of a day number (H. Hinnant, civil_from_days). */
export const civilOf = (dayNumber: number): CivilDay => {
  const shifted = dayNumber + epochShift;
  const era = Math.floor(shifted / daysInEra);
  const dayOfEra = shifted - era * daysInEra;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const m = Math.floor((5 * dayOfYear + 2) / 153);
  const month = m < 10 ? m + 3 : m - 9;
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * m + 2) / 5) + 1,
  };
};

const digits = (value: number, width: number): string => String(value).padStart(width, "0");

/** `YYYY-MM-DD`, for the years 0 to 9999. */
export const dateOf = (dayNumber: number): string => {
  const { year, month, day } = civilOf(dayNumber);
  return `${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}`;
};

/** Whether the text is `YYYY-MM-DD` and that day exists. */
export const isDate = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && dateOf(dayNumber(text)) === text;

/** Days since 1970-01-01 of a `YYYY-MM-DD` that {@link isDate} accepts. */
export const dayNumber = (date: string): number => {
  const [year, month, day] = date.split("-").map(Number);
  return dayOf(year ?? Number.NaN, month ?? Number.NaN, day ?? Number.NaN);
};

/** 0 for Monday .. 6 for Sunday. */
export const weekdayIndex = (dayNumber: number): number => (((dayNumber + 3) % 7) + 7) % 7;

export const weekdayOf = (dayNumber: number): Weekday => weekdays[weekdayIndex(dayNumber)] ?? "mon";

/** The same day of the month so many months later (or earlier), or that month's last day where it is shorter. */
export const addMonths = (dayNumber: number, months: number): number => {
  const { year, month, day } = civilOf(dayNumber);
  const last = dayOf(year, month + months + 1, 1) - 1;
  return Math.min(dayOf(year, month + months, 1) + day - 1, last);
};
