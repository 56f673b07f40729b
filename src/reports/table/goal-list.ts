/** Goals as they are set. */
import { dateOf, dayNumber } from "../../model/day.ts";
import type { ScorecardLine } from "../../query/index.ts";
import { rangeText } from "../../wording/dates.ts";
import { csvOf } from "../csv.ts";
import { gridLines } from "./grid.ts";
import { plain, toned } from "./paint.ts";
import type { Show } from "./show.ts";
import { figure } from "./units.ts";
import { harmless } from "./width.ts";

/** A goal as it is set, in its newest version. */
export interface GoalRecord {
  readonly id: string;
  readonly kpi: string;
  readonly variant: string;
  readonly scope: string;
  readonly scopeId: string | null;
  readonly startsOn: string;
  readonly endsOn: string;
  readonly target: number;
  readonly direction: "higher" | "lower" | null;
  readonly currency: string | null;
  readonly version: number;
  /** The instant from which on it is withdrawn. */
  readonly deletedAt: string | null;
}

/** It as data, by the names of its table. */
export const goalTold = (goal: GoalRecord) => ({
  goal_id: goal.id,
  kpi: goal.kpi,
  variant: goal.variant,
  scope: goal.scope,
  scope_id: goal.scopeId,
  starts_on: goal.startsOn,
  ends_on: goal.endsOn,
  target: goal.target,
  direction: goal.direction,
  currency: goal.currency,
  version: goal.version,
  deleted_at: goal.deletedAt,
});

const left = (title: string, drop: number) => ({ title, align: "left" as const, drop });

export const goalListLines = (
  goals: readonly GoalRecord[],
  currency: string,
  catalogue: readonly ScorecardLine["kpi"][],
  show: Pick<Show, "width" | "paint">,
): string[] => {
  if (goals.length === 0) return ["No goals are set. quarterdeck goals set win_rate 35% --period 2026-Q4 sets one."];
  const unitOf = ({ kpi, variant }: GoalRecord): string => {
    const found = catalogue.find(({ id }) => id === kpi);
    return found?.variants[variant]?.unit ?? found?.unit ?? "count";
  };
  return gridLines(
    {
      columns: [
        left("KPI", 0),
        left("For", 0),
        left("Dates", 0),
        { title: "Target", align: "right", drop: 0 },
        left("Better", 3),
        left("Goal", 2),
        { title: "Version", align: "right", drop: 4 },
      ],
      rows: goals.map((goal) => [
        plain(harmless(goal.variant === "default" ? goal.kpi : `${goal.kpi} ${goal.variant}`)),
        plain(harmless(goal.scopeId === null ? goal.scope : `${goal.scope} ${goal.scopeId}`)),
        plain(rangeText({ from: goal.startsOn, to: dateOf(dayNumber(goal.endsOn) + 1) })),
        goal.deletedAt !== null
          ? toned("dim", "withdrawn")
          : plain(figure(goal.target, { unit: unitOf(goal), currency: goal.currency ?? currency })),
        toned("dim", goal.direction ?? "higher"),
        toned("dim", harmless(goal.id)),
        toned("dim", String(goal.version)),
      ]),
    },
    show.width,
    show.paint,
  );
};

export const goalListCsv = (goals: readonly GoalRecord[]): string =>
  csvOf(
    [
      "goal_id",
      "kpi",
      "variant",
      "scope",
      "scope_id",
      "starts_on",
      "ends_on",
      "target",
      "direction",
      "version",
      "currency",
      "deleted_at",
    ],
    goals.map((goal) => [
      goal.id,
      goal.kpi,
      goal.variant,
      goal.scope,
      goal.scopeId,
      goal.startsOn,
      goal.endsOn,
      goal.target,
      goal.direction,
      goal.version,
      goal.currency,
      goal.deletedAt,
    ]),
  );
