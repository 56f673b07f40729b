/** All KPIs at once: each with its change, its course over time, and its goal. */

import type { Kpi } from "../kinds/index.ts";
import { dayNumber } from "../model/day.ts";
import type { Flag } from "../model/flags.ts";
import { nearestWord } from "../model/nearest.ts";
import type { WorkspaceConfig } from "../model/process.ts";
import { Problem } from "../problem.ts";
import type { Answer, Row } from "./answer.ts";
import type { ScorecardLine, ScorecardRequest, TrendPoint } from "./asker.ts";
import { bucketsOf } from "./buckets.ts";
import { goalBeside } from "./goal-beside.ts";
import type { Filter, Grain, Question } from "./question.ts";
import type { Ranged } from "./selection.ts";

/** Its rows compared, or its total alone. */
type Ask = (question: Question, compared: "rows" | "total") => Promise<Answer>;

interface Scoring {
  readonly catalogue: readonly Kpi[];
  readonly config: WorkspaceConfig;
  /** One for each session that asks: statements of one session wait for each other. */
  readonly askers: readonly Ask[];
  readonly takes: Takes;
}

/** Whether a KPI can be filtered so, or why it cannot be. */
export type Takes = (kpi: Kpi, filter: Filter) => Promise<true | Problem<"unknown_dimension">>;

/** Filters that a KPI does not take are no filters of it; one that none takes is a mistake. */
const takenOf = async (
  catalogue: readonly Kpi[],
  where: readonly Filter[],
  takes: Takes,
): Promise<(kpi: Kpi) => readonly Filter[]> => {
  const taken = new Map<Kpi, Filter[]>(catalogue.map((kpi) => [kpi, []]));
  for (const filter of where) {
    const refusals: Problem<"unknown_dimension">[] = [];
    for (const kpi of catalogue) {
      const answer = await takes(kpi, filter);
      if (answer === true) taken.get(kpi)?.push(filter);
      else refusals.push(answer);
    }
    if (refusals.length < catalogue.length) continue;
    const known = [...new Set(refusals.flatMap(({ facts }) => facts.known))];
    const { dimension } = filter;
    throw new Problem("unknown_dimension", {
      ...{ kpi: "The scorecard", dimension, known, tried: "filtered" },
      nearest: nearestWord(dimension, known),
    });
  }
  return (kpi) => taken.get(kpi) ?? [];
};

/** So many units that a course can be seen in them, and so few that each has records. */
const trendGrain = ({ from, to }: Question["range"]): Grain => {
  const days = dayNumber(to) - dayNumber(from);
  return days <= 14 ? "day" : days <= 92 ? "week" : days <= 3660 ? "month" : "year";
};

/** What its questions are about: the range in units, and what it is compared with. */
export const rangesOf = (request: ScorecardRequest, config: WorkspaceConfig): readonly Ranged[] => [
  { range: request.range, buckets: bucketsOf(request.range, request.grain ?? trendGrain(request.range), config) },
  ...(request.compare === undefined ? [] : [{ range: request.compare, buckets: null }]),
];

/** Whether the rows of a grain are its course: those of stages are not, and goals have none. */
const hasTrend = ({ variants }: Kpi): boolean => {
  const { measure } = variants.default;
  return measure.kind === "records" && measure.byStage === undefined;
};

/** Whether its stages together are one figure. */
const isAddedUp = ({ variants }: Kpi): boolean => {
  const { measure } = variants.default;
  return measure.kind === "stock" && measure.variant === "count";
};

/** Each asker takes the next task as soon as it is free. */
const spread = async (tasks: readonly ((ask: Ask) => Promise<void>)[], askers: readonly Ask[]): Promise<void> => {
  const waiting = tasks.values();
  await Promise.all(
    askers.map(async (ask) => {
      for (const task of waiting) await task(ask);
    }),
  );
};

const pointOf = ({ period, value, interval, flags }: Row): TrendPoint => ({
  period: period ?? "",
  value,
  interval,
  flags,
});

/** What the total of the pipeline counts: open stages, and records before their first known move. */
const isTotalled = (config: WorkspaceConfig): ((row: Row) => boolean) => {
  const open = new Set(
    config.pipelines.flatMap(({ stages }) =>
      stages.flatMap((stage) => (stage.of === "opportunity" && stage.category === "open" ? [stage.id] : [])),
    ),
  );
  return ({ keys }) => keys.stage === "unknown" || open.has(keys.stage ?? "");
};

/** The course of a number that stands in stages: their sum at the end of each unit. */
const addedUp = (rows: readonly Row[], config: WorkspaceConfig): readonly TrendPoint[] => {
  const counts = isTotalled(config);
  const points = new Map<string, { period: string; value: number; interval: null; flags: Flag[] }>();
  for (const row of rows) {
    const point = points.get(row.period ?? "") ?? { period: row.period ?? "", value: 0, interval: null, flags: [] };
    points.set(point.period, point);
    if (counts(row)) point.value += row.value ?? 0;
    for (const flag of row.flags) if (flag === "to_date" && !point.flags.includes(flag)) point.flags.push(flag);
  }
  return [...points.values()];
};

/** What stands at the end of the last unit, which is that of the range. */
const atEnd = (rows: readonly Row[]): Row[] => {
  const last = rows.at(-1)?.period;
  return rows.filter((row) => row.period === last).map((row) => ({ ...row, period: null }));
};

export const scorecardOf = async (scoring: Scoring, request: ScorecardRequest): Promise<readonly ScorecardLine[]> => {
  const { catalogue, config } = scoring;
  const grain = request.grain ?? trendGrain(request.range);
  const taken = await takenOf(catalogue, request.where ?? [], scoring.takes);
  const questionOf = (kpi: Kpi): Question => ({
    kpi: kpi.id,
    range: request.range,
    asOf: request.asOf,
    where: taken(kpi),
    brief: true,
  });
  const answers = new Map<string, Answer>();
  // Its course and its total come from the same statements.
  const tasks = catalogue.map((kpi) => async (ask: Ask) => {
    const own = { ...questionOf(kpi), compare: request.compare };
    const told = hasTrend(kpi) || isAddedUp(kpi) ? ask({ ...own, grain }, "total") : ask(own, "rows");
    answers.set(kpi.id, await told);
  });
  await spread(tasks, scoring.askers);
  const goals = answers.get("goal_attainment");
  const lines: ScorecardLine[] = [];
  for (const kpi of catalogue) {
    const told = answers.get(kpi.id);
    if (told === undefined) continue;
    const goal = goals === undefined ? null : goalBeside(goals, kpi, taken(kpi));
    // What cannot be measured has no course either.
    const isMeasured = !told.total.flags.includes("not_measurable");
    const points = hasTrend(kpi) ? told.rows.map(pointOf) : isAddedUp(kpi) ? addedUp(told.rows, config) : [];
    const rows = hasTrend(kpi) ? [] : isAddedUp(kpi) ? atEnd(told.rows) : told.rows;
    const answer = { ...told, question: { ...told.question, grain: null }, rows };
    lines.push({ kpi, answer, grain, trend: isMeasured ? points : [], goal });
  }
  return lines;
};
