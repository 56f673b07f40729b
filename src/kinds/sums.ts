/** Sums over the rows that count, and the moments from which intervals of means and sums are made. */
import { type Sql, sql, whole } from "../sql/index.ts";

/** Of parts that have no row in common, how the whole is made. */
export type Adding =
  /** Whole numbers. */
  | { readonly kind: "number" }
  /** Exact only as long as they are decimals: `sum` is one, of `valued` many values; of none it is unknown. */
  | { readonly kind: "decimal"; readonly sum: Sql; readonly valued: Sql }
  /** Things that several of the rows `where` point at, each once. */
  | { readonly kind: "things"; readonly thing: Sql; readonly where: Sql }
  | { readonly kind: "none" };

/** One figure over the counted rows `r` of a part. */
export interface Aggregate {
  readonly sql: Sql;
  readonly adds: Adding;
  /** The same where no record stands twice. */
  readonly ofRows?: Aggregate;
}

/** Rows that are not left out. */
export const counted: Sql = sql`r.excluded is null`;

const number = (of: Sql): Aggregate => ({ sql: of, adds: { kind: "number" } });

export const count = (where?: Sql): Aggregate =>
  number(where === undefined ? sql`count(*) filter (${counted})` : sql`count(*) filter (${counted} and ${where})`);

/** Those that are left out, too. */
export const countAll = (): Aggregate => number(sql`count(*)`);

/** Of whole numbers; of none it is 0. */
export const wholeTotal = (value: Sql, where?: Sql): Aggregate =>
  number(
    sql`coalesce(sum(${value}) filter (${where === undefined ? counted : sql`${counted} and ${where}`}), 0)::double`,
  );

/** What the rows point at, each once. */
export const things = (thing: Sql, where: Sql = counted): Aggregate => ({
  sql: sql`count(distinct ${thing}) filter (${where})`,
  adds: { kind: "things", thing, where },
});

/** Each record once; where none stands twice counting rows is counting records, and costs a tenth. */
export const records = (): Aggregate => ({ ...things(sql`r.no`), ofRows: count() });

/** Sums are exact: floating ones differ in the last digit with the order of the rows, and nobody may see that. */
const exact = (value: Sql): Sql => sql`cast(${value} as decimal(38,10))`;

export const total = (value: Sql, where: Sql = sql`true`): Aggregate => {
  const among = sql`filter (${counted} and ${where})`;
  const sum = sql`sum(${exact(value)}) ${among}`;
  return { sql: sql`${sum}::double`, adds: { kind: "decimal", sum, valued: sql`count(${exact(value)}) ${among}` } };
};

const whatever = (of: Sql): Aggregate => ({ sql: of, adds: { kind: "none" } });

/** Type 7. */
export const quantile = (value: Sql, p: number, where: Sql = sql`true`): Aggregate =>
  whatever(
    sql`quantile_cont(${value}, ${{ chunks: [String(p)], values: [] }}) filter (${counted} and ${where})::double`,
  );

/** The same of several shares, by name: written alike they are one aggregate, which sorts once. */
export const quantiles = (value: Sql, shares: Readonly<Record<string, number>>): Record<string, Aggregate> => {
  const all = { chunks: [Object.values(shares).join(", ")], values: [] };
  return Object.fromEntries(
    Object.keys(shares).map((key, index) => [
      key,
      whatever(sql`(quantile_cont(${value}, [${all}]) filter (${counted}))[${whole(index + 1)}]::double`),
    ]),
  );
};

const valued = (value: Sql, where: Sql): Aggregate => number(sql`count(${value}) filter (${counted} and ${where})`);

/** `n`, `sum`, `variance`, `skewness`, `least`, `greatest` under a prefix: enough for the bootstrap interval without fetching a record. */
export const moments = (prefix: string, value: Sql, where: Sql = sql`true`): Record<string, Aggregate> => ({
  [`${prefix}_n`]: valued(value, where),
  [`${prefix}_sum`]: total(value, where),
  [`${prefix}_variance`]: whatever(sql`var_pop((${value})::double) filter (${counted} and ${where})`),
  [`${prefix}_skewness`]: whatever(sql`skewness((${value})::double) filter (${counted} and ${where})`),
  [`${prefix}_least`]: whatever(sql`min(${value}) filter (${counted} and ${where})::double`),
  [`${prefix}_greatest`]: whatever(sql`max(${value}) filter (${counted} and ${where})::double`),
});

/** Of those, what intervals alone are made of. */
export const spreadOf = (prefix: string): readonly string[] =>
  ["variance", "skewness", "least", "greatest"].map((one) => `${prefix}_${one}`);

/** The same of hours or days as sums of powers, which add up exactly: unlike cubes of money those of times never outgrow a decimal. */
export const timeMoments = (prefix: string, value: Sql, where: Sql = sql`true`): Record<string, Aggregate> => {
  const x = sql`(${value})::double`;
  return {
    [`${prefix}_n`]: valued(value, where),
    [`${prefix}_sum`]: total(value, where),
    [`${prefix}_squares`]: total(sql`${x} * ${x}`, where),
    [`${prefix}_cubes`]: total(sql`${x} * ${x} * ${x}`, where),
  };
};

export const timeSpreadOf = (prefix: string): readonly string[] => [`${prefix}_squares`, `${prefix}_cubes`];
