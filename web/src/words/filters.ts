/** A filter of the address in words: `stage:eq:won` is "Stage is Won". */
import { unfilteredTexts } from "../../../src/wording/unfiltered.ts";
import type { ScorecardLine } from "../api/types.ts";
import { dayText } from "./dates.ts";
import { isolated } from "./isolated.ts";
import { capital, dimensionName, memberName } from "./names.ts";

const operatorWords: Readonly<Record<string, string>> = {
  eq: "is",
  ne: "is not",
  in: "is one of",
  "not-in": "is none of",
  contains: "contains",
  gt: ">",
  gte: "≥",
  lt: "<",
  lte: "≤",
};

interface FilterParts {
  readonly dimension: string;
  readonly operator: string;
  /** `null` is nobody or nothing. */
  readonly values: readonly (string | null)[];
}

/** At the commas, of which one after a backslash belongs to its value. */
const itemsOf = (text: string): readonly string[] => {
  const items = [""];
  for (const [piece] of text.matchAll(/\\.|[^\\]|\\$/gs))
    if (piece === ",") items.push("");
    else items[items.length - 1] += piece;
  return items;
};

const valueIn = (text: string): string | null => (text === "null" ? null : text.replace(/\\(.)/gs, "$1"));

export const filterParts = (filter: string): FilterParts => {
  const [dimension = "", operator = "eq", ...rest] = filter.split(":");
  const text = rest.join(":");
  const isList = operator === "in" || operator === "not-in";
  return { dimension, operator, values: isList ? itemsOf(text).map(valueIn) : [valueIn(text)] };
};

/** `labelOf` names a value; without one it stands as the source wrote it. */
export const filterText = (
  { dimension, operator, values }: FilterParts,
  labelOf: (value: string) => string | undefined = () => undefined,
): string => {
  const named = values.map((value) => (value === null ? "none" : memberName(dimension, labelOf(value) ?? value)));
  return `${capital(dimensionName(dimension))} ${operatorWords[operator] ?? operator} ${named.map(isolated).join(", ")}`;
};

/** That what was known at an instant is asked, and not what is known now. */
export const knownText = (asOf: string): string =>
  `As known at ${/^\d{4}-\d{2}-\d{2}$/.test(asOf) ? dayText(asOf) : asOf}`;

/** What of a scorecard is of all, beside what is filtered. */
export const unfilteredIn = (lines: readonly Pick<ScorecardLine, "answer">[]): readonly string[] =>
  unfilteredTexts(
    lines.map(({ answer: { definition, question } }) => ({
      name: definition.name,
      dimensions: question.where.map(({ dimension }) => dimension),
    })),
  );
