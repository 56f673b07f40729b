/** How deals move from stage to stage. */
import { flowOf, type Kpi, number, populations, stageConversionOf } from "../kinds/index.ts";

const { stageReaches, stageReachesEver, stageEntries, nextReaches, journeyReaches } = populations;

export const stageConversion: Kpi = {
  id: "stage_conversion",
  version: 1,
  name: "Stage conversion",
  meaning:
    "Of the records that first reached a stage in the period, the share that reached the next one within the time that takes.",
  unit: "ratio",
  better: "higher",
  type: "cohort",
  additivity: "non_additive",
  parts: { num: number("advanced"), den: number("reached") },
  group: "flow",
  variants: {
    default: {
      name: "Within the horizon",
      formula:
        "reached the next rung within the horizon from reaching the stage on / reached the stage in the period, at least the horizon ago",
      meaning:
        "Skipped stages count as reached. Each stage has a horizon of its own, the P90 of the days that past advances took, at least 30. Four outcomes at the horizon add up to the cohort: advanced, lost, still there, moved away.",
      measure: stageConversionOf(stageReaches, "advanced"),
    },
    reached: {
      name: "Ever",
      formula: "reached the next rung by the as-of / reached the stage in the period",
      meaning: "Without a horizon. Over the cohort of the first stage the product of all conversions is the share won.",
      measure: stageConversionOf(stageReachesEver, "advanced"),
    },
    strict: {
      name: "Strict",
      formula: "entered the stage itself and later the next stage itself / entered the stage itself",
      meaning: "Skipping a stage is no conversion here: how well the process is followed.",
      parts: { den: number("entered") },
      measure: stageConversionOf(stageEntries, "strict"),
    },
    touched: {
      name: "Touched",
      formula: "entered both stages, in any order / entered the stage",
      meaning: "What simple exports allow to say.",
      parts: { num: number("entered both"), den: number("entered") },
      measure: stageConversionOf(stageEntries, "touched"),
    },
    resolved: {
      name: "Resolved",
      formula: "advanced / (advanced + lost), by the as-of",
      meaning: "Only those that were decided: what still stands is left out, so that it flatters young stages.",
      parts: { den: number("resolved") },
      measure: stageConversionOf(stageReachesEver, "resolved"),
    },
    journey: {
      name: "Journeys",
      formula: "as the default, the unit being the lead followed by its opportunity through to won",
      meaning:
        "One ladder from the first lead stage to won; opportunities without a lead are journeys that start with the opportunity.",
      measure: stageConversionOf(journeyReaches, "advanced"),
    },
    flow: {
      name: "Flow",
      formula: "first reaches of the next rung / first reaches of the stage, both in the period",
      meaning: "Different records above and below the line: may exceed 100 %.",
      type: "flow",
      parts: { num: number("reached the next") },
      measure: flowOf(nextReaches, stageReachesEver, "records"),
    },
  },
  example: {
    story:
      "Eight deals: A B C Won, A C Won, A B Lost, A B A B C Lost, B C Won, A, A Lost, A B. Reached A, B, C, won: 8, 6, 4, 3 (paths by letters; here as qualified, needs analysis, proposal).",
    given: pathsGiven(),
    from: "2025-01-01",
    to: "2025-02-01",
    asOf: "2026-01-01T00:00:00Z",
    gives: { qualified: 6 / 8, needs_analysis: 4 / 6, proposal: null },
  },
};

/** The eight paths as moves a day apart, all reached in January 2025. */
function pathsGiven(): Record<string, Record<string, string>[]> {
  const names: Record<string, string> = { A: "qualified", B: "needs_analysis", C: "proposal", W: "won", L: "lost" };
  const paths = ["ABCW", "ACW", "ABL", "ABABCL", "BCW", "A", "AL", "AB"];
  const day = (number: number): string => `2025-01-${String(number).padStart(2, "0")}T09:00:00Z`;
  return {
    opportunities: paths.map((path, index) => ({
      opportunity_id: String(index + 1),
      created_at: day(2),
      stage: names[path.at(-1) ?? ""] ?? "",
    })),
    stage_changes: paths.flatMap((path, index) =>
      [...path].map((letter, step) => ({
        subject_type: "opportunity",
        subject_id: String(index + 1),
        stage: names[letter] ?? "",
        changed_at: day(2 + step),
        change_id: `${index + 1}-${step}`,
      })),
    ),
  };
}
