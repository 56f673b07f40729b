import { existsSync } from "node:fs";
import {
  copyFile,
  cp,
  mkdir,
  mkdtemp,
  open,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  truncate,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Said, typed } from "../cli/line.ts";

const yaml = `workspace: Acme
timezone: UTC
pipelines:
  - id: sales
    stages:
      - {id: qualified, name: Qualified, of: opportunity, qualifies: true}
      - {id: won, name: Won, of: opportunity, category: won}
      - {id: lost, name: Lost, of: opportunity, category: lost}
`;

const opportunities = (from: number): string =>
  [
    "opportunity_id,created_at,stage,amount,currency,closed_at",
    ...Array.from({ length: 40 }, (_, row) => {
      const stage = ["qualified", "won", "lost"][row % 3] ?? "";
      const closed = stage === "qualified" ? "" : "2026-02-20T10:00:00Z";
      return `o${from + row},2026-01-${10 + (row % 18)}T10:00:00Z,${stage},${100 + row},USD,${closed}`;
    }),
  ].join("\n");

/** A good workspace of two imports and a goal, with a backup beside, and what it answers. */
let good = "";
let figures = "";
let folder = "";

const ask = (workspace: string, ...words: readonly string[]): Promise<Said> =>
  typed([...words, "--workspace", workspace]);

const figuresOf = async (workspace: string): Promise<string> => {
  const told: string[] = [];
  for (const words of [
    ["kpi", "win_rate"],
    ["kpi", "opportunities_created"],
  ])
    told.push((await ask(workspace, ...words, "--period", "2026", "--format", "json")).out);
  told.push((await ask(workspace, "goals", "list", "--format", "json")).out);
  return told.join("\n");
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "quarterdeck-damage-"));
  good = join(folder, "good");
  const files = join(folder, "files");
  await mkdir(files);
  await writeFile(join(files, "quarterdeck.yaml"), yaml);
  await writeFile(join(files, "opportunities.csv"), opportunities(0));
  expect((await typed(["init", good, "--from", files])).exitCode).toBe(0);
  await writeFile(join(files, "opportunities.csv"), opportunities(100));
  expect((await ask(good, "import", join(files, "opportunities.csv"))).exitCode).toBe(0);
  const goal = ["goals", "set", "opportunities_created", "50", "--period", "2026", "--id", "g"];
  expect((await ask(good, ...goal)).exitCode).toBe(0);
  expect((await ask(good, "backup")).exitCode).toBe(0);
  figures = await figuresOf(good);
  expect(figures).toContain('"value"');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Bytes in the middle of a file that nobody wrote. */
const flip = async (path: string, at = 0.5, share = 0): Promise<void> => {
  const { size } = await stat(path);
  const handle = await open(path, "r+");
  try {
    const length = Math.max(Math.min(4096, Math.ceil(size / 4)), Math.floor(size * share));
    await handle.write(Buffer.alloc(length, 0x5a), 0, length, Math.floor(Math.min(size * at, size - length)));
  } finally {
    await handle.close();
  }
};

const half = async (path: string): Promise<void> => truncate(path, Math.floor((await stat(path)).size / 2));

const firstFile = async (workspace: string): Promise<string> => {
  const files = join(workspace, "accepted", "files");
  return join(files, (await readdir(files)).sort()[0] ?? "");
};
const manifest = (workspace: string, batch: number): string =>
  join(workspace, "accepted", "batches", `00000${batch}.json`);
const warehouse = (workspace: string): string => join(workspace, "warehouse.duckdb");

/** The state without its log, which would make up for the damage, as a file that nobody has open. */
const state = async (workspace: string): Promise<string> => {
  for (const ending of ["-wal", "-shm"]) {
    const path = join(workspace, `state.db${ending}`);
    if (existsSync(path)) await rm(path);
  }
  const file = join(workspace, "state.db");
  await copyFile(file, `${file}.copy`);
  await rename(`${file}.copy`, file);
  return file;
};

type Damage = (workspace: string) => Promise<unknown>;

