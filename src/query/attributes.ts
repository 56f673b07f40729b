/** Attributes are called what their columns are called in the files: a name that none has is a mistake, not a question about nobody. */
import { attributeId, attributeNamed } from "../dimensions/index.ts";
import { nearestWord } from "../model/nearest.ts";
import { Problem } from "../problem.ts";
import { name as identifier, join, memberPath, quoted, type Runner, type Sql, sql } from "../sql/index.ts";
import { memory } from "./remembered.ts";
import { attributesOf, dimensionsOf, type Resolved } from "./resolved.ts";

/** Whose attributes: `null`: of leads and opportunities. */
export type AttributeHome = NonNullable<ReturnType<typeof attributeNamed>>["of"] | "activity" | "response";

const tables = {
  account: ["accounts"],
  campaign: ["campaigns"],
  person: ["people"],
  activity: ["activities"],
  response: ["responses"],
  record: ["leads", "opportunities"],
} as const;

const told = (home: AttributeHome): Sql =>
  sql`(${join(
    tables[home ?? "record"].map((table) => sql`select attributes from ${identifier(table)}`),
    " union all ",
  )})`;

/** Whose attributes a measure's records have. */
export const homeOf = (measure: Resolved["variant"]["measure"]): AttributeHome => {
  const owner = attributesOf(measure);
  return owner === "record" ? null : owner;
};

/** `word`: every cell of an attribute; null where the id is of none. `own`: whose it is where the id does not say it. */
export const attributeCells = (id: string, own: AttributeHome): Sql | null => {
  const attribute = attributeNamed(id);
  if (attribute === undefined) return null;
  return sql`select json_extract_string(attributes, ${memberPath(attribute.name)}) as word from ${told(attribute.of ?? own)}`;
};

/** Throws `unknown_dimension` where a question names an attribute that no record of its kind has. */
export type AttributeCheck = (resolved: Resolved) => Promise<void>;

/** Remembers what it found: the records it was made for do not change under it. */
export const attributeCheck = (runner: Runner): AttributeCheck => {
  const [answered, listed] = [memory<boolean>(), memory<readonly string[]>()];
  const isKnown = (home: AttributeHome, called: string): Promise<boolean> =>
    answered(`${home} ${called}`, async () => {
      const [found] = await runner.rows(
        sql`select exists (select 1 from ${told(home)} where list_contains(json_keys(attributes), ${quoted(called)})) as known`,
      );
      return found?.known === true;
    });
  const idsOf = (home: AttributeHome): Promise<readonly string[]> =>
    listed(String(home), async () => {
      const rows = await runner.rows(
        sql`select distinct unnest(json_keys(attributes)) as called from ${told(home)} order by 1`,
      );
      const of = home === "activity" || home === "response" ? null : home;
      return rows.map((row) => attributeId(of, String(row.called)));
    });
  return async ({ kpi, variant, by, where }) => {
    const owner = attributesOf(variant.measure);
    const own = homeOf(variant.measure);
    const ids = [...by.map(({ id }) => id), ...where.flatMap(({ of }) => (of === "amount" ? [] : [of.id]))];
    for (const id of ids) {
      const attribute = attributeNamed(id);
      if (attribute === undefined) continue;
      if (await isKnown(attribute.of ?? own, attribute.name)) continue;
      const takes = dimensionsOf(variant.measure);
      const homes = [
        ...(owner === null ? [] : [own]),
        ...(["account", "campaign", "person"] as const).filter((of) => takes.includes(of)),
      ];
      const names = (await Promise.all(homes.map(idsOf))).flat();
      throw new Problem("unknown_dimension", {
        kpi: kpi.id,
        dimension: id,
        known: names,
        nearest: nearestWord(id, names),
      });
    }
  };
};
