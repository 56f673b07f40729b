/** What a question is computed under: which facts, at which as-of, over which local dates. */
import type { WorkspaceConfig } from "../model/process.ts";
import { instant, name, type Sql, sql } from "../sql/index.ts";

export interface Frame {
  readonly config: WorkspaceConfig;
  /** The schema of the facts. */
  readonly schema: string;
  /** Epoch milliseconds. */
  readonly asOf: number;
  /** Half-open local dates. */
  readonly range: { readonly from: string; readonly to: string };
  /** The units that rows are cut into, where they are: a population that looks at the whole period looks at each. */
  readonly units?: readonly { readonly from: string; readonly to: string }[];
  /** What rows are split and filtered by; absent: anything. Other columns of dimensions may be missing from them. */
  readonly dimensions?: ReadonlySet<string>;
  /** Of some of the leads and opportunities alone, where all take too long: of activities. */
  readonly drawn?: true;
  /** Days by key of a cohort; stages have one each. */
  readonly horizons: ReadonlyMap<string, number>;
}

export const fact = (frame: Frame, table: string): Sql => name(`${frame.schema}.${table}`);
export const asOf = (frame: Frame): Sql => instant(frame.asOf);

/** Of records whose facts do not keep what else was told of them: `attributes` where an attribute is asked for, by a join as `told`. */
export const toldAttributes = ({ dimensions }: Frame, joining: Sql): { readonly told: Sql; readonly join: Sql } =>
  dimensions !== undefined && [...dimensions].some((one) => one.startsWith("attribute."))
    ? { told: sql`, told.attributes`, join: joining }
    : { told: sql``, join: sql`` };

/** Where the data never says how long it takes. */
const defaultHorizonDays = 30;

/** `key` names the cohort: `stage_conversion.<stage>` or `<kpi>.<variant>` is configured on its own, or as its KPI. */
export const horizonDays = (frame: Frame, key: string): number =>
  frame.config.horizonDays[key] ??
  frame.config.horizonDays[key.split(".")[0] ?? key] ??
  frame.horizons.get(key) ??
  defaultHorizonDays;

/** No cohort is given longer. */
export const longestHorizon = (frame: Frame): number =>
  Math.max(defaultHorizonDays, ...Object.values(frame.config.horizonDays), ...frame.horizons.values());

/** Days from one instant to another, as a fraction. */
export const days = (from: Sql, to: Sql): Sql => sql`((epoch_us(${to}) - epoch_us(${from})) / 86400000000.0)`;
export const hours = (from: Sql, to: Sql): Sql => sql`((epoch_us(${to}) - epoch_us(${from})) / 3600000000.0)`;
