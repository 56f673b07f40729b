/** A workspace served by a process of its own, as a user would start it. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";

const command = resolve(import.meta.dirname, "../../dist/cli/main.js");
const patienceMs = 60_000;

/** Runs the built command line to its end; what it printed. */
export const quarterdeck = (...words: string[]): string => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...words], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`quarterdeck ${words.join(" ")} ended with ${status}: ${stderr}`);
  return stdout;
};

export interface Served {
  readonly address: string;
  readonly process: ChildProcess;
  stop(): Promise<void>;
}

/** Serves the workspace on a port of its own, or on the one told; resolves when it answers. */
export const serve = (workspace: string, port = 0): Promise<Served> =>
  new Promise((done, fail) => {
    const server = spawn(process.execPath, [command, "serve", "--workspace", workspace, "--port", String(port)], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    let told = "";
    const ended = new Promise<void>((gone) => server.once("exit", () => gone()));
    const timer = setTimeout(() => fail(new Error(`The server did not start: ${told}`)), patienceMs);
    const hear = (text: Buffer): void => {
      told += text.toString();
      const address = /http:\/\/(?:127\.0\.0\.1|localhost):\d+/.exec(told)?.[0];
      if (address === undefined) return;
      clearTimeout(timer);
      done({
        address,
        process: server,
        stop: async () => {
          server.kill("SIGTERM");
          await ended;
        },
      });
    };
    server.stdout.on("data", hear);
    server.stderr.on("data", hear);
    server.once("exit", (code) => fail(new Error(`The server ended with ${code}: ${told}`)));
  });

/** By table its rows, the first of which names the columns. */
export type Files = Readonly<Record<string, readonly string[]>>;

/** Serves a workspace `name` in the folder, of these tables and as declared. */
export const serveFiles = async (folder: string, name: string, declared: string, files: Files): Promise<Served> => {
  const data = join(folder, `${name}-data`);
  await mkdir(data);
  for (const [table, rows] of Object.entries(files))
    await writeFile(join(data, `${table}.csv`), `${rows.join("\n")}\n`);
  await writeFile(join(data, "quarterdeck.yaml"), declared);
  quarterdeck("init", join(folder, name), "--from", data, "--yes");
  return serve(join(folder, name));
};
