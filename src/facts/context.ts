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
  /** What the data never uses need not be computed: no older versions, no merges, no mixed change ids. */
  readonly uses: DataUses;
}

/** What occurs in the data at all; computed once, so that plain data pays for none of it. */
export interface DataUses {
  readonly versionedTables: ReadonlySet<string>;
  readonly changeIds: "all" | "none" | "some";
}

/** A table of these facts. */
export const fact = (context: FactsContext, table: string): Sql => name(`${context.schema}.${table}`);

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

export { localDay, localTime } from "./local.ts";

/** The UTC instant at which a local date begins. */
export const startOfDay = (context: FactsContext, date: Sql): Sql =>
  context.config.timezone === "UTC"
    ? sql`cast(${date} as timestamp)`
    : sql`timezone('UTC', timezone(${quoted(context.config.timezone)}, cast(${date} as timestamp)))`;

/** Seconds as days, never truncated. */
export const daysBetween = (from: Sql, to: Sql): Sql => sql`(epoch_us(${to}) - epoch_us(${from})) / 86400000000.0`;

export const code = (of: keyof typeof category): Sql => whole(category[of]);
