/**
 * Measures the engine against SQL written by hand and against PostgreSQL, in turn, by CPU time. `npm run bench -- [--sizes 100000,1000000]
 * [--sections questions,scorecard,...] [--rounds 5] [--threads 1]`. Writes bench/results.md.
 */
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir, totalmem } from "node:os";
import { join } from "node:path";
import { openDuckDb, type Session } from "../src/engines/index.ts";
import { buildFacts, tidyFacts } from "../src/facts/index.ts";
import { type Asker, rollUp } from "../src/query/index.ts";
import { differences } from "./check.ts";
import { commands } from "./commands.ts";
import { benchConfig, makeCompany } from "./company.ts";
import { askerOf, contextOf, counting, latest, optionsOf } from "./engine.ts";
import { besideFloor, refreshAfter } from "./facts.ts";
import { floorFacts } from "./floor/facts.ts";
import { floorOf } from "./floor/index.ts";
import { inTurn, median, ratio, report, say, seconds, spent, statement, table } from "./measure.ts";
import { isInstalled, startPostgres } from "./postgres.ts";
import { questions, year } from "./questions.ts";
import { scorecardRow, scorecards } from "./scorecard.ts";

const option = (name: string, otherwise: string): string => {
  const index = process.argv.indexOf(`--${name}`);
  return index < 0 ? otherwise : (process.argv[index + 1] ?? otherwise);
};
const sizes = option("sizes", "100000").split(",").map(Number);
const threads = Number(option("threads", "1"));
const rounds = Number(option("rounds", "5"));
const known = [
  "questions",
  "overhead",
  "zone",
  "scorecard",
  "build",
  "floor",
  "refresh",
  "asof",
  "memory",
  "growth",
  "postgres",
  "cli",
];
const sections = option("sections", known.join(",")).split(",");
const folder = option("folder", join(tmpdir(), "quarterdeck-bench"));
mkdirSync(folder, { recursive: true });

const config = benchConfig();
const fileOf = (size: number): string => join(folder, `company-${size}.db`);

/** CPU seconds that the sums by day took, by size. */
const rolledUp = new Map<number, number>();

const prepare = async (size: number): Promise<number> => {
  const file = fileOf(size);
  let built = 0;
  if (!existsSync(file)) {
    const making = performance.now();
    const made = await makeCompany({ leads: size }, file);
    await made[Symbol.asyncDispose]();
    console.log(`made ${size} leads in ${((performance.now() - making) / 1000).toFixed(0)} s`);
  }
  await withFile(size, { memoryLimit: "4GB" }, async (session) => {
    const at = await latest(session, config);
    built = await spent(async () => buildFacts(session, await contextOf(session, config, at, "facts")));
    rolledUp.set(size, await spent(() => rollUp(optionsOf(session, config, at))));
    await session.run(statement("checkpoint"));
  });
  return built;
};

const withFile = async <Result>(
  size: number,
  options: { readonly memoryLimit?: string; readonly threads?: number; readonly fileAccess?: boolean },
  work: (session: Session, open: () => Promise<Session>) => Promise<Result>,
): Promise<Result> => {
  const engine = await openDuckDb({
    file: fileOf(size),
    threads: options.threads ?? threads,
    memoryLimit: options.memoryLimit ?? "1GB",
    fileAccess: options.fileAccess,
    tempDirectory: join(folder, "temp"),
  });
  try {
    await using session = await engine.session();
    return await work(session, () => engine.session());
  } finally {
    await engine[Symbol.asyncDispose]();
  }
};

const stagesOf = async (session: Session): Promise<ReadonlyMap<string, number>> => {
  const rows = await session.rows(statement("select id, no from stage_ids"));
  return new Map([
    ...rows.map((row) => [String(row.id), Number(row.no)] as const),
    ["none", -1],
    ["unknown", -2],
    ["undeclared", -3],
  ]);
};

const check = async (session: Session, asker: Asker, floor: Awaited<ReturnType<typeof floorOf>>): Promise<void> => {
  const stages = await stagesOf(session);
  for (const [index, { name, question }] of questions.entries()) {
    const cells: Record<string, unknown>[] = [];
    for (const text of floor[index]?.statements ?? []) cells.push(...(await session.rows(statement(text))));
    const found = differences(name, await asker.answer(question), cells, stages);
    if (found.length > 0)
      say(`**${name}: the floor and the engine differ** (${found.length}): ${found.slice(0, 3).join("; ")}\n`);
  }
};

