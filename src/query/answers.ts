/** Figures put in rows: one answer object, whatever the face. */

import type { Dimension } from "../dimensions/index.ts";
import type { Frame, RecordMeasure } from "../kinds/index.ts";
import { fact, partsOf } from "../kinds/index.ts";
import { dateOf, dayNumber } from "../model/day.ts";
import type { Flag } from "../model/flags.ts";
import { localDay, localMidnight } from "../model/zone.ts";
import { type Runner, sql } from "../sql/index.ts";
import type { Answer, Cell, Row } from "./answer.ts";
import { bucketsOf, counterpartsOf } from "./buckets.ts";
import { cellOf } from "./cells.ts";
import { areUnequal, changeOf, unequalNote, unknownChange, withoutCounterpart } from "./changes.ts";
import { figuresOf, type PlacedFigure } from "./figures.ts";
import type { MemberLookup, Members } from "./members.ts";
import type { Headlines } from "./part-sums.ts";
import type { DateRange } from "./question.ts";
import type { Resolved } from "./resolved.ts";
import { namer, orderedPlaces, refuseTooManyStanding } from "./rows.ts";
import type { ScopeLookup } from "./scopes.ts";
import type { Rollups, Selection } from "./selection.ts";
import { type Key, placeAt } from "./sheet.ts";
import { timesOfBoth } from "./timed.ts";
import { closedWithoutHistory, wayWithoutHistory } from "./without-history.ts";

export interface Asking {
  readonly runner: Runner;
  readonly members: MemberLookup;
  readonly scopes: ScopeLookup;
  readonly watermark: number;
  readonly rollups?: Rollups;
}

/** A selection with all that has to be looked up before statements can be written. Problem: `too_many_answer_rows`. */
export const selectionOf = async (
  asking: Asking,
  resolved: Resolved,
  frame: Frame,
  range: DateRange,
): Promise<Selection> => {
  const dimensions = [
    ...resolved.by,
    ...resolved.where.flatMap((filter) => (filter.of === "amount" ? [] : [filter.of])),
  ];
  const found = new Map<string, Members>();
  for (const dimension of dimensions)
    if (!found.has(dimension.id)) found.set(dimension.id, await asking.members(dimension, frame));
  const grain = resolved.question.grain;
  const membersOf = (dimension: Dimension): Members =>
    found.get(dimension.id) ?? { list: [], byKey: new Map(), byId: new Map() };
  const buckets = grain === undefined ? null : bucketsOf(range, grain, frame.config);
  refuseTooManyStanding(resolved.by, buckets?.units.length ?? null, membersOf);
  return {
    resolved,
    frame: { ...frame, range },
    buckets,
    asOfDay: dateOf(localDay(frame.asOf, frame.config.timezone)),
    rollups: asking.rollups,
    membersOf,
  };
};

/** By number, the unit that a unit is held against; of what is not cut into units, the same place. */
export const heldAgainst = (now: Selection, before: Selection): ((unit: number) => number | null) =>
  now.buckets === null || before.buckets === null
    ? (unit) => unit
    : counterpartsOf(now.buckets.units, before.buckets.units);

/** The range compared with, or its unit that a row is compared with. */
export const rangeBefore = ({ frame, buckets }: Selection, isTotal: boolean, unit: number): DateRange => {
  const found = isTotal ? undefined : buckets?.units[unit];
  return found === undefined ? frame.range : { from: found.clippedStart, to: found.clippedEnd };
};

/** Whether the range reaches beyond the as-of. */
export const isToDate = (range: DateRange, frame: Frame): boolean =>
  localMidnight(dayNumber(range.to), frame.config.timezone) > frame.asOf;

interface Standing {
  readonly no: number;
  readonly object: number;
}

/** The declared process by what looks members up, which the facts do not change under, and by schema. */
const declared = new WeakMap<MemberLookup, Map<string, Promise<readonly Standing[]>>>();

