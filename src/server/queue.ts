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
   * The work is handed a signal that is aborted by the caller's or by the limit, which counts from when it says that it has begun:
   * waiting until the data has changed is not its own time.
   * Problems: `query_timeout`, `too_many_questions`; the signal's reason when the caller gave up.
   */
  run<Result>(
    signal: AbortSignal,
    limitMs: number,
    work: (signal: AbortSignal, begun: () => void) => Promise<Result>,
  ): Promise<Result>;
  figures(): QueueFigures;
  /** Everything is given up for this reason, and nothing begins any more. */
  stop(reason: Error): void;
  /** Once nothing runs. */
  idle(): Promise<void>;
}

const mostWaiting = 200;

export const createQueue = (atOnce: number): Queue => {
  const waiting: (() => void)[] = [];
  const idlers: (() => void)[] = [];
  const interrupted = { gone: 0, timeout: 0 };
  const all = new Set<AbortController>();
  let stopped: Error | null = null;
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
      if (stopped !== null) throw stopped;
      signal.throwIfAborted();
      // AbortSignal.any is dear, and what outlives the question would hold on to it.
      const own = new AbortController();
      const leave = (): void => own.abort(signal.reason);
      signal.addEventListener("abort", leave, { once: true });
      all.add(own);
      const done = (): void => {
        signal.removeEventListener("abort", leave);
        all.delete(own);
      };
      try {
        await turn(own.signal);
      } catch (error) {
        done();
        throw error;
      }
      let isOver = false;
      let timer: NodeJS.Timeout | undefined;
      const begun = (): void => {
        timer ??= setTimeout(() => {
          isOver = !own.signal.aborted;
          own.abort();
        }, limitMs);
      };
      try {
        return await work(own.signal, begun);
      } catch (error) {
        if (!own.signal.aborted) throw error;
        if (!isOver) {
          interrupted.gone += 1;
          throw own.signal.reason;
        }
        interrupted.timeout += 1;
        throw new Problem("query_timeout", { seconds: limitMs / 1000 });
      } finally {
        clearTimeout(timer);
        done();
        next();
      }
    },
    figures: () => ({ running, waiting: waiting.length, interrupted: { ...interrupted } }),
    stop: (reason) => {
      stopped = reason;
      for (const one of all) one.abort(reason);
    },
    idle: () => (running === 0 ? Promise.resolve() : new Promise((told) => idlers.push(told))),
  };
};
