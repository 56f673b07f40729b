/** Staged rows become stored rows: new ones are added, known ones changed, and the same again changes nothing. */
import type { Session } from "../../engines/index.ts";
import type { Table } from "../../model/tables.ts";
import { instant, join, name, type Sql, sql, whole } from "../../sql/index.ts";
import { physicalNames } from "./cells.ts";
import { findingColumns, recordId } from "./faults.ts";
import { keyColumns, keyList, numbered, sameKey } from "./numbered.ts";
import { type StagedTable, stagedTable } from "./stage.ts";
import { allGiven, hasBit, physicalColumnNames } from "./typed.ts";
import { mergeVersions } from "./versions.ts";

export interface MergeOptions {
  readonly batch: number;
  readonly importedAt: number;
}

export interface Merged {
  readonly new: number;
  readonly changed: number;
  readonly unchanged: number;
}

const list = (parts: readonly Sql[]): Sql => join(parts, ", ");
const names = (columns: readonly string[], alias?: string): Sql =>
  list(columns.map((column) => name(alias === undefined ? column : `${alias}.${column}`)));

const count = async (session: Session, query: Sql): Promise<number> => {
  const [row] = await session.rows<{ n: number }>(sql`select count(*)::integer as n from ${query}`);
  return row?.n ?? 0;
};

/** When a row without a `recorded_at` of its own was known: in the first import when it occurred, at the latest now; else now. */
const recordedOf = (table: Table, first: boolean, importedAt: number): Sql => {
  if (!first) return instant(importedAt);
  return table.occurred === undefined ? sql`timestamp '1970-01-01'` : sql`least(occurred, ${instant(importedAt)})`;
};

const stored = (table: Table): Sql =>
  list([...physicalColumnNames(table).map(name), sql`recorded_at, batch, attributes`]);

// ---- which rows need a closer look

const slow = name("slow");
const match = name("matched");
const fold = name("fold");
const outcome = name("outcome");

const repeatedKeys = (table: Table, rows: Sql): Sql =>
  sql`select ${keyList(table)} from (${rows}) group by all having count(*) > 1`;

const sameValues = (table: Table): Sql =>
  join(
    [
      ...table.columns.flatMap((column) =>
        physicalNames(column).map(
          (physical) =>
            sql`(i.${name(physical)} is not distinct from t.${name(physical)} or not ${hasBit(sql`i.given`, table, column)})`,
        ),
      ),
      sql`(i.attributes is null or i.attributes is not distinct from t.attributes)`,
      sql`(i.explicit is null or i.explicit >= t.recorded_at and not coalesce(t.versioned, false))`,
    ],
    " and ",
  );

const storedRows = (table: Table): Sql => {
  const own = sql`select rowid as stored_row, ${keyColumns(table)}, ${stored(table)} from ${name(table.name)}`;
  if (table.entity === undefined) return sql`select *, false as versioned, recorded_at as latest from (${own})`;
  return sql`select o.*, v.no is not null as versioned, greatest(o.recorded_at, v.latest) as latest from (${own}) as o left join (select no, max(recorded_at) as latest from field_versions where table_name = ${table.name}::varchar group by no) as v on v.no = o.k1`;
};

/** Sets apart the rows that are neither simply new nor simply the same: `slow (rid, stored_row)`. Says how many are the same. */
const classify = async (session: Session, table: Table, incoming: Sql, first: boolean): Promise<number> => {
  const keyed = sql`select *, ${keyColumns(table)} from (${incoming})`;
  await session.run(sql`create or replace temp table repeated as ${repeatedKeys(table, keyed)}`);
  const repeats = await count(session, sql`repeated`);
  const again =
    repeats === 0 ? sql`false` : sql`exists (select 1 from repeated as r where ${sameKey(table, "r", "i")})`;
  if (first) {
    await session.run(
      sql`create or replace temp table ${slow} as select rid, null::bigint as stored_row from (${keyed}) as i where ${again} or incomplete`,
    );
    return 0;
  }
  await session.run(
    sql`create or replace temp table ${match} as select i.rid, t.stored_row, ${again} as again, i.incomplete, ${sameValues(table)} as same from (${keyed}) as i left join (${storedRows(table)}) as t on ${sameKey(table, "i", "t")}`,
  );
  await session.run(
    sql`create or replace temp table ${slow} as select rid, stored_row from ${match} where again or case when stored_row is null then incomplete else not coalesce(same, false) end`,
  );
  return count(session, sql`${match} where stored_row is not null and not again and same`);
};

