/** R4: which records have been merged into which, and one record made of all its members. */
import type { RecordKind } from "../../src/model/process.ts";
import type { Cells } from "../worlds/world.ts";
import type { Instant } from "./time.ts";
import { readInstant } from "./time.ts";

/** One record alone, its columns as they stood. */
export interface Member {
  readonly id: string;
  readonly created: Instant;
  readonly columns: Cells;
}

/** id -> the survivor it has been merged into at `asOf`; itself when it stands alone. */
export const survivors = (members: readonly Member[], asOf: number, zone: string): Map<string, string> => {
  const byId = new Map(members.map((member) => [member.id, member]));
  const next = (id: string): string | null => {
    const member = byId.get(id);
    const target = byId.get(member?.columns.merged_into ?? "");
    if (member === undefined || target === undefined) return null;
    const at = readInstant(member.columns.merged_at, zone) ?? target.created;
    return at.t <= asOf ? target.id : null;
  };
  const end = (id: string): string => {
    const seen = new Set([id]);
    let here = id;
    for (let target = next(here); target !== null; target = next(here)) {
      if (seen.has(target)) return id;
      seen.add(target);
      here = target;
    }
    return here;
  };
  return new Map(members.map(({ id }) => [id, end(id)]));
};

const neverFilled = new Set(["created_at", "recorded_at", "deleted_at", "is_test", "merged_into", "merged_at"]);
const ofTheEarliest = new Set(["campaign_id", "origin"]);

/** The survivor's columns; the first campaign and origin of the earliest; empty ones filled from the earliest that has one. */
export const joined = (survivor: Member, others: readonly Member[], kind: RecordKind): Member => {
  const rank = (member: Member): number => (member.id === survivor.id ? 0 : 1);
  const all = [survivor, ...others].sort(
    (a, b) => a.created.t - b.created.t || rank(a) - rank(b) || (a.id < b.id ? -1 : 1),
  );
  const columns: Cells = { ...survivor.columns };
  const names = new Set(all.flatMap((member) => Object.keys(member.columns)));
  for (const name of names) {
    if (neverFilled.has(name) || name === `${kind}_id`) continue;
    const earliest = all.find((member) => (member.columns[name] ?? "") !== "")?.columns[name] ?? "";
    if (ofTheEarliest.has(name) || (columns[name] ?? "") === "") columns[name] = earliest;
  }
  return { id: survivor.id, created: all[0]?.created ?? survivor.created, columns };
};
