/** A goal that is set or withdrawn on the command line, as a file of our own form. */

import { dateOf, dayNumber } from "../model/day.ts";
import { nearestWord } from "../model/nearest.ts";
import { Problem } from "../problem.ts";
import type { Asker } from "../query/asker.ts";
import type { GoalRecord } from "../reports/table/goal-list.ts";
import { rangeText } from "../wording/dates.ts";
import { goalFault, isPartOfOne } from "./goal-check.ts";
import { type GoalNamed, type GoalVersion, goalRow, goalsCsv, sameGoal } from "./goal-row.ts";
import { rangeOf } from "./question.ts";
import { Usage } from "./usage.ts";

/** A goal by its KPI, scope and dates. */
export interface GoalAsked {
  readonly kpi: string;
  readonly variant?: string;
  readonly scope: string;
  /** Its id in the source, or its name. */
  readonly id: string | null;
  readonly period?: string;
  readonly from?: string;
  readonly to?: string;
  readonly goalId?: string;
}

/** A target as it was written: `30%`, `0.3`, `120`. */
export interface TargetWritten {
  readonly number: number;
  readonly isPercent: boolean;
}

export interface GoalToSetHere extends GoalAsked {
  readonly target: TargetWritten;
  readonly lower?: boolean;
  readonly currency?: string;
}

/** What is loaded, and what is told of it. */
export interface GoalFile {
  readonly content: string;
  readonly told: string;
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

/** Of a rate a number above 1 is in per cent, as on the page: 35 is 35 %. */
const targetOf = ({ number, isPercent }: TargetWritten, kpi: Asker["catalogue"][number], variant: string): number => {
  const isShare = isPartOfOne(kpi, variant);
  if (isPercent && !isShare)
    throw new Usage(`${kpi.id} is not told in per cent.`, `Write the number alone, such as ${number}.`);
  return isShare && (isPercent || number > 1) ? Number((number / 100).toFixed(10)) : number;
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

const namedBy = async (asked: GoalAsked, kpi: Asker["catalogue"][number], asker: Asker): Promise<GoalNamed> => {
  const variant = variantOf(kpi, asked.variant ?? "default");
  const range = rangeOf(asked, asker);
  const scopeId = asked.id === null ? null : await memberOf(asked.scope, asked.id, asker);
  return {
    ...(asked.goalId === undefined ? {} : { id: asked.goalId }),
    ...{ kpi: kpi.id, variant, scope: asked.scope, scopeId },
    ...{ startsOn: range.from, endsOn: dateOf(dayNumber(range.to) - 1) },
  };
};

/** In words: `--to 2026-03-31` ends on the 30th. */
const datesOf = ({ startsOn, endsOn }: GoalNamed): string =>
  rangeText({ from: startsOn, to: dateOf(dayNumber(endsOn) + 1) });

/** Problems: `unknown_kpi`, `unknown_variant`, `unknown_value`, `bad_period`. */
export const goalFile = async (
  asked: GoalToSetHere,
  goals: readonly GoalRecord[],
  asker: Asker,
  now: number,
): Promise<GoalFile> => {
  const kpi = kpiOf(asked.kpi, asker);
  const named = await namedBy(asked, kpi, asker);
  const target = targetOf(asked.target, kpi, named.variant);
  const currency = asked.currency?.trim().toUpperCase();
  const fault = goalFault({ kpi, variant: named.variant, scope: asked.scope, target, currency: currency ?? null });
  if (fault !== null) throw new Usage(fault.message, fault.hint);
  const same = sameGoal(named, goals);
  const isChanged = same !== undefined && same.deletedAt === null;
  // What is not said anew stays as it is; by its id a goal may become one of another KPI.
  const standing = isChanged && same.kpi === named.kpi && same.variant === named.variant ? same : null;
  const goal: GoalVersion = {
    ...named,
    target,
    direction: asked.lower === true ? "lower" : (standing?.direction ?? (kpi.better === "lower" ? "lower" : "higher")),
    currency: currency ?? standing?.currency ?? null,
    isWithdrawn: false,
  };
  const made = goalRow(goal, same, asker, now);
  return {
    content: goalsCsv([made]),
    told: isChanged
      ? `The goal ${made.id} is changed from ${same.target} to ${target}; earlier instants keep ${same.target}.`
      : `The goal ${made.id} is set: ${target} for ${datesOf(named)}.`,
  };
};

const withdrawal = (goal: GoalRecord | undefined, words: string, goals: readonly GoalRecord[], at: [Asker, number]) => {
  if (goal === undefined || goal.deletedAt !== null) {
    const standing = goals.filter(({ deletedAt }) => deletedAt === null).map(({ id }) => id);
    throw new Problem("unknown_goal", { goal: words, nearest: nearestWord(words, standing) });
  }
  return {
    content: goalsCsv([goalRow({ ...goal, isWithdrawn: true }, goal, ...at)]),
    told: `The goal ${goal.id} is withdrawn; earlier instants keep its ${goal.target}.`,
  };
};

/** By its id, or by its KPI, scope and dates. Problems: `unknown_goal`, and those of setting one. */
export const goalWithdrawn = async (
  asked: GoalAsked | string,
  goals: readonly GoalRecord[],
  asker: Asker,
  now: number,
): Promise<GoalFile> => {
  if (typeof asked === "string") {
    const goal = goals.find(({ id }) => id === asked);
    return withdrawal(goal, asked, goals, [asker, now]);
  }
  const named = await namedBy(asked, kpiOf(asked.kpi, asker), asker);
  const of = named.scopeId === null ? named.scope : `${named.scope} ${named.scopeId}`;
  const words = `of ${named.kpi} for the ${of} from ${named.startsOn} to ${named.endsOn}`;
  return withdrawal(sameGoal(named, goals), words, goals, [asker, now]);
};
