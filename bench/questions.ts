/** The thirty-two questions: every KPI by month and by person over twelve months, the figures that the floor gives too. */
import type { Question } from "../src/query/question.ts";

export const year = { from: "2025-01-01", to: "2026-01-01" };

/** Money is spent by campaigns, not by people. */
const splitOf = (kpi: string): readonly string[] =>
  kpi === "cost_per_lead" ? ["campaign"] : kpi === "goal_attainment" ? [] : ["person"];

export const kpis = [
  "sales_cycle_length",
  "win_rate",
  "cost_per_lead",
  "lead_stage_share",
  "activities",
  "opportunities_created",
  "response_time",
  "follow_up_rate",
  "response_sentiment",
  "lead_origin",
  "lead_conversion",
  "stage_conversion",
  "stage_duration",
  "pipeline_by_stage",
  "close_rate",
  "goal_attainment",
] as const;

export interface Asked {
  readonly name: string;
  readonly question: Question;
}

/** The floor makes their quantiles, and spend without leads, too, which brief answers are without. */
const whole: readonly string[] = ["sales_cycle_length", "cost_per_lead", "response_time", "stage_duration"];

export const questions: readonly Asked[] = kpis.flatMap((kpi) => {
  const asked: Question = { kpi, range: year, ...(whole.includes(kpi) ? {} : { brief: true }) };
  return [
    { name: `${kpi} by month`, question: { ...asked, ...(kpi === "goal_attainment" ? {} : { grain: "month" }) } },
    { name: `${kpi} by ${splitOf(kpi)[0] ?? "goal"}`, question: { ...asked, by: splitOf(kpi) } },
  ];
});
