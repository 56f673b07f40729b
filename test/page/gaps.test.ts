/** Data with gaps: spend but no leads, amounts in a currency without a rate. The page says what is there, and what is not. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launch, openWindow, visit } from "./browser.ts";
import { type Files, type Served, serveFiles } from "./served.ts";

let browser: Browser;
let folder: string;
let server: Served;
/** Of much in little time: many campaigns, work at every hour. */
let busy: Served;

const declared = `workspace: Gaps
currency: USD
week_starts: sunday
pipelines:
  - id: sales
    stages:
      - {id: new, name: New lead, of: lead}
      - {id: offer, name: Offer, of: opportunity}
      - {id: won, name: Won, of: opportunity, category: won}
      - {id: lost, name: Lost, of: opportunity, category: lost}
`;

const served = (name: string, files: Files): Promise<Served> => serveFiles(folder, name, declared, files);

beforeAll(async () => {
  browser = await launch();
  folder = await mkdtemp(join(tmpdir(), "quarterdeck-gaps-"));
  const deal = (id: string, amount: string, rest: string) => `${id},2026-01-05T10:00:00Z,p,c,${amount},${rest}`;
  const files = {
    people: ["person_id,name,role", "p,Ana,rep"],
    campaigns: ["campaign_id,name", "c,Fair", "d,Podcast"],
    spend: ["campaign_id,spent_on,amount", "c,2026-01-08,300", "d,2026-01-09,200"],
    opportunities: [
      "opportunity_id,created_at,owner_id,campaign_id,amount,currency,stage,closed_at",
      ...["100,USD", "200,EUR", ",", "30,EUR", "20,", "10,EUR"].map((amount, at) => deal(`o${at}`, amount, "offer,")),
      ...["70,USD", "80,EUR"].map((amount, at) => deal(`w${at}`, amount, `won,2026-02-0${at + 1}T10:00:00Z`)),
    ],
  };
  server = await served("gaps", files);
  const many = Array.from({ length: 24 }, (_, index) => index);
  const two = (index: number): string => String(index).padStart(2, "0");
  busy = await served("busy", {
    teams: ["team_id,name", "t,\u202emaet"],
    people: ["person_id,name,role,team_id", "p,\u202ecba,rep,t"],
    campaigns: ["campaign_id,name", ...many.map((index) => `c${index},Campaign ${index}`)],
    spend: ["campaign_id,spent_on,amount", ...many.map((index) => `c${index},2026-01-08,${index + 1}`)],
    leads: ["lead_id,created_at,owner_id,stage", "l,2026-01-05T10:00:00Z,p,new"],
    goals: ["goal_id,scope,scope_id,kpi,starts_on,ends_on,target", "g,company,,activities,2026-01-01,2026-03-31,24"],
    activities: [
      "activity_id,type,status,occurred_at,person_id,lead_id,direction",
      ...many.map((hour) => `a${hour},call,completed,2026-01-1${hour % 7}T${two(hour)}:00:00Z,p,l,outbound`),
    ],
  });
});
afterAll(async () => {
  await Promise.all([browser.close(), server.stop(), busy.stop()]);
  await rm(folder, { recursive: true, force: true });
});

it("money of which only a part is priced says of how many it is: in the funnel, of a person, by campaign", async () => {
  await using window = await openWindow(browser);
  const { page } = window;
  await visit(page, `${server.address}/funnel?period=2026-Q1`);
  const stands = page.locator('[data-stage="offer"] [data-column="stands"]');
  expect(await stands.textContent()).toMatch(/\$120.*2 of 6 priced/);
  await visit(page, `${server.address}/people/p?period=2026-Q1`);
  const stages = page.getByRole("table", { name: /by stage/ });
  expect(await stages.getByRole("row", { name: /Offer/ }).textContent()).toMatch(/\$120\.00.*2 of 6 priced/);
  await visit(page, `${server.address}/campaigns?period=2026-Q1`);
  const row = page.locator('[data-member="c"]').first();
  expect(await row.locator('[data-figure="amount"]').textContent()).toBe("$70.00*");
  expect(await page.locator("main").textContent()).toContain("* Won amount: 1 of 2 closed deals priced");
  expect(window.faults).toEqual([]);
});

it("what campaigns cost stands in their table where there are no leads", async () => {
  await using window = await openWindow(browser);
  const { page } = window;
  await visit(page, `${server.address}/campaigns?period=2026-Q1`);
  expect(await page.locator('[data-member="d"] [data-figure="spend"]').textContent()).toBe("$200.00");
  expect(window.faults).toEqual([]);
});

