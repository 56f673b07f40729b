/** What cannot be measured says what it would need, on the first page, where nothing else stands in its place. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { launch, openWindow, phone, visit } from "./browser.ts";
import { quarterdeck, serve } from "./served.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

describe.skipIf(inject("maven") === "")("where no leads were ever imported", () => {
  it.each([
    ["a laptop", {}],
    ["a phone", { viewport: phone }],
  ])("a tile says so on %s, and nothing of a change", async (_, options) => {
    await using window = await openWindow(browser, options);
    const { page, faults } = window;
    await visit(page, `${inject("maven")}/`);
    const tile = page.locator('[data-kpi="lead_conversion"]');
    expect(await tile.textContent()).toBe("Lead conversionNot measurableNo leads were ever imported.");
    expect(await page.locator('[data-kpi="activities"]').textContent()).not.toContain("was 0");
    expect(faults).toEqual([]);
  });

  it("a KPI's own page says what it would need, and lists nobody without a figure", async () => {
    await using window = await openWindow(browser);
    const { page } = window;
    await visit(page, `${inject("maven")}/kpi/response_time`);
    expect(await page.getByText("No leads were ever imported").count()).toBeGreaterThan(0);
    expect(await page.getByText("From 0 records").count()).toBe(0);
    expect(await page.getByRole("region", { name: /by person$/ }).count()).toBe(0);
  });

  it("records whose entry into a stage is not known are not called none", async () => {
    await using window = await openWindow(browser);
    await visit(window.page, `${inject("maven")}/`);
    const text = await window.page.locator('[data-kpi="stage_duration"]').textContent();
    expect(text).toContain("Entry unknown");
    expect(text).not.toContain("No records");
  });

  it("the funnel says of how many of its journeys nobody knows the way", async () => {
    await using window = await openWindow(browser);
    await visit(window.page, `${inject("maven")}/funnel`);
    const journeys = window.page.getByRole("region", { name: /^Journeys from/ });
    await journeys.getByText(/records have no stage history: those that were lost/).waitFor();
  });

  it("the questions stand in the order of the funnel, and their figures as on the command line", async () => {
    await using window = await openWindow(browser);
    await visit(window.page, `${inject("maven")}/`);
    const kpis = await window.page.locator("[data-kpi]").evaluateAll((tiles) => tiles.map((tile) => tile.dataset.kpi));
    expect(kpis).toEqual([
      ...["lead_origin", "cost_per_lead", "lead_stage_share", "lead_conversion", "opportunities_created"],
      ...["activities", "response_time", "follow_up_rate", "response_sentiment"],
      ...["stage_conversion", "stage_duration", "pipeline_by_stage", "sales_cycle_length"],
      ...["win_rate", "close_rate", "goal_attainment"],
    ]);
  });
});

describe("where nobody told what a campaign cost", () => {
  it("its leads did not cost $0.00: no spend is known", async () => {
    const folder = await mkdtemp(join(tmpdir(), "quarterdeck-spend-"));
    const [workspace, files] = [
      join(folder, "ws"),
      Object.entries({
        campaigns: "campaign_id,name\nweb,Web\nfree,Free",
        spend: "campaign_id,spent_on,amount\nweb,2026-01-05,100",
        leads: "lead_id,created_at,campaign_id\n1,2026-01-10T10:00:00Z,web\n2,2026-01-10T11:00:00Z,free",
      }),
    ];
    for (const [table, rows] of files) await writeFile(join(folder, `${table}.csv`), `${rows}\n`);
    quarterdeck("init", workspace, "--yes");
    quarterdeck("import", ...files.map(([table]) => join(folder, `${table}.csv`)), "--workspace", workspace);
    const own = await serve(workspace);
    try {
      await using window = await openWindow(browser);
      const { page } = window;
      await visit(page, `${own.address}/kpi/cost_per_lead?by=campaign&period=2026-01`);
      const row = (name: string) =>
        page
          .getByRole("row")
          .filter({ has: page.getByText(name, { exact: true }) })
          .textContent();
      expect(await row("Web")).toContain("$100");
      const free = await row("Free");
      expect(free).toContain("No spend known");
      expect(free).not.toContain("$0.00");
      expect(window.faults).toEqual([]);
    } finally {
      await own.stop();
      await rm(folder, { recursive: true, force: true });
    }
  });
});
