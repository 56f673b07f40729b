/** Where no stage of the process means won, nothing says that little was won. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launch, openWindow, violations, visit } from "./browser.ts";
import { type Served, serveFiles } from "./served.ts";

let browser: Browser;
let folder: string;
let server: Served;

const declared = `workspace: Losers
pipelines:
  - id: sales
    stages:
      - {id: offer, name: Offer, of: opportunity}
      - {id: lost, name: Lost, of: opportunity, category: lost}
`;

beforeAll(async () => {
  browser = await launch();
  folder = await mkdtemp(join(tmpdir(), "quarterdeck-no-won-"));
  const deals = Array.from({ length: 8 }, (_, index) => `d${index},2026-01-0${index + 1},2026-02-0${index + 1},lost`);
  server = await serveFiles(folder, "no-won", declared, {
    opportunities: ["opportunity_id,created_at,closed_at,stage", ...deals],
  });
});
afterAll(async () => {
  await Promise.all([browser.close(), server.stop()]);
  await rm(folder, { recursive: true, force: true });
});

it("a tile, the KPI's page and the funnel say so in place of a rate, and lead to the finding", async () => {
  await using window = await openWindow(browser);
  const { page } = window;
  await visit(page, `${server.address}/`);
  expect(await page.locator('[data-kpi="win_rate"]').textContent()).toBe("Win rateNo stage means won");
  await visit(page, `${server.address}/kpi/win_rate`);
  await page.getByRole("heading", { name: "No stage means won." }).waitFor();
  expect(await page.locator("[data-now]").count()).toBe(0);
  expect(await violations(page)).toEqual([]);
  await visit(page, `${server.address}/funnel`);
  await page.getByRole("link", { name: "No stage means won" }).click();
  await page.waitForURL(/\/data\?finding=no_won_stage/);
  expect(window.faults).toEqual([]);
});

it("the report of an import says what is wrong with the data as a whole, what touches everything first", async () => {
  await using window = await openWindow(browser);
  const { page } = window;
  await visit(page, `${server.address}/data/import`);
  const more = join(folder, "opportunities.csv");
  await writeFile(more, "opportunity_id,created_at,closed_at,stage\nd9,2026-01-09,2026-02-09,lost\n");
  await page.locator('input[type="file"]').setInputFiles(more);
  await page.getByRole("button", { name: "Load 1 record" }).click();
  await page.getByRole("heading", { name: "Found in the data" }).waitFor();
  const first = page.getByRole("list", { name: "What was found in the data, by reason" }).getByRole("listitem").first();
  await first.getByRole("link", { name: "No stage means won" }).waitFor();
  expect(await violations(page)).toEqual([]);
  expect(window.faults).toEqual([]);
});
