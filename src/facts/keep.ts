/** Facts kept: those of the present as-of in the warehouse, those of other instants in memory for as long as they are asked for. */
import type { WorkspaceConfig } from "../model/process.ts";
import { isShortOfMemory } from "../problem.ts";
import { name, type Runner, sql, type Transactor, whole } from "../sql/index.ts";
import { buildFacts, usesOf } from "./build.ts";
import type { FactsContext } from "./context.ts";
import { definitionOf } from "./definition.ts";
import { addKnownSince, dropDifference, type Replacing, refreshFacts } from "./refresh.ts";
import { watermark } from "./watermark.ts";

const kept = "facts";

export interface KeepOptions {
  readonly config: WorkspaceConfig;
  /** What the data and the process are; facts of another state are not current. */
  readonly batch: number;
  readonly configHash: string;
  /** The wall clock, epoch milliseconds. */
  readonly now: number;
  /** `changed_records` of this session tell what the last batch changed. */
  readonly changesKnown?: boolean;
  /** Up to which share of all records the changed ones alone are computed; beyond, everything is. */
  readonly refreshUpTo?: number;
  /** Hears of a refresh before it replaces any fact, and lets it: brings up to date what was added up of them in schema `rollups`. */
  readonly aroundReplacing?: (what: Replacing & { readonly before: number; readonly asOf: number }) => Promise<void>;
  readonly onStep?: (done: number, of: number) => void;
}

export interface KeptFacts {
  /** The as-of of the facts: the latest fact. `null` without any data. */
  readonly watermark: number | null;
  readonly did: "kept" | "refreshed" | "built";
}

const stateOf = async (runner: Runner) => {
  const [exists] = await runner.rows(
    sql`select count(*) as n from duckdb_tables() where schema_name = ${kept} and table_name = 'meta' and database_name = current_database()`,
  );
  if (Number(exists?.n) === 0) return null;
  const [row] = await runner.rows(sql`select definition, batch, config_hash, as_of, has_future from facts.meta`);
  return row === undefined
    ? null
    : {
        definition: String(row.definition),
        batch: Number(row.batch),
        configHash: String(row.config_hash),
        asOf: Number(row.as_of),
        hasFuture: row.has_future === true,
      };
};

export const contextAt = async (
  runner: Runner,
  config: WorkspaceConfig,
  asOf: number,
  schema: string,
): Promise<FactsContext> => ({
  asOf,
  config,
  schema,
  scope: "all",
  uses: await usesOf(runner),
});

/** What was added up of the facts as they were no longer counts as kept, but may be brought up to date. Whether there is any. */
const setSumsAside = async (runner: Runner): Promise<boolean> => {
  const [exists] = await runner.rows(
    sql`select count(*) as n from duckdb_tables() where schema_name = 'rollups' and table_name = 'parts' and database_name = current_database()`,
  );
  if (Number(exists?.n) === 0) return false;
  await runner.run(sql`create or replace table rollups.before as select * from rollups.parts`);
  await runner.run(sql`drop table rollups.parts`);
  return true;
};

