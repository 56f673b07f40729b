/** The catalogue: a new KPI is a file and a line here. */
import type { Kpi, Variant } from "../kinds/index.ts";
import { activities } from "./activities.ts";
import { closeRate } from "./close-rate.ts";
import { costPerLead } from "./cost-per-lead.ts";
import { followUpRate } from "./follow-up-rate.ts";
import { goalAttainment } from "./goal-attainment.ts";
import { leadConversion } from "./lead-conversion.ts";
import { leadOrigin } from "./lead-origin.ts";
import { leadStageShare } from "./lead-stage-share.ts";
import { opportunitiesCreated } from "./opportunities-created.ts";
import { pipelineByStage } from "./pipeline-by-stage.ts";
import { responseSentiment } from "./response-sentiment.ts";
import { responseTime } from "./response-time.ts";
import { salesCycleLength } from "./sales-cycle-length.ts";
import { stageConversion } from "./stage-conversion.ts";
import { stageDuration } from "./stage-duration.ts";
import { winRate } from "./win-rate.ts";

const sixteen: readonly Kpi[] = [
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
  goalAttainment,
];

/** Records have owners, and owners change: every KPI of such records also answers by who has them now. */
const withCurrentOwner = (kpi: Kpi): Kpi => {
  const { measure } = kpi.variants.default;
  const uncredited =
    measure.kind === "goals" ||
    (measure.kind === "records" && Object.values(measure.parts).some((part) => part.population.uncredited === true));
  if (uncredited) return kpi;
  const currentOwner: Variant = {
    ...kpi.variants.default,
    measure: kpi.byCurrentOwner ?? measure,
    name: "By current owner",
    meaning: "As the default, but credited to the owner and team at the as-of, whoever had the record then.",
  };
  return { ...kpi, variants: { ...kpi.variants, current_owner: currentOwner } };
};

export const catalogue: readonly Kpi[] = sixteen.map(withCurrentOwner);
