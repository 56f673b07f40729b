/** The scorecard as data: what was asked, up to when what was known reached, and a line for each KPI. */
import type { Answer, Asker, Ranged, ScorecardLine } from "../query/index.ts";

/** The definition is in the answer; the KPI is named. */
const told = ({ kpi, answer, grain, trend, goal }: ScorecardLine) => ({
  kpi: kpi.id,
  group: kpi.group,
  answer,
  grain,
  trend,
  goal,
});

export const scorecardTold = (
  lines: readonly ScorecardLine[],
  { range, where, asOf, compare }: Ranged,
  { config, watermark }: Pick<Asker, "config" | "watermark">,
) => {
  const known = new Date(watermark).toISOString();
  const question: Answer["question"] = {
    from: range.from,
    to: range.to,
    timezone: config.timezone,
    as_of: asOf ?? known,
    grain: lines[0]?.grain ?? null,
    by: [],
    where,
    ...(compare === undefined ? {} : { compare }),
  };
  return { question, watermark: lines[0]?.answer.watermark ?? known, lines: lines.map(told) };
};
