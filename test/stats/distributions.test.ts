/** Distribution functions beside values computed with 40 digits. */
import { describe, expect, it } from "vitest";
import { logGamma } from "../../src/stats/distributions/stirling.ts";
import {
  betaCdf,
  betaQuantile,
  binomialCdf,
  binomialPmf,
  gammaCdf,
  gammaQuantile,
  normalCdf,
  normalQuantile,
  studentCdf,
  studentQuantile,
  studentTwoSided,
} from "../../src/stats/index.ts";

/** Within 1e-10 of the value, and within 1e-10 of its size where it is small. */
const near = (given: number, known: number): void => {
  expect(Math.abs(given - known)).toBeLessThanOrEqual(1e-10 * Math.min(1, Math.abs(known)) + 1e-320);
};

describe("distribution functions are right to 1e-10", () => {
  it.each([
    [-37, 5.725571222524577e-300],
    [-8.5, 9.479534822203318e-18],
    [-3, 0.0013498980316300946],
    [-1.8, 0.0359303191129258],
    [-1.7, 0.04456546275854304],
    [-0.5, 0.3085375387259869],
    [0, 0.5],
    [0.3, 0.6179114221889527],
    [1.2, 0.8849303297782917],
    [1.96, 0.9750021048517795],
    [5, 0.9999997133484281],
  ])("normal at %s", (z, known) => near(normalCdf(z), known));

  it.each([
    [1e-300, -37.0470962993612],
    [1e-10, -6.361340902404057],
    [0.001, -3.0902323061678136],
    [0.025, -1.9599639845400543],
    [0.31, -0.4958503473474533],
    [0.6, 0.2533471031357998],
    [0.975, 1.9599639845400543],
    [0.9999, 3.7190164854556804],
  ])("normal quantile of %s", (p, known) => near(normalQuantile(p), known));

  it.each([
    [0.01, 4.599479878042022],
    [0.5, 0.5723649429247001],
    [1.5, -0.12078223763524522],
    [3.7, 1.4280723266653879],
    [15.5, 26.536914491115613],
    [16, 27.89927138384089],
  ])("logarithm of gamma at %s", (x, known) => near(logGamma(x), known));

  it.each([
    [171.25, 707.8579296227101],
    [250000.5, 2857304.9681494622],
  ])("logarithm of gamma at %s, relative to its size", (x, known) => near(logGamma(x) / known, 1));

  it.each([
    [0.1, 0.5, 1, 0.345279153981423],
    [2, 3, 1, 0.32332358381693654],
    [10, 3, 1, 0.9972306042844884],
    [5, 9, 0.7, 0.00987365805610481],
    [0.001, 0.01, 1, 0.938570652526129],
    [110, 100, 1, 0.8417213299399129],
    [250300, 250000, 1, 0.7258890736203728],
  ])("gamma at %s, shape %s, rate %s", (x, shape, rate, known) => near(gammaCdf(x, shape, rate), known));

  it.each([
    [0.05, 12, 124.29, 0.05571013366791461],
    [0.95, 3, 63.5, 0.09914635624995259],
    [0.025, 0.5, 1, 0.000491034558587628],
    [0.975, 250, 2, 140.9628823360713],
    [0.5, 0.1, 1, 0.0005933911044602259],
  ])("gamma quantile of %s, shape %s, rate %s", (p, shape, rate, known) =>
    near(gammaQuantile(p, shape, rate) / known, 1),
  );

  it.each([
    [0.1, 0.5, 10.5, 0.8584469081871131],
    [0.3, 3, 9, 0.68725954575],
    [0.9, 2, 7, 0.99999927],
    [0.999, 5, 0.5, 0.9222819921009668],
    [0.4, 400, 600, 0.5017170329937455],
    [0.001, 0.01, 3, 0.947281024325474],
    [0.401, 100000, 150000, 0.8462802676618904],
  ])("beta at %s of %s, %s", (x, a, b, known) => near(betaCdf(x, a, b), known));

  it.each([
    [0.025, 3.5, 9.5, 0.07594232891948483],
    [0.975, 0.5, 10.5, 0.21719626750921056],
    [0.025, 62, 46, 0.4801360768541896],
    [0.975, 1000.5, 3000.5, 0.26359644067828053],
    [0.025, 0.5, 0.5, 0.001541333133436012],
  ])("beta quantile of %s of %s, %s", (p, a, b, known) => near(betaQuantile(p, a, b), known));

  it.each([
    [-12, 3, 0.0006225079003946683],
    [-2.281669489034279, 14.88333388560665, 0.018827022174569153],
    [0, 7, 0.5],
    [0.1, 1, 0.5317255174305535],
    [1.96, 1000000, 0.9750019662073651],
    [2.5, 2.5, 0.9477150184609223],
    [-5, 30, 1.1648342733503898e-5],
  ])("t at %s, %s degrees of freedom", (t, df, known) => near(studentCdf(t, df), known));

  it("the two-sided t is twice the tail", () => near(studentTwoSided(5, 30), 2 * 1.1648342733503898e-5));

  it.each([
    [0.975, 10, 2.228138851986275],
    [0.975, 1, 12.706204736174705],
    [0.025, 14.88, -2.132947642786668],
    [0.9, 3, 1.6377443536962102],
    [0.995, 1000, 2.580754698065951],
  ])("t quantile of %s, %s degrees of freedom", (p, df, known) => near(studentQuantile(p, df) / known, 1));

  it.each([
    [-1, 10, 0.3, 0],
    [0, 10, 0.3, 0.0282475249],
    [3, 10, 0.3, 0.6496107184],
    [40, 100, 0.5, 0.028443966820490395],
    [9, 10, 0.99, 0.09561792499119551],
    [10, 10, 0.99, 1],
    [470, 1000, 0.5, 0.03101159754918159],
  ])("binomial up to %d of %d, chance %s", (x, n, p, known) => near(binomialCdf(x, n, p), known));

  it.each([
    [3, 10, 0.3, 0.266827932],
    [500, 1000, 0.5, 0.025225018178360804],
    [0, 50, 0.01, 0.6050060671375367],
    [250000, 500000, 0.5, 0.00112837860290607],
    [7, 7, 0.9, 0.4782969],
    [8, 7, 0.9, 0],
  ])("binomial of %s of %d, chance %s", (x, n, p, known) => near(binomialPmf(x, n, p), known));
});
