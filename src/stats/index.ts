/** Statistics of figures: how sure each is, whether two differ, and times of which some have not ended yet. */
export { benjaminiHochberg } from "./benjaminiHochberg.ts";
export { type BetaBinomial, betaBinomialMoments, shrunkRate, type Trials } from "./betaBinomial.ts";
export { bootstrapMean, bootstrapMeanFromMoments, bootstrapSum, bootstrapSumFromMoments } from "./bootstrap.ts";
export {
  type ChangeOf,
  type ChangeVerdict,
  type ClusteredShare,
  clusteredShareChange,
  countChange,
  finishedMeanChange,
  intervalChange,
  type Known,
  type MeanOfFinished,
  meanChange,
  proportionChange,
  type RipeningShare,
  ripeningShareChange,
  type SumIn,
  sumChange,
} from "./change.ts";
export { betaCdf, betaQuantile } from "./distributions/beta.ts";
export { binomialCdf, binomialPmf } from "./distributions/binomial.ts";
export { gammaCdf, gammaQuantile } from "./distributions/gamma.ts";
export { normalCdf, normalQuantile } from "./distributions/normal.ts";
export { studentCdf, studentQuantile, studentTwoSided } from "./distributions/student.ts";
export { fisherMidP } from "./fisher.ts";
export { type Bucket, type Hazard, shrunkHazards } from "./hazards.ts";
export { type Estimate, type Interval, z95 } from "./interval.ts";
export { largestRemainder } from "./largestRemainder.ts";
export { hodgesLehmann, type MannWhitney, mannWhitney } from "./mannWhitney.ts";
export { type Cohort, projectedRate } from "./maturation.ts";
export { type Moments, momentsFromSums, momentsOf, type PowerSums } from "./moments.ts";
export { jeffreys, newcombe, type TwoShares, wilson } from "./proportion.ts";
export { medianInterval, medianRanks, quantile } from "./quantile.ts";
export { type RateRatio, rateRatio, type TwoCounts } from "./rateRatio.ts";
export {
  type PairedMoments,
  ratioOfMeansInterval,
  ratioOfSumsInterval,
  type ShareOfMoney,
  shareOfMoneyInterval,
  type ThirdMoments,
} from "./ratio.ts";
export {
  aalenJohansen,
  type CompetingCurves,
  type IncidenceAt,
  type IncidenceCurve,
  incidenceAt,
  incidenceQuantile,
} from "./survival/aalenJohansen.ts";
export { type CauseCounts, countByCause, countExits, type ExitCounts, type Records } from "./survival/counts.ts";
export type { TimeQuantile } from "./survival/crossing.ts";
export {
  kaplanMeier,
  type SurvivalAt,
  type SurvivalCurve,
  survivalAt,
  survivalQuantile,
} from "./survival/kaplanMeier.ts";
export { twelveDigits } from "./twelveDigits.ts";
export { type MeanAndSpread, type WelchTest, welch } from "./welch.ts";
export { isSignal, type XmrLimits, xmr } from "./xmr.ts";
