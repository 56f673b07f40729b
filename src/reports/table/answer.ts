/** An answer as a table for people. */
import type { Answer, Cell, Row } from "../../query/index.ts";
import { countText, type Writing } from "../../wording/figures.ts";
import { capital, dimensionName, exclusionText } from "../../wording/names.ts";
import { withWholeShares } from "../../wording/shares.ts";
import { balanceSheetGrid, deletedLater, isBalanceSheet, undone } from "./balance-sheet.ts";
import { changeMark } from "./change.ts";
import { type Footnotes, footnotes } from "./footnotes.ts";
import { goalsGrid } from "./goals.ts";
import { isGreatestFirst, membersOf, type RowPage } from "./greatest.ts";
import { type Column, type Grid, gridLines } from "./grid.ts";
import { headline, noWinLines } from "./headline.ts";
import { type Line, plain, toned } from "./paint.ts";
import { hasBegun, notYet, unitTexts } from "./periods.ts";
import { pivotGrid } from "./pivot.ts";
import { receiptHint } from "./receipt.ts";
import type { Show } from "./show.ts";
import { figure, range } from "./units.ts";
import { harmless, widthOf, wrap } from "./width.ts";

type Parts = Answer["definition"]["parts"];
type Counted = NonNullable<Parts["num"]>;

interface Described {
  readonly column: Column;
  readonly cell: (cell: Cell) => Line;
}

/** Further figures that deserve a column where the answer has rows: name in `more`, title, unit (absent: the KPI's own). */
const moreColumns: Readonly<Record<string, readonly (readonly [string, string, string?])[]>> = {
  sales_cycle_length: [
    ["median", "Median"],
    ["won", "Won", "count"],
    ["lost", "Lost", "count"],
  ],
  response_time: [
    ["median", "Median"],
    ["within_sla", "In time", "ratio"],
  ],
  stage_duration: [["p90", "90% within"]],
  lead_stage_share: [
    ["entered", "Came", "count"],
    ["left", "Left", "count"],
    ["conversion", "Went on", "ratio"],
    ["median_days", "Half left in", "days"],
  ],
  stage_conversion: [
    ["lost", "Lost", "count"],
    ["still_there", "Still there", "count"],
  ],
  pipeline_by_stage: [["money", "Amount", "money"]],
  opportunities_created: [["per_lead", "Per lead", "quotient"]],
};

/** Marks stand right of the figures, which stay under each other. */
const withMarks = (cells: readonly Cell[], notes: Footnotes): ((line: Line, cell: Cell) => Line) => {
  const marks = new Map(cells.map((cell) => [cell, notes.mark(cell)]));
  const room = Math.max(0, ...[...marks.values()].map(widthOf));
  return (line, cell) => {
    const mark = marks.get(cell) ?? "";
    return room === 0 ? line : [...line, ...toned("dim", mark + " ".repeat(room - widthOf(mark)))];
  };
};

/** The columns right of the names: the figure first, then what it was made of. */
const figureColumns = (answer: Answer, rows: readonly Row[], show: Show, notes: Footnotes): Described[] => {
  const { definition, kpi } = answer;
  const own: Writing = { unit: definition.unit, currency: show.currency };
  const { num, den } = definition.parts;
  const isCompared = answer.question.compare !== undefined;
  const cells = [...rows, answer.total];
  const marked = withMarks(cells, notes);
  const hasInterval = cells.some((cell) => cell.interval !== null);
  // A number of records, and a sum of their money, is its own numerator.
  const isOwn = definition.unit === "count" || (definition.unit === "money" && den === null);
  const partColumn = (part: "num" | "den", { many, unit }: Counted, drop: number) => ({
    column: column(capital(many), drop),
    cell: (cell: Cell) => plain(figure(cell[part], { unit, currency: show.currency })),
  });
  const column = (title: string, drop: number): Column => ({ title, align: "right", drop });
  return [
    {
      column: column(valueTitle(definition.unit, definition.parts), 0),
      cell: (cell) => marked(cell.value === null ? toned("dim", "–") : plain(figure(cell.value, own)), cell),
    },
    ...(isCompared
      ? [
          { column: column("Change", 1), cell: (cell: Cell) => changeMark(cell, definition.better, own) },
          {
            column: column("Before", 5),
            cell: (cell: Cell) => toned("dim", figure(cell.previous?.value ?? null, own)),
          },
        ]
      : []),
    ...(hasInterval
      ? [{ column: column("95% range", 4), cell: (cell: Cell) => toned("dim", range(cell.interval, own)) }]
      : []),
    ...(num === null || isOwn ? [] : [partColumn("num", num, 3)]),
    ...(den === null ? [] : [partColumn("den", den, 2)]),
    ...(moreColumns[kpi] ?? [])
      .filter(([name]) => cells.some((cell) => typeof cell.more[name] === "number"))
      .map(([name, title, unit], index) => ({
        column: column(title, 6 + index),
        cell: (cell: Cell) =>
          plain(
            cell.more[name] === undefined
              ? ""
              : figure(cell.more[name] ?? null, { unit: unit ?? definition.unit, currency: show.currency }),
          ),
      })),
  ];
};

const valueTitle = (unit: string, { num, den }: Parts): string => {
  const money = den === null ? "Value" : "Cost";
  const titles = {
    ratio: "Rate",
    share: "Share",
    days: "Time",
    hours: "Time",
    money,
    count: capital(num?.many ?? "Number"),
  };
  return titles[unit as keyof typeof titles] ?? "Value";
};

