/** The built command line as its own process: run to its end, or killed on the way. */
import { spawn } from "node:child_process";
import { resolve } from "node:path";
import { type LittleMemory, peakOf } from "./machine.ts";

const command = resolve(import.meta.dirname, "../../dist/cli/main.js");

export interface Ran {
  /** `null`: killed. */
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  readonly ms: number;
  /** Megabytes resident at most, looked at ten times a second. */
  readonly peak: number;
}

/** The command, as a member of the group where there is one: a process joins it, and then becomes the command. */
export const commandLine = (words: readonly string[], memory?: LittleMemory): readonly [string, readonly string[]] => {
  const own = [process.execPath, command, ...words] as const;
  if (memory === undefined) return [process.execPath, own.slice(1)];
  return ["/bin/sh", ["-c", 'echo $$ > "$0" && exec "$@"', memory.joins, ...own]];
};

/** Runs `quarterdeck words...`; with `killAfterMs` it gets SIGKILL then, unless it has ended. */
export const run = (words: readonly string[], killAfterMs?: number, memory?: LittleMemory): Promise<Ran> =>
  new Promise((done) => {
    const began = performance.now();
    const [program, args] = commandLine(words, memory);
    const child = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"] });
    let peak = 0;
    const looking = setInterval(() => {
      peak = Math.max(peak, peakOf(child.pid ?? 0) ?? 0);
    }, 100);
    const [out, err]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on("data", (chunk: Buffer) => out.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => err.push(chunk));
    const timer = killAfterMs === undefined ? undefined : setTimeout(() => child.kill("SIGKILL"), killAfterMs);
    child.on("close", (code) => {
      clearTimeout(timer);
      clearInterval(looking);
      done({
        code,
        out: Buffer.concat(out).toString(),
        err: Buffer.concat(err).toString(),
        ms: performance.now() - began,
        peak,
      });
    });
  });

/** Runs to a good end; what it printed, read as JSON. */
export const told = async <Answer>(...words: readonly string[]): Promise<Answer> => {
  const { code, out, err } = await run([...words, "--format", "json"]);
  if (code !== 0) throw new Error(`quarterdeck ${words.join(" ")} ended with ${code}: ${err}`);
  return JSON.parse(out);
};