const addNew = async (
  session: Session,
  { table }: StagedTable,
  incoming: Sql,
  first: boolean,
  { batch, importedAt }: MergeOptions,
): Promise<number> => {
  const [before] = await session.rows<{ n: number }>(sql`select count(*)::integer as n from ${name(table.name)}`);
  const slowRows = await count(session, slow);
  const conditions = [
    ...(slowRows === 0 ? [] : [sql`rid not in (select s.rid from ${slow} as s)`]),
    ...(first ? [] : [sql`rid in (select m.rid from ${match} as m where m.stored_row is null)`]),
  ];
  const where = conditions.length === 0 ? sql`true` : join(conditions, " and ");
  await session.run(
    sql`insert into ${name(table.name)} (${stored(table)}) select ${names(physicalColumnNames(table))}, coalesce(explicit, ${recordedOf(table, first, importedAt)}), ${whole(batch)}, attributes from (${incoming}) where ${where}`,
  );
  return (await count(session, name(table.name))) - (before?.n ?? 0);
};

// ---- several versions of one record

const foldRows = (table: Table, incoming: Sql, first: boolean, importedAt: number): Sql => {
  const columns = physicalColumnNames(table);
  const arriving = sql`select i.rid, i.file, i.line, 0 as is_stored, i.given, i.explicit, ${recordedOf(table, first, importedAt)} as implied, null::bigint as stored_row, null::timestamp as latest, null::timestamp as first_at, null::integer as old_batch, ${names(columns, "i")}, i.attributes from (${incoming}) as i where i.rid in (select rid from ${slow})`;
  const known = sql`select null::bigint as rid, null::varchar as file, null::bigint as line, 1 as is_stored, ${whole(allGiven(table))}::bigint as given, t.latest as explicit, null::timestamp as implied, t.stored_row, t.latest, t.recorded_at as first_at, t.batch as old_batch, ${names(columns, "t")}, t.attributes from (${storedRows(table)}) as t where t.stored_row in (select stored_row from ${slow} where stored_row is not null)`;
  const all = first ? arriving : sql`${arriving} union all ${known}`;
  const keyed = sql`select *, ${keyColumns(table)} from (${all})`;
  const sequenced = sql`select *, row_number() over (partition by ${keyList(table)} order by is_stored desc, file, line, rid) as seq, max(latest) over (partition by ${keyList(table)}) as known_until, max(stored_row) over (partition by ${keyList(table)}) as replaces from (${keyed})`;
  const timed = sql`select * exclude (explicit, implied), coalesce(explicit, greatest(implied, known_until)) as told_at from (${sequenced})`;
  // Nothing is known before the first version: what it does not give is empty.
  return sql`select * exclude (given), case when pos = 1 then ${whole(allGiven(table))}::bigint else given end as given from (select *, row_number() over (partition by ${keyList(table)} order by told_at, seq) as pos from (${timed}))`;
};

const newest = (table: Table): Sql =>
  list(
    table.columns.flatMap((column) =>
      physicalNames(column).map(
        (physical) =>
          sql`arg_max_null(${name(physical)}, pos) filter (where ${hasBit(sql`given`, table, column)}) as ${name(physical)}`,
      ),
    ),
  );

const mergedAttributes = sql`list(attributes order by pos) filter (where attributes is not null) as notes`;
const oneAttributes = sql`case when notes is null then null when len(notes) = 1 then notes[1] else list_reduce(notes, lambda a, b: json_merge_patch(a, b)::varchar) end as attributes`;
const plainAttributes = (alias: string): Sql =>
  sql`list_sort(map_entries(from_json(${name(`${alias}.attributes`)}, '"MAP(VARCHAR, VARCHAR)"')))`;

const createOutcome = (table: Table): Sql => {
  const columns = physicalColumnNames(table);
  const lacking = join(
    table.columns
      .filter((column) => column.required)
      .flatMap((column) =>
        physicalNames(column)
          .slice(0, 1)
          .map((physical) => sql`${name(physical)} is null`),
      ),
    " or ",
  );
  const grouped = sql`select ${keyList(table)}, ${newest(table)}, min(coalesce(first_at, told_at)) as recorded_at, max(replaces) as stored_row, ${mergedAttributes} from ${fold} group by ${keyList(table)}`;
  return sql`create or replace temp table ${outcome} as select ${keyList(table)}, ${names(columns)}, recorded_at, stored_row, ${oneAttributes}, stored_row is null and (${lacking}) as lacking from (${grouped})`;
};

