/** The command line bundled from the sources as they are, and run as processes of its own. */
import { spawn } from "node:child_process";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { build } from "vite";
import { addressTold } from "../address.ts";

const root = resolve(import.meta.dirname, "../..");

export interface Built extends AsyncDisposable {
  readonly folder: string;
  /** What node reads before it, and where it begins. */
  readonly as?: { readonly preload: string; readonly cwd: string };
}

/**
 * Inside the repository, so that packages are found that are not bundled; ignored by git. Beside the command line stands a `program`
 * of a test, `program.js`, if there is one; it finds the sources at `~/`.
 */
export const built = async (name: string, program?: string): Promise<Built> => {
  const folder = join(root, ".tmp", `${name}-${process.pid}`);
  await mkdir(folder, { recursive: true });
  const text = program?.replaceAll('"~/', `"${join(root, "src")}/`);
  if (text !== undefined) await writeFile(join(folder, "program.ts"), text);
  const entry = text === undefined ? {} : { ssr: join(folder, "program.ts") };
  const configFile = join(root, "vite.cli.config.ts");
  await build({ root, configFile, logLevel: "warn", build: { outDir: join(folder, "cli"), ...entry } });
  return { folder, [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }) };
};

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

const started = ({ folder, as }: Built, words: readonly string[]) =>
  spawn(
    process.execPath,
    [...(as === undefined ? [] : ["--import", as.preload]), join(folder, "cli", "main.js"), ...words],
    { cwd: as?.cwd, stdio: ["ignore", "pipe", "pipe"] },
  );

export const command = (from: Built, words: readonly string[]): Promise<Ended> =>
  new Promise((done) => {
    const child = started(from, words);
    const said = { out: "", err: "" };
    child.stdout.on("data", (chunk: Buffer) => {
      said.out += chunk.toString();
    });
    child.stderr.on("data", (chunk: Buffer) => {
      said.err += chunk.toString();
    });
    child.on("close", (code) => done({ code, ...said }));
  });

export interface Serving {
  readonly address: string;
  end(signal: "SIGTERM" | "SIGKILL"): Promise<void>;
}

export const serve = async (from: Built, workspace: string): Promise<Serving> => {
  const child = started(from, ["serve", "--port", "0", "--workspace", workspace]);
  const ended = new Promise<void>((done) => {
    child.on("close", () => done());
  });
  child.stderr.resume();
  const address = await addressTold(child.stdout, ended);
  return {
    address,
    end: async (signal) => {
      child.kill(signal);
      await ended;
    },
  };
};
