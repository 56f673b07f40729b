/** Do two shares differ: Fisher's test with the mid-p correction. */
import type { TwoShares } from "./proportion.ts";
import { asUnlikely } from "./unlikely.ts";

/**
 * Two-sided mid-p: tables less likely than the one seen, and half of those as likely (Hirji 2006; Lancaster's
 * correction). 1 where a margin is empty. Counts are whole.
 */
export const fisherMidP = ({ x1, n1, x2, n2 }: TwoShares): number => {
  const together = x1 + x2;
  const low = Math.max(0, together - n2);
  const high = Math.min(n1, together);
  if (low === high) return 1;
  return asUnlikely({
    low,
    high,
    middle: Math.min(Math.max(Math.floor(((together + 1) * (n1 + 1)) / (n1 + n2 + 2)), low), high),
    ratio: (x) => ((n1 - x) * (together - x)) / ((x + 1) * (n2 - together + x + 1)),
    seen: x1,
    shareOfEqual: 0.5,
  });
};
