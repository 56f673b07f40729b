/** Where the data begins: what lies before is not known, and a figure has not risen from it. */
import type { Measure } from "../kinds/index.ts";
import { dateOf, dayNumber } from "../model/day.ts";
import type { WorkspaceConfig } from "../model/process.ts";
import { join, name, type Runner, sql } from "../sql/index.ts";
import { dayText } from "../wording/dates.ts";
import type { Answer, Cell, Note } from "./answer.ts";
import { bucketsOf, clipped, counterpartsOf } from "./buckets.ts";
import { isOfEither, tablesOf } from "./needs.ts";
import type { DateRange } from "./question.ts";
import type { Resolved } from "./resolved.ts";

/** By table, the number of the local day on which its first record is, of the facts in a schema. Without any it is not there. */
export type Beginnings = ReadonlyMap<string, number>;

const days = {
  leads: "created_day",
  opportunities: "created_day",
  activities: "occurred_day",
  spend: "day",
  responses: "received_day",
} as const;

export const beginningsIn = async (runner: Runner, schema: string): Promise<Beginnings> => {
  const rows = await runner.rows(
    join(
      Object.entries(days).map(
        ([table, column]) =>
          sql`select ${table}::varchar as name, min(${name(column)})::varchar as first from ${name(`${schema}.${table}`)}`,
      ),
      " union all ",
    ),
  );
  return new Map(
    rows.flatMap((row) => (typeof row.first === "string" ? [[String(row.name), dayNumber(row.first)] as const] : [])),
  );
};

/** The day from which on the measure can be known; null: none of its records is there. */
const beginningOf = (measure: Measure, beginnings: Beginnings): number | null => {
  const needed = tablesOf(measure);
  // What follows leads and opportunities alike needs neither of them.
  const tables = needed.length === 0 && measure.kind === "records" ? ["leads", "opportunities"] : needed;
  const found = tables.flatMap((table) => beginnings.get(table === "budgets" ? "spend" : table) ?? []);
  if (found.length === 0) return null;
  return isOfEither(measure) || needed.length === 0 ? Math.min(...found) : Math.max(...found);
};

/** A week is no beginning: nobody creates a lead on New Year's Day. */
const slack = 7;

/** Whether too little of the range is known to hold another one against it. What stands at its end is known where anything was by then. */
const isUnknown = (range: DateRange, first: number, measure: Measure): boolean => {
  const [from, to] = [dayNumber(range.from), dayNumber(range.to)];
  const missing = Math.min(first, to) - from;
  if (measure.kind === "stock") return missing >= to - from;
  return missing * 2 >= to - from || (missing > slack && missing * 20 > to - from);
};

const unjudged = <Any extends Cell>(cell: Any): Any =>
  cell.change === undefined ? cell : { ...cell, change: { ...cell.change, verdict: "too_few" } };

const noteOf = (first: number): Note => ({
  code: "begins_later",
  count: 0,
  message: `The data of this begins on ${dayText(dateOf(first))}: of the period that it is compared with too little is known to tell a change.`,
});

interface Begun {
  readonly beginnings: Beginnings;
  readonly config: WorkspaceConfig;
  /** Whether each unit is compared with its counterpart; else what is compared is the end of the range with that of the other. */
  readonly byUnit: boolean;
}

/** The answer without a verdict where what it is compared with lies before its data begins. */
export const judgedFromBeginning = (
  answer: Answer,
  { question: { range, compare, grain }, variant: { measure } }: Resolved,
  { beginnings, config, byUnit }: Begun,
): Answer => {
  const first = beginningOf(measure, beginnings);
  if (first === null || compare === undefined) return answer;
  const isWhole = isUnknown(compare, first, measure);
  const unitsOf = (of: DateRange) => (grain === undefined || !byUnit ? [] : bucketsOf(of, grain, config).units);
  const [units, before] = [unitsOf(range), unitsOf(compare)];
  const heldTo = counterpartsOf(units, before);
  const others = clipped(before);
  const unknown = new Set(
    clipped(units).flatMap(({ from }, index) => {
      const other = others[heldTo(index) ?? others.length];
      return other !== undefined && isUnknown(other, first, measure) ? [from] : [];
    }),
  );
  if (!isWhole && unknown.size === 0) return answer;
  return {
    ...answer,
    total: isWhole ? unjudged(answer.total) : answer.total,
    rows: answer.rows.map((row) =>
      (row.period === null || !byUnit ? isWhole : unknown.has(row.period)) ? unjudged(row) : row,
    ),
    notes: [...answer.notes, noteOf(first)],
  };
};