/** The stages that always stand in an answer by stage, in order. */
export const standingStages = async (
  { runner, members }: Asking,
  frame: Frame,
  kinds: readonly (0 | 1)[],
): Promise<readonly number[]> => {
  const look = async (): Promise<readonly Standing[]> =>
    (
      await runner.rows(
        sql`select stage_no, object from ${fact(frame, "process_stages")} where rung is not null order by position`,
      )
    ).map((row) => ({ no: Number(row.stage_no), object: Number(row.object) }));
  const known = declared.get(members) ?? new Map<string, Promise<readonly Standing[]>>();
  declared.set(members, known);
  const found = known.get(frame.schema) ?? look();
  known.set(frame.schema, found);
  found.catch(() => known.delete(frame.schema));
  return (await found).filter((row) => kinds.some((kind) => kind === row.object)).map((row) => row.no);
};

const definitionOf = (resolved: Resolved): Answer["definition"] => ({
  version: resolved.kpi.version,
  variant: resolved.variantId,
  name: resolved.variantId === "default" ? resolved.kpi.name : `${resolved.kpi.name}: ${resolved.variant.name}`,
  formula: resolved.variant.formula,
  unit: resolved.variant.unit ?? resolved.kpi.unit,
  better: resolved.kpi.better,
  type: resolved.variant.type ?? resolved.kpi.type,
  additivity: resolved.variant.additivity ?? resolved.kpi.additivity,
  parts: partsOf(resolved.kpi, resolved.variant),
});

const iso = (ms: number): string => new Date(ms).toISOString();

/** Everything of an answer that is known before any figure is. */
export const shellOf = (
  asking: Asking,
  resolved: Resolved,
  frame: Frame,
  compare?: DateRange,
): Omit<Answer, "total" | "rows" | "notes"> => ({
  kpi: resolved.kpi.id,
  definition: definitionOf(resolved),
  question: {
    from: resolved.question.range.from,
    to: resolved.question.range.to,
    timezone: frame.config.timezone,
    as_of: iso(frame.asOf),
    grain: resolved.question.grain ?? null,
    by: resolved.by.map((dimension) => dimension.id),
    where: (resolved.question.where ?? []).map(({ dimension, operator, values }) => ({ dimension, operator, values })),
    ...(compare === undefined ? {} : { compare: { from: compare.from, to: compare.to } }),
  },
  watermark: iso(asking.watermark),
});

/** A total that may not be added up is none, and was none before. */
const withoutTotal = (cell: Cell): Cell => ({
  ...cell,
  value: null,
  num: null,
  den: null,
  n: 0,
  interval: null,
  flags: ["not_additive", ...cell.flags.filter((flag) => flag === "to_date")],
  more: {},
  ...(cell.previous === undefined ? {} : { previous: withoutTotal(cell.previous), change: unknownChange }),
});

type Named = Pick<Row, "keys" | "labels">;

/** What the keys of places are called: of one dimension the rows of a member share it. */
export const namesOf = (
  by: readonly Dimension[],
  { membersOf }: Pick<Selection, "membersOf">,
): ((keys: readonly Key[]) => Named) => {
  const namings = by.map((dimension) => [dimension.id, namer(dimension, membersOf(dimension))] as const);
  const make = (keys: readonly Key[]): Named => {
    const named: Named = { keys: {}, labels: {} };
    for (const [index, [id, naming]] of namings.entries()) {
      const found = naming(keys[index] ?? null);
      named.keys[id] = found.id;
      named.labels[id] = found.label;
    }
    return named;
  };
  if (by.length !== 1) return make;
  const known = new Map<Key, Named>();
  return (keys) => {
    const key = keys[0] ?? null;
    const found = known.get(key) ?? make(keys);
    known.set(key, found);
    return found;
  };
};

/** Written out: spreading a cell costs as much as making it. */
export const rowOf = (period: string | null, { keys, labels }: Named, cell: Cell): Row => {
  const { value, num, den, n, interval, excluded, flags, more, previous, change } = cell;
  const row: Row = { period, keys, labels, value, num, den, n, interval, excluded, flags, more };
  if (previous !== undefined) row.previous = previous;
  if (change !== undefined) row.change = change;
  return row;
};

/** Whether rows are compared too, or the total alone; or headlines are wanted, and nothing is compared. */
export type Compared = "rows" | "total" | Headlines;

