/** Whoever has no mouse stays where they are: what closes, or goes away, hands the focus on. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { launch, openWindow, phone, settled, visit } from "./browser.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const press = async (page: Page, name: RegExp | string): Promise<void> => {
  await page.getByRole("button", { name }).first().press("Enter");
};

const dialog = (page: Page) => page.getByRole("dialog").waitFor();

/** What is opened and done, and which button is at hand afterwards. */
const ways: Readonly<Record<string, { readonly at: string; readonly hands: RegExp; act(page: Page): Promise<void> }>> =
  {
    "a period is chosen": {
      at: "/",
      hands: /^Period: Last month/,
      act: async (page) => {
        await press(page, /^Period:/);
        await dialog(page);
        await press(page, "Last month");
      },
    },
    "a comparison is chosen": {
      at: "/",
      hands: /^Comparison: vs a year earlier/,
      act: async (page) => {
        await press(page, /^Comparison:/);
        await dialog(page);
        await press(page, "A year earlier");
      },
    },
    "a team is chosen": {
      at: "/",
      hands: /^Part of the company: West/,
      act: async (page) => {
        await press(page, /^Part of the company/);
        await page.getByRole("combobox", { name: "Find a team or a person" }).fill("West");
        await page.keyboard.press("ArrowDown");
        await page.keyboard.press("Enter");
      },
    },
    "a filter is taken away": {
      at: "/?where=origin:eq:sales",
      hands: /^Filter$/,
      act: (page) => press(page, /^Take away the filter/),
    },
    "the rest of a table is shown": {
      at: "/kpi/win_rate?by=person",
      hands: /^Show fewer/,
      act: (page) => press(page, /^Show \d+ more/),
    },
  };

it.each(Object.keys(ways))("%s: the focus is on what was used", async (name) => {
  await using window = await openWindow(browser);
  const { page } = window;
  const way = ways[name];
  if (way === undefined) throw new Error(name);
  await visit(page, inject("demo") + way.at);
  await way.act(page);
  await settled(page);
  const button = page.getByRole("button", { name: way.hands });
  await button.waitFor();
  await expect.poll(() => button.evaluate((one) => one === document.activeElement)).toBe(true);
  expect(window.faults).toEqual([]);
});

it("what one goes to, forwards or back, is not behind the bars that stay above and below", async () => {
  await using window = await openWindow(browser, { viewport: phone });
  const { page } = window;
  await visit(page, `${inject("demo")}/people`);
  const isHidden = () =>
    page.evaluate(() => {
      const { left, top, width, height } = document.activeElement?.getBoundingClientRect() ?? new DOMRect();
      const inSight = document.elementFromPoint(left + width / 2, top + height / 2);
      return inSight?.closest("main") == null;
    });
  const first = page.locator("main table button").nth(60);
  const hidden: boolean[] = [];
  for (const [key, block] of [
    ["Tab", "end"],
    ["Shift+Tab", "start"],
  ] as const) {
    await first.evaluate((button, edge) => {
      button.focus();
      button.scrollIntoView({ block: edge });
    }, block);
    for (let time = 0; time < 9; time += 1) {
      await page.keyboard.press(key);
      hidden.push(await isHidden());
    }
  }
  expect(hidden.filter((is) => is)).toEqual([]);
});
