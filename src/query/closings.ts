/** Won and lost of the period: they stand beside what is in the pipeline as the flows that they are. */
import { is, type Part, populations } from "../kinds/index.ts";
import { count } from "../kinds/sums.ts";
import type { Runner } from "../sql/index.ts";
import { isAnswerable, totalStatement } from "./select.ts";
import { type Selection, unsplit } from "./selection.ts";
import { sheetOf, wholePlace } from "./sheet.ts";

export const closings: Part = {
  population: populations.closedOpportunities,
  aggregates: { won: count(is("is_won")), lost: count(is("is_lost")) },
};

/** Where its filters can be asked of them; from the sums by day where those are kept. */
export const flowsOf = async (runner: Runner, selection: Selection): Promise<Record<string, number>> => {
  const whole = unsplit(selection);
  if (!isAnswerable(closings, whole, "total")) return {};
  const rolled = whole.rollups?.find(closings, whole, false) ?? null;
  const result =
    rolled === null ? await runner.columns(totalStatement(closings, whole, false)) : await rolled.read(runner);
  const sheet = sheetOf(result, 0);
  const at = (column: string): number => sheet.at(wholePlace.name, column) ?? 0;
  return { won: at("a_won"), lost: at("a_lost") };
};
