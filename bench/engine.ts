/** The engine under measurement: facts built in the same file, an asker over them, every statement's cost known. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import type { Engine, Session } from "../src/engines/index.ts";
import { buildFacts, type FactsContext, usesOf, watermark } from "../src/facts/index.ts";
import { catalogue } from "../src/kpis/index.ts";
import type { WorkspaceConfig } from "../src/model/process.ts";
import { type Asker, type AskerOptions, createAsker } from "../src/query/index.ts";
import type { Runner, Transactor } from "../src/sql/index.ts";

export const now = Date.parse("2030-01-01T00:00:00Z");

export const contextOf = async (
  session: Runner,
  config: WorkspaceConfig,
  asOf: number,
  schema: string,
): Promise<FactsContext> => ({
  asOf,
  config,
  schema,
  scope: "all",
  uses: await usesOf(session),
});

export const build = async (
  session: Session,
  config: WorkspaceConfig,
  asOf: number,
  schema = "facts",
): Promise<void> => {
  await buildFacts(session, await contextOf(session, config, asOf, schema));
};

export const latest = async (session: Runner, config: WorkspaceConfig): Promise<number> =>
  (await watermark(session, config.timezone, now))?.at ?? 0;

export const optionsOf = (
  runner: Runner,
  config: WorkspaceConfig,
  at: number,
  factsAt: (asOf: number) => Promise<string> = async () => "facts",
): AskerOptions => ({ runner, config, catalogue, watermark: at, factsAt });

export const askerOf = async (
  runner: Runner,
  config: WorkspaceConfig,
  at: number,
  factsAt: (asOf: number) => Promise<string> = async () => "facts",
): Promise<Asker> => createAsker(optionsOf(runner, config, at, factsAt));

/** CPU seconds of this process, all threads, since it began. */
export const cpu = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

/** CPU seconds of each thread of this process, where the system tells them. */
const threadTimes = (): ReadonlyMap<string, number> => {
  const folder = "/proc/self/task";
  const times = new Map<string, number>();
  for (const thread of existsSync(folder) ? readdirSync(folder) : []) {
    const file = `${folder}/${thread}/schedstat`;
    if (existsSync(file)) times.set(thread, Number(readFileSync(file, "utf8").split(" ")[0]) / 1e9);
  }
  return times;
};

interface Told {
  readonly text: string;
  readonly cpu: number;
  readonly wall: number;
  /** CPU seconds of the thread that did most: what the statement takes at least where every thread has a core. */
  readonly longest: number;
}

/** A runner that adds up the CPU time of what goes through it, `byThread` that of each thread as well, which takes time itself. */
export const counting = (session: Session, byThread = false): { runner: Transactor; told: Told[] } => {
  const times = byThread ? threadTimes : (): ReadonlyMap<string, number> => new Map();
  const told: Told[] = [];
  const timed = async <Result>(text: string, work: () => Promise<Result>): Promise<Result> => {
    // What measuring takes is within the time of the statement, not of what is made of it.
    const wall = performance.now();
    const [threads, start] = [times(), cpu()];
    const result = await work();
    const spent = cpu() - start;
    const longest = Math.max(0, ...[...times()].map(([thread, time]) => time - (threads.get(thread) ?? 0)));
    told.push({ text, cpu: spent, wall: performance.now() - wall, longest });
    return result;
  };
  return {
    told,
    runner: {
      run: (statement) => timed(statement.chunks.join("?"), () => session.run(statement)),
      rows: (query) => timed(query.chunks.join("?"), () => session.rows(query)),
      columns: (query) => timed(query.chunks.join("?"), () => session.columns(query)),
      transaction: (work) => session.transaction(work),
    },
  };
};

export const withSession = async <Result>(
  engine: Engine,
  work: (session: Session) => Promise<Result>,
): Promise<Result> => {
  await using session = await engine.session();
  return await work(session);
};
