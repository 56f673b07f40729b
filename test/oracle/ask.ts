/** Answers any question about a world by loops over its records: the second, independent reading of the definitions. */

import type { WorkspaceConfig } from "../../src/model/process.ts";
import type { DateRange, Filter, Grain, Question } from "../../src/query/question.ts";
import { cutAt } from "../worlds/cut.ts";
import type { World } from "../worlds/world.ts";
import type { Cell, Row } from "./answered.ts";
import { kpiNamed } from "./catalogue.ts";
import { keysOf, matches, standingKeys, toCurrentOwner } from "./dimensions.ts";
import type { Context, Item, Kpi, Window } from "./frame.ts";
import { windowOf } from "./frame.ts";
import { goalAttainment } from "./kpis/goal-attainment.ts";
import { daysBetween, iso, readInstant } from "./time.ts";
import { unitStart, unitsOf } from "./units.ts";
import type { View } from "./view.ts";
import { dayAhead, viewAt } from "./view.ts";
import { watermarkOf } from "./watermark.ts";
import { workingDays } from "./working-time.ts";

export interface OracleAnswer {
  readonly watermark: string;
  readonly total: Cell;
  readonly rows: Row[];
}

/** The items of a period that pass the filters. */
const itemsOf = (view: View, kpi: Kpi, window: Window, variant: string, where: readonly Filter[]): Item[] => {
  return kpi
    .items(view, window, inner(variant))
    .map((item) => (variant === "current_owner" ? toCurrentOwner(view, item) : item))
    .filter((item) => where.every((filter) => matches(view, item, filter)));
};

/** Of the items of one cell those that count. */
const chosen = (kpi: Kpi, items: readonly Item[], variant: string): readonly Item[] =>
  kpi.choose?.(items, inner(variant)) ?? items;

/** `current_owner` is the default with the credit moved. */
const inner = (variant: string): string => (variant === "current_owner" ? "default" : variant);

type Keys = Record<string, string | null>;

/** Every combination of keys that an item counts under. */
const combinations = (view: View, item: Item, by: readonly string[]): Keys[] =>
  by.reduce<Keys[]>(
    (all, dimension) =>
      all.flatMap((keys) => keysOf(view, item, dimension).map((key) => ({ ...keys, [dimension]: key }))),
    [{}],
  );

const same = (a: Keys, b: Keys, by: readonly string[]): boolean => by.every((name) => a[name] === b[name]);

const groupsOf = (view: View, kpi: Kpi, items: readonly Item[], by: readonly string[]): Keys[] => {
  const only = by.length === 1 ? by[0] : undefined;
  const standing = only === undefined ? [] : only === "stage" ? (kpi.rows?.(view) ?? []) : standingKeys(view, only);
  const groups: Keys[] = only === undefined ? [] : standing.map((key) => ({ [only]: key }));
  for (const item of items) {
    if (item.aside === true || item.beside === true) continue;
    for (const keys of combinations(view, item, by)) {
      if (!groups.some((group) => same(group, keys, by))) groups.push(keys);
    }
  }
  return groups;
};

