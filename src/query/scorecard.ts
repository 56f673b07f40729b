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

/** The company's goal of a KPI: of several the one that begins last, which is the one that is running. */
const goalOf = (rows: readonly Row[], kpi: Kpi): ScorecardLine["goal"] => {
  const own = rows.filter((one) => one.labels.kpi === kpi.id && one.labels.variant === "default");
  const row = own.reduce<Row | undefined>(
    (last, one) => (last === undefined || (one.labels.starts_on ?? "") > (last.labels.starts_on ?? "") ? one : last),
    undefined,
  );
  return row === undefined || row.den === null
    ? null
    : { target: row.den, value: row.value, pace: row.more.pace ?? null };
};

/** Stages have no course of one figure, and goals none at all. */
const hasTrend = ({ variants }: Kpi): boolean => {
  const { measure } = variants.default;
  return measure.kind === "records" && measure.byStage === undefined;
};

export const scorecardOf = async (scoring: Scoring, request: Request): Promise<readonly ScorecardLine[]> => {
  const ask = (kpi: Kpi): Promise<Answer> =>
    scoring.answer({
      kpi: kpi.id,
      range: request.range,
      asOf: request.asOf,
      where: taken(kpi, request.where ?? []),
      compare: request.compare,
      // Its course and its total come from the same statements.
      ...(hasTrend(kpi) ? { grain: "month" as const } : {}),
    });
  const answers = new Map<string, Answer>();
  for (const kpi of scoring.catalogue) answers.set(kpi.id, await ask(kpi));
  const companyGoals = (answers.get("goal_attainment")?.rows ?? []).filter((row) => row.labels.scope === "company");
  const lines: ScorecardLine[] = [];
  for (const kpi of scoring.catalogue) {
    const told = answers.get(kpi.id);
    if (told === undefined) continue;
    const [answer, trend] = hasTrend(kpi)
      ? [{ ...told, question: { ...told.question, grain: null }, rows: [] }, told.rows.map((row) => row.value)]
      : [told, []];
    lines.push({ kpi, answer, trend, goal: goalOf(companyGoals, kpi) });
  }
  return lines;
};
