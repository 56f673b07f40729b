/** How quickly deals move from stage to stage. */
import { type Kpi, number, populations, stageTimeOf } from "../kinds/index.ts";

const { stageStays, stageAdvances, stageVisits, stageWorkingStays, stageWorkingAdvances } = populations;

export const stageDuration: Kpi = {
  id: "stage_duration",
  version: 1,
  name: "Stage duration",
  meaning: "After how many days in a stage half of the records that entered it in the period had advanced beyond it.",
  unit: "days",
  better: "lower",
  type: "cohort",
  additivity: "non_additive",
  parts: { num: number("advanced"), den: number("observed") },
  group: "flow",
  variants: {
    default: {
      name: "Median time to advance",
      formula:
        "Aalen-Johansen median of the time in the stage until the first rung beyond, loss competing, open ones censored",
      meaning:
        "Counts what is still standing and what was lost. `completed_mean` beside it is what the field calls the average: only what advanced.",
      measure: stageTimeOf(stageStays, stageAdvances),
    },
    per_visit: {
      name: "Per visit",
      formula: "the same, each stay on its own",
      meaning: "A record that comes back starts anew.",
      measure: stageTimeOf(stageVisits, null),
    },
    working_days: {
      name: "Working days",
      formula: "the same in working days",
      meaning: "Weekends and holidays do not count.",
      measure: stageTimeOf(stageWorkingStays, stageWorkingAdvances),
    },
  },
  example: {
    story: "Five deals enter in January and advance after 2, 4, 6, 8 and 10 days: half had advanced after 6.",
    given: {
      opportunities: ["1", "2", "3", "4", "5"].map((id) => ({
        opportunity_id: id,
        created_at: "2026-01-05T00:00:00Z",
        stage: "needs_analysis",
      })),
      stage_changes: ["1", "2", "3", "4", "5"].flatMap((id, index) => [
        {
          subject_type: "opportunity",
          subject_id: id,
          stage: "qualified",
          changed_at: "2026-01-05T00:00:00Z",
          change_id: `${id}a`,
        },
        {
          subject_type: "opportunity",
          subject_id: id,
          stage: "needs_analysis",
          changed_at: `2026-01-${String(7 + 2 * index).padStart(2, "0")}T00:00:00Z`,
          change_id: `${id}b`,
        },
      ]),
    },
    from: "2026-01-01",
    to: "2026-02-01",
    gives: { qualified: 6, needs_analysis: null, proposal: null },
  },
};
