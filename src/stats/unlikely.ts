/** Of all outcomes a count could have had, the chance of those no likelier than the one seen. */
export interface Outcomes {
  readonly low: number;
  readonly high: number;
  /** Any outcome near the likeliest; the walk starts there. */
  readonly middle: number;
  /** Chance of x + 1 over chance of x. */
  readonly ratio: (x: number) => number;
  readonly seen: number;
  /** Of the outcomes exactly as likely as the one seen: 1 for the exact test, 1/2 for mid-p. */
  readonly shareOfEqual: number;
}

/** R's relative tolerance for "as likely as". */
const tolerance = 1e-7;

/**
 * Two-sided p by likelihood, as R's `fisher.test` and `binom.test` order the outcomes. The walk ends where a chance
 * underflows, about 39 standard deviations out, so that a million records cost no more than some 10,000 steps.
 */
export const asUnlikely = ({ low, high, middle, ratio, seen, shareOfEqual }: Outcomes): number => {
  const chances: number[] = [];
  let chanceOfSeen = 0;
  const note = (x: number, chance: number): void => {
    chances.push(chance);
    if (x === seen) chanceOfSeen = chance;
  };
  for (let x = middle, chance = 1; x <= high && chance > 0; x += 1) {
    note(x, chance);
    chance *= ratio(x);
  }
  for (let x = middle - 1, chance = 1 / ratio(middle - 1); x >= low && chance > 0; x -= 1) {
    note(x, chance);
    chance /= ratio(x - 1);
  }
  const total = chances.reduce((sum, chance) => sum + chance, 0);
  const counted = chances.reduce((sum, chance) => {
    if (chance > chanceOfSeen * (1 + tolerance)) return sum;
    return sum + (chance < chanceOfSeen * (1 - tolerance) ? chance : chance * shareOfEqual);
  }, 0);
  return Math.min(counted / total, 1);
};
