/** Work in its turn: so many at once, so many waiting, and none longer than its limit. */
import { Problem } from "../problem.ts";

export interface QueueFigures {
  readonly running: number;
  readonly waiting: number;
  /** How many ended before their answer: whoever asked was gone, or their time was over. */
  readonly interrupted: { readonly gone: number; readonly timeout: number };
}

export interface Queue {
  /**
   * The work is handed a signal that is aborted by the caller's or by the limit, which counts from its beginning.
   * Problems: `query_timeout`, `too_many_questions`; the signal's reason when the caller gave up.
   */
  run<Result>(signal: AbortSignal, limitMs: number, work: (signal: AbortSignal) => Promise<Result>): Promise<Result>;
  figures(): QueueFigures;
  /** Once nothing runs. */
  idle(): Promise<void>;
}

const mostWaiting = 200;

export const createQueue = (atOnce: number): Queue => {
  const waiting: (() => void)[] = [];
  const idlers: (() => void)[] = [];
  const interrupted = { gone: 0, timeout: 0 };
  let running = 0;

  const turn = (signal: AbortSignal): Promise<void> => {
    if (running < atOnce) {
      running += 1;
      return Promise.resolve();
    }
    if (waiting.length >= mostWaiting) throw new Problem("too_many_questions", { waiting: waiting.length });
    return new Promise((begin, giveUp) => {
      const go = (): void => {
        signal.removeEventListener("abort", leave);
        begin();
      };
      const leave = (): void => {
        interrupted.gone += 1;
        waiting.splice(waiting.indexOf(go), 1);
        giveUp(signal.reason);
      };
      signal.addEventListener("abort", leave, { once: true });
      waiting.push(go);
    });
  };

  const next = (): void => {
    const go = waiting.shift();
    if (go !== undefined) {
      go();
      return;
    }
    running -= 1;
    if (running === 0) for (const told of idlers.splice(0)) told();
  };

  return {
    run: async (signal, limitMs, work) => {
      signal.throwIfAborted();
      await turn(signal);
      const limit = new AbortController();
      const timer = setTimeout(() => limit.abort(), limitMs);
      try {
        return await work(AbortSignal.any([signal, limit.signal]));
      } catch (error) {
        if (signal.aborted) {
          interrupted.gone += 1;
          throw signal.reason;
        }
        if (!limit.signal.aborted) throw error;
        interrupted.timeout += 1;
        throw new Problem("query_timeout", { seconds: limitMs / 1000 });
      } finally {
        clearTimeout(timer);
        next();
      }
    },
    figures: () => ({ running, waiting: waiting.length, interrupted: { ...interrupted } }),
    idle: () => (running === 0 ? Promise.resolve() : new Promise((told) => idlers.push(told))),
  };
};
