/** What every command is handed: where it talks to, the parts of the house, and the workspace that is meant. */
import { resolve } from "node:path";
import { hasColours, type Io, widthOf } from "./io.ts";
import type { Hearing, Parts } from "./parts.ts";
import { progressOn } from "./progress.ts";

export interface Context {
  readonly io: Io;
  readonly parts: Parts;
}

/** `--workspace`, else `QUARTERDECK_WORKSPACE`, else the current folder. */
export const workspaceFolder = ({ io }: Context, told: string | undefined): string => {
  const named = told ?? io.env.QUARTERDECK_WORKSPACE;
  return resolve(io.folder, named === undefined || named === "" ? "." : named);
};

export const print = ({ io }: Context, lines: readonly string[]): void =>
  io.out(lines.map((line) => `${line}\n`).join(""));

export const printJson = ({ io }: Context, value: unknown): void => io.out(`${JSON.stringify(value, null, 2)}\n`);

export const say = ({ io }: Context, text: string): void => io.err(`${text}\n`);

/** A line of progress, and messages that do not run into it. */
export const hearingOf = (context: Context): Hearing => {
  const progress = progressOn(context.io);
  return {
    progress,
    onMessage: (text) => {
      progress.end();
      say(context, text);
    },
  };
};

export interface Breaking extends Disposable {
  readonly hearing: Hearing;
}

/** While it lasts, Ctrl+C breaks off what is done instead of ending the process: a second one does. */
export const breakable = (context: Context): Breaking => {
  const hearing = hearingOf(context);
  const controller = new AbortController();
  const deafen = context.io.onInterrupt(() => {
    hearing.onMessage("Breaking off ...");
    controller.abort();
  });
  return { hearing: { ...hearing, signal: controller.signal }, [Symbol.dispose]: deafen };
};

/** How tables look here. */
export const lookOf = async ({ io }: Context) => {
  const { paintOf } = await import("../reports/table/paint.ts");
  return { width: widthOf(io), paint: paintOf(hasColours(io)) };
};
