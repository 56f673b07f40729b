/** A split over time: one row for each member, its units of time side by side, and its course. */
import type { Answer } from "../../query/index.ts";
import type { Footnotes } from "./footnotes.ts";
import { memberKey, membersOf, type RowPage } from "./greatest.ts";
import type { Grid } from "./grid.ts";
import { plain, toned } from "./paint.ts";
import { unitTexts } from "./periods.ts";
import type { Show } from "./show.ts";
import { course, sparkline } from "./spark.ts";
import { figure } from "./units.ts";
import { harmless } from "./width.ts";
import { dimensionTitle } from "./words.ts";

export const pivotGrid = (answer: Answer, show: Show, notes: Footnotes, page: RowPage): Grid => {
  const { by, grain } = answer.question;
  const periods = [...new Set(answer.rows.flatMap(({ period }) => (period === null ? [] : [period])))].sort();
  const members = membersOf(answer, page).slice(page.offset, page.offset + page.limit);
  const titles = unitTexts(periods, answer.question.to, grain ?? "day");
  const cells = new Map(answer.rows.map((row) => [`${row.period} ${memberKey(row)}`, row]));
  const writing = { unit: answer.definition.unit, currency: show.currency };
  return {
    columns: [
      ...by.map((dimension) => ({ title: dimensionTitle(dimension), align: "left" as const, drop: 0 })),
      { title: "Course", align: "left", drop: 1 },
      // The oldest go first where there is little room.
      ...periods.map((period, index) => ({
        title: titles.get(period) ?? "",
        align: "right" as const,
        drop: index === periods.length - 1 ? 0 : 2 + periods.length - index,
      })),
    ],
    rows: members.map((member) => {
      const own = periods.map((period) => ({ period, cell: cells.get(`${period} ${memberKey(member)}`) }));
      const values = own.map(({ period, cell }) => ({ period, value: cell?.value ?? null }));
      return [
        ...by.map((dimension) => plain(harmless(member.labels[dimension] ?? ""))),
        toned("accent", sparkline(course(values, answer.question))),
        ...own.map(({ cell }) =>
          cell === undefined || cell.value === null
            ? [...toned("dim", "–"), ...toned("dim", cell === undefined ? "" : notes.mark(cell))]
            : [...plain(figure(cell.value, writing)), ...toned("dim", notes.mark(cell))],
        ),
      ];
    }),
  };
};
