/** Units of time that a range can be cut into, and what each is called. */
import { unitText } from "../../words/dates.ts";

const dayMs = 86_400_000;

const lengths = {
  day: 1,
  week: 7,
  month: 30,
  quarter: 91,
  year: 365,
  "fiscal-quarter": 91,
  "fiscal-year": 365,
} as const;

type GrainUnit = keyof typeof lengths;

/** A fiscal unit of another calendar than the first carries its name: `fiscal-year@tax`. */
export type Grain = GrainUnit | `fiscal-${"quarter" | "year"}@${string}`;

/** The fiscal calendars that a workspace declares. */
export type Calendars = readonly { readonly id: string }[];

const partsOf = (grain: Grain): { readonly unit: GrainUnit; readonly calendar: string | null } => {
  const [unit, ...calendar] = grain.split("@") as [GrainUnit, ...string[]];
  return { unit, calendar: calendar.length === 0 ? null : calendar.join("@") };
};

const names: Readonly<Record<GrainUnit, string>> = {
  day: "Days",
  week: "Weeks",
  month: "Months",
  quarter: "Quarters",
  year: "Years",
  "fiscal-quarter": "Fiscal quarters",
  "fiscal-year": "Fiscal years",
};

export const grainName = (grain: Grain): string => {
  const { unit, calendar } = partsOf(grain);
  return calendar === null ? names[unit] : `${names[unit]} (${calendar})`;
};

const daysIn = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / dayMs;

const fewest = 2;
const most = 1500;

/** Those that make at least two units and not too many to read. */
export const grainsFor = (from: string, to: string, calendars: Calendars): readonly Grain[] => {
  const days = daysIn(from, to);
  const units = Object.keys(lengths) as readonly GrainUnit[];
  const fiscal = units.filter((unit) => unit.startsWith("fiscal")) as readonly ("fiscal-quarter" | "fiscal-year")[];
  const all: readonly Grain[] = [
    ...units.filter((unit) => !unit.startsWith("fiscal")),
    ...calendars.flatMap(({ id }, index) => fiscal.map((unit): Grain => (index === 0 ? unit : `${unit}@${id}`))),
  ];
  return all.filter((grain) => {
    const length = lengths[partsOf(grain).unit];
    return days >= fewest * length * 0.9 && days / length <= most;
  });
};

/** About a dozen units. */
const usualGrain = (from: string, to: string): Grain => {
  const days = daysIn(from, to);
  if (days <= 31) return "day";
  if (days <= 190) return "week";
  return days <= 1830 ? "month" : "quarter";
};

export const grainIn = (text: string | null, from: string, to: string, calendars: Calendars): Grain => {
  const grains = grainsFor(from, to, calendars);
  return grains.find((grain) => grain === text) ?? usualGrain(from, to);
};

/** Fiscal units are named by their first month: what they are called is the company's own. */
export const unitName = (date: string, grain: Grain): string =>
  grain.startsWith("fiscal")
    ? `${partsOf(grain).unit === "fiscal-year" ? "Fiscal year" : "Fiscal quarter"} from ${unitText(date, "month")}`
    : unitText(date, grain);

/** For an axis: the year stands where it begins. */
export const shortUnit = (date: string, grain: Grain, before: string | null): string => {
  const year = date.slice(0, 4);
  const full = unitText(date, grain.startsWith("fiscal") ? "month" : grain);
  const name = full.replace(/^Week of /, "").replace(` ${year}`, "");
  if (partsOf(grain).unit.endsWith("year")) return full;
  return before?.slice(0, 4) === year ? name : `${name}\n${year}`;
};

export interface Unit {
  readonly from: string;
  /** The day after its last. */
  readonly to: string;
}

/** Each unit ends where the next begins, the last where the range ends. */
export const unitsOf = (starts: readonly string[], end: string): readonly Unit[] =>
  starts.map((from, index) => ({ from, to: starts[index + 1] ?? end }));