/** Leaves facts that are current: as they were, refreshed for what changed, or built. A kill on the way means a build next time. */
export const keepFacts = async (runner: Transactor, options: KeepOptions): Promise<KeptFacts> => {
  const { config, batch, configHash, now } = options;
  const state = await stateOf(runner);
  const code = definitionOf(import.meta.filename);
  const isSameKind = state !== null && state.definition === code && state.configHash === configHash;
  if (isSameKind && state.batch === batch && !state.hasFuture) return { watermark: state.asOf, did: "kept" };
  const found = await watermark(runner, config.timezone, now, state?.asOf);
  if (found === null) return { watermark: null, did: "kept" };
  if (isSameKind && state.batch === batch && state.asOf === found.at) return { watermark: state.asOf, did: "kept" };
  const canRefresh =
    isSameKind &&
    state.batch === batch - 1 &&
    !state.hasFuture &&
    options.changesKnown === true &&
    found.at >= state.asOf;
  const around = canRefresh && (await setSumsAside(runner)) ? options.aroundReplacing : undefined;
  if (around === undefined) await runner.run(sql`drop schema if exists rollups cascade`);
  await runner.run(sql`create schema if not exists ${name(kept)}`);
  await runner.run(
    sql`create or replace table facts.meta (definition varchar, batch integer, config_hash varchar, as_of double, has_future boolean)`,
  );
  const context = await contextAt(runner, config, found.at, kept);
  if (canRefresh) await addKnownSince(runner, state.asOf, found.at);
  let refreshed = false;
  let mustBuild = !canRefresh;
  if (canRefresh) {
    const renewing = around && ((what: Replacing) => around({ ...what, before: state.asOf, asOf: found.at }));
    try {
      refreshed = await refreshFacts(runner, context, state.asOf, options.refreshUpTo, renewing);
    } catch (error) {
      // What is computed of the changed ones stands in memory beside the rest; of all there is nothing beside.
      if (!isShortOfMemory(error)) throw error;
      await dropDifference(runner);
      await runner.run(sql`drop schema if exists rollups cascade`);
      mustBuild = true;
    }
  }
  if (mustBuild) await buildFacts(runner, context, options.onStep);
  await runner.run(
    sql`insert into facts.meta values (${code}, ${whole(batch)}, ${configHash}, ${found.at}, ${found.hasFuture})`,
  );
  return { watermark: found.at, did: refreshed ? "refreshed" : "built" };
};

/** Whether facts that lay in the future have come true since: those kept are not current any more, though the data is the same. */
export const haveComeTrue = async (
  runner: Runner,
  { config, now }: Pick<KeepOptions, "config" | "now">,
): Promise<boolean> => {
  const state = await stateOf(runner);
  if (state === null || !state.hasFuture) return false;
  return (await watermark(runner, config.timezone, now, state.asOf))?.at !== state.asOf;
};

/** How many instants beside the present one are held at once. */
const held = 3;

/** Lets go of all instants beside the present one: they are of data that has changed. */
export const dropInstants = async (runner: Runner): Promise<void> => {
  const found = await runner.rows(
    sql`select schema_name as schema from duckdb_schemas() where database_name = 'memory' and starts_with(schema_name, 'asof_')`,
  );
  for (const { schema } of found) await runner.run(sql`drop schema if exists ${name(`memory.${schema}`)} cascade`);
};

/**
 * Schemas of facts by as-of: the kept one at the watermark, else built once in memory; the one that was not asked for longest makes room.
 * `whenUnused` runs what drops a schema once no question reads it any more: others may be asking of it at this moment.
 */
export const factsByInstant = (
  runner: Runner,
  config: WorkspaceConfig,
  present: number,
  whenUnused: (drop: () => Promise<void>) => Promise<void> = (drop) => drop(),
): ((asOf: number) => Promise<string>) => {
  const built = new Map<number, Promise<string>>();
  let number = 0;
  const build = async (asOf: number): Promise<string> => {
    // A name of its own for each: one that makes room may still be read, or even be built, when it is asked for again.
    number += 1;
    const schema = `memory.asof_${String(Math.round(asOf)).replace("-", "b")}_${number}`;
    await buildFacts(runner, await contextAt(runner, config, asOf, schema));
    return schema;
  };
  const drop = async (schema: string): Promise<void> => runner.run(sql`drop schema if exists ${name(schema)} cascade`);
  return async (asOf) => {
    if (asOf === present) return kept;
    const known = built.get(asOf);
    const found = known ?? build(asOf);
    // Asked for just now: the last to make room. What could not be built is tried again.
    built.delete(asOf);
    built.set(asOf, found);
    found.catch(() => built.delete(asOf));
    const [oldest] = built;
    if (built.size > held && oldest !== undefined) {
      const [instant, schema] = oldest;
      built.delete(instant);
      // What was never built to its end leaves nothing that is worth a failure.
      await whenUnused(async () => schema.then(drop, () => {}));
    }
    return found;
  };
};
