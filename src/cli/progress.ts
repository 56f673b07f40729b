/** How far long work is, in one line of a terminal that is taken away again. In a pipe there is none. */
import type { Io } from "./io.ts";

export interface Progress {
  /** `done` of `of` parts of what the words say. */
  readonly show: (words: string, done: number, of: number) => void;
  readonly end: () => void;
}

const barWidth = 24;

export const progressOn = ({ err, isTerminal, columns }: Io): Progress => {
  if (!isTerminal.err) return { show: () => {}, end: () => {} };
  let isShown = false;
  return {
    show: (words, done, of) => {
      const share = of > 0 ? Math.min(1, done / of) : 0;
      const full = Math.round(share * barWidth);
      const bar = "█".repeat(full) + "░".repeat(barWidth - full);
      const line = `${bar} ${String(Math.round(share * 100)).padStart(3)}%  ${words}`;
      err(`\r\u001b[K${line.slice(0, Math.max(10, (columns ?? 80) - 1))}`);
      isShown = true;
    },
    end: () => {
      if (isShown) err("\r\u001b[K");
      isShown = false;
    },
  };
};
