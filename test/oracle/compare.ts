/** What an answer says otherwise than the oracle, in sentences; nothing where they agree. */
import type { Answer, Cell, Row } from "../../src/query/answer.ts";
import type { OracleAnswer } from "./ask.ts";

const reasons =
  "merged test deleted void immature born_closed negative_duration pre_contacted no_time no_close_date no_history unknown_entry no_lead no_dates";
const flags =
  "no_denominator small_sample few_records not_measurable no_losses not_reached to_date stale_rate not_additive from_budget";
const words = (text: string): Set<string> => new Set(text.split(" "));
const knownReasons = words(reasons);
const knownFlags = words(flags);

export interface Leniency {
  /** Names of `more`, `excluded` or `flags` that are not compared. */
  readonly ignore?: readonly string[];
}

const close = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
const equal = (a: number | null | undefined, b: number | null | undefined): boolean =>
  typeof a === "number" && typeof b === "number" ? close(a, b) : (a ?? null) === (b ?? null);

const compareCells = (oracle: Cell, answer: Cell, where: string, ignore: ReadonlySet<string>): string[] => {
  const found: string[] = [];
  const say = (what: string, expected: unknown, got: unknown): void => {
    found.push(`${where}: ${what} is ${JSON.stringify(got)}, the oracle says ${JSON.stringify(expected)}`);
  };
  for (const part of ["value", "num", "den", "n"] as const) {
    if (!ignore.has(part) && !equal(oracle[part], answer[part])) say(part, oracle[part], answer[part]);
  }
  if (oracle.interval !== null && !ignore.has("interval")) {
    const [low, high] = answer.interval ?? [null, null];
    if (!equal(oracle.interval[0], low) || !equal(oracle.interval[1], high)) {
      say("interval", oracle.interval, answer.interval);
    }
  }
  for (const reason of knownReasons) {
    const [expected, got] = [oracle.excluded[reason] ?? 0, answer.excluded[reason] ?? 0];
    if (!ignore.has(reason) && expected !== got) say(`excluded.${reason}`, expected, got);
  }
  for (const flag of knownFlags) {
    if (ignore.has(flag) || (flag === "few_records" && oracle.n === 0)) continue;
    if (oracle.flags.includes(flag) !== answer.flags.includes(flag)) say("flags", oracle.flags, answer.flags);
  }
  for (const [name, expected] of Object.entries(oracle.more)) {
    if (!ignore.has(name) && !equal(expected, answer.more[name])) say(`more.${name}`, expected, answer.more[name]);
  }
  return found;
};

const nameOf = ({ period, keys }: Row): string =>
  JSON.stringify([period, ...Object.entries(keys).sort(([a], [b]) => (a < b ? -1 : 1))]);
const isEmpty = (cell: Cell): boolean => cell.n === 0 && (cell.num ?? 0) === 0 && (cell.den ?? 0) === 0;

/** A row that only one of them has is no difference where nothing is in it. */
export const differences = (oracle: OracleAnswer, answer: Answer, leniency: Leniency = {}): string[] => {
  const ignore = new Set(leniency.ignore ?? []);
  const rows = new Map(answer.rows.map((row) => [nameOf(row), row]));
  const expected = new Map(oracle.rows.map((row) => [nameOf(row), row]));
  const watermark =
    Date.parse(oracle.watermark) === Date.parse(answer.watermark)
      ? []
      : [`watermark is ${answer.watermark}, the oracle says ${oracle.watermark}`];
  return [
    ...watermark,
    ...compareCells(oracle.total, answer.total, "total", ignore),
    ...[...expected].flatMap(([name, row]) => {
      const got = rows.get(name);
      if (got !== undefined) return compareCells(row, got, name, ignore);
      return isEmpty(row) ? [] : [`${name} is missing`];
    }),
    ...[...rows].flatMap(([name, row]) => (expected.has(name) || isEmpty(row) ? [] : [`${name} is one too many`])),
  ];
};
