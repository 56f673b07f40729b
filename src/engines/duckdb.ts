/** DuckDB in this process: opened by ATTACH from an in-memory instance, so that a kill or a full disk leaves a file that opens again. */
import { setTimeout as pause } from "node:timers/promises";
import { type DuckDBConnection, DuckDBInstance, type DuckDBPreparedStatement } from "@duckdb/node-api";
import { shortageOf } from "../problem.ts";
import { quoted, render, type Sql, sql } from "../sql/index.ts";
import { columnsOf } from "./columns.ts";
import type { CellValue, Columns, Engine, Session } from "./engine.ts";
import { machineMemory, meansOf } from "./memory.ts";
import { type Sparing, sparingOf } from "./sparing.ts";

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

/** Opens the warehouse; the caller disposes it. One process owns a file. */
export const openDuckDb = async (options: DuckDbOptions = {}): Promise<Engine> => {
  const means = meansOf(machineMemory());
  const memoryLimit = options.memoryLimit ?? `${means.megabytes}MB`;
  const settings: Record<string, string> = {
    memory_limit: memoryLimit,
    threads: String(options.threads ?? means.threads),
    preserve_insertion_order: "false",
    // Units of time, a dozen or some weeks, are held against a million spans without sorting these: in half the time, and with none of their memory.
    nested_loop_join_threshold: "64",
    allow_community_extensions: "false",
    autoinstall_known_extensions: "false",
  };
  if (options.tempDirectory !== undefined) settings.temp_directory = options.tempDirectory;
  const instance = await DuckDBInstance.create(":memory:", settings);
  const control = await instance.connect();
  // Both ship inside the client; loading them by name keeps the automatic download switched off.
  await control.run("load icu; load json; load parquet; set global TimeZone = 'UTC'");
  // The default storage format doubles rows from a stale log in silence; this one refuses it.
  const place = options.file === undefined ? "':memory:'" : literal(options.file);
  const storage = options.file === undefined ? "" : " (storage_version 'v1.4.0')";
  const attach = (): Promise<unknown> => control.run(`attach ${place} as ${schema}${storage}`);
  await attach();
  if (options.fileAccess !== true) await control.run("set enable_external_access = false");
  const sessions = new Set<Session>();
  const sparing = sparingOf(control, memoryLimit);
  const health = healthOf(async () => {
    await detach(control);
    await attach();
  });
  return {
    session: async () => {
      await health.mend();
      const connection = await instance.connect();
      await connection.run(`use ${schema}`);
      const opened = session(connection, { health, sparing }, () => sessions.delete(opened));
      sessions.add(opened);
      return opened;
    },
    spare: sparing.spare,
    ample: sparing.ample,
    release: sparing.release,
    async [Symbol.asyncDispose]() {
      // What still runs when the database goes takes the process with it.
      for (const one of sessions) await one[Symbol.asyncDispose]();
      await detach(control);
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

/** Takes the file out of the instance. Where its log could not be written into it, as the disk is full, the next start reads the log. */
const detach = async (control: DuckDBConnection): Promise<void> => {
  try {
    await control.run(`detach ${schema}`);
  } catch (error) {
    if (!(error instanceof Error && /^IO Error: Detached database/.test(error.message))) throw error;
  }
};

/** Whether the file can be used: a checkpoint that failed, as the disk is full, makes it useless until it is attached anew. */
interface Health {
  heard(error: unknown): void;
  mend(): Promise<void>;
}

const healthOf = (anew: () => Promise<void>): Health => {
  let isIll = false;
  let mending: Promise<void> = Promise.resolve();
  return {
    heard: (error) => {
      if (error instanceof Error && /has been invalidated/.test(error.message)) isIll = true;
    },
    mend: () => {
      if (isIll) {
        isIll = false;
        mending = anew();
      }
      return mending;
    },
  };
};

const session = (
  connection: DuckDBConnection,
  { health, sparing }: { readonly health: Health; readonly sparing: Sparing },
  onClose: () => void,
): Session => {
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
      health.heard(error);
      throw error;
    } finally {
      running.delete(work);
    }
  };
  // A connection drops the rest of a result when the next statement begins: each waits for the one before.
  let last: Promise<unknown> = Promise.resolve();
  const executeNow = (statement: Sql): Promise<Columns> => {
    const own = last.then(async () => {
      const hadLittle = sparing.isLittle();
      try {
        return await executeAlone(statement);
      } catch (error) {
        // Alone it has left nothing behind; in a transaction there is no going on after an error. With little memory more goes to the disk, too.
        if (open || closed || !hadLittle || shortageOf(error) === null) throw error;
        await sparing.ample();
        return executeAlone(statement);
      }
    });
    last = own.catch(() => {});
    return own;
  };
  const executeAlone = async (statement: Sql): Promise<Columns> => {
    if (closed) throw new Error("this session is closed");
    if (!open) await health.mend();
    const text = render(statement, (position) => `$${position}`);
    const prepared = await connection.prepare(text).catch((cause: unknown) => {
      throw new Error(`${cause instanceof Error ? cause.message : String(cause)}\nin: ${text.slice(0, 20_000)}`, {
        cause,
      });
    });
    try {
      bind(prepared, statement);
      // All of it, or its error: a result that is streamed ends where it fails or is interrupted, as if it had no more rows.
      const result = await prepared.run();
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
        await sparing.ample();
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
