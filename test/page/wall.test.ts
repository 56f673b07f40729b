/** The wall: chosen questions in turn, held by the space bar, turned by arrows, left by Esc. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { launch, openFirstWindow, visit } from "./browser.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

it("shows the chosen questions in turn, each for as long as is said, and holds one while somebody looks", async () => {
  await using window = await openFirstWindow(browser);
  const { page } = window;
  await page.clock.install();
  await visit(page, `${inject("demo")}/wall?show=fill,win&every=30`);
  const [first, second] = ["Do we fill the funnel?", "Do we win, and meet our goals?"];
  const asks = (question: string) => expect.poll(() => page.locator("h1").textContent()).toBe(question);
  await asks(first);
  await page.clock.fastForward(30_000);
  await asks(second);
  await page.clock.fastForward(30_000);
  await asks(first);
  await page.keyboard.press("Space");
  await page.clock.fastForward(120_000);
  await asks(first);
  await page.keyboard.press("ArrowRight");
  await asks(second);
  await page.keyboard.press("ArrowLeft");
  await asks(first);
  await page.keyboard.press("Escape");
  await page.waitForURL((url) => url.pathname === "/");
  expect(window.faults).toEqual([]);
});

it("says of whom its figures are, as known when, and which of them are of all", async () => {
  await using window = await openFirstWindow(browser);
  const { page } = window;
  await visit(page, `${inject("demo")}/wall?team=west&as_of=2026-01-01`);
  expect(await page.locator("header p").textContent()).toContain("Team is West · As known at 1 Jan 2026");
  expect(await page.locator("footer").textContent()).toMatch(/31 Dec 2025 · Not filtered by team: Cost per lead\./);
});
