/** How long something took: the mean of what is finished, and quantiles of all with the unfinished censored. */
import { type Sql, sql } from "../sql/index.ts";
import type { TimeQuantile } from "../stats/index.ts";
import { always, column, is } from "./condition.ts";
import { youngPart } from "./count.ts";
import type { Figure, RecordMeasure, Sums } from "./measure.ts";
import type { Population } from "./population.ts";
import { incidenceTimes, mean, quotient, survivalTimes, timeMomentsOf, timeQuantile } from "./shapes.ts";
import { count, quantile, quantiles, timeMoments, timeSpreadOf, total } from "./sums.ts";

/** Ended in the way that is asked about. */
const isEnded: Sql = sql`r.status = 1`;

const notReached = { value: null, interval: [null, null] } as const;

/** The number of records under which quantiles are not said; of none there is never one. */
const enough = (sums: Sums, n: number, value: number | null): number | null =>
  n < Math.max(1, sums.frame.config.sample.small) ? null : value;

/** Mean time of closed opportunities, with the median, and won and lost apart. */
export const cycleOf = ({ of, value, where }: { of: Population; value: string; where?: Sql }): RecordMeasure => {
  const x = column(value);
  return {
    kind: "records",
    main: "main",
    parts: {
      main: {
        population: of,
        where,
        aggregates: {
          ...timeMoments("x", x),
          ...quantiles(x, { median: 0.5, p90: 0.9 }),
          won: count(is("is_won")),
          lost: count(is("is_lost")),
          won_sum: total(x, is("is_won")),
          lost_sum: total(x, is("is_lost")),
        },
        beside: ["median", "p90"],
        aside: [...timeSpreadOf("x"), "median", "p90", "won", "lost", "won_sum", "lost_sum"],
      },
    },
    figure: (sums) => {
      const found = timeMomentsOf(sums, "main", "x");
      const [won, lost] = [sums.get("main", "won"), sums.get("main", "lost")];
      return mean(found, sums.get("main", "x_sum"), {
        ...(sums.has("main", "median")
          ? {
              median: enough(sums, found.n, sums.maybe("main", "median")),
              p90: enough(sums, found.n, sums.maybe("main", "p90")),
            }
          : {}),
        won_mean: quotient(sums.get("main", "won_sum"), won),
        lost_mean: quotient(sums.get("main", "lost_sum"), lost),
        won,
        lost,
      });
    },
    receipts: { den: { part: "main", where: always } },
  };
};

/** Further quantiles of all, where they are asked for. */
const beside = (sums: Sums, found: Readonly<Record<string, TimeQuantile | undefined>>): Figure["more"] =>
  Object.fromEntries(
    Object.entries(found).flatMap(([key, time]) =>
      time === undefined ? [] : [[key, enough(sums, sums.get("main", "n"), time.value)]],
    ),
  );

/** The median time to an end, those without it censored at the as-of. */
export const medianTimeOf = (of: Population): RecordMeasure => ({
  kind: "records",
  main: "main",
  parts: { main: { population: of, aggregates: { n: count() } } },
  times: { time: { part: "main", time: column("time") } },
  figure: (sums) => {
    const times = sums.spread("time");
    const [median = notReached, p90] = survivalTimes(times, 0.5, ...(sums.isBrief ? [] : [0.9]));
    return timeQuantile(times, median, beside(sums, { p90 }));
  },
  receipts: { num: { part: "main", where: isEnded }, den: { part: "main", where: always } },
});

/** Of all that waited, the unanswered censored. */
const quantilesOf = (sums: Sums, everyone: number): Figure["more"] => {
  const [median = notReached, p90 = notReached] = survivalTimes(sums.spread("elapsed"), 0.5, 0.9);
  const [workingMedian = notReached, workingP90 = notReached] = survivalTimes(sums.spread("working"), 0.5, 0.9);
  return {
    median: enough(sums, everyone, median.value),
    p90: enough(sums, everyone, p90.value),
    working_median: enough(sums, everyone, workingMedian.value),
    working_p90: enough(sums, everyone, workingP90.value),
  };
};

/** Mean elapsed hours of the answered, with working hours and with quantiles over all. */
export const responseOf = (of: Population, headline: "elapsed" | "working"): RecordMeasure => {
  const answered = isEnded;
  return {
    kind: "records",
    main: "main",
    parts: {
      main: {
        population: of,
        aggregates: {
          all: count(),
          ...timeMoments("x", column(headline), answered),
          working: total(column("working"), answered),
          elapsed: total(column("elapsed"), answered),
          in_sla: count(is("in_sla")),
        },
        aside: [...timeSpreadOf("x"), "all", "working", "elapsed", "in_sla"],
      },
    },
    times: {
      elapsed: { part: "main", time: column("elapsed") },
      working: { part: "main", time: column("working") },
    },
    timesBeside: true,
    figure: (sums) => {
      const found = timeMomentsOf(sums, "main", "x");
      const everyone = sums.get("main", "all");
      // Who has waited longer than a follow-up may take has hardly an answer to come.
      const among = { all: everyone, young: youngPart(sums, sums.frame.config.followUpDays) };
      const more = {
        working: quotient(sums.get("main", "working"), found.n),
        mean: quotient(sums.get("main", "elapsed"), found.n),
        ...(sums.hasTimes("elapsed") ? quantilesOf(sums, everyone) : {}),
        share_answered: enough(sums, everyone, quotient(found.n, everyone)),
        within_sla: enough(sums, everyone, quotient(sums.get("main", "in_sla"), everyone)),
      };
      return mean(found, sums.get("main", "x_sum"), more, among);
    },
    receipts: { den: { part: "main", where: answered } },
  };
};

/** Per stage, the median time until it advanced, loss competing; beside it what the field calls the average. */
export const stageTimeOf = (of: Population, advances: Population | null, time = "time"): RecordMeasure => ({
  kind: "records",
  main: "main",
  byStage: "records",
  parts: {
    main: { population: of, aggregates: { n: count() } },
    ...(advances === null
      ? {}
      : {
          advanced: {
            population: advances,
            apart: true,
            aggregates: { n: count(), sum: total(column(time)), median: quantile(column(time), 0.5) },
          },
        }),
  },
  times: { time: { part: "main", time: column(time) } },
  figure: (sums) => {
    const times = sums.spread("time");
    const completed: Record<string, number | null> =
      advances === null || sums.maybe("advanced", "n") === null
        ? {}
        : {
            completed_mean: quotient(sums.get("advanced", "sum"), sums.get("advanced", "n")),
            completed_median: enough(sums, sums.get("advanced", "n"), sums.maybe("advanced", "median")),
          };
    const [median = notReached, p75, p90] = incidenceTimes(times, 0.5, ...(sums.isBrief ? [] : [0.75, 0.9]));
    return timeQuantile(times, median, { ...beside(sums, { p75, p90 }), ...completed });
  },
  receipts: { num: { part: "main", where: isEnded }, den: { part: "main", where: always } },
});
