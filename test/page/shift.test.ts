/** What comes later moves nothing that can be seen already. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { launch, openWindow, visit } from "./browser.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

interface Shift extends PerformanceEntry {
  readonly value: number;
  readonly sources: readonly { readonly node: Node | null }[];
}

/** In the page: how much of it has moved by how far, as browsers count it, and what has. */
const watch = (): void => {
  const here = window as unknown as { shifts: { readonly by: number; readonly what: string }[] };
  here.shifts = [];
  new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries() as Shift[])
      here.shifts.push({
        by: value,
        what: sources.map(({ node }) => node?.textContent?.slice(0, 60) ?? "").join(" | "),
      });
  }).observe({ type: "layout-shift", buffered: true });
};

/** Each answer comes a while after the one before, the first of each page last: whatever can come late does. */
const stagger = async (page: Page): Promise<void> => {
  let asked = 0;
  page.on("framenavigated", () => {
    asked = 0;
  });
  await page.route(/\/api\/v1\/(kpis\/|scorecard|findings|goals)/, async (route) => {
    asked += 1;
    await new Promise((done) => setTimeout(done, Math.max(10, 210 - asked * 15)));
    await route.continue();
  });
};

const pages = [
  ["/funnel?period=2026-10", 0.05],
  ["/campaigns", 0.05],
  ["/people", 0.05],
  ["/people/P07", 0.05],
  // Where effects take longer than findings wait for them, these change their order once.
  ["/data", 0.1],
] as const;

it("moves less than a twentieth of a page of a tablet, whatever comes late", async () => {
  // High enough for what stands below one another to be seen at once, and narrow enough for it to stand so.
  await using window = await openWindow(browser, { viewport: { width: 820, height: 1180 } });
  const { page } = window;
  await page.addInitScript(watch);
  await stagger(page);
  for (const [path, most] of pages) {
    await visit(page, inject("demo") + path);
    // What came last is told a while after it is drawn.
    await page.waitForTimeout(100);
    const shifts = await page.evaluate(
      () => (window as unknown as { shifts: { readonly by: number; readonly what: string }[] }).shifts,
    );
    const sum = shifts.reduce((so, { by }) => so + by, 0);
    expect.soft(sum, `${path}: ${JSON.stringify(shifts)}`).toBeLessThan(most);
  }
});
