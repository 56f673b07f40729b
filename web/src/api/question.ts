/** A question as the address of its answer. */

export interface Question {
  readonly kpi: string;
  readonly variant?: string;
  readonly period?: string;
  readonly from?: string;
  readonly to?: string;
  readonly grain?: string;
  readonly by?: readonly string[];
  /** `dimension:op:value`, as the server reads them. */
  readonly where?: readonly string[];
  readonly as_of?: string;
  readonly compare?: string;
}

export const parametersOf = (question: Omit<Question, "kpi">): URLSearchParams => {
  const parameters = new URLSearchParams();
  const { by, where, ...single } = question;
  for (const [key, value] of Object.entries(single))
    if (value !== undefined && key !== "kpi") parameters.set(key, value);
  if (by !== undefined && by.length > 0) parameters.set("by", by.map(escaped).join(","));
  for (const filter of where ?? []) parameters.append("where", filter);
  return parameters;
};

const escaped = (value: string): string => value.replaceAll("\\", "\\\\").replaceAll(",", "\\,");

const written = (value: string | null): string =>
  value === null ? "null" : value === "null" ? "\\null" : escaped(value);

/** A filter that keeps one value of a dimension; `null` is nobody or nothing. */
export const filterOf = (dimension: string, value: string | null): string => `${dimension}:eq:${written(value)}`;

/** A filter that keeps several values. */
export const filterOfAny = (dimension: string, values: readonly (string | null)[]): string =>
  `${dimension}:in:${values.map(written).join(",")}`;
