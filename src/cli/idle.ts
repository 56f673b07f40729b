/** Work for when nobody asks: begun after a while without questions, broken off when one comes, and begun again. */
export interface Idle extends AsyncDisposable {
  /** Done at once: what was begun for want of it gives way. */
  busy<Result>(work: () => Promise<Result>): Promise<Result>;
  /** There may be something to do. */
  due(): void;
}

/** `wait`: milliseconds without questions. Work that fails is left until it is due again. */
export const whenIdle = (work: (signal: AbortSignal) => Promise<void>, wait: number): Idle => {
  let [asking, isDue, isOver] = [0, false, false];
  let timer: NodeJS.Timeout | undefined;
  let under: AbortController | null = null;
  let last = Promise.resolve();
  const plan = (): void => {
    clearTimeout(timer);
    if (!isDue || isOver || asking > 0 || under !== null) return;
    timer = setTimeout(begin, wait);
    timer.unref();
  };
  const begin = (): void => {
    const own = new AbortController();
    [under, isDue] = [own, false];
    last = work(own.signal)
      .catch(() => {})
      .then(() => {
        under = null;
        isDue ||= own.signal.aborted;
        plan();
      });
  };
  const giveWay = (): void => {
    clearTimeout(timer);
    under?.abort();
  };
  return {
    busy: async (work) => {
      asking += 1;
      giveWay();
      try {
        return await work();
      } finally {
        asking -= 1;
        plan();
      }
    },
    due: () => {
      isDue = true;
      plan();
    },
    async [Symbol.asyncDispose]() {
      isOver = true;
      giveWay();
      await last;
    },
  };
};
