/** Has a figure changed, or is it chance: the verdict beside every comparison. */

import { normalCdf } from "./distributions/normal.ts";
import { fisherMidP } from "./fisher.ts";
import { z95 } from "./interval.ts";
import type { TwoShares } from "./proportion.ts";
import { equalRates, type TwoCounts } from "./rateRatio.ts";
import { twelveDigits } from "./twelveDigits.ts";
import { type MeanAndSpread, welch } from "./welch.ts";

/** What a comparison says: clearly more, clearly less, within chance, or not enough records to say. */
export type ChangeVerdict = "up" | "down" | "no_clear_change" | "too_few";

export interface ChangeOf {
  /** Second minus first, in the figure's unit; `null` where either is unknown. */
  readonly absolute: number | null;
  /** `absolute` over the size of the first; `null` where that is 0. */
  readonly relative: number | null;
  /** Two-sided; `null` where it cannot be computed. */
  readonly p: number | null;
  readonly verdict: ChangeVerdict;
}

const alpha = 0.05;
const fewest = 5;

interface Compared {
  readonly before: number | null;
  readonly now: number | null;
  readonly p: number | null;
  /** Below `small` of these nothing is said. */
  readonly records: number;
  readonly small: number;
}

const judged = ({ before, now, p, records, small }: Compared): ChangeOf => {
  const absolute = before === null || now === null ? null : now - before;
  const relative = absolute === null || before === null || before === 0 ? null : absolute / Math.abs(before);
  const clear = p !== null && p < alpha && absolute !== null && absolute !== 0;
  const verdict = clear ? (absolute > 0 ? "up" : "down") : "no_clear_change";
  return { absolute, relative, p, verdict: records < small ? "too_few" : verdict };
};

const share = (x: number, n: number): number | null => (n === 0 ? null : x / n);

/** Two shares, by Fisher's mid-p. */
export const proportionChange = (shares: TwoShares, small = fewest): ChangeOf =>
  judged({
    before: share(shares.x1, shares.n1),
    now: share(shares.x2, shares.n2),
    p: shares.n1 === 0 || shares.n2 === 0 ? null : fisherMidP(shares),
    records: Math.min(shares.n1, shares.n2),
    small,
  });

/** What was told, if it holds under what speaks against it, too. */
const ifSure = (told: ChangeOf, surely: ChangeOf): ChangeOf =>
  surely.verdict === told.verdict ? told : { ...told, verdict: "no_clear_change" };

const isClear = ({ verdict }: ChangeOf): boolean => verdict === "up" || verdict === "down";

/** `x` of `n` are hits so far; the part `young` of them may become one. */
export interface RipeningShare {
  readonly x: number;
  readonly n: number;
  readonly young: number;
}

/** Of those that are no hits yet, without as many as are young. */
const withoutYoung = ({ x, n, young }: RipeningShare): number => Math.max(x, Math.round(n * (1 - young)));

/** Two shares that grow with the age of their records: the lesser one is clearly so only if it would be without its young ones. */
export const ripeningShareChange = (first: RipeningShare, second: RipeningShare, small = fewest): ChangeOf => {
  const shares = { x1: first.x, n1: first.n, x2: second.x, n2: second.n };
  const told = proportionChange(shares, small);
  if (!isClear(told)) return told;
  const ripe = told.verdict === "up" ? { n1: withoutYoung(first) } : { n2: withoutYoung(second) };
  return ifSure(told, proportionChange({ ...shares, ...ripe }, small));
};

/** Records of which some come in clusters, as the answers of one lead: `x` of `n` are hits. Sums over clusters. */
export interface ClusteredShare {
  readonly x: number;
  readonly n: number;
  /** Of 1: how many clusters there are. */
  readonly things: number;
  /** Of the squares of their sizes, of those of their hits, and of the products of both. */
  readonly squares: number;
  readonly hitSquares: number;
  readonly products: number;
}

/**
 * How many of these say as much as one that comes by itself: the variance of the hits of clusters around the share of all, over that of
 * as many single records; 1 and more.
 */
const designEffect = (both: readonly ClusteredShare[]): number => {
  const sum = (of: keyof ClusteredShare): number => both.reduce((all, one) => all + one[of], 0);
  const [n, things] = [sum("n"), sum("things")];
  const p = sum("x") / n;
  const spread = sum("hitSquares") - 2 * p * sum("products") + p * p * sum("squares");
  const single = n * p * (1 - p);
  return things < 2 || single === 0 ? 1 : Math.max(1, (spread / single) * (things / (things - 1)));
};

/** Two shares of clustered records, as of so many fewer single ones (Rao and Scott 1992), whole. */
export const clusteredShareChange = (first: ClusteredShare, second: ClusteredShare, small = fewest): ChangeOf => {
  const size = designEffect([first, second]);
  const fewer = (of: number): number => Math.round(of / size);
  const shares = { x1: fewer(first.x), n1: fewer(first.n), x2: fewer(second.x), n2: fewer(second.n) };
  return judged({
    before: share(first.x, first.n),
    now: share(second.x, second.n),
    p: shares.n1 === 0 || shares.n2 === 0 ? null : fisherMidP(shares),
    records: Math.min(first.n, second.n),
    small,
  });
};

