/** Records told more than once, or told before: their versions are put in order, and the newest value of each column holds. */
import type { Session } from "../../engines/index.ts";
import type { Table } from "../../model/tables.ts";
import { join, name, type Sql, sql, whole } from "../../sql/index.ts";
import { physicalNames } from "./cells.ts";
import { change, count } from "./counts.ts";
import { findingColumns, recordId } from "./faults.ts";
import { layersOf, withLayers } from "./layers.ts";
import { allGiven, attributesBit, hasBit, saidBy } from "./masks.ts";
import { keyColumns, keyList, numbered, sameKey } from "./numbered.ts";
import { leftOut } from "./rejected.ts";
import type { StagedTable } from "./stage.ts";
import { stagedTable } from "./survey.ts";
import { physicalColumnNames } from "./typed.ts";
import { mergeVersions } from "./versions.ts";
import {
  beforeOf,
  known,
  list,
  type Merged,
  type MergeOptions,
  names,
  type Quick,
  recordedOf,
  slow,
  stored,
  storedRows,
} from "./write.ts";

const fold = name("fold");
const outcome = name("outcome");

const foldRows = (table: Table, incoming: Sql, first: boolean, importedAt: number): Sql => {
  const columns = physicalColumnNames(table);
  const arriving = sql`select i.rid, i.file, i.line, 0 as is_stored, i.given, ${saidBy(table, "i")} as said, null::bigint as own, i.explicit, ${recordedOf(table, first, importedAt)} as implied, null::bigint as stored_row, null::timestamp as latest, null::timestamp as first_at, null::integer as old_batch, ${names(columns, "i")}, i.attributes from (${incoming}) as i`;
  const layers = sql`select *, unnest(${layersOf}) as layer from ${known} where stored_row in (select stored_row from ${slow})`;
  const attributes = sql`case when (t.layer.own & ${whole(attributesBit(table))}::bigint) <> 0 then t.attributes end`;
  const before = sql`select null::bigint as rid, null::varchar as file, null::bigint as line, 1 as is_stored, t.layer.own as given, t.layer.given as said, t.layer.own as own, t.layer."at" as explicit, null::timestamp as implied, t.stored_row, t.latest, t.recorded_at as first_at, t.batch as old_batch, ${names(columns, "t")}, ${attributes} as attributes from (${layers}) as t`;
  const all = first ? arriving : sql`${arriving} union all ${before}`;
  const keyed = sql`select *, ${keyColumns(table)} from (${all})`;
  const sequenced = sql`select *, row_number() over (partition by ${keyList(table)} order by is_stored desc, file, line, rid) as seq, max(latest) over (partition by ${keyList(table)}) as known_until, max(stored_row) over (partition by ${keyList(table)}) as replaces from (${keyed})`;
  const since =
    table.knownFrom === undefined ? sql`coalesce(first_at, told_at)` : sql`coalesce(first_at, explicit, implied)`;
  const timed = sql`select * exclude (explicit, implied), coalesce(explicit, greatest(implied, known_until)) as told_at, ${since} as since, is_stored = 0 and explicit is not null as is_dated from (${sequenced})`;
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
// The first is an empty object, so that a null, which says that a cell is empty, takes away even what was never there.
const oneAttributes = sql`case when notes is not null then nullif(list_reduce(list_prepend('{}', notes), lambda a, b: json_merge_patch(a, b)::varchar), '{}') end as attributes`;
const plainAttributes = (attributes: Sql): Sql =>
  sql`list_sort(map_entries(from_json(${attributes}, '"MAP(VARCHAR, VARCHAR)"')))`;

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
  const grouped = sql`select ${keyList(table)}, ${newest(table)}, min(since) as recorded_at, max(replaces) as stored_row, max(old_batch) as old_batch, bool_or(is_dated) as is_dated, ${mergedAttributes} from ${fold} group by ${keyList(table)}`;
  const layered = withLayers(table, grouped, fold);
  return sql`create or replace temp table ${outcome} as select ${keyList(table)}, ${names(columns)}, recorded_at, stored_row, old_batch, is_dated, ${oneAttributes}, given, told, stored_row is null and (${lacking}) as lacking from (${layered})`;
};

type Cell = (column: string) => Sql;

/** Whether a record is another than it was. */
export const differs = (table: Table, now: Cell, before: Cell): Sql =>
  join(
    [
      ...[...physicalColumnNames(table), "recorded_at"].map(
        (column) => sql`${now(column)} is distinct from ${before(column)}`,
      ),
      sql`(${now("attributes")} is distinct from ${before("attributes")} and ${plainAttributes(now("attributes"))} is distinct from ${plainAttributes(before("attributes"))})`,
    ],
    " or ",
  );

