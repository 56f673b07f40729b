/** One sum over another, of different records: money per lead, conversions per creation, won money per closed money. */

import { sumOfAmounts } from "../model/amount.ts";
import type { Flag } from "../model/flags.ts";
import { type Sql, sql } from "../sql/index.ts";
import { shareOfMoneyInterval } from "../stats/index.ts";
import { all, always, column, is } from "./condition.ts";
import type { RecordMeasure, Sums } from "./measure.ts";
import type { Population } from "./population.ts";
import { countPerInterval, momentsOf, moneyPer, proportion, quotient } from "./shapes.ts";
import { count, countAll, moments, spreadOf, total } from "./sums.ts";

/** A budget without dates is counted, not priced. */
const alsoUndated = countAll();

/** Spend is always a campaign's: what came by none has no cost that could be known. */
const byCampaign = count(sql`r.campaign_no is not null`);

/** What campaigns cost that brought nothing; `null`: they did cost, and nobody knows what. */
const spentInVain = (sums: Sums): number | null => {
  const brought = new Set(sums.each("recordsOf").flatMap((one) => ((one.get("n") ?? 0) > 0 ? [one.key] : [])));
  const unused = sums.each("spendOf").filter((one) => (one.get("n") ?? 0) > 0 && !brought.has(one.key));
  const known = unused.map((one) => one.get("sum")).filter((sum) => sum !== null);
  return unused.length > 0 && known.length === 0 ? null : sumOfAmounts(known);
};

/** Spend over records of the same cell. Without records there is no value, and the spend is said. */
export const costPer = (spend: Population, records: Population, among?: Sql): RecordMeasure => ({
  kind: "records",
  main: "records",
  parts: {
    spend: {
      population: spend,
      tellsExclusions: true,
      aggregates: {
        counted: alsoUndated,
        ...moments("x", column("amount")),
        spent: count(sql`r.kind = 'spend'`),
        budgeted: count(sql`r.kind = 'budget'`),
        stale: count(is("is_stale")),
      },
      aside: spreadOf("x"),
    },
    records: { population: records, aggregates: { n: count(), by_campaign: byCampaign }, where: among },
    spendOf: {
      population: spend,
      alsoBy: "campaign_no",
      toldBy: { part: "spend", aggregates: { n: "counted", sum: "x_sum" } },
      aggregates: { n: alsoUndated, sum: total(column("amount")) },
      beside: true,
      aside: "all",
    },
    recordsOf: {
      population: records,
      alsoBy: "campaign_no",
      toldBy: { part: "records", aggregates: { n: "n" } },
      aggregates: { n: count() },
      where: among,
      beside: true,
      aside: "all",
    },
  },
  figure: (sums) => {
    const n = sums.get("records", "n");
    const drawn = { ...momentsOf(sums, "spend", "x"), sum: sums.get("spend", "x_sum") };
    // The days of a budget are no records that chance had drawn, and of one bill nobody knows what others are: that money is given.
    const money = sums.get("spend", "spent") < 2 ? { ...drawn, variance: 0, thirdCentral: 0 } : drawn;
    const counted = sums.get("spend", "counted");
    const isUnknown = counted > 0 ? money.n === 0 : n > 0 && sums.get("records", "by_campaign") === 0;
    const figure = moneyPer(money, n, {
      priced: money.n,
      counted,
      ...(sums.has("spendOf", "sum") ? { spend_without_leads: spentInVain(sums) } : {}),
    });
    // Nothing known is no proof that nothing was spent: 0 would be the best of all costs.
    const isUntold = n > 0 && counted === 0 && !isUnknown;
    if (isUntold) figure.flags.push("no_spend");
    if (sums.get("spend", "budgeted") > 0) figure.flags.push("from_budget");
    if (sums.get("spend", "stale") > 0) figure.flags.push("stale_rate");
    if (isUnknown || isUntold) {
      const flags: Flag[] = isUnknown ? [...figure.flags, "not_measurable"] : figure.flags;
      return { ...figure, value: null, num: null, interval: null, flags };
    }
    return figure;
  },
  receipts: { num: { part: "spend", where: always }, den: { part: "records", where: always } },
});

/** Records of one kind over records of another, both in the period: a flow, which may exceed one. */
export const flowOf = (num: Population, den: Population, byStage?: "records"): RecordMeasure => ({
  kind: "records",
  main: "den",
  byStage,
  parts: { num: { population: num, aggregates: { n: count() } }, den: { population: den, aggregates: { n: count() } } },
  figure: (sums) => {
    const [x, n] = [sums.get("num", "n"), sums.get("den", "n")];
    return { ...proportion(x, n), interval: countPerInterval(x, n), evidence: { kind: "interval" } };
  },
  receipts: { num: { part: "num", where: always }, den: { part: "den", where: always } },
});

const flagsOf = (value: number | null, stale: number): Flag[] => [
  ...(value === null ? (["no_denominator"] as const) : []),
  ...(stale > 0 ? (["stale_rate"] as const) : []),
];

/** The money of some of the records over the money of all: only what is priced counts. `counts`: numbers of records shown beside it. */
export const moneyShareOf = (
  of: Population,
  hit: Sql,
  { among = always, counts = {} }: { readonly among?: Sql; readonly counts?: Readonly<Record<string, Sql>> } = {},
): RecordMeasure => {
  const isPriced = sql`r.amount is not null`;
  return {
    kind: "records",
    main: "main",
    parts: {
      main: {
        population: of,
        aggregates: {
          counted: count(among),
          priced: count(all(among, isPriced)),
          hits: total(column("amount"), all(among, hit)),
          all: total(column("amount"), among),
          hits_n: count(all(among, hit)),
          squares: total(sql`r.amount::double * r.amount::double`, among),
          hit_squares: total(sql`r.amount::double * r.amount::double`, all(among, hit)),
          stale: count(all(among, is("is_stale"))),
          ...Object.fromEntries(Object.entries(counts).map(([key, where]) => [key, count(where)])),
        },
      },
    },
    figure: (sums) => {
      const at = (key: string) => sums.get("main", key);
      const value = quotient(at("hits"), at("all"));
      const n = at("priced");
      return {
        value,
        num: at("hits"),
        den: at("all"),
        n,
        interval:
          value === null || n < 2
            ? null
            : shareOfMoneyInterval({
                value,
                all: at("all"),
                squares: at("squares"),
                hitSquares: at("hit_squares"),
              }),
        flags: flagsOf(value, at("stale")),
        more: {
          priced: n,
          counted: at("counted"),
          ratio: quotient(at("hits"), at("all") - at("hits")),
          ...Object.fromEntries(Object.keys(counts).map((key) => [key, at(key)])),
        },
        withhold: "quotient",
        evidence: { kind: "interval" },
      };
    },
    receipts: {
      num: { part: "main", where: all(among, hit, isPriced) },
      den: { part: "main", where: all(among, isPriced) },
    },
  };
};
