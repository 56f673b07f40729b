/** Leads and campaigns in the browser: what it says is what the API says, and each figure opens as many records. */
import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { api } from "./api.ts";
import { launch, openWindow, violations, visit } from "./browser.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const ask = (path: string) => api(inject("demo"), `/kpis/${path}`);

/** How many records the open drawer says there are. */
const drawerCount = async (page: Page): Promise<number> => {
  const drawer = page.getByRole("dialog");
  await drawer.locator("table").first().waitFor();
  const [, count = ""] = /([\d,]+) records?/.exec((await drawer.textContent()) ?? "") ?? [];
  return Number(count.replaceAll(",", ""));
};

const period = "period=last-quarter";
const table = (page: Page, campaign: string, column: string) =>
  page
    .getByRole("region", { name: "Leads by campaign" })
    .locator(`[data-member="${campaign}"] [data-figure="${column}"] button`);

it("money that brought no lead is told on the page of the cost per lead, and opens what was spent", async () => {
  const { rows } = await ask("cost_per_lead?period=this-quarter&by=campaign");
  const idle = rows.find((row: { n: number; num: number }) => row.n === 0 && row.num > 0);
  const spent = `$${Math.round(idle.num).toLocaleString("en-US")} spent`;
  await using window = await openWindow(browser);
  const { page } = window;
  const line = page.getByRole("region", { name: "Cost per lead by campaign" }).getByRole("row", { name: /0 leads/ });
  await visit(page, `${inject("demo")}/kpi/cost_per_lead?by=campaign`);
  expect(await line.textContent()).toContain(`${idle.labels.campaign}${spent}, 0 leads`);
  const alone = encodeURIComponent(`campaign:eq:${idle.keys.campaign}`);
  await visit(page, `${inject("demo")}/kpi/cost_per_lead?by=campaign&where=${alone}`);
  await page.getByText("No leads", { exact: true }).waitFor();
  expect(await line.count()).toBe(1);
  const { total } = await ask(`cost_per_lead/records?period=this-quarter&where=${alone}&part=num`);
  await line.getByRole("button").click();
  await expect.poll(() => drawerCount(page)).toBe(total);
  expect(await violations(page)).toEqual([]);
  expect(window.faults).toEqual([]);
});