const everything = (asker: Asker) => async () => {
  for (const { question } of questions) await asker.answer(question);
};

const measure = async (size: number): Promise<{ questions: number; floor: number }> =>
  withFile(size, {}, async (session) => {
    const at = await latest(session, config);
    const asker = await askerOf(session, config, at);
    const floor = await floorOf(session, at, { goals: "goals" });
    if (sections.includes("questions")) await check(session, asker, floor);
    const { runner, told: statements } = counting(session);
    const watched = await askerOf(runner, config, at);
    const rows: string[][] = [];
    let [ours, hand, sql] = [0, 0, 0];
    for (const [index, { name, question }] of questions.entries()) {
      const own: number[] = [];
      const [a = 0, b = 0] = await inTurn(
        rounds,
        () => asker.answer(question),
        async () => {
          for (const text of floor[index]?.statements ?? []) await session.columns(statement(text));
        },
        async () => {
          statements.length = 0;
          await watched.answer(question);
          own.push(statements.reduce((sum, one) => sum + one.cpu, 0));
        },
      );
      const c = median(own.slice(3));
      ours += a;
      hand += b;
      sql += c;
      rows.push([name, seconds(a), seconds(b), ratio(a, b), seconds(c), ratio(c, b)]);
    }
    if (sections.includes("questions")) {
      say(
        `## The thirty-two questions, ${size.toLocaleString("en-US")} leads\n\nCPU seconds, medians of ${rounds} or more.\n`,
      );
      table(
        ["question", "engine", "by hand", "ratio", "its SQL alone", "ratio"],
        [...rows, ["**all**", seconds(ours), seconds(hand), ratio(ours, hand), seconds(sql), ratio(sql, hand)]],
      );
    }
    return { questions: ours, floor: hand };
  });

const overhead = async (size: number): Promise<void> =>
  withFile(size, {}, async (session) => {
    const at = await latest(session, config);
    const { runner, told: statements } = counting(session);
    const asker = await askerOf(runner, config, at);
    const rows: string[][] = [];
    for (const [name, question] of [
      ["win rate by person (200 rows)", { kpi: "win_rate", range: year, by: ["person"] }],
      [
        "win rate by month and person (2,400 rows)",
        { kpi: "win_rate", range: year, by: ["person"], grain: "month" as const },
      ],
    ] as const) {
      const times: number[] = [];
      for (let round = 0; round < 40; round += 1) {
        statements.length = 0;
        const start = performance.now();
        await asker.answer(question);
        times.push(performance.now() - start - statements.reduce((sum, one) => sum + one.wall, 0));
      }
      rows.push([name, `${median(times.slice(10)).toFixed(2)} ms`]);
    }
    say(
      `## Planning and shaping, ${size.toLocaleString("en-US")} leads\n\nTime of an answer less that of its statements, medians.\n`,
    );
    table(["question", "overhead"], rows);
  });

const zone = async (size: number): Promise<void> =>
  withFile(size, {}, async (session) => {
    const count = (month: string): string =>
      `select ${month} as m, count(*) from facts.leads where excluded is null group by 1`;
    const [stored = 0, zoned = 0] = await inTurn(
      rounds,
      () => session.columns(statement(count("year(created_day) * 12 + month(created_day)"))),
      () =>
        session.columns(
          statement(count(`date_trunc('month', timezone('${config.timezone}', timezone('UTC', created_at)))`)),
        ),
    );
    const asker = await askerOf(session, config, await latest(session, config));
    const [engine = 0] = await inTurn(rounds, () =>
      asker.answer({ kpi: "lead_origin", range: { from: "2024-01-01", to: "2026-01-01" }, grain: "month" }),
    );
    say(`## Months of the report zone, ${size.toLocaleString("en-US")} leads\n`);
    table(
      ["leads by month", "CPU seconds"],
      [
        ["by the stored day", seconds(stored)],
        ["by `timezone()`", seconds(zoned)],
        ["the engine (lead origin, 24 months, all its counts)", seconds(engine)],
      ],
    );
  });

