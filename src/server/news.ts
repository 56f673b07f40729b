/** What changed beside the data, for pages that are open. */
export type Kept = "views" | "annotations";

export interface News {
  tell(changed: Kept): void;
  /** Returns how to stop. */
  listen(listener: (changed: Kept) => void): () => void;
}

export const createNews = (): News => {
  const listeners = new Set<(changed: Kept) => void>();
  return {
    tell: (changed) => {
      for (const listener of listeners) listener(changed);
    },
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};
