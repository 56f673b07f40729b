/** What the command line talks to: two streams, the environment, the clock. Tests hand in their own. */

export interface Io {
  /** Answers. */
  readonly out: (text: string) => void;
  /** Messages. */
  readonly err: (text: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** The current folder. */
  readonly folder: string;
  readonly isTerminal: { readonly in: boolean; readonly out: boolean; readonly err: boolean };
  /** Columns of the terminal; null in a pipe. */
  readonly columns: number | null;
  /** Hears of the next Ctrl+C, which then ends nothing by itself; the answer takes that back. */
  readonly onInterrupt: (hear: () => void) => () => void;
}

/** A pipe has no width: nothing is left out of it. */
const pipeWidth = 240;
/** Of a terminal that does not say. */
const unknownWidth = 80;

/** `COLUMNS` holds before what the terminal says. */
export const widthOf = ({ env, columns }: Pick<Io, "env" | "columns">): number => {
  const told = Number(env.COLUMNS);
  if (Number.isInteger(told) && told > 0) return told;
  return columns === null ? pipeWidth : columns > 0 ? columns : unknownWidth;
};

/** Colours on a terminal, unless it or the user wants none (https://no-color.org); `FORCE_COLOR` asks for them anywhere. */
export const hasColours = ({ env, isTerminal }: Pick<Io, "env" | "isTerminal">): boolean => {
  if ((env.NO_COLOR ?? "") !== "") return false;
  if ((env.FORCE_COLOR ?? "") !== "") return env.FORCE_COLOR !== "0";
  return isTerminal.out && env.TERM !== "dumb";
};

/** The streams and the environment of this process. */
export const processIo = (): Io => ({
  out: (text) => {
    process.stdout.write(text);
  },
  err: (text) => {
    process.stderr.write(text);
  },
  env: process.env,
  now: () => Date.now(),
  folder: process.cwd(),
  isTerminal: {
    in: process.stdin.isTTY === true,
    out: process.stdout.isTTY === true,
    err: process.stderr.isTTY === true,
  },
  columns: process.stdout.isTTY === true ? process.stdout.columns : null,
  onInterrupt: (hear) => {
    process.once("SIGINT", hear);
    return () => process.off("SIGINT", hear);
  },
});
