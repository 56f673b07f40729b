/** What an import told that answers of the present do not see: who is in which team is known from the import on, and the data ends before it. */
import type { Session } from "../engines/index.ts";
import { dateOf } from "../model/day.ts";
import type { WorkspaceConfig } from "../model/process.ts";
import { localDay } from "../model/zone.ts";
import { instant, join, name, quoted, sql, whole } from "../sql/index.ts";
import type { Unseen } from "./parts.ts";

const tables = ["people", "teams", "memberships"] as const;

/** Null: all of it is seen, or there is nothing to see it with. */
export const unseenOf = async (
  session: Session,
  { timezone }: WorkspaceConfig,
  watermark: number | null,
  batch: number,
): Promise<Unseen | null> => {
  if (watermark === null) return null;
  const later = sql`batch = ${whole(batch)} and recorded_at > ${instant(watermark)}`;
  const told = [
    ...tables.map(
      (table) => sql`select ${quoted(table)} as table_name, recorded_at from ${name(table)} where ${later}`,
    ),
    sql`select table_name, recorded_at from field_versions where table_name = 'people' and ${later}`,
  ];
  const rows = await session.rows<{ table_name: string; from_ms: number }>(
    sql`select table_name, epoch_ms(min(recorded_at))::double as from_ms from (${join(told, " union all ")}) group by table_name order by table_name`,
  );
  if (rows.length === 0) return null;
  const dayOf = (at: number): string => dateOf(localDay(at, timezone));
  return {
    tables: rows.map((row) => row.table_name),
    from: dayOf(Math.min(...rows.map((row) => row.from_ms))),
    until: dayOf(watermark - 1),
  };
};
