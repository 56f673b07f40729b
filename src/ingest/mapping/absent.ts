/** Columns that a mapping names and its files do not have: what they would tell stays empty. */
import { nearestWord } from "../../model/nearest.ts";
import { isUsed } from "./block.ts";
import type { Expression, Lookup } from "./expression-schema.ts";
import type { There } from "./lacking.ts";
import type { Mapping } from "./schema.ts";

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

/** Of blocks whose file is there; what is folded together has fields for columns, and is not looked at. */
export const absentColumns = ({ tables }: Mapping, files: readonly There[]): readonly Absent[] => {
  const forms = [...new Set(files.map(({ as }) => as))];
  const wanted = Object.values(tables)
    .flat()
    .filter((block) => block.fold === undefined && isUsed(block, new Set(forms)))
    .flatMap(({ from, when, columns, attributes }) => [
      ...alone(from, Object.keys(when ?? {})),
      ...[...Object.values(columns), ...Object.values(attributes)].flatMap((value) => wantedBy(from, value)),
    ]);
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
