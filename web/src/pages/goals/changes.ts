/** From what is written in the sheet to what is sent: all of it at once, or nothing. */
import type { Goal } from "../../api/types.ts";
import { type Edits, type GoalCell, keyOf } from "./edits.ts";
import { readTarget, type TargetForm, targetText } from "./target.ts";

export interface GoalSent extends GoalCell {
  readonly goal_id?: string;
  /** null withdraws it. */
  readonly target: number | null;
  readonly direction?: "higher" | "lower";
  readonly currency?: string;
}

export interface Outgoing {
  readonly goals: readonly GoalSent[];
  /** The cell of each goal sent, in the same order. */
  readonly keys: readonly string[];
  /** What cannot be sent, by cell. */
  readonly problems: ReadonlyMap<string, string>;
}

export const goalsByCell = (goals: readonly Goal[]): ReadonlyMap<string, Goal> => {
  const found = new Map<string, Goal>();
  for (const goal of goals) if (goal.target !== null) found.set(keyOf(goal), goal);
  return found;
};

/** How the targets of a cell are written: in the goal's own currency, else the workspace's. */
type FormOf = (cell: GoalCell, goal: Goal | undefined) => TargetForm;

export const outgoing = (edits: Edits, goals: ReadonlyMap<string, Goal>, formOf: FormOf): Outgoing => {
  const sent: GoalSent[] = [];
  const keys: string[] = [];
  const problems = new Map<string, string>();
  for (const [key, { cell, text }] of edits) {
    const goal = goals.get(key);
    const form = formOf(cell, goal);
    const read = readTarget(text, form);
    if (read.kind === "wrong") {
      problems.set(key, read.why);
      continue;
    }
    // An empty cell withdraws its goal.
    const target = read.kind === "empty" ? null : read.target;
    // The same number written otherwise changes nothing.
    if (target === (goal?.target ?? null)) continue;
    keys.push(key);
    sent.push({
      ...cell,
      target,
      ...(goal === undefined ? {} : { goal_id: goal.goal_id }),
      ...(goal?.direction == null ? {} : { direction: goal.direction }),
      ...(form.unit === "money" ? { currency: form.currency } : {}),
    });
  }
  return { goals: sent, keys, problems };
};

const facts = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null ? { ...value } : {};

/** Where the server's problems belong: by the index they name, or by `goals[2].target`; without either they are nobody's. */
export const refused = (told: unknown, message: string, keys: readonly string[]): ReadonlyMap<string, string> => {
  const { problems, ...one } = facts(told);
  const list = Array.isArray(problems) ? problems.map(facts) : [one];
  const found = new Map<string, string>();
  for (const fact of list) {
    const place = [fact.field, fact.path, fact.place, fact.where].find((word) => typeof word === "string");
    const named = /goals[[./](\d+)/.exec(typeof place === "string" ? place : "")?.[1];
    const index = typeof fact.index === "number" ? fact.index : named === undefined ? null : Number(named);
    const key = index === null ? undefined : keys[index];
    const why = [fact.message, fact.reason, fact.detail].find((word) => typeof word === "string");
    if (key !== undefined) found.set(key, typeof why === "string" ? why : message);
  }
  return found;
};

/** Of the cells that are written, those whose goal is another than when they were, and what became of it. */
export const changedMeanwhile = (
  edits: Edits,
  before: ReadonlyMap<string, Goal>,
  now: ReadonlyMap<string, Goal>,
  formOf: FormOf,
): ReadonlyMap<string, string> =>
  new Map(
    [...edits].flatMap(([key, { cell }]): (readonly [string, string])[] => {
      const goal = now.get(key);
      if (goal?.version === before.get(key)?.version) return [];
      return [
        [key, goal === undefined ? "withdrawn meanwhile" : `meanwhile ${targetText(goal.target, formOf(cell, goal))}`],
      ];
    }),
  );