const differs = (table: Table): Sql =>
  join(
    [
      ...[...physicalColumnNames(table), "recorded_at"].map(
        (column) => sql`${name(`o.${column}`)} is distinct from ${name(`t.${column}`)}`,
      ),
      sql`(o.attributes is distinct from t.attributes and ${plainAttributes("o")} is distinct from ${plainAttributes("t")})`,
    ],
    " or ",
  );

const reportFold = async (session: Session, table: Table): Promise<void> => {
  const cell = (column: string): Sql => name(`s.${column}`);
  const from = sql`${fold} as f join (select *, rowid as rid from ${stagedTable(table)}) as s on s.rid = f.rid join ${outcome} as o on ${sameKey(table, "o", "f")}`;
  for (const column of table.columns.filter((one) => one.required && !table.key.includes(one.name)))
    await session.run(
      sql`insert into found (${findingColumns}) select 'missing_required', ${table.name}::varchar, ${recordId(table, cell)}, f.file, f.line, ${column.name}::varchar, null, 'is absent, but required for a new record: the row was left out' from ${from} where o.lacking and o.${name(physicalNames(column)[0] ?? "")} is null`,
    );
  await session.run(
    sql`insert into found (${findingColumns}) select 'duplicate_key', ${table.name}::varchar, ${recordId(table, cell)}, f.file, f.line, ${table.key.join(", ")}::varchar, ${recordId(table, cell)}, 'line ' || f.winner || ' of the same file has the same key and holds' from (select *, max(line) over (partition by ${keyList(table)}, file, told_at) as winner from ${fold} where rid is not null) as f join (select *, rowid as rid from ${stagedTable(table)}) as s on s.rid = f.rid where f.line < f.winner`,
  );
};

const foldSlow = async (
  session: Session,
  { table }: StagedTable,
  incoming: Sql,
  first: boolean,
  { batch, importedAt }: MergeOptions,
): Promise<Merged> => {
  await session.run(sql`create or replace temp table ${fold} as ${foldRows(table, incoming, first, importedAt)}`);
  await session.run(createOutcome(table));
  await reportFold(session, table);
  await session.run(sql`delete from ${outcome} where lacking`);
  await session.run(
    sql`create or replace temp table differing as select o.stored_row from ${outcome} as o join (select rowid as stored_row, ${stored(table)} from ${name(table.name)}) as t on t.stored_row = o.stored_row where ${differs(table)}`,
  );
  await mergeVersions(session, table, batch);
  const counts: Merged = {
    new: await count(session, sql`${outcome} where stored_row is null`),
    changed: await count(session, sql`differing`),
    unchanged: await count(
      session,
      sql`${outcome} as o where stored_row is not null and not exists (select 1 from differing as d where d.stored_row = o.stored_row)`,
    ),
  };
  await session.run(
    sql`insert into before_${name(table.name)} select * from ${name(table.name)} where rowid in (select stored_row from differing)`,
  );
  await session.run(sql`delete from ${name(table.name)} where rowid in (select stored_row from differing)`);
  await session.run(
    sql`insert into ${name(table.name)} (${stored(table)}) select ${names(physicalColumnNames(table), "o")}, o.recorded_at, ${whole(batch)}, o.attributes from ${outcome} as o where o.stored_row is null or o.stored_row in (select stored_row from differing)`,
  );
  return counts;
};

/** Merges one staged table into its physical table; old forms of changed rows are left in `before_<table>`. */
export const mergeTable = async (session: Session, staged: StagedTable, options: MergeOptions): Promise<Merged> => {
  const { table } = staged;
  const first = (await count(session, sql`(select 1 from ${name(table.name)} limit 1)`)) === 0;
  await session.run(
    sql`create or replace temp table before_${name(table.name)} as select * from ${name(table.name)} limit 0`,
  );
  let incoming = numbered(staged);
  if (!first) {
    await session.run(sql`create or replace temp table incoming as ${incoming}`);
    incoming = sql`select * from incoming`;
  }
  const same = await classify(session, table, incoming, first);
  const added = await addNew(session, staged, incoming, first, options);
  if ((await count(session, slow)) === 0) return { new: added, changed: 0, unchanged: same };
  const folded = await foldSlow(session, staged, incoming, first, options);
  return { new: added + folded.new, changed: folded.changed, unchanged: same + folded.unchanged };
};
