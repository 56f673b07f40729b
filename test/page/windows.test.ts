/** Windows that follow one another share a process, and nothing else. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { launch, openWindow, visit } from "./browser.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

it("a window finds nothing of who was there before, or is there at the same time", async () => {
  const stored =
    "[localStorage.length, sessionStorage.length, document.cookie, history.length, performance.getEntriesByType('resource').filter((one) => one.transferSize === 0 && one.name.includes('/assets/')).length]";
  const seen: unknown[] = [];
  for (let turn = 0; turn < 2; turn += 1) {
    await using window = await openWindow(browser);
    await visit(window.page, `${inject("demo")}/goals`);
    seen.push(await window.page.evaluate(stored));
    await window.page.evaluate(
      "localStorage.setItem('was', 'here'); sessionStorage.setItem('was', 'here'); document.cookie = 'was=here'",
    );
    await using other = await openWindow(browser);
    await visit(other.page, `${inject("demo")}/goals`);
    seen.push(await other.page.evaluate(stored));
  }
  expect(new Set(seen.map((one) => JSON.stringify(one)))).toEqual(new Set([JSON.stringify([0, 0, "", 2, 0])]));
});
