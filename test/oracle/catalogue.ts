/** The fifteen KPIs that stand on records; the sixteenth stands on these. */
import type { Kpi } from "./frame.ts";
import { activities } from "./kpis/activities.ts";
import { closeRate } from "./kpis/close-rate.ts";
import { costPerLead } from "./kpis/cost-per-lead.ts";
import { followUpRate } from "./kpis/follow-up-rate.ts";
import { leadConversion } from "./kpis/lead-conversion.ts";
import { leadOrigin } from "./kpis/lead-origin.ts";
import { leadStageShare } from "./kpis/lead-stage-share.ts";
import { opportunitiesCreated } from "./kpis/opportunities-created.ts";
import { pipelineByStage } from "./kpis/pipeline-by-stage.ts";
import { responseSentiment } from "./kpis/response-sentiment.ts";
import { responseTime } from "./kpis/response-time.ts";
import { salesCycleLength } from "./kpis/sales-cycle-length.ts";
import { stageConversion } from "./kpis/stage-conversion.ts";
import { stageDuration } from "./kpis/stage-duration.ts";
import { winRate } from "./kpis/win-rate.ts";

const all: readonly Kpi[] = [
  salesCycleLength,
  winRate,
  costPerLead,
  leadStageShare,
  activities,
  opportunitiesCreated,
  responseTime,
  followUpRate,
  responseSentiment,
  leadOrigin,
  leadConversion,
  stageConversion,
  stageDuration,
  pipelineByStage,
  closeRate,
];

export const kpiNamed = (id: string): Kpi => {
  const found = all.find((kpi) => kpi.id === id);
  if (found === undefined) throw new Error(`The oracle knows no ${id}.`);
  return found;
};

/** Every id with its variants, the default first. */
export const oracleVariants: Readonly<Record<string, readonly string[]>> = {
  sales_cycle_length: ["default", "won", "lost", "km", "from_lead", "working_days", "current_owner"],
  win_rate: ["default", "value", "narrow", "from_qualified", "current_owner"],
  cost_per_lead: ["default", "budget", "lifetime", "per_opportunity", "per_win"],
  lead_stage_share: ["default", "process", "all", "current_owner"],
  activities: ["default", "per_working_day", "records_touched"],
  opportunities_created: ["default", "qualified", "value", "credit_owner", "current_owner"],
  response_time: ["default", "working", "from_assignment", "routing", "current_owner"],
  follow_up_rate: ["default", "ever", "within_sla", "all_leads", "current_owner"],
  response_sentiment: ["default", "per_response", "cohort", "current_owner"],
  lead_origin: ["default", "leads", "by_opportunity", "by_won_value", "current_owner"],
  lead_conversion: ["default", "flow", "ever", "linked", "current_owner"],
  stage_conversion: ["default", "reached", "strict", "touched", "resolved", "flow", "journey", "current_owner"],
  stage_duration: ["default", "per_visit", "working_days", "current_owner"],
  pipeline_by_stage: ["default", "weighted", "age", "balance_sheet", "current_owner"],
  close_rate: ["default", "ever", "from_qualified", "curve", "current_owner"],
  goal_attainment: ["default"],
};