describe("leads and campaigns", () => {
  it("opens exactly the leads, spend and opportunities that a campaign's row says", async () => {
    const { rows } = await ask(`cost_per_lead?${period}&by=campaign`);
    const campaign = rows.find((row: { n: number; more: { counted: number } }) => row.n > 20 && row.more.counted > 0);
    const id: string = campaign.keys.campaign;
    const { rows: made } = await ask(`opportunities_created?${period}&by=campaign`);
    const opportunities = made.find((row: { keys: { campaign: string } }) => row.keys.campaign === id)?.num ?? 0;
    for (const [column, count] of [
      ["leads", campaign.den],
      ["spend", campaign.more.counted],
      ["cost", campaign.den],
      ["opportunities", opportunities],
    ] as const) {
      await using window = await openWindow(browser);
      const { page } = window;
      await visit(page, `${inject("demo")}/campaigns?${period}`);
      await table(page, id, column).click();
      await page.waitForURL(/records=/);
      expect(await drawerCount(page), column).toBe(count);
      expect(window.faults).toEqual([]);
    }
  });

  it("adds up: the leads of all campaigns and of none are the leads of the period, by every dimension", async () => {
    await using window = await openWindow(browser);
    const { page } = window;
    const { total } = await ask(`lead_origin?variant=leads&${period}`);
    for (const dimension of ["campaign", "channel", "source", "origin", "segment", "country"]) {
      await visit(page, `${inject("demo")}/campaigns?${period}&by=${dimension}`);
      const region = page.getByRole("region", { name: `Leads by ${dimension}`, exact: true });
      const more = page.getByRole("button", { name: /^Show \d+ more/ });
      while ((await more.count()) > 0) await more.first().click();
      const texts = await region.locator('tbody [data-figure="leads"]').allTextContents();
      const sum = texts.reduce((all, text) => all + (Number(text.replaceAll(",", "")) || 0), 0);
      expect(sum, dimension).toBe(total.num);
      const last = await region.locator('tfoot [data-figure="leads"]').textContent();
      expect(Number(last?.replaceAll(",", ""))).toBe(total.num);
    }
  });

  it("leads by keyboard from part to part of the course, and a part opens its leads", async () => {
    await using window = await openWindow(browser);
    const { page } = window;
    await visit(page, `${inject("demo")}/campaigns?${period}&grain=month`);
    const parts = page.getByRole("group", { name: /Leads by origin over time/ });
    await parts.locator('[tabindex="0"]').focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowUp");
    const label = (await page.locator(":focus").getAttribute("aria-label")) ?? "";
    const [, count = "", whole = ""] = /Aug 2026, Sales: (\d+) of (\d+) leads/.exec(label) ?? [];
    const { total } = await ask("lead_origin?variant=leads&from=2026-08-01&to=2026-09-01");
    expect(Number(whole)).toBe(total.num);
    await page.keyboard.press("Enter");
    await page.waitForURL(/records=/);
    expect(await drawerCount(page)).toBe(Number(count));
  });

  it("lists what cost money and brought no lead, as much as the tile above says", async () => {
    await using window = await openWindow(browser);
    const { page } = window;
    await visit(page, `${inject("demo")}/campaigns?${period}`);
    const { total } = await ask(`cost_per_lead?${period}&by=campaign`);
    const tile = page.locator('[data-figure="Spend without leads"] [data-value]');
    expect(Number(await tile.getAttribute("data-value"))).toBe(total.more.spend_without_leads);
    await tile.getByRole("button").click();
    await page.waitForURL(/records=/);
    expect(await drawerCount(page)).toBeGreaterThan(0);
  });

  it("comes as a file with every campaign and exactly the numbers of the API", async () => {
    await using window = await openWindow(browser, { acceptDownloads: true });
    const { page } = window;
    await visit(page, `${inject("demo")}/campaigns?${period}`);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", { name: "Save the table by campaign as CSV" }).click(),
    ]);
    const lines = (await readFile(await download.path(), "utf8")).trimEnd().split("\r\n");
    const { rows, total } = await ask(`cost_per_lead?${period}&by=campaign`);
    expect(lines[0]).toMatch(/^campaign,name,Leads,Spend,Cost per lead,Conversion,/);
    for (const { keys, den, num } of rows.filter((row: { den: number; num: number }) => row.den > 0 && row.num > 0))
      expect(lines.find((line) => line.startsWith(`${keys.campaign},`))).toContain(`,${den},${num},`);
    expect(lines.at(-1)).toMatch(new RegExp(`^,All,${total.den},`));
  });

  it("says that spend is of every team where one team is looked at", async () => {
    await using window = await openWindow(browser);
    const { page } = window;
    await visit(page, `${inject("demo")}/campaigns?${period}&team=west`);
    expect(await page.getByText("Cannot be narrowed by team").count()).toBe(1);
    expect(await page.getByRole("columnheader", { name: "Cost per lead" }).count()).toBe(0);
    expect(window.faults).toEqual([]);
  });
});

it("the origins of the table have the colours of their columns beside their names", async () => {
  await using window = await openWindow(browser);
  const { page } = window;
  await visit(page, `${inject("demo")}/campaigns`);
  const keys = page.getByRole("table", { name: "Leads by origin in the period" }).locator("[data-origin]");
  const sizes = await keys.evaluateAll((all) => all.map((key) => key.getBoundingClientRect().width));
  expect(sizes.length).toBeGreaterThan(1);
  expect(Math.min(...sizes)).toBeGreaterThan(6);
});

it("the page has its place before its figures are there: its head gets no higher by what it says of the period", async () => {
  await using window = await openWindow(browser);
  const { page } = window;
  let free = (): void => {};
  const held = new Promise<void>((done) => {
    free = done;
  });
  await page.route(/api\/v1\/kpis\//, async (route) => {
    await held;
    await route.continue();
  });
  await page.goto(`${inject("demo")}/campaigns`);
  const card = page.getByText("By campaign", { exact: true }).first();
  const head = page.getByRole("main").locator("header").first();
  await head.waitFor();
  const before = (await head.boundingBox())?.height;
  free();
  await page.getByText(/^Q4 2026, compared with/).waitFor();
  await card.waitFor();
  expect((await head.boundingBox())?.height).toBe(before);
});
