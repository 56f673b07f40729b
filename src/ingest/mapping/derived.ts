/** Rows made of the rows of a file: some of them, parts of a list, changes only, columns turned into rows. */
import { and, join, name, quoted, type Sql, sql } from "../../sql/index.ts";
import type { Staging } from "../read/staging.ts";
import { conditionSql } from "./condition.ts";
import { openedLists, openedObject } from "./json-cells.ts";
import type { Relation, RelationColumn } from "./relation.ts";
import type { Derived } from "./schema.ts";
import { globPattern } from "./spelling.ts";

interface Made {
  readonly select: Sql;
  readonly columns: ReadonlyMap<string, RelationColumn>;
  readonly filter: Sql | null;
  /** Absent: all of the file's. */
  readonly rows?: Sql;
}

const withColumn = (relation: Relation, label: string, column: Partial<RelationColumn>): Relation["columns"] =>
  new Map([...relation.columns, [label, { label, text: `x_${label}`, date: null, declared: false, ...column }]]);

const listed = (columns: readonly RelationColumn[], alias = "m"): Sql =>
  join(
    columns.map(({ text }) => name(`${alias}.${text}`)),
    ", ",
  );

const found = (relation: Relation, labels: readonly string[]): readonly RelationColumn[] | null => {
  const columns = labels.map((label) => relation.columns.get(label.toLowerCase()));
  return columns.includes(undefined) ? null : columns.filter((column) => column !== undefined);
};

const plain = (relation: Relation): Made => ({ select: sql`m.*`, columns: relation.columns, filter: null });

const firstBy = (relation: Relation, labels: readonly string[], by: string | undefined): Made | null => {
  const keys = found(relation, labels);
  const [time] = by === undefined ? [] : (found(relation, [by]) ?? []);
  if (keys === null) return null;
  const order = [...(time === undefined ? [] : [time.date ?? time.text]), "source_file", "line"];
  return {
    ...plain(relation),
    filter: sql`row_number() over (partition by ${listed(keys)} order by ${ordered(order)}) = 1`,
  };
};

const ordered = (columns: readonly string[], direction = sql``): Sql =>
  join(
    columns.map((column) => sql`${name(`m.${column}`)}${direction}`),
    ", ",
  );

const split = (relation: Relation, { column, by }: NonNullable<Derived["split"]>): Made | null => {
  const [list] = found(relation, [column]) ?? [];
  if (list === undefined) return null;
  const parts = sql`unnest(list_filter(list_transform(string_split(${name(`m.${list.text}`)}, ${quoted(by)}), part -> trim(part)), part -> part <> ''))`;
  return { select: sql`m.*, ${parts} as x_part`, columns: withColumn(relation, "part", {}), filter: null };
};

const changes = (relation: Relation, { of, by, time, tie, settled }: NonNullable<Derived["changes"]>): Made | null => {
  const [value, at, ...keys] = found(relation, [of, time, ...by]) ?? [];
  if (value === undefined || at === undefined) return null;
  const second = tie === undefined ? undefined : relation.columns.get(tie.toLowerCase());
  const order = [at.date ?? at.text, ...(second === undefined ? [] : [second.text]), "source_file", "line"];
  const before = (text: string): Sql =>
    sql`lag(${name(`m.${text}`)}) over (partition by ${listed(keys)} order by ${ordered(order)})`;
  const last = sql`row_number() over (partition by ${listed([...keys, at])} order by ${ordered(order, sql` desc`)}) = 1`;
  const from = name(relation.view);
  const dated = value.date === null ? sql`` : sql`, ${before(value.date)} as x_previous_date`;
  return {
    select: sql`m.*, ${before(value.text)} as x_previous${dated}`,
    columns: withColumn(relation, "previous", {
      date: value.date === null ? null : "x_previous_date",
      local: value.local,
    }),
    filter: sql`${name(`m.${value.text}`)} is distinct from ${before(value.text)}`,
    rows: settled === true ? sql`(select m.* from ${from} as m qualify ${last})` : from,
  };
};

const unpivot = (relation: Relation, { columns: glob }: NonNullable<Derived["unpivot"]>): Made | null => {
  const pattern = globPattern(glob);
  const cells = [...relation.columns.values()].flatMap((column) => {
    const match = pattern.exec(column.label);
    return match === null ? [] : [{ ...column, called: (match[1] ?? "").trim() }];
  });
  const [first] = cells;
  if (first === undefined) return null;
  const structs = join(
    cells.map(
      ({ called, text, date }, index) =>
        sql`{'i': ${quoted(String(index))}, 'n': ${quoted(called)}, 'v': ${name(`m.${text}`)}, 'd': ${date === null ? sql`null::varchar` : name(`m.${date}`)}}`,
    ),
    ", ",
  );
  const rows = sql`unnest(list_filter([${structs}], one -> one.v is not null))`;
  const named = { ...relation, columns: withColumn(relation, "name", {}) };
  const columns = withColumn({ ...relation, columns: withColumn(named, "number", {}) }, "value", {
    date: first.date === null ? null : "x_value_date",
    local: first.local,
  });
  return { select: sql`m.*, ${rows} as x_row`, columns, filter: null };
};

const made = (one: Derived, relation: Relation): Made | null => {
  if (one.first_by !== undefined) return firstBy(relation, one.first_by, one.order);
  if (one.split !== undefined) return split(relation, one.split);
  if (one.changes !== undefined) return changes(relation, one.changes);
  return one.unpivot === undefined ? plain(relation) : unpivot(relation, one.unpivot);
};

/** Null when the file lacks a column that is needed. */
export const derivedRelation = async (one: Derived, relation: Relation, staging: Staging): Promise<Relation | null> => {
  if (one.open !== undefined || one.each !== undefined) return openedRelation(one, relation, staging);
  const rows = made(one, relation);
  if (rows === null) return null;
  const find = (label: string) => relation.columns.get(label.toLowerCase()) ?? null;
  const where = conditionSql(one.when ?? {}, { column: find, used: () => {} });
  const view = staging.newName("derived");
  const qualify = rows.filter === null ? sql`` : sql` qualify ${and([rows.filter])}`;
  const query = sql`select ${rows.select} from ${rows.rows ?? name(relation.view)} as m where ${where}${qualify}`;
  const opened =
    one.unpivot === undefined
      ? query
      : sql`select * exclude (x_row), x_row.n as x_name, x_row.i as x_number, x_row.v as x_value, x_row.d as x_value_date from (${query})`;
  await staging.session.run(sql`create view ${name(view)} as ${opened}`);
  return { ...relation, view, columns: rows.columns };
};

const openedRelation = async (
  one: Derived,
  relation: Relation,
  { session, newName }: Staging,
): Promise<Relation | null> => {
  const opened =
    one.open === undefined
      ? one.each === undefined
        ? null
        : openedLists(relation, one.each)
      : openedObject(relation, one.open);
  if (opened === null) return null;
  const find = (label: string) => relation.columns.get(label.toLowerCase()) ?? null;
  const where = conditionSql(one.when ?? {}, { column: find, used: () => {} });
  await session.run(sql`insert into staged.findings
    select 'bad_value', null, null, m.source_file, m.line, ${one.open?.column ?? one.each?.column ?? ""}, ${opened.cell}[1:200], ${notOpened}
    from ${name(relation.view)} as m where (${where}) and ${opened.wrong}`);
  const view = newName("derived");
  await session.run(sql`create view ${name(view)} as ${opened.query(where)}`);
  return { ...relation, view, columns: opened.columns };
};

const notOpened = "This is not the JSON that the mapping says: what it tells was left out.";
