import { describe, expect, it } from "vitest";
import { catalogue } from "../src/kpis/index.ts";
import { parseConfig } from "../src/model/config.ts";
import { company } from "./engine.ts";

const config = parseConfig(
  `workspace: Example
pipelines:
  - id: sales
    stages:
      - {id: suspect, name: Suspect, of: lead}
      - {id: prospect, name: Prospect, of: lead}
      - {id: qualified, name: Qualified prospect, of: opportunity, qualifies: true}
      - {id: needs_analysis, name: Needs analysis, of: opportunity}
      - {id: proposal, name: Proposal made, of: opportunity}
      - {id: won, name: Closed won, of: opportunity, category: won}
      - {id: lost, name: Closed lost, of: opportunity, category: lost}
`,
  "quarterdeck.yaml",
);

describe("the worked example of", () => {
  for (const kpi of catalogue)
    it(`${kpi.id} comes out as it says`, async () => {
      await using example = await company(config, kpi.example.given);
      const answer = await example.asker.answer({
        kpi: kpi.id,
        range: { from: kpi.example.from, to: kpi.example.to },
        asOf: kpi.example.asOf,
      });
      const { gives } = kpi.example;
      if (gives === null || typeof gives === "number") expect(answer.total.value).toBe(gives);
      else for (const [key, value] of Object.entries(gives)) expect(answer.rows.find((row) => Object.values(row.keys).includes(key))?.value).toBe(value);
    });
});
