/** Many read, or one changes: what is read does not change meanwhile. Whoever came first goes first. */
export interface Gate {
  /** Whoever gives up before the turn has come is let go at once, with the signal's reason. */
  reading<Result>(work: () => Promise<Result>, signal?: AbortSignal): Promise<Result>;
  changing<Result>(work: () => Promise<Result>): Promise<Result>;
}

const orGivenUp = (turn: Promise<unknown>, signal: AbortSignal | undefined): Promise<unknown> =>
  signal === undefined
    ? turn
    : new Promise((begin, giveUp) => {
        const leave = (): void => giveUp(signal.reason);
        if (signal.aborted) return leave();
        signal.addEventListener("abort", leave, { once: true });
        void turn.then(() => {
          signal.removeEventListener("abort", leave);
          begin(undefined);
        });
      });

export const gate = (): Gate => {
  let readers: Promise<unknown>[] = [];
  let change: Promise<unknown> = Promise.resolve();
  const settled = (work: Promise<unknown>): Promise<unknown> => work.catch(() => {});
  return {
    reading: (work, signal) => {
      const result = orGivenUp(change, signal).then(work);
      const done = settled(result);
      readers.push(done);
      void done.then(() => {
        readers = readers.filter((one) => one !== done);
      });
      return result;
    },
    changing: (work) => {
      const result = Promise.all([change, ...readers]).then(work);
      change = settled(result);
      return result;
    },
  };
};
