/** Where a value of a mapping comes from and what is done with it, as it is written. */
import { z } from "zod";

/** Mapping files are read with every scalar as the text it is written as; the wider types are for editors that check against the schema. */
export const scalar = z.union([z.string(), z.number(), z.boolean()]).transform(String);
export const flag = z
  .union([z.boolean(), z.enum(["true", "false"])])
  .transform((value) => value === true || value === "true");
export const columnName = scalar.describe("A column of the file, as its first line calls it (case does not matter).");
export const oneOrMore = z.union([scalar.transform((value) => [value]), z.array(scalar).min(1)]);

export const condition = z
  .record(
    z.string(),
    z.union([
      oneOrMore,
      z.strictObject({ not: oneOrMore }).describe("None of these."),
      z.strictObject({ empty: flag }).describe("Empty, or not empty."),
      z.strictObject({ yes: flag }).describe("One of 1, true, yes, y, t, x in any case; or none of them."),
      z.strictObject({ like: scalar }).describe("A text in which * stands for anything."),
      z.strictObject({ unlike: scalar }).describe("Any text, and none, but one like this."),
    ]),
  )
  .describe("Column -> its value, a list of values, {not}, {empty}, {yes}, {like} or {unlike}; all must hold.");

const dateFormats = oneOrMore.describe(
  "Formats, the first that fits: YYYY YY MMM MM M DD D HH H hh h mm ss A Z, anything else as itself.",
);

const factor = scalar.refine(
  (text) => /^[-+]?[0-9]{1,10}([.][0-9]{1,6})?$/.test(text),
  "is no number to multiply by, such as 60 or 0.001.",
);

// A group that is none is written (?: or (?i:, and a bracket as a letter \\( or [(].
const hasPart = (pattern: string): boolean =>
  /\((?!\?)|\(\?P?</.test(pattern.replaceAll(/\\.|\[\^?\]?(?:\\.|[^\]\\])*\]/g, ""));

const money = z
  .strictObject({
    decimal: z.enum([".", ","]).default(".").describe("The decimal sign."),
    thousands: z.enum(["", ".", ",", " ", "'"]).default("").describe("Between groups of three digits."),
    symbols: z.array(scalar).default([]).describe("Texts to leave out, for example $ or EUR."),
    multiples: z
      .record(z.string(), factor)
      .default({})
      .describe("Endings and what they stand for, for example K: 1000."),
  })
  .refine(({ decimal, thousands }) => decimal !== thousands, {
    path: ["thousands"],
    message: "is the decimal sign, too, which is a point where nothing else is said: say decimal as well.",
  });

/** Where a value comes from (exactly one), and what is done with it, in this order: extract, replace, date (and time) or money, times, map, when, otherwise. */
export interface Expression {
  readonly column?: string;
  readonly time?: string;
  readonly constant?: string;
  readonly template?: string;
  readonly apart?: boolean;
  readonly first_of?: readonly Expression[];
  readonly newest?: readonly Expression[];
  readonly lookup?: Lookup;
  readonly first?: readonly string[];
  readonly last?: readonly string[];
  readonly first_time?: readonly string[];
  readonly last_time?: readonly string[];
  readonly as?: Readonly<Record<string, string>>;
  readonly unless_later?: readonly string[];
  readonly dated?: boolean;
  readonly extract?: string;
  readonly replace?: { readonly find: string; readonly with: string };
  readonly date?: readonly string[];
  readonly times?: string;
  readonly money?: z.output<typeof money>;
  readonly map?: Readonly<Record<string, string>>;
  readonly default?: "keep" | "finding" | { readonly constant: string };
  readonly when?: Condition;
  readonly otherwise?: Expression;
  readonly report?: string;
}

export interface Lookup {
  readonly in: string;
  readonly match: Readonly<Record<string, Expression>>;
  readonly take: string;
}

export type Condition = z.output<typeof condition>;

const origins = [
  "column",
  "constant",
  "template",
  "first_of",
  "newest",
  "lookup",
  "first",
  "last",
  "first_time",
  "last_time",
] as const;
const foldOrigins = ["first", "last", "first_time", "last_time"] as const;

type ExpressionInput = string | number | boolean | { readonly [key: string]: unknown };

