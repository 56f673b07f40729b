/** The process that worked examples are told in. */
import { parseConfig } from "../src/model/config.ts";

export const exampleConfig = parseConfig(
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
