/** What every fact is computed under: an instant of knowledge, the declared process, and perhaps only some records. */
import type { WorkspaceConfig } from "../model/process.ts";
import { instant, name, quoted, type Sql, sql, whole } from "../sql/index.ts";

export interface FactsContext {
  /** Epoch milliseconds: only what was recorded and had occurred by then exists. */
  readonly asOf: number;
  readonly config: WorkspaceConfig;
  /** Where the facts are put: one schema for the current as-of, others for other instants. */
  readonly schema: string;
  /** `changed`: only the records in the scope tables are computed. */
  readonly scope: "all" | "changed";
  /** Where only some records are computed: the schema of the facts of all others. */
  readonly within?: string;
  /** What the data never uses need not be computed: no older versions, no merges, no mixed change ids. */
  readonly uses: DataUses;
}

/** What occurs in the data at all; computed once, so that plain data pays for none of it. */
export interface DataUses {
  readonly versionedTables: ReadonlySet<string>;
  readonly changeIds: "all" | "none" | "some";
  /** When the latest row of a table was created or recorded, epoch milliseconds; later than that all of them are known. */
  readonly latest: ReadonlyMap<string, number>;
  /** When the first of what fills the facts was, epoch milliseconds; 0 where nothing is known. */
  readonly earliest: number;
  /** Tables whose rows lie roughly in the order of their creation, so that nothing is won by sorting them. */
  readonly orderedTables: ReadonlySet<string>;
  /** Kinds of records of which any to compute is merged, as numbers of `objects`; absent: perhaps some of each. */
  readonly merged?: ReadonlySet<number>;
}

export const hasMerged = ({ uses }: FactsContext, object: 0 | 1): boolean => uses.merged?.has(object) ?? true;

/** Facts lie in the order of time, so that a question about a month reads little else: sorted unless they come so already. */
export const inTime = (context: FactsContext, table: "leads" | "opportunities", column: Sql): Sql =>
  context.uses.orderedTables.has(table) ? sql`` : sql`order by ${column}`;

/** What no record decides: where only some are computed, it is as it is. */
const shared: ReadonlySet<string> = new Set([
  "process_stages",
  "ladders",
  "rates",
  "memberships",
  "team_ancestors",
  "person_zones",
  "work_calendars",
  "work_hours",
  "work_days",
]);

/** A table of these facts. */
export const fact = ({ schema, within }: FactsContext, table: string): Sql =>
  name(`${within !== undefined && shared.has(table) ? within : schema}.${table}`);

export const asOf = (context: FactsContext): Sql => instant(context.asOf);

/** The condition that a record is among those to compute. */
export const inScope = (context: FactsContext, kind: "lead" | "opportunity", column: Sql): Sql =>
  context.scope === "all" ? sql`true` : sql`${column} in (select no from ${fact(context, `scope_${kind}`)})`;

/** Categories of stages as small integers. */
export const category = {
  open: 0,
  won: 1,
  lost: 2,
  no_decision: 3,
  hold: 4,
  void: 5,
  undeclared: 6,
  unknown: 7,
  none: 8,
} as const;

/** Places that are no stage of any source: a lead without a stage, and a record before its first known move. */
export const noStage = -1;
export const unknownStage = -2;

export const objects = { lead: 0, opportunity: 1 } as const;

export { localClock, localDay, localTime } from "./local.ts";

/** The UTC instant at which a local date begins. */
export const startOfDay = (context: FactsContext, date: Sql): Sql =>
  context.config.timezone === "UTC"
    ? sql`cast(${date} as timestamp)`
    : sql`timezone('UTC', timezone(${quoted(context.config.timezone)}, cast(${date} as timestamp)))`;

/** Seconds as days, never truncated. */
export const daysBetween = (from: Sql, to: Sql): Sql => sql`(epoch_us(${to}) - epoch_us(${from})) / 86400000000.0`;

export const code = (of: keyof typeof category): Sql => whole(category[of]);

/** A fact of all records: those computed, and where these are only some, the others as they are. */
export const factOfAll = (
  context: FactsContext,
  table: string,
  columns: Sql,
  isScoped: (kind: "lead" | "opportunity") => Sql,
): Sql => {
  if (context.within === undefined) return fact(context, table);
  const kind = table.startsWith("lead") ? "lead" : "opportunity";
  return sql`(select ${columns} from ${fact(context, table)} union all
    select ${columns} from ${name(`${context.within}.${table}`)} where not ${isScoped(kind)})`;
};

/** Why a record is in no population, as a column: words of a closed list are stored as numbers. */
export const exclusion = (reason: Sql): Sql => sql`(${reason})::enum('merged', 'test', 'deleted', 'void')`;
