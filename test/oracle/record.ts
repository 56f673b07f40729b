/** One lead or opportunity as it was known at an instant: where it stood when, who owned it, how it ended. */
import type { RecordKind, WorkspaceConfig } from "../../src/model/process.ts";
import type { Cells, World } from "../worlds/world.ts";
import type { Member } from "./joined.ts";
import type { Histories, History } from "./known.ts";
import { beforeAnyRow, closeColumn, historiesOf, unknownValue } from "./known.ts";
import type { Standing } from "./process.ts";
import { isTerminal, ladderOf, standingOf } from "./process.ts";
import type { Instant } from "./time.ts";
import { dateOf } from "./time.ts";

/** One unbroken stay in one stage; `to` is infinite for the present one. `stage` is null where it is unknown or none. */
export interface Stay {
  readonly stage: string | null;
  readonly standing: Standing;
  readonly at: Instant;
  readonly to: number;
}

export type Reason = "merged" | "test" | "deleted" | "void";

export interface Rec {
  readonly kind: RecordKind;
  readonly id: string;
  readonly created: Instant;
  readonly columns: Cells;
  readonly out: Reason | null;
  readonly deletedAt: number | null;
  readonly stays: readonly Stay[];
  readonly hasHistory: boolean;
  /** The stage of a first row later than the creation that does not say what was before. */
  readonly firstEntryUnknown: boolean;
  readonly histories: Histories;
  readonly outcome: Standing;
  /** Entry into the terminal stages it stands in; null: open, or no close time is known. */
  readonly closed: Instant | null;
  readonly closeless: boolean;
  readonly ladder: readonly string[];
}

/** Where either has only a date and both fall on one local date, neither is before the other. */
export const sameDay = (a: Instant, b: Instant, zone: string): boolean =>
  (a.dateOnly || b.dateOnly) && dateOf(a.t, zone) === dateOf(b.t, zone);

interface Course {
  readonly stays: readonly Stay[];
  readonly closeless: boolean;
  readonly firstEntryUnknown: boolean;
}

const stayIn = (config: WorkspaceConfig, stage: string, at: Instant, to = Number.POSITIVE_INFINITY): Stay =>
  stage === unknownValue
    ? { stage: null, standing: "unknown", at, to }
    : { stage, standing: standingOf(config, stage), at, to };

const fromRows = (config: WorkspaceConfig, rows: History["known"], created: Instant): Course => {
  const entries: { stage: string; at: Instant }[] = [];
  const first = rows[0];
  const later = first !== undefined && first.at.t > created.t;
  if (later) entries.push({ stage: first.before === "" ? unknownValue : first.before, at: created });
  for (const row of rows) if (entries.at(-1)?.stage !== row.value) entries.push({ stage: row.value, at: row.at });
  return {
    stays: entries.map(({ stage, at }, i) => stayIn(config, stage, at, entries[i + 1]?.at.t)),
    closeless: false,
    firstEntryUnknown: later && first.before === "",
  };
};

const withoutRows = (config: WorkspaceConfig, kind: RecordKind, member: Member): Course => {
  const { columns, created } = member;
  const course = (...stays: Stay[]): Course => ({ stays, closeless: false, firstEntryUnknown: false });
  const first = ladderOf(config, kind, columns.pipeline_id)[0] ?? "";
  const stage = columns.stage ?? "";
  if (stage === "" && kind === "lead") {
    return course({ stage: null, standing: "none", at: created, to: Number.POSITIVE_INFINITY });
  }
  const stay = stayIn(config, stage === "" ? first : stage, created);
  if (!isTerminal(stay.standing)) return course(stay);
  const close = closeColumn(columns, kind, config.timezone);
  if (close === null) return { ...course(stay), closeless: true };
  if (sameDay(close, created, config.timezone)) {
    const at = { t: Math.max(close.t, created.t), dateOnly: close.dateOnly };
    return course(stayIn(config, first, created, at.t), { ...stay, at });
  }
  if (close.t <= created.t) return course({ ...stay, at: close });
  return course(stayIn(config, first, created, close.t), { ...stay, at: close });
};

const closeOf = (stays: readonly Stay[]): Instant | null => {
  let entry: Stay | undefined = stays.at(-1);
  if (entry === undefined || !isTerminal(entry.standing)) return null;
  for (let i = stays.length - 2; stays[i]?.standing === entry.standing; i -= 1) entry = stays[i] ?? entry;
  return entry.at;
};

const reasonOf = (columns: Cells, merged: boolean, outcome: Standing): Reason | null => {
  if (merged) return "merged";
  if (columns.is_test === "true") return "test";
  if ((columns.deleted_at ?? "") !== "") return "deleted";
  return outcome === "void" ? "void" : null;
};

/** A record made of one member or several (`ids`), as known at `asOf`. */
export const recordOf = (
  world: World,
  kind: RecordKind,
  alone: Member,
  ids: readonly string[],
  merged: boolean,
  asOf: number,
  deletedAt: number | null,
): Rec => {
  const { config } = world;
  const histories = historiesOf(world, kind, ids, asOf);
  const member = { ...alone, columns: beforeAnyRow(alone.columns, histories) };
  const hasHistory = histories.stage.known.length > 0;
  const course = hasHistory
    ? fromRows(config, histories.stage.known, member.created)
    : withoutRows(config, kind, member);
  const outcome = course.stays.at(-1)?.standing ?? "unknown";
  return {
    kind,
    id: member.id,
    created: member.created,
    columns: member.columns,
    out: reasonOf(member.columns, merged, outcome),
    deletedAt,
    hasHistory,
    histories,
    outcome,
    ladder: ladderOf(config, kind, member.columns.pipeline_id),
    ...course,
    closed: course.closeless ? null : closeOf(course.stays),
  };
};
