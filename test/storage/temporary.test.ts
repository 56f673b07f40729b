import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Built, built } from "./built.ts";

let compiled: Built;
let place: string;

/** Stages something and puts rejected rows aside, as an import does, and says so; then it waits. */
const program = `
import { openDuckDb } from "~/engines/index.ts";
import { openStaging } from "~/ingest/read/staging.ts";
import { temporaryFolder } from "~/storage/temporary.ts";
const engine = await openDuckDb({ fileAccess: true });
await openStaging(await engine.session());
await temporaryFolder("rejected");
console.log("staged");
setInterval(() => {}, 1000);
`;

beforeAll(async () => {
  compiled = await built("temporary", program);
  place = await mkdtemp(join(tmpdir(), "temporary-"));
});
afterAll(async () => {
  await compiled[Symbol.asyncDispose]();
  await rm(place, { recursive: true, force: true });
});

const staging = async (): Promise<ChildProcess> => {
  const child = spawn(process.execPath, [join(compiled.folder, "cli/program.js")], {
    ...{ stdio: ["ignore", "pipe", "inherit"] },
    env: { ...process.env, TMPDIR: place },
  });
  await new Promise((there) => createInterface({ input: child.stdout as NodeJS.ReadableStream }).once("line", there));
  return child;
};

const kill = async (child: ChildProcess): Promise<void> => {
  const ended = new Promise((done) => child.once("close", done));
  child.kill("SIGKILL");
  await ended;
};

const folders = async (): Promise<readonly string[]> => (await readdir(place)).sort();
const of = (names: readonly string[], { pid }: ChildProcess): readonly string[] =>
  names.filter((name) => name.includes(`-${pid}-`));

describe("what an import writes on the way", () => {
  it("goes with the next one when its process was killed; what others hold stays", async () => {
    const foreign = ["quarterdeck-staging-abcdef", "quarterdeck-staging-00000000-1-0-abcdef", "quarterdeck-mine"];
    for (const name of foreign) await mkdir(join(place, name));
    const running = await staging();
    const killed = await staging();
    await kill(killed);
    const left = await folders();
    expect([of(left, killed).length, of(left, running).length]).toEqual([2, 2]);

    const next = await staging();
    const now = await folders();
    expect([of(now, killed).length, of(now, running).length, of(now, next).length]).toEqual([0, 2, 2]);
    expect(now).toEqual(expect.arrayContaining(foreign));
    await kill(running);
    await kill(next);
    const last = await staging();
    expect(await folders()).toEqual([...foreign, ...of(await folders(), last)].sort());
    await kill(last);
  });
});
