/** Many read, or one changes: what is read does not change meanwhile. Whoever came first goes first. */
export interface Gate {
  reading<Result>(work: () => Promise<Result>): Promise<Result>;
  changing<Result>(work: () => Promise<Result>): Promise<Result>;
}

export const gate = (): Gate => {
  let readers: Promise<unknown>[] = [];
  let change: Promise<unknown> = Promise.resolve();
  const settled = (work: Promise<unknown>): Promise<unknown> => work.catch(() => {});
  return {
    reading: (work) => {
      const result = change.then(work);
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
