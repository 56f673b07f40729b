/** Shares of one whole as they are shown: rounded to a tenth of a per cent so that they add up to exactly 100.0. */
import { largestRemainder } from "../stats/largestRemainder.ts";
import type { Answer, Cell, Row } from "./answer.ts";

/** Rows of one whole, which its stages part, each with the cell that is shown of it. */
const shownIn = (cells: readonly (Cell | undefined)[]): readonly (Cell | undefined)[] => {
  const parts = cells.flatMap((cell) => (cell === undefined || cell.value === null ? [] : [cell.num ?? 0]));
  const sum = parts.reduce((found, part) => found + part, 0);
  const isWhole = parts.length === cells.length && sum > 0 && cells.every((cell) => cell?.den === sum);
  const shares = isWhole ? largestRemainder(parts) : null;
  return shares === null
    ? cells
    : cells.map((cell, index) => (cell === undefined ? cell : { ...cell, value: (shares[index] ?? 0) / 100 }));
};

/** Whose stages a row is one of: the unit of time and all that it is split by otherwise. */
const wholeOf = ({ period, keys }: Row): string =>
  JSON.stringify([period, ...Object.entries(keys).filter(([dimension]) => dimension !== "stage")]);

const byWhole = (rows: readonly Row[]): Iterable<readonly Row[]> => {
  const found = new Map<string, Row[]>();
  for (const row of rows) {
    const whole = wholeOf(row);
    const known = found.get(whole);
    if (known === undefined) found.set(whole, [row]);
    else known.push(row);
  }
  return found.values();
};

/**
 * An answer by stage whose values are as they are shown, for the eye only; any other answer as it is. What is not all of a whole, as one
 * stage that was filtered to, is rounded by itself.
 */
export const withWholeShares = (answer: Answer): Answer => {
  if (answer.definition.unit !== "share" || answer.definition.type !== "stock") return answer;
  const shown = new Map<Row, Row>();
  for (const rows of byWhole(answer.rows)) {
    const now = shownIn(rows);
    const before = shownIn(rows.map(({ previous }) => previous));
    for (const [index, row] of rows.entries()) {
      const previous = before[index];
      const value = now[index]?.value ?? null;
      shown.set(row, previous === undefined ? { ...row, value } : { ...row, value, previous });
    }
  }
  return { ...answer, rows: answer.rows.map((row) => shown.get(row) ?? row) };
};
