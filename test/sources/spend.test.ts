import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dataFolder, isThere, type Staged, stage } from "./staged.ts";

describe.skipIf(!isThere("marketing_spend"))("the marketing spend by campaign and day", () => {
  let spend: Staged;
  beforeAll(async () => {
    spend = await stage([dataFolder("marketing_spend")]);
  });
  afterAll(() => spend[Symbol.asyncDispose]());

  it("gives the cost per lead over all campaigns", async () => {
    expect(
      await spend.one(
        "select (select sum(amount::double) from staged.spend) / (select count(distinct lead_id) from staged.leads)",
      ),
    ).toBeCloseTo(466.4738, 4);
    expect(spend.report.findings).toEqual([]);
  });

  it("keeps the spend of the four days without leads", async () => {
    expect(
      await spend.ask(`select s.spent_on, s.campaign_id, s.amount from staged.spend s where not exists
        (select 1 from staged.leads l where l.campaign_id = s.campaign_id and l.created_at = s.spent_on) order by 1`),
    ).toEqual([
      { spent_on: "2021-02-02", campaign_id: "4387490", amount: "170" },
      { spent_on: "2021-02-26", campaign_id: "544756", amount: "316" },
      { spent_on: "2021-02-27", campaign_id: "4387490", amount: "200" },
      { spent_on: "2021-02-28", campaign_id: "4387490", amount: "225" },
    ]);
  });

  it("knows a campaign by its id", async () => {
    expect(await spend.ask("select count(*) n, count(distinct campaign_id) ids from staged.campaigns")).toEqual([
      { n: 11, ids: 11 },
    ]);
    expect(
      await spend.ask("select lead_id, created_at from staged.leads order by source_line, lead_id limit 1"),
    ).toEqual([{ lead_id: "1-1", created_at: "2021-02-01" }]);
  });
});
