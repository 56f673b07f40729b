/** The menu of periods and the sheet of goals: which spans they offer, the fiscal ones too. */
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

it("the sheet of goals offers the fiscal quarters and years, and its address keeps them", async () => {
  await using window = await openWindow(browser);
  const { page } = window;
  await visit(page, `${inject("demo")}/goals`);
  const spans = page.getByRole("combobox", { name: "Goals for", exact: true });
  await spans.selectOption("Fiscal quarters");
  const sheet = (name: string) => page.getByRole("heading", { name: `Goals for ${name}`, exact: true });
  await sheet("Q4 FY2027, Nov 2026 – Jan 2027").waitFor();
  await page.getByRole("button", { name: "Next: Q1 FY2028" }).click();
  await sheet("Q1 FY2028, Feb 2027 – Apr 2027").waitFor();
  await page.reload();
  await sheet("Q1 FY2028, Feb 2027 – Apr 2027").waitFor();
  await page.goBack();
  await page.getByRole("link", { name: "Q4 2026" }).click();
  await sheet("Q4 2026").waitFor();
  await spans.selectOption("Fiscal years");
  await sheet("FY2027, Feb 2026 – Jan 2027").waitFor();
  expect(page.url()).toContain("span=FY2027");
  expect(window.faults).toEqual([]);
});
