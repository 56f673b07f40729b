/** What stands where at the ends of ranges, in figures: one for each stage and unit, and all together. */

import type { Figure, StockMeasure } from "../kinds/index.ts";
import { atOnce, countOf, mean, momentsOfTimes, proportion } from "../kinds/shapes.ts";
import type { Flag } from "../model/flags.ts";
import type { ResultColumns } from "../sql/index.ts";
import type { Asking } from "./answers.ts";
import { reasonColumn } from "./select.ts";
import type { Selection } from "./selection.ts";
import { type Place, placeName, type Sheet, sheetOf, summed, unitsOf, wholePlace } from "./sheet.ts";
import { type End, endOf, endsOf, mostEnds, stockReasons, stockStatement } from "./standing.ts";

export interface Placed {
  readonly place: Place;
  readonly figure: Figure;
  readonly flags: readonly Flag[];
  readonly excluded: Record<string, number>;
}

export interface Stock {
  readonly selection: Selection;
  readonly total: Placed;
  readonly cells: ReadonlyMap<string, Placed>;
  readonly at: (place: Place) => Placed;
}

/** The sum of a column over the stages of a place's unit and other keys. */
const acrossStages = (sheet: Sheet): ((place: Place) => number) => {
  const sums = new Map<string, number>();
  const rest = (place: Place) => placeName(place.unit, place.keys.slice(1));
  const n = sheet.reader("n");
  for (const [name, place] of sheet.places) {
    const others = rest(place);
    sums.set(others, (sums.get(others) ?? 0) + (n(name) ?? 0));
  }
  return (place) => sums.get(rest(place)) ?? 0;
};

const figureOf = (
  measure: StockMeasure,
  maybe: (column: string) => number | null,
  all: number,
  isTotal: boolean,
): Figure => {
  const at = (column: string): number => maybe(column) ?? 0;
  if (measure.of === "lead") return proportion(at("n"), all);
  const [n, priced, money] = isTotal
    ? [at("counted"), at("counted_priced"), at("counted_money")]
    : [at("n"), at("priced"), at("money")];
  const worth = { money: priced === 0 && n > 0 ? null : money, priced, counted: n };
  const count = countOf(n, atOnce, isTotal ? { ...worth, hold: at("hold"), undeclared: at("undeclared") } : worth);
  if (measure.variant === "weighted")
    return weighted(count, n, maybe("weighted"), { n: at("weighed"), squares: at("weighted_squares") });
  if (measure.variant === "age") {
    const of = (power: string): number => at(`${isTotal ? "counted_age" : "age"}${power}`);
    return mean(
      momentsOfTimes({ n, sum: of(""), sumSquares: of("_squares"), sumCubes: of("_cubes") }),
      of(""),
      count.more,
    );
  }
  return count;
};

/** Where something stands, and none of it is priced or has a chance that was ever observed, it is unknown what it is worth. */
const weighted = (
  count: Figure,
  n: number,
  money: number | null,
  spread: { readonly n: number; readonly squares: number },
): Figure => {
  const value = n > 0 ? money : 0;
  return {
    ...count,
    value,
    num: value,
    interval: null,
    flags: value === null ? ["not_measurable"] : [],
    evidence: { kind: "sum", sum: value ?? 0, ...spread, ...atOnce },
  };
};

/** By reason, of those that leave anything out. */
const excludedOf = (sheet: Sheet): ((place: string) => Record<string, number>) => {
  const readers = stockReasons
    .filter((reason) => sheet.isAny(reasonColumn(reason)))
    .map((reason) => ({ reason, read: sheet.reader(reasonColumn(reason)) }));
  return (place) => {
    const excluded: Record<string, number> = {};
    for (const { reason, read } of readers) {
      const count = read(place) ?? 0;
      if (count > 0) excluded[reason] = count;
    }
    return excluded;
  };
};

/** The columns of a cell by name, each looked up once for all cells. */
const columnsOf = (sheet: Sheet): ((place: string, column: string) => number | null) => {
  const readers = new Map<string, (place: string) => number | null | undefined>();
  return (place, column) => {
    const read = readers.get(column) ?? sheet.reader(column);
    readers.set(column, read);
    return read(place) ?? null;
  };
};

/** What one of the ranges comes to; `whole`: what stands at its end altogether. */
const stockOf = (measure: StockMeasure, selection: Selection, result: ResultColumns, whole: Sheet): Stock => {
  const sheet = sheetOf(result, selection.resolved.by.length);
  const of = measure.of === "lead" ? acrossStages(sheet) : () => 0;
  const [column, excluded] = [columnsOf(sheet), excludedOf(sheet)];
  const flagsAt = (stale: number | null): readonly Flag[] =>
    measure.of === "opportunity" && (stale ?? 0) > 0 ? ["stale_rate"] : [];
  const at = (place: Place): Placed => ({
    place,
    figure: figureOf(measure, (key) => column(place.name, key), of(place), false),
    flags: flagsAt(column(place.name, "stale")),
    excluded: excluded(place.name),
  });
  const wholeColumn = (key: string): number | null => whole.at(wholePlace.name, key);
  const all = wholeColumn("n") ?? 0;
  const total: Placed = {
    place: wholePlace,
    // The share of everything in everything: 1, whatever the number.
    figure:
      measure.of === "lead"
        ? { ...proportion(all, all), interval: null, withhold: "never" }
        : figureOf(measure, wholeColumn, all, true),
    flags: flagsAt(wholeColumn("counted_stale")),
    excluded: excludedOf(whole)(wholePlace.name),
  };
  return { selection, total, at, cells: new Map([...sheet.places].map(([name, place]) => [name, at(place)])) };
};

interface Stocks {
  readonly now: Stock;
  readonly before?: Stock;
}

/** What stands at the ends of the units of a range, and of the one that it is compared with: from one statement, while it can tell their ends apart. */
export const stocksAt = async (
  { runner }: Asking,
  measure: StockMeasure,
  now: Selection,
  before: Selection | undefined,
): Promise<Stocks> => {
  const read = (selection: Selection, ends: readonly End[]) =>
    runner.columns(stockStatement(measure, selection, ends, true));
  // The last end is the end of the range: what stands there is the total, unless records stand in several rows.
  const stockAt = async (selection: Selection, result: ResultColumns): Promise<Stock> =>
    stockOf(
      measure,
      selection,
      result,
      selection.resolved.by.some((dimension) => dimension.overlaps === true)
        ? sheetOf(await runner.columns(stockStatement(measure, selection, endOf(selection.frame.range), false)), 0)
        : summed(result, endsOf(selection).length - 1),
    );
  const own = endsOf(now);
  if (before === undefined) return { now: await stockAt(now, await read(now, own)) };
  const others = endsOf(before);
  if (own.length + others.length > mostEnds)
    return { now: await stockAt(now, await read(now, own)), before: await stockAt(before, await read(before, others)) };
  const both = await read(now, [...own, ...others.map(({ unit, to }) => ({ unit: unit + own.length, to }))]);
  return {
    now: await stockAt(now, unitsOf(both, 0, own.length)),
    before: await stockAt(before, unitsOf(both, own.length, others.length)),
  };
};
