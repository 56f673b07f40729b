import { describe, expect, it } from "vitest";
import { parseConfig } from "../../src/model/config.ts";
import { recordsWith } from "./found.ts";

const process = parseConfig(
  `workspace: Two
pipelines:
  - id: new
    stages:
      - {id: offer, name: Offer, of: opportunity}
      - {id: won, name: Won, of: opportunity, category: won}
  - id: renewal
    stages:
      - {id: due, name: Due, of: opportunity}
      - {id: on_hold, name: On hold, of: opportunity, category: hold}
`,
  "quarterdeck.yaml",
);
const deal = (opportunity_id: string, pipeline_id: string, stage: string, rest: Record<string, string> = {}) => ({
  ...{ opportunity_id, pipeline_id, stage, created_at: "2026-01-05T09:00:00Z" },
  ...rest,
});
const opportunities = [
  deal("own", "renewal", "due"),
  deal("first", "", "offer"),
  deal("untold", "", "due"),
  deal("other", "renewal", "offer"),
  deal("won elsewhere", "renewal", "won", { closed_at: "2026-01-09T09:00:00Z" }),
  deal("undeclared", "partners", "due"),
  deal("test", "partners", "due", { is_test: "true" }),
  deal("lost track", "new", "negotiated"),
  deal("tried", "new", "negotiated", { is_test: "true" }),
  deal("gone", "new", "negotiated", { deleted_at: "2026-01-09T09:00:00Z" }),
  deal("twin", "new", "negotiated", { merged_into: "lost track", merged_at: "2026-01-09T09:00:00Z" }),
];

describe("an opportunity that no ladder tells how far it came", () => {
  it("is of a pipeline that the process does not declare", async () => {
    expect(await recordsWith("undeclared_pipeline", { opportunities }, process)).toEqual(["undeclared"]);
  });

  it("stands open in a stage of another pipeline than its own, the first one's where none is told", async () => {
    expect(await recordsWith("stage_of_other_pipeline", { opportunities }, process)).toEqual(["other", "untold"]);
  });

  it("stands in a stage that nobody declares", async () => {
    expect(await recordsWith("undeclared_stage", { opportunities }, process)).toEqual(["lost track"]);
  });
});
