/** A goal that was set here, as a row of our own form. */
import { dateOf, dayNumber } from "../model/day.ts";
import { nearestWord } from "../model/nearest.ts";
import { localMidnight } from "../model/zone.ts";
import { Problem } from "../problem.ts";
import type { Asker } from "../query/asker.ts";
import { csvOf } from "../reports/csv.ts";
import type { GoalRecord } from "../reports/table/goal-list.ts";
import type { GoalToSet } from "../server/index.ts";
import { rangeOf } from "./question.ts";

export interface GoalAsked {
  readonly kpi: string;
  readonly variant?: string;
  readonly target: number;
  readonly scope: string;
  /** Its id in the source, or its name. */
  readonly id: string | null;
  readonly period?: string;
  readonly from?: string;
  readonly to?: string;
  readonly lower?: boolean;
  readonly currency?: string;
  readonly goalId?: string;
}

const kpiOf = (id: string, { catalogue }: Asker): Asker["catalogue"][number] => {
  const known = catalogue.map((one) => one.id).filter((one) => one !== "goal_attainment");
  const kpi = catalogue.find((one) => one.id === id && known.includes(id));
  if (kpi === undefined) throw new Problem("unknown_kpi", { kpi: id, nearest: nearestWord(id, known) });
  return kpi;
};

const variantOf = (kpi: Asker["catalogue"][number], name: string): string => {
  const known = Object.keys(kpi.variants);
  if (known.includes(name)) return name;
  throw new Problem("unknown_variant", { kpi: kpi.id, variant: name, known, nearest: nearestWord(name, known) });
};

/** The member's id: whoever is called so. */
const memberOf = async (scope: string, named: string, asker: Asker): Promise<string> => {
  const members = await asker.members(scope);
  const found =
    members.find(({ id }) => id === named) ?? members.find(({ label }) => label.toLowerCase() === named.toLowerCase());
  if (found?.id != null) return found.id;
  const ids = members.flatMap(({ id }) => (id === null ? [] : [id]));
  const near =
    nearestWord(named, ids) ??
    nearestWord(
      named,
      members.map(({ label }) => label),
    );
  throw new Problem("unknown_value", { dimension: scope, value: named, nearest: near });
};

/** Known from its start on when it is new, so that earlier instants know it too; from the watermark on when it changes another. */
const recordedAt = (isNew: boolean, startsOn: string, asker: Asker, now: number): string => {
  const start = localMidnight(dayNumber(startsOn), asker.config.timezone);
  return new Date(Math.min(now, isNew ? Math.min(start, asker.watermark) : asker.watermark)).toISOString();
};

/** The file to load, and what to tell. Problems: `unknown_kpi`, `unknown_variant`, `unknown_value`, `bad_period`. */
export const goalFile = async (
  asked: GoalAsked,
  goals: readonly GoalRecord[],
  asker: Asker,
  now: number,
): Promise<{ readonly content: string; readonly told: string }> => {
  const kpi = kpiOf(asked.kpi, asker);
  const variant = variantOf(kpi, asked.variant ?? "default");
  const range = rangeOf(asked, asker);
  const scopeId = asked.id === null ? null : await memberOf(asked.scope, asked.id, asker);
  const endsOn = dateOf(dayNumber(range.to) - 1);
  const same = goals.find((goal) =>
    asked.goalId === undefined
      ? goal.kpi === kpi.id &&
        goal.variant === variant &&
        goal.scope === asked.scope &&
        goal.scopeId === scopeId &&
        goal.startsOn === range.from &&
        goal.endsOn === endsOn
      : goal.id === asked.goalId,
  );
  const made = [kpi.id, variant === "default" ? null : variant, asked.scope, scopeId, range.from, endsOn];
  const id = same?.id ?? asked.goalId ?? made.filter((part) => part !== null).join(":");
  const lower = asked.lower === true || kpi.better === "lower";
  const row = {
    goal_id: id,
    kpi: kpi.id,
    variant: variant === "default" ? null : variant,
    scope: asked.scope,
    scope_id: scopeId,
    starts_on: range.from,
    ends_on: endsOn,
    target: asked.target,
    direction: lower ? "lower" : "higher",
    version: (same?.version ?? 0) + 1,
    currency: asked.currency ?? null,
    recorded_at: recordedAt(same === undefined, range.from, asker, now),
  };
  return {
    content: csvOf(Object.keys(row), [Object.values(row)]),
    told:
      same === undefined
        ? `The goal ${id} is set: ${asked.target}.`
        : `The goal ${id} is changed from ${same.target} to ${asked.target}; earlier instants keep ${same.target}.`,
  };
};

const wrong = (index: number, field: string, reason: string): never => {
  throw new Problem("bad_goal", { index, field, reason });
};

/** 30 February has the form of a date and is none. */
const isDate = (text: string): boolean =>
  !Number.isNaN(Date.parse(text)) && new Date(Date.parse(text)).toISOString().slice(0, 10) === text;

/** All goals as one file to load: of each a new version, or the first. Problem: `bad_goal`, which names the first that is wrong. */
export const goalsFile = async (
  goals: readonly GoalToSet[],
  known: readonly GoalRecord[],
  asker: Asker,
  now: number,
): Promise<string> => {
  const rows: (readonly (string | number | null)[])[] = [];
  for (const [index, goal] of goals.entries()) {
    const { kpi: id, variant: named, scope, startsOn, endsOn, target } = goal;
    const kpi = asker.catalogue.find((one) => one.id === id && one.id !== "goal_attainment");
    if (kpi === undefined) return wrong(index, "kpi", `is not known: ${id}.`);
    const variant = named ?? "default";
    if (!(variant in kpi.variants)) wrong(index, "variant", `is not one of ${id}: ${variant}.`);
    if (!isDate(startsOn)) wrong(index, "starts_on", `is not a date: ${startsOn}.`);
    if (!isDate(endsOn)) wrong(index, "ends_on", `is not a date: ${endsOn}.`);
    if (endsOn < startsOn) wrong(index, "ends_on", "must not lie before starts_on.");
    const isCompany = scope === "company";
    if (isCompany !== (goal.scopeId === null))
      wrong(index, "scope_id", isCompany ? "belongs to no company goal." : "is missing.");
    if (!isCompany && !(await asker.members(scope)).some((member) => member.id === goal.scopeId))
      wrong(index, "scope_id", `names no ${scope}: ${goal.scopeId}.`);
    const same = known.find((one) =>
      goal.id === undefined
        ? one.kpi === id &&
          one.variant === variant &&
          one.scope === scope &&
          one.scopeId === goal.scopeId &&
          one.startsOn === startsOn &&
          one.endsOn === endsOn
        : one.id === goal.id,
    );
    const made = [id, variant === "default" ? null : variant, scope, goal.scopeId, startsOn, endsOn];
    rows.push([
      same?.id ?? goal.id ?? made.filter((part) => part !== null).join(":"),
      id,
      variant === "default" ? null : variant,
      scope,
      goal.scopeId,
      startsOn,
      endsOn,
      target,
      goal.direction ?? same?.direction ?? (kpi.better === "lower" ? "lower" : "higher"),
      (same?.version ?? 0) + 1,
      goal.currency ?? same?.currency ?? null,
      recordedAt(same === undefined, startsOn, asker, now),
    ]);
  }
  const columns = [
    ...["goal_id", "kpi", "variant", "scope", "scope_id", "starts_on", "ends_on", "target"],
    ...["direction", "version", "currency", "recorded_at"],
  ];
  return csvOf(columns, rows);
};
