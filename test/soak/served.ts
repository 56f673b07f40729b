/** `quarterdeck serve` as its own process. */
import { spawn } from "node:child_process";
import { addressTold } from "../address.ts";
import { commandLine } from "./line.ts";
import { type LittleMemory, peakOf } from "./machine.ts";

export interface Serving extends AsyncDisposable {
  readonly address: string;
  /** `/findings`: under `/api/v1`. */
  get<Answer>(path: string): Promise<Answer>;
  /** Megabytes resident at most until now. */
  peak(): number;
}

export const serving = async (workspace: string, memory?: LittleMemory): Promise<Serving> => {
  const [program, args] = commandLine(["serve", "--port", "0", "--workspace", workspace], memory);
  const child = spawn(program, args, { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise<void>((done) => child.on("close", () => done()));
  const address = await addressTold(child.stdout, ended);
  return {
    address,
    get: async (path) => {
      const answered = await fetch(`${address}/api/v1${path}`);
      if (!answered.ok) throw new Error(`${path}: ${answered.status} ${await answered.text()}`);
      return JSON.parse(await answered.text());
    },
    peak: () => peakOf(child.pid ?? 0) ?? 0,
    [Symbol.asyncDispose]: async () => {
      child.kill("SIGTERM");
      await ended;
    },
  };
};