const reportFold = async (session: Session, { table, incomplete }: StagedTable): Promise<void> => {
  const cell = (column: string): Sql => name(`s.${column}`);
  const from = sql`${fold} as f join (select *, rowid as rid from ${stagedTable(table)}) as s on s.rid = f.rid join ${outcome} as o on ${sameKey(table, "o", "f")}`;
  const lackable = incomplete === 0 ? [] : table.columns.filter((one) => one.required && !table.key.includes(one.name));
  for (const column of lackable)
    await session.run(
      sql`insert into found (${findingColumns}) select 'missing_required', ${table.name}::varchar, ${recordId(table, cell)}, f.file, f.line, ${column.name}::varchar, null, ${`is absent, but required for a new record: ${leftOut}`}::varchar from ${from} where o.lacking and o.${name(physicalNames(column)[0] ?? "")} is null`,
    );
  await session.run(
    sql`insert into found (${findingColumns}) select 'duplicate_key', ${table.name}::varchar, ${recordId(table, cell)}, f.file, f.line, ${table.key.join(", ")}::varchar, ${recordId(table, cell)}, 'line ' || f.winner || ' of the same file has the same key and holds' from (select *, max(line) over (partition by ${keyList(table)}, file, told_at) as winner from ${fold} where rid is not null) as f join (select *, rowid as rid from ${stagedTable(table)}) as s on s.rid = f.rid where f.line < f.winner`,
  );
};

/** Rows that lack a required column and tell of a record that is not there to be added to. */
const lackingRows = (table: Table): Sql =>
  sql`(select f.rid from ${fold} as f join ${outcome} as o on ${sameKey(table, "o", "f")} where o.lacking and f.rid is not null)`;

const createKnown = (session: Session, table: Table): Promise<void> =>
  session.run(
    sql`create or replace temp table ${known} as ${storedRows(table, sql`t.stored_row in (select stored_row from ${slow} where stored_row is not null)`)}`,
  );

const of =
  (alias: string): Cell =>
  (column) =>
    name(`${alias}.${column}`);

/** Stored rows of which something changes. An inner join would lay out every column for all numbers between the least and the greatest. */
const createDiffering = (session: Session, table: Table): Promise<void> =>
  session.run(
    sql`create or replace temp table differing as select o.stored_row from ${outcome} as o left join ${known} as t on t.stored_row = o.stored_row where o.stored_row is not null and (${differs(table, of("o"), of("t"))})`,
  );

/** Stored rows that are told the same again at another time, and stay what they are. */
const createRetold = (session: Session): Promise<number> =>
  change(
    session,
    sql`create or replace temp table retold as select o.stored_row from ${outcome} as o left join ${known} as t on t.stored_row = o.stored_row where o.stored_row is not null and o.is_dated and (o.told is distinct from t.told or o.given is distinct from t.given) and o.stored_row not in (select stored_row from differing)`,
  );

/** Changed rows give way to what they became, and new ones are added; how many records changed, and how many are new. */
const writeOutcome = async (
  session: Session,
  table: Table,
  { batch, hasChanged }: { readonly batch: number; readonly hasChanged: boolean },
): Promise<Pick<Merged, "new" | "changed">> => {
  const before = sql`select ${stored(table)} from ${known} where stored_row in (select stored_row from differing)`;
  const changed = await change(
    session,
    hasChanged
      ? sql`insert into ${beforeOf(table)} ${before}`
      : sql`create or replace temp table ${beforeOf(table)} as ${before}`,
  );
  const retold = await createRetold(session);
  const rows = sql`(select stored_row from differing union all select stored_row from retold)`;
  if (changed + retold > 0) await session.run(sql`delete from ${name(table.name)} where rowid in ${rows}`);
  const batchOf = sql`case when o.stored_row in (select stored_row from retold) then o.old_batch else ${whole(batch)} end`;
  const written = await change(
    session,
    sql`insert into ${name(table.name)} (${stored(table)}) select ${names(physicalColumnNames(table), "o")}, o.recorded_at, ${batchOf}, o.attributes, o.given, o.told from ${outcome} as o where o.stored_row is null or o.stored_row in ${rows}`,
  );
  return { new: written - changed - retold, changed };
};

interface FoldOptions extends MergeOptions {
  /** The table was empty. */
  readonly first: boolean;
}

/** Merges the rows of `slow`; old forms of changed rows are left in `before_<table>`. */
export const foldSlow = async (
  session: Session,
  staged: StagedTable,
  quick: Quick,
  { first, batch, importedAt }: FoldOptions,
): Promise<Omit<Merged, "distinct">> => {
  const { table } = staged;
  const { rows, distinct } = quick;
  if (rows === undefined) await createKnown(session, table);
  const incoming = rows ?? numbered(staged, sql`select rid from ${slow}`);
  await session.run(sql`create or replace temp table ${fold} as ${foldRows(table, incoming, first, importedAt)}`);
  const records = await change(session, createOutcome(table));
  if (!distinct) await reportFold(session, staged);
  const lacking = staged.incomplete === 0 ? 0 : await count(session, lackingRows(table));
  const left = lacking === 0 ? 0 : await change(session, sql`delete from ${outcome} where lacking`);
  await createDiffering(session, table);
  await mergeVersions(session, table, batch);
  const written = await writeOutcome(session, table, { batch, hasChanged: quick.changed > 0 });
  return { ...written, unchanged: records - left - written.new - written.changed, lacking };
};
