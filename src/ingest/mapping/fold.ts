/** Several rows of changes as one record: the earliest and latest value of its fields, and when they were set. */
import { join, name, type Sql, sql } from "../../sql/index.ts";
import type { Expression } from "./expression-schema.ts";
import type { Relation, RelationColumn } from "./relation.ts";
import type { Fold } from "./schema.ts";

export interface Folding {
  /** The columns of `by`, as the folded rows have them. */
  readonly column: (label: string) => RelationColumn | null;
  /** A value of the record; null when the expression is no folded one. */
  readonly fold: (expression: Expression) => Sql | null;
  /** The folded rows: `k1, ...`, the values asked for so far, `source_file` and `line` of the record's first row. */
  readonly rows: () => Sql;
}

const among = (values: readonly string[]): Sql =>
  join(
    values.map((value) => sql`${value}`),
    ", ",
  );

/** `where`: which rows take part, on the alias `m`. Null when a file lacks one of the fold's columns. */
export const folding = (fold: Fold, relation: Relation, where: Sql): Folding | null => {
  const find = (label: string) => relation.columns.get(label.toLowerCase()) ?? null;
  const keys = fold.by.map(find);
  const [time, field, value] = [find(fold.time), find(fold.field), find(fold.value)];
  if (keys.some((key) => key === null) || time === null || field === null || value === null) return null;
  const aggregates: Sql[] = [];
  const keep = (aggregate: Sql): Sql => {
    aggregates.push(aggregate);
    return name(`m.x${aggregates.length}`);
  };
  const of = (fields: readonly string[]): Sql => sql`filter (where fold_field in (${among(fields)}))`;
  const notSuperseded = (aggregate: Sql, fields: readonly string[], later: readonly string[] | undefined): Sql =>
    later === undefined
      ? aggregate
      : sql`case when coalesce(max(fold_order) ${of(later)} > max(fold_order) ${of(fields)}, false) then null else ${aggregate} end`;
  const shown = (expression: Expression): Sql => {
    const entries = Object.entries(expression.as ?? {});
    if (entries.length === 0) return sql`fold_value`;
    return sql`case fold_field ${join(
      entries.map(([from, to]) => sql`when ${from} then ${to}`),
      " ",
    )} else fold_value end`;
  };
  return {
    column: (label) => {
      const index = fold.by.findIndex((by) => by.toLowerCase() === label.toLowerCase());
      return index < 0 ? null : { label, text: `k${index + 1}`, date: null, declared: false };
    },
    fold: (expression) => {
      const { first, last, first_time, last_time, unless_later: later } = expression;
      if (first !== undefined) return keep(sql`arg_min(${shown(expression)}, fold_order) ${of(first)}`);
      if (last !== undefined)
        return keep(notSuperseded(sql`arg_max(${shown(expression)}, fold_order) ${of(last)}`, last, later));
      if (first_time !== undefined) return keep(sql`min(fold_time) ${of(first_time)}`);
      if (last_time !== undefined) return keep(notSuperseded(sql`max(fold_time) ${of(last_time)}`, last_time, later));
      return null;
    },
    rows: () => {
      const by = keys.map((key, index) => sql`m.${name(key?.text ?? "")} as ${name(`k${index + 1}`)}`);
      const selected = [
        ...keys.map((_, index) => name(`k${index + 1}`)),
        sql`arg_min(source_file, fold_order) as source_file`,
        sql`arg_min(line, fold_order) as line`,
        ...aggregates.map((aggregate, index) => sql`${aggregate} as ${name(`x${index + 1}`)}`),
      ];
      const timeText = name(`m.${time.date ?? time.text}`);
      const groups = join(
        keys.map((_, index) => name(`k${index + 1}`)),
        ", ",
      );
      return sql`(select ${join(selected, ", ")} from (
        select ${join(by, ", ")}, m.source_file, m.line, ${timeText} as fold_time, ${name(`m.${field.text}`)} as fold_field,
          ${name(`m.${value.text}`)} as fold_value,
          {'time': ${timeText}, 'file': m.source_file, 'line': m.line} as fold_order
        from ${name(relation.view)} as m where ${where}) group by ${groups})`;
    },
  };
};

/** Records in which a field that is set once was set again: their id stands for more than one. */
export const collisions = (fold: Fold, relation: Relation, where: Sql): Sql | null => {
  const find = (label: string) => relation.columns.get(label.toLowerCase());
  const [field, ...keys] = [find(fold.field), ...fold.by.map(find)];
  if (field === undefined || fold.once.length === 0 || keys.some((key) => key === undefined)) return null;
  const id = idText(keys.flatMap((key) => (key === undefined ? [] : [key])));
  return sql`select ${id} as id, arg_max(m.source_file, m.line) as file, max(m.line) as line, count(*)::varchar as n
    from ${name(relation.view)} as m where (${where}) and ${name(`m.${field.text}`)} in (${among(fold.once)})
    group by ${id}, ${name(`m.${field.text}`)} having count(*) > 1`;
};

export const idText = (keys: readonly RelationColumn[]): Sql =>
  join(
    keys.map((key) => sql`coalesce(${name(`m.${key.text}`)}, '')`),
    " || '/' || ",
  );
