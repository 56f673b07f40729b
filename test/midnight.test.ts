/** What holds at an as-of that is a local midnight: the day that begins there, as everywhere at the as-of itself. */
import { expect, it } from "vitest";
import { company } from "./engine.ts";
import { exampleConfig } from "./example.ts";

const tables: Parameters<typeof company>[1] = {
  people: [{ person_id: "ann", name: "Ann" }],
  teams: [
    { team_id: "east", name: "East" },
    { team_id: "west", name: "West" },
  ],
  memberships: [
    { person_id: "ann", team_id: "east", starts_on: "2025-01-01", ends_on: "2025-01-31" },
    { person_id: "ann", team_id: "west", starts_on: "2025-02-01" },
  ],
  leads: [{ lead_id: "l", created_at: "2025-01-02T00:00:00Z", owner_id: "ann" }],
  opportunities: [
    {
      ...{ opportunity_id: "open", created_at: "2025-01-05T00:00:00Z", stage: "proposal", owner_id: "ann" },
      ...{ amount: "100", currency: "EUR" },
    },
    {
      ...{ opportunity_id: "won", created_at: "2025-01-05T00:00:00Z", stage: "won", owner_id: "ann" },
      closed_at: "2025-01-20T00:00:00Z",
    },
  ],
  fx_rates: [
    { currency: "EUR", rate_on: "2025-01-01", rate: "1.1" },
    { currency: "EUR", rate_on: "2025-02-01", rate: "1.2" },
  ],
};
const midnight = "2025-02-01T00:00:00Z";
const [january, running] = [
  { from: "2025-01-01", to: "2025-02-01" },
  { from: "2025-01-01", to: "2025-03-01" },
];

it.each([
  ["pipeline_by_stage", "default", running, "west"],
  ["pipeline_by_stage", "default", january, "east"],
  ["pipeline_by_stage", "current_owner", january, "west"],
  ["lead_stage_share", "default", running, "west"],
  ["win_rate", "current_owner", january, "west"],
  ["win_rate", "default", running, "east"],
])("%s %s of %o counts for the team %s", async (kpi, variant, range, team) => {
  await using made = await company(exampleConfig, tables);
  const { rows } = await made.asker.answer({ kpi, variant, range, by: ["team"], asOf: midnight });
  expect(new Set(rows.filter(({ n }) => n > 0).map(({ keys }) => keys.team))).toEqual(new Set([team]));
});

it("the stock and the end of its balance sheet are worth the same, at the rate of the day that begins", async () => {
  await using made = await company(exampleConfig, tables);
  const worth = async (variant: string, range: typeof running, of: string) =>
    (await made.asker.answer({ kpi: "pipeline_by_stage", variant, range, asOf: midnight })).total.more[of];
  expect(await worth("default", running, "money")).toBe(120);
  expect(await worth("balance_sheet", running, "open_end_money")).toBe(120);
  expect(await worth("default", january, "money")).toBe(110);
  expect(await worth("balance_sheet", january, "open_end_money")).toBe(110);
});
