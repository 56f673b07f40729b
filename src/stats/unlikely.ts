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

/** Below it a chance is none: the last denormal number, divided by anything under 2, stays what it is. */
const least = 1e-300;

/** Of a chance that is left out together with all beyond it, relative to the least that is looked at. */
const negligible = 1e-18;

/**
 * Two-sided p by likelihood, as R's `fisher.test` and `binom.test` order the outcomes. Each walk from the likeliest
 * outcome ends beyond the one seen, where chances have become negligible beside it, or underflow: a few thousand steps
 * for a million records.
 */
export const asUnlikely = ({ low, high, middle, ratio, seen, shareOfEqual }: Outcomes): number => {
  let chanceOfSeen = 0;
  const walked: number[][] = [];
  const up = (): void => {
    const chances: number[] = [];
    for (let x = middle, chance = 1; x <= high && chance > least; x += 1) {
      if (x > seen && chance < chanceOfSeen * negligible) break;
      chances.push(chance);
      if (x === seen) chanceOfSeen = chance;
      chance *= ratio(x);
    }
    walked.push(chances);
  };
  const down = (): void => {
    const chances: number[] = [];
    for (let x = middle - 1, chance = 1 / ratio(middle - 1); x >= low && chance > least; x -= 1) {
      if (x < seen && chance < chanceOfSeen * negligible) break;
      chances.push(chance);
      if (x === seen) chanceOfSeen = chance;
      chance /= ratio(x - 1);
    }
    walked.push(chances);
  };
  // The side of the one seen first: how far to go is known from it.
  for (const walk of seen < middle ? [down, up] : [up, down]) {
    walk();
    // Too unlikely to be told from never.
    if (chanceOfSeen === 0) return 0;
  }
  let [total, counted] = [0, 0];
  for (const chances of walked)
    for (const chance of chances) {
      total += chance;
      if (chance > chanceOfSeen * (1 + tolerance)) continue;
      counted += chance < chanceOfSeen * (1 - tolerance) ? chance : chance * shareOfEqual;
    }
  return Math.min(counted / total, 1);
};
