/** What building, recomputing for the past and refreshing of facts cost, beside the same facts written by hand. */
import type { Session } from "../src/engines/index.ts";
import { buildFacts } from "../src/facts/index.ts";
import { refreshFacts } from "../src/facts/refresh.ts";
import { catalogue } from "../src/kpis/index.ts";
import type { WorkspaceConfig } from "../src/model/process.ts";
import { renewSums, rollUp } from "../src/query/index.ts";
import type { Transactor } from "../src/sql/index.ts";
import { contextOf, cpu, latest, optionsOf } from "./engine.ts";
import { floorFacts, floorFigures } from "./floor/facts.ts";
import { statement } from "./measure.ts";

export interface BesideFloor {
  readonly engine: number;
  readonly floor: number;
  /** Figures on which the two do not agree, as sentences. */
  readonly differences: readonly string[];
}

/** The engine's facts and the hand-written ones of one instant, in schemas of their own; CPU seconds. */
export const besideFloor = async (
  session: Session,
  config: WorkspaceConfig,
  at: number,
  schemas: { readonly engine: string; readonly floor: string },
): Promise<BesideFloor> => {
  const context = await contextOf(session, config, at, schemas.engine);
  const start = cpu();
  await buildFacts(session, context);
  const between = cpu();
  const asOf = new Date(at).toISOString().replace("T", " ").replace("Z", "");
  for (const text of floorFacts({ schema: schemas.floor, facts: schemas.engine, asOf }))
    await session.run(statement(text));
  const end = cpu();
  const differences: string[] = [];
  for (const [table, figures] of Object.entries(floorFigures)) {
    const told = async (schema: string): Promise<string> =>
      JSON.stringify(
        await session.rows(
          statement(
            `select row(${figures})::varchar as figures from ${schema}.${table} where ${untouched(schemas.engine, table)}`,
          ),
        ),
      );
    const [ours, theirs] = [await told(schemas.engine), await told(schemas.floor)];
    if (ours !== theirs) differences.push(`${table}: ${ours} and ${theirs}`);
  }
  return { engine: between - start, floor: end - between, differences };
};

/** Records that no merge touches: what a survivor takes over is not in the floor. */
const untouched = (schema: string, table: string): string => {
  const merged = (object: 0 | 1): string => `(select member_no from ${schema}.merge_members where object = ${object})`;
  const lead = `no not in ${merged(0)} and no not in (select lead_no from leads where opportunity_no in ${merged(1)})`;
  const opportunity = `no not in ${merged(1)}`;
  if (["stage_visits", "reaches", "stays"].includes(table))
    return `((object = 0 and ${lead}) or (object = 1 and ${opportunity}))`;
  if (["activities", "attendances", "responses"].includes(table))
    return `coalesce(lead_no not in ${merged(0)}, true) and coalesce(opportunity_no not in ${merged(1)}, true)`;
  return table.startsWith("lead") ? lead : opportunity;
};

/** What a later export tells otherwise: nothing of it is as it was in the facts. */
const changes = [
  ["lead", "leads", "source = case source when 'event' then 'web' else 'event' end"],
  ["opportunity", "opportunities", "amount = amount + 1"],
  ["activity", "activities", "direction = case direction when 'inbound' then 'outbound' else 'inbound' end"],
] as const;

/** CPU seconds of a refresh after so many records changed: half leads, a quarter opportunities, a quarter activities. */
export const refreshAfter = async (
  session: Transactor,
  config: WorkspaceConfig,
  changed: number,
): Promise<{ readonly facts: number; readonly sums: number }> => {
  // Where so much changed that facts were built instead, there are no sums any more.
  const [sumsKept] = await session.rows(
    statement(
      "select count(*) as n from information_schema.tables where table_schema = 'rollups' and table_name = 'parts'",
    ),
  );
  if (Number(sumsKept?.n) === 0) await rollUp(optionsOf(session, config, await latest(session, config)));
  const some = (kind: string, table: string, count: number): string =>
    `select '${kind}' as kind, ${kind}_no as no from ${table} where hash(${kind}_no, ${count}) % (select count(*) from ${table}) < ${count}`;
  await session.run(
    statement(
      `create or replace temp table changed_records as ${some("lead", "leads", changed / 2)} union all ${some("opportunity", "opportunities", changed / 4)} union all ${some("activity", "activities", changed / 4)}`,
    ),
  );
  await session.run(statement("create or replace temp table changed_tables as select 'leads' as name"));
  for (const [kind, table, told] of changes)
    await session.run(
      statement(
        `update ${table} set ${told} where ${kind}_no in (select no from changed_records where kind = '${kind}')`,
      ),
    );
  await session.run(statement("checkpoint"));
  const context = await contextOf(session, config, await latest(session, config), "facts");
  let [sums, replacing] = [0, 0];
  const timed = async (work: () => Promise<void>): Promise<number> => {
    const start = cpu();
    await work();
    return cpu() - start;
  };
  await session.run(statement("create or replace table rollups.before as select * from rollups.parts"));
  await session.run(statement("drop table rollups.parts"));
  const whole = await timed(async () => {
    await refreshFacts(session, context, context.asOf, undefined, async (what) => {
      const replace = async () => {
        replacing += await timed(what.replace);
      };
      const renewal = { ...what, replace, before: context.asOf, asOf: context.asOf };
      sums += await timed(() => renewSums({ runner: session, config, catalogue }, renewal));
    });
  });
  return { facts: whole - (sums - replacing), sums: sums - replacing };
};
