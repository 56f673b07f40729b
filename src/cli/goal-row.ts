/** One version of a goal as a row of our own form: set for the first time, changed, or withdrawn. */
import { dayNumber } from "../model/day.ts";
import { localMidnight } from "../model/zone.ts";
import type { Asker } from "../query/asker.ts";
import type { GoalRecord } from "../reports/table/goal-list.ts";
import { exactCsvLines } from "../wording/csv.ts";

/** Which goal is meant: the one with the id, else the one with the same KPI, scope and dates. */
export interface GoalNamed extends Pick<GoalRecord, "kpi" | "variant" | "scope" | "scopeId" | "startsOn" | "endsOn"> {
  readonly id?: string;
}

export interface GoalVersion extends GoalNamed {
  readonly target: number;
  readonly direction: "higher" | "lower" | null;
  readonly currency: string | null;
  readonly isWithdrawn: boolean;
}

const named = ["kpi", "variant", "scope", "scopeId", "startsOn", "endsOn"] as const;

const columns = [
  ...["goal_id", "kpi", "variant", "scope", "scope_id", "starts_on", "ends_on", "target"],
  ...["direction", "version", "currency", "deleted_at", "recorded_at"],
];

/** Withdrawn or not: its next version follows its last. */
export const sameGoal = (goal: GoalNamed, known: readonly GoalRecord[]): GoalRecord | undefined =>
  goal.id === undefined
    ? (known.find((one) => one.deletedAt === null && named.every((part) => one[part] === goal[part])) ??
      known.find((one) => named.every((part) => one[part] === goal[part])))
    : known.find(({ id }) => id === goal.id);

/** Of a goal that has none yet. */
const idOf = ({ kpi, variant, scope, scopeId, startsOn, endsOn }: GoalNamed): string =>
  [kpi, variant === "default" ? null : variant, scope, scopeId, startsOn, endsOn]
    .filter((part) => part !== null)
    .join(":");

/** Known from its start on when it is new, so that earlier instants know it too; from the watermark on when it changes another. */
const recordedAt = (isNew: boolean, startsOn: string, asker: Asker, now: number): string => {
  const start = localMidnight(dayNumber(startsOn), asker.config.timezone);
  return new Date(Math.min(now, isNew ? Math.min(start, asker.watermark) : asker.watermark)).toISOString();
};

export interface MadeRow {
  readonly id: string;
  readonly cells: readonly (string | number | null)[];
}

export const goalRow = (goal: GoalVersion, same: GoalRecord | undefined, asker: Asker, now: number): MadeRow => {
  const { kpi, variant, scope, scopeId, startsOn, endsOn, target, direction, currency } = goal;
  const id = same?.id ?? goal.id ?? idOf(goal);
  const recorded = recordedAt(same === undefined, startsOn, asker, now);
  return {
    id,
    cells: [
      ...[id, kpi, variant === "default" ? null : variant, scope, scopeId, startsOn, endsOn, target],
      ...[direction, (same?.version ?? 0) + 1, currency, goal.isWithdrawn ? recorded : null, recorded],
    ],
  };
};

export const goalsCsv = (rows: readonly MadeRow[]): string =>
  exactCsvLines([columns, ...rows.map(({ cells }) => cells)]);
