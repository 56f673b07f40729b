/** Several who wait for the same: it is done once, and given up when the last of them is gone. */
export interface Waiting<Result> {
  join(key: string, signal: AbortSignal, work: (signal: AbortSignal) => Promise<Result>): Promise<Result>;
}

interface Shared<Result> {
  readonly result: Promise<Result>;
  readonly giveUp: AbortController;
  waiting: number;
}

export const waitingFor = <Result>(): Waiting<Result> => {
  const shared = new Map<string, Shared<Result>>();
  const begin = (key: string, work: (signal: AbortSignal) => Promise<Result>): Shared<Result> => {
    const giveUp = new AbortController();
    const result = work(giveUp.signal).finally(() => {
      if (shared.get(key) === one) shared.delete(key);
    });
    // Whoever waits hears of it; nobody may be left.
    result.catch(() => {});
    const one: Shared<Result> = { result, giveUp, waiting: 0 };
    shared.set(key, one);
    return one;
  };
  return {
    join: (key, signal, work) => {
      const one = shared.get(key) ?? begin(key, work);
      one.waiting += 1;
      return new Promise((resolve, reject) => {
        const leave = (): void => {
          one.waiting -= 1;
          if (one.waiting === 0) {
            if (shared.get(key) === one) shared.delete(key);
            one.giveUp.abort();
          }
          reject(signal.reason);
        };
        if (signal.aborted) return leave();
        signal.addEventListener("abort", leave, { once: true });
        one.result.then(resolve, reject).finally(() => signal.removeEventListener("abort", leave));
      });
    },
  };
};
