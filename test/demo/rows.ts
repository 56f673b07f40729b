/** The demo's tables as records, read the slow way: what its tests count with. */
import { Temporal } from "temporal-polyfill";
import type { DemoFiles } from "../../src/demo/index.ts";
import type { TableName } from "../../src/model/tables.ts";

export type Rec = Record<string, string | null>;

export const rowsOf = (demo: DemoFiles, name: TableName): Rec[] => {
  const table = demo.tables[name];
  if (table === undefined) throw new Error(`no table ${name}`);
  return table.rows.map((row) =>
    Object.fromEntries(table.columns.map((column, index) => [column, row[index] ?? null])),
  );
};

/** Milliseconds; a date alone is midnight in the zone of the reports. */
export const ms = (text: string | null | undefined): number => {
  if (text === null || text === undefined) return Number.NaN;
  if (text.length > 10) return Date.parse(text);
  return Temporal.PlainDate.from(text).toZonedDateTime("America/New_York").epochMilliseconds;
};

const formats = new Map<string, Intl.DateTimeFormat>();
/** `2026-03-01T09:30` on the wall clock of a zone. */
export const wall = (instant: number, zone: string): string => {
  const format =
    formats.get(zone) ?? new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" });
  formats.set(zone, format);
  return format.format(instant).replace(" ", "T");
};
export const localDate = (instant: number): string => wall(instant, "America/New_York").slice(0, 10);

export const day = 86_400_000;
export const inRange = (date: string, range: { from: string; to: string }): boolean =>
  range.from <= date && date < range.to;
export const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
export const median = (values: number[]): number => {
  const sorted = values.toSorted((left, right) => left - right);
  return (sorted[Math.floor((sorted.length - 1) / 2)]! + sorted[Math.ceil((sorted.length - 1) / 2)]!) / 2;
};
export const share = <T>(list: T[], test: (one: T) => boolean): number => list.filter(test).length / list.length;

/** z of the difference of two shares. */
export const differenceInSigmas = (first: number, n: number, second: number, m: number): number =>
  (second - first) / Math.sqrt((first * (1 - first)) / n + (second * (1 - second)) / m);

export const groupBy = <T>(list: T[], key: (one: T) => string): Map<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const one of list) {
    const name = key(one);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [one]);
    else group.push(one);
  }
  return groups;
};

/** Team of a person on a local date, from the memberships. */
export const teamAt = (demo: DemoFiles): ((person: string, date: string) => string | null) => {
  const stays = rowsOf(demo, "memberships");
  return (person, date) =>
    stays.find(
      (stay) =>
        stay.person_id === person && stay.starts_on! <= date && (stay.ends_on === null || date <= stay.ends_on!),
    )?.team_id ?? null;
};
