/** What stands where, answered: shares of leads, numbers and money of opportunities, by stage. */
import type { Dimension } from "../dimensions/index.ts";
import { type Figure, type Frame, fact, type PartName, type StockMeasure } from "../kinds/index.ts";
import { countOf, proportion, quotient } from "../kinds/shapes.ts";
import { dayNumber } from "../model/day.ts";
import { localMidnight } from "../model/zone.ts";
import { and, instant, type Sql, sql } from "../sql/index.ts";
import type { Answer, Cell, Row } from "./answer.ts";
import {
  type Asking,
  isBeyond,
  isToDate,
  namesOf,
  rangeBefore,
  rowOf,
  selectionOf,
  shellOf,
  standingStages,
} from "./answers.ts";
import { answerBalanceSheet } from "./balance-sheet.ts";
import { type Beside, besideStages, hasBeside, objectsOf } from "./bottlenecks.ts";
import { cellOf } from "./cells.ts";
import { changeOf, withoutCounterpart } from "./changes.ts";
import { flowsOf } from "./closings.ts";
import { type Listing, ofEither, ofPerson, personName } from "./listing.ts";
import { type PassagePart, passageParts, passageRecords } from "./passage-records.ts";
import type { DateRange } from "./question.ts";
import type { Resolved } from "./resolved.ts";
import { orderedPlaces } from "./rows.ts";
import { reasonColumn } from "./select.ts";
import type { Selection } from "./selection.ts";
import { type Place, placeName, type Sheet, sheetOf, summed, wholePlace } from "./sheet.ts";
import { endOf, endsOf, standingRows, stockReasons, stockStatement } from "./standing.ts";

interface Placed {
  readonly place: Place;
  readonly figure: Figure;
  readonly flags: readonly string[];
  readonly excluded: Record<string, number>;
}

interface Stock {
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
  const [n, priced, money, age] = isTotal
    ? [at("counted"), at("counted_priced"), at("counted_money"), at("counted_age")]
    : [at("n"), at("priced"), at("money"), at("age")];
  const worth = { money: priced === 0 && n > 0 ? null : money, priced, counted: n };
  const count = countOf(n, 1, isTotal ? { ...worth, hold: at("hold"), undeclared: at("undeclared") } : worth);
  if (measure.variant === "weighted") return weighted(count, n, maybe("weighted"));
  if (measure.variant === "age")
    return {
      ...count,
      value: quotient(age, n),
      num: age,
      den: n,
      flags: n === 0 ? ["no_denominator"] : [],
      evidence: { kind: "none" },
    };
  return count;
};

