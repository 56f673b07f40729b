/** All KPIs at once: each with its change, its course over time, and its goal. */
import type { Kpi } from "../kinds/index.ts";
import type { WorkspaceConfig } from "../model/process.ts";
import type { Answer, Row } from "./answer.ts";
import type { ScorecardLine } from "./asker.ts";
import type { Filter, Question } from "./question.ts";
import { dimensionsOf } from "./resolved.ts";

interface Scoring {
  readonly catalogue: readonly Kpi[];
  readonly config: WorkspaceConfig;
  readonly watermark: number;
  readonly answer: (question: Question) => Promise<Answer>;
}

interface Request {
  readonly range: Question["range"];
  readonly compare?: Question["compare"];
  readonly where?: readonly Filter[];
  readonly asOf?: string;
}

/** Filters that a KPI does not take are no filters of it. */
const taken = (kpi: Kpi, where: readonly Filter[]): readonly Filter[] =>
  where.filter((filter) => dimensionsOf(kpi.variants.default.measure).includes(filter.dimension));

const goalOf = (rows: readonly Row[], kpi: Kpi): ScorecardLine["goal"] => {
  const row = rows.find((one) => one.labels.kpi === kpi.id && one.labels.variant === "default");
  return row === undefined || row.den === null
    ? null
    : { target: row.den, value: row.value, pace: row.more.pace ?? null };
};

export const scorecardOf = async (scoring: Scoring, request: Request): Promise<readonly ScorecardLine[]> => {
  const ask = (kpi: Kpi, grain?: Question["grain"]): Promise<Answer> =>
    scoring.answer({
      kpi: kpi.id,
      range: request.range,
      asOf: request.asOf,
      where: taken(kpi, request.where ?? []),
      ...(grain === undefined ? { compare: request.compare } : { grain }),
    });
  const goals = scoring.catalogue.find((kpi) => kpi.id === "goal_attainment");
  const goalRows = goals === undefined ? [] : (await ask(goals)).rows.filter((row) => row.labels.scope === "company");
  const lines: ScorecardLine[] = [];
  for (const kpi of scoring.catalogue) {
    const isGoals = kpi.variants.default.measure.kind === "goals";
    const trend = isGoals ? [] : (await ask(kpi, "month")).rows;
    const leadsWithStage = trend.some((row) => "stage" in row.keys);
    lines.push({
      kpi,
      answer: await ask(kpi),
      trend: leadsWithStage ? [] : trend.map((row) => row.value),
      goal: goalOf(goalRows, kpi),
    });
  }
  return lines;
};
