/** One block of a mapping: rows of one file become rows of one of our tables. */
import type { Table } from "../../model/tables.ts";
import { and, empty, join, name, type Sql, sql, whole } from "../../sql/index.ts";
import { attributesText } from "../read/attributes.ts";
import { maxRepeat } from "../read/limits.ts";
import { createStaged, type Staging } from "../read/staging.ts";
import { conditionSql } from "./condition.ts";
import { type Check, type Compiled, compile, type Scope } from "./expression.ts";
import { type Expression, innerOf, type Lookup } from "./expression-schema.ts";
import { collisions, type Folding, folding, idText } from "./fold.ts";
import { kindOf } from "./kind.ts";
import { type Relation, type RelationColumn, refuseDuplicates } from "./relation.ts";
import type { Block, Mapping } from "./schema.ts";

export interface BlockPlace {
  readonly table: Table;
  readonly block: Block;
  readonly mapping: Mapping;
  /** The mapping's files that are there, by their short names. */
  readonly relations: ReadonlyMap<string, Relation>;
}

const lookupsIn = (value: Expression): Lookup[] => [
  ...(value.lookup === undefined ? [] : [value.lookup]),
  ...innerOf(value).flatMap(lookupsIn),
];

const keyColumns = (relation: Relation, lookup: Lookup): readonly RelationColumn[] | null => {
  const keys = Object.keys(lookup.match).map((key) => relation.columns.get(key.toLowerCase()));
  return keys.includes(undefined) ? null : keys.filter((key) => key !== undefined);
};

/** Throws `join_multiplies` before any row is staged. */
const checkLookups = async ({ block, relations }: BlockPlace, staging: Staging): Promise<void> => {
  const values = [...Object.values(block.columns), ...Object.values(block.attributes)];
  for (const lookup of values.flatMap(lookupsIn)) {
    const relation = relations.get(lookup.in);
    const keys = relation === undefined ? null : keyColumns(relation, lookup);
    if (relation !== undefined && keys !== null) await refuseDuplicates(staging.session, relation, keys);
  }
};

const zoneOf = (mapping: Mapping, file: string): Mapping["zone"] => {
  const derived = mapping.derived[file];
  return derived === undefined ? (mapping.files[file]?.zone ?? mapping.zone) : zoneOf(mapping, derived.from);
};

interface Joins {
  readonly lookUp: Scope["lookUp"];
  readonly text: () => Sql;
}

const joins = (relations: ReadonlyMap<string, Relation>): Joins => {
  const parts: Sql[] = [];
  return {
    lookUp: (lookup, match) => {
      const relation = relations.get(lookup.in);
      const keys = relation === undefined ? null : keyColumns(relation, lookup);
      const column = relation?.columns.get(lookup.take.toLowerCase());
      if (relation === undefined || keys === null || column === undefined) return null;
      const alias = `l${parts.length + 1}`;
      const conditions = keys.map(
        (key, index) => sql`${name(`${alias}.${key.text}`)} = ${match[index]?.value ?? sql`null`}`,
      );
      parts.push(sql` left join ${name(relation.view)} as ${name(alias)} on ${and(conditions)}`);
      return { alias, column };
    },
    text: () => join(parts, ""),
  };
};

const repeated = (relation: Relation, count: RelationColumn, where: Sql): Sql => {
  const cell = name(`m.${count.text}`);
  return sql`(select m.*, unnest(range(1, ${cell}::bigint + 1)) as n from ${name(relation.view)} as m
    where (${where}) and ${isCount(cell)})`;
};

const isCount = (cell: Sql): Sql =>
  sql`case when regexp_full_match(coalesce(${cell}, ''), '[0-9]{1,7}') then ${cell}::bigint <= ${whole(maxRepeat)} else false end`;

/** Whether its file is there, those that it needs beside it, and none that tells the same better. */
export const isUsed = (
  { from, with: beside = [], unless = [] }: Block,
  there: { has(file: string): boolean },
): boolean => [from, ...beside].every((file) => there.has(file)) && !unless.some((file) => there.has(file));

/** Stages the block's rows and reports what is wrong with them. A block whose file is not there does nothing. */
export const stageBlock = async (place: BlockPlace, staging: Staging): Promise<void> => {
  const { table, block, mapping, relations } = place;
  const relation = relations.get(block.from);
  if (relation === undefined || !isUsed(block, relations)) return;
  await checkLookups(place, staging);
  const used = new Set<string>();
  const find = (label: string): RelationColumn | null => relation.columns.get(label.toLowerCase()) ?? null;
  const use = (label: string) => {
    used.add(label.toLowerCase());
  };
  const where = conditionSql(block.when ?? {}, { column: find, used: use });
  const fold: Folding | null = block.fold === undefined ? null : folding(block.fold, relation, where);
  if (block.fold !== undefined && fold === null) return;
  const joined = joins(relations);
  const scope: Scope = {
    column: fold?.column ?? find,
    zone: zoneOf(mapping, block.from),
    lookUp: joined.lookUp,
    newest: (values) => sql`(select max(greatest(${join(values, ", ")})) from ${name(relation.view)} as m)`,
    fold: (expression) => fold?.fold(expression) ?? null,
    used: use,
    cells: [...relation.columns.values()],
  };
  const columns = [...table.columns.map((column) => column.name), "recorded_at"].map((column) => {
    const value = block.columns[column];
    return { column, compiled: value === undefined ? null : compile(value, kindOf(table, column), scope) };
  });
  const own = Object.entries(block.attributes).map(([attribute, value]) => ({
    name: attribute,
    compiled: compile(value, "text", scope),
  }));
  const told = [
    ...own.map((one) => ({ name: one.name, value: one.compiled.value })),
    ...(fold === null ? others(block, relation, used) : []),
  ];
  const labels = told.map((one) => one.name);
  const called = staging.attributes.call(table.name, relation.files.join(", "), labels);
  const attributes = attributesText(told.map((one, at) => ({ ...one, name: called[at] ?? one.name })));
  const rows = sourceRows(block, relation, fold, where);
  const from = sql`from ${rows} as m${joined.text()}${fold === null && block.repeat === undefined ? sql` where ${where}` : empty}`;
  const cells = columns.map(({ compiled }) => cellSql(compiled));
  const keys = columns.filter(({ column }) => table.key.includes(column)).map(({ compiled }) => cellSql(compiled));
  await createStaged(staging.session, table);
  await insertRows(table, block, cells, attributes, from, staging);
  for (const { column, compiled } of [...columns, ...own.map((one) => ({ column: one.name, compiled: one.compiled }))])
    for (const check of compiled?.checks ?? []) await report(table, column, check, joinedKey(keys), from, staging);
  await reportCollisions(place, relation, where, staging);
};

