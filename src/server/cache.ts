/** Values by key, of which the least recently used make room. */
export interface Cache<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value, bytes: number): void;
  clear(): void;
  /** Bytes held. */
  size(): number;
}

/** One that takes more than an eighth of all is not kept. */
export const createCache = <Value>(mostBytes: number): Cache<Value> => {
  const held = new Map<string, { readonly value: Value; readonly bytes: number }>();
  let size = 0;
  const drop = (key: string): void => {
    size -= held.get(key)?.bytes ?? 0;
    held.delete(key);
  };
  return {
    get: (key) => {
      const found = held.get(key);
      if (found === undefined) return undefined;
      held.delete(key);
      held.set(key, found);
      return found.value;
    },
    set: (key, value, bytes) => {
      if (bytes > mostBytes / 8) return;
      drop(key);
      held.set(key, { value, bytes });
      size += bytes;
      for (const oldest of held.keys()) {
        if (size <= mostBytes) break;
        drop(oldest);
      }
    },
    clear: () => {
      held.clear();
      size = 0;
    },
    size: () => size,
  };
};
