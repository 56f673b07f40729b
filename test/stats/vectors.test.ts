/** The reference answers of R (survival, etm, base), parts 1 and 2: every vector of those parts. */
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import {
  aalenJohansen,
  benjaminiHochberg,
  betaBinomialMoments,
  countByCause,
  countExits,
  fisherMidP,
  hodgesLehmann,
  incidenceAt,
  isSignal,
  jeffreys,
  kaplanMeier,
  mannWhitney,
  momentsOf,
  newcombe,
  projectedRate,
  rateRatio,
  shrunkHazards,
  shrunkRate,
  survivalAt,
  survivalQuantile,
  welch,
  wilson,
  xmr,
} from "../../src/stats/index.ts";

// biome-ignore lint/suspicious/noExplicitAny: the inputs have another shape in every vector
type Inputs = any;
type Figures = (number | null | undefined)[];

interface Vector {
  id: string;
  part: number;
  what: string;
  inputs: Inputs;
  expected: (number | null)[];
  tol: number;
}

const file = resolve(import.meta.dirname, "../../../shared/vectors/statistics.json");
const vectors: Vector[] = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : [];

const curve = ({ exit, event, entry }: Inputs) => kaplanMeier(countExits({ time: exit, event, entry }));
const curves = ({ exit, status }: Inputs) => aalenJohansen(countByCause({ time: exit, cause: status }, 2));
const groups = ({ x, n }: Inputs) => x.map((count: number, i: number) => ({ x: count, n: n[i] }));
const cohorts = ({ x, n, F }: Inputs) => groups({ x, n }).map((one: object, i: number) => ({ ...one, finished: F[i] }));
const at = [10, 20, 30, 45, 60];
const bothIntervals = ({ x, n }: Inputs): Figures => [...wilson(x, n)!, ...jeffreys(x, n)!];

/** What each vector asks, in the order of its figures. */
const figures: Record<string, (inputs: Inputs) => Figures> = {
  "1.1a": (inputs) => [6, 7, 10, 13, 16, 22, 23].map((time) => survivalAt(curve(inputs), time).survival),
  "1.1b": (inputs) => [10, 23].flatMap((time) => [...survivalAt(curve(inputs), time).interval!]),
  "1.1c": (inputs) => {
    const quantiles = [0.25, 0.5, 0.75].map((q) => survivalQuantile(curve(inputs), q));
    return [0, 1, 2].flatMap((which) => quantiles.map(({ value, interval }) => [value, ...interval][which]));
  },
  "1.2a": (inputs) =>
    [3, 9, 14, 17, 21, 28, 40, 50, 55, 60, 62].map((time) => survivalAt(curve(inputs), time).survival),
  "1.3": (inputs) => [0.25, 0.5, 0.75].map((q) => survivalQuantile(curve(inputs), q).value),
  "1.4a": (inputs) => at.map((time) => incidenceAt(curves(inputs), 0, time).incidence),
  "1.4b": (inputs) => at.map((time) => incidenceAt(curves(inputs), 1, time).incidence),
  "1.4c": (inputs) => at.map((time) => incidenceAt(curves(inputs), 0, time).standardError),
  "1.7": ({ exposure, events, prior_events }) => {
    const hazards = shrunkHazards(
      exposure.map((days: number, i: number) => ({ exposure: days, events: events[i] })),
      prior_events,
    );
    return [...hazards.map(({ hazard }) => hazard), ...hazards[1]!.interval!];
  },
  "2.1a": bothIntervals,
  "2.1b": bothIntervals,
  "2.1c": bothIntervals,
  "2.2a": (inputs) => {
    const difference = newcombe(inputs)!;
    return [difference.value, ...difference.interval!];
  },
  "2.3": () => [fisherMidP({ x1: 30, n1: 150, x2: 24, n2: 160 }), fisherMidP({ x1: 2, n1: 9, x2: 6, n2: 11 })],
  "2.4a": (inputs) => {
    const { ratio, interval, p } = rateRatio(inputs);
    return [ratio, ...interval, p];
  },
  "2.5": ({ baseline, next }) => {
    const limits = xmr(baseline)!;
    expect(isSignal(limits, next)).toBe(true);
    return [limits.mean, limits.meanMovingRange, limits.lower, limits.upper, limits.rangeLimit];
  },
  "2.7a": (inputs) => {
    const { mean, rho, kappa } = betaBinomialMoments(groups(inputs))!;
    return [mean, rho, kappa];
  },
  "2.7b": (inputs) => {
    const common = betaBinomialMoments(groups(inputs))!;
    return groups(inputs).map((one: { x: number; n: number }) => shrunkRate(one, common));
  },
  "2.8": ({ p }) => benjaminiHochberg(p),
  "2.9": (inputs) => {
    const { value, interval } = projectedRate(cohorts(inputs))!;
    return [value, ...interval];
  },
  "2.11": ({ A, B }) => {
    const means = welch(momentsOf(A), momentsOf(B))!;
    const ranks = mannWhitney(A, B)!;
    expect(ranks.exact).toBe(true);
    return [means.t, means.p, ranks.w, ranks.p, hodgesLehmann(A, B)];
  },
};

describe.skipIf(vectors.length === 0)("the reference answers of R (skipped where ../shared/vectors is absent)", () => {
  const ours = vectors.filter(({ part }) => part === 1 || part === 2);

  it("has an answer for every vector of parts 1 and 2, and for no other", () => {
    expect(Object.keys(figures).sort()).toEqual(ours.map(({ id }) => id).sort());
  });

  it.each(ours)("$id $what", ({ id, inputs, expected, tol }) => {
    const given = figures[id]!(inputs);
    expect(given.length).toBe(expected.length);
    expected.forEach((figure, i) => {
      if (figure === null) expect(given[i]).toBeNull();
      else expect(Math.abs((given[i] ?? Number.NaN) - figure)).toBeLessThanOrEqual(tol);
    });
  });
});
