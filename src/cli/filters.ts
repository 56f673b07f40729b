/** `team=west`, `amount>=10000`, `source in web,fair`: a filter as it is typed. */
import { Problem } from "../problem.ts";
import type { Filter, FilterOperator } from "../query/question.ts";

const words = /^\s*(\S(?:.*?\S)?)\s+(in|not-in|contains)\s+(.*)$/s;
const signs = /^\s*([^=!<>]*?[^=!<>\s])\s*(>=|<=|!=|=|>|<)\s*(.*)$/s;
/** Of a name in double quotes, a quote in those written twice, the name and what comes after it. */
const afterName = /^\s*"((?:[^"]|"")+)"\s*(?=in\s|not-in\s|contains\s|[=!<>])(.*)$/s;

const operators: readonly FilterOperator[] = ["=", "!=", ">", ">=", "<", "<=", "in", "not-in", "contains"];
const operatorOf = (text: string): FilterOperator => operators.find((operator) => operator === text) ?? "=";

/** An empty value is nobody or nothing. */
const wordOf = (text: string): string | null => (text.trim() === "" ? null : text.trim());

/** Separated by commas; one with a comma in it stands in double quotes, a quote in those is written twice. */
const listOf = (text: string, given: string): (string | null)[] => {
  const values: (string | null)[] = [];
  const item = /\s*(?:"((?:[^"]|"")*)"|([^",]*))\s*(,|$)/y;
  for (;;) {
    const match = item.exec(text);
    if (match === null) throw new Problem("bad_filter", { text: given, reason: "a quote in its list does not close." });
    const [, quoted, plain = "", separator] = match;
    values.push(quoted === undefined ? wordOf(plain) : quoted.replaceAll('""', '"'));
    if (separator === "") return values;
  }
};

/** Dimensions separated by commas; one with a comma in it stands in double quotes, a quote in those is written twice. */
export const namesIn = (text: string): readonly string[] =>
  [...text.matchAll(/\s*(?:"((?:[^"]|"")*)"\s*(?=,|$)|([^,]*))(?:,|$)/gy)].flatMap(([, quoted, plain = ""]) => {
    const name = quoted?.replaceAll('""', '"') ?? plain.trim();
    return name === "" ? [] : [name];
  });

/** The problem `bad_filter` when there is no dimension, no operator or no value to be had. */
export const parseFilter = (given: string): Filter => {
  const [, quoted, rest = given] = afterName.exec(given) ?? [];
  // A name in quotes holds no operator: a word stands for it.
  const text = quoted === undefined ? given : `name ${rest}`;
  const bySign = signs.exec(text);
  const byWord = words.exec(text);
  // The operator that comes first is the operator: values may hold anything.
  const match =
    byWord !== null && (bySign === null || (byWord[1]?.length ?? 0) < (bySign[1]?.length ?? 0)) ? byWord : bySign;
  if (match === null) throw new Problem("bad_filter", { text: given, reason: "it has no operator." });
  const [, name = "", sign = "", told = ""] = match;
  const dimension = quoted?.replaceAll('""', '"') ?? name;
  const operator = operatorOf(sign);
  const values = operator === "in" || operator === "not-in" ? listOf(told, given) : [wordOf(told)];
  if (values[0] === null && operator !== "=" && operator !== "!=" && values.length === 1)
    throw new Problem("bad_filter", { text: given, reason: "it has no value." });
  return { dimension, operator, values };
};
