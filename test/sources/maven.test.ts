import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { dataFolder, isThere, type Staged, stage } from "./staged.ts";

describe.skipIf(!isThere("maven_crm"))("Maven's CRM export", () => {
  let maven: Staged;
  beforeAll(async () => {
    maven = await stage([dataFolder("maven_crm")]);
  });
  afterAll(() => maven[Symbol.asyncDispose]());

  it("keeps every opportunity, with the prospects' missing dates reported", async () => {
    expect(await maven.ask("select stage, count(*) n from staged.opportunities group by all order by stage")).toEqual([
      { stage: "Engaging", n: 1589 },
      { stage: "Lost", n: 2473 },
      { stage: "Prospecting", n: 500 },
      { stage: "Won", n: 4238 },
    ]);
    expect(maven.report.findings).toEqual([{ code: "assumed_value", count: 500 }]);
    expect(await maven.ask("select distinct created_at from staged.opportunities where stage = 'Prospecting'")).toEqual(
      [{ created_at: "2017-12-31" }],
    );
    expect(maven.report.ignored.map(({ path }) => path)).toEqual([]);
  });

  it("gives the known win rate and cycle", async () => {
    const [closed] = await maven.ask(`
      with closed as (select stage, closed_on::date - created_at::date as days from staged.opportunities where closed_on <> '')
      select 100.0 * count(*) filter (where stage = 'Won') / count(*) as win_rate, avg(days) as mean, median(days) as median,
        avg(days) filter (where stage = 'Won') as won from closed`);
    expect(closed?.win_rate).toBeCloseTo(63.1501, 4);
    expect(closed?.mean).toBeCloseTo(47.9854, 4);
    expect(closed?.median).toBe(45);
    expect(closed?.won).toBeCloseTo(51.782, 4);
  });

  it("has every agent in the manager's team, and the manager's team in the regional office", async () => {
    expect(await maven.one("select count(distinct person_id) from staged.people")).toBe(35);
    expect(
      await maven.one(
        "select count(*) from staged.people p where not exists (select 1 from staged.opportunities o where o.owner_id = p.person_id)",
      ),
    ).toBe(5);
    expect(
      await maven.ask(`select o.stage, count(*) n from staged.opportunities o join staged.people p on p.person_id = o.owner_id
        where p.team_id = 'Melvin Marxen' and o.closed_on <> '' group by all order by 1`),
    ).toEqual([
      { stage: "Lost", n: 536 },
      { stage: "Won", n: 882 },
    ]);
    expect(
      await maven.ask(
        "select team_id, parent_team_id from staged.teams where coalesce(parent_team_id, '') <> '' order by 1 limit 2",
      ),
    ).toEqual([
      { team_id: "Cara Losch", parent_team_id: "East" },
      { team_id: "Celia Rouche", parent_team_id: "West" },
    ]);
    expect(await maven.one("select count(*) from staged.teams")).toBe(9);
  });

  it("calls the product as the product list does", async () => {
    expect(await maven.one("select count(*) from staged.opportunities where product = 'GTX Pro'")).toBe(1480);
    expect(await maven.one("select count(*) from staged.opportunities where product = 'GTXPro'")).toBe(0);
    expect(
      await maven.one("select count(*) from staged.opportunities where attributes::json->>'list_price' is null"),
    ).toBe(0);
  });

  it("counts no money for what was lost", async () => {
    expect(await maven.one("select count(*) from staged.opportunities where stage = 'Lost' and amount <> ''")).toBe(0);
    expect(await maven.one("select sum(amount::double) from staged.opportunities where amount <> ''")).toBe(10_005_534);
  });
});
