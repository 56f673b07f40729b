/** Chance that can be repeated: the same seed throws the same dice. */
export interface Dice {
  /** In `[0, 1)`. */
  readonly next: () => number;
  /** A whole number of `[from, to]`. */
  readonly int: (from: number, to: number) => number;
  readonly chance: (p: number) => boolean;
  readonly pick: <T>(items: readonly T[]) => T;
  /** One of the items or, this often, nothing. */
  readonly maybe: (p: number, text: () => string) => string;
}

/** Mulberry32. */
export const diceOf = (seed: number): Dice => {
  let state = (seed * 2654435761) >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const int = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  return {
    next,
    int,
    chance: (p) => next() < p,
    pick: (items) => items[int(0, items.length - 1)]!,
    maybe: (p, text) => (next() < p ? text() : ""),
  };
};
