/** A question about records, answered in figures: the total, and one for each cell that is there. */
import type { Figure, Frame, RecordMeasure, Sums } from "../kinds/index.ts";
import type { Runner } from "../sql/index.ts";
import {
  cellsStatement,
  finerStatement,
  isAnswerable,
  reasonColumn,
  type Selection,
  timesStatement,
  totalStatement,
} from "./select.ts";
import { type Finer, finerOf, type Place, placeName, type Sheet, sheetOf, timesOf } from "./sheet.ts";

export interface PlacedFigure {
  readonly place: Place;
  readonly figure: Figure;
  readonly excluded: Record<string, number>;
  /** Records counted that have no history. */
  readonly noHistory: number;
}

export interface Figures {
  readonly total: PlacedFigure;
  readonly cells: ReadonlyMap<string, PlacedFigure>;
  /** A cell in which nothing stands. */
  readonly empty: (place: Place) => PlacedFigure;
}

const rangeOf = (selection: Selection, unit: number): Frame["range"] => {
  const found = selection.buckets?.units[unit];
  if (found === undefined) return selection.frame.range;
  return { from: found.clippedStart, to: found.clippedEnd };
};

interface Sheets {
  readonly parts: ReadonlyMap<string, Sheet>;
  readonly times: ReadonlyMap<string, ReturnType<typeof timesOf>>;
  readonly finer: ReadonlyMap<string, (place: string) => readonly Finer[]>;
}

/** Whether a part's exclusions are told. */
const tellsExclusions = (measure: RecordMeasure, id: string): boolean =>
  id === measure.main || measure.parts[id]?.tellsExclusions === true;

const read = async (
  runner: Runner,
  measure: RecordMeasure,
  selection: Selection,
  scope: "cells" | "total",
): Promise<Sheets> => {
  const parts = new Map<string, Sheet>();
  const times = new Map<string, ReturnType<typeof timesOf>>();
  const finer = new Map<string, (place: string) => readonly Finer[]>();
  const dimensions = scope === "total" ? 0 : selection.resolved.by.length;
  const statement = scope === "total" ? totalStatement : cellsStatement;
  for (const [id, part] of Object.entries(measure.parts)) {
    if (!isAnswerable(part, selection, scope)) continue;
    if (part.alsoBy !== undefined) {
      finer.set(id, finerOf(await runner.columns(finerStatement(part, selection, scope)), dimensions));
      continue;
    }
    parts.set(id, sheetOf(await runner.columns(statement(part, selection, tellsExclusions(measure, id))), dimensions));
  }
  for (const [id, wanted] of Object.entries(measure.times ?? {})) {
    const part = measure.parts[wanted.part];
    if (part === undefined) continue;
    times.set(id, timesOf(await runner.columns(timesStatement(part, wanted, selection, scope)), dimensions));
  }
  return { parts, times, finer };
};

/** The id of the stage that a cell is about. */
const stageOf = ({ resolved, membersOf }: Selection, place: Place): string | null => {
  const index = resolved.by.findIndex((dimension) => dimension.id === "stage");
  const [dimension, key] = [resolved.by[index], place.keys[index]];
  return dimension === undefined || typeof key !== "number" ? null : (membersOf(dimension).byKey.get(key)?.id ?? null);
};

const figureAt = (
  measure: RecordMeasure,
  selection: Selection,
  sheets: Sheets,
  place: Place,
  isTotal: boolean,
): PlacedFigure => {
  const name = placeName(place.unit, place.keys);
  const maybe = (part: string, column: string): number | null => {
    const sheet = sheets.parts.get(part);
    if (sheet === undefined) return null;
    // A cell without rows has nothing to sum; what can be counted is then 0.
    return sheet.places.has(name) ? sheet.at(name, `a_${column}`) : 0;
  };
  const sums: Sums = {
    get: (part, column) => maybe(part, column) ?? 0,
    maybe,
    times: (id) =>
      sheets.times.get(id)?.(name) ?? {
        time: new Float64Array(),
        ended: new Float64Array(),
        endedOtherwise: new Float64Array(),
        censored: new Float64Array(),
      },
    each: (id) => sheets.finer.get(id)?.(name) ?? [],
    frame: selection.frame,
    range: isTotal ? selection.frame.range : rangeOf(selection, place.unit),
    isTotal,
    stage: stageOf(selection, place),
  };
  const main = sheets.parts.get(measure.main);
  const excluded: Record<string, number> = {};
  for (const [id, part] of Object.entries(measure.parts)) {
    if (id !== measure.main && part.tellsExclusions !== true) continue;
    for (const reason of part.population.reasons) {
      const count = sheets.parts.get(id)?.at(name, reasonColumn(reason)) ?? 0;
      if (count > 0) excluded[reason] = (excluded[reason] ?? 0) + count;
    }
  }
  return { place, figure: measure.figure(sums), excluded, noHistory: main?.at(name, "no_history") ?? 0 };
};

export const figuresOf = async (runner: Runner, measure: RecordMeasure, selection: Selection): Promise<Figures> => {
  const isSplit = selection.buckets !== null || selection.resolved.by.length > 0;
  const whole = await read(runner, measure, selection, "total");
  const total = figureAt(measure, selection, whole, { unit: 0, keys: [] }, true);
  const sheets: Sheets = isSplit
    ? await read(runner, measure, selection, "cells")
    : { parts: new Map(), times: new Map(), finer: new Map() };
  const cells = new Map<string, PlacedFigure>();
  for (const sheet of sheets.parts.values())
    for (const [name, place] of sheet.places)
      if (!cells.has(name)) cells.set(name, figureAt(measure, selection, sheets, place, false));
  return { total, cells, empty: (place) => figureAt(measure, selection, sheets, place, false) };
};
