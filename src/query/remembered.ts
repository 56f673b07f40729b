/** What was looked up once and is asked for again: a lookup that failed is forgotten, and so are the oldest beyond a bound. */
const most = 64;

/** Gives what is known under a key, else what `find` finds; two who ask at once find once. */
export const memory = <Found>(): ((key: string, find: () => Promise<Found>) => Promise<Found>) => {
  const known = new Map<string, Promise<Found>>();
  return (key, find) => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const found = find();
    known.set(key, found);
    const [oldest] = known.keys();
    if (known.size > most && oldest !== undefined) known.delete(oldest);
    found.catch(() => known.delete(key));
    return found;
  };
};

export const remembered = <Found>(find: (key: string) => Promise<Found>): ((key: string) => Promise<Found>) => {
  const known = memory<Found>();
  return (key) => known(key, () => find(key));
};
