/** Shares of one whole as they are shown: rounded to a tenth of a per cent so that they add up to exactly 100.0. */
import { largestRemainder } from "../stats/largestRemainder.ts";

interface Share {
  readonly value: number | null;
  readonly num: number | null;
  readonly den: number | null;
}

interface ShareRow extends Share {
  readonly period: string | null;
  readonly keys: Readonly<Record<string, string | null>>;
  readonly previous?: Share;
}

/** What of an answer is looked at. */
interface Shares {
  readonly definition: { readonly unit: string; readonly type: string };
  readonly rows: readonly ShareRow[];
}

/** Of rows of one whole, which its stages part: by row what is shown of its cell. */
const shownIn = (cells: readonly (Share | undefined)[]): readonly (number | null)[] => {
  const parts = cells.flatMap((cell) => (cell === undefined || cell.value === null ? [] : [cell.num ?? 0]));
  const sum = parts.reduce((found, part) => found + part, 0);
  const isWhole = parts.length === cells.length && sum > 0 && cells.every((cell) => cell?.den === sum);
  const shares = isWhole ? largestRemainder(parts) : null;
  return shares === null
    ? cells.map((cell) => cell?.value ?? null)
    : shares.map((share) => Math.round(share * 10) / 1000);
};

/** Whose stages a row is one of: the unit of time and all that it is split by otherwise. */
const wholeOf = ({ period, keys }: ShareRow): string =>
  JSON.stringify([period, ...Object.entries(keys).filter(([dimension]) => dimension !== "stage")]);

const byWhole = (rows: readonly ShareRow[]): Iterable<readonly ShareRow[]> => {
  const found = new Map<string, ShareRow[]>();
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
export const withWholeShares = <Told extends Shares>(answer: Told): Told => {
  if (answer.definition.unit !== "share" || answer.definition.type !== "stock") return answer;
  const shown = new Map<ShareRow, ShareRow>();
  for (const rows of byWhole(answer.rows)) {
    const now = shownIn(rows);
    const before = shownIn(rows.map(({ previous }) => previous));
    for (const [index, row] of rows.entries()) {
      const { previous } = row;
      const value = now[index] ?? null;
      shown.set(
        row,
        previous === undefined
          ? { ...row, value }
          : { ...row, value, previous: { ...previous, value: before[index] ?? null } },
      );
    }
  }
  return { ...answer, rows: answer.rows.map((row) => shown.get(row) ?? row) };
};
