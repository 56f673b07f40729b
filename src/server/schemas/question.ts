/** A question as the parameters of an address. */
import { z } from "zod";
import { nearestWord } from "../../model/nearest.ts";
import { Problem } from "../../problem.ts";
import type { Filter, FilterOperator, QuestionWords, RangedWords } from "../../query/index.ts";

const operators: Readonly<Record<string, FilterOperator>> = {
  eq: "=",
  ne: "!=",
  gt: ">",
  gte: ">=",
  lt: "<",
  lte: "<=",
  in: "in",
  "not-in": "not-in",
  contains: "contains",
};

const form = /^(.+?):(eq|ne|gte|gt|lte|lt|in|not-in|contains):(.*)$/s;

/** At the commas, of which one after a backslash is a part of its value. */
const itemsOf = (text: string): readonly string[] => {
  const items = [""];
  for (const [piece] of text.matchAll(/\\.|[^\\]|\\$/gs))
    if (piece === ",") items.push("");
    else items[items.length - 1] += piece;
  return items;
};

const unescaped = (text: string): string => text.replace(/\\(.)/gs, "$1");
const wordIn = (text: string): string | null => (text === "null" ? null : unescaped(text));

/** `team:eq:west`, `source:in:web,fair`. Problem: `bad_filter`. */
const filterIn = (text: string): Filter => {
  const [, dimension, word = "", rest = ""] = form.exec(text) ?? [];
  if (dimension === undefined) {
    const near = nearestWord(text.split(":")[1] ?? "", Object.keys(operators));
    const meant = near === null ? "" : ` Did you mean ${near}?`;
    throw new Problem("bad_filter", { text, reason: `it is not dimension:operator:value.${meant}` });
  }
  const operator = operators[word] ?? "=";
  const isList = operator === "in" || operator === "not-in";
  const values = isList ? itemsOf(rest).map(wordIn) : [wordIn(rest)];
  if (values[0] === null && !isList && operator !== "=" && operator !== "!=")
    throw new Problem("bad_filter", { text, reason: "nobody or nothing is compared with eq, ne, in and not-in only." });
  return { dimension, operator, values };
};

/** `person,attribute.City\, State`. */
const namesIn = (text: string): readonly string[] =>
  itemsOf(text)
    .map((name) => name.replace(/\\([\\,])/g, "$1").trim())
    .filter((name) => name !== "");

/** What {@link namesIn} reads as these names. */
export const namesText = (names: readonly string[]): string =>
  names.map((name) => name.replace(/[\\,]/g, "\\$&")).join(",");

const wordOf = (operator: FilterOperator): string =>
  Object.entries(operators).find(([, sign]) => sign === operator)?.[0] ?? "eq";
const escaped = (value: string | null): string =>
  value === null ? "null" : value === "null" ? "\\null" : value.replace(/[\\,]/g, "\\$&");

/** What {@link filterIn} reads as this filter. */
export const filterText = ({ dimension, operator, values }: Filter): string =>
  `${dimension}:${wordOf(operator)}:${values.map(escaped).join(",")}`;

const words = z.string().max(200);

const rangedParameters = {
  period: words.optional().describe("2026, 2026-Q3, 2026-07, 2026-W30, FY2026, last-12-months, this-quarter, all ..."),
  from: words.optional().describe("The first day, instead of period."),
  to: words.optional().describe("The day after the last; without it up to the watermark."),
  where: z
    .union([z.string(), z.array(z.string())])
    .optional()
    .describe(
      "dimension:operator:value, repeatable, up to 50 of up to 1,000 values. Operators: eq ne gt gte lt lte in not-in contains.",
    ),
  as_of: words.optional().describe("An instant: what was known then."),
  compare: words.optional().describe("previous, year, none, or a period."),
};

const grain = words
  .optional()
  .describe(
    "day, week, month, quarter, year, fiscal-quarter, fiscal-year; fiscal-year@NAME of another fiscal calendar than the first",
  );

export const rangedQuery = z.strictObject({ ...rangedParameters, grain });

export const questionQuery = z.strictObject({
  ...rangedParameters,
  grain,
  variant: words.optional().describe("Another defensible definition; the catalogue lists them."),
  by: z
    .string()
    .max(1000)
    .optional()
    .describe("Up to three dimensions, separated by commas; a comma in a name stands after a backslash."),
});

type RangedQuery = z.output<typeof rangedQuery>;

const listOf = (text: string | readonly string[] | undefined): readonly string[] =>
  text === undefined ? [] : typeof text === "string" ? [text] : text;

/** An offset's plus sign that was sent as it is reads as a space: `2026-07-01T12:00:00 02:00`. */
const withPlus = (instant: string): string => instant.replace(/(:\d\d(?:\.\d+)?) (\d\d:?\d\d)$/, "$1+$2");

/** Problems: `bad_request` where two parameters say the same, `bad_filter`. */
export const rangedWords = ({ period, from, to, where, as_of, compare }: Omit<RangedQuery, "grain">): RangedWords => {
  if (period !== undefined && (from !== undefined || to !== undefined))
    throw new Problem("bad_request", { field: "period", reason: "says the same thing as from and to." });
  if (from === undefined && to !== undefined) throw new Problem("bad_request", { field: "to", reason: "needs from." });
  return {
    period,
    from,
    to,
    where: listOf(where).map(filterIn),
    asOf: as_of === undefined ? undefined : withPlus(as_of),
    compare,
  };
};

export const questionWords = (query: z.output<typeof questionQuery>): QuestionWords => ({
  ...rangedWords(query),
  variant: query.variant,
  grain: query.grain,
  by: query.by === undefined ? undefined : namesIn(query.by),
});
