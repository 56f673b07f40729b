/** A split over time: one row for each member, its units of time side by side, and its course. */
import type { Answer } from "../../query/index.ts";
import { capital, dimensionName } from "../../wording/names.ts";
import type { Footnotes } from "./footnotes.ts";
import { memberKey, membersOf, type RowPage } from "./greatest.ts";
import type { Grid } from "./grid.ts";
import { plain, toned } from "./paint.ts";
import { hasBegun, notYet, unitTexts } from "./periods.ts";
import type { Show } from "./show.ts";
import { course, sparkline } from "./spark.ts";
import { figure } from "./units.ts";
import { harmless } from "./width.ts";

/** What a member without a row in a unit has there: of what is counted or summed none, of all else nothing that is known. */
const absentOf = ({ definition, total }: Answer): number | null =>
  (definition.unit === "count" || definition.unit === "money") &&
  definition.parts.den === null &&
  !total.flags.includes("not_measurable")
    ? 0
    : null;

export const pivotGrid = (answer: Answer, show: Show, notes: Footnotes, page: RowPage): Grid => {
  const { by, grain } = answer.question;
  // A unit in which nobody has a record has no row.
  const periods = show.startsOf(answer.question, grain ?? "");
  const members = membersOf(answer, page).slice(page.offset, page.offset + page.limit);
  const titles = unitTexts(periods, answer.question.to, grain ?? "day");
  const cells = new Map(answer.rows.map((row) => [`${row.period} ${memberKey(row)}`, row]));
  const absent = absentOf(answer);
  const writing = { unit: answer.definition.unit, currency: show.currency };
  return {
    columns: [
      ...by.map((dimension) => ({ title: capital(dimensionName(dimension)), align: "left" as const, drop: 0 })),
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
      const values = own.map(({ period, cell }) => ({ period, value: cell === undefined ? absent : cell.value }));
      return [
        ...by.map((dimension) => plain(harmless(member.labels[dimension] ?? ""))),
        toned("accent", sparkline(course(values, answer.question))),
        ...own.map(({ cell }, index) => {
          const { value = null } = values[index] ?? {};
          const mark = toned("dim", cell === undefined ? "" : notes.mark(cell));
          if (!hasBegun(periods[index] ?? "", answer.question)) return notYet;
          return [...(value === null ? toned("dim", "–") : plain(figure(value, writing))), ...mark];
        }),
      ];
    }),
  };
};
