/** What opens over a page: it can be read, says what it is, and nothing in it is cut off. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { launch, openWindow, phone, violations, visit } from "./browser.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** By name: how each is opened, on the page it is of. */
const menus: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  Find: async (page) => {
    await page.keyboard.press("Control+k");
    await page.getByRole("textbox", { name: "Find" }).fill("rate");
    await page
      .getByText(/the share that was won/)
      .first()
      .waitFor();
  },
  "the parts of the company": async (page) => {
    await page.getByRole("button", { name: /^Part of the company/ }).click();
    await page.getByRole("option", { name: "West", exact: true }).waitFor();
  },
  "the filters": async (page) => {
    await page.getByRole("button", { name: "Filter", exact: true }).click();
    await page.getByPlaceholder(/^campaign/).click();
    await page.getByRole("option", { name: "Channel" }).waitFor();
  },
  "the views": async (page) => {
    await page.getByRole("button", { name: "Views" }).click();
    await page.getByRole("dialog").waitFor();
  },
  "the figures of the sheet of goals": async (page) => {
    await visit(page, `${inject("demo")}/goals?span=2026-Q4`);
    await page.getByPlaceholder("Add a figure").click();
    await page.getByRole("option", { name: "Close rate", exact: true }).waitFor();
  },
  "the exports of a KPI": async (page) => {
    await visit(page, `${inject("demo")}/kpi/win_rate`);
    await page.getByRole("button", { name: "Export" }).click();
    await page.getByRole("menuitem").first().waitFor();
    await expect
      .poll(() =>
        page
          .getByRole("menuitem")
          .first()
          .evaluate((one) => one === document.activeElement),
      )
      .toBe(true);
  },
  "the records of a figure": async (page) => {
    await visit(page, `${inject("demo")}/kpi/win_rate`);
    await page.locator("[data-now] button").click();
    await page.getByRole("dialog").locator("tbody tr").first().waitFor();
  },
};

it.each(Object.keys(menus))("axe finds nothing in %s while open, in both schemes", async (name) => {
  for (const colorScheme of ["light", "dark"] as const) {
    await using window = await openWindow(browser, { colorScheme });
    await visit(window.page, inject("demo"));
    await menus[name]?.(window.page);
    expect(await violations(window.page)).toEqual([]);
    expect(window.faults).toEqual([]);
  }
});

it("the button below two dates has its whole name", async () => {
  await using window = await openWindow(browser);
  const { page } = window;
  await visit(page, inject("demo"));
  await page.getByRole("button", { name: /^Period:/ }).click();
  const label = page.getByRole("dialog").getByText("Show", { exact: true });
  expect(await label.evaluate((one) => one.scrollWidth - one.clientWidth)).toBeLessThanOrEqual(0);
});

it("heads of a list of records stand on one line, and a long title leaves its button in reach", async () => {
  await using window = await openWindow(browser, { viewport: phone });
  const { page } = window;
  const records = encodeURIComponent(`win_rate?part=num&title=${"Zahnradbahnhofsvorsteher".repeat(4)}`);
  await visit(page, `${inject("demo")}/kpi/win_rate?records=${records}`);
  const dialog = page.getByRole("dialog");
  await dialog.locator("thead th").first().waitFor();
  const bases = await dialog.locator("thead th").evaluateAll((heads) =>
    heads.map((head) => {
      const range = document.createRange();
      range.selectNodeContents(head.querySelector("button")?.firstChild ?? head);
      return Math.round(range.getBoundingClientRect().bottom);
    }),
  );
  expect(new Set(bases).size).toBe(1);
  const [title, close] = [
    await dialog.getByRole("heading").locator("span").boundingBox(),
    await dialog.getByRole("button", { name: "Close the records" }).boundingBox(),
  ];
  expect((title?.x ?? 0) + (title?.width ?? 999)).toBeLessThanOrEqual(close?.x ?? 0);
});