it("without any lead the funnel begins where it says: with the first stage of an opportunity", async () => {
  await using window = await openWindow(browser);
  const { page } = window;
  await visit(page, `${server.address}/funnel?period=2026-Q1`);
  expect(
    await page.locator("[data-stage]").evaluateAll((all) => all.map((one) => one.getAttribute("data-stage"))),
  ).toEqual(["offer", "won"]);
  await page.getByRole("heading", { name: "Journeys from Offer to won" }).waitFor();
  expect(window.faults).toEqual([]);
});

it("nothing is asked of somebody whom nobody knows", async () => {
  await using window = await openWindow(browser);
  const { page } = window;
  await visit(page, `${server.address}/people/nobody`);
  await page.getByRole("heading", { name: "Nobody has this id in the data." }).waitFor();
  await page.waitForLoadState("networkidle");
  expect(window.faults).toEqual([]);
});

it.each(["source:eq:nowhere", "stage:eq:nowhere"])(
  "the load of everyone is not waited for where a filter means nothing: the card says so (%s)",
  async (filter) => {
    await using window = await openWindow(browser);
    const { page } = window;
    await visit(page, `${busy.address}/people?period=2026-Q1&where=${filter}`);
    const card = page.locator("section", { has: page.getByRole("heading", { name: /beside the load/ }) });
    await card.getByRole("alert").getByText("is called nowhere").waitFor({ timeout: 3_000 });
  },
);

it("of many campaigns without leads the dearest are listed, and the rest on demand", async () => {
  await using window = await openWindow(browser);
  const { page } = window;
  await visit(page, `${busy.address}/campaigns?period=2026-Q1`);
  const list = page.getByRole("region", { name: "Campaigns that brought no lead" });
  expect(await list.locator("[data-member]").count()).toBe(10);
  expect(await list.locator("[data-member]").first().textContent()).toContain("Campaign 23");
  await page.getByRole("button", { name: "Show 14 more of 24" }).click();
  expect(await list.locator("[data-member]").count()).toBe(24);
});

it("hours of a full day keep apart, and weeks start on the day that the workspace says", async () => {
  await using window = await openWindow(browser);
  const { page } = window;
  await visit(page, `${busy.address}/people?period=2026-Q1`);
  const week = page.getByRole("table", { name: /^Activities by weekday and hour/ });
  const ends = await week.locator("thead th > span:not(.visually-hidden)").evaluateAll((all) =>
    all.map((one) => {
      const { left, right } = one.getBoundingClientRect();
      return { left, right };
    }),
  );
  expect(ends.length).toBeGreaterThan(7);
  for (const [index, { left }] of ends.slice(1).entries()) expect(left - (ends[index]?.right ?? 0)).toBeGreaterThan(3);
  for (const table of [week, page.getByRole("table", { name: /^Activities by day/ })])
    expect(await table.locator("tbody th").first().textContent()).toBe("Sun");
  expect(window.faults).toEqual([]);
});

it("one of a thing is one of it", async () => {
  await using window = await openWindow(browser);
  const { page } = window;
  await visit(page, `${busy.address}/people?period=2026-Q1`);
  await page.getByText("1 activity in an hour of the week", { exact: true }).waitFor();
  await visit(page, `${busy.address}/?period=2026-Q1`);
  await page.getByText("of 1 goal on pace", { exact: true }).waitFor();
});

it("a name that turns the letters after it turns its own alone", async () => {
  await using window = await openWindow(browser);
  const { page } = window;
  await visit(page, `${busy.address}/people/p?period=2026-Q1`);
  const beside = page.getByText(/^\u202emaet \d.* h$/);
  // What a figure is read against comes after it.
  await beside.first().waitFor();
  const ends = await beside.evaluateAll((all) =>
    all.map((one) => {
      const range = document.createRange();
      const [name, figure] = [one.firstChild, one.lastChild].map((part) => {
        if (part !== null) range.selectNodeContents(part);
        return range.getBoundingClientRect();
      });
      return (figure?.left ?? 0) - (name?.right ?? 0);
    }),
  );
  expect(ends.length).toBeGreaterThan(0);
  expect(Math.min(...ends)).toBeGreaterThanOrEqual(0);
  const records = encodeURIComponent("activities?part=num&title=Activities, \u202ecba, דוד, 1 Jan 2026");
  await visit(page, `${busy.address}/people/p?period=2026-Q1&records=${records}`);
  const title = page.getByRole("dialog").getByRole("heading");
  expect(await title.textContent()).toBe("Activities, cba, \u2068דוד\u2069, 1 Jan 2026");
});
