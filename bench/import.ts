/**
 * Measures the import of canonical CSV against DuckDB's own read_csv into tables of the same shape, the same again with 1 % changed rows, and its peak
 * memory: `node .tmp/bench/bench/import.js [--leads 200000] [--rounds 3] [--threads 1]`. Writes bench/import.md.
 */
import { execFileSync } from "node:child_process";
import {
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { cpus, tmpdir, totalmem } from "node:os";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { openForChanges } from "../src/cli/importing.ts";
import { load } from "../src/cli/loader.ts";
import { openDuckDb, type Session } from "../src/engines/index.ts";
import { exportWorkspace } from "../src/ingest/index.ts";
import { writeConfig } from "../src/model/config.ts";
import { createTables } from "../src/model/physical.ts";
import { type Column, tableNamed } from "../src/model/tables.ts";
import { hashOf } from "../src/storage/hashed.ts";
import { benchConfig, makeCompany } from "./company.ts";
import { build, cpu, latest } from "./engine.ts";
import { quiet } from "./workspace.ts";

const option = (name: string, otherwise: string): string => {
  const index = process.argv.indexOf(`--${name}`);
  return index < 0 ? otherwise : (process.argv[index + 1] ?? otherwise);
};
const leads = Number(option("leads", "200000"));
const rounds = Number(option("rounds", "3"));
const threads = Number(option("threads", "1"));
const folder = option("folder", join(tmpdir(), "quarterdeck-bench"));
mkdirSync(folder, { recursive: true });

const config = benchConfig();
const statement = (text: string) => ({ chunks: [text], values: [] });
const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
const seconds = (value: number): string => value.toFixed(value < 10 ? 2 : 1);
const quotedPath = (path: string): string => `'${path.replaceAll("'", "''")}'`;

/** CPU and wall seconds. */
interface Spent {
  readonly cpu: number;
  readonly wall: number;
}

const spent = async (work: () => Promise<unknown>): Promise<Spent> => {
  const [start, wall] = [cpu(), performance.now()];
  await work();
  return { cpu: cpu() - start, wall: (performance.now() - wall) / 1000 };
};

const medianOf = (all: readonly Spent[]): Spent => ({
  cpu: median(all.map((one) => one.cpu)),
  wall: median(all.map((one) => one.wall)),
});

const filesIn = (path: string): readonly string[] =>
  readdirSync(path)
    .filter((name) => name.endsWith(".csv"))
    .map((name) => join(path, name));

/** The company's tables as CSV; made when they are not there. */
const madeTables = async (): Promise<string> => {
  const tables = join(folder, `csv-${leads}`);
  if (existsSync(join(tables, "leads.csv"))) return tables;
  const file = join(folder, `company-${leads}.db`);
  if (!existsSync(file)) await (await makeCompany({ leads }, file))[Symbol.asyncDispose]();
  const engine = await openDuckDb({ file, threads: 2, memoryLimit: "4GB", fileAccess: true });
  try {
    await using session = await engine.session();
    await exportWorkspace(session, tables, { timezone: config.timezone });
  } finally {
    await engine[Symbol.asyncDispose]();
  }
  return tables;
};

const changes: Readonly<Record<string, { readonly key: string; readonly column: string; readonly value: string }>> = {
  leads: { key: "lead_id", column: "source", value: "coalesce(source, '') || ' (again)'" },
  opportunities: { key: "opportunity_id", column: "name", value: "coalesce(name, '') || ' (again)'" },
  activities: { key: "activity_id", column: "subject", value: "coalesce(subject, '') || ' (again)'" },
};

/** The same files with one row in a hundred changed. */
const changedTables = async (tables: string): Promise<string> => {
  const target = join(folder, `csv-${leads}-changed`);
  if (existsSync(join(target, "leads.csv"))) return target;
  cpSync(tables, target, { recursive: true });
  // One thread keeps the rows in their order, as whoever exports twice does.
  const engine = await openDuckDb({ threads: 1, fileAccess: true });
  try {
    await using session = await engine.session();
    for (const [table, { key, column, value }] of Object.entries(changes)) {
      const from = `read_csv(${quotedPath(join(tables, `${table}.csv`))}, all_varchar = true, header = true)`;
      await session.run(
        statement(
          `copy (select * replace (case when hash(${key}) % 100 = 0 then ${value} else ${column} end as ${column}) from ${from}) to ${quotedPath(join(target, `${table}.csv`))} (header, delimiter ',')`,
        ),
      );
    }
  } finally {
    await engine[Symbol.asyncDispose]();
  }
  return target;
};

const typeOf = ({ type }: Column): string =>
  ({
    text: "VARCHAR",
    ref: "VARCHAR",
    instant: "TIMESTAMP",
    date: "DATE",
    money: "DECIMAL(18,4)",
    number: "DOUBLE",
    integer: "INTEGER",
    boolean: "BOOLEAN",
  })[type];

const headOf = (path: string): string => {
  const bytes = Buffer.alloc(65_536);
  const handle = openSync(path, "r");
  const length = readSync(handle, bytes);
  closeSync(handle);
  return bytes.toString("utf8", 0, length);
};

/** DuckDB reads the file into a table with the types that ours has; what the model does not know stays text. */
const readingOf = (path: string): string => {
  const table = basename(path, ".csv");
  const [header = ""] = headOf(path).split(/\r?\n/);
  const known = tableNamed(table)?.columns ?? [];
  const types = header.split(",").map((name) => {
    const column = known.find((one) => one.name === name);
    const type = name === "recorded_at" ? "TIMESTAMP" : column === undefined ? "VARCHAR" : typeOf(column);
    return `'${name.replaceAll("'", "''")}': '${type}'`;
  });
  return `create table floor_${table} as select * from read_csv(${quotedPath(path)}, header = true, auto_detect = false, delim = ',', quote = '"', escape = '"', columns = {${types.join(", ")}})`;
};

const inFresh = async (name: string, work: (session: Session) => Promise<void>): Promise<void> => {
  const file = join(folder, `${name}.db`);
  for (const ending of ["", ".wal"]) rmSync(`${file}${ending}`, { force: true });
  const engine = await openDuckDb({
    file,
    threads,
    memoryLimit: "1GB",
    fileAccess: true,
    tempDirectory: join(folder, "temp"),
  });
  try {
    await using session = await engine.session();
    await work(session);
  } finally {
    await engine[Symbol.asyncDispose]();
    for (const ending of ["", ".wal"]) rmSync(`${file}${ending}`, { force: true });
  }
};

/** A file as it was accepted: one of the same bytes lies where it lay. */
interface Accepted {
  readonly name: string;
  readonly path: string;
  readonly hash: string;
}

/** Where a file lies, by the hash of its bytes. */
const places = new Map<string, string>();

const accepted = async (files: readonly string[]): Promise<readonly Accepted[]> => {
  const all: Accepted[] = [];
  for (const name of files) {
    const { hash } = await hashOf(name);
    const path = places.get(hash) ?? name;
    places.set(hash, path);
    all.push({ name, path, hash });
  }
  return all;
};

const loadInto = async (session: Session, files: readonly Accepted[], batch: number): Promise<void> => {
  const one = { batch, importedAt: Date.now(), mapping: null, files };
  await load(
    { session, config, batch: one, pathOf: (hash) => places.get(hash) ?? hash },
    () => {},
    async () => {},
  );
};

interface Measured {
  readonly floor: Spent[];
  readonly load: Spent[];
  readonly again: Spent[];
  readonly facts: Spent[];
}

const measure = async (files: readonly string[], changed: readonly string[]): Promise<Measured> => {
  const all: Measured = { floor: [], load: [], again: [], facts: [] };
  const readings = files.map(readingOf);
  const [first, second] = [await accepted(files), await accepted(changed)];
  for (let round = 0; round < rounds; round += 1) {
    await inFresh("floor", async (session) => {
      all.floor.push(
        await spent(async () => {
          for (const reading of readings) await session.run(statement(reading));
        }),
      );
    });
    await inFresh("import", async (session) => {
      for (const text of createTables()) await session.run(statement(text));
      all.load.push(await spent(() => loadInto(session, first, 1)));
      const at = await latest(session, config);
      all.facts.push(await spent(() => build(session, config, at)));
      all.again.push(await spent(() => loadInto(session, second, 2)));
    });
  }
  return all;
};

const freshWorkspace = (): string => {
  const workspace = join(folder, `import-workspace-${leads}`);
  rmSync(workspace, { recursive: true, force: true });
  mkdirSync(workspace);
  writeFileSync(join(workspace, "quarterdeck.yaml"), writeConfig(config));
  return workspace;
};

/** From the first byte to the last fact, and until the file is closed: scattered facts are written anew then. */
const importWhole = (workspace: string, tables: string): Promise<Spent> =>
  spent(async () => {
    await using importing = await openForChanges(workspace, quiet);
    await importing.import({ paths: [tables], as: "canonical" }, () => {});
  });

/** In a process of its own: what `quarterdeck import` takes, from the first byte to the last fact; megabytes of memory at its peak. */
const child = async (workspace: string, tables: string): Promise<void> => {
  const { cpu: used, wall } = await importWhole(workspace, tables);
  process.stdout.write(JSON.stringify({ cpu: used, wall, megabytes: process.resourceUsage().maxRSS / 1024 }));
};

const wholeImport = (workspace: string, tables: string): Spent & { readonly megabytes: number } =>
  JSON.parse(
    execFileSync(process.execPath, [fileURLToPath(import.meta.url), "--child", workspace, "--tables", tables], {
      encoding: "utf8",
    }),
  );

const told: string[] = [];
const say = (text: string): void => {
  console.log(text);
  told.push(text);
};
const table = (head: readonly string[], rows: readonly (readonly string[])[]): void => {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  say([line(head), line(head.map((_, index) => (index === 0 ? "---" : "---:"))), ...rows.map(line), ""].join("\n"));
};

const main = async (): Promise<void> => {
  const tables = await madeTables();
  const changed = await changedTables(tables);
  const files = filesIn(tables);
  const megabytes = files.reduce((sum, file) => sum + statSync(file).size, 0) / 2 ** 20;
  say(
    `# Import\n\n${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? "?"}, ${Math.round(totalmem() / 2 ** 30)} GB, ${threads} DuckDB thread${threads === 1 ? "" : "s"}, medians of ${rounds}; how: README.md. ${leads.toLocaleString("en-US")} leads with all that is theirs: ${files.length} CSV files, ${Math.round(megabytes)} MB.\n`,
  );
  const all = await measure(files, filesIn(changed));
  const [floor, load, facts, again] = [all.floor, all.load, all.facts, all.again].map(medianOf);
  if (floor === undefined || load === undefined || facts === undefined || again === undefined) return;
  const row = (name: string, one: Spent, base: Spent): readonly string[] => [
    name,
    seconds(one.cpu),
    seconds(one.wall),
    (one.cpu / base.cpu).toFixed(2),
    (one.wall / base.wall).toFixed(2),
  ];
  say("## Against DuckDB's read_csv\n");
  table(
    ["", "CPU s", "wall s", "CPU, of read_csv", "wall, of read_csv"],
    [
      row("`read_csv` into tables of the same shape", floor, floor),
      row("import: looked over, understood, ids numbered, merged, findings", load, floor),
      row("facts, apart", facts, floor),
    ],
  );
  say("## The same again with 1 % changed rows\n");
  table(
    ["", "CPU s", "wall s", "CPU, of the first", "wall, of the first"],
    [row("first import", load, load), row("again", again, load)],
  );
  const workspace = freshWorkspace();
  const first = wholeImport(workspace, tables);
  const second = wholeImport(workspace, changed);
  say("## A workspace, from the first byte to the last fact, each in a process of its own\n");
  table(
    ["", "CPU s", "wall s", "CPU, of the first", "peak memory"],
    [first, second].map((one, index) => [
      index === 0 ? "first import" : "again, 1 % changed",
      seconds(one.cpu),
      seconds(one.wall),
      (one.cpu / first.cpu).toFixed(2),
      `${Math.round(one.megabytes)} MB`,
    ]),
  );
  rmSync(workspace, { recursive: true, force: true });
  writeFileSync("bench/import.md", `${told.join("\n").trimEnd()}\n`);
};

const workspace = option("child", "");
await (workspace === "" ? main() : child(workspace, option("tables", "")));
