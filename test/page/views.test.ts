/** Views that are saved, found, called otherwise and taken away, on two pages that are open at once. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { launch, openWindow, phone, violations, visit } from "./browser.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const open = async (page: Page): Promise<void> => {
  await page.getByRole("button", { name: "Views" }).click();
  await page.getByLabel("Save what is shown").waitFor();
};

const link = (page: Page, name: string) => page.getByRole("list", { name: "Saved views" }).getByRole("link", { name });

it("a view is saved, opened by keyboard from anywhere, renamed and deleted, and other pages follow", async () => {
  await using window = await openWindow(browser);
  await using watching = await openWindow(browser, { viewport: phone, colorScheme: "dark" });
  const { page } = window;
  await visit(watching.page, inject("demo"));
  await open(watching.page);
  const address = "/kpi/win_rate?period=last-quarter&where=source:eq:download";
  await visit(page, `${inject("demo")}${address}`);
  await open(page);
  await page.getByLabel("Save what is shown").fill("Web, last quarter");
  await page.keyboard.press("Enter");
  await link(watching.page, "Web, last quarter").waitFor();
  expect(await link(watching.page, "Web, last quarter").textContent()).toContain("Win rate · Last quarter · 1 filter");
  expect(await violations(watching.page)).toEqual([]);

  await visit(page, `${inject("demo")}/goals`);
  await page.keyboard.press("Control+k");
  await page.getByRole("textbox", { name: "Find" }).fill("Web, last");
  await page.getByText("Win rate · Last quarter · 1 filter").waitFor();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForURL(`${inject("demo")}${address}`);

  await open(page);
  expect(await violations(page)).toEqual([]);
  await page.getByLabel("Save what is shown").fill("Web, last quarter");
  await page.getByRole("button", { name: "Replace" }).waitFor();
  await link(page, "Web, last quarter").hover();
  await page.getByRole("button", { name: "Rename Web, last quarter" }).click();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("From the web");
  await page.keyboard.press("Enter");
  await link(watching.page, "From the web").waitFor();
  const hasFocus = (label: string) =>
    expect.poll(() => page.getByLabel(label).evaluate((field) => field === document.activeElement)).toBe(true);
  await hasFocus("Save what is shown");
  await page.getByRole("button", { name: "Rename From the web" }).click();
  await hasFocus("Another name for From the web");
  await page.keyboard.press("Escape");
  await hasFocus("Save what is shown");
  expect(await link(page, "Web, last quarter").count()).toBe(0);
  await link(page, "From the web").hover();
  await page.getByRole("button", { name: "Delete From the web" }).click();
  await page.getByText("Nothing is saved yet").waitFor();
  await hasFocus("Save what is shown");
  await watching.page.getByText("Nothing is saved yet").waitFor();
  expect([...window.faults, ...watching.faults]).toEqual([]);
});