/** As a process that has just been started asks it, and again. */
const scorecard = async (size: number): Promise<void> => {
  const rows: (readonly string[])[] = [];
  for (const one of scorecards)
    rows.push(await withFile(size, {}, (session, open) => scorecardRow(one, config, rounds, session, open)));
  say(`## The scorecard, ${size.toLocaleString("en-US")} leads\n\nOn two sessions; seconds.\n`);
  table(["range", "first: CPU", "first: wall", "again: CPU", "again: wall", "by hand: CPU", "again, of by hand"], rows);
};

const builds = async (size: number): Promise<void> => {
  const rows: string[][] = [];
  for (const [name, options] of [
    ["1 thread", { threads: 1, memoryLimit: "4GB" }],
    ["2 threads", { threads: 2, memoryLimit: "4GB" }],
    ["1 thread, 256 MB", { threads: 1, memoryLimit: "256MB" }],
  ] as const)
    try {
      const wall = performance.now();
      const time = await withFile(size, options, async (session) => {
        const at = await latest(session, config);
        return spent(async () => buildFacts(session, await contextOf(session, config, at, "facts")));
      });
      rows.push([name, seconds(time), ((performance.now() - wall) / 1000).toFixed(1)]);
    } catch (error) {
      rows.push([
        name,
        error instanceof Error ? (error.message.split("\n")[0] ?? "failed").slice(0, 90) : "failed",
        "-",
      ]);
    }
  rows.push(["the sums by day, 1 thread", seconds(rolledUp.get(size) ?? 0), "-"]);
  say(`## Building all facts, ${size.toLocaleString("en-US")} leads\n`);
  table(["with", "CPU seconds", "wall seconds"], rows);
};

const floors = async (size: number): Promise<void> => {
  const rows: string[][] = [];
  for (const [name, at, schemas] of [
    ["all facts", null, { engine: "facts", floor: "byhand" }],
    [
      "all facts as of a past instant, in memory",
      Date.parse("2025-07-01T00:00:00Z"),
      { engine: "memory.past", floor: "memory.byhand" },
    ],
  ] as const) {
    const found = await withFile(size, { memoryLimit: "4GB" }, async (session) => {
      const result = await besideFloor(session, config, at ?? (await latest(session, config)), schemas);
      if (at === null) await session.run(statement("drop schema byhand cascade"));
      return result;
    });
    if (found.differences.length > 0) say(`**The floor and the engine differ**: ${found.differences.join("; ")}\n`);
    rows.push([name, seconds(found.engine), seconds(found.floor), ratio(found.engine, found.floor)]);
  }
  say(`## Facts against facts written by hand, ${size.toLocaleString("en-US")} leads\n`);
  table(["what", "engine, CPU seconds", "by hand", "ratio"], rows);
};

const refreshes = async (size: number, build: number): Promise<void> => {
  const rows: string[][] = [];
  for (const changed of [1_000, 50_000]) {
    const time = await withFile(size, { memoryLimit: "4GB" }, (session) => refreshAfter(session, config, changed));
    const share = `${Math.round((100 * time.facts) / build)} %`;
    rows.push([changed.toLocaleString("en-US"), seconds(time.facts), share, seconds(time.sums)]);
  }
  say(`## Refreshing, ${size.toLocaleString("en-US")} leads\n`);
  table(["changed records", "facts, CPU seconds", "of a build", "the sums by day beside them"], rows);
};

const asOf = async (size: number): Promise<void> =>
  withFile(size, { memoryLimit: "4GB" }, async (session) => {
    const at = Date.parse("2025-07-01T00:00:00Z");
    const schema = "memory.asof";
    const ours = await spent(async () => {
      await buildFacts(session, await contextOf(session, config, at, schema));
      await everything(await askerOf(session, config, at, async () => schema))();
    });
    const asOf = new Date(at).toISOString().replace("T", " ").replace("Z", "");
    const byHand = [
      ...floorFacts({ schema: "memory.byhand", facts: schema, asOf }),
      ...(await floorOf(session, at, { schema, goals: "goals" })).flatMap(({ statements }) => statements),
    ];
    const theirs = await spent(async () => {
      for (const text of byHand) await session.columns(statement(text));
    });
    say(`## As of a past instant, ${size.toLocaleString("en-US")} leads\n`);
    table(
      ["the thirty-two questions from history, facts included", "CPU seconds"],
      [
        ["engine", seconds(ours)],
        ["by hand", seconds(theirs)],
        ["ratio", ratio(ours, theirs)],
      ],
    );
  });

