/** The facts at the watermark, kept in the warehouse, and built again when what they stand on has changed. */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Session } from "../engines/index.ts";
import { buildFacts, usesOf, watermark } from "../facts/index.ts";
import { Problem } from "../problem.ts";
import { sql } from "../sql/index.ts";
import type { Workspace } from "../storage/index.ts";
import type { Progress } from "./progress.ts";

/** Facts made by another version of their code are not ours. */
const codeHash = (): string => {
  const folder = join(import.meta.dirname, "../facts");
  const hash = createHash("sha256");
  for (const name of readdirSync(folder).sort()) hash.update(readFileSync(join(folder, name)));
  return hash.digest("hex").slice(0, 16);
};

interface Kept {
  readonly basis: string;
  readonly watermark: number;
  readonly hasFuture: boolean;
}

const keptIn = async (session: Session): Promise<Kept | null> => {
  const [there] = await session.rows(
    sql`select count(*)::integer as n from duckdb_tables() where database_name = 'warehouse' and schema_name = 'facts' and table_name = 'kept'`,
  );
  if (there?.n !== 1) return null;
  const [row] = await session.rows(sql`select basis, watermark, has_future from facts.kept`);
  return row === undefined
    ? null
    : { basis: String(row.basis), watermark: Number(row.watermark), hasFuture: row.has_future === true };
};

const build = async (
  session: Session,
  workspace: Workspace<unknown>,
  basis: string,
  now: number,
  progress: Progress,
): Promise<number> => {
  const { config, folder } = workspace;
  const found = await watermark(session, config.timezone, now);
  if (found === null) throw new Problem("empty_workspace", { folder });
  await session.transaction(async () => {
    await session.run(sql`drop schema if exists facts cascade`);
    const context = { asOf: found.at, config, schema: "facts", scope: "all", uses: await usesOf(session) } as const;
    await buildFacts(session, context, (done, of) => progress.show("working out the facts", done, of));
    await session.run(sql`create table facts.kept (basis varchar, watermark double, has_future boolean)`);
    await session.run(sql`insert into facts.kept values (${basis}, ${found.at}, ${found.hasFuture})`);
  });
  return found.at;
};

/** The watermark of the facts in schema `facts`, which are now those of the workspace. Problem: `empty_workspace`. */
export const keepFacts = async (
  session: Session,
  workspace: Workspace<unknown>,
  now: number,
  progress: Progress,
): Promise<number> => {
  const { batch, configHash } = workspace.version;
  const basis = `${batch} ${configHash} ${codeHash()}`;
  const kept = await keptIn(session);
  // Facts that lay in the future when these were built may have come true since.
  if (kept !== null && kept.basis === basis && !kept.hasFuture) return kept.watermark;
  return build(session, workspace, basis, now, progress);
};

/** Facts of other instants, built when they are asked for and gone with the session. */
export const factsOfInstants = (
  session: Session,
  workspace: Workspace<unknown>,
  atWatermark: number,
  progress: Progress,
) => {
  const built = new Map<number, Promise<string>>();
  const make = async (asOf: number): Promise<string> => {
    const schema = `facts_then_${built.size + 1}`;
    await session.run(sql`drop schema if exists ${{ chunks: [schema], values: [] }} cascade`);
    const context = { asOf, config: workspace.config, schema, scope: "all", uses: await usesOf(session) } as const;
    await buildFacts(session, context, (done, of) => progress.show("working out what was known then", done, of));
    return schema;
  };
  return {
    at: (asOf: number): Promise<string> => {
      if (asOf === atWatermark) return Promise.resolve("facts");
      const found = built.get(asOf) ?? make(asOf);
      built.set(asOf, found);
      return found;
    },
    drop: async (): Promise<void> => {
      for (const schema of built.values())
        await session.run(sql`drop schema if exists ${{ chunks: [await schema], values: [] }} cascade`);
    },
  };
};