export const expression: z.ZodType<Expression, ExpressionInput> = z.lazy(() =>
  z.union([
    columnName.transform((column): Expression => ({ column })),
    z
      .strictObject({
        column: columnName.optional(),
        time: columnName
          .optional()
          .describe(
            "With column, for an instant: the column with the time of day, where the first has the date alone.",
          ),
        constant: scalar.optional(),
        template: scalar
          .optional()
          .describe(
            "Text with {columns}; empty when one of them is. {n}: number of the repeated row, {line}: its line.",
          ),
        apart: flag
          .optional()
          .describe(
            "With template: rows of which it says the same, and that differ elsewhere, are numbered in the order of what they say: the second ends in #2. A row that a later file adds among them may take the number of another.",
          ),
        first_of: z.array(expression).min(1).optional().describe("The first that is not empty."),
        newest: z.array(expression).min(1).optional().describe("The latest date that these have in the whole file."),
        lookup: z
          .strictObject({
            in: scalar.describe("Another file of this mapping."),
            match: z.record(z.string(), expression).describe("Its key columns -> our values; the key must be unique."),
            take: columnName,
          })
          .optional(),
        first: oneOrMore.optional().describe("Of a fold: the earliest value of these fields."),
        last: oneOrMore.optional().describe("Of a fold: the latest value of these fields."),
        first_time: oneOrMore.optional().describe("Of a fold: when one of these fields was first set."),
        last_time: oneOrMore.optional().describe("Of a fold: when one of these fields was last set."),
        as: z
          .record(z.string(), scalar)
          .optional()
          .describe("With first or last: the value for a field, whatever it was set to."),
        unless_later: oneOrMore.optional().describe("With last or last_time: empty when one of these was set later."),
        dated: flag.optional().describe("A date, though the column that it goes to may hold any text."),
        extract: scalar
          .refine(hasPart, "needs parentheses around the part that is wanted.")
          .optional()
          .describe("A regular expression (RE2): the part in its first parentheses is the value."),
        replace: z
          .strictObject({ find: scalar, with: scalar })
          .optional()
          .describe("A regular expression (RE2), and what to put for its first match; \\\\1 is its first parentheses."),
        date: dateFormats.optional(),
        money: money.optional(),
        times: factor.optional().describe("A number to multiply by, for example 60 for minutes that shall be seconds."),
        map: z.record(z.string(), scalar).optional().describe("Value -> value."),
        default: z
          .union([z.enum(["keep", "finding"]), z.strictObject({ constant: scalar })])
          .optional()
          .describe("For values that map does not name; keep when absent."),
        when: condition.optional(),
        otherwise: expression.optional().describe("Used where the value is empty."),
        report: scalar.optional().describe("A finding with this reason wherever otherwise was used."),
      })
      .superRefine((value, context) => {
        const given = origins.filter((origin) => value[origin] !== undefined);
        if (given.length !== 1)
          context.addIssue({ code: "custom", message: `needs exactly one of ${origins.join(", ")}.` });
        if (value.time !== undefined && value.column === undefined)
          context.addIssue({ code: "custom", path: ["time"], message: "needs a column with the date." });
        if (value.apart !== undefined && value.template === undefined)
          context.addIssue({ code: "custom", path: ["apart"], message: "needs a template." });
      }),
  ]),
);

/** Those that it is made of. */
export const innerOf = (value: Expression): readonly Expression[] => [
  ...(value.first_of ?? []),
  ...(value.newest ?? []),
  ...Object.values(value.lookup?.match ?? {}),
  ...(value.otherwise === undefined ? [] : [value.otherwise]),
];

const isAmong = (names: readonly string[], wanted: string): boolean =>
  names.some((name) => name.toLowerCase() === wanted.toLowerCase());

/** Complains of what an expression cannot do in its block: `folded`, `by` tells its columns, `files` the other files. */
export const checkExpression = (
  value: Expression,
  folded: boolean,
  by: readonly string[],
  files: ReadonlySet<string>,
  complain: (message: string) => void,
): void => {
  if (!folded && foldOrigins.some((origin) => value[origin] !== undefined)) complain("needs a fold in its block.");
  const outside = [value.column, value.time].filter((column) => column !== undefined && !isAmong(by, column));
  if (folded && outside.length > 0)
    complain("can only use the columns of by, and first, last, first_time, last_time, in a fold.");
  if (folded && value.apart === true) complain("tells rows of a file apart: there are none in a fold.");
  if (/[{}]/.test((value.template ?? "").replaceAll(/\{[^{}]+\}/g, "")))
    complain("has a bracket in its template that belongs to no {column}.");
  if (value.lookup !== undefined && !files.has(value.lookup.in)) complain(`names no file: ${value.lookup.in}.`);
  for (const inner of innerOf(value)) checkExpression(inner, folded, by, files, complain);
};