/** Questions that fail within 64 MB, as the file is. */
const failing = (size: number): Promise<readonly string[]> =>
  withFile(size, { memoryLimit: "64MB" }, async (session) => {
    const asker = await askerOf(session, config, await latest(session, config));
    const failed: string[] = [];
    for (const { name, question } of questions)
      await asker
        .answer(question)
        .catch((error: unknown) => failed.push(`${name}: ${error instanceof Error ? error.message.slice(0, 80) : ""}`));
    return failed;
  });

/** Facts as they are, and after records from all over have changed; tidied each time, as a command or a server does it afterwards. */
const memory = async (size: number): Promise<void> => {
  const rows: string[][] = [];
  for (const changed of [0, 1_000, 50_000]) {
    const tidied = await withFile(size, { memoryLimit: "512MB" }, async (session) => {
      if (changed > 0) await refreshAfter(session, config, changed);
      return spent(() => tidyFacts(session));
    });
    const failed = await failing(size);
    rows.push([
      changed === 0 ? "as they are" : `after ${changed.toLocaleString("en-US")} changed records`,
      seconds(tidied),
      failed.length === 0 ? "all answered" : `${failed.length} failed: ${failed.join("; ")}`,
    ]);
  }
  say(`## Memory, ${size.toLocaleString("en-US")} leads\n`);
  table(["facts", "tidying, CPU seconds", "the questions within 64 MB"], rows);
  say(
    `Resident: ${Math.round(process.memoryUsage().rss / 2 ** 20)} MB, of a process that has also built and measured.\n`,
  );
};

const peer = async (size: number, engine: number): Promise<void> => {
  say(`## PostgreSQL 15, ${size.toLocaleString("en-US")} leads\n`);
  if (!isInstalled()) {
    say("PostgreSQL 15 is not installed on this machine, so it was not measured.\n");
    return;
  }
  await withFile(size, { fileAccess: true, memoryLimit: "2GB" }, async (session) => {
    const floor = await floorOf(session, await latest(session, config));
    await using server = await startPostgres(session, "facts");
    const all = floor.flatMap((one) => one.statements);
    const times: number[] = [];
    for (let round = 0; round < Math.min(rounds, 3); round += 1) {
      const start = server.cpu();
      server.ask(all);
      times.push(server.cpu() - start);
    }
    const theirs = median(times);
    table(
      ["the thirty-two questions", "CPU seconds"],
      [
        ["engine", seconds(engine)],
        ["PostgreSQL", seconds(theirs)],
        ["times faster", ratio(theirs, engine)],
      ],
    );
  });
};

say(
  `# Results\n\n${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model ?? "?"}, ${Math.round(totalmem() / 2 ** 30)} GB, ${threads} DuckDB thread${threads === 1 ? "" : "s"}. Made by \`npm run bench -- --sizes ${sizes.join(",")}\`; how: README.md.\n`,
);
const growth: string[][] = [];
for (const size of sizes) {
  const built = await prepare(size);
  const { questions: asked } = sections.some((one) => ["questions", "growth", "postgres"].includes(one))
    ? await measure(size)
    : { questions: 0 };
  growth.push([size.toLocaleString("en-US"), seconds(built), seconds(asked)]);
  if (sections.includes("overhead")) await overhead(size);
  if (sections.includes("zone")) await zone(size);
  if (sections.includes("scorecard")) await scorecard(size);
  if (sections.includes("build")) await builds(size);
  if (sections.includes("floor")) await floors(size);
  if (sections.includes("refresh")) await refreshes(size, built);
  if (sections.includes("asof")) await asOf(size);
  if (sections.includes("memory")) await memory(size);
  if (sections.includes("postgres")) await peer(size, asked);
}
if (sections.includes("growth")) {
  say("## Growth\n");
  table(["leads", "build", "thirty-two questions"], growth);
}
if (sections.includes("cli")) commands(folder);
writeFileSync("bench/results.md", report());
rmSync(join(folder, "temp"), { recursive: true, force: true });
