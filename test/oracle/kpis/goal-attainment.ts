/** KPI 16: each goal in force, and how much of it has been reached. */

import type { DateRange, Filter, Question } from "../../../src/query/question.ts";
import type { Cells } from "../../worlds/world.ts";
import { rowsOf } from "../../worlds/world.ts";
import type { Cell, Row } from "../answered.ts";
import { priceOf } from "../money.ts";
import { addDays, midnight, readInstant } from "../time.ts";
import type { View } from "../view.ts";
import { dateIn } from "../view.ts";
import { workingDays } from "../working-time.ts";

/** The total cell of a KPI over a range, under filters. */
export type Figure = (view: View, kpi: string, variant: string, range: DateRange, where: readonly Filter[]) => Cell;

const lowerIsBetter = new Set(["sales_cycle_length", "cost_per_lead", "response_time", "stage_duration"]);
const additive = (kpi: string, variant: string): boolean =>
  (kpi === "activities" && variant === "default") || (kpi === "opportunities_created" && variant !== "qualified");
const inMoney = (kpi: string, variant: string): boolean =>
  kpi === "cost_per_lead" || (kpi === "opportunities_created" && variant === "value");

/** The version of each goal that is in force: the highest of those known, unless it says that the goal was withdrawn. */
const inForce = (view: View): Cells[] => {
  const best = new Map<string, Cells>();
  for (const row of rowsOf(view.world, "goals")) {
    const known = readInstant(row.recorded_at, view.zone)?.t ?? midnight(row.starts_on ?? "", view.zone);
    const before = best.get(row.goal_id ?? "");
    if (known > view.asOf) continue;
    if (before === undefined || Number(row.version || 0) > Number(before.version || 0))
      best.set(row.goal_id ?? "", row);
  }
  return [...best.values()].filter((row) => !((readInstant(row.deleted_at, view.zone)?.t ?? Infinity) <= view.asOf));
};

const scopeOf = (goal: Cells): Filter[] =>
  goal.scope === "company" ? [] : [{ dimension: goal.scope ?? "", operator: "=", values: [goal.scope_id ?? ""] }];

const chosen = (goal: Cells, where: readonly Filter[]): boolean =>
  where.every(({ dimension, operator, values }) => {
    const has = goal.scope === dimension && values.includes(goal.scope_id ?? "");
    return operator === "!=" || operator === "not-in" ? !has : has;
  });

/** Of the goal's dates those on which its person is here. */
const hereOf = (view: View, goal: Cells, range: DateRange): DateRange => {
  if (goal.scope !== "person") return range;
  const person = rowsOf(view.world, "people").find(
    (row) => row.person_id === goal.scope_id && (readInstant(row.recorded_at, view.zone)?.t ?? 0) <= view.asOf,
  );
  const start = person?.started_on ?? "";
  const end = (person?.ended_on ?? "") === "" ? range.to : addDays(person?.ended_on ?? "", 1);
  return { from: start > range.from ? start : range.from, to: end < range.to ? end : range.to };
};

/** The target in the workspace currency, for a person who starts or leaves in the period only their part of it. */
const targetOf = (view: View, goal: Cells, range: DateRange, variant: string): number | null => {
  if ((goal.target ?? "") === "") return null;
  const kpi = goal.kpi ?? "";
  const full = inMoney(kpi, variant)
    ? priceOf(view, goal.target, goal.currency, goal.starts_on ?? "").value
    : Number(goal.target);
  if (full === null || goal.scope !== "person" || !additive(kpi, variant)) return full;
  const { from, to } = hereOf(view, goal, range);
  return (full * workingDays(from, to, view.config)) / workingDays(range.from, range.to, view.config);
};

const attainment = (actual: number | null, target: number | null, lower: boolean): number | null => {
  if (actual === null || target === null || target === 0) return null;
  if (lower) return actual === 0 ? null : target / actual;
  return actual / target;
};

const rowOf = (view: View, goal: Cells, figure: Figure): Row => {
  const variant = (goal.variant ?? "") === "" ? "default" : (goal.variant ?? "");
  const kpi = goal.kpi ?? "";
  const range = { from: goal.starts_on ?? "", to: addDays(goal.ends_on ?? "", 1) };
  const actual = figure(view, kpi, variant, range, scopeOf(goal));
  const target = targetOf(view, goal, range, variant);
  const lower = (goal.direction ?? "") === "" ? lowerIsBetter.has(kpi) : goal.direction === "lower";
  const value = attainment(actual.value, target, lower);
  // What is due is due on the days on which somebody is here.
  const here = hereOf(view, goal, range);
  const all = workingDays(here.from, here.to, view.config);
  const today = dateIn(view, view.asOf);
  const passed = workingDays(here.from, today < here.to ? today : here.to, view.config);
  const expected = all === 0 ? 0 : passed / all;
  const due = target === null ? null : target * expected;
  const pace = additive(kpi, variant) ? attainment(actual.value, due, lower) : value;
  const isPart =
    goal.scope === "person" && additive(kpi, variant) && all < workingDays(range.from, range.to, view.config);
  const isUnpriced = target === null && (goal.target ?? "") !== "";
  const why = value !== null ? [] : isUnpriced ? ["no_rate"] : actual.value === null ? [] : ["no_denominator"];
  return {
    period: null,
    keys: { goal: goal.goal_id ?? "" },
    labels: {},
    value,
    num: actual.value,
    den: target,
    n: actual.n,
    interval: null,
    excluded: actual.excluded,
    flags: [...actual.flags, ...why, ...(isPart && target !== null ? ["prorated"] : [])],
    more: { pace, gap: actual.value === null || target === null ? null : target - actual.value },
  };
};

export const goalAttainment = (view: View, question: Question, figure: Figure): { total: Cell; rows: Row[] } => {
  const { from, to } = question.range;
  const rows = inForce(view)
    .filter((goal) => (goal.starts_on ?? "") < to && (goal.ends_on ?? "") >= from)
    .filter((goal) => chosen(goal, question.where ?? []))
    .map((goal) => rowOf(view, goal, figure));
  const flags = rows.length === 0 ? ["not_measurable", "not_additive"] : ["not_additive"];
  const total = { value: null, num: null, den: null, n: 0, interval: null, excluded: {}, flags, more: {} };
  return { total, rows };
};
