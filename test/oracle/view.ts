/** Everything as it was known at one instant: records made one of their merged members, and the rows beside them. */
import type { RecordKind, WorkspaceConfig } from "../../src/model/process.ts";
import type { TableName } from "../../src/model/tables.ts";
import type { Cells, World } from "../worlds/world.ts";
import { rowsOf } from "../worlds/world.ts";
import type { Member } from "./joined.ts";
import { joined, survivors } from "./joined.ts";
import { columnsAt, recordedAt } from "./known.ts";
import type { Rec } from "./record.ts";
import { recordOf } from "./record.ts";
import type { Instant } from "./time.ts";
import { addDays, dateOf, midnight, readInstant } from "./time.ts";

/** A row with an instant of its own that was known. */
export interface Known {
  readonly row: Cells;
  readonly at: Instant;
}

export interface View {
  readonly world: World;
  readonly config: WorkspaceConfig;
  readonly zone: string;
  readonly asOf: number;
  /** Survivors and, with the reason `merged`, what has been merged away, as it stands alone. */
  readonly leads: readonly Rec[];
  readonly opportunities: readonly Rec[];
  /** id -> the id of the survivor. */
  readonly survivor: Record<RecordKind, ReadonlyMap<string, string>>;
  readonly activities: readonly Known[];
  readonly responses: readonly Known[];
  readonly spend: readonly Known[];
  /** Kept here because every row of an answer has the same. */
  readonly horizons: Map<string, number>;
}

const knownRows = (world: World, table: TableName, occurred: string, asOf: number): Known[] =>
  rowsOf(world, table).flatMap((row) => {
    const at = readInstant(row[occurred], world.config.timezone);
    return at !== null && recordedAt(row, at, world.config.timezone) <= asOf ? [{ row, at }] : [];
  });

const recordsAt = (world: World, kind: RecordKind, asOf: number): { records: Rec[]; survivor: Map<string, string> } => {
  const zone = world.config.timezone;
  const table = kind === "lead" ? "leads" : "opportunities";
  const members: Member[] = knownRows(world, table, "created_at", asOf).map(({ row, at }) => ({
    id: row[`${kind}_id`] ?? "",
    created: at,
    columns: columnsAt(world, kind, row, asOf),
  }));
  const survivor = survivors(members, asOf, zone);
  const records = members.map((member) => {
    const away = survivor.get(member.id) !== member.id;
    const others = members.filter((other) => other.id !== member.id && survivor.get(other.id) === member.id);
    const whole = away ? member : joined(member, others, kind);
    const ids = away ? [member.id] : [member.id, ...others.map((other) => other.id)];
    const deletedAt = readInstant(member.columns.deleted_at, zone)?.t ?? null;
    return recordOf(world, kind, whole, ids, away, asOf, deletedAt);
  });
  return { records, survivor };
};

export const viewAt = (world: World, asOf: number): View => {
  const leads = recordsAt(world, "lead", asOf);
  const opportunities = recordsAt(world, "opportunity", asOf);
  return {
    world,
    config: world.config,
    zone: world.config.timezone,
    asOf,
    leads: leads.records,
    opportunities: opportunities.records,
    survivor: { lead: leads.survivor, opportunity: opportunities.survivor },
    activities: knownRows(world, "activities", "occurred_at", asOf),
    responses: knownRows(world, "responses", "received_at", asOf),
    spend: knownRows(world, "spend", "spent_on", asOf),
    horizons: new Map(),
  };
};

export const dateIn = (view: View, t: number): string => dateOf(t, view.zone);

/** The local date after the last one that had begun by the as-of. */
export const dayAhead = (view: View): string => {
  const date = dateIn(view, view.asOf);
  return midnight(date, view.zone) === view.asOf ? date : addDays(date, 1);
};

/** The record that an id of a row means: the survivor of whatever it names. */
export const recordNamed = (view: View, kind: RecordKind, id: string | undefined): Rec | undefined => {
  const end = view.survivor[kind].get(id ?? "");
  return (kind === "lead" ? view.leads : view.opportunities).find((record) => record.id === end);
};
