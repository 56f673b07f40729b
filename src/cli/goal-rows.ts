/** Goals as they are stored, each in its newest version, and those that were withdrawn. */
import type { Session } from "../engines/index.ts";
import type { GoalRecord } from "../reports/table/goal-list.ts";
import { sql } from "../sql/index.ts";

const textOf = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);

export const goalRecords = async (session: Session): Promise<readonly GoalRecord[]> => {
  const rows = await session.rows(
    sql`select goal_id, kpi, variant, scope, scope_id, starts_on, ends_on, target::double as target, direction, currency, coalesce(version, 1)::integer as version, epoch_ms(deleted_at)::double as deleted_at
      from goals qualify row_number() over (partition by goal_id order by coalesce(version, 0) desc) = 1 order by starts_on, scope, kpi, goal_id`,
  );
  return rows.map((row) => ({
    id: String(row.goal_id),
    kpi: String(row.kpi),
    variant: textOf(row.variant) ?? "default",
    scope: String(row.scope),
    scopeId: textOf(row.scope_id),
    startsOn: String(row.starts_on),
    endsOn: String(row.ends_on),
    target: Number(row.target),
    direction: row.direction === "lower" ? "lower" : row.direction === "higher" ? "higher" : null,
    currency: textOf(row.currency),
    version: Number(row.version),
    deletedAt: typeof row.deleted_at === "number" ? new Date(row.deleted_at).toISOString() : null,
  }));
};
