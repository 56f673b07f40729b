/** Every page of the dashboard: in four widths nothing overflows, and of a company without leads it says what there is. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { laptop, launch, openWindow, phone, violations, visit } from "./browser.ts";
import { paths } from "./paths.ts";

const widths = [phone, { width: 820, height: 1180 }, laptop, { width: 1920, height: 1080 }];

describe("every page", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await launch();
  });
  afterAll(() => browser.close());

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
