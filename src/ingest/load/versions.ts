/** The values that a tracked column had, each from when it was known: kept for records whose column changed. */
import type { Session } from "../../engines/index.ts";
import type { Table } from "../../model/tables.ts";
import { join, name, type Sql, sql, whole } from "../../sql/index.ts";
import { physicalNames } from "./cells.ts";
import { hasBit } from "./masks.ts";

/** Whether older values of any column of the table are kept. */
export const hasVersions = (table: Table): boolean =>
  table.entity !== undefined && table.columns.some((column) => column.tracked);

const ofTable = (table: Table): Sql => sql`table_name = ${table.name}::varchar`;

const fold = name("fold");

/** All that is told about tracked columns: by this batch, and by what is stored. Of two at one instant the greater `seq` holds. */
const told = (table: Table, batch: number): Sql => {
  const fields = table.columns
    .filter((column) => column.tracked)
    .flatMap((column) => physicalNames(column).map((field) => ({ column, field })));
  const value = (field: string): Sql =>
    sql`k1 as no, ${field}::varchar as field, cast(${name(field)} as varchar) as value`;
  const arriving = fields.map(
    ({ column, field }) =>
      sql`select ${value(field)}, told_at, seq, ${whole(batch)} as batch from ${fold} where is_stored = 0 and ${hasBit(sql`given`, table, column)}`,
  );
  // The stored row says its values again when they were last told, so that a version told late lies between.
  const known = fields.flatMap(({ column, field }) => [
    sql`select ${value(field)}, told_at, 1 as seq, old_batch as batch from ${fold} where is_stored = 1 and ${hasBit(sql`own`, table, column)}`,
    sql`select ${value(field)}, told_at, 0 as seq, old_batch as batch from ${fold} where is_stored = 1 and told_at = first_at and ${hasBit(sql`said`, table, column)} and k1 not in (select no from field_versions where ${ofTable(table)} and field = ${field}::varchar)`,
  ]);
  // Of a field that it did not tell, a first version is nothing: it is none where something earlier is told now.
  const untold = fields.map(({ column, field }) => ({
    first: sql`select k1 as no, ${field}::varchar as field, null::varchar as value, told_at, 0 as seq, old_batch as batch from ${fold} where is_stored = 1 and pos = 1 and not ${hasBit(sql`said`, table, column)}`,
    version: sql`select k1 as no, ${field}::varchar as field, told_at from ${fold} where is_stored = 1 and told_at = first_at and not ${hasBit(sql`said`, table, column)}`,
  }));
  const unsaid = sql`exists (select 1 from (${join(
    untold.map(({ version }) => version),
    " union all ",
  )}) as u where u.no = v.no and u.field = v.field and u.told_at = v.recorded_at)`;
  const older = sql`select no, field, value, recorded_at as told_at, 0 as seq, batch from field_versions as v where ${ofTable(table)} and no in (select k1 from ${fold} where is_stored = 1) and not ${unsaid}`;
  return join([...arriving, ...known, ...untold.map(({ first }) => first), older], " union all ");
};

/** Brings `field_versions` up to date for the records of `fold`, and adds those whose versions changed to `differing`. */
export const mergeVersions = async (session: Session, table: Table, batch: number): Promise<void> => {
  if (!hasVersions(table)) return;
  const holding = sql`select no, field, value, told_at, batch from (${told(table, batch)}) where no in (select k1 from outcome) qualify row_number() over (partition by no, field, told_at order by seq desc) = 1`;
  const changes = sql`select * from (${holding}) qualify row_number() over (partition by no, field order by told_at) = 1 or value is distinct from lag(value) over (partition by no, field order by told_at)`;
  await session.run(
    sql`create or replace temp table versions as select * from (${changes}) qualify count(*) over (partition by no, field) > 1`,
  );
  const now = sql`select no, field, value, told_at from versions`;
  const before = sql`select no, field, value, recorded_at from field_versions where ${ofTable(table)} and no in (select k1 from outcome)`;
  await session.run(
    sql`create or replace temp table versioned as select distinct no from ((${now} except ${before}) union all (${before} except ${now}))`,
  );
  await session.run(sql`delete from field_versions where ${ofTable(table)} and no in (select no from versioned)`);
  await session.run(
    sql`insert into field_versions (table_name, no, field, value, recorded_at, batch) select ${table.name}::varchar, no, field, value, told_at, batch from versions where no in (select no from versioned)`,
  );
  await session.run(
    sql`insert into differing select stored_row from outcome where stored_row is not null and k1 in (select no from versioned) and stored_row not in (select stored_row from differing)`,
  );
};