const hasCome = ({ question }: Answer, { period }: Row): boolean => period === null || hasBegun(period, question);

const labelOf = (row: Row, dimension: string): string => harmless(row.labels[dimension] ?? row.keys[dimension] ?? "");

const rowsGrid = (answer: Answer, rows: readonly Row[], show: Show, notes: Footnotes): Grid => {
  const { grain, by } = answer.question;
  const figures = figureColumns(
    answer,
    rows.filter((row) => hasCome(answer, row)),
    show,
    notes,
  );
  const names: Column[] = [
    ...(grain === null
      ? []
      : [{ title: capital(grain.replace("fiscal-", "fiscal ").replace("@", ", ")), align: "left" as const, drop: 0 }]),
    ...by.map((dimension) => ({ title: capital(dimensionName(dimension)), align: "left" as const, drop: 0 })),
  ];
  const starts = answer.rows.flatMap(({ period }) => (period === null ? [] : [period]));
  const units = unitTexts(starts, answer.question.to, grain ?? "day");
  const line = (cell: Cell): Line[] => figures.map((one) => one.cell(cell));
  const unknown = figures.map((_, index): Line => (index === 0 ? notYet : []));
  const isTotalled = !answer.total.flags.includes("not_additive") && names.length > 0;
  return {
    columns: [...names, ...figures.map((one) => one.column)],
    rows: rows.map((row) => [
      ...(grain === null ? [] : [plain(units.get(row.period ?? "") ?? "")]),
      ...by.map((dimension) =>
        row.keys[dimension] === null ? toned("dim", labelOf(row, dimension)) : plain(labelOf(row, dimension)),
      ),
      ...(hasCome(answer, row) ? line(row) : unknown),
    ]),
    ...(isTotalled
      ? { total: [toned("strong", "Total"), ...names.slice(1).map(() => []), ...line(answer.total)] }
      : {}),
  };
};

/** Whether a table has the dash of a change that is not clear; above it that is said in words. */
const hasDash = (rows: readonly Row[], total: Cell): boolean =>
  rows.length > 0 &&
  [...rows, total].some(({ change }) => change !== undefined && change.verdict !== "up" && change.verdict !== "down");

/** `Left out: 3 deleted, 12 too young to judge.` */
const excludedSentence = (excluded: Readonly<Record<string, number>>): string | null => {
  const parts = Object.entries(excluded)
    .filter(([, count]) => count > 0)
    .map(([reason, count]) => `${countText(count)} ${exclusionText(reason)}`);
  return parts.length === 0 ? null : `Left out: ${parts.join(", ")}.`;
};

const notesOf = (answer: Answer, isOverlapping: boolean, showsDash: boolean): string[] => {
  const excluded = excludedSentence(answer.total.excluded);
  const hint = receiptHint(answer);
  return [
    ...(excluded === null ? [] : [excluded]),
    ...answer.notes.map(({ message }) => message),
    ...(isOverlapping
      ? ["A record counts for its team and for each team above it: these rows do not add up to the total."]
      : []),
    ...(showsDash ? ["– : no clear change, or too few records to tell one."] : []),
    ...(hint === null ? [] : [hint]),
  ];
};

const pageNote = (by: readonly string[], all: number, { limit, offset }: RowPage): string[] => {
  const shown = Math.max(0, Math.min(limit, all - offset));
  const count = all.toLocaleString("en-US");
  const rows = shown === 0 ? `None of ${count} rows` : `Rows ${offset + 1} to ${offset + shown} of ${count}`;
  const order = isGreatestFirst(by, all, limit) ? ", those of the most records first" : "";
  return shown === all ? [] : [`${rows}${order}: --limit and --offset show others.`];
};

/** Lines of text, none wider than the terminal. */
export const answerLines = (exact: Answer, show: Show, page: RowPage): string[] => {
  const answer = withWholeShares(exact);
  if (show.noneWins(answer.kpi)) return noWinLines(answer, show);
  const notes = footnotes(show.limits, ["to_date", "not_additive"]);
  const isPivot = answer.question.grain !== null && answer.question.by.length > 0 && answer.rows.length > 0;
  const isSplit = answer.question.by.length > 0 && answer.definition.type !== "goal";
  const members = isSplit ? membersOf(answer, page) : answer.rows;
  const rows = isPivot ? answer.rows : members.slice(page.offset, page.offset + page.limit);
  const grid =
    answer.rows.length === 0
      ? null
      : answer.definition.type === "goal"
        ? goalsGrid(rows, show, notes)
        : isPivot
          ? pivotGrid(answer, show, notes, page)
          : rowsGrid(answer, rows, show, notes);
  const isSheet = isBalanceSheet(answer.total);
  const grids = [...(isSheet ? [balanceSheetGrid(answer.total, show)] : []), ...(grid === null ? [] : [grid])];
  const table = grids.flatMap((one) => ["", ...gridLines(one, show.width, show.paint)]);
  const isTeams = answer.question.by.includes("team");
  const below = [
    ...notes.lines(),
    ...(isSheet ? [...undone(answer.total), ...deletedLater(answer.total)] : []),
    ...pageNote(answer.question.by, members.length, page),
    ...notesOf(
      answer,
      isTeams,
      !isPivot &&
        hasDash(
          rows.filter((row) => hasCome(answer, row)),
          answer.total,
        ),
    ),
  ];
  return [
    ...headline(answer, show),
    ...table,
    ...(below.length === 0 ? [] : [""]),
    ...below.flatMap((text) => wrap(text, show.width)).map((text) => show.paint("dim", text)),
  ];
};
