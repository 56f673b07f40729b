/** The rows of a later export that its earlier one did not have: few, and each is looked up, as hardly any says what is known already. */
import type { Session } from "../../engines/index.ts";
import { dictionary, refKinds } from "../../model/physical.ts";
import type { Table } from "../../model/tables.ts";
import { join, name, quoted, type Sql, sql, whole } from "../../sql/index.ts";
import { NeedsWhole, pairedRows } from "../read/partly.ts";
import { physicalNames } from "./cells.ts";
import { change, count } from "./counts.ts";
import { mentions } from "./dictionaries.ts";
import { differs } from "./fold.ts";
import { givenAgain, isToldAt, toldAgain } from "./layers.ts";
import { hasBit, saidBy } from "./masks.ts";
import { type Ids, keyColumns, keyList, keyNames, namesUnknown, numbered, sameKey } from "./numbered.ts";
import type { StagedTable } from "./stage.ts";
import { physicalColumnNames } from "./typed.ts";
import {
  beforeOf,
  insert,
  known,
  list,
  type MergeOptions,
  names,
  type Quick,
  recordedOf,
  slow,
  stored,
  storedRows,
} from "./write.ts";

const arrivingOf = (table: Table): Sql => name(`arriving_${table.name}`);
const placed = name("placed");
const became = name("became");

const arrived = (table: Table, where: Sql): Sql =>
  sql`select * exclude (names_unknown, ${names(keyNames(table))}) from ${arrivingOf(table)} where ${where}`;

const looked = name("looked");

/** The numbers of all ids that few rows name: each dictionary is read once, however many columns and tables name its kind. */
export const lookUpFew = async (session: Session, staged: readonly StagedTable[]): Promise<Ids> => {
  const queries = refKinds.flatMap((kind) => {
    const named = staged.flatMap((one) => mentions(kind, one));
    if (named.length === 0) return [];
    return [
      sql`select ${quoted(kind)} as kind, no, id from ${name(dictionary(kind))} where id in (${join(named, " union all ")})`,
    ];
  });
  if (queries.length > 0)
    await session.run(sql`create or replace temp table ${looked} as ${join(queries, " union all ")}`);
  return (kind) => sql`(select no, id from ${looked} where kind = ${quoted(kind)})`;
};

/** Gives the rows the numbers of what they name; whether all of it has one. */
export const numberFew = async (session: Session, staged: StagedTable, ids?: Ids): Promise<boolean> => {
  const { table } = staged;
  const marked = numbered(staged, undefined, [sql`${namesUnknown(staged)} as names_unknown`], ids);
  await session.run(
    sql`create or replace temp table ${arrivingOf(table)} as select *, ${keyColumns(table)} from (${marked})`,
  );
  return (await count(session, sql`${arrivingOf(table)} where names_unknown`)) === 0;
};

/** Of `t`: the rows tell it. */
const isTold = (table: Table): Sql =>
  sql`exists (select 1 from ${arrivingOf(table)} as i where ${sameKey(table, "i", "t")})`;

/** The row says another value of a column whose older values are kept. */
const makesVersion = (table: Table): Sql =>
  join(
    [
      sql`false`,
      ...table.columns
        .filter((column) => column.tracked)
        .flatMap((column) =>
          physicalNames(column).map(
            (physical) =>
              sql`${hasBit(sql`i.given`, table, column)} and ${name(`i.${physical}`)} is distinct from ${name(`t.${physical}`)}`,
          ),
        ),
    ],
    " or ",
  );

/**
 * Of each row the record that it tells and how many rows tell it; `is_next`: it says what is known of that record from now on, and nothing
 * of which older values are kept.
 */
const place = (table: Table): Sql =>
  sql`select i.rid, t.stored_row, i.incomplete, count(*) over (partition by ${keyList(table, "i")}) as times, t.stored_row is not null and not i.incomplete and (i.explicit is null or i.explicit >= t.latest) and not (${makesVersion(table)}) as is_next from ${arrivingOf(table)} as i left join ${known} as t on ${sameKey(table, "i", "t")}`;

const isNext = sql`(is_next and times = 1)`;
const isSlow = sql`((stored_row is not null or incomplete or times > 1) and not ${isNext})`;

interface Places {
  readonly twice: number;
  readonly unpaired: number;
  readonly next: number;
  readonly slow: number;
}

const placesOf = async (session: Session, table: Table, isReplaced: boolean): Promise<Places> => {
  const unpaired = isReplaced ? sql`false` : sql`stored_row is not null and rid not in (${pairedRows(table)})`;
  const [counts] = await session.rows<{ [key in keyof Places]: number }>(
    sql`select count(*) filter (where times > 1)::double as twice, count(*) filter (where ${unpaired})::double as unpaired, count(*) filter (where ${isNext})::double as next, count(*) filter (where ${isSlow})::double as slow from ${placed}`,
  );
  return counts ?? { twice: 0, unpaired: 0, next: 0, slow: 0 };
};

