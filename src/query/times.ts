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

/** Up to here a list is sorted as it is. */
const few = 2000;

/**
 * Times in order. Those of long lists are spread first by their leading bits, which the order of positive doubles follows:
 * two thirds of the time that sorting takes.
 */
const sorted = (list: Float64Array): Float64Array => {
  const size = list.length;
  if (size < few) return list.sort();
  const words = new Uint32Array(list.buffer, list.byteOffset, size * 2);
  const shift = 11;
  let [least, most, zeros] = [0xffffffff, 0, 0];
  for (let word = 1; word < words.length; word += 2) {
    const lead = (words[word] ?? 0) >>> shift;
    if (lead === 0) zeros += 1;
    else if (lead < least) least = lead;
    if (lead > most) most = lead;
  }
  const range = most - least + 1;
  // Negative times lead with the greatest bits; and a wide spread of few times is not worth its table.
  if (zeros === size || most >= 0x80000000 >>> shift || range > size * 4) return list.sort();
  const ends = new Int32Array(range + 2);
  for (let word = 1; word < words.length; word += 2) {
    const lead = (words[word] ?? 0) >>> shift;
    const slot = lead === 0 ? 0 : lead - least + 1;
    ends[slot] = (ends[slot] ?? 0) + 1;
  }
  let before = 0;
  for (let slot = 0; slot <= range; slot += 1) {
    const count = ends[slot] ?? 0;
    ends[slot] = before;
    before += count;
  }
  const spread = new Float64Array(size);
  for (let row = 0; row < size; row += 1) {
    const lead = (words[row * 2 + 1] ?? 0) >>> shift;
    const slot = lead === 0 ? 0 : lead - least + 1;
    const place = ends[slot] ?? 0;
    spread[place] = list[row] ?? 0;
    ends[slot] = place + 1;
  }
  let start = 0;
  for (let slot = 0; slot <= range; slot += 1) {
    const end = ends[slot] ?? 0;
    if (end - start > 32) spread.subarray(start, end).sort();
    else if (end - start > 1) insertionSort(spread, start, end);
    start = end;
  }
  return spread;
};

const insertionSort = (list: Float64Array, start: number, end: number): void => {
  for (let row = start + 1; row < end; row += 1) {
    const value = list[row] ?? 0;
    let place = row;
    while (place > start && (list[place - 1] ?? 0) > value) {
      list[place] = list[place - 1] ?? 0;
      place -= 1;
    }
    list[place] = value;
  }
};

/** Sorted, then equal times together: how many ended in each way, and how many were not finished. */
const counted = (lists: ByStatus): Times => {
  const [open, first, second] = [sorted(lists[0]), sorted(lists[1]), sorted(lists[2])];
  const size = open.length + first.length + second.length;
  const [time, ended, endedOtherwise, censored] = [
    new Float64Array(size),
    new Float64Array(size),
    new Float64Array(size),
    new Float64Array(size),
  ];
  let [a, b, c, row] = [0, 0, 0, 0];
  // Reading beyond an array is slow: what comes next of each list is kept beside.
  let nextA = open.length > 0 ? (open[0] ?? 0) : Infinity;
  let nextB = first.length > 0 ? (first[0] ?? 0) : Infinity;
  let nextC = second.length > 0 ? (second[0] ?? 0) : Infinity;
  for (; nextA < Infinity || nextB < Infinity || nextC < Infinity; row += 1) {
    const now = nextA < nextB ? (nextA < nextC ? nextA : nextC) : nextB < nextC ? nextB : nextC;
    const [startA, startB, startC] = [a, b, c];
    while (nextA === now) {
      a += 1;
      nextA = a < open.length ? (open[a] ?? 0) : Infinity;
    }
    while (nextB === now) {
      b += 1;
      nextB = b < first.length ? (first[b] ?? 0) : Infinity;
    }
    while (nextC === now) {
      c += 1;
      nextC = c < second.length ? (second[c] ?? 0) : Infinity;
    }
    time[row] = now;
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
