/** Rows and columns on a terminal: aligned, never wider than it is, never broken within a cell. */
import type { Line, Paint, Piece } from "./paint.ts";
import { painted, plain, toned } from "./paint.ts";
import { cut, widthOf } from "./width.ts";

export interface Column {
  readonly title: string;
  readonly align: "left" | "right";
  /** On a narrow terminal the column with the highest number goes first; 0 always stays. */
  readonly drop: number;
  /** Names are cut to so many columns before any column goes. */
  readonly comfortable?: number;
}

export interface Grid {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Line[])[];
  /** Stands under a rule. */
  readonly total?: readonly Line[];
}

const gap = 2;
/** Names are cut to this before a column goes, and to `least` when nothing else helps. */
const usual = 24;
const least = 8;

const widthOfLine = (line: Line): number => line.reduce((sum, { text }) => sum + widthOf(text), 0);

const cutLine = (line: Line, width: number): Line => {
  if (widthOfLine(line) <= width) return line;
  const kept: Piece[] = [];
  let left = width;
  for (const piece of line) {
    const text = widthOf(piece.text) <= left ? piece.text : cut(piece.text, left);
    kept.push({ ...piece, text });
    left -= widthOf(text);
    if (text !== piece.text || left <= 0) break;
  }
  return kept;
};

const padded = (line: Line, width: number, align: Column["align"]): Line => {
  const space = plain(" ".repeat(Math.max(0, width - widthOfLine(line))));
  return align === "right" ? [...space, ...line] : [...line, ...space];
};

const allRows = ({ rows, total }: Grid): readonly (readonly Line[])[] =>
  total === undefined ? rows : [...rows, total];

const naturalWidths = (grid: Grid): number[] =>
  grid.columns.map(({ title }, index) =>
    allRows(grid).reduce((most, row) => Math.max(most, widthOfLine(row[index] ?? [])), widthOf(title)),
  );

const without = (grid: Grid, index: number): Grid => {
  const keep = <T>(list: readonly T[]): T[] => list.filter((_, position) => position !== index);
  return {
    columns: keep(grid.columns),
    rows: grid.rows.map(keep),
    ...(grid.total === undefined ? {} : { total: keep(grid.total) }),
  };
};

const sum = (widths: readonly number[]): number =>
  widths.reduce((all, width) => all + width, 0) + gap * Math.max(0, widths.length - 1);

/** Takes from the widest column of names, again and again, but not below its floor. */
const squeezed = (
  columns: readonly Column[],
  widths: readonly number[],
  width: number,
  floorOf: (column: Column) => number,
): number[] => {
  const result = [...widths];
  while (sum(result) > width) {
    const widest = columns.reduce((best, column, index) => {
      const own = result[index] ?? 0;
      return column.align === "left" && own > floorOf(column) && own > (result[best] ?? 0) ? index : best;
    }, -1);
    if (widest < 0) break;
    result[widest] = (result[widest] ?? 0) - 1;
  }
  return result;
};

interface Fitted {
  readonly grid: Grid;
  readonly widths: readonly number[];
  /** Titles of the columns that went. */
  readonly dropped: readonly string[];
}

/** Names are shortened first, then columns go in their order, then names are shortened further. */
export const fitted = (grid: Grid, width: number, dropped: readonly string[] = []): Fitted => {
  const widths = squeezed(grid.columns, naturalWidths(grid), width, ({ comfortable }) => comfortable ?? usual);
  if (sum(widths) <= width) return { grid, widths, dropped };
  const first = grid.columns.reduce(
    (most, { drop }, index) => (drop > (grid.columns[most]?.drop ?? 0) ? index : most),
    -1,
  );
  if (first >= 0) return fitted(without(grid, first), width, [...dropped, grid.columns[first]?.title ?? ""]);
  return { grid, widths: squeezed(grid.columns, widths, width, () => least), dropped };
};

/** The lines of a grid for a terminal of that width. */
export const gridLines = (given: Grid, width: number, paint: Paint): string[] => {
  const { grid, widths } = fitted(given, width);
  const lineOf = (row: readonly Line[]): string =>
    row
      .map((cell, index) => {
        const room = widths[index] ?? 0;
        return padded(cutLine(cell, room), room, grid.columns[index]?.align ?? "left");
      })
      .map((cell) => painted(cell, paint))
      .join(" ".repeat(gap))
      .replace(/\s+$/, "");
  const titles = lineOf(grid.columns.map(({ title }) => toned("dim", title)));
  const rule = paint("dim", "─".repeat(Math.min(width, sum(widths))));
  return [titles, rule, ...grid.rows.map(lineOf), ...(grid.total === undefined ? [] : [rule, lineOf(grid.total)])];
};
