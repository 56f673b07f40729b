/** The names of attributes, kept from one import to the next. */
import type { Session } from "../../engines/index.ts";
import { join, quoted, sql } from "../../sql/index.ts";
import type { AttributeName } from "../read/attribute-names.ts";

/** In the order in which they came. */
export const knownAttributes = (session: Session): Promise<readonly AttributeName[]> =>
  session.rows<{ table: string; name: string }>(
    sql`select table_name as "table", name from attribute_names order by rowid`,
  );

export const keepAttributeNames = async (session: Session, added: readonly AttributeName[]): Promise<void> => {
  if (added.length === 0) return;
  const rows = join(
    added.map(({ table, name }) => sql`(${quoted(table)}, ${quoted(name)})`),
    ", ",
  );
  await session.run(sql`insert into attribute_names (table_name, name) values ${rows}`);
};
