/** What was read of one cell: its sums, by part and name, and how many records were left out of it. */
import type { Clusters, Frame, RecordMeasure, Spread, Sums, Times } from "../kinds/index.ts";
import { reasonColumn } from "./select.ts";
import type { Selection } from "./selection.ts";
import type { Finer, Place, Sheet } from "./sheet.ts";
import { type ByStatus, counted, nothing } from "./sorted.ts";
import { spreadOf } from "./spread.ts";

export interface Measured {
  readonly sums: Sums;
  readonly excluded: Record<string, number>;
  readonly noHistory: number;
}

export interface Sheets {
  readonly parts: Map<string, Sheet>;
  readonly times: Map<string, (place: string) => ByStatus>;
  readonly finer: Map<string, (place: string) => readonly Finer[]>;
  clusters?: Sheet;
  /** Where clusters are drawn: a cell of which fewer than `enough` are known by that is judged by those of the whole. */
  drawn?: { readonly enough: number; readonly whole: Clusters };
}

export const noSheets = (): Sheets => ({ parts: new Map(), times: new Map(), finer: new Map() });

/** Whether a part's exclusions are told. */
export const tellsExclusions = (measure: RecordMeasure, id: string): boolean =>
  id === measure.main || measure.parts[id]?.tellsExclusions === true;

/** The id of the stage that a cell is about. */
const stageOf = ({ resolved, membersOf }: Selection, place: Place): string | null => {
  const index = resolved.by.findIndex((dimension) => dimension.id === "stage");
  const [dimension, key] = [resolved.by[index], place.keys[index]];
  return dimension === undefined || typeof key !== "number" ? null : (membersOf(dimension).byKey.get(key)?.id ?? null);
};

type Reader = ReturnType<Sheet["reader"]>;

/** Of a part that was not read nothing is known. */
const nowhere: Reader = () => null;

/** What all cells of one reading have in common. */
interface Reading {
  readonly selection: Selection;
  readonly sheets: Sheets;
  readonly isTotal: boolean;
  readonly isBrief: boolean;
  readonly isByStage: boolean;
  readonly reader: (part: string, column: string) => Reader;
}

/** Each column is looked up once. */
const readersOf = (sheets: Sheets): Reading["reader"] => {
  const readers = new Map<string, Map<string, Reader>>();
  const lookedUp = (part: string, column: string): Reader => {
    const known = readers.get(part) ?? new Map<string, Reader>();
    readers.set(part, known);
    const read = sheets.parts.get(part)?.reader(`a_${column}`) ?? nowhere;
    known.set(column, read);
    return read;
  };
  return (part, column) => readers.get(part)?.get(column) ?? lookedUp(part, column);
};

export const clustersIn = (sheet: Sheet, { name }: Place): Clusters => ({
  counted: sheet.at(name, "a_counted") ?? 0,
  squares: sheet.at(name, "a_squares") ?? 0,
  things: sheet.at(name, "a_things") ?? 0,
  hitSquares: sheet.at(name, "a_hit_squares") ?? 0,
  products: sheet.at(name, "a_products") ?? 0,
});

/** An answer may have thousands: of its own a cell has where it stands. */
class CellSums implements Sums {
  readonly #reading: Reading;
  readonly #place: Place;

  constructor(reading: Reading, place: Place) {
    this.#reading = reading;
    this.#place = place;
  }

  get(part: string, column: string): number {
    return this.maybe(part, column) ?? 0;
  }

  maybe(part: string, column: string): number | null {
    const found = this.#reading.reader(part, column)(this.#place.name);
    // A cell without rows has nothing to sum; what can be counted is then 0.
    return found === undefined ? 0 : found;
  }

  has(part: string, column: string): boolean {
    const { finer, parts } = this.#reading.sheets;
    return finer.has(part) || parts.get(part)?.has(`a_${column}`) === true;
  }

  each(part: string): readonly Finer[] {
    return this.#reading.sheets.finer.get(part)?.(this.#place.name) ?? [];
  }

  get clusters(): Clusters | null {
    const { clusters, drawn } = this.#reading.sheets;
    if (clusters === undefined) return null;
    const own = clustersIn(clusters, this.#place);
    return drawn !== undefined && own.counted < drawn.enough ? drawn.whole : own;
  }

  hasTimes(id: string): boolean {
    return this.#reading.sheets.times.has(id);
  }

  times(id: string): Times {
    return counted(this.#told(id));
  }

  spread(id: string): Spread {
    return spreadOf(this.#told(id));
  }

  get frame(): Frame {
    return this.#reading.selection.frame;
  }

  get range(): Frame["range"] {
    const { selection, isTotal } = this.#reading;
    const unit = isTotal ? undefined : selection.buckets?.units[this.#place.unit];
    return unit === undefined ? selection.frame.range : { from: unit.clippedStart, to: unit.clippedEnd };
  }

  get isTotal(): boolean {
    return this.#reading.isTotal;
  }

  get isBrief(): boolean {
    return this.#reading.isBrief;
  }

  get stage(): string | null {
    return this.#reading.isByStage ? stageOf(this.#reading.selection, this.#place) : null;
  }

  #told(id: string): ByStatus {
    return this.#reading.sheets.times.get(id)?.(this.#place.name) ?? nothing;
  }
}

/** Reads one cell after another. */
export const readerOf = (
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
  const reading: Reading = {
    selection,
    sheets,
    isTotal,
    isBrief: selection.resolved.question.brief === true,
    isByStage: selection.resolved.by.some((dimension) => dimension.id === "stage"),
    reader: readersOf(sheets),
  };
  const none: Measured["excluded"] = {};
  const excludedFrom = (name: string): Measured["excluded"] => {
    let excluded: Measured["excluded"] | null = null;
    for (const { reason, read } of reasons) {
      const count = read(name) ?? 0;
      if (count === 0) continue;
      excluded ??= {};
      excluded[reason] = (excluded[reason] ?? 0) + count;
    }
    return excluded ?? none;
  };
  return (place) => ({
    sums: new CellSums(reading, place),
    excluded: excludedFrom(place.name),
    noHistory: history?.(place.name) ?? 0,
  });
};
