/** The sums of one part of a figure: of what is kept by day as far as it goes, of records else, and no more of it than is wanted. */
import type { Part } from "../kinds/index.ts";
import type { Runner } from "../sql/index.ts";
import { bothStatement, cellsStatement, isAdditive, isAnswerable, isPartition, totalStatement } from "./select.ts";
import { isSplit, type Selection, unsplit } from "./selection.ts";
import { apart, joined, type Sheet, sheetOf, summed } from "./sheet.ts";

interface PartSums {
  readonly total: Sheet | null;
  readonly cells: Sheet | null;
}

/** Headlines alone are values with what they are made of, exclusions and flags: of cells and total, or of cells. */
export type Headlines = "headlines" | "headlines_of_cells";

/** What is made: everything, or nothing that stands beside the headlines of cells, or headlines alone. */
export type Extent = "shown" | "not_shown" | Headlines;

export const isHeadlines = (extent: Extent): boolean => extent === "headlines" || extent === "headlines_of_cells";

/** What of a part is wanted; `null`: nothing. */
const wantedOf = (part: Part, { resolved }: Selection, extent: Extent): Part | null => {
  const aside = isHeadlines(extent) ? (part.aside ?? []) : [];
  if (aside === "all") return null;
  const { beside } = part;
  const left = resolved.question.brief === true && beside !== undefined && beside !== true ? beside : [];
  const needed = Object.entries(part.aggregates).filter(([name]) => !aside.includes(name) && !left.includes(name));
  return needed.length === 0 ? null : { ...part, aggregates: Object.fromEntries(needed) };
};

/** Of one part, what is asked for. */
interface Wanted {
  readonly extent: Extent;
  /** Whether its exclusions are told. */
  readonly told: boolean;
}

/** The sums of one part from its records: what the total and the cells have in common is read once. */
const fromRecords = async (
  runner: Runner,
  part: Part,
  selection: Selection,
  { told, extent }: Wanted,
): Promise<PartSums> => {
  const dimensions = selection.resolved.by.length;
  const inTotal = extent !== "headlines_of_cells" && isAnswerable(part, selection, "total");
  const inCells = isSplit(selection) && isAnswerable(part, selection, "cells");
  if (inCells && isPartition(part, selection)) {
    if (!isAdditive(part, selection)) {
      const whole = unsplit(selection);
      if ((selection.rollups?.find(part, whole, told) ?? null) === null)
        return apart(await runner.columns(bothStatement(part, selection, told)), dimensions);
      // What is kept of the whole costs less than adding decimals up for it once more.
      const { total } = await readSums(runner, part, whole, { told, extent });
      return { total, cells: sheetOf(await runner.columns(cellsStatement(part, selection, told)), dimensions) };
    }
    const result = await runner.columns(cellsStatement(part, selection, told));
    return { total: summed(result), cells: sheetOf(result, dimensions) };
  }
  return {
    total: inTotal ? sheetOf(await runner.columns(totalStatement(part, selection, told)), 0) : null,
    cells: inCells ? sheetOf(await runner.columns(cellsStatement(part, selection, told)), dimensions) : null,
  };
};

/** The sums of a part over everybody, which those of people do not tell. */
const wholeOf = async (runner: Runner, part: Part, selection: Selection, wanted: Wanted): Promise<Sheet | null> =>
  wanted.extent === "headlines_of_cells" ? null : (await readSums(runner, part, unsplit(selection), wanted)).total;

/** The sums of one part, from those kept by day as far as they are. */
export const readSums = async (runner: Runner, part: Part, selection: Selection, wanted: Wanted): Promise<PartSums> => {
  const rolled = selection.rollups?.find(part, selection, wanted.told) ?? null;
  if (rolled === null) return fromRecords(runner, wantedOf(part, selection, wanted.extent) ?? part, selection, wanted);
  const result = await rolled.read(runner);
  const found: PartSums = isSplit(selection)
    ? apart(result, selection.resolved.by.length)
    : { total: sheetOf(result, 0), cells: null };
  const kept = rolled.hasTotal ? found : { ...found, total: await wholeOf(runner, part, selection, wanted) };
  const rest = rolled.rest === null ? null : wantedOf(rolled.rest, selection, wanted.extent);
  if (rest === null) return kept;
  const others = await fromRecords(runner, rest, selection, { ...wanted, told: false });
  const columns = new Set(Object.keys(rest.aggregates).map((key) => `a_${key}`));
  const both = (of: "total" | "cells"): Sheet | null => {
    const [one, other] = [kept[of], others[of]];
    return one === null || other === null ? one : joined(one, other, columns);
  };
  return { total: both("total"), cells: both("cells") };
};
