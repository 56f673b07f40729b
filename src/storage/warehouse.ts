/** The warehouse file: a projection of what was accepted, with the numbers of the batches that are in it. */
import { createHash } from "node:crypto";
import { dirname } from "node:path";
import { type Engine, openDuckDb, type Session } from "../engines/index.ts";
import { createTables } from "../model/physical.ts";
import { damageOf, Problem, shortageOf } from "../problem.ts";
import { instant, type Sql, sql, whole } from "../sql/index.ts";
import { hasCode, move, remove } from "./durable.ts";

export interface WarehouseOptions {
  readonly file: string;
  readonly tempDirectory: string;
  readonly memoryLimit?: string;
  readonly threads?: number;
  /** What stored rows depend on beside the accepted files: when it changes, the warehouse is built anew. */
  readonly basis: string;
  /** So do they on the report time zone: local times are stored in UTC. */
  readonly zone: string;
}

export interface Warehouse {
  readonly engine: Engine;
  readonly loaded: readonly number[];
  /** Why it was begun anew; null when it was as expected. */
  readonly begun: "absent" | "unreadable" | "outdated" | "rezoned" | null;
}

const statement = (text: string): Sql => ({ chunks: [text], values: [] });

/** What is made of cells, where that has changed without the form of any table: what was brought in before is read anew. */
const reading = "texts without blanks at their ends";

/** The forms of the tables, how cells are read and the given words, as one short text. */
export const basisOf = (...words: readonly string[]): string =>
  createHash("sha256")
    .update([...createTables(), reading, ...words].join("\n"))
    .digest("hex")
    .slice(0, 16);

/** As it is written down in the file. */
const written = ({ basis, zone }: WarehouseOptions): string => `${basis} ${zone}`;

const create = (session: Session, options: WarehouseOptions): Promise<void> =>
  session.transaction(async () => {
    for (const text of createTables()) await session.run(statement(text));
    await session.run(sql`create table loaded_batches (batch integer, imported_at timestamp)`);
    await session.run(sql`create table warehouse_basis (basis varchar)`);
    await session.run(sql`insert into warehouse_basis values (${written(options)})`);
  });

/** Writes down, in the loader's own transaction, that the batch is in. */
export const markLoaded = (session: Session, batch: number, importedAt: number): Promise<void> =>
  session.run(sql`insert into loaded_batches values (${whole(batch)}, ${instant(importedAt)})`);

export const loadedBatches = async (session: Session): Promise<readonly number[]> =>
  (await session.rows<{ batch: number }>(sql`select batch from loaded_batches order by batch`)).map(
    ({ batch }) => batch,
  );

type Found =
  | { readonly is: "empty" }
  | { readonly is: "outdated" | "rezoned" }
  | { readonly is: "good"; loaded: readonly number[] };

const look = async (session: Session, options: WarehouseOptions): Promise<Found> => {
  const known = await session.rows<{ name: string }>(
    sql`select table_name as name from duckdb_tables() where database_name = 'warehouse' and schema_name = 'main'`,
  );
  if (known.length === 0) return { is: "empty" };
  if (!known.some(({ name }) => name === "warehouse_basis")) return { is: "outdated" };
  const [row] = await session.rows<{ basis: string }>(sql`select basis from warehouse_basis`);
  if (row?.basis === written(options)) return { is: "good", loaded: await loadedBatches(session) };
  return { is: row?.basis.split(" ")[0] === options.basis ? "rezoned" : "outdated" };
};

const inSession = async <Result>(engine: Engine, work: (session: Session) => Promise<Result>): Promise<Result> => {
  await using session = await engine.session();
  return await work(session);
};

const open = ({ file, tempDirectory, memoryLimit, threads }: WarehouseOptions): Promise<Engine> =>
  openDuckDb({ file, tempDirectory, fileAccess: true, memoryLimit, threads });

const begin = async (options: WarehouseOptions, begun: Warehouse["begun"]): Promise<Warehouse> => {
  const engine = await open(options);
  await inSession(engine, (session) => create(session, options));
  return { engine, loaded: [], begun };
};

/** Puts the present file aside and begins an empty one; the old file stays until `forgetOld`. */
export const beginAnew = async (options: WarehouseOptions, begun: Warehouse["begun"]): Promise<Warehouse> => {
  for (const ending of ["", ".wal"]) {
    await remove(`${options.file}.old${ending}`);
    await move(`${options.file}${ending}`, `${options.file}.old${ending}`).catch((error: unknown) => {
      if (!hasCode(error, "ENOENT")) throw error;
    });
  }
  return begin(options, begun);
};

export const forgetOld = async ({ file }: WarehouseOptions): Promise<void> => {
  for (const ending of ["", ".wal"]) await remove(`${file}.old${ending}`);
};

/** As the engine says it on Linux and macOS, and on Windows, whose own words are in its language. */
const isHeldByAnother = (error: unknown): boolean =>
  error instanceof Error && /could not set lock|file is already open in|used by another process/i.test(error.message);

/** Opens the file; one that is absent, unreadable or of another basis is begun anew. */
export const openWarehouse = async (options: WarehouseOptions): Promise<Warehouse> => {
  let engine: Engine;
  try {
    engine = await open(options);
  } catch (error) {
    if (isHeldByAnother(error))
      throw new Problem("workspace_locked", { folder: dirname(options.file), owner: "another process" });
    if (shortageOf(error) !== null) throw error;
    return beginAnew(options, "unreadable");
  }
  let begun: "outdated" | "rezoned";
  try {
    const found = await inSession(engine, (session) => look(session, options));
    if (found.is === "good") return { engine, loaded: found.loaded, begun: null };
    if (found.is === "empty") {
      await inSession(engine, (session) => create(session, options));
      return { engine, loaded: [], begun: "absent" };
    }
    begun = found.is;
  } catch (error) {
    await engine[Symbol.asyncDispose]();
    if (damageOf(error) === null) throw error;
    return beginAnew(options, "unreadable");
  }
  await engine[Symbol.asyncDispose]();
  return beginAnew(options, begun);
};