export const answerRecords = async (
  asking: Asking,
  resolved: Resolved,
  frame: Frame,
  measure: RecordMeasure,
  compared: Compared = "rows",
): Promise<Answer> => {
  const { question } = resolved;
  const extent = compared === "rows" ? "shown" : compared === "total" ? "not_shown" : compared;
  const whole: Resolved =
    compared === "rows" ? resolved : { ...resolved, question: { ...question, grain: undefined }, by: [] };
  const times =
    compared === "rows" && question.compare !== undefined
      ? timesOfBoth(asking.runner, [question.compare, question.range])
      : undefined;
  const ask = async (range: DateRange, resolved: Resolved) => {
    const selection = await selectionOf(asking, resolved, frame, range);
    return { selection, figures: await figuresOf(asking.runner, measure, selection, extent, times) };
  };
  const now = await ask(question.range, resolved);
  const before = question.compare === undefined ? null : await ask(question.compare, whole);
  const against = before === null ? (unit: number) => unit : heldAgainst(now.selection, before.selection);
  const { config } = frame;
  const stages = measure.byStage === undefined ? [] : await standingStages(asking, frame, [0, 1]);
  const flagsOf = (range: DateRange): Flag[] => (isToDate(range, frame) ? ["to_date"] : []);
  const cell = (placed: PlacedFigure, flags: Flag[]): Cell => cellOf(placed.figure, config, placed.excluded, flags);
  const unequal = new Set<number>();
  const held = (placed: PlacedFigure, then: typeof before, flags: Flag[]): Cell => {
    const own = cell(placed, flags);
    if (then === null) return own;
    const { selection, figures } = then;
    const isTotal = placed === now.figures.total;
    const { unit: number, keys } = placed.place;
    const unit = isTotal ? number : against(number);
    if (unit === null) return { ...own, ...withoutCounterpart };
    const other = isTotal ? figures.total : figures.at(unit === number ? placed.place : placeAt(unit, keys));
    const isUnequal = !isTotal && selection.buckets !== null && areUnequal(other.figure, placed.figure);
    if (isUnequal) unequal.add(number);
    const previous = cell(other, [
      ...flagsOf(rangeBefore(selection, isTotal, unit)),
      ...(isUnequal ? (["unequal_length"] as const) : []),
    ]);
    const change = changeOf(
      { figure: other.figure, cell: previous },
      { figure: placed.figure, cell: own },
      config.sample.small,
    );
    return { ...own, previous, change: isUnequal ? { ...change, verdict: "too_few" } : change };
  };
  const { selection, figures } = now;
  const units = selection.buckets?.units ?? null;
  const standing = (dimension: Dimension) =>
    measure.byStage !== undefined && dimension.id === "stage"
      ? stages
      : dimension.complete === true
        ? selection.membersOf(dimension).list.map((member) => member.key)
        : null;
  const places = orderedPlaces(figures.places, resolved.by, units?.length ?? null, selection.membersOf, standing);
  const allFlags = flagsOf(question.range);
  const unitFlags = units?.map((unit) => flagsOf({ from: unit.clippedStart, to: unit.clippedEnd })) ?? [];
  const named = namesOf(resolved.by, selection);
  const rows = places.map((place): Row => {
    const placed = figures.at(place);
    const unit = units?.[place.unit];
    const flags = unit === undefined ? allFlags : (unitFlags[place.unit] ?? []);
    const shown = held(placed, compared === "rows" ? before : null, flags);
    return rowOf(unit === undefined ? null : unit.clippedStart, named(place.keys), shown);
  });
  const total = held(figures.total, before, allFlags);
  const notes = [
    ...closedWithoutHistory(figures.total.noHistory),
    ...(unequal.size === 0 ? [] : [unequalNote(unequal.size)]),
    ...(question.brief === true ? [] : await wayWithoutHistory(asking.runner, measure, selection)),
  ];
  return {
    ...shellOf(asking, resolved, frame, question.compare),
    total: measure.byStage === undefined ? total : withoutTotal(total),
    rows,
    notes,
  };
};
