/** What a phone shows without scrolling sideways, what is typed before a list is there, and an address of no page. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { launch, openWindow, phone, violations, visit } from "./browser.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

describe("on a phone", () => {
  it("a list of records has the amount and the day of each in sight", async () => {
    await using window = await openWindow(browser, { viewport: phone });
    const { page } = window;
    await visit(page, `${inject("demo")}/kpi/win_rate?records=${encodeURIComponent("win_rate?part=num&title=Won")}`);
    const heads = page.getByRole("dialog").locator("thead th");
    await heads.first().waitFor();
    const names = await heads.allTextContents();
    expect(names.slice(0, 3)).toEqual(["Record", "Amount", "Day"]);
    const box = await heads.nth(2).boundingBox();
    expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThanOrEqual(phone.width);
    expect(await violations(page)).toEqual([]);
  });

  it("figure and interval of a split stand beside the name, and a definition's words below its figure", async () => {
    await using window = await openWindow(browser, { viewport: phone });
    const { page } = window;
    await visit(page, `${inject("demo")}/kpi/win_rate`);
    const interval = await page.getByRole("columnheader", { name: "95% interval" }).first().boundingBox();
    expect((interval?.x ?? 0) + (interval?.width ?? 999)).toBeLessThanOrEqual(phone.width - 20);
    const words = await page.getByText("amount won / amount closed").boundingBox();
    expect(words?.x ?? 0).toBeGreaterThan(0);
    expect((words?.x ?? 0) + (words?.width ?? 999)).toBeLessThanOrEqual(phone.width);
    expect(await violations(page)).toEqual([]);
  });
});

describe("on a phone", () => {
  it("of whom and of what the page is leads the bar, however much of it there is", async () => {
    await using window = await openWindow(browser, { viewport: phone });
    const { page } = window;
    await visit(page, `${inject("demo")}/?team=west&where=${encodeURIComponent("origin:eq:existing_customer")}`);
    const chip = await page.getByText("Origin is Existing customer").boundingBox();
    expect((chip?.x ?? 0) + (chip?.width ?? 999)).toBeLessThanOrEqual(phone.width);
    await visit(page, `${inject("demo")}/?team=west`);
    const team = await page.getByRole("button", { name: /Part of the company.*West/ }).boundingBox();
    expect((team?.x ?? 0) + (team?.width ?? 999)).toBeLessThanOrEqual(phone.width - 80);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(phone.width);
    expect(await violations(page)).toEqual([]);
  });

  it("leads by origin and their change fit beside each other at the narrowest", async () => {
    await using window = await openWindow(browser, { viewport: { width: 320, height: 640 } });
    const { page } = window;
    await visit(page, `${inject("demo")}/campaigns`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
  });

  it("whose goal it is and how far it is reached stand side by side", async () => {
    await using window = await openWindow(browser, { viewport: phone });
    const { page } = window;
    await visit(page, `${inject("demo")}/kpi/goal_attainment`);
    const bar = await page.locator("tr[data-goal] td").first().boundingBox();
    expect((bar?.x ?? 0) + (bar?.width ?? 999)).toBeLessThanOrEqual(phone.width);
    expect(await page.getByRole("rowgroup").locator("tr[data-goal]").count()).toBeGreaterThan(10);
    expect(await violations(page)).toEqual([]);
  });

  it("what is wrong with every record of a finding in the same words is said once, and no date is broken", async () => {
    await using window = await openWindow(browser, { viewport: phone });
    const { page } = window;
    await visit(page, `${inject("demo")}/data?finding=past_expected_close`);
    await page.getByText(/^Each of these is open though its expected close has passed/).waitFor();
    const date = page.getByRole("cell", { name: /^\d{4}-\d\d-\d\d$/ }).first();
    expect((await date.boundingBox())?.height ?? 99).toBeLessThan(32);
    expect(await violations(page)).toEqual([]);
  });
});

describe("Ctrl+K", () => {
  it("keeps what is typed before its field is there", async () => {
    await using window = await openWindow(browser);
    const { page } = window;
    await visit(page, `${inject("demo")}/funnel`);
    await page.keyboard.press("Control+k");
    await page.keyboard.type("goal");
    const field = page.getByRole("textbox", { name: "Find" });
    await field.waitFor();
    await page.waitForFunction(() => document.activeElement instanceof HTMLInputElement);
    await page.keyboard.type(" att");
    await page.waitForFunction(
      () => document.activeElement instanceof HTMLInputElement && document.activeElement.value === "goal att",
    );
    expect(new URL(page.url()).pathname).toBe("/funnel");
    // The same words once more are not taken for those of before.
    await page.keyboard.press("Escape");
    await field.waitFor({ state: "hidden" });
    await page.getByRole("button", { name: /^Find/ }).click();
    await page.keyboard.type("goal");
    await page.waitForFunction(() => document.activeElement instanceof HTMLInputElement);
    await page.keyboard.type(" att");
    await expect.poll(() => field.inputValue()).toBe("goal att");
    expect(new URL(page.url()).pathname).toBe("/funnel");
    expect(window.faults).toEqual([]);
  });
});

describe("an address of no page", () => {
  it("says so within the frame of all pages, and leads on", async () => {
    await using window = await openWindow(browser);
    const { page } = window;
    await visit(page, `${inject("demo")}/nowhere/at/all`);
    expect(await page.locator("h1").textContent()).toBe("No such page");
    expect(await violations(page)).toEqual([]);
    await page.getByRole("main").getByRole("link", { name: "Where we stand" }).click();
    await page.locator("h1", { hasText: "Where we stand" }).waitFor();
    expect(window.faults).toEqual([]);
  });
});