/** One row for each group, those that are found or, compared with, those that are wanted. */
const rowsOfPeriod = (
  view: View,
  kpi: Kpi,
  range: DateRange,
  question: Question,
  by: readonly string[],
  wanted?: readonly Keys[],
): Row[] => {
  const window = windowOf(view, range);
  const variant = question.variant ?? "default";
  const items = itemsOf(view, kpi, window, variant, question.where ?? []);
  const period = question.grain === undefined ? null : range.from;
  const has = (item: Item, keys: Keys, names: readonly string[]): boolean =>
    item.aside !== true && combinations(view, item, names).some((own) => same(own, keys, names));
  const ages = kpi.ages?.(view, windowOf(view, question.range), inner(variant)) ?? [];
  if (ages.length > 0) {
    const beside = by.filter((name) => name !== "age");
    if (wanted !== undefined)
      return wanted.map((keys) => {
        const own = items.filter((item) => has(item, keys, beside));
        const age = Number(keys.age);
        const context: Context = { view, window, variant: inner(variant), peers: own, isTotal: false, age };
        return { period, keys, labels: {}, ...kpi.cell(own, context) };
      });
    const groups =
      beside.length === 0
        ? [{}]
        : groupsOf(view, kpi, items, beside).filter((keys) => items.some((item) => has(item, keys, beside)));
    return ages.flatMap((age) =>
      groups.map((keys) => {
        const own = items.filter((item) => has(item, keys, beside));
        const context: Context = { view, window, variant: inner(variant), peers: own, isTotal: false, age };
        return { period, keys: { age: String(age), ...keys }, labels: {}, ...kpi.cell(own, context) };
      }),
    );
  }
  if (by.length === 0) return [{ period, keys: {}, labels: {}, ...totalOf(view, kpi, window, items, variant) }];
  const beside = by.filter((name) => name !== "stage");
  return (wanted ?? groupsOf(view, kpi, items, by)).map((keys) => {
    const own = chosen(
      kpi,
      items.filter((item) => has(item, keys, by)),
      variant,
    );
    const peers = chosen(
      kpi,
      items.filter((item) => has(item, keys, beside)),
      variant,
    );
    const context: Context = {
      view,
      window,
      variant: inner(variant),
      peers,
      isTotal: false,
      aside:
        by.length === 1 && question.grain === undefined && wanted === undefined
          ? items.filter((item) => item.aside === true)
          : undefined,
      stage: keys.stage ?? undefined,
    };
    return { period, keys, labels: {}, ...kpi.cell(own, context) };
  });
};

const totalOf = (view: View, kpi: Kpi, window: Window, items: readonly Item[], variant: string): Cell => {
  const own = chosen(kpi, items, variant);
  return kpi.cell(own, { view, window, variant: inner(variant), peers: own, isTotal: true });
};

const figure = (view: View, id: string, variant: string, range: DateRange, where: readonly Filter[]): Cell => {
  const kpi = kpiNamed(id);
  const window = windowOf(view, range);
  return totalOf(view, kpi, window, itemsOf(view, kpi, window, variant, where), variant);
};

interface Moment {
  readonly view: View;
  readonly watermark: string;
}

const moments = new WeakMap<World, Map<string, Moment>>();

const seenAt = (world: World, until: number | undefined): Moment => {
  if (until === undefined) {
    const latest = watermarkOf(world);
    return { view: viewAt(world, latest), watermark: iso(latest) };
  }
  return { view: viewAt(world, until), watermark: iso(watermarkOf(cutAt(world, until), until)) };
};

/** Read once, however many questions there are about it. */
const momentOf = (world: World, { asOf }: Question): Moment => {
  const known = moments.get(world) ?? new Map<string, Moment>();
  moments.set(world, known);
  const found = known.get(asOf ?? "") ?? seenAt(world, readInstant(asOf, world.config.timezone)?.t);
  known.set(asOf ?? "", found);
  return found;
};

/** With the cell compared with, and what changed; the verdict is left to the tests of the statistics. */
const compared = <Any extends Cell>(cell: Any, previous: Cell): Any => {
  const [was, is] = [previous.value, cell.value];
  const absolute = was === null || is === null ? null : is - was;
  const relative = absolute === null || was === null || was === 0 ? null : absolute / Math.abs(was);
  return {
    ...cell,
    previous,
    change: { absolute, relative, verdict: absolute === null ? "too_few" : "no_clear_change" },
  };
};

/** Of a unit that the period compared with does not have. */
const nothing: Cell = {
  ...{ value: null, num: null, den: null, n: 0, interval: null, excluded: {}, flags: ["no_counterpart"], more: {} },
};

/** How far each whole unit begins from the first day of its range: the first one on it or before. */
const places = (units: readonly DateRange[], grain: Grain, config: WorkspaceConfig): number[] =>
  units.map(({ from }) => daysBetween(units[0]?.from ?? from, unitStart(from, grain, config)));

