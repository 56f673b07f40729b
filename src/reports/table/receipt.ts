/** The command that lists the records behind a figure. */
import type { Answer, Cell } from "../../query/index.ts";
import { shellWord } from "./shell.ts";
import { counted } from "./units.ts";

/** What is no name without double quotes around it: it would be read as ending with an operator, or as one more of a list. */
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const dimensionWord = (dimension: string): string =>
  /[=!<>"]|\s(in|not-in|contains)\s/.test(dimension) ? quoted(dimension) : dimension;
const memberWord = (value: string): string => (/[",]/.test(value) ? quoted(value) : value);

/** As it is typed after `--where`. */
const filterWord = ({ dimension, operator, values }: Answer["question"]["where"][number]): string => {
  const isList = operator === "in" || operator === "not-in";
  const told = values.map((value) => (isList ? memberWord(value ?? "") : (value ?? ""))).join(",");
  const name = dimensionWord(dimension);
  return shellWord(/^[a-z]/.test(operator) ? `${name} ${operator} ${told}` : `${name}${operator}${told}`);
};

/** The options that ask the same question again, whatever comes in meanwhile. */
const questionOptions = ({ definition, question }: Answer): string =>
  [
    ...(definition.variant === "default" ? [] : [`--variant ${definition.variant}`]),
    `--from ${question.from} --to ${question.to}`,
    ...question.where.map((filter) => `--where ${filterWord(filter)}`),
    `--as-of ${question.as_of}`,
  ].join(" ");

/** The cell that is opened, and the filter that leads to it: the total, else the first stage in which anything stands. */
const opened = (answer: Answer): { readonly cell: Cell; readonly filter: string } | null => {
  if (!answer.total.flags.includes("not_additive"))
    return answer.total.n === 0 ? null : { cell: answer.total, filter: "" };
  const row = answer.rows.find(({ n, keys }) => n > 0 && typeof keys.stage === "string");
  return row === undefined ? null : { cell: row, filter: ` --where ${shellWord(`stage=${row.keys.stage}`)}` };
};

/** `quarterdeck records win_rate --part num ... lists the 4,238 won.`; null where there is nothing to list. */
export const receiptHint = (answer: Answer): string | null => {
  const { kpi, definition } = answer;
  const found = kpi === "goal_attainment" ? null : opened(answer);
  if (found === null) return null;
  const { cell, filter } = found;
  const { parts } = definition;
  // A quotient of money is of records that have a price: these are those below its line.
  const isProportion = ["ratio", "share"].includes(definition.unit) && cell.num !== null && parts.num?.unit !== "money";
  // What is counted for each working day is above the line.
  const isCount = parts.den === null || definition.unit === "count";
  const part = isProportion || isCount ? "num" : "den";
  const count = isProportion ? (cell.num ?? cell.n) : cell.n;
  const words = parts[part] ?? { one: "record", many: "records" };
  return `quarterdeck records ${kpi} --part ${part} ${questionOptions(answer)}${filter} lists the ${counted(count, words)}.`;
};
