/** The command line run within a test: its arguments in, what it said and its exit code out. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Io } from "../../src/cli/io.ts";
import type { Parts } from "../../src/cli/parts.ts";
import { run } from "../../src/cli/run.ts";
import { wired } from "../../src/cli/wire.ts";

export interface Said {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

export interface Typed {
  readonly parts?: Parts;
  readonly folder?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly terminal?: boolean;
  /** Whether somebody sits before the terminal and can be asked. */
  readonly keyboard?: boolean;
  readonly now?: string;
  readonly onInterrupt?: Io["onInterrupt"];
}

/** `type("kpi", "win_rate")`; without a terminal unless one is asked for. */
export const typed = async (
  args: readonly string[],
  { parts, folder, env, terminal, keyboard, now, onInterrupt }: Typed = {},
): Promise<Said> => {
  const said = { out: "", err: "" };
  const io: Io = {
    out: (text) => {
      said.out += text;
    },
    err: (text) => {
      said.err += text;
    },
    env: env ?? {},
    now: () => Date.parse(now ?? "2026-11-25T00:00:00Z"),
    folder: folder ?? tmpdir(),
    isTerminal: { in: keyboard === true, out: terminal === true, err: terminal === true },
    columns: terminal === true ? 80 : null,
    onInterrupt: onInterrupt ?? (() => () => {}),
  };
  const exitCode = await run(args, { io, parts: parts ?? wired() });
  return { exitCode, ...said };
};

export interface TemporaryFolder extends AsyncDisposable {
  readonly path: string;
}

/** As if the user stood in the folder. */
export const standingIn = async <Result>(folder: string, work: () => Promise<Result>): Promise<Result> => {
  const before = process.cwd();
  process.chdir(folder);
  try {
    return await work();
  } finally {
    process.chdir(before);
  }
};

export const temporaryFolder = async (): Promise<TemporaryFolder> => {
  const path = await mkdtemp(join(tmpdir(), "quarterdeck-cli-"));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
};
