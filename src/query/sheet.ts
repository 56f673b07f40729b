/** The sums of all cells of one part, by unit and keys. */
import type { ResultColumns } from "../sql/index.ts";

export type Key = number | string | null;

/** One cell's coordinates, the unit's number and the keys of the dimensions; and the name that stands for both. */
export interface Place {
  readonly unit: number;
  readonly keys: readonly Key[];
  readonly name: string;
}

/** Numbers, words and nothing are told apart. */
export const placeName = (unit: number, keys: readonly Key[]): string => {
  let text = String(unit);
  for (const key of keys) text += key === null ? "|" : typeof key === "number" ? `|${key}` : `|"${key}"`;
  return text;
};

export const placeAt = (unit: number, keys: readonly Key[]): Place => ({ unit, keys, name: placeName(unit, keys) });

/** Where a total stands. */
export const wholePlace = placeAt(0, []);

export interface Sheet {
  readonly places: ReadonlyMap<string, Place>;
  readonly has: (column: string) => boolean;
  /** Its columns that hold anything but zeros. */
  readonly isAny: (column: string) => boolean;
  /** `null` where there is no such cell, or nothing in it. */
  readonly at: (place: string, column: string) => number | null;
  /** One column of many cells; `undefined` where there is no such cell. */
  readonly reader: (column: string) => (place: string) => number | null | undefined;
}

export const keyOf = (value: unknown): Key => (typeof value === "number" || typeof value === "string" ? value : null);
const numberOf = (value: unknown): number | null =>
  typeof value === "number" ? value : value === null || value === undefined ? null : Number(value);

interface InRow extends Place {
  readonly row: number;
}

/** A result with `unit`, `k0`... and sums, or those of its rows. Without a unit column there is one row, the total. */
export const sheetOf = (
  result: ResultColumns,
  dimensions: number,
  isAmong: (row: number) => boolean = () => true,
): Sheet => {
  const column = new Map(result.names.map((name, index) => [name, result.columns[index] ?? []]));
  const places = new Map<string, InRow>();
  const units = column.get("unit");
  const keyColumns = Array.from({ length: dimensions }, (_, index) => column.get(`k${index}`));
  for (let row = 0; row < result.rowCount; row += 1) {
    if (!isAmong(row)) continue;
    const unit = Number(units?.[row] ?? 0);
    const keys = units === undefined ? [] : keyColumns.map((key) => keyOf(key?.[row]));
    const name = placeName(unit, keys);
    places.set(name, { unit, keys, name, row });
  }
  // A cell is read column after column: its row is looked up once.
  let last = "";
  let row: number | undefined;
  const reader: Sheet["reader"] = (name) => {
    const values = column.get(name) ?? [];
    return (place) => {
      if (place !== last) {
        last = place;
        row = places.get(place)?.row;
      }
      return row === undefined ? undefined : numberOf(values[row]);
    };
  };
  return {
    places,
    reader,
    has: (name) => column.has(name),
    isAny: (name) => {
      const values = column.get(name) ?? [];
      for (const { row } of places.values()) if ((numberOf(values[row]) ?? 0) !== 0) return true;
      return false;
    },
    at: (place, name) => reader(name)(place) ?? null,
  };
};

/** What two sheets tell of the same cells: `more` has the columns that `sheet` has not. */
export const joined = (sheet: Sheet, more: Sheet, columns: ReadonlySet<string>): Sheet => ({
  places: sheet.places,
  has: (column) => sheet.has(column) || (columns.has(column) && more.has(column)),
  isAny: (column) => (columns.has(column) ? more : sheet).isAny(column),
  at: (place, column) => (columns.has(column) ? more : sheet).at(place, column),
  reader: (column) => {
    const read = (columns.has(column) ? more : sheet).reader(column);
    return (place) => (sheet.places.has(place) ? (read(place) ?? null) : undefined);
  },
});

/** The total of additive sums: those of all cells, or of all cells of one unit. */
export const summed = (result: ResultColumns, unit?: number): Sheet => {
  const units = result.columns[result.names.indexOf("unit")] ?? [];
  const sums = new Map<string, number | null>();
  for (const [index, name] of result.names.entries()) {
    const column = result.columns[index] ?? [];
    let sum: number | null = result.rowCount === 0 ? 0 : null;
    // What each addition loses is added at the end (Neumaier): the sum is the same in whichever order the rows come.
    let lost = 0;
    for (let row = 0; row < result.rowCount; row += 1) {
      const value = unit === undefined || Number(units[row]) === unit ? numberOf(column[row]) : null;
      if (value === null) continue;
      const before = sum ?? 0;
      sum = before + value;
      lost += Math.abs(before) >= Math.abs(value) ? before - sum + value : value - sum + before;
    }
    sums.set(name, sum === null ? null : sum + lost);
  }
  return {
    places: new Map([[wholePlace.name, wholePlace]]),
    has: (name) => sums.has(name),
    isAny: (name) => (sums.get(name) ?? 0) !== 0,
    at: (_, name) => sums.get(name) ?? null,
    reader: (name) => (place) => (place === wholePlace.name ? (sums.get(name) ?? null) : undefined),
  };
};

