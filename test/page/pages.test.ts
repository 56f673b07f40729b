/** Every page of the dashboard, in both schemes and three widths: it says what it is, axe finds nothing, nothing overflows. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { laptop, launch, openWindow, phone, violations, visit } from "./browser.ts";

const paths = [
  "/",
  "/kpi/win_rate?grain=month&period=last-12-months",
  "/kpi/stage_conversion",
  "/kpi/cost_per_lead?by=campaign",
  "/kpi/goal_attainment",
  "/funnel?period=2026-10",
  "/campaigns",
  "/campaigns?by=source&answered=campaign&as=table&period=last-12-months",
  "/people",
  "/people/P07",
  "/goals",
  "/data",
  "/data/import",
  "/data?finding=past_expected_close",
  "/wall",
];

const widths = [phone, { width: 820, height: 1180 }, laptop, { width: 1920, height: 1080 }];

describe("every page", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

  for (const colorScheme of ["light", "dark"] as const)
    it.each(paths)(`axe finds nothing on %s in ${colorScheme} colours, and the console is quiet`, async (path) => {
      await using window = await openWindow(browser, { colorScheme });
      await visit(window.page, inject("demo") + path);
      expect(await violations(window.page)).toEqual([]);
      expect(window.faults).toEqual([]);
    });

  it.each(paths)("%s fits a phone, a tablet, a laptop and a large screen", async (path) => {
    await using window = await openWindow(browser);
    for (const viewport of widths) {
      await window.page.setViewportSize(viewport);
      await visit(window.page, inject("demo") + path);
      const width = await window.page.evaluate(() => document.documentElement.scrollWidth);
      expect(width, `at ${viewport.width}`).toBeLessThanOrEqual(viewport.width);
    }
  });

  it.each(paths.filter((path) => path !== "/people/P07"))(
    "%s says what there is of a company without leads",
    async (path) => {
      await using window = await openWindow(browser);
      await visit(window.page, inject("maven") + path);
      expect(await window.page.getByRole("alert").count()).toBe(0);
      expect(await violations(window.page)).toEqual([]);
      expect(window.faults).toEqual([]);
    },
  );
});
