/** Shares of one whole as they are shown: rounded to a tenth of a per cent so that they add up to exactly 100.0, the same as on the command line. */
import type { Answer, Cell, Row, Scorecard } from "../api/types.ts";

const tenths = 1000;

/** Of counts of one whole, none negative: parts of 1 in tenths of a per cent that add up to it (largest remainder); ties go to the earlier one. */
const rounded = (parts: readonly number[], whole: number): readonly number[] => {
  const exact = parts.map((part) => (part / whole) * tenths);
  const shown = exact.map(Math.floor);
  const missing = tenths - shown.reduce((sum, one) => sum + one, 0);
  const byRest = exact
    .map((value, place) => ({ place, rest: value - Math.floor(value) }))
    .sort((a, b) => b.rest - a.rest || a.place - b.place);
  for (const { place } of byRest.slice(0, missing)) shown[place] = (shown[place] ?? 0) + 1;
  return shown.map((one) => one / tenths);
};

/** Rows of one whole, which its stages part, each with the cell that is shown of it. */
const shownIn = (cells: readonly (Cell | undefined)[]): readonly (Cell | undefined)[] => {
  const parts = cells.flatMap((cell) => (cell === undefined || cell.value === null ? [] : [cell.num ?? 0]));
  const sum = parts.reduce((found, part) => found + part, 0);
  const isWhole = parts.length === cells.length && sum > 0 && cells.every((cell) => cell?.den === sum);
  const shares = isWhole ? rounded(parts, sum) : null;
  return shares === null
    ? cells
    : cells.map((cell, index) => (cell === undefined ? cell : { ...cell, value: shares[index] ?? 0 }));
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

export const withWholeSharesIn = (scorecard: Scorecard): Scorecard => ({
  ...scorecard,
  lines: scorecard.lines.map((line) => ({ ...line, answer: withWholeShares(line.answer) })),
});
