/** The forms in which an answer is sent: what `Accept` likes best of them (RFC 9110, section 12.5.1). */
import { z } from "zod";

/** The first is what is sent where all are liked alike, or none is. */
const types = {
  json: "application/json",
  csv: "text/csv",
  text: "text/plain",
} as const;

export type Form = keyof typeof types;

const forms = ["json", "csv", "text"] as const satisfies readonly Form[];

export const contentType = (form: Form): string => `${types[form]}; charset=utf-8`;

interface Range {
  readonly of: string;
  readonly quality: number;
}

const rangesIn = (accept: string): readonly Range[] =>
  accept.split(",").map((range) => {
    const [of = "", ...parameters] = range.split(";").map((one) => one.trim().toLowerCase());
    const told = parameters.find((one) => one.startsWith("q="))?.slice("q=".length);
    return { of, quality: told === undefined ? 1 : Number(told) || 0 };
  });

/** How much a type is liked: by the range that names it most exactly. */
const qualityOf = (type: string, ranges: readonly Range[]): number => {
  const [kind] = type.split("/");
  const named = [type, `${kind}/*`, "*/*"].map((range) => ranges.find(({ of }) => of === range));
  return named.find((range) => range !== undefined)?.quality ?? 0;
};

export const formFor = (accept: string | undefined): Form => {
  const ranges = rangesIn(accept ?? "*/*");
  const liked = forms.map((form) => ({ form, quality: qualityOf(types[form], ranges) }));
  return liked.reduce((best, one) => (one.quality > best.quality ? one : best)).form;
};

/** What the OpenAPI document says of an answer that comes in each of them. */
export const inEachForm = <Schema extends z.ZodType>(schema: Schema) => ({
  description: "In the form that Accept asks for: the answer, its rows as CSV, or a table for people.",
  content: {
    [types.json]: { schema },
    [types.csv]: { schema: z.string() },
    [types.text]: { schema: z.string() },
  },
});
