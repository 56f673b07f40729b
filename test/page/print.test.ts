/** The page on paper. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { launch, openWindow, visit } from "./browser.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** A landscape A4 less its margins, in CSS pixels. */
const paper = { width: 1032, height: 703 };

describe("a printed page", () => {
  it.each([
    "/",
    "/campaigns",
    "/people",
    "/kpi/win_rate?as=table&period=all",
    "/kpi/goal_attainment",
    "/goals",
    "/funnel",
  ])("%s is dark on light in dark colours too, and no table is cut off", async (path) => {
    await using window = await openWindow(browser, { viewport: paper, colorScheme: "dark" });
    const { page } = window;
    await visit(page, `${inject("demo")}${path}`);
    const ink = () => page.locator("h1").evaluate((head) => getComputedStyle(head).color);
    const onScreen = await ink();
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    expect(await ink()).toBe("rgb(20, 24, 31)");
    expect(onScreen).not.toBe("rgb(20, 24, 31)");
    const cut = await page
      .locator("main table")
      .evaluateAll(
        (tables) =>
          tables.filter((table) => table.getBoundingClientRect().right > document.documentElement.clientWidth).length,
      );
    expect(cut).toBe(0);
    // What scrolls on a screen is there to its last row.
    const scrolled = await page
      .locator("main section[tabindex]")
      .evaluateAll((sections) => sections.filter((one) => one.scrollHeight > one.clientHeight + 1).length);
    expect(scrolled).toBe(0);
    expect(await page.getByRole("button", { name: "Save" }).count()).toBe(0);
  });
});
