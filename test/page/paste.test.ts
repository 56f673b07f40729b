/** A block copied from a sheet is pasted into the goals: in people's own writing, what is wrong told at its cell, and undone in one step. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { api } from "./api.ts";
import { launch, openWindow, visit } from "./browser.ts";
import { servedCopy } from "./copied.ts";

let browser: Browser;
const copy = servedCopy();
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const paste = (page: Page, text: string): Promise<void> =>
  page.evaluate((block) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", block);
    document.activeElement?.dispatchEvent(
      new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }),
    );
  }, text);

it("takes a block with units, tells what is no goal, and sends nothing before that is right", async () => {
  await using window = await openWindow(browser);
  const { page } = window;
  await visit(page, `${copy.server.address}/goals?span=2027-Q1`);
  const cell = (row: number, column: number) =>
    page
      .locator("tr", { has: page.getByRole("gridcell") })
      .nth(row)
      .getByRole("gridcell")
      .nth(column);
  await cell(0, 0).click();
  await paste(page, "24,5 %\t8,100\r\n30%\tmany\r\n");
  expect(await cell(0, 0).textContent()).toContain("24,5 %");
  expect(await cell(1, 1).textContent()).toContain("many");
  await page.getByText("1 cell cannot be read; nothing is saved before that is put right.").waitFor();
  expect(await page.locator('[aria-invalid="true"]').count()).toBe(1);
  expect(await page.getByRole("button", { name: /^Save/ }).isDisabled()).toBe(true);
  const goals = async () => {
    const { goals: all } = await api(copy.server.address, "/goals");
    return all
      .filter(({ starts_on: day }: { starts_on: string }) => day === "2027-01-01")
      .map(({ kpi, scope, target }: { kpi: string; scope: string; target: number }) => `${scope} ${kpi} ${target}`)
      .toSorted();
  };
  expect(await goals()).toEqual([]);
  await cell(1, 1).click();
  await page.keyboard.type("1200");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Save 4 goals" }).click();
  await page.getByText("Saved.").waitFor();
  expect(await goals()).toEqual([
    "company activities 8100",
    "company win_rate 0.245",
    "team activities 1200",
    "team win_rate 0.3",
  ]);
  await cell(0, 0).click();
  await paste(page, "1%\t2\n3%\t4");
  await page.getByRole("button", { name: "Undo" }).click();
  expect(await cell(1, 1).textContent()).toContain("1,200");
  expect(await page.getByRole("button", { name: /^Save/ }).isDisabled()).toBe(true);
  expect(window.faults).toEqual([]);
});
