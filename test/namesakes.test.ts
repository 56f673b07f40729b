/** People, teams and stages that are called the same are told apart in every answer, and found by their names all the same. */
import { describe, expect, it } from "vitest";
import { organisationOf } from "../src/cli/overview.ts";
import { parseConfig } from "../src/model/config.ts";
import { company } from "./engine.ts";

const config = parseConfig(
  `workspace: Namesakes
pipelines:
  - id: sales
    name: Sales
    stages:
      - {id: new, name: New, of: lead}
      - {id: talks, name: Talks, of: opportunity, qualifies: true}
      - {id: offer, name: Offer, of: opportunity}
      - {id: won, name: Won, of: opportunity, category: won}
  - id: partner
    name: Partner
    stages:
      - {id: p_talks, name: Talks, of: opportunity}
      - {id: p_won, name: Won, of: opportunity, category: won}
`,
  "quarterdeck.yaml",
);

const deal = (opportunity_id: string, owner_id: string, pipeline_id: string, stage: string) => ({
  ...{ opportunity_id, owner_id, pipeline_id, stage },
  created_at: "2026-01-05T10:00:00Z",
});

const made = company(config, {
  teams: [
    { team_id: "t1", name: "Europe" },
    { team_id: "t2", name: "Asia" },
    { team_id: "t3", name: "Inside sales", parent_team_id: "t1" },
    { team_id: "t4", name: "Inside sales", parent_team_id: "t2" },
    { team_id: "t5", name: "Field", parent_team_id: "t2" },
    { team_id: "t6", name: "Field", parent_team_id: "t2" },
  ],
  people: [
    { person_id: "a1", name: "Anna Smith", team_id: "t3" },
    { person_id: "a2", name: "Anna Smith", team_id: "t4" },
    { person_id: "b", name: "Bo Li", team_id: "t5" },
  ],
  opportunities: [
    deal("1", "a1", "sales", "talks"),
    deal("2", "a2", "sales", "offer"),
    deal("3", "a2", "partner", "p_talks"),
  ],
  goals: [
    {
      ...{ goal_id: "g", kpi: "opportunities_created", scope: "person", scope_id: "a2", target: "3" },
      ...{ starts_on: "2026-01-01", ends_on: "2026-01-31" },
    },
  ],
});

const range = { from: "2026-01-01", to: "2026-02-01" };
const labels = async (kpi: string, by: string, variant = "default"): Promise<readonly (string | undefined)[]> => {
  const { rows } = await (await made).asker.answer({ kpi, range, variant, ...(by === "stage" ? {} : { by: [by] }) });
  return rows.map((row) => row.labels[by]);
};

describe("who and what is called the same", () => {
  it("is told apart by id where nothing else does, and keeps its name where it alone is called so", async () => {
    expect(await labels("opportunities_created", "person")).toEqual(["Anna Smith (a1)", "Anna Smith (a2)", "Bo Li"]);
  });

  it("is told apart as a team by the team above it, if that has one such team", async () => {
    expect(await labels("opportunities_created", "team")).toEqual([
      ...["Asia", "Europe", "Field (t5)", "Field (t6)", "Inside sales (Europe)", "Inside sales (Asia)"],
    ]);
  });

  it("is told apart as a stage by its pipeline, in every kind of answer", async () => {
    const stages = ["Talks (Sales)", "Offer", "Talks (Partner)"];
    expect(await labels("pipeline_by_stage", "stage")).toEqual(stages);
    expect(await labels("pipeline_by_stage", "stage", "balance_sheet")).toEqual(stages);
    expect(await labels("stage_duration", "stage")).toEqual(["New", ...stages]);
  });

  it("is told apart where goals are set for it", async () => {
    const { rows } = await (await made).asker.answer({ kpi: "goal_attainment", range });
    expect(rows.map((row) => row.labels.goal)).toEqual(["Anna Smith (a2): opportunities_created"]);
  });

  it("is told apart in lists of records, as in the rows that open to them", async () => {
    for (const [kpi, owners] of [
      ["opportunities_created", ["Anna Smith (a1)", "Anna Smith (a2)", "Anna Smith (a2)"]],
      ["pipeline_by_stage", ["Anna Smith (a1)", "Anna Smith (a2)", "Anna Smith (a2)"]],
    ] as const) {
      const { rows } = await (await made).asker.records({ kpi, range }, "num", { limit: 9, offset: 0 });
      expect(rows.map(({ person }) => person)).toEqual(owners);
    }
  });

  it("is called in lists of an earlier as-of as in its rows: by the name alone that nobody else was known by", async () => {
    const { asker } = await company(config, {
      people: [
        { person_id: "a1", name: "Anna Smith", recorded_at: "2026-01-01T00:00:00Z" },
        { person_id: "a2", name: "Anna Smith", recorded_at: "2026-03-01T00:00:00Z" },
      ],
      opportunities: [deal("1", "a1", "sales", "talks")],
    });
    const called = async (kpi: string, asOf: string) => {
      const asked = { kpi, range, asOf };
      const { rows } = await asker.records(asked, "num", { limit: 9, offset: 0 });
      const answer = await asker.answer({ ...asked, by: ["person"] });
      return [rows[0]?.person, answer.rows.find(({ n }) => n === 1)?.labels.person];
    };
    for (const kpi of ["opportunities_created", "pipeline_by_stage"]) {
      expect(await called(kpi, "2026-02-01T00:00:00Z"), kpi).toEqual(["Anna Smith", "Anna Smith"]);
      expect(await called(kpi, "2026-04-01T00:00:00Z"), kpi).toEqual(["Anna Smith (a1)", "Anna Smith (a1)"]);
    }
  });

  it("is told apart where the page lets one choose", async () => {
    const { people, teams } = await organisationOf((await made).session, null);
    expect(people.map(({ name }) => name)).toEqual(["Anna Smith", "Anna Smith", "Bo Li"]);
    expect(people.map(({ label }) => label)).toEqual(["Anna Smith (a1)", "Anna Smith (a2)", "Bo Li"]);
    expect(teams.map(({ label }) => label)).toEqual([
      ...["Asia", "Europe", "Field (t5)", "Field (t6)", "Inside sales (Europe)", "Inside sales (Asia)"],
    ]);
  });

  it("is found together by the name that they share, and alone as the answer calls it", async () => {
    const asked = async (value: string, operator: "=" | "contains" = "=") => {
      const where = [{ dimension: "person", operator, values: [value] }];
      return (await (await made).asker.answer({ kpi: "opportunities_created", range, where })).total.value;
    };
    expect(await asked("anna smith")).toBe(3);
    expect(await asked("anna", "contains")).toBe(3);
    expect(await asked("Anna Smith (a2)")).toBe(2);
    expect(await asked("a1")).toBe(1);
  });
});
