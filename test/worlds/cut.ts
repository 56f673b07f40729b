/**
 * A world as it was recorded at an instant. Every row recorded later is gone, and the columns of the records that are
 * left are set back to what the rows left say; so an answer as of that instant is the same in both worlds.
 *
 * Two things cannot be said by a column and keep a row instead. A stage or a currency whose history begins after the
 * instant and does not say what was before is *unknown*, which is not the same as empty (an empty stage means the first
 * one, an empty currency the workspace's): the first row of such a history stays. It is no fact at the instant yet.
 */
import { Temporal } from "temporal-polyfill";
import type { TableName } from "../../src/model/tables.ts";
import type { Cells, World } from "./world.ts";
import { rowsOf } from "./world.ts";

/** Epoch milliseconds of a cell; a date is its local midnight. */
export const rowAt = (text: string | undefined, zone: string): number => {
  if (text === undefined || text === "") return Number.NaN;
  if (/T.*(Z|[+-]\d{2}:\d{2})$/.test(text)) return Temporal.Instant.from(text).epochMilliseconds;
  return Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds;
};

const occurred: Partial<Record<TableName, string>> = {
  spend: "spent_on",
  leads: "created_at",
  opportunities: "created_at",
  stage_changes: "changed_at",
  owner_changes: "changed_at",
  value_changes: "changed_at",
  activities: "occurred_at",
  responses: "received_at",
  goals: "starts_on",
};

/** When a row became known; a goal is known from what it says, else from its start. */
const knownAt = (row: Cells, table: TableName, zone: string): number => {
  const at = rowAt(row[occurred[table] ?? ""], zone);
  const said = rowAt(row.recorded_at, zone);
  if (Number.isNaN(said)) return at;
  return table === "goals" ? said : Math.max(at, said);
};

interface Past {
  readonly kept: readonly Cells[];
  readonly first: Cells | undefined;
}

/** The history of one field of one record, in order of time. Ties are told apart as the definitions say. */
const pastOf = (world: World, rows: readonly Cells[], table: TableName, instant: number, value: string): Past => {
  const zone = world.config.timezone;
  const order = world.config.pipelines.flatMap(({ stages }) => stages.map(({ id }) => id));
  const at = (row: Cells): number => rowAt(row.changed_at, zone);
  const sorted = (some: readonly Cells[]): Cells[] =>
    [...some].sort((a, b) => {
      if (at(a) !== at(b)) return at(a) - at(b);
      const tied = some.filter((row) => at(row) === at(a));
      if (tied.every((row) => (row.change_id ?? "") !== "")) return Number(a.change_id) - Number(b.change_id);
      return order.indexOf(a[value] ?? "") - order.indexOf(b[value] ?? "");
    });
  return { kept: sorted(rows.filter((row) => knownAt(row, table, zone) <= instant)), first: sorted(rows)[0] };
};

const closings = ["won", "lost", "no_decision", "void"];

/** A closed record whose close lies ahead stood in the first open stage. */
const stageAhead = (world: World, kind: "lead" | "opportunity", row: Cells): string => {
  const pipeline = world.config.pipelines.find(({ id }) => id === row.pipeline_id) ?? world.config.pipelines[0]!;
  const stages = world.config.pipelines.flatMap(({ stages: all }) => all);
  const category = stages.find(({ id }) => id === row.stage)?.category ?? "open";
  if (!closings.includes(category)) return row.stage ?? "";
  return pipeline.stages.find((stage) => stage.of === kind && stage.category === "open")?.id ?? "";
};

const histories = {
  stage: { table: "stage_changes", value: "stage", before: "from_stage" },
  owner_id: { table: "owner_changes", value: "owner_id", before: "from_owner_id" },
  amount: { table: "value_changes", value: "value", before: "from_value" },
  currency: { table: "value_changes", value: "value", before: "from_value" },
  expected_close_on: { table: "value_changes", value: "value", before: "from_value" },
} as const;

const belongs = (row: Cells, kind: string, id: string, column: string): boolean =>
  row.field === undefined
    ? row.subject_type === kind && row.subject_id === id
    : row.opportunity_id === id && row.field === column;

const cutRecord = (
  world: World,
  kind: "lead" | "opportunity",
  row: Cells,
  instant: number,
  keep: Set<Cells>,
): Cells => {
  const zone = world.config.timezone;
  const ahead = (text: string | undefined): boolean => rowAt(text, zone) > instant;
  const then: Cells = { ...row };
  const close = kind === "lead" ? row.disqualified_at : row.closed_at || row.closed_on;
  if (ahead(close)) then.stage = stageAhead(world, kind, row);
  for (const [column, { table, value, before }] of Object.entries(histories)) {
    if (kind === "lead" && table === "value_changes") continue;
    const rows = rowsOf(world, table).filter((one) => belongs(one, kind, row[`${kind}_id`]!, column));
    if (rows.length === 0) continue;
    const past = pastOf(world, rows, table, instant, value);
    const last = past.kept.at(-1);
    then[column] = last !== undefined ? last[value]! : (past.first?.[before] ?? "");
    const isUnsaid = last === undefined && then[column] === "";
    if (isUnsaid && past.first !== undefined && (column === "stage" || column === "currency")) keep.add(past.first);
  }
  if (ahead(row.converted_at)) then.opportunity_id = "";
  if (ahead(row.merged_at)) then.merged_into = "";
  for (const name of [
    "assigned_at",
    "converted_at",
    "disqualified_at",
    "closed_at",
    "closed_on",
    "deleted_at",
    "merged_at",
  ]) {
    if (ahead(row[name])) then[name] = "";
  }
  return then;
};

export const cutAt = (world: World, instant: number): World => {
  const keep = new Set<Cells>();
  const left = (table: TableName): Cells[] =>
    rowsOf(world, table).filter((row) => !(knownAt(row, table, world.config.timezone) > instant));
  const leads = left("leads").map((row) => cutRecord(world, "lead", row, instant, keep));
  const opportunities = left("opportunities").map((row) => cutRecord(world, "opportunity", row, instant, keep));
  const tables: World["tables"] = { ...world.tables };
  for (const table of Object.keys(occurred) as TableName[]) {
    tables[table] = rowsOf(world, table).filter(
      (row) => keep.has(row) || !(knownAt(row, table, world.config.timezone) > instant),
    );
  }
  return { config: world.config, tables: { ...tables, leads, opportunities } };
};
