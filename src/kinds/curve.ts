/** How the share that ended well grows with age, ends of another kind competing: one row for every thirty days of age. */
import { dayNumber } from "../model/day.ts";
import { localMidnight } from "../model/zone.ts";
import { real, type Sql, sql } from "../sql/index.ts";
import { aalenJohansen, type CompetingCurves, incidenceAt } from "../stats/index.ts";
import { always, column } from "./condition.ts";
import { type Frame, horizonDays } from "./frame.ts";
import type { Figure, RecordMeasure, Sums, Times } from "./measure.ts";
import type { Population } from "./population.ts";
import { proportion } from "./shapes.ts";
import { count } from "./sums.ts";

const dayMs = 86_400_000;

/** Days of age from one row to the next, and how many rows there are at most. */
const ageStep = 30;
const ageSteps = 24;

const ages = Array.from({ length: ageSteps }, (_, index) => ageStep * (index + 1));

/** Every step that the oldest record of the range may have reached by the as-of; the first one always. */
const agesOf = (frame: Frame): readonly number[] => {
  const oldest = (frame.asOf - localMidnight(dayNumber(frame.range.from), frame.config.timezone)) / dayMs;
  return ages.slice(0, Math.max(1, Math.floor(oldest / ageStep)));
};

/** Whether the youngest that a cell's dates allow is not that old yet. */
const isImmature = ({ range, frame }: Sums, age: number): boolean =>
  frame.asOf < localMidnight(dayNumber(range.to), frame.config.timezone) + age * dayMs;

/** Still watched at an age: those that ended or were last seen before it are not. */
const atRisk = (times: Times, age: number): number => {
  const { time, ended, endedOtherwise, censored } = times;
  let n = 0;
  for (let row = time.length - 1; row >= 0 && (time[row] ?? 0) >= age; row -= 1)
    n += (ended[row] ?? 0) + (endedOtherwise[row] ?? 0) + (censored[row] ?? 0);
  return n;
};

const sumTo = (of: Float64Array, { time }: Times, age: number): number => {
  let n = 0;
  for (let row = 0; row < time.length && (time[row] ?? Infinity) <= age; row += 1) n += of[row] ?? 0;
  return n;
};

/** The incidence at an age. Where some are not finished and none has been watched that long, nobody knows it. */
const figureAt = (curves: CompetingCurves, times: Times, n: number, age: number): Figure => {
  const watched = atRisk(times, age);
  const open = sumTo(times.censored, times, age);
  const isKnown = watched > 0 || open === 0;
  const { incidence, interval } = incidenceAt(curves, 0, age);
  const figure = proportion(sumTo(times.ended, times, age), n, { at_risk: watched });
  if (!isKnown) figure.flags.push("immature");
  return {
    ...figure,
    value: n === 0 || !isKnown ? null : incidence,
    // Before the first event the variance is none, which is no certainty.
    interval: n === 0 || !isKnown || incidence === 0 ? null : interval,
    evidence: { kind: "interval" },
  };
};

const time = "time";

/** Cumulative incidence by age since the anchor; the headline is at the horizon. */
export const incidenceOf = (of: Population, horizon: string): RecordMeasure => {
  const curvesOf = (sums: Sums) => {
    const times = sums.times(time);
    const curves = aalenJohansen({
      time: times.time,
      events: [times.ended, times.endedOtherwise],
      censored: times.censored,
    });
    const n = sums.get("main", "n");
    return (age: number): Figure => figureAt(curves, times, n, age);
  };
  const endedBy = (age: number): Sql => sql`r.status = 1 and r.time <= ${real(age)}`;
  return {
    kind: "records",
    main: "main",
    parts: { main: { population: of, aggregates: { n: count() } } },
    times: { time: { part: "main", time: column(time) } },
    figure: (sums) => {
      const h = horizonDays(sums.frame, horizon);
      const figure = curvesOf(sums)(h);
      return { ...figure, more: { ...figure.more, horizon_days: h } };
    },
    along: {
      dimension: "age",
      steps: agesOf,
      everyStep: ages,
      figures: (sums) => {
        const at = curvesOf(sums);
        return (age) => {
          const figure = at(age);
          if (isImmature(sums, age)) figure.flags.push("immature");
          return figure;
        };
      },
    },
    receipts: {
      num: { part: "main", where: (frame, age) => endedBy(age ?? horizonDays(frame, horizon)) },
      den: { part: "main", where: always },
    },
  };
};
