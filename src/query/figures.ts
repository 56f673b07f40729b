/** A question about records, answered in figures: the total, and one for each cell that is there. */
import type { Along, Figure, Frame, Part, RecordMeasure, Sums } from "../kinds/index.ts";
import type { Runner } from "../sql/index.ts";
import { type Extent, isHeadlines, readSums } from "./part-sums.ts";
import { finerStatement, isAdditive, isAnswerable, isPartition, reasonColumn } from "./select.ts";
import { isSplit, type Selection } from "./selection.ts";
import { type Finer, type FinerSheet, finerIn, finerOf, type Place, placeAt, type Sheet, wholePlace } from "./sheet.ts";
import { type ByStatus, counted, nothing } from "./sorted.ts";
import { spreadOf } from "./spread.ts";
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

const rangeOf = (selection: Selection, unit: number): Frame["range"] => {
  const found = selection.buckets?.units[unit];
  if (found === undefined) return selection.frame.range;
  return { from: found.clippedStart, to: found.clippedEnd };
};

interface Sheets {
  readonly parts: Map<string, Sheet>;
  readonly times: Map<string, (place: string) => ByStatus>;
  readonly finer: Map<string, (place: string) => readonly Finer[]>;
}

const noSheets = (): Sheets => ({ parts: new Map(), times: new Map(), finer: new Map() });

/** Whether a part's exclusions are told. */
const tellsExclusions = (measure: RecordMeasure, id: string): boolean =>
  id === measure.main || measure.parts[id]?.tellsExclusions === true;

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

/** The id of the stage that a cell is about. */
const stageOf = ({ resolved, membersOf }: Selection, place: Place): string | null => {
  const index = resolved.by.findIndex((dimension) => dimension.id === "stage");
  const [dimension, key] = [resolved.by[index], place.keys[index]];
  return dimension === undefined || typeof key !== "number" ? null : (membersOf(dimension).byKey.get(key)?.id ?? null);
};

/** What was read of one cell. */
interface Measured {
  readonly sums: Sums;
  readonly excluded: Record<string, number>;
  readonly noHistory: number;
}

type Reader = ReturnType<Sheet["reader"]>;

/** Of a part that was not read nothing is known. */
const nowhere: Reader = () => null;

/** Reads one cell after another: what is the same for all is looked up once. */
const readerOf = (
  measure: RecordMeasure,
  selection: Selection,
  sheets: Sheets,
  isTotal: boolean,
): ((place: Place) => Measured) => {
  const main = sheets.parts.get(measure.main);
  const history = main?.isAny("no_history") === true ? main.reader("no_history") : null;
  const reasons = Object.entries(measure.parts).flatMap(([id, part]) => {
    const sheet = tellsExclusions(measure, id) ? sheets.parts.get(id) : undefined;
    return sheet === undefined
      ? []
      : part.population.reasons
          .filter((reason) => sheet.isAny(reasonColumn(reason)))
          .map((reason) => ({ reason, read: sheet.reader(reasonColumn(reason)) }));
  });
  const isByStage = selection.resolved.by.some((dimension) => dimension.id === "stage");
  const isBrief = selection.resolved.question.brief === true;
  const readers = new Map<string, Map<string, Reader>>();
  const readerFor = (part: string, column: string): Reader => {
    const known = readers.get(part) ?? new Map<string, Reader>();
    readers.set(part, known);
    const read = sheets.parts.get(part)?.reader(`a_${column}`) ?? nowhere;
    known.set(column, read);
    return read;
  };
  const has = (part: string, column: string): boolean =>
    sheets.finer.has(part) || sheets.parts.get(part)?.has(`a_${column}`) === true;
  const hasTimes = (id: string): boolean => sheets.times.has(id);
  return (place) => {
    const { name } = place;
    const maybe = (part: string, column: string): number | null => {
      const found = (readers.get(part)?.get(column) ?? readerFor(part, column))(name);
      // A cell without rows has nothing to sum; what can be counted is then 0.
      return found === undefined ? 0 : found;
    };
    const sums: Sums = {
      get: (part, column) => maybe(part, column) ?? 0,
      maybe,
      times: (id) => counted(sheets.times.get(id)?.(name) ?? nothing),
      hasTimes,
      has,
      spread: (id) => spreadOf(sheets.times.get(id)?.(name) ?? nothing),
      each: (id) => sheets.finer.get(id)?.(name) ?? [],
      frame: selection.frame,
      range: isTotal ? selection.frame.range : rangeOf(selection, place.unit),
      isTotal,
      isBrief,
      stage: isByStage ? stageOf(selection, place) : null,
    };
    const excluded: Record<string, number> = {};
    for (const { reason, read } of reasons) {
      const count = read(name) ?? 0;
      if (count > 0) excluded[reason] = (excluded[reason] ?? 0) + count;
    }
    return { sums, excluded, noHistory: history?.(name) ?? 0 };
  };
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
  const places = new Map<string, Place>();
  // What stands beside a cell makes none of its own.
  for (const [id, sheet] of both.cells.parts)
    if (measure.parts[id]?.beside !== true)
      for (const [name, place] of sheet.places) if (!places.has(name)) places.set(name, place);
  const total = readerOf(measure, selection, both.whole, true)(wholePlace);
  // Without any split the one cell is the whole.
  const at = readerOf(measure, selection, isSplit(selection) ? both.cells : both.whole, false);
  return { total, at, places: [...places.values()] };
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
