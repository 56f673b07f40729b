/** Goals that are set and withdrawn together, as one file of our own form. */
import { Problem } from "../problem.ts";
import type { Asker } from "../query/asker.ts";
import type { GoalRecord } from "../reports/table/goal-list.ts";
import type { GoalToSet } from "../server/index.ts";
import { goalFault } from "./goal-check.ts";
import { goalRow, goalsCsv, type MadeRow, sameGoal } from "./goal-row.ts";

const wrong = (index: number, field: string, reason: string): never => {
  throw new Problem("bad_goal", { index, field, reason });
};

/** 30 February has the form of a date and is none. */
const isDate = (text: string): boolean =>
  !Number.isNaN(Date.parse(text)) && new Date(Date.parse(text)).toISOString().slice(0, 10) === text;

const checkDates = (index: number, { startsOn, endsOn }: GoalToSet): void => {
  if (!isDate(startsOn)) wrong(index, "starts_on", `is not a date: ${startsOn}.`);
  if (!isDate(endsOn)) wrong(index, "ends_on", `is not a date: ${endsOn}.`);
  if (endsOn < startsOn) wrong(index, "ends_on", "must not lie before starts_on.");
};

const checkScope = async (index: number, { scope, scopeId }: GoalToSet, asker: Asker): Promise<void> => {
  const isCompany = scope === "company";
  if (isCompany !== (scopeId === null))
    wrong(index, "scope_id", isCompany ? "belongs to no company goal." : "is missing.");
  if (!isCompany && !(await asker.members(scope)).some((member) => member.id === scopeId))
    wrong(index, "scope_id", `names no ${scope}: ${scopeId}.`);
};

/** Of each a new version, or the first. Problem: `bad_goal`, which names the first that is wrong. */
export const goalsFile = async (
  goals: readonly GoalToSet[],
  known: readonly GoalRecord[],
  asker: Asker,
  now: number,
): Promise<string> => {
  const rows: MadeRow[] = [];
  const add = (index: number, row: MadeRow): void => {
    if (rows.some(({ id }) => id === row.id))
      wrong(index, "goal_id", `is that of another goal in the list: ${row.id}.`);
    rows.push(row);
  };
  for (const [index, goal] of goals.entries()) {
    const variant = goal.variant ?? "default";
    const same = sameGoal({ ...goal, variant }, known);
    if (goal.target === null) {
      if (same === undefined || same.deletedAt !== null)
        return wrong(index, "target", "is missing, and there is no such goal that could be withdrawn.");
      add(index, goalRow({ ...same, isWithdrawn: true }, same, asker, now));
      continue;
    }
    const kpi = asker.catalogue.find(({ id }) => id === goal.kpi && id !== "goal_attainment");
    if (kpi === undefined) return wrong(index, "kpi", `is not known: ${goal.kpi}.`);
    if (!Object.hasOwn(kpi.variants, variant)) wrong(index, "variant", `is not one of ${kpi.id}: ${variant}.`);
    const fault = goalFault({ kpi, variant, scope: goal.scope, target: goal.target, currency: goal.currency ?? null });
    if (fault !== null) wrong(index, fault.field, `is wrong: ${fault.message}`);
    checkDates(index, goal);
    await checkScope(index, goal, asker);
    const direction = goal.direction ?? same?.direction ?? (kpi.better === "lower" ? "lower" : "higher");
    const currency = goal.currency ?? same?.currency ?? null;
    const set = { ...goal, variant, target: goal.target, direction, currency, isWithdrawn: false };
    add(index, goalRow(set, same, asker, now));
  }
  return goalsCsv(rows);
};