/** Those of its rows; copied only where it has others. */
export const rowsOf = (result: ResultColumns, isAmong: (row: number) => boolean): ResultColumns => {
  const rows: number[] = [];
  for (let row = 0; row < result.rowCount; row += 1) if (isAmong(row)) rows.push(row);
  if (rows.length === result.rowCount) return result;
  const columns = result.columns.map((column) => rows.map((row) => column[row]));
  return { names: result.names, columns, rowCount: rows.length };
};

/** So many units of a result from one on, which are then numbered from 0. */
export const unitsOf = (result: ResultColumns, begin: number, count: number): ResultColumns => {
  const at = result.names.indexOf("unit");
  const units = result.columns[at] ?? [];
  const own = rowsOf(result, (row) => Number(units[row]) >= begin && Number(units[row]) < begin + count);
  const columns = own.columns.map((column, index) =>
    index === at ? Array.from(column, (unit) => Number(unit) - begin) : column,
  );
  return { ...own, columns };
};

/** A result with `is_total`: its cells and its total apart. */
export const apart = (result: ResultColumns, dimensions: number): { readonly cells: Sheet; readonly total: Sheet } => {
  const flags = result.columns[result.names.indexOf("is_total")] ?? [];
  const isTotal = (row: number): boolean => Number(flags[row]) === 1;
  const { names, columns, rowCount } = rowsOf(result, isTotal);
  const isSum = names.map((name) => name !== "unit" && !/^k\d$/.test(name));
  const total = {
    names: names.filter((_, index) => isSum[index]),
    columns: columns.filter((_, index) => isSum[index]),
    rowCount,
  };
  return { cells: sheetOf(result, dimensions, (row) => !isTotal(row)), total: sheetOf(total, 0) };
};

/** One value of a finer split with its sums. */
export interface Finer {
  readonly key: Key;
  readonly get: (name: string) => number | null;
}

/** The entries of each cell; and of all cells together, where the sums of its entries are those of theirs. */
export interface FinerSheet {
  readonly at: (place: string) => readonly Finer[];
  readonly total: () => readonly Finer[];
}

/** What was told of cells, entry by entry. */
const finerSheet = (told: Iterable<readonly [place: string, entry: Finer]>): FinerSheet => {
  const [entries, byKey] = [new Map<string, Finer[]>(), new Map<Key, Finer[]>()];
  const under = <Of>(of: Of, in_: Map<Of, Finer[]>): Finer[] => {
    const found = in_.get(of) ?? [];
    in_.set(of, found);
    return found;
  };
  for (const [place, entry] of told) {
    under(place, entries).push(entry);
    under(entry.key, byKey).push(entry);
  }
  return {
    at: (place) => entries.get(place) ?? [],
    total: () =>
      [...byKey].map(([key, all]) => ({ key, get: (name) => all.reduce((sum, one) => sum + (one.get(name) ?? 0), 0) })),
  };
};

/** A result with a column `f` beside unit and keys. */
export const finerOf = (result: ResultColumns, dimensions: number): FinerSheet => {
  const column = new Map(result.names.map((name, index) => [name, result.columns[index] ?? []]));
  return finerSheet(
    Array.from({ length: result.rowCount }, (_, row) => {
      const keys = Array.from({ length: dimensions }, (_, index) => keyOf(column.get(`k${index}`)?.[row]));
      return [
        placeName(Number(column.get("unit")?.[row]), keys),
        { key: keyOf(column.get("f")?.[row]), get: (name) => numberOf(column.get(`a_${name}`)?.[row]) },
      ];
    }),
  );
};

/** The same of cells that are split by that column: each has one entry. `index`: of the key; `names`: what is called how in the cells. */
export const finerIn = (cells: Sheet, index: number, names: Readonly<Record<string, string>>): FinerSheet =>
  finerSheet(
    [...cells.places].map(([place, { keys }]) => [
      place,
      { key: keys[index] ?? null, get: (name) => cells.at(place, `a_${names[name]}`) },
    ]),
  );
