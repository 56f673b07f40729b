/** Flags of cells as small raised numbers, told once below the table. */
import type { Cell } from "../../query/index.ts";
import { flagClause, type Limits } from "../../wording/flags.ts";

const raised = "⁰¹²³⁴⁵⁶⁷⁸⁹";

const raisedNumber = (value: number): string => [...String(value)].map((digit) => raised[Number(digit)] ?? "").join("");

export interface Footnotes {
  /** The marks of a cell; each flag that is new gets the next number. */
  readonly mark: (cell: Cell) => string;
  readonly lines: () => string[];
}

/** `hidden` flags are told elsewhere. */
export const footnotes = (limits: Limits, hidden: readonly string[]): Footnotes => {
  const numbers = new Map<string, number>();
  return {
    mark: ({ flags }) =>
      flags
        .filter((flag) => !hidden.includes(flag))
        .map((flag) => {
          const number = numbers.get(flag) ?? numbers.size + 1;
          numbers.set(flag, number);
          return raisedNumber(number);
        })
        .join(" "),
    lines: () => [...numbers].map(([flag, number]) => `${raisedNumber(number)} ${flagClause(flag, { limits })}`),
  };
};