const joinedKey = (keys: readonly Sql[]): Sql =>
  keys.length === 0 ? sql`null::varchar` : sql`concat_ws('/', ${join(keys, ", ")})`;

const sourceRows = (block: Block, relation: Relation, fold: Folding | null, where: Sql): Sql => {
  if (fold !== null) return fold.rows();
  const count = block.repeat === undefined ? undefined : relation.columns.get(block.repeat.toLowerCase());
  return count === undefined ? name(relation.view) : repeated(relation, count, where);
};

/** Null where the files have no such column or its cell is wrong, an empty text where the cell is empty. */
const cellSql = (compiled: Compiled | null): Sql => {
  if (compiled === null || !compiled.present) return sql`null::varchar`;
  const { value, wrong } = compiled;
  return wrong === null ? sql`coalesce(${value}, '')` : sql`coalesce(${value}, case when not ${wrong} then '' end)`;
};

const others = (block: Block, relation: Relation, used: ReadonlySet<string>) => {
  if (block.other_columns === "drop") return [];
  const out = new Set(block.leave_out.map((label) => label.toLowerCase()));
  return (
    [...relation.columns]
      .filter(([column]) => !used.has(column) && !out.has(column) && column !== block.repeat?.toLowerCase())
      // What the mapping calls so is that attribute.
      .filter(([, { label }]) => block.attributes[label] === undefined)
      .map(([, { label, text }]) => ({ name: label, value: name(`m.${text}`) }))
  );
};

const insertRows = async (
  table: Table,
  block: Block,
  cells: readonly Sql[],
  attributes: Sql,
  from: Sql,
  staging: Staging,
): Promise<void> => {
  const target = name(`staged.${table.name}`);
  const select = sql`select ${join(cells, ", ")}, ${attributes}, m.source_file, m.line ${from}`;
  if (block.once !== true) {
    await staging.session.run(sql`insert into ${target} ${select}`);
    return;
  }
  const names = [
    ...table.columns.map((column) => column.name),
    "recorded_at",
    "attributes",
    "source_file",
    "source_line",
  ];
  const keys = table.key.map(name);
  const same = and(table.key.map((key) => sql`old.${name(key)} is not distinct from new.${name(key)}`));
  await staging.session.run(sql`insert into ${target}
    select * from (${select}) as new(${join(names.map(name), ", ")})
    where ${and(keys.map((key) => sql`coalesce(new.${key}, '') <> ''`))}
      and not exists (select 1 from ${target} as old where ${same})
    qualify row_number() over (partition by ${join(keys, ", ")} order by source_file, source_line) = 1`);
};

const report = (table: Table, column: string, check: Check, id: Sql, from: Sql, staging: Staging): Promise<void> =>
  staging.session.run(sql`insert into staged.findings
    select distinct ${check.code}, ${table.name}, record_id, file, line, ${column}, value, ${check.reason}
    from (select ${id} as record_id, m.source_file as file, m.line as line, ${check.value} as value, ${check.when} as hit ${from})
    where hit`);

const reportCollisions = async (
  { table, block }: BlockPlace,
  relation: Relation,
  where: Sql,
  staging: Staging,
): Promise<void> => {
  const insert = (found: Sql, columns: readonly string[], reason: string) =>
    staging.session.run(sql`insert into staged.findings
      select 'colliding_id', ${table.name}, id, file, line, ${columns.join(", ")}, n, ${reason} from (${found})`);
  if (block.fold !== undefined) {
    const found = collisions(block.fold, relation, where);
    if (found !== null)
      await insert(
        found,
        block.fold.once,
        "More than one record has this id: what is set once was set again. Their histories cannot be told apart and are taken together.",
      );
  }
  if (block.repeat !== undefined) {
    const count = relation.columns.get(block.repeat.toLowerCase());
    if (count !== undefined)
      await staging.session.run(sql`insert into staged.findings
        select 'bad_value', ${table.name}, null, m.source_file, m.line, ${block.repeat}, ${name(`m.${count.text}`)},
          'This is no count of records, or too large a one: the row was left out.'
        from ${name(relation.view)} as m where (${where}) and not ${isCount(name(`m.${count.text}`))}`);
  }
  const unique = block.unique
    ?.map((label) => relation.columns.get(label.toLowerCase()))
    .filter((key) => key !== undefined);
  if (unique !== undefined && unique.length === block.unique?.length) {
    const id = idText(unique);
    await insert(
      sql`select ${id} as id, arg_max(m.source_file, m.line) as file, max(m.line) as line, count(*)::varchar as n
        from ${name(relation.view)} as m where ${where} group by ${id} having count(*) > 1`,
      block.unique,
      "Several rows have this id.",
    );
  }
};
