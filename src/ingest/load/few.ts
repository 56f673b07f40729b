/** The rows of a later export that its earlier one did not have: few, and each is looked up, as hardly any says what is known already. */
import type { Session } from "../../engines/index.ts";
import type { Table } from "../../model/tables.ts";
import { name, type Sql, sql } from "../../sql/index.ts";
import { NeedsWhole, pairedRows } from "../read/partly.ts";
import { change } from "./counts.ts";
import { keyColumns, keyList, keyNames, numbered, sameKey } from "./numbered.ts";
import type { StagedTable } from "./stage.ts";
import { insert, known, type MergeOptions, names, type Quick, slow, storedRows } from "./write.ts";

const arriving = name("arriving");

const incoming = (table: Table, where: Sql): Sql =>
  sql`select * exclude (${names(keyNames(table))}) from ${arriving} where ${where}`;

/** Of each row the record that it tells, and how many rows tell it. */
const found = (table: Table): Sql =>
  sql`select i.rid, t.stored_row, i.incomplete, count(*) over (partition by ${keyList(table, "i")}) as times from ${arriving} as i left join ${known} as t on ${sameKey(table, "i", "t")}`;

/**
 * Adds what is new, sets apart in `slow` what tells a known record. Throws `NeedsWhole` where a row tells a record that is told by a line
 * that was left out, too.
 */
export const mergeFew = async (session: Session, staged: StagedTable, options: MergeOptions): Promise<Quick> => {
  const { table } = staged;
  const rows = await change(
    session,
    sql`create or replace temp table ${arriving} as select *, ${keyColumns(table)} from (${numbered(staged)})`,
  );
  await session.run(
    sql`create or replace temp table ${known} as ${storedRows(table, sql`exists (select 1 from ${arriving} as i where ${sameKey(table, "i", "t")})`)}`,
  );
  const apart = await change(
    session,
    sql`create or replace temp table ${slow} as select * from (${found(table)}) where stored_row is not null or incomplete or times > 1`,
  );
  const [counts] = await session.rows<{ twice: number; unpaired: number }>(
    sql`select count(*) filter (where times > 1)::double as twice, count(*) filter (where stored_row is not null and rid not in (${pairedRows(table)}))::double as unpaired from ${slow}`,
  );
  const { twice, unpaired } = counts ?? { twice: 0, unpaired: 0 };
  if (unpaired > 0) throw new NeedsWhole(`${table.name}: records are told twice, or in another way than before`);
  const isNew = sql`rid not in (select rid from ${slow})`;
  if (rows > apart) await session.run(insert(table, incoming(table, isNew), false, sql`true`, options));
  return {
    new: rows - apart,
    unchanged: 0,
    slow: apart,
    distinct: twice === 0 && staged.incomplete === 0,
    rows: incoming(table, sql`rid in (select rid from ${slow})`),
  };
};
