/** Goals as a table: what was reached, of what, and whether that is on pace. */

import { dateOf, dayNumber } from "../../model/day.ts";
import type { Row } from "../../query/index.ts";
import { rangeText } from "../../wording/dates.ts";
import { percent } from "../../wording/figures.ts";
import type { Footnotes } from "./footnotes.ts";
import type { Grid } from "./grid.ts";
import { type Line, plain, toned } from "./paint.ts";
import type { Show } from "./show.ts";
import { figure } from "./units.ts";
import { harmless } from "./width.ts";

/** On pace is 100 % of what is expected by now. */
const paceLine = (pace: number | null | undefined): Line => {
  if (pace === null || pace === undefined) return toned("dim", "–");
  return pace >= 1 ? toned("good", percent(pace)) : toned(pace >= 0.9 ? "plain" : "bad", percent(pace));
};

/** Of those that can be judged, whether each is on pace; a cap of which nothing is used up is, though its target over 0 is no number. */
export const onPace = (rows: readonly Row[]): readonly boolean[] =>
  rows.flatMap(({ value, num, den, more }) => {
    if (typeof more.pace === "number") return [more.pace >= 1];
    return value === null && num === 0 && den !== null && den > 0 && typeof more.projected_end === "number"
      ? [true]
      : [];
  });

const datesOf = ({ labels }: Row): string =>
  labels.starts_on === undefined || labels.ends_on === undefined
    ? ""
    : rangeText({ from: labels.starts_on, to: dateOf(dayNumber(labels.ends_on) + 1) });

export const goalsGrid = (rows: readonly Row[], show: Show, notes: Footnotes): Grid => ({
  columns: [
    { title: "Goal", align: "left", drop: 0 },
    { title: "Dates", align: "left", drop: 4 },
    { title: "Reached", align: "right", drop: 0 },
    { title: "Actual", align: "right", drop: 2 },
    { title: "Target", align: "right", drop: 1 },
    { title: "Pace", align: "right", drop: 3 },
  ],
  rows: rows.map((row) => {
    const writing = {
      unit: show.unitOf(row.labels.kpi ?? "", row.labels.variant ?? "default"),
      currency: show.currency,
    };
    return [
      plain(harmless(row.labels.goal ?? "")),
      toned("dim", datesOf(row)),
      [...(row.value === null ? toned("dim", "–") : plain(percent(row.value))), ...toned("dim", notes.mark(row))],
      plain(figure(row.num, writing)),
      plain(figure(row.den, writing)),
      paceLine(row.more.pace),
    ];
  }),
});
