/** Attributes are called what their columns are called in the files: a name that none has is a mistake, not a question about nobody. */
import { nearestWord } from "../model/nearest.ts";
import { Problem } from "../problem.ts";
import { quoted, type Runner, sql } from "../sql/index.ts";
import { remembered } from "./remembered.ts";
import type { Resolved } from "./resolved.ts";

const prefix = "attribute.";

const told = sql`(select attributes from leads union all select attributes from opportunities)`;

/** Throws `unknown_dimension` where a question names an attribute that no lead and no opportunity has. */
export type AttributeCheck = (resolved: Resolved) => Promise<void>;

/** Remembers what it found: the records it was made for do not change under it. */
export const attributeCheck = (runner: Runner): AttributeCheck => {
  const isKnown = remembered(async (name) => {
    const keys = sql`json_keys(attributes)`;
    const [found] = await runner.rows(
      sql`select exists (select 1 from ${told} where list_contains(${keys}, ${quoted(name)})) as known`,
    );
    return found?.known === true;
  });
  const known = remembered(async () =>
    (await runner.rows(sql`select distinct unnest(json_keys(attributes)) as name from ${told} order by 1`)).map(
      (row) => `${prefix}${String(row.name)}`,
    ),
  );
  return async ({ kpi, by, where }) => {
    const ids = [...by.map(({ id }) => id), ...where.flatMap(({ of }) => (of === "amount" ? [] : [of.id]))];
    for (const id of ids.filter((one) => one.startsWith(prefix))) {
      if (await isKnown(id.slice(prefix.length))) continue;
      const names = await known(prefix);
      throw new Problem("unknown_dimension", {
        kpi: kpi.id,
        dimension: id,
        known: names,
        nearest: nearestWord(id, names),
      });
    }
  };
};
