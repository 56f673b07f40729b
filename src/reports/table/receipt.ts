/** The command that lists the records behind a figure. */
import type { Answer } from "../../query/index.ts";
import { partsOf } from "./figures.ts";
import { countText } from "./units.ts";

/** As a shell reads it. */
export const shellWord = (text: string): string =>
  /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

const filterWord = ({ dimension, operator, values }: Answer["question"]["where"][number]): string => {
  const listed = values.map((value) => value ?? "").join(",");
  return shellWord(/^[a-z]/.test(operator) ? `${dimension} ${operator} ${listed}` : `${dimension}${operator}${listed}`);
};

/** The options that ask the same question again. */
export const questionOptions = ({ definition, question, watermark }: Answer): string =>
  [
    ...(definition.variant === "default" ? [] : [`--variant ${definition.variant}`]),
    `--from ${question.from} --to ${question.to}`,
    ...question.where.map((filter) => `--where ${filterWord(filter)}`),
    ...(question.as_of === watermark ? [] : [`--as-of ${question.as_of}`]),
  ].join(" ");

/** `quarterdeck records win_rate --part num ... lists the 4,238 won.`; null where there is nothing to list. */
export const receiptHint = (answer: Answer): string | null => {
  const { kpi, total } = answer;
  if (kpi === "goal_attainment" || total.n === 0) return null;
  const words = partsOf(answer);
  const isProportion = ["ratio", "share"].includes(answer.definition.unit) && total.num !== null;
  const part = isProportion || words.den === null ? "num" : "den";
  const count = isProportion && Number.isInteger(total.num) ? (total.num ?? total.n) : total.n;
  const word = (part === "num" ? words.num : words.den) ?? "records";
  return `quarterdeck records ${kpi} --part ${part} ${questionOptions(answer)} lists the ${countText(count)} ${word}.`;
};
