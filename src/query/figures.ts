/** A question about records, answered in figures: the total, and one for each cell that is there. */
import { drawnShare } from "../facts/index.ts";
import type { Along, Figure, Part, RecordMeasure } from "../kinds/index.ts";
import type { Runner } from "../sql/index.ts";
import { clustersIn, type Measured, noSheets, readerOf, type Sheets, tellsExclusions } from "./measured.ts";
import { type Extent, isHeadlines, readSums } from "./part-sums.ts";
import { clustersStatement, finerStatement, isAdditive, isAnswerable, isPartition } from "./select.ts";
import { isSplit, type Selection } from "./selection.ts";
import { type FinerSheet, finerIn, finerOf, type Place, placeAt, type Sheet, sheetOf, wholePlace } from "./sheet.ts";
import { askedSteps } from "./steps.ts";
import { type ReadTimes, timesFrom } from "./timed.ts";
import { timesOf } from "./times.ts";

export interface PlacedFigure {
  readonly place: Place;
  readonly figure: Figure;
  readonly excluded: Record<string, number>;
  /** Records counted that have no history. */
  readonly noHistory: number;
}

export interface Figures {
  readonly total: PlacedFigure;
  /** The cells in which anything stands. */
  readonly places: readonly Place[];
  /** Of any cell; where nothing stands, of nothing. */
  readonly at: (place: Place) => PlacedFigure;
}

type Both = { readonly whole: Sheets; readonly cells: Sheets };

/** What another part's cells tell already, where they are split by the column that this one is also split by. */
const finerToldBy = ({ alsoBy, toldBy }: Part, { resolved }: Selection, cells: Sheets): FinerSheet | null => {
  const index = resolved.by.findIndex(({ id }) => `${id}_no` === alsoBy);
  const told = cells.parts.get(toldBy?.part ?? "");
  return index < 0 || toldBy === undefined || told === undefined ? null : finerIn(told, index, toldBy.aggregates);
};

const readPart = async (
  runner: Runner,
  measure: RecordMeasure,
  selection: Selection,
  id: string,
  part: Part,
  { whole, cells }: Both,
  extent: Extent,
): Promise<void> => {
  if (part.alsoBy !== undefined) {
    const read = async (scope: "cells" | "total") =>
      finerOf(
        await runner.columns(finerStatement(part, selection, scope)),
        scope === "total" ? 0 : selection.resolved.by.length,
      );
    const split =
      isSplit(selection) && isAnswerable(part, selection, "cells")
        ? (finerToldBy(part, selection, cells) ?? (await read("cells")))
        : null;
    if (split !== null) cells.finer.set(id, split.at);
    const isTold = split !== null && isPartition(part, selection) && isAdditive(part, selection);
    if (isTold) whole.finer.set(id, split.total);
    else if (isAnswerable(part, selection, "total")) whole.finer.set(id, (await read("total")).at);
    return;
  }
  const read = await readSums(runner, part, selection, { extent, told: tellsExclusions(measure, id) });
  if (read.total !== null) whole.parts.set(id, read.total);
  if (read.cells !== null) cells.parts.set(id, read.cells);
};

/** The times of records. Where answers are by stage there is no total of them. */
const readTimes = async (
  readAt: ReadTimes,
  measure: RecordMeasure,
  selection: Selection,
  { whole, cells }: Both,
  extent: Extent,
): Promise<void> => {
  const isBrief = selection.resolved.question.brief === true;
  if ((isHeadlines(extent) || isBrief) && measure.timesBeside === true) return;
  const inCells = isSplit(selection) && (extent !== "not_shown" || measure.timesBeside !== true);
  const inTotal = extent !== "headlines_of_cells" && measure.byStage === undefined;
  const dimensions = selection.resolved.by.length;
  // One after the other: the engine holds all the times of a statement at once.
  for (const [name, times] of Object.entries(measure.times ?? {})) {
    const part = measure.parts[times.part];
    if (part === undefined) continue;
    const read = (scope: "cells" | "total") => readAt(part, times, selection, scope);
    const split = inCells ? await read("cells") : null;
    const isWhole = split !== null && isPartition(part, selection);
    const all = !inTotal ? null : isWhole ? split : await read("total");
    if (split !== null) cells.times.set(name, timesOf(split, dimensions).at);
    if (all !== null) whole.times.set(name, timesOf(all, 0).total);
  }
};

/** So many drawn records of a range tell how large clusters are, to some hundredths; of a range that is split, in each cell that has some. */
const enough = { total: 10_000, cells: 50_000, cell: 100 };

