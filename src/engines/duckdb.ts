/** DuckDB in this process: opened by ATTACH from an in-memory instance, so that a kill or a full disk leaves a file that opens again. */
import { createRequire } from "node:module";
import { setTimeout as pause } from "node:timers/promises";
import type { DuckDBConnection, DuckDBPreparedStatement } from "@duckdb/node-api";
import { quoted, render, type Sql, sql } from "../sql/index.ts";
import { columnsOf } from "./columns.ts";
import type { CellValue, Columns, Engine, Session } from "./engine.ts";

export interface DuckDbOptions {
  /** The warehouse file; absent: everything in memory. */
  readonly file?: string;
  readonly memoryLimit?: string;
  readonly threads?: number;
  readonly tempDirectory?: string;
  /** Readers of files need it; what serves questions does not. */
  readonly fileAccess?: boolean;
}

const schema = "warehouse";

// The client is CommonJS in many files: required it is there in half the time that an import takes.
const { DuckDBInstance }: typeof import("@duckdb/node-api") = createRequire(import.meta.url)("@duckdb/node-api");

/** Opens the warehouse; the caller disposes it. One process owns a file. */
export const openDuckDb = async (options: DuckDbOptions = {}): Promise<Engine> => {
  const settings: Record<string, string> = {
    memory_limit: options.memoryLimit ?? "1GB",
    threads: String(options.threads ?? 2),
    preserve_insertion_order: "false",
    allow_community_extensions: "false",
    autoinstall_known_extensions: "false",
  };
  if (options.tempDirectory !== undefined) settings.temp_directory = options.tempDirectory;
  const instance = await DuckDBInstance.create(":memory:", settings);
  const control = await instance.connect();
  // Both ship inside the client; loading them by name keeps the automatic download switched off.
  await control.run("load icu; load json; load parquet; set global TimeZone = 'UTC'");
  if (options.file !== undefined) {
    // The default storage format doubles rows from a stale log in silence; this one refuses it.
    await control.run(`attach ${literal(options.file)} as ${schema} (storage_version 'v1.4.0')`);
  } else {
    await control.run(`attach ':memory:' as ${schema}`);
  }
  if (options.fileAccess !== true) await control.run("set enable_external_access = false");
  const sessions = new Set<Session>();
  return {
    session: async () => {
      const connection = await instance.connect();
      await connection.run(`use ${schema}`);
      const opened = session(connection, () => sessions.delete(opened));
      sessions.add(opened);
      return opened;
    },
    async [Symbol.asyncDispose]() {
      // What still runs when the database goes takes the process with it.
      for (const one of sessions) await one[Symbol.asyncDispose]();
      await control.run(`detach ${schema}`);
      control.closeSync();
      instance.closeSync();
    },
  };
};

/** From now on no statement of any session reaches a file or changes a setting; what is attached stays. It cannot be undone. */
export const seal = async (anySession: Session): Promise<void> => {
  await anySession.run(sql`set enable_external_access = false`);
  await anySession.run(sql`set lock_configuration = true`);
};

const literal = (value: string): string => render(quoted(value), () => "");

const session = (connection: DuckDBConnection, onClose: () => void): Session => {
  const running = new Set<Promise<unknown>>();
  let open = false;
  let broken = false;
  let closed = false;
  const execute = async (statement: Sql): Promise<Columns> => {
    if (closed) throw new Error("this session is closed");
    const work = executeNow(statement);
    running.add(work);
    try {
      return await work;
    } catch (error) {
      broken = true;
      throw error;
    } finally {
      running.delete(work);
    }
  };
  // A connection drops the rest of a result when the next statement begins: each waits for the one before.
  let last: Promise<unknown> = Promise.resolve();
  const executeNow = (statement: Sql): Promise<Columns> => {
    const own = last.then(() => executeAlone(statement));
    last = own.catch(() => {});
    return own;
  };
  const executeAlone = async (statement: Sql): Promise<Columns> => {
    if (closed) throw new Error("this session is closed");
    const text = render(statement, (position) => `$${position}`);
    const prepared = await connection.prepare(text).catch((cause: unknown) => {
      throw new Error(`${cause instanceof Error ? cause.message : String(cause)}\nin: ${text.slice(0, 20_000)}`, {
        cause,
      });
    });
    try {
      bind(prepared, statement);
      const result = await prepared.stream();
      const names = result.deduplicatedColumnNames();
      const chunks = await result.fetchAllChunks();
      return {
        names,
        columns: columnsOf(chunks, names.length),
        rowCount: chunks.reduce((sum, chunk) => sum + chunk.rowCount, 0),
      };
    } finally {
      prepared.destroySync();
    }
  };
  const run = async (statement: Sql): Promise<void> => {
    await execute(statement);
  };
  const within = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work();
    } catch (error) {
      broken = true;
      throw error;
    }
  };
  // An interrupt of a statement that has not begun is lost, so it is repeated until all have ended.
  const settle = async (): Promise<void> => {
    while (running.size > 0) {
      connection.interrupt();
      await Promise.race([Promise.allSettled([...running]), pause(20)]);
    }
  };
  return {
    run,
    columns: execute,
    async rows<Row extends Record<string, CellValue>>(query: Sql) {
      const { names, columns, rowCount } = await execute(query);
      return Array.from(
        { length: rowCount },
        (_, row) => Object.fromEntries(names.map((name, column) => [name, columns[column]?.[row] ?? null])) as Row,
      );
    },
    async transaction(work) {
      if (open) return within(work);
      open = true;
      broken = false;
      try {
        await run(sql`begin transaction`);
        const result = await work();
        // A commit after an error that was swallowed would succeed with nothing written.
        if (broken) throw new Error("a statement of this transaction failed, so it cannot be committed");
        await run(sql`commit`);
        return result;
      } catch (error) {
        await run(sql`rollback`).catch(() => {});
        throw error;
      } finally {
        open = false;
      }
    },
    interrupt: () => connection.interrupt(),
    async [Symbol.asyncDispose]() {
      if (closed) return;
      closed = true;
      await settle();
      connection.closeSync();
      onClose();
    },
  };
};

const bind = (prepared: DuckDBPreparedStatement, statement: Sql): void => {
  statement.values.forEach((value, index) => {
    const position = index + 1;
    if (value === null) prepared.bindNull(position);
    else if (typeof value === "string") prepared.bindVarchar(position, value);
    else if (typeof value === "boolean") prepared.bindBoolean(position, value);
    else if (Number.isInteger(value) && Math.abs(value) < 2 ** 31) prepared.bindInteger(position, value);
    else prepared.bindDouble(position, value);
  });
};
