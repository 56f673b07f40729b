/** The floor of one file: what it has to be told of the company. */
import type { Session } from "../../src/engines/index.ts";
import type { DateRange } from "../../src/query/question.ts";
import { statement } from "../measure.ts";
import { type FloorQuestion, floorQuestions } from "./questions.ts";

export const floorOf = async (
  session: Session,
  at: number,
  asked: { readonly schema?: string; readonly goals?: string; readonly range?: DateRange } = {},
): Promise<readonly FloorQuestion[]> => {
  const { schema = "facts" } = asked;
  const rows = await session.rows(statement(`select key, days from ${schema}.horizons where stage_no is null`));
  const days = new Map(rows.map((row) => [String(row.key), Number(row.days)]));
  return floorQuestions({
    ...asked,
    schema,
    asOf: new Date(at).toISOString().replace("T", " ").replace("Z", ""),
    horizons: { conversion: days.get("lead_conversion") ?? 30, closeRate: days.get("close_rate") ?? 30 },
  });
};
