/** The sums of all cells of one part, by unit and keys. */
import type { Times } from "../kinds/index.ts";
import type { ResultColumns } from "../sql/index.ts";

export type Key = number | string | null;

/** One cell's coordinates: the unit's number and the keys of the dimensions. */
export interface Place {
  readonly unit: number;
  readonly keys: readonly Key[];
}

export const placeName = (unit: number, keys: readonly Key[]): string => JSON.stringify([unit, ...keys]);

export interface Sheet {
  readonly places: ReadonlyMap<string, Place>;
  /** `null` where there is no such cell, or nothing in it. */
  readonly at: (place: string, column: string) => number | null;
}

const keyOf = (value: unknown): Key => (typeof value === "number" || typeof value === "string" ? value : null);
const numberOf = (value: unknown): number | null =>
  typeof value === "number" ? value : value === null || value === undefined ? null : Number(value);

/** A result with `unit`, `k0`... and sums. Without a unit column there is one row, the total. */
export const sheetOf = (result: ResultColumns, dimensions: number): Sheet => {
  const column = new Map(result.names.map((name, index) => [name, result.columns[index] ?? []]));
  const places = new Map<string, Place>();
  const rows = new Map<string, number>();
  const unit = column.get("unit");
  const keys = Array.from({ length: dimensions }, (_, index) => column.get(`k${index}`));
  for (let row = 0; row < result.rowCount; row += 1) {
    const place = {
      unit: unit === undefined ? 0 : Number(unit[row]),
      keys: unit === undefined ? [] : keys.map((key) => keyOf(key?.[row])),
    };
    const name = placeName(place.unit, place.keys);
    places.set(name, place);
    rows.set(name, row);
  }
  return {
    places,
    at: (place, name) => {
      const row = rows.get(place);
      return row === undefined ? null : numberOf(column.get(name)?.[row]);
    },
  };
};

/** One value of a finer split with its sums. */
export interface Finer {
  readonly key: Key;
  readonly get: (name: string) => number | null;
}

/** A result with a column `f` beside unit and keys: the entries of each cell. */
export const finerOf = (result: ResultColumns, dimensions: number): ((place: string) => readonly Finer[]) => {
  const column = new Map(result.names.map((name, index) => [name, result.columns[index] ?? []]));
  const entries = new Map<string, Finer[]>();
  for (let row = 0; row < result.rowCount; row += 1) {
    const keys = Array.from({ length: dimensions }, (_, index) => keyOf(column.get(`k${index}`)?.[row]));
    const place = placeName(Number(column.get("unit")?.[row]), keys);
    const found = entries.get(place) ?? [];
    found.push({ key: keyOf(column.get("f")?.[row]), get: (name) => numberOf(column.get(`a_${name}`)?.[row]) });
    entries.set(place, found);
  }
  return (place) => entries.get(place) ?? [];
};

const noTimes: Times = {
  time: new Float64Array(),
  ended: new Float64Array(),
  endedOtherwise: new Float64Array(),
  censored: new Float64Array(),
};

/** A result of times, cut into one block per cell: rows of a cell stand together. */
export const timesOf = (result: ResultColumns, dimensions: number): ((place: string) => Times) => {
  const index = (name: string) => result.columns[result.names.indexOf(name)] ?? [];
  const numbers = (name: string) => Float64Array.from(index(name), Number);
  const [unit, time, ended, otherwise, open] = [
    index("unit"),
    numbers("time"),
    numbers("ended"),
    numbers("otherwise"),
    numbers("open"),
  ];
  const keys = Array.from({ length: dimensions }, (_, position) => index(`k${position}`));
  const blocks = new Map<string, readonly [number, number]>();
  let start = 0;
  const same = (a: number, b: number): boolean => unit[a] === unit[b] && keys.every((key) => key[a] === key[b]);
  for (let row = 1; row <= result.rowCount; row += 1) {
    if (row < result.rowCount && same(row - 1, row)) continue;
    blocks.set(
      placeName(
        Number(unit[start]),
        keys.map((key) => keyOf(key[start])),
      ),
      [start, row],
    );
    start = row;
  }
  return (place) => {
    const block = blocks.get(place);
    if (block === undefined) return noTimes;
    const cut = (values: Float64Array) => values.subarray(block[0], block[1]);
    return { time: cut(time), ended: cut(ended), endedOtherwise: cut(otherwise), censored: cut(open) };
  };
};
