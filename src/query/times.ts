/** How long each record of a cell took: what survival curves are made of. */
import type { ResultColumns } from "../sql/index.ts";
import { type Key, placeName } from "./sheet.ts";
import { type ByStatus, byStatus, nothing } from "./sorted.ts";

const keyOf = (value: unknown): Key => (typeof value === "number" || typeof value === "string" ? value : null);

/** The value that all rows share, where they do. */
const onlyValue = (column: ArrayLike<unknown>, rows: number): unknown => {
  for (let row = 1; row < rows; row += 1) if (column[row] !== column[0]) return undefined;
  return column[0];
};

/** Whole numbers so near to each other that a list has a place for each; `null`: they are not. */
const placesOf = (column: ArrayLike<unknown>): { readonly least: number; readonly count: number } | null => {
  if (!(column instanceof Int32Array) || column.length === 0) return null;
  let [least, most] = [column[0] ?? 0, column[0] ?? 0];
  for (let row = 1; row < column.length; row += 1) {
    const value = column[row] ?? 0;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return most - least < 4096 ? { least, count: most - least + 1 } : null;
};

/** Rows of one cell each as small numbers: the cell's number of each row, and each cell's name. */
const cellsOf = (result: ResultColumns, dimensions: number): { readonly of: Int32Array; readonly names: string[] } => {
  const at = (name: string): ArrayLike<unknown> => result.columns[result.names.indexOf(name)] ?? [];
  const isByUnit = result.names.includes("unit");
  const levels = [
    ...(isByUnit ? [at("unit")] : []),
    ...Array.from({ length: dimensions }, (_, index) => at(`k${index}`)),
  ];
  const of = new Int32Array(result.rowCount);
  let keys: (readonly unknown[])[] = [[]];
  for (const level of levels) {
    const single = onlyValue(level, result.rowCount);
    if (single !== undefined) {
      keys = keys.map((before) => [...before, single]);
      continue;
    }
    const next: (readonly unknown[])[] = [];
    const places = placesOf(level);
    if (places !== null) {
      const { least, count } = places;
      const cells = new Int32Array(keys.length * count).fill(-1);
      for (let row = 0; row < result.rowCount; row += 1) {
        const before = of[row] ?? 0;
        const place = before * count + Number(level[row]) - least;
        if ((cells[place] ?? -1) < 0) cells[place] = next.push([...(keys[before] ?? []), level[row]]) - 1;
        of[row] = cells[place] ?? 0;
      }
      keys = next;
      continue;
    }
    const known: Map<unknown, number>[] = keys.map(() => new Map());
    for (let row = 0; row < result.rowCount; row += 1) {
      const before = of[row] ?? 0;
      const value = level[row];
      const found = known[before];
      let cell = found?.get(value);
      if (cell === undefined) {
        cell = next.length;
        next.push([...(keys[before] ?? []), value]);
        found?.set(value, cell);
      }
      of[row] = cell;
    }
    keys = next;
  }
  const named = (key: readonly unknown[]): string =>
    isByUnit ? placeName(Number(key[0]), key.slice(1).map(keyOf)) : placeName(0, key.map(keyOf));
  return { of, names: keys.map(named) };
};

export interface TimesSheet {
  readonly at: (place: string) => ByStatus;
  readonly total: () => ByStatus;
}

/** What is no number is not one. */
const numbers = (column: ArrayLike<unknown> | undefined): Float64Array =>
  column instanceof Float64Array
    ? column
    : Float64Array.from(column ?? [], (value) => (typeof value === "number" ? value : Number.NaN));

/** The times numbered `index` of a result of `timesStatement`. Records without a time are in none. */
export const timesOf = (result: ResultColumns, dimensions: number, index: number): TimesSheet => {
  const times = numbers(result.columns[result.names.indexOf(`t${index}`)]);
  const statuses = result.columns[result.names.indexOf(`s${index}`)] ?? [];
  const status = statuses instanceof Int8Array ? statuses : Int8Array.from(statuses, Number);
  let cells: ReadonlyMap<string, ByStatus> | null = null;
  const split = (): ReadonlyMap<string, ByStatus> => {
    const { of, names } = cellsOf(result, dimensions);
    const lists = byStatus(times, status, of, names.length);
    return new Map(names.map((name, cell) => [name, lists[cell] ?? nothing]));
  };
  return {
    at: (place) => {
      cells ??= split();
      return cells.get(place) ?? nothing;
    },
    total: () => byStatus(times, status)[0] ?? nothing,
  };
};