/** Where something stands, and none of it is priced or has a chance that was ever observed, it is unknown what it is worth. */
const weighted = (count: Figure, n: number, money: number | null): Figure => {
  const value = n > 0 ? money : 0;
  return {
    ...count,
    value,
    num: value,
    interval: null,
    flags: value === null ? ["not_measurable"] : [],
    evidence: { kind: "none" },
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

const stockAt = async (
  asking: Asking,
  resolved: Resolved,
  frame: Frame,
  measure: StockMeasure,
  range: DateRange,
): Promise<Stock> => {
  const selection = await selectionOf(asking, resolved, frame, range);
  const result = await asking.runner.columns(stockStatement(measure, selection, endsOf(selection), true));
  const sheet = sheetOf(result, resolved.by.length);
  // The last end is the end of the range: what stands there is the total, unless records stand in several rows.
  const whole0 = resolved.by.some((dimension) => dimension.overlaps === true)
    ? sheetOf(await asking.runner.columns(stockStatement(measure, selection, endOf(range), false)), 0)
    : summed(result, endsOf(selection).length - 1);
  const of = measure.of === "lead" ? acrossStages(sheet) : () => 0;
  const [column, excluded] = [columnsOf(sheet), excludedOf(sheet)];
  const flagsAt = (stale: number | null): readonly string[] =>
    measure.of === "opportunity" && (stale ?? 0) > 0 ? ["stale_rate"] : [];
  const at = (place: Place): Placed => ({
    place,
    figure: figureOf(measure, (key) => column(place.name, key), of(place), false),
    flags: flagsAt(column(place.name, "stale")),
    excluded: excluded(place.name),
  });
  const wholeColumn = (key: string): number | null => whole0.at(wholePlace.name, key);
  const all = wholeColumn("n") ?? 0;
  const total: Placed = {
    place: wholePlace,
    // The share of everything in everything: 1, whatever the number.
    figure:
      measure.of === "lead"
        ? { ...proportion(all, all), interval: null, withhold: "never" }
        : figureOf(measure, wholeColumn, all, true),
    flags: flagsAt(wholeColumn("counted_stale")),
    excluded: excludedOf(whole0)(wholePlace.name),
  };
  return { selection, total, at, cells: new Map([...sheet.places].map(([name, place]) => [name, at(place)])) };
};

const withBeside = (cell: Cell, beside: Beside | undefined): Cell =>
  beside === undefined
    ? cell
    : { ...cell, flags: [...cell.flags, ...beside.flags], more: { ...cell.more, ...beside.more } };

export const answerStock = async (
  asking: Asking,
  resolved: Resolved,
  frame: Frame,
  measure: StockMeasure,
): Promise<Answer> => {
  if (measure.variant === "balance_sheet") return answerBalanceSheet(asking, resolved, frame);
  const { question } = resolved;
  const now = await stockAt(asking, resolved, frame, measure, question.range);
  const before =
    question.compare === undefined ? null : await stockAt(asking, resolved, frame, measure, question.compare);
  const { config } = frame;
  const { selection } = now;
  const stages = await standingStages(
    asking,
    frame,
    measure.of === "opportunity" ? [1] : measure.variant === "process" ? [0, 1] : [0],
  );
  const units = selection.buckets?.units ?? null;
  const standing = (dimension: Dimension) => (dimension.id === "stage" ? stages : null);
  const flagsOf = (range: DateRange): string[] => (isToDate(range, frame) ? ["to_date"] : []);
  const compared = (placed: Placed, other: Placed | undefined, flags: readonly string[]): Cell => {
    const own = cellOf(placed.figure, config, placed.excluded, [...placed.flags, ...flags]);
    if (other === undefined || before === null) return own;
    const { unit } = placed.place;
    if (isBeyond(unit, before.selection)) return { ...own, ...withoutCounterpart };
    const range = rangeBefore(before.selection, placed === now.total, unit);
    const previous = cellOf(other.figure, config, other.excluded, [...other.flags, ...flagsOf(range)]);
    return {
      ...own,
      previous,
      change: changeOf(
        { figure: other.figure, cell: previous },
        { figure: placed.figure, cell: own },
        config.sample.small,
      ),
    };
  };
  const places = orderedPlaces(
    [...now.cells.values()].map((one) => one.place),
    resolved.by,
    units?.length ?? null,
    selection.membersOf,
    standing,
  );
  const beside = hasBeside(measure, selection) ? await besideStages(asking, measure, selection) : () => undefined;
  const named = namesOf(resolved.by, selection);
  const allFlags = flagsOf(question.range);
  const unitFlags = units?.map((unit) => flagsOf({ from: unit.clippedStart, to: unit.clippedEnd })) ?? [];
  const rows = places.map((place): Row => {
    const unit = units?.[place.unit];
    const flags = unit === undefined ? allFlags : (unitFlags[place.unit] ?? []);
    const shown = compared(now.cells.get(place.name) ?? now.at(place), before?.at(place), flags);
    const period = unit === undefined ? null : unit.clippedStart;
    return rowOf(period, named(place.keys), withBeside(shown, beside(Number(place.keys[0]))));
  });
  const total = compared(now.total, before?.total, allFlags);
  const flowsIn = async (stock: Stock) => (measure.of === "opportunity" ? flowsOf(asking.runner, stock.selection) : {});
  const withFlows = async (cell: Cell, stock: Stock): Promise<Cell> => ({
    ...cell,
    more: { ...cell.more, ...(await flowsIn(stock)) },
  });
  const told = await withFlows(total, now);
  return {
    ...shellOf(asking, resolved, frame, question.compare),
    total:
      before === null || told.previous === undefined
        ? told
        : { ...told, previous: await withFlows(told.previous, before) },
    rows,
    notes: [],
  };
};

const stands = sql`r.excluded is null`;

/** In the balance sheet a record stands until its deletion. */
const orDeletedLater = (frame: Frame, { to }: DateRange): Sql =>
  sql`(${stands} or (r.excluded = 'deleted' and r.no in (select no from ${fact(frame, "opportunity_core")}
    where category <> 5 and deleted_at >= ${instant(localMidnight(dayNumber(to), frame.config.timezone))})))`;

/** Beside the stages of leads stands what passed them. */
export const partsBeside = (measure: StockMeasure): readonly PassagePart[] =>
  measure.of === "lead" ? passageParts : [];

/** The records standing at the end of the range; without a filter by stage those that the total counts. */
export const stockRecords = async (
  asking: Asking,
  resolved: Resolved,
  frame: Frame,
  measure: StockMeasure,
  part: PartName,
): Promise<Listing | null> => {
  const filtered =
    part === "den" && measure.of === "lead"
      ? resolved.where.filter((filter) => filter.dimension !== "stage")
      : resolved.where;
  if (part === "den" && measure.of === "opportunity" && measure.variant !== "age") return null;
  const selection = await selectionOf(
    asking,
    { ...resolved, by: [], where: filtered, question: { ...resolved.question, grain: undefined } },
    frame,
    resolved.question.range,
  );
  const passed = partsBeside(measure).find((one) => one === part);
  if (passed !== undefined) return passageRecords(selection, objectsOf(measure), passed);
  const asked = filtered.some((filter) => filter.dimension === "stage");
  const isThere = measure.variant === "balance_sheet" ? orDeletedLater(frame, resolved.question.range) : stands;
  const isCounted = measure.of === "opportunity" && !asked ? sql`r.category in (0, 7)` : sql`true`;
  const counted = sql`where ${and([isThere, isCounted])}`;
  const rows = sql`select r.* from ${standingRows(measure, selection, endOf(resolved.question.range))} ${counted}`;
  const shown = sql`select coalesce(il.id, io.id) as id, coalesce(ol.name, oo.name, il.id, io.id) as label, q.object::integer as object, q.from_day as day, ${personName} as person, q.amount::double as amount, st.id as d_stage
    from q ${ofEither} ${ofPerson} left join stage_ids st on st.no = q.real_stage_no`;
  return { chosen: rows, shown, object: measure.of };
};
