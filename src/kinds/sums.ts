/** Sums over the rows that count, and the moments from which intervals of means and sums are made. */
import { type Sql, sql, whole } from "../sql/index.ts";

/** Rows that are not left out. */
export const counted: Sql = sql`r.excluded is null`;

export const count = (where?: Sql): Sql =>
  where === undefined ? sql`count(*) filter (${counted})` : sql`count(*) filter (${counted} and ${where})`;

/** Sums are exact: floating ones differ in the last digit with the order of the rows, and nobody may see that. */
const exact = (value: Sql): Sql => sql`cast(${value} as decimal(38,10))`;

export const total = (value: Sql, where: Sql = sql`true`): Sql =>
  sql`sum(${exact(value)}) filter (${counted} and ${where})::double`;

/** Type 7. */
export const quantile = (value: Sql, p: number, where: Sql = sql`true`): Sql =>
  sql`quantile_cont(${value}, ${{ chunks: [String(p)], values: [] }}) filter (${counted} and ${where})::double`;

/** The same of several shares, by name: written alike they are one aggregate, which sorts once. */
export const quantiles = (value: Sql, shares: Readonly<Record<string, number>>): Record<string, Sql> => {
  const all = { chunks: [Object.values(shares).join(", ")], values: [] };
  return Object.fromEntries(
    Object.keys(shares).map((key, index) => [
      key,
      sql`(quantile_cont(${value}, [${all}]) filter (${counted}))[${whole(index + 1)}]::double`,
    ]),
  );
};

/** `n`, `sum`, `variance`, `skewness` under a prefix: enough for the bootstrap interval without fetching a record. */
export const moments = (prefix: string, value: Sql, where: Sql = sql`true`): Record<string, Sql> => ({
  [`${prefix}_n`]: sql`count(${value}) filter (${counted} and ${where})`,
  [`${prefix}_sum`]: total(value, where),
  [`${prefix}_variance`]: sql`var_pop((${value})::double) filter (${counted} and ${where})`,
  [`${prefix}_skewness`]: sql`skewness((${value})::double) filter (${counted} and ${where})`,
});

/** Of those, what intervals alone are made of. */
export const spreadOf = (prefix: string): readonly string[] => [`${prefix}_variance`, `${prefix}_skewness`];

/** The same of hours or days as sums of powers, which add up exactly: unlike cubes of money those of times never outgrow a decimal. */
export const timeMoments = (prefix: string, value: Sql, where: Sql = sql`true`): Record<string, Sql> => {
  const x = sql`(${value})::double`;
  return {
    [`${prefix}_n`]: sql`count(${value}) filter (${counted} and ${where})`,
    [`${prefix}_sum`]: total(value, where),
    [`${prefix}_squares`]: total(sql`${x} * ${x}`, where),
    [`${prefix}_cubes`]: total(sql`${x} * ${x} * ${x}`, where),
  };
};

export const timeSpreadOf = (prefix: string): readonly string[] => [`${prefix}_squares`, `${prefix}_cubes`];
