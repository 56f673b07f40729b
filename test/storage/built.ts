/** The command line compiled from the sources as they are, and run as processes of its own. */
import { execFile, spawn } from "node:child_process";
import { mkdir, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { addressTold } from "../address.ts";

const root = resolve(import.meta.dirname, "../..");

export interface Built extends AsyncDisposable {
  readonly folder: string;
  /** What node reads before it, and where it begins. */
  readonly as?: { readonly preload: string; readonly cwd: string };
}

/** Inside the repository, so that the compiled files find their packages; ignored by git. */
export const built = async (name: string): Promise<Built> => {
  const folder = join(root, ".tmp", `${name}-${process.pid}`);
  await mkdir(folder, { recursive: true });
  const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
  // Whether types fit is for the check of types to say.
  const config = ["-p", join(root, "tsconfig.build.json"), "--noCheck"];
  await promisify(execFile)(process.execPath, [tsc, ...config, "--outDir", folder]);
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