const attributes = sql`case when i.attributes is null or i.attributes = t.attributes then t.attributes else nullif(json_merge_patch(json_merge_patch('{}', coalesce(t.attributes, '{}')), i.attributes)::varchar, '{}') end`;

/** Records as they are from now on, where that is another way than before, or told later: what a row does not give stays. */
const nextForms = (table: Table, { batch, importedAt }: MergeOptions): Sql => {
  const values = table.columns.flatMap((column) =>
    physicalNames(column).map(
      (physical) =>
        sql`case when ${hasBit(sql`i.given`, table, column)} then ${name(`i.${physical}`)} else ${name(`t.${physical}`)} end as ${name(physical)}`,
    ),
  );
  const implied = recordedOf(table, false, importedAt);
  const [at, said] = [sql`coalesce(i.explicit, greatest(${implied}, t.latest))`, saidBy(table, "i")];
  const before = [...physicalColumnNames(table), "attributes", "batch"].map(
    (column) => sql`${name(`t.${column}`)} as ${name(`old_${column}`)}`,
  );
  const since =
    table.knownFrom === undefined ? sql`t.recorded_at` : sql`least(t.recorded_at, coalesce(i.explicit, ${implied}))`;
  const now = sql`${list(values)}, ${since} as recorded_at, ${attributes} as attributes, ${givenAgain(at, said)} as given, ${toldAgain(at, said)} as told`;
  // Each has its row in all three. An inner join by numbers would lay out every column for all numbers between the least and the greatest.
  const both = sql`select p.stored_row, ${now}, i.explicit is not null and not (${isToldAt(at, said)}) as is_retold, ${list(before)}, t.recorded_at as old_recorded_at from (select * from ${placed} where ${isNext}) as p left join ${arrivingOf(table)} as i on i.rid = p.rid left join ${known} as t on t.stored_row = p.stored_row`;
  const another = differs(table, name, (column) => name(`old_${column}`));
  const marked = sql`select *, ${another} as is_another from (${both})`;
  return sql`select stored_row, ${names(physicalColumnNames(table))}, recorded_at, case when is_another then ${whole(batch)} else old_batch end as batch, attributes, given, told, is_another from (${marked}) where is_another or is_retold`;
};

/** Records give way to what is known of them from now on; how many became another. Their old forms are left in `before_<table>`. */
const writeNext = async (session: Session, table: Table, options: MergeOptions): Promise<number> => {
  const written = await change(session, sql`create or replace temp table ${became} as ${nextForms(table, options)}`);
  if (written === 0) return 0;
  const others = sql`(select stored_row from ${became} where is_another)`;
  const changed = await change(
    session,
    sql`create or replace temp table ${beforeOf(table)} as select ${stored(table)} from ${known} where stored_row in ${others}`,
  );
  await session.run(sql`delete from ${name(table.name)} where rowid in (select stored_row from ${became})`);
  await session.run(sql`insert into ${name(table.name)} (${stored(table)}) select ${stored(table)} from ${became}`);
  return changed;
};

/**
 * Adds what is new, changes what is simply known anew, sets apart in `slow` what needs a closer look. Throws `NeedsWhole` where a row tells
 * a record that is told by a line that was left out, too.
 */
export const mergeFew = async (session: Session, staged: StagedTable, options: MergeOptions): Promise<Quick> => {
  const { table } = staged;
  if (!options.isNumbered) await numberFew(session, staged);
  await session.run(sql`create or replace temp table ${known} as ${storedRows(table, isTold(table))}`);
  const rows = await change(session, sql`create or replace temp table ${placed} as ${place(table)}`);
  const places = await placesOf(session, table, options.isReplaced);
  if (places.unpaired > 0) throw new NeedsWhole(`${table.name}: records are told twice, or in another way than before`);
  const added = rows - places.next - places.slow;
  const isNew = sql`rid not in (select rid from ${placed} where ${isNext} or ${isSlow})`;
  if (added > 0) await session.run(insert(table, arrived(table, isNew), false, sql`true`, options));
  const changed = places.next > 0 ? await writeNext(session, table, options) : 0;
  if (places.slow > 0)
    await session.run(
      sql`create or replace temp table ${slow} as select rid, stored_row from ${placed} where ${isSlow}`,
    );
  return {
    new: added,
    changed,
    unchanged: places.next - changed,
    slow: places.slow,
    distinct: places.twice === 0 && staged.incomplete === 0,
    rows: arrived(table, sql`rid in (select rid from ${slow})`),
  };
};
