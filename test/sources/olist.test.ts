import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dataFolder, isThere, type Staged, stage } from "./staged.ts";

describe.skipIf(!isThere("olist_funnel"))("Olist's marketing funnel", () => {
  let olist: Staged;
  beforeAll(async () => {
    olist = await stage([dataFolder("olist_funnel")]);
  });
  afterAll(() => olist[Symbol.asyncDispose]());

  it("has every lead, and 842 of 8,000 converted", async () => {
    expect(
      await olist.ask(
        "select count(*) as leads, count(*) filter (where converted_at <> '') as converted, count(*) filter (where opportunity_id <> '') as linked from staged.leads",
      ),
    ).toEqual([{ leads: 8000, converted: 842, linked: 842 }]);
    expect(await olist.one("select count(*) from staged.leads where source = ''")).toBe(60);
    expect(await olist.one("select count(*) from staged.leads where source = 'unknown'")).toBe(1099);
    expect(olist.report.findings).toEqual([]);
  });

  it("keeps the deal that was won before its first contact", async () => {
    expect(
      await olist.ask(
        "select created_at, converted_at from staged.leads where converted_at <> '' and converted_at < created_at",
      ),
    ).toEqual([{ created_at: "2018-03-08", converted_at: "2018-03-06 19:38:55" }]);
  });

  it("has only won deals, each with its rep and its sales development rep", async () => {
    expect(await olist.ask("select stage, count(*) n from staged.opportunities group by all")).toEqual([
      { stage: "Won", n: 842 },
    ]);
    expect(await olist.ask("select role, count(*) n from staged.people group by all order by 1")).toEqual([
      { role: "rep", n: 22 },
      { role: "sdr", n: 19 },
    ]);
    expect(
      await olist.one(`select count(*) from staged.opportunities o where o.owner_id not in (select person_id from staged.people)
        or o.created_by not in (select person_id from staged.people)`),
    ).toBe(0);
  });
});
