/** How long each record of a cell took: what survival curves are made of. */
import type { ResultColumns } from "../sql/index.ts";
import { keyOf, placeName } from "./sheet.ts";
import { type ByStatus, nothing } from "./sorted.ts";

/** How many ways to end there are, not to have ended among them. */
const statuses = nothing.length;

const none = new Float64Array();

const joined = (lists: readonly Float64Array[]): Float64Array => {
  const all = new Float64Array(lists.reduce((sum, list) => sum + list.length, 0));
  let start = 0;
  for (const list of lists) {
    all.set(list, start);
    start += list.length;
  }
  return all;
};

const timesIn = (value: unknown): Float64Array =>
  value instanceof Float64Array ? value : Array.isArray(value) ? Float64Array.from(value, Number) : none;

export interface TimesSheet {
  readonly at: (place: string) => ByStatus;
  readonly total: () => ByStatus;
}

/** A result of `timesStatement`. Records without a time are in none. */
export const timesOf = (result: ResultColumns, dimensions: number): TimesSheet => {
  const at = (name: string): ArrayLike<unknown> => result.columns[result.names.indexOf(name)] ?? [];
  const [times, status, units] = [at("times"), at("status"), at("unit")];
  const keys = Array.from({ length: dimensions }, (_, level) => at(`k${level}`));
  const cells = new Map<string, Float64Array[]>();
  const ended: Float64Array[][] = Array.from({ length: statuses }, () => []);
  for (let row = 0; row < result.rowCount; row += 1) {
    const [list, way] = [timesIn(times[row]), Number(status[row])];
    const place = placeName(
      Number(units[row] ?? 0),
      keys.map((key) => keyOf(key[row])),
    );
    const cell = cells.get(place) ?? [];
    cells.set(place, cell);
    cell[way] = list;
    ended[way]?.push(list);
  }
  const statusOf = (lists: readonly Float64Array[]): ByStatus => [lists[0] ?? none, lists[1] ?? none, lists[2] ?? none];
  return {
    at: (place) => statusOf(cells.get(place) ?? []),
    total: () => statusOf(ended.map(joined)),
  };
};
