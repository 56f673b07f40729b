/** R2: the latest instant of a fact, which is the as-of of a question that does not say. */
import type { TableName } from "../../src/model/tables.ts";
import type { World } from "../worlds/world.ts";
import { rowsOf } from "../worlds/world.ts";
import { addDays, dateOf, midnight, readInstant } from "./time.ts";

const facts: readonly (readonly [TableName, readonly string[]])[] = [
  ["leads", ["created_at", "assigned_at", "converted_at", "disqualified_at", "deleted_at", "merged_at", "recorded_at"]],
  ["opportunities", ["created_at", "closed_at", "closed_on", "deleted_at", "merged_at", "recorded_at"]],
  ["stage_changes", ["changed_at", "recorded_at"]],
  ["owner_changes", ["changed_at", "recorded_at"]],
  ["value_changes", ["changed_at", "recorded_at"]],
  ["activities", ["occurred_at", "recorded_at"]],
  ["responses", ["received_at", "recorded_at"]],
  ["spend", ["spent_on", "recorded_at"]],
];

/** `until`: of facts up to then. */
export const watermarkOf = (world: World, until = Number.POSITIVE_INFINITY): number => {
  const zone = world.config.timezone;
  let latest = 0;
  for (const [table, columns] of facts) {
    for (const row of rowsOf(world, table)) {
      if (table === "activities" && (row.status ?? "") !== "" && row.status !== "completed") continue;
      for (const column of columns) {
        const at = readInstant(row[column], zone);
        if (at === null) continue;
        if (at.t > until) continue;
        const t = at.dateOnly ? midnight(addDays(dateOf(at.t, zone), 1), zone) : at.t;
        latest = Math.max(latest, t);
      }
    }
  }
  return latest;
};
