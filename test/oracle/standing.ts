/** Where a record stood at an instant. */
import type { Rec, Stay } from "./record.ts";

/** The last stage entered by `t`, also where the history begins before the record was created. */
export const lastStayBy = (record: Rec, t: number): Stay | null =>
  record.stays.findLast((stay) => stay.at.t <= t) ?? null;

/** The stay in force after all facts up to `t`, that instant included; null before its creation. */
export const stayAt = (record: Rec, t: number): Stay | null => (record.created.t > t ? null : lastStayBy(record, t));
