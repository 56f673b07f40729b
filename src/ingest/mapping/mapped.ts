/** Values in the place of others, as a mapping names them. */
import { join, type Sql, sql } from "../../sql/index.ts";
import type { Expression } from "./expression-schema.ts";

/** `wrong`: values that it does not name, where that is a finding. */
export const mapped = (
  value: Sql,
  map: NonNullable<Expression["map"]>,
  otherwise: Expression["default"],
): { readonly value: Sql; readonly wrong: Sql | null } => {
  const entries = Object.entries(map);
  const whens = join(
    entries.map(([from, to]) => sql`when coalesce(${value}, '') = ${from} then nullif(${to}, '')`),
    " ",
  );
  if (entries.length === 0) return { value, wrong: null };
  if (otherwise === "finding") {
    const known = join(
      entries.map(([from]) => sql`${from}`),
      ", ",
    );
    return {
      value: sql`(case ${whens} end)`,
      wrong: sql`(${value} is not null and ${value} not in (${known}))`,
    };
  }
  const rest =
    typeof otherwise === "object"
      ? sql`case when ${value} is not null then nullif(${otherwise.constant}, '') end`
      : value;
  return { value: sql`(case ${whens} else ${rest} end)`, wrong: null };
};
