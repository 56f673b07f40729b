/** What stands where, answered: shares of leads, numbers and money of opportunities, by stage. */

import type { Dimension } from "../dimensions/index.ts";
import { type Frame, fact, type PartName, type StockMeasure } from "../kinds/index.ts";
import { dayNumber } from "../model/day.ts";
import type { Flag } from "../model/flags.ts";
import { localMidnight } from "../model/zone.ts";
import { and, instant, type Sql, sql } from "../sql/index.ts";
import type { Answer, Cell, Row } from "./answer.ts";
import {
  type Asking,
  type Compared,
  heldAgainst,
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
import type { DateRange, Filter } from "./question.ts";
import type { Resolved } from "./resolved.ts";
import { orderedPlaces } from "./rows.ts";
import { type Place, placeAt } from "./sheet.ts";
import { endOf, standingRows } from "./standing.ts";
import { type Placed, type Stock, stocksAt } from "./stock-figures.ts";
import { standingWithoutHistory } from "./without-history.ts";

const withBeside = (cell: Cell, beside: Beside | undefined): Cell =>
  beside === undefined
    ? cell
    : { ...cell, flags: [...cell.flags, ...beside.flags], more: { ...cell.more, ...beside.more } };

/** Where the total alone is compared, so are the rows of the last unit, at whose end it stands. */
export const answerStock = async (
  asking: Asking,
  resolved: Resolved,
  frame: Frame,
  measure: StockMeasure,
  comparing: Compared,
): Promise<Answer> => {
  if (measure.variant === "balance_sheet") return answerBalanceSheet(asking, resolved, frame);
  const { question } = resolved;
  const whole: Resolved =
    comparing === "rows" ? resolved : { ...resolved, question: { ...question, grain: undefined } };
  const selection = await selectionOf(asking, resolved, frame, question.range);
  const against =
    question.compare === undefined ? undefined : await selectionOf(asking, whole, frame, question.compare);
  const { now, before } = await stocksAt(asking, measure, selection, against);
  const { config } = frame;
  const stages = await standingStages(
    asking,
    frame,
    measure.of === "opportunity" ? [1] : measure.variant === "process" ? [0, 1] : [0],
  );
  const units = selection.buckets?.units ?? null;
  const standing = (dimension: Dimension) => (dimension.id === "stage" ? stages : null);
  const flagsOf = (range: DateRange): Flag[] => (isToDate(range, frame) ? ["to_date"] : []);
  const compared = (placed: Placed, other: Placed | null | undefined, flags: readonly Flag[]): Cell => {
    const own = cellOf(placed.figure, config, placed.excluded, [...placed.flags, ...flags]);
    if (other === null) return { ...own, ...withoutCounterpart };
    if (other === undefined || before === undefined) return own;
    const range = rangeBefore(before.selection, placed === now.total, other.place.unit);
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
  const heldTo = before === undefined ? undefined : heldAgainst(selection, before.selection);
  const counterpart = (place: Place): Placed | null | undefined => {
    if (before === undefined || heldTo === undefined) return undefined;
    if (comparing === "rows" || units === null) {
      const unit = heldTo(place.unit);
      return unit === null ? null : before.at(placeAt(unit, place.keys));
    }
    return place.unit === units.length - 1 ? before.at(placeAt(0, place.keys)) : undefined;
  };
  const rows = places.map((place): Row => {
    const unit = units?.[place.unit];
    const flags = unit === undefined ? allFlags : (unitFlags[place.unit] ?? []);
    const shown = compared(now.cells.get(place.name) ?? now.at(place), counterpart(place), flags);
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
      before === undefined || told.previous === undefined
        ? told
        : { ...told, previous: await withFlows(told.previous, before) },
    rows,
    notes: question.brief === true ? [] : await standingWithoutHistory(asking.runner, measure, selection),
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

/** Whether one stage is asked for, as its row is opened: whatever stage it is. */
const asksForOne = ({ dimension, operator, values }: Filter): boolean =>
  dimension === "stage" && (operator === "=" || operator === "in") && values.length === 1;

/** The records standing at the end of the range: of one stage those of its row, else those that the total counts. */
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
  const isSheet = measure.variant === "balance_sheet";
  const asked = filtered.some((filter) => (isSheet ? filter.dimension === "stage" : asksForOne(filter)));
  const isThere = isSheet ? orDeletedLater(frame, resolved.question.range) : stands;
  const isCounted = measure.of === "opportunity" && !asked ? sql`r.category in (0, 7)` : sql`true`;
  const counted = sql`where ${and([isThere, isCounted])}`;
  const rows = sql`select r.* from ${standingRows(measure, selection, endOf(resolved.question.range))} ${counted}`;
  const shown = sql`select coalesce(il.id, io.id) as id, coalesce(ol.name, oo.name, il.id, io.id) as label, q.object::integer as object, q.from_day as day, ${personName} as person, q.amount::double as amount, st.id as d_stage
    from q ${ofEither} ${ofPerson(frame)} left join stage_ids st on st.no = q.real_stage_no`;
  return { chosen: rows, shown, object: measure.of };
};