/** Days of ranges that begin on one date of two years are held against the same date; all else against the unit at the same place. */
const counterpart = (
  units: readonly DateRange[],
  before: readonly DateRange[],
  index: number,
  grain: Question["grain"],
  config: WorkspaceConfig,
): DateRange | undefined => {
  if (grain !== undefined && grain !== "day") {
    const [here, there] = [places(units, grain, config), places(before, grain, config)];
    const apart = (one: number, other: number): number => Math.abs((here[one] ?? 1e9) - (there[other] ?? -1e9));
    if (apart(0, 1) < apart(0, 0)) return before[index + 1];
    if (apart(1, 0) < apart(0, 0)) return before[index - 1];
  }
  const [year, then] = [units[0]?.from.slice(0, 4), before[0]?.from.slice(0, 4)];
  const isYearly = units[0]?.from.slice(4) === before[0]?.from.slice(4) && year !== then;
  if (grain !== "day" || !isYearly || units.length < 2 || before.length < 2) return before[index];
  const date = units[index]?.from.slice(4);
  const years = Number(units[index]?.from.slice(0, 4)) - Number(year) + Number(then);
  return before.find(({ from }) => from === `${years}${date}`);
};

/** Whether two units are so unlike in length that what happened in them does not compare; what stands at their ends does. */
const isUnequal = (view: View, kpi: Kpi, { den }: Cell, units: readonly [DateRange, DateRange]): boolean => {
  if (den !== null || ["lead_stage_share", "pipeline_by_stage"].includes(kpi.id)) return false;
  const ahead = dayAhead(view);
  const lengths = units.map(({ from, to }) => {
    const till = to < ahead ? to : ahead;
    return { days: Math.max(0, daysBetween(from, till)), working: workingDays(from, till, view.config) };
  });
  const [shorter = 0, longer = 0] = lengths.map(({ days }) => days).sort((a, b) => a - b);
  return lengths[0]?.working !== lengths[1]?.working && shorter > 0 && shorter / longer < 0.9;
};

/** Intervals that need a bootstrap, and those of 13, are left `null`: they are not compared. */
export const askOracle = (world: World, question: Question): OracleAnswer => {
  const { view, watermark } = momentOf(world, question);
  if (question.kpi === "goal_attainment") return { watermark, ...goalAttainment(view, question, figure) };
  const kpi = kpiNamed(question.kpi);
  const asked = question.by ?? [];
  const by = kpi.leading === undefined || asked.includes(kpi.leading) ? asked : [kpi.leading, ...asked];
  const total = figure(view, kpi.id, question.variant ?? "default", question.range, question.where ?? []);
  const isAlong =
    (kpi.ages?.(view, windowOf(view, question.range), inner(question.variant ?? "default")) ?? []).length > 0;
  const split = by.length > 0 || isAlong || question.grain !== undefined;
  const units = question.grain === undefined ? [question.range] : unitsOf(question.range, question.grain, world.config);
  const rows = split ? units.map((unit) => rowsOfPeriod(view, kpi, unit, question, by)) : [];
  const { compare } = question;
  if (compare === undefined) return { watermark, total, rows: rows.flat() };
  const before = question.grain === undefined ? [compare] : unitsOf(compare, question.grain, world.config);
  const paired = rows.map((some, i) => {
    const unit = counterpart(units, before, i, question.grain, world.config);
    const own = units[i];
    const previous =
      unit === undefined
        ? []
        : rowsOfPeriod(
            view,
            kpi,
            unit,
            question,
            by,
            some.map((row) => row.keys),
          );
    return some.map((row, k) => {
      const then = previous[k] ?? nothing;
      const unequal =
        own !== undefined &&
        unit !== undefined &&
        question.grain !== undefined &&
        isUnequal(view, kpi, row, [own, unit]);
      return compared(row, unequal ? { ...then, flags: [...then.flags, "unequal_length"] } : then);
    });
  });
  const then = figure(view, kpi.id, question.variant ?? "default", compare, question.where ?? []);
  return { watermark, total: compared(total, then), rows: paired.flat() };
};

/** Ids of the records behind the total of a question; those of one row are asked for by filters. */
export const oracleRecords = (world: World, question: Question, part: "num" | "den"): string[] => {
  const { view } = momentOf(world, question);
  const kpi = kpiNamed(question.kpi);
  const variant = question.variant ?? "default";
  const items = chosen(kpi, itemsOf(view, kpi, windowOf(view, question.range), variant, question.where ?? []), variant);
  const isIn = part === "num" ? kpi.inNum : kpi.inDen;
  return items.filter((item) => isIn(item, inner(variant))).map((item) => item.id);
};
