/** What the rows of a world said at an instant: rows that were known, columns as they then stood. */
import type { RecordKind } from "../../src/model/process.ts";
import type { TableName } from "../../src/model/tables.ts";
import type { Cells, World } from "../worlds/world.ts";
import { rowsOf } from "../worlds/world.ts";
import { isTerminal, ladderOf, placeOf, standingOf } from "./process.ts";
import type { Instant } from "./time.ts";
import { readInstant } from "./time.ts";

/** The mark of a stage or currency whose history begins later and does not say what was before. */
export const unknownValue = "\u0000unknown";

/** A row of one history: the value from an instant on, and what was before. */
export interface Change {
  readonly at: Instant;
  readonly recorded: number;
  readonly value: string;
  readonly before: string;
  readonly changeId: string;
  readonly row: Cells;
}

/** A history: all its rows, and those known at the instant asked about, both in order. */
export interface History {
  readonly all: readonly Change[];
  readonly known: readonly Change[];
}

export const recordedAt = (row: Cells, occurred: Instant, zone: string): number =>
  Math.max(occurred.t, readInstant(row.recorded_at, zone)?.t ?? occurred.t);

const readChanges = (
  world: World,
  table: TableName,
  owns: (row: Cells) => boolean,
  value: string,
  before: string,
): Change[] =>
  rowsOf(world, table).flatMap((row) => {
    if (!owns(row)) return [];
    const at = readInstant(row.changed_at, world.config.timezone);
    if (at === null) return [];
    const recorded = recordedAt(row, at, world.config.timezone);
    return [{ at, recorded, value: row[value] ?? "", before: row[before] ?? "", changeId: row.change_id ?? "", row }];
  });

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const compareIds = (a: string, b: string): number =>
  /^\d+$/.test(a) && /^\d+$/.test(b) ? Number(a) - Number(b) : byText(a, b);

/** R6: by instant, then by `change_id` where all rows of that instant have one, then by the process. */
const ordered = (world: World, rows: readonly Change[]): Change[] => {
  const numbered = new Map<number, boolean>();
  for (const row of rows) numbered.set(row.at.t, (numbered.get(row.at.t) ?? true) && row.changeId !== "");
  return [...rows].sort((a, b) => {
    if (a.at.t !== b.at.t) return a.at.t - b.at.t;
    if (numbered.get(a.at.t) === true) return compareIds(a.changeId, b.changeId);
    return placeOf(world.config, a.value) - placeOf(world.config, b.value) || byText(a.value, b.value);
  });
};

const history = (world: World, rows: readonly Change[], asOf: number): History => ({
  all: ordered(world, rows),
  known: ordered(
    world,
    rows.filter((row) => row.recorded <= asOf),
  ),
});

export interface Histories {
  readonly stage: History;
  readonly owner: History;
  readonly amount: History;
  readonly currency: History;
}

export const historiesOf = (world: World, kind: RecordKind, ids: readonly string[], asOf: number): Histories => {
  const subject = (row: Cells): boolean => row.subject_type === kind && ids.includes(row.subject_id ?? "");
  const valued = (field: string) => (row: Cells) =>
    kind === "opportunity" && row.field === field && ids.includes(row.opportunity_id ?? "");
  const read = (...args: [TableName, (row: Cells) => boolean, string, string]): History =>
    history(world, readChanges(world, ...args), asOf);
  return {
    stage: read("stage_changes", subject, "stage", "from_stage"),
    owner: read("owner_changes", subject, "owner_id", "from_owner_id"),
    amount: read("value_changes", valued("amount"), "value", "from_value"),
    currency: read("value_changes", valued("currency"), "value", "from_value"),
  };
};

/** A column beside its history: the last row known holds; before any is known, what the first one says was before. */
const column = (own: string, past: History, whenUnsaid: string): string => {
  const last = past.known.at(-1);
  if (last !== undefined) return last.value;
  const first = past.all[0];
  if (first === undefined) return own;
  return first.before === "" ? whenUnsaid : first.before;
};

/** When a record without history closed: its own close time; a lead's is its disqualification. */
export const closeColumn = (row: Cells, kind: RecordKind, zone: string): Instant | null =>
  kind === "lead"
    ? readInstant(row.disqualified_at, zone)
    : (readInstant(row.closed_at, zone) ?? readInstant(row.closed_on, zone));

/** Of several members together: a column is never read for a time before their history begins, whichever of them it is from. */
export const beforeAnyRow = (columns: Cells, { stage, owner, amount, currency }: Histories): Cells => {
  const then: Cells = { ...columns };
  const begins = (past: History): boolean => past.known.length === 0 && past.all.length > 0;
  if (begins(stage)) then.stage = column("", stage, unknownValue);
  if (begins(owner)) then.owner_id = column("", owner, "");
  if (begins(amount)) then.amount = column("", amount, "");
  if (begins(currency)) then.currency = column("", currency, unknownValue);
  return then;
};

/** The columns of one record as they stood at `asOf`: what had not occurred is empty, tracked ones follow their rows. */
export const columnsAt = (world: World, kind: RecordKind, row: Cells, asOf: number): Cells => {
  const zone = world.config.timezone;
  const past = historiesOf(world, kind, [row[`${kind}_id`] ?? ""], asOf);
  const later = (text: string | undefined): boolean => (readInstant(text, zone)?.t ?? asOf) > asOf;
  const then: Cells = { ...row };
  const close = closeColumn(row, kind, zone);
  if (past.stage.all.length === 0 && close !== null && close.t > asOf) {
    if (isTerminal(standingOf(world.config, row.stage ?? ""))) {
      then.stage = ladderOf(world.config, kind, row.pipeline_id)[0] ?? "";
    }
  }
  if (later(row.converted_at)) then.opportunity_id = "";
  if (later(row.merged_at)) then.merged_into = "";
  for (const name of [
    "converted_at",
    "assigned_at",
    "disqualified_at",
    "closed_at",
    "closed_on",
    "deleted_at",
    "merged_at",
  ]) {
    if (later(row[name])) then[name] = "";
  }
  then.stage = column(then.stage ?? "", past.stage, unknownValue);
  then.owner_id = column(then.owner_id ?? "", past.owner, "");
  then.amount = column(then.amount ?? "", past.amount, "");
  then.currency = column(then.currency ?? "", past.currency, unknownValue);
  return then;
};
