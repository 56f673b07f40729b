/** The built command line as its own process: run to its end, or killed on the way. */
import { spawn } from "node:child_process";
import { resolve } from "node:path";

const command = resolve(import.meta.dirname, "../../dist/cli/main.js");

export interface Ran {
  /** `null`: killed. */
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  readonly ms: number;
}

/** Runs `quarterdeck words...`; with `killAfterMs` it gets SIGKILL then, unless it has ended. */
export const run = (words: readonly string[], killAfterMs?: number): Promise<Ran> =>
  new Promise((done) => {
    const began = performance.now();
    const child = spawn(process.execPath, [command, ...words], { stdio: ["ignore", "pipe", "pipe"] });
    const [out, err]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
    const timer = killAfterMs === undefined ? undefined : setTimeout(() => child.kill("SIGKILL"), killAfterMs);
    child.on("close", (code) => {
      clearTimeout(timer);
      done({
        code,
        out: Buffer.concat(out).toString(),
        err: Buffer.concat(err).toString(),
        ms: performance.now() - began,
      });
    });
  });

/** Runs to a good end; what it printed, read as JSON. */
export const told = async <Answer>(...words: readonly string[]): Promise<Answer> => {
  const { code, out, err } = await run([...words, "--format", "json"]);
  if (code !== 0) throw new Error(`quarterdeck ${words.join(" ")} ended with ${code}: ${err}`);
  return JSON.parse(out);
};
