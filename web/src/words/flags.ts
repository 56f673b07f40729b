/** Why there is no figure, and what to know about one, in sentences: the same as on the command line. */
import {
  reasonOf as clauseOf,
  flagClause,
  leavesNone,
  noWonStage as noneWon,
  sentence,
} from "../../../src/wording/flags.ts";
import { lastDayOf } from "./dates.ts";

export { exclusionText } from "../../../src/wording/names.ts";

interface Reason {
  readonly short: string;
  readonly long: string;
}

const inFull = ({ short, clause }: ReturnType<typeof clauseOf>): Reason => ({ short, long: sentence(clause) });

export const noWonStage = inFull(noneWon);

/** For a value that is null. */
export const reasonOf = (...cell: Parameters<typeof clauseOf>): Reason => inFull(clauseOf(...cell));

/** Beside a value. */
export const remarksOf = (flags: readonly string[]): readonly string[] =>
  flags.filter((flag) => !(leavesNone as readonly string[]).includes(flag)).map((flag) => sentence(flagClause(flag)));

interface Over {
  readonly from: string;
  readonly as_of: string;
  readonly timezone: string;
}

/** The same of a figure over a whole period: one that has not begun is not running either. */
export const remarksOver = (flags: readonly string[], over: Over): readonly string[] =>
  over.from <= lastDayOf(over) || !flags.includes("to_date")
    ? remarksOf(flags)
    : [...remarksOf(flags.filter((flag) => flag !== "to_date")), sentence("not begun yet")];
