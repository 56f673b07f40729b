/** How long each record of a cell took, sorted once it is asked for: what survival curves are made of. */
import type { Times } from "../kinds/index.ts";
import type { ResultColumns } from "../sql/index.ts";
import { type Key, placeName } from "./sheet.ts";

export const noTimes: Times = {
  time: new Float64Array(),
  ended: new Float64Array(),
  endedOtherwise: new Float64Array(),
  censored: new Float64Array(),
};

/** Times of one cell by status: 0 not finished, 1 and 2 the ways to end. */
type ByStatus = readonly [Float64Array, Float64Array, Float64Array];

const keyOf = (value: unknown): Key => (typeof value === "number" || typeof value === "string" ? value : null);

/** Sorted, then equal times together: how many ended in each way, and how many were not finished. */
const counted = (lists: ByStatus): Times => {
  for (const list of lists) list.sort();
  const [open, first, second] = lists;
  const size = open.length + first.length + second.length;
  const [time, ended, endedOtherwise, censored] = [
    new Float64Array(size),
    new Float64Array(size),
    new Float64Array(size),
    new Float64Array(size),
  ];
  let a = 0;
  let b = 0;
  let c = 0;
  let row = 0;
  for (; a < open.length || b < first.length || c < second.length; row += 1) {
    const now = Math.min(open[a] ?? Infinity, first[b] ?? Infinity, second[c] ?? Infinity);
    time[row] = now;
    const [startA, startB, startC] = [a, b, c];
    while (open[a] === now) a += 1;
    while (first[b] === now) b += 1;
    while (second[c] === now) c += 1;
    censored[row] = a - startA;
    ended[row] = b - startB;
    endedOtherwise[row] = c - startC;
  }
  const cut = (values: Float64Array) => values.subarray(0, row);
  return { time: cut(time), ended: cut(ended), endedOtherwise: cut(endedOtherwise), censored: cut(censored) };
};

/** Rows of one cell each as small numbers: the cell's number of each row, and each cell's name. */
const cellsOf = (result: ResultColumns, dimensions: number): { readonly of: Int32Array; readonly names: string[] } => {
  const at = (name: string): ArrayLike<unknown> => result.columns[result.names.indexOf(name)] ?? [];
  const levels = [at("unit"), ...Array.from({ length: dimensions }, (_, index) => at(`k${index}`))];
  const of = new Int32Array(result.rowCount);
  let keys: (readonly unknown[])[] = [[]];
  for (const level of levels) {
    const known: Map<unknown, number>[] = keys.map(() => new Map());
    const next: (readonly unknown[])[] = [];
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
  return { of, names: keys.map(([unit, ...rest]) => placeName(Number(unit), rest.map(keyOf))) };
};

export interface TimesSheet {
  readonly at: (place: string) => Times;
  readonly total: () => Times;
}

const byStatus = (sizes: readonly number[]): ByStatus => [
  new Float64Array(sizes[0] ?? 0),
  new Float64Array(sizes[1] ?? 0),
  new Float64Array(sizes[2] ?? 0),
];

/** What is no number is not one. */
const numbers = (column: ArrayLike<unknown> | undefined): Float64Array =>
  column instanceof Float64Array
    ? column
    : Float64Array.from(column ?? [], (value) => (typeof value === "number" ? value : Number.NaN));

/** The times numbered `index` of a result of `timesStatement`. Records without a time are in none. */
export const timesOf = (result: ResultColumns, dimensions: number, index: number): TimesSheet => {
  const times = numbers(result.columns[result.names.indexOf(`t${index}`)]);
  const status = numbers(result.columns[result.names.indexOf(`s${index}`)]);
  const collect = (of: Int32Array, count: number): readonly ByStatus[] => {
    const sizes = new Int32Array(count * 3);
    const slot = (row: number): number => (of[row] ?? 0) * 3 + (status[row] ?? 0);
    for (let row = 0; row < times.length; row += 1)
      if (!Number.isNaN(times[row])) sizes[slot(row)] = (sizes[slot(row)] ?? 0) + 1;
    const cells = Array.from({ length: count }, (_, cell) => byStatus([...sizes.subarray(cell * 3, cell * 3 + 3)]));
    const lists = cells.flat();
    const filled = new Int32Array(count * 3);
    for (let row = 0; row < times.length; row += 1) {
      const time = times[row] ?? Number.NaN;
      if (Number.isNaN(time)) continue;
      const where = slot(row);
      const list = lists[where];
      const position = filled[where] ?? 0;
      if (list !== undefined) list[position] = time;
      filled[where] = position + 1;
    }
    return cells;
  };
  let cells: ReadonlyMap<string, ByStatus> | null = null;
  const split = (): ReadonlyMap<string, ByStatus> => {
    const { of, names } = cellsOf(result, dimensions);
    const lists = collect(of, names.length);
    return new Map(names.map((name, cell) => [name, lists[cell] ?? byStatus([])]));
  };
  return {
    at: (place) => {
      cells ??= split();
      const found = cells.get(place);
      return found === undefined ? noTimes : counted(found);
    },
    total: () => {
      const [all] = collect(new Int32Array(times.length), 1);
      return all === undefined ? noTimes : counted(all);
    },
  };
};
