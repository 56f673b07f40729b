/** What is known of records without any stage history is noted: they stand where their own columns say. */
import type { StockMeasure } from "../kinds/index.ts";
import type { Runner } from "../sql/index.ts";
import type { Note } from "./answer.ts";
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
