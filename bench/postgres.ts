/** PostgreSQL as a peer: started on a private port in a temporary folder, given the same facts with indexes, asked the same questions. */
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Session } from "../src/engines/index.ts";

const bin = "/usr/lib/postgresql/15/bin";
const port = 54_329;

export const isInstalled = (): boolean => existsSync(join(bin, "postgres"));

/** What the floor's questions read, with what is looked up in it. */
const tables: Readonly<Record<string, readonly string[]>> = {
  opportunities: ["closed_day", "created_day", "first_open_day"],
  leads: ["created_day", "assignment_day"],
  activities: ["occurred_day"],
  attendances: ["occurred_day"],
  spend: ["day"],
  responses: ["received_day"],
  reaches: ["reached_day"],
  revisits: ["no"],
  stays: ["entered_day", "ends_day"],
  horizons: [],
  opportunity_stocks: ["from_day"],
  lead_stocks: ["from_day"],
  work_calendars: ["opens_at"],
  rates: [],
  memberships: ["person_no"],
  team_ancestors: ["team_no"],
};

const typeOf = (type: string): string => {
  if (type.startsWith("ENUM") || type === "VARCHAR") return "text";
  if (type.startsWith("DECIMAL")) return type.replace("DECIMAL", "numeric");
  return { TINYINT: "smallint", UTINYINT: "smallint", DOUBLE: "double precision", HUGEINT: "numeric" }[type] ?? type;
};

export interface Postgres extends AsyncDisposable {
  /** Runs statements one after another in one session; rows of each as text. */
  readonly ask: (statements: readonly string[]) => string;
  /** CPU seconds of the server and all that it started. */
  readonly cpu: () => number;
}

/** As the user that may run a server: root may not. */
const asUser = (command: string, args: readonly string[]): readonly [string, readonly string[]] =>
  process.getuid?.() === 0 ? ["runuser", ["-u", "postgres", "--", command, ...args]] : [command, args];

const run = (
  command: string,
  args: readonly string[],
  input?: string,
  errors: "inherit" | "ignore" = "inherit",
): string => {
  const [name, all] = asUser(command, args);
  return execFileSync(name, [...all], {
    input,
    encoding: "utf8",
    maxBuffer: 2 ** 30,
    cwd: "/",
    stdio: ["pipe", "pipe", errors],
  });
};

/** Clock ticks (a hundredth of a second) of a process and of its children that have ended. */
const ticks = (pid: number): number => {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return [11, 12, 13, 14].reduce((sum, index) => sum + Number(fields[index]), 0);
};

const family = (root: number): readonly number[] => {
  const parents = readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const fields = readFileSync(`/proc/${name}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
        return [[Number(name), Number(fields[1])] as const];
      } catch {
        return [];
      }
    });
  return [root, ...parents.filter(([, parent]) => parent === root).map(([pid]) => pid)];
};

/** Loads the facts of the session's schema; the caller disposes the server. */
export const startPostgres = async (session: Session, schema: string): Promise<Postgres> => {
  const folder = mkdtempSync(join(tmpdir(), "quarterdeck-postgres-"));
  chmodSync(folder, 0o777);
  const data = join(folder, "data");
  run(join(bin, "initdb"), ["-D", data, "-A", "trust", "-E", "UTF8", "--no-sync"]);
  const [name, args] = asUser(join(bin, "postgres"), [
    "-D",
    data,
    "-p",
    String(port),
    "-k",
    folder,
    "-c",
    "listen_addresses=",
    "-c",
    "shared_buffers=512MB",
    "-c",
    "work_mem=256MB",
    "-c",
    "max_wal_size=4GB",
    "-c",
    "fsync=off",
  ]);
  const server: ChildProcess = spawn(name, [...args], { cwd: "/", stdio: ["ignore", "ignore", "ignore"] });
  const psql = (input: string, errors?: "ignore"): string =>
    run(
      join(bin, "psql"),
      ["-h", folder, "-p", String(port), "-d", "postgres", "-qAt", "-v", "ON_ERROR_STOP=1", "-f", "-"],
      input,
      errors,
    );
  for (let tries = 0; ; tries += 1) {
    try {
      psql("select 1;", "ignore");
      break;
    } catch (error) {
      if (tries > 50) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
  const pid = Number(readFileSync(join(data, "postmaster.pid"), "utf8").split("\n")[0]);
  psql(`create schema ${schema};`);
  for (const [table, indexes] of Object.entries(tables)) {
    const columns = await session.rows<{ column_name: string; data_type: string }>({
      chunks: [
        `select column_name, data_type from duckdb_columns() where database_name = 'warehouse' and schema_name = '${schema}' and table_name = '${table}' order by column_index`,
      ],
      values: [],
    });
    const file = join(folder, `${table}.csv`);
    await session.run({
      chunks: [`copy (select * from ${schema}.${table}) to '${file}' (format csv, header false)`],
      values: [],
    });
    chmodSync(file, 0o644);
    psql(`create table ${schema}.${table} (${columns.map((one) => `${one.column_name} ${typeOf(one.data_type)}`).join(", ")});
      copy ${schema}.${table} from '${file}' with (format csv);
      ${indexes.map((column) => `create index on ${schema}.${table} (${column});`).join("\n")}
      vacuum analyze ${schema}.${table};`);
    rmSync(file);
  }
  return {
    ask: (statements) => psql(statements.map((one) => `${one};`).join("\n")),
    cpu: () => family(pid).reduce((sum, one) => sum + (existsSync(`/proc/${one}/stat`) ? ticks(one) : 0), 0) / 100,
    async [Symbol.asyncDispose]() {
      run(join(bin, "pg_ctl"), ["-D", data, "-m", "immediate", "stop"]);
      server.unref();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};
