/** Where a record stood at an instant. */
import type { Rec, Stay } from "./record.ts";

/** The stay in force after all facts up to `t`, that instant included; null before its creation. */
export const stayAt = (record: Rec, t: number): Stay | null =>
  record.created.t > t ? null : (record.stays.findLast((stay) => stay.at.t <= t) ?? null);
