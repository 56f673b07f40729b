/** Answers as CSV: one row for each cell, numbers exact, texts that a spreadsheet could take for a formula defused. */

import type { Answer, Cell, RecordPage, Row, ScorecardLine } from "../query/index.ts";
import { type CsvValue, csvLines } from "../wording/csv.ts";

export const csvOf = (columns: readonly string[], rows: readonly (readonly CsvValue[])[]): string =>
  csvLines([columns, ...rows]);

interface Columns {
  readonly names: readonly string[];
  readonly of: (cell: Cell) => readonly CsvValue[];
}

const cellColumns = (cells: readonly Cell[]): Columns => {
  const more = [...new Set(cells.flatMap((cell) => Object.keys(cell.more)))];
  const excluded = [...new Set(cells.flatMap((cell) => Object.keys(cell.excluded)))];
  const isCompared = cells.some(({ change }) => change !== undefined);
  return {
    names: [
      ...["value", "num", "den", "n", "low", "high"],
      ...more,
      ...excluded.map((reason) => `excluded_${reason}`),
      "flags",
      ...(isCompared ? ["previous", "change", "relative_change", "verdict"] : []),
    ],
    of: (cell) => [
      ...[cell.value, cell.num, cell.den, cell.n, cell.interval?.[0], cell.interval?.[1]],
      ...more.map((name) => cell.more[name]),
      ...excluded.map((reason) => cell.excluded[reason]),
      cell.flags.join(" "),
      ...(isCompared ? [cell.previous?.value, cell.change?.absolute, cell.change?.relative, cell.change?.verdict] : []),
    ],
  };
};

/** Column names, and the cells of every row. */
export type FileTable = readonly [columns: readonly string[], rows: readonly (readonly CsvValue[])[]];

/** The rows, then the total; `cell` says which is which, so that nobody sums both. */
export const answerTable = (answer: Answer): FileTable => {
  const { by, grain } = answer.question;
  const figures = cellColumns([answer.total, ...answer.rows]);
  const keysOf = (row: Row): readonly CsvValue[] =>
    by.flatMap((dimension) => [row.keys[dimension], row.labels[dimension]]);
  return [
    [
      "cell",
      ...(grain === null ? [] : ["period"]),
      ...by.flatMap((dimension) => [dimension, `${dimension}_label`]),
      ...figures.names,
    ],
    [
      ...answer.rows.map((row) => ["row", ...(grain === null ? [] : [row.period]), ...keysOf(row), ...figures.of(row)]),
      ["total", ...(grain === null ? [] : [null]), ...by.flatMap(() => [null, null]), ...figures.of(answer.total)],
    ],
  ];
};

export const answerCsv = (answer: Answer): string => csvOf(...answerTable(answer));

export const recordsTable = ({ rows }: RecordPage): FileTable => {
  const details = [...new Set(rows.flatMap(({ detail }) => Object.keys(detail)))];
  return [
    ["id", "object", "label", "day", "person", "amount", ...details],
    rows.map((row) => [
      row.id,
      row.object,
      row.label,
      row.day,
      row.person,
      row.amount,
      ...details.map((name) => row.detail[name]),
    ]),
  ];
};

export const recordsCsv = (page: RecordPage): string => csvOf(...recordsTable(page));

/** One row for each total; those that answer by stage have one for each stage. */
export const scorecardTable = (lines: readonly ScorecardLine[]): FileTable => {
  const cells = lines.flatMap(({ kpi, answer, goal }) => [
    ...(answer.total.value === null ? [] : [{ kpi, key: null, cell: answer.total, goal }]),
    ...answer.rows.map((row) => ({ kpi, key: Object.values(row.keys).join(" "), cell: row, goal: null })),
    ...(answer.total.value === null && answer.rows.length === 0 ? [{ kpi, key: null, cell: answer.total, goal }] : []),
  ]);
  const figures = cellColumns(cells.map(({ cell }) => ({ ...cell, more: {}, excluded: {} })));
  return [
    ["kpi", "name", "unit", "key", ...figures.names, "goal", "goal_reached", "pace", "goal_starts_on", "goal_ends_on"],
    cells.map(({ kpi, key, cell, goal }) => [
      kpi.id,
      kpi.name,
      kpi.unit,
      key,
      ...figures.of(cell),
      goal?.target,
      goal?.value,
      goal?.pace,
      goal?.starts_on,
      goal?.ends_on,
    ]),
  ];
};

export const scorecardCsv = (lines: readonly ScorecardLine[]): string => csvOf(...scorecardTable(lines));
