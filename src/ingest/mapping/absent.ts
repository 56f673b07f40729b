/** Columns that a mapping names and its files do not have: what they would tell stays empty. */
import { nearestWord } from "../../model/nearest.ts";
import { isUsed } from "./block.ts";
import type { Expression, Lookup } from "./expression-schema.ts";
import type { There } from "./lacking.ts";
import type { Block, Derived, Mapping } from "./schema.ts";

export interface Absent {
  readonly path: string;
  /** As the mapping calls them, with the column of the file that it may mean. */
  readonly columns: readonly { readonly name: string; readonly near: string | null }[];
}

/** What is looked for: any of them would do. */
interface Wanted {
  readonly from: string;
  readonly names: readonly string[];
}

/** Columns of a template; `{n}` and `{line}` are none. */
const inTemplate = (template: string): readonly string[] =>
  [...template.matchAll(/\{([^{}]+)\}/g)].flatMap(([, name = ""]) => (["n", "line"].includes(name) ? [] : [name]));

const alone = (from: string, names: readonly string[]): readonly Wanted[] =>
  names.map((name) => ({ from, names: [name] }));

const ofLookup = (from: string, { in: other, match, take }: Lookup): readonly Wanted[] => [
  ...alone(other, [...Object.keys(match), take]),
  ...Object.values(match).flatMap((value) => wantedBy(from, value)),
];

const wantedBy = (from: string, value: Expression): readonly Wanted[] => [
  ...alone(from, [
    ...(value.column === undefined ? [] : [value.column]),
    ...(value.time === undefined ? [] : [value.time]),
    ...(value.template === undefined ? [] : inTemplate(value.template)),
    ...Object.keys(value.when ?? {}),
  ]),
  ...(value.first_of === undefined
    ? []
    : [{ from, names: value.first_of.flatMap((one) => wantedBy(from, one)).flatMap(({ names }) => names) }]),
  ...(value.newest ?? []).flatMap((one) => wantedBy(from, one)),
  ...(value.lookup === undefined ? [] : ofLookup(from, value.lookup)),
  ...(value.otherwise === undefined ? [] : wantedBy(from, value.otherwise)),
];

const given = (...names: readonly (string | undefined)[]): readonly string[] =>
  names.filter((name) => name !== undefined);

/** What is folded together has fields for columns: of these only the file's own are looked at. */
const ofBlock = ({ from, when, fold, unique, repeat, columns, attributes }: Block): readonly Wanted[] => [
  ...alone(from, [...Object.keys(when ?? {}), ...(unique ?? []), ...given(repeat)]),
  ...(fold === undefined
    ? [...Object.values(columns), ...Object.values(attributes)].flatMap((value) => wantedBy(from, value))
    : alone(from, [...fold.by, fold.time, fold.field, fold.value])),
];

const ofDerived = ({ from, when, first_by, order, split, changes, open, each }: Derived): readonly Wanted[] =>
  alone(from, [
    ...Object.keys(when ?? {}),
    ...(first_by ?? []),
    ...(changes?.by ?? []),
    ...given(order, split?.column, changes?.of, changes?.time, changes?.tie, open?.column, each?.column),
  ]);

/** Columns with a declared format of their dates: those that are said of all files are looked for where all are there. */
const ofDates = ({ dates, files }: Mapping, there: readonly There[]): readonly Wanted[] => {
  const own = Object.entries(files).flatMap(([file, entry]) => alone(file, Object.keys(entry.dates)));
  const known = new Set(there.flatMap(({ columns }) => columns.map((column) => column.toLowerCase())));
  const isWhole = Object.keys(files).every((file) => there.some(({ as }) => as === file));
  const unknown = Object.keys(dates).filter((column) => isWhole && !known.has(column.toLowerCase()));
  return [...own, ...alone(there[0]?.as ?? "", unknown)];
};

/** Of blocks whose file is there, and of what is derived from one. */
export const absentColumns = (mapping: Mapping, files: readonly There[]): readonly Absent[] => {
  const forms = [...new Set(files.map(({ as }) => as))];
  const blocks = Object.values(mapping.tables).flat();
  const wanted = [
    ...blocks.filter((block) => isUsed(block, new Set(forms))).flatMap(ofBlock),
    ...Object.values(mapping.derived).flatMap(ofDerived),
    ...ofDates(mapping, files),
  ];
  return forms.flatMap((form) => {
    const told = files.filter(({ as }) => as === form);
    const there = told.flatMap(({ columns }) => columns);
    const known = new Set(there.map((column) => column.toLowerCase()));
    const missing = wanted
      .filter(({ from, names }) => from === form && names.length > 0)
      .filter(({ names }) => !names.some((name) => known.has(name.toLowerCase())))
      .flatMap(({ names }) => names);
    const columns = [...new Set(missing)].map((name) => ({ name, near: nearestWord(name, there) }));
    return columns.length === 0 ? [] : [{ path: told[0]?.path ?? form, columns }];
  });
};
