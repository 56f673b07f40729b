/** How much people's shares differ beyond chance, and each share drawn towards the common one accordingly. */
export interface Trials {
  readonly x: number;
  readonly n: number;
}

export interface BetaBinomial {
  /** Pooled share, sum(x) / sum(n). */
  readonly mean: number;
  /** Correlation of two records of one group, 0..1; 0 where the groups differ no more than by chance. */
  readonly rho: number;
  /** 1 / rho - 1: the weight of the common share, in records; Infinity where rho is 0. */
  readonly kappa: number;
}

/** Kleinman's (1973) moment estimate with the n as weights. `null` without records. */
export const betaBinomialMoments = (groups: readonly Trials[]): BetaBinomial | null => {
  const some = groups.filter(({ n }) => n > 0);
  const total = some.reduce((sum, { n }) => sum + n, 0);
  if (total === 0) return null;
  const mean = some.reduce((sum, { x }) => sum + x, 0) / total;
  const chance = mean * (1 - mean);
  const spread = some.reduce((sum, { x, n }) => sum + n * (x / n - mean) ** 2, 0);
  const size = some.reduce((sum, { n }) => sum + n * (1 - n / total), 0);
  const free = some.length - 1;
  const estimate = (spread - chance * free) / (chance * (size - free));
  const rho = Number.isFinite(estimate) ? Math.min(Math.max(estimate, 0), 1) : 0;
  return { mean, rho, kappa: rho === 0 ? Infinity : 1 / rho - 1 };
};

/** (x + kappa mean) / (n + kappa): one group's share, drawn towards the common one. */
export const shrunkRate = ({ x, n }: Trials, { mean, kappa }: BetaBinomial): number =>
  kappa === Infinity || n + kappa === 0 ? mean : (x + kappa * mean) / (n + kappa);
