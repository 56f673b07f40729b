/** Which columns of which files are read as dates, for their order to be found before anything is read from them. */
import { tableNamed } from "../../model/tables.ts";
import type { Expression } from "./expression-schema.ts";
import { isDated, kindOf } from "./kind.ts";
import type { Mapping } from "./schema.ts";
import { matchesGlob } from "./spelling.ts";

interface Use {
  readonly file: string;
  /** In lower case. */
  readonly column: string;
}

const usesIn = (value: Expression, from: string, wanted: boolean): Use[] => {
  const dated = wanted || value.dated === true;
  const here = dated && value.date === undefined;
  const use = (file: string, column: string | undefined): Use[] =>
    here && column !== undefined ? [{ file, column: column.toLowerCase() }] : [];
  return [
    ...use(from, value.column),
    ...(value.lookup === undefined ? [] : use(value.lookup.in, value.lookup.take)),
    ...(value.first_of ?? []).flatMap((inner) => usesIn(inner, from, here)),
    ...(value.newest ?? []).flatMap((inner) => usesIn(inner, from, value.date === undefined)),
    ...Object.values(value.lookup?.match ?? {}).flatMap((inner) => usesIn(inner, from, false)),
    ...(value.otherwise === undefined ? [] : usesIn(value.otherwise, from, dated)),
  ];
};

const usesOf = (mapping: Mapping): Use[] => [
  ...Object.entries(mapping.tables).flatMap(([tableName, blocks]) => {
    const table = tableNamed(tableName);
    return table === undefined
      ? []
      : blocks.flatMap((block) => [
          ...Object.entries(block.columns).flatMap(([column, value]) =>
            usesIn(value, block.from, isDated(kindOf(table, column))),
          ),
          ...(block.fold === undefined ? [] : [{ file: block.from, column: block.fold.time.toLowerCase() }]),
        ]);
  }),
  ...Object.values(mapping.derived).flatMap(({ from, changes, order }) =>
    [changes?.time, order].flatMap((column) =>
      column === undefined ? [] : [{ file: from, column: column.toLowerCase() }],
    ),
  ),
];

/** What a column of derived rows is a column of: the same one of the file, or the one it was made from. */
const origin = ({ file, column }: Use, derived: Mapping["derived"]): Use => {
  const one = derived[file];
  if (one === undefined) return { file, column };
  const made =
    column === "previous"
      ? one.changes?.of
      : column === "value" && one.unpivot !== undefined
        ? one.unpivot.columns
        : null;
  return origin({ file: one.from, column: (made ?? column).toLowerCase() }, derived);
};

/** Of one file of the mapping: whether a column is read as a date. */
export const datedColumns = (mapping: Mapping, file: string): ((column: string) => boolean) => {
  const uses = usesOf(mapping)
    .map((use) => origin(use, mapping.derived))
    .filter((use) => use.file === file)
    .map((use) => use.column);
  const plain = new Set(uses.filter((column) => !column.includes("*")));
  const globs = uses.filter((column) => column.includes("*"));
  return (column) => plain.has(column.toLowerCase()) || globs.some((glob) => matchesGlob(glob, column));
};