/** How far the records come in clusters, where their change is judged. */
const readClusters = async (
  runner: Runner,
  { main, parts, clusteredBy }: RecordMeasure,
  selection: Selection,
  { whole, cells }: Both,
  extent: Extent,
): Promise<void> => {
  const part = parts[main];
  const { compare } = selection.resolved.question;
  if (part === undefined || clusteredBy === undefined || compare === undefined || isHeadlines(extent)) return;
  const records = whole.parts.get(main)?.at(wholePlace.name, "a_n") ?? 0;
  const isDrawnIn = (scope: "cells" | "total"): boolean => records >= drawnShare * enough[scope];
  const read = async (scope: "cells" | "total", dimensions: number) => {
    const isDrawn = isDrawnIn(scope);
    const among = isDrawn ? { ...selection, frame: { ...selection.frame, drawn: true as const } } : selection;
    const statement = clustersStatement(part, clusteredBy, among, scope, isDrawn ? drawnShare : 1);
    return sheetOf(await runner.columns(statement), dimensions);
  };
  whole.clusters = await read("total", 0);
  if (!isSplit(selection) || extent !== "shown") return;
  cells.clusters = await read("cells", selection.resolved.by.length);
  if (isDrawnIn("cells"))
    cells.drawn = { enough: drawnShare * enough.cell, whole: clustersIn(whole.clusters, wholePlace) };
};

/** What was read of everything. */
interface Read {
  readonly total: Measured;
  readonly at: (place: Place) => Measured;
  /** The cells in which anything stands. */
  readonly places: readonly Place[];
}

/** What stands beside the headline is left out of brief answers, and where the headline alone is wanted. */
const isAsked = (part: Part, { resolved }: Selection, extent: Extent): boolean =>
  isHeadlines(extent)
    ? part.aside !== "all"
    : (part.beside !== true && part.apart !== true) || resolved.question.brief !== true;

/** Each place once. */
const placesOf = (sheets: readonly Sheet[]): readonly Place[] => {
  const [first = null, ...others] = sheets;
  if (first === null) return [];
  if (others.length === 0) return [...first.places.values()];
  const places = new Map(first.places);
  for (const sheet of others) for (const [name, place] of sheet.places) if (!places.has(name)) places.set(name, place);
  return [...places.values()];
};

const readAll = async (
  runner: Runner,
  measure: RecordMeasure,
  selection: Selection,
  extent: Extent = "shown",
  times: ReadTimes = timesFrom(runner),
): Promise<Read> => {
  const both: Both = { whole: noSheets(), cells: noSheets() };
  const asked = Object.entries(measure.parts).filter(([, part]) => isAsked(part, selection, extent));
  const kept = asked.flatMap(([id, part]) =>
    part.alsoBy === undefined ? [{ part, told: tellsExclusions(measure, id) }] : [],
  );
  const rollups = await selection.rollups?.together(runner, selection, kept);
  for (const [id, part] of asked) await readPart(runner, measure, { ...selection, rollups }, id, part, both, extent);
  await readTimes(times, measure, selection, both, extent);
  await readClusters(runner, measure, selection, both, extent);
  // What stands beside a cell makes none of its own.
  const sheets = [...both.cells.parts].flatMap(([id, sheet]) => (measure.parts[id]?.beside === true ? [] : [sheet]));
  const total = readerOf(measure, selection, both.whole, true)(wholePlace);
  // Without any split the one cell is the whole.
  const at = readerOf(measure, selection, isSplit(selection) ? both.cells : both.whole, false);
  return { total, at, places: placesOf(sheets) };
};

const placed = (place: Place, { excluded, noHistory }: Measured, figure: Figure): PlacedFigure => ({
  place,
  figure,
  excluded,
  noHistory,
});

/** Every cell once for each step of the axis, which leads its keys; without other splits every unit has its steps. */
const figuresAlong = async (
  runner: Runner,
  measure: RecordMeasure,
  axis: Along,
  selection: Selection,
): Promise<Figures> => {
  const { resolved, buckets } = selection;
  const own = { ...selection, resolved: { ...resolved, by: resolved.by.slice(1) } };
  const { total, at, places } = await readAll(runner, measure, own);
  const known = new Map<string, { readonly measured: Measured; readonly figure: (step: number) => Figure }>();
  const cellOf = (place: Place) => {
    const found = known.get(place.name);
    if (found !== undefined) return found;
    const measured = at(place);
    const cell = { measured, figure: axis.figures(measured.sums) };
    known.set(place.name, cell);
    return cell;
  };
  const figureAt = (place: Place): PlacedFigure => {
    const cell = cellOf(placeAt(place.unit, place.keys.slice(1)));
    return placed(place, cell.measured, cell.figure(Number(place.keys[0])));
  };
  const units = Array.from({ length: buckets?.units.length ?? 1 }, (_, unit) => ({ unit, keys: [] }));
  const along = askedSteps(axis.steps(selection.frame), resolved.steps).flatMap((step) =>
    (own.resolved.by.length === 0 ? units : places).map(({ unit, keys }) => placeAt(unit, [step, ...keys])),
  );
  return { total: placed(wholePlace, total, measure.figure(total.sums)), places: along, at: figureAt };
};

export const figuresOf = async (
  runner: Runner,
  measure: RecordMeasure,
  selection: Selection,
  extent: Extent = "shown",
  times?: ReadTimes,
): Promise<Figures> => {
  if (measure.along !== undefined) return figuresAlong(runner, measure, measure.along, selection);
  const { total, at, places } = await readAll(runner, measure, selection, extent, times);
  const figureAt = (place: Place): PlacedFigure => {
    const measured = at(place);
    return placed(place, measured, measure.figure(measured.sums));
  };
  return { total: placed(wholePlace, total, measure.figure(total.sums)), places, at: figureAt };
};