const mended: readonly (readonly [what: string, damage: Damage, said: RegExp])[] = [
  ["the warehouse cut in half", (at) => half(warehouse(at)), /mended {3}warehouse/],
  ["the warehouse emptied", (at) => truncate(warehouse(at), 0), /ok {7}warehouse|mended {3}warehouse/],
  ["the warehouse with a wrong head", (at) => flip(warehouse(at), 0), /mended {3}warehouse/],
  ["the warehouse with wrong bytes from its middle on", (at) => flip(warehouse(at), 0.5, 0.5), /mended {3}warehouse/],
  ["the warehouse gone", (at) => rm(warehouse(at)), /warehouse: \d+ tables were read through/],
  ["a log that is none", (at) => writeFile(`${warehouse(at)}.wal`, "nothing ".repeat(999)), /warehouse/],
  ["the state with a wrong head", async (at) => flip(await state(at), 0), /mended {3}state/],
  ["the state cut in half", async (at) => half(await state(at)), /mended {3}state/],
  ["a manifest gone", (at) => rm(manifest(at, 2)), /mended {3}accepted files: what import 2 was .* from the journal/],
  ["a manifest emptied", (at) => truncate(manifest(at, 1), 0), /mended {3}accepted files: what import 1 was/],
  ["a manifest cut in half", (at) => half(manifest(at, 3)), /mended {3}accepted files: what import 3 was/],
  ["an accepted file with wrong bytes", async (at) => flip(await firstFile(at)), /is damaged: brought back from/],
  ["an accepted file gone", async (at) => rm(await firstFile(at)), /is gone: brought back from/],
  ["a lock of which nothing can be read", (at) => writeFile(join(at, "quarterdeck.lock"), "\0\0\0"), /mended {3}lock/],
  ["a configuration that is none", (at) => writeFile(join(at, "quarterdeck.yaml"), ":\n\t{"), /quarterdeck\.yaml/],
];

const copyOf = async (name: string): Promise<string> => {
  const workspace = join(folder, name.replaceAll(/\W+/g, "-"));
  // The engine of the state takes its log away when its last statement is collected, be it in the middle of a copy.
  for (let turn = 0; ; turn += 1)
    try {
      await cp(good, workspace, { recursive: true });
      return workspace;
    } catch (error) {
      if (turn === 9 || !(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
      await rm(workspace, { recursive: true, force: true });
    }
};

describe("a workspace with one file damaged", () => {
  it.each(mended)("%s: it is said, and one command brings everything back", async (what, damage, said) => {
    const workspace = await copyOf(what);
    await damage(workspace);
    const doctor = await ask(workspace, "doctor");
    expect(doctor.out + doctor.err).toMatch(said);
    // What the doctor cannot mend itself, the backup brings back.
    if (doctor.exitCode !== 0) expect((await ask(workspace, "restore")).exitCode).toBe(0);
    expect(await figuresOf(workspace)).toBe(figures);
    const again = await ask(workspace, "doctor");
    expect([again.exitCode, again.out]).toEqual([0, expect.not.stringMatching(/mended|DAMAGED/)]);
  });

  it("never answers with other figures than before: it answers the same, or says what is damaged and how to mend it", async () => {
    for (const at of [0.1, 0.3, 0.5, 0.7, 0.9]) {
      const workspace = await copyOf(`bytes-${at}`);
      await flip(warehouse(workspace), at);
      const { exitCode, out, err } = await ask(workspace, "kpi", "win_rate", "--period", "2026", "--format", "json");
      const right = await ask(good, "kpi", "win_rate", "--period", "2026", "--format", "json");
      if (exitCode === 0) expect(out).toBe(right.out);
      else {
        expect(exitCode, err).toBe(1);
        expect(JSON.parse(err).code).toBe("warehouse_damaged");
      }
    }
  });

  it("says of a damaged backup that it is, and takes the one before it", async () => {
    const workspace = await copyOf("two backups");
    expect((await ask(workspace, "backup")).exitCode).toBe(0);
    const backups = join(workspace, "backups");
    const [newest = ""] = (await readdir(backups)).sort().reverse();
    await half(join(backups, newest, "state.db"));
    const refused = await ask(workspace, "restore", join(backups, newest), "--format", "json");
    expect(JSON.parse(refused.err).code).toBe("backup_damaged");
    expect((await ask(workspace, "restore")).exitCode).toBe(0);
    expect(await figuresOf(workspace)).toBe(figures);
    expect(await readFile(join(workspace, "quarterdeck.yaml"), "utf8")).toContain("Acme");
  });
});
