/** What is wrong with a configuration that has the wrong form: where, why, and what to do. */
import type { z } from "zod";
import { nearestWord } from "./nearest.ts";

export type Path = readonly (string | number)[];

export interface Fault {
  readonly path: Path;
  /** Continues the sentence that begins with the key. */
  readonly reason: string;
  readonly remedy: string;
}

type Issue = z.core.$ZodIssue;

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

const valueAt = (root: unknown, path: Path): unknown =>
  path.reduce<unknown>((value, step) => (isRecord(value) ? value[String(step)] : undefined), root);

/** By the last key of the path: what to write there. */
const advice: Readonly<Record<string, string>> = {
  workspace: "Add workspace: and the name of the company.",
  pipelines:
    "Declare a pipeline with its stages in order: pipelines: [{id: sales, stages: [{id: new, of: opportunity}]}].",
  stages: "List the stages in order, each with id, name and of: lead or opportunity.",
  of: "Write of: lead or of: opportunity.",
  id: "Give it an id, the word by which the records name it. Put a number in quotes.",
  name: "Write the name as text, in quotes if it looks like something else.",
  category: "Write one of open, hold, won, lost, no_decision, void.",
  qualifies: "Write true or false.",
  timezone: "Write an IANA name such as America/New_York or UTC.",
  currency: "Write the three capitals of ISO 4217, for example USD or EUR.",
  from: "Write the local time as HH:MM, for example 09:00.",
  to: "Write the local time as HH:MM, for example 17:00; 24:00 is the end of the day.",
  holidays: "Write a list of dates as YYYY-MM-DD, or US.",
  days: "List the working days: [mon, tue, wed, thu, fri].",
  working_time: 'Write for example working_time: {days: [mon, tue, wed, thu, fri], from: "09:00", to: "17:00"}.',
  starts_month: "Write the number of the month, 1 to 12.",
  label: "Write starting_year or ending_year.",
  fiscal_calendars: "Write a list, for example fiscal_calendars: [{id: fiscal, starts_month: 2, label: ending_year}].",
  week_starts: "Write the day's whole name, for example monday.",
  follow_up_days: "Write a number of days, for example 7.",
  sla_working_hours: "Write a number of hours, for example 1.",
  horizon_days: "Write days by KPI, for example horizon_days: {close_rate: 90}.",
  sample: "Write for example sample: {small: 5, few: 30}.",
};

/** What to write at a place: the advice for its key, or for the nearest key above it. */
export const adviceFor = (path: Path): string => {
  const key = path.findLast((step) => typeof step === "string" && Object.hasOwn(advice, step));
  return advice[key ?? ""] ?? "Correct it, or remove the line.";
};

const kinds: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a group of settings",
  record: "a group of settings",
};

const shown = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

const wrongType = (expected: string, value: unknown): string =>
  value === undefined
    ? "is missing."
    : value === null
      ? "has no value."
      : `must be ${kinds[expected] ?? expected}, not ${isRecord(value) ? "a list or a group" : shown(value)}.`;

/** The reading of a union that came furthest. */
const deepest = (readings: readonly (readonly Issue[])[]): Issue | undefined =>
  readings
    .flatMap((issues) => issues.slice(0, 1))
    .sort((a, b) => b.path.length - a.path.length)
    .at(0);

const unknownKey = (key: string, path: Path, knownAt: (path: Path) => readonly string[]): Fault => {
  const known = knownAt(path);
  const near = nearestWord(key, known);
  return {
    path: [...path, key],
    reason: "is not a known setting.",
    remedy: near === null ? `Known here: ${known.join(", ")}.` : `Did you mean ${near}?`,
  };
};

const choice = (value: unknown, words: readonly string[]): string => {
  const near = typeof value === "string" ? nearestWord(value, words) : null;
  return near === null ? `Use one of ${words.join(", ")}.` : `Did you mean ${near}?`;
};

/** The faults of one finding of the schema; `knownAt` lists the keys that a place may have. */
export const faultsOf = (
  issue: Issue,
  root: unknown,
  knownAt: (path: Path) => readonly string[],
  above: Path = [],
): readonly Fault[] => {
  const path: Path = [...above, ...issue.path.map((step) => (typeof step === "number" ? step : String(step)))];
  const value = valueAt(root, path);
  const fault = (reason: string, remedy = adviceFor(path)): readonly Fault[] => [{ path, reason, remedy }];
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownKey(key, path, knownAt));
    case "invalid_type":
      return fault(wrongType(issue.expected, value));
    case "invalid_value":
      return value === undefined || value === null
        ? fault(wrongType("", value))
        : fault(`cannot be ${shown(value)}.`, choice(value, issue.values.map(String)));
    case "invalid_union": {
      const inner = deepest(issue.errors);
      return inner === undefined || inner.path.length === 0
        ? fault(value === null ? "has no value." : `cannot be ${shown(value)}.`)
        : faultsOf(inner, root, knownAt, path);
    }
    case "too_small":
      return fault(typeof value === "number" ? `is too small: ${value}.` : "is empty.");
    case "too_big":
      return fault(`is too large: ${shown(value)}.`);
    default:
      return fault(`cannot be ${shown(value)}.`);
  }
};
