/** While answers arrive, in whatever order: what is read stays where it is read first. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { laptop, launch, openWindow, phone, settled } from "./browser.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** In the page: what the browser says has moved without anybody having asked for it. */
const watch = (): void => {
  const moved: string[] = [];
  Object.assign(window, { moved });
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      const { sources } = entry as unknown as { sources: readonly { node: Node | null; previousRect: DOMRect }[] };
      for (const { node, previousRect } of sources)
        moved.push(`${node?.textContent?.slice(0, 60)} from ${Math.round(previousRect.y)}`);
    }
  }).observe({ type: "layout-shift", buffered: true });
};

/** Answers take from a tenth of a second to one, one asked later often being there earlier. */
const delay = async (page: Page): Promise<void> => {
  let asked = 0;
  await page.route("**/api/v1/**", async (route) => {
    asked += 1;
    if (!route.request().url().includes("/events"))
      await new Promise((done) => setTimeout(done, 100 + ((asked * 7) % 10) * 90));
    await route.continue();
  });
};

it.each([
  "/",
  "/kpi/win_rate?period=2026-Q4",
  "/kpi/stage_conversion",
  "/funnel",
  "/people",
  "/people/P07",
  "/campaigns",
  "/goals?span=2026-Q4",
])("nothing of %s is pushed away by what comes after it", async (path) => {
  for (const viewport of [phone, { width: 820, height: 1180 }, laptop]) {
    await using window = await openWindow(browser, { viewport });
    const { page } = window;
    await page.addInitScript(watch);
    await delay(page);
    await page.goto(inject("demo") + path);
    await page.waitForSelector("h1");
    await settled(page);
    // What is asked last is not said to be on its way.
    await page.waitForTimeout(1200);
    await settled(page);
    const moved = await page.evaluate(() => (globalThis as unknown as { moved: readonly string[] }).moved);
    expect(moved, `at ${viewport.width}`).toEqual([]);
  }
});
