/** The menu of periods: what it offers, by keyboard too. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { launch, openWindow, settled, violations, visit } from "./browser.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

it("offers the fiscal years and quarters that quarterdeck.yaml declares, and every page takes them", async () => {
  await using window = await openWindow(browser);
  const { page } = window;
  for (const path of ["/", "/funnel", "/campaigns", "/people", "/kpi/win_rate"]) {
    await visit(page, inject("demo") + path);
    const menu = page.getByRole("button", { name: /^Period:/ });
    await menu.focus();
    await page.keyboard.press("Enter");
    const choice = page.getByRole("button", { name: "This fiscal year" });
    await choice.waitFor();
    expect(await violations(page)).toEqual([]);
    await choice.press("Enter");
    await page
      .getByText(/^Feb 2026 – Jan 2027/)
      .first()
      .waitFor();
    await settled(page);
    expect(await menu.textContent()).toContain("This fiscal year");
    expect(await menu.evaluate((button) => button === document.activeElement)).toBe(true);
  }
  expect(window.faults).toEqual([]);
});
