/** A later import of a table: most rows say the same again, or are simply new. */
import type { Session } from "../../engines/index.ts";
import type { Table } from "../../model/tables.ts";
import { join, name, type Sql, sql, whole } from "../../sql/index.ts";
import { physicalNames } from "./cells.ts";
import { change, count } from "./counts.ts";
import { isToldAt, toldAgain } from "./layers.ts";
import { attributesBit, bitOf, isIn, saidBy } from "./masks.ts";
import { keyColumns, keyList, numbered, sameKey } from "./numbered.ts";
import type { StagedTable } from "./stage.ts";
import { stagedTable } from "./survey.ts";
import { givenInFile } from "./typed.ts";
import { hasVersions } from "./versions.ts";
import { insert, type MergeOptions, names, type Quick, repeatedKeys, slow, storedRows, withoutEmpty } from "./write.ts";

const keyed = name("keyed");
const same = name("same");
const rest = name("rest");

/** Sets of columns that rows give, as masks: the few that most rows have. */
const commonMasks = async (session: Session, staged: StagedTable): Promise<readonly number[]> => {
  const rows = await session.rows<{ mask: number }>(
    sql`select mask::double as mask from (select ${givenInFile(staged)} as mask from ${stagedTable(staged.table)}) group by mask order by count(*) desc, mask limit 3`,
  );
  return rows.map(({ mask }) => mask);
};

// One number stands for the values of all columns in the mask, so that of millions of rows no second copy is needed to compare them.
const digest = (table: Table, mask: number): Sql => {
  const columns = table.columns.filter((column) => isIn(mask, bitOf(table, column))).flatMap(physicalNames);
  return sql`hash(${names([...columns, ...(isIn(mask, attributesBit(table)) ? ["attributes"] : [])])})`;
};

/** Narrow rows: what is needed to tell whether a record is told again just as it is. */
const createKeyed = (session: Session, staged: StagedTable, masks: readonly number[]): Promise<number> => {
  const { table } = staged;
  const rows = sql`select *, ${saidBy(table, "r")} as mask from (${numbered(staged)}) as r`;
  const digests = join(
    masks.map((mask) => sql`when ${whole(mask)} then ${digest(table, mask)}`),
    " ",
  );
  return change(
    session,
    sql`create or replace temp table ${keyed} as select rid, ${keyColumns(table)}, mask, explicit, incomplete, case mask ${digests} end as digest from (select * replace (${withoutEmpty} as attributes) from (${rows}))`,
  );
};

/** Of a row `i` that tells the record `t` just as it is: nothing else follows of when it did, or only that it did so later. */
const saysNothingNew = (table: Table): Sql => {
  const hadOthers = hasVersions(table)
    ? sql`t.k1 in (select no from field_versions where table_name = ${table.name}::varchar)`
    : sql`false`;
  const between = sql`i.explicit >= t.recorded_at and (i.mask & ~t.given) = 0 and not (${hadOthers})`;
  return sql`(i.explicit is null or i.explicit > t.latest or ${isToldAt(sql`i.explicit`, sql`i.mask`)} or ${between})`;
};

const createSame = (session: Session, table: Table, masks: readonly number[], isRepeated: Sql): Promise<number> => {
  const known = masks.map(
    (mask) =>
      sql`select ${keyList(table)}, stored_row, ${whole(mask)}::bigint as mask, ${digest(table, mask)} as digest, recorded_at, latest, given, told from (${storedRows(table)})`,
  );
  return change(
    session,
    sql`create or replace temp table ${same} as select i.rid, case when i.explicit > t.latest then t.stored_row end as retold, i.explicit, i.mask from ${keyed} as i join (${join(known, " union all ")}) as t on ${sameKey(table, "i", "t")} and i.mask = t.mask and i.digest = t.digest where ${saysNothingNew(table)} and not ${isRepeated}`,
  );
};

/** Records that are told again just as they are, and later than before: that is written down, and they stay what they are. */
const tellAgain = async (session: Session, table: Table): Promise<void> => {
  const [found] = await session.rows<{ any: boolean }>(
    sql`select exists (select 1 from ${same} where retold is not null) as "any"`,
  );
  if (found?.any !== true) return;
  await session.run(
    sql`update ${name(table.name)} as t set told = ${toldAgain(sql`r.explicit`, sql`r.mask`)} from ${same} as r where r.retold = t.rowid`,
  );
};

/** Adds what is new, sets apart in `slow` what needs a closer look; says how many records are new and how many are the same. */
export const mergeAgain = async (session: Session, staged: StagedTable, options: MergeOptions): Promise<Quick> => {
  const { table } = staged;
  const masks = await commonMasks(session, staged);
  // A file with a header and no rows tells nothing.
  if (masks.length === 0) return { new: 0, changed: 0, unchanged: 0, slow: 0, distinct: true };
  const rows = await createKeyed(session, staged, masks);
  await session.run(sql`create or replace temp table repeated as ${repeatedKeys(table, sql`select * from ${keyed}`)}`);
  const distinct = (await count(session, sql`repeated`)) === 0 && staged.incomplete === 0;
  const isRepeated =
    (await count(session, sql`repeated`)) === 0
      ? sql`false`
      : sql`exists (select 1 from repeated as r where ${sameKey(table, "r", "i")})`;
  const unchanged = await createSame(session, table, masks, isRepeated);
  await tellAgain(session, table);
  if (unchanged === rows) return { new: 0, changed: 0, unchanged, slow: 0, distinct };
  const known = sql`select rowid as stored_row, ${keyColumns(table)} from ${name(table.name)}`;
  const others = await change(
    session,
    sql`create or replace temp table ${rest} as select i.rid, t.stored_row, ${isRepeated} or t.stored_row is not null or i.incomplete as is_slow from ${keyed} as i left join (${known}) as t on ${sameKey(table, "i", "t")} where i.rid not in (select rid from ${same})`,
  );
  const apart = await change(
    session,
    sql`create or replace temp table ${slow} as select rid, stored_row from ${rest} where is_slow`,
  );
  if (others > apart)
    await session.run(
      insert(table, numbered(staged, sql`select rid from ${rest} where not is_slow`), false, sql`true`, options),
    );
  return { new: others - apart, changed: 0, unchanged, slow: apart, distinct };
};
