/** What someone who has never seen the page finds from its first screen, by what is written there, and in how many clicks. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { api } from "./api.ts";
import { launch, openWindow, phone, visit } from "./browser.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const ask = (path: string) => api(inject("demo"), `/${path}`);

const scorecardLine = async (kpi: string) => {
  const { lines } = await ask("scorecard?period=this-quarter&compare=previous");
  return lines.find((line: { kpi: string }) => line.kpi === kpi).answer;
};

const moved = (page: Page) => page.getByRole("region", { name: "What moved beyond noise" });

describe.each([
  ["a laptop", {}],
  ["a phone", { viewport: phone }],
])("on %s a newcomer finds", (_, options) => {
  it("the worst change of the quarter on the first screen, and the records behind it in two clicks", async () => {
    await using window = await openWindow(browser, options);
    const { page } = window;
    await visit(page, `${inject("demo")}/`);
    const worst = moved(page).getByRole("link").first();
    expect((await worst.boundingBox())?.y ?? 9999).toBeLessThan(400);
    expect(await worst.textContent()).toMatch(/^Stage duration: Proposal.*worse/);
    await worst.click();
    await page.waitForURL(/kpi\/stage_duration/);
    const { rows } = await scorecardLine("stage_duration");
    const { den } = rows.find((row: { keys: { stage: string } }) => row.keys.stage === "proposal");
    await page.getByRole("button", { name: `${den} records. Show the records` }).click();
    await page.getByRole("dialog").locator("table").first().waitFor();
    expect(await page.getByRole("dialog").textContent()).toContain(`Copy link${den} records`);
  });

  it("the slowest stage on its tile, which leads to that stage", async () => {
    await using window = await openWindow(browser, options);
    const { page } = window;
    await visit(page, `${inject("demo")}/`);
    const { rows } = await scorecardLine("stage_duration");
    const slowest = rows.reduce((a: { value: number | null }, b: { value: number | null }) =>
      (b.value ?? 0) > (a.value ?? 0) ? b : a,
    );
    const tile = page.locator('[data-kpi="stage_duration"]');
    expect(await tile.textContent()).toContain(`slowest: ${slowest.labels.stage}`);
    await tile.getByRole("link").click();
    await page.waitForURL(new RegExp(`stage=stage:eq:${slowest.keys.stage}`));
  });

  it("who follows up least, in two clicks", async () => {
    await using window = await openWindow(browser, options);
    const { page } = window;
    await visit(page, `${inject("demo")}/`);
    await page.locator('[data-kpi="follow_up_rate"]').getByRole("link").click();
    const table = page.getByRole("region", { name: "Follow-up rate by person" });
    await table.getByRole("button", { name: "Figure" }).click();
    await page.waitForURL(/sort=value/);
    const { rows } = await ask("kpis/follow_up_rate?period=this-quarter&by=person");
    const least = Math.min(...rows.flatMap(({ value }: { value: number | null }) => value ?? []));
    expect(await table.locator("tbody tr").first().textContent()).toContain(`${(least * 100).toFixed(1)}%`);
  });

  it("whether each goal of the company will be met, on the first page", async () => {
    await using window = await openWindow(browser, options);
    const { page } = window;
    await visit(page, `${inject("demo")}/`);
    const { rows } = await scorecardLine("goal_attainment");
    const paces: number[] = rows
      .filter(({ labels }: { labels: { scope: string } }) => labels.scope === "company")
      .map(({ more }: { more: { pace: number } }) => more.pace);
    const card = page.getByRole("region", { name: "Goals and whether they are met" });
    const good = paces.filter((pace) => pace >= 1).length;
    expect(await card.textContent()).toContain(`At today's pace ${good} of ${paces.length} will be met`);
    expect(await card.getByText("on course", { exact: true }).count()).toBe(good);
    expect(await card.getByText("falls short", { exact: true }).count()).toBe(paces.length - good);
  });
});
