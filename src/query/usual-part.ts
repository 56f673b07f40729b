/** Which of a figure's numbers its records are listed by where nothing is said: the upper one, or the lower where that is a sum. */
import type { Kpi, PartName } from "../kinds/index.ts";
import type { Question } from "./question.ts";

export const usualPart = (
  { kpi: id, variant = "default" }: Pick<Question, "kpi" | "variant">,
  catalogue: readonly Kpi[],
): PartName => {
  const measure = catalogue.find((kpi) => kpi.id === id)?.variants[variant]?.measure;
  return measure?.kind === "records" && measure.receipts.num === undefined ? "den" : "num";
};
