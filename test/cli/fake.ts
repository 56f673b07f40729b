/** A workspace that answers by hand: what it was asked is kept for the test to look at. */
import type { Parts } from "../../src/cli/parts.ts";
import { catalogue } from "../../src/kpis/index.ts";
import { parseConfig } from "../../src/model/config.ts";
import type { Asker } from "../../src/query/asker.ts";
import type { Question } from "../../src/query/question.ts";
import { resolve } from "../../src/query/resolved.ts";
import { scorecard, winRateByTeam } from "../reports/answers.ts";

const config = parseConfig(
  `workspace: Acme
timezone: America/New_York
fiscal_calendars: [{id: fiscal, starts_month: 2}]
pipelines:
  - id: sales
    stages:
      - {id: new, of: lead}
      - {id: qualified, of: opportunity}
      - {id: won, of: opportunity, category: won}
`,
  "quarterdeck.yaml",
);

/** Half past nine in the evening of 14 October in New York. */
const watermark = Date.parse("2026-10-15T01:30:00Z");

export interface Asked {
  readonly parts: Parts;
  readonly questions: Question[];
  readonly pages: { part: string; limit: number; offset: number }[];
  readonly scorecards: Parameters<Asker["scorecard"]>[0][];
  readonly folders: string[];
}

const never = (): never => {
  throw new Error("this test opens nothing");
};

export const fakeParts = (over: Partial<Asker> = {}): Asked => {
  const asked = {
    questions: [] as Question[],
    pages: [] as Asked["pages"],
    scorecards: [] as Asked["scorecards"],
    folders: [] as string[],
  };
  const asker: Asker = {
    config,
    catalogue,
    watermark,
    extent: { first: "2025-03-05", last: "2026-10-14" },
    reachAt: async (asOf) => Math.min(asOf, watermark),
    answer: async (question) => {
      resolve(question, { catalogue, config, watermark });
      asked.questions.push(question);
      return winRateByTeam();
    },
    records: async (question, part, page) => {
      resolve(question, { catalogue, config, watermark });
      asked.questions.push(question);
      asked.pages.push({ part, ...page });
      return {
        total: 2,
        rows: [
          { id: "o1", object: "opportunity", label: "=cmd", day: "2026-01-05", person: "Anna", amount: 10, detail: {} },
        ],
      };
    },
    scorecard: async (request) => {
      asked.scorecards.push(request);
      return scorecard();
    },
    members: async () => [{ id: "p1", label: "Anna Snelling" }],
    ...over,
  };
  return {
    ...asked,
    parts: {
      ask: async (folder) => {
        asked.folders.push(folder);
        return { asker, goals: async () => [], [Symbol.asyncDispose]: async () => {} };
      },
      prompts: never,
      offeredProcess: never,
      takeProcess: never,
      server: never,
      keeping: never,
      open: never,
      understand: never,
      offeredConfig: never,
      catalogue: async () => catalogue,
    },
  };
};
