/** Columns without which a file of a known export brings no new record: what its table needs is taken from them, and they are not there. */
import { tableNamed } from "../../model/tables.ts";
import type { Expression } from "./expression-schema.ts";
import type { Mapping } from "./schema.ts";

/** A file that is there, under the name that the mapping has for it. */
export interface There {
  readonly path: string;
  readonly as: string;
  readonly columns: readonly string[];
}

export interface Lacking {
  readonly path: string;
  /** Each as the export may call it: any of them would do. */
  readonly columns: readonly (readonly string[])[];
}

/** The columns that alone can give it; null where it may come from elsewhere. */
const originsOf = (expression: Expression): readonly string[] | null => {
  if (
    expression.constant !== undefined ||
    expression.lookup !== undefined ||
    expression.otherwise !== undefined ||
    expression.template !== undefined
  )
    return null;
  if (expression.first_of !== undefined) {
    const found = expression.first_of.map(originsOf);
    return found.some((one) => one === null) ? null : [...new Set(found.flatMap((one) => one ?? []))];
  }
  return expression.column === undefined ? null : [expression.column];
};

/** Blocks that only mention a record, derive its rows, or take some rows alone are not looked at. */
export const lackingColumns = ({ tables }: Mapping, files: readonly There[]): readonly Lacking[] =>
  files.flatMap(({ path, as, columns }) => {
    const there = new Set(columns.map((column) => column.toLowerCase()));
    const needed = Object.entries(tables).flatMap(([table, blocks]) =>
      blocks
        .filter(
          ({ from, once, by_name, known_only, fold, when }) =>
            from === as &&
            [once, by_name, known_only].every((flag) => flag !== true) &&
            fold === undefined &&
            when === undefined,
        )
        .flatMap((block) =>
          (tableNamed(table)?.columns ?? [])
            .filter(({ required }) => required === true)
            .flatMap(({ name }) => block.columns[name] ?? [])
            .map(originsOf),
        ),
    );
    const lacking = needed.filter(
      (origins): origins is readonly string[] =>
        origins !== null && !origins.some((one) => there.has(one.toLowerCase())),
    );
    return lacking.length === 0 ? [] : [{ path, columns: lacking }];
  });