/**
 * Two counts by their rates x / t (in `absolute` and `relative` too; with both t 1 these are the counts), by the exact
 * Poisson comparison. Counts of clustered things spread more than Poisson: the caller widens by dividing x and t. Too few
 * are few on both sides: what falls from 84 to none has changed, and nothing of it is estimated from the none. Counted over
 * no time (t = 0) there is none of anything yet, which says nothing.
 */
export const countChange = (counts: TwoCounts, small = fewest): ChangeOf => {
  const isCounted = counts.t1 > 0 && counts.t2 > 0;
  return judged({
    before: share(counts.x1, counts.t1),
    now: share(counts.x2, counts.t2),
    p: isCounted ? equalRates(counts) : null,
    records: isCounted ? Math.max(counts.x1, counts.x2) : 0,
    small,
  });
};

/** Records that came in a time `t`, with the sum of their amounts and that of the squares of these. */
export interface SumIn {
  readonly n: number;
  readonly sum: number;
  readonly squares: number;
  readonly t: number;
}

/**
 * Two sums by their rates sum / t. How many records came is a chance, and so is how much each is: a sum is held against another as so
 * many equal amounts as vary alike, sum x^2 / sum x each (Fay and Feuer 1997), whole, by the exact Poisson comparison.
 */
export const sumChange = (first: SumIn, second: SumIn, small = fewest): ChangeOf => {
  const isTimed = first.t > 0 && second.t > 0;
  const size = (first.squares + second.squares) / (first.sum + second.sum);
  const [x1, x2] = [Math.round(first.sum / size), Math.round(second.sum / size)];
  return judged({
    before: share(first.sum, first.t),
    now: share(second.sum, second.t),
    p: isTimed && size > 0 && x1 >= 0 && x2 >= 0 ? equalRates({ x1, t1: first.t, x2, t2: second.t }) : null,
    records: isTimed ? Math.max(first.n, second.n) : 0,
    small,
  });
};

/** Two means, by Welch's test. */
export const meanChange = (first: MeanAndSpread, second: MeanAndSpread, small = fewest): ChangeOf =>
  judged({
    before: first.n === 0 ? null : first.mean,
    now: second.n === 0 ? null : second.mean,
    p: welch(first, second)?.p ?? null,
    records: Math.min(first.n, second.n),
    small,
  });

/** The mean of those that are finished by now, of `all`; the part `young` of these may be finished later. */
export interface MeanOfFinished extends MeanAndSpread {
  readonly all: number;
  readonly young: number;
}

/** Without the part that is still to be finished elsewhere, were it the longest: their mean is then no less than this (Cauchy, Schwarz). */
const withoutLongest = ({ n, mean, variance }: MeanAndSpread, part: number): MeanAndSpread => ({
  ...{ n, variance },
  mean: mean - Math.sqrt((variance * part) / (1 - part)),
});

/** What part of the finished ones of `other` has none to stand for it here, as fewer are finished yet. */
const unfinished = (here: MeanOfFinished, other: MeanOfFinished): number =>
  Math.min(here.young, Math.max(0, 1 - here.n / here.all / (other.n / other.all)));

/**
 * Two means of what is finished. What takes long is finished last, so that where fewer are finished yet the mean is lower: it is clearly
 * lower only if it would be without as many of the longest on the other side (they are trimmed so by Lee 2009).
 */
export const finishedMeanChange = (first: MeanOfFinished, second: MeanOfFinished, small = fewest): ChangeOf => {
  const told = meanChange(first, second, small);
  if (!isClear(told)) return told;
  const [before, now] = [unfinished(second, first), unfinished(first, second)];
  return ifSure(told, meanChange(withoutLongest(first, before), withoutLongest(second, now), small));
};

/** A figure of which only the estimate and its 95 % interval are known; a `null` limit is without bound. */
export interface Known {
  readonly value: number | null;
  readonly interval: readonly [number | null, number | null] | null;
  readonly n: number;
}

/**
 * p from the halves of the intervals that face each other, squared and added (Zou, Donner 2008). To twelve digits: where one
 * interval ends at the other's value, as those of whole days do, p is 0.05 and not what rounding leaves of it.
 */
const facing = (lower: Known, higher: Known): number | null => {
  const [up, down] = [lower.interval?.[1] ?? null, higher.interval?.[0] ?? null];
  if (lower.value === null || higher.value === null || up === null || down === null) return null;
  const width = Math.hypot(up - lower.value, higher.value - down);
  const gap = higher.value - lower.value;
  return width === 0 ? Number(gap === 0) : twelveDigits(2 * normalCdf((-gap / width) * z95));
};

/** Any two figures with intervals: medians, quotients, survival quantiles. */
export const intervalChange = (first: Known, second: Known, small = fewest): ChangeOf =>
  judged({
    before: first.value,
    now: second.value,
    p: (first.value ?? 0) <= (second.value ?? 0) ? facing(first, second) : facing(second, first),
    records: Math.min(first.n, second.n),
    small,
  });
