import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dataFolder, isThere, type Staged, stage } from "./staged.ts";

describe.skipIf(!isThere("enpal_pipedrive"))("Enpal's Pipedrive change log", () => {
  let enpal: Staged;
  beforeAll(async () => {
    enpal = await stage([dataFolder("enpal_pipedrive")]);
  });
  afterAll(() => enpal[Symbol.asyncDispose]());

  it("makes one lost opportunity of the changes of each deal", async () => {
    expect(
      await enpal.ask(`select stage, count(*) n, count(distinct opportunity_id) ids, count(*) filter (where closed_at > created_at) closed,
        count(*) filter (where lost_reason <> '') reasons from staged.opportunities group by all`),
    ).toEqual([{ stage: "lost", n: 1995, ids: 1995, closed: 1995, reasons: 1995 }]);
    expect(
      await enpal.ask(
        "select created_at, closed_at, lost_reason, owner_id, source_line from staged.opportunities where opportunity_id = '554294'",
      ),
    ).toEqual([
      {
        created_at: "2024-07-09T01:32:03",
        closed_at: "2024-11-08 06:38:53",
        lost_reason: "Product Mismatch",
        owner_id: "770",
        source_line: expect.any(Number),
      },
    ]);
  });

  it("reports the five deals and the eleven activities whose ids were given out twice", async () => {
    expect(
      await enpal.ask(
        "select record_id from staged.findings where code = 'colliding_id' and table_name = 'opportunities' order by 1",
      ),
    ).toEqual(["399956", "554294", "556338", "851850", "955417"].map((record_id) => ({ record_id })));
    expect(
      await enpal.one("select count(*) from staged.findings where code = 'colliding_id' and table_name = 'activities'"),
    ).toBe(11);
    expect(enpal.report.findings).toEqual([{ code: "colliding_id", count: 16 }]);
  });

  it("counts how many deals reached each stage or one beyond", async () => {
    const reached = await enpal.ask(`
      with furthest as (select subject_id, max(stage::integer) as stage from staged.stage_changes where stage <> 'lost' group by all)
      select (select count(*) from furthest where furthest.stage >= s.n) as reached from range(1, 10) as s(n) order by s.n`);
    expect(reached.map((row) => row.reached)).toEqual([1995, 1990, 1951, 1862, 1693, 1424, 1081, 723, 324]);
    expect(await enpal.one("select count(*) from staged.stage_changes where stage = 'lost'")).toBe(2000);
  });

  it("has every change of owner and every activity", async () => {
    expect(await enpal.one("select count(*) from staged.owner_changes")).toBe(2500);
    expect(
      await enpal.ask(
        "select status, count(*) n, count(distinct activity_id) ids from staged.activities group by all order by 1",
      ),
    ).toEqual([
      { status: "completed", n: 2290, ids: 2290 },
      { status: "scheduled", n: 2289, ids: 2289 },
    ]);
    expect(await enpal.ask("select type, count(*) n from staged.activities group by all order by 1")).toEqual([
      { type: "call", n: 3434 },
      { type: "meeting", n: 1145 },
    ]);
    expect(await enpal.one("select count(*) from staged.people")).toBe(1787);
    expect(enpal.report.ignored.map(({ path }) => path.replace(/.*\//, ""))).toEqual(["fields.csv", "stages.csv"]);
  });
});
