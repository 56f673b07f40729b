/** What is known of records without any stage history is noted: they stand where their own columns say. */
import type { RecordMeasure, StockMeasure } from "../kinds/index.ts";
import { join, name, type Runner, sql } from "../sql/index.ts";
import type { Note } from "./answer.ts";
import { filtered } from "./select.ts";
import { type Selection, unsplit } from "./selection.ts";
import { endOf, untoldStatement } from "./standing.ts";

const noted = (count: number, of: (plural: boolean) => string): Note[] =>
  count === 0
    ? []
    : [
        {
          code: "no_history",
          count,
          message: `${count.toLocaleString("en-US")} ${count === 1 ? "record has" : "records have"} no stage history: ${of(count > 1)}.`,
        },
      ];

export const closedWithoutHistory = (count: number): Note[] =>
  noted(count, (plural) => `${plural ? "their" : "its"} own close date was used`);

/** Of what the total counts at the end of the range. */
export const standingWithoutHistory = async (
  runner: Runner,
  measure: StockMeasure,
  selection: Selection,
): Promise<Note[]> => {
  const statement = untoldStatement(measure, unsplit(selection), endOf(selection.frame.range));
  const [row] = await runner.rows(statement);
  return noted(
    Number(row?.n ?? 0),
    (plural) =>
      `${plural ? "they count" : "it counts"} as standing in ${plural ? "their" : "its"} own stage since ${plural ? "their" : "its"} creation`,
  );
};

/** Of records on their ladder that count in the range: what won reached all stages, what was lost the first one, for all that is known. */
export const wayWithoutHistory = async (
  runner: Runner,
  measure: RecordMeasure,
  selection: Selection,
): Promise<Note[]> => {
  const main = measure.parts[measure.main];
  const ways = main?.population.ways ?? [];
  if (main === undefined || ways.length === 0) return [];
  const { schema } = selection.frame;
  const untold = sql`select 1, no from ${name(`${schema}.opportunities`)} where not has_history
    union all select 0, no from ${name(`${schema}.leads`)} where not has_history`;
  const isUntold = join(
    ways.map(({ object, no }) => sql`(${object}, ${no}) in (${untold})`),
    " or ",
  );
  const records = filtered(main, unsplit(selection), "total", sql`r.excluded is null and (${isUntold})`);
  const [row] = await runner.rows(sql`select count(distinct r.no::bigint * 2 + r.object) as n from ${records}`);
  return noted(Number(row?.n ?? 0), (plural) =>
    plural
      ? "those that were lost count as having reached the first stage alone, those that won as having reached all, so that rates of the first stage may be too low and those of later ones too high"
      : "lost, it counts as having reached the first stage alone, won, as having reached all",
  );
};
