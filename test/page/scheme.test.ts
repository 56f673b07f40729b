/** Light and dark: never half of one, neither while the page opens nor when the system changes. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { launch, openFirstWindow, visit } from "./browser.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const ground = { light: "rgb(245, 246, 248)", dark: "rgb(16, 19, 24)" } as const;
const ink = { light: "rgb(20, 24, 31)", dark: "rgb(236, 239, 244)" } as const;

const slowly = async (page: Page): Promise<void> => {
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
};

/** Of every frame from now on: the ground, and the inks of headings and figures, however deep they stand. */
const framesOf = `
  const frames = [];
  window.frames_ = frames;
  const look = () => {
    const words = ["main h2", "main ol a span", "article[data-kpi] [data-value]"].flatMap((one) => document.querySelector(one) ?? []);
    if (document.body !== null)
      frames.push([getComputedStyle(document.body).backgroundColor, ...words.map((one) => getComputedStyle(one).color)]);
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
`;

const framesIn = async (page: Page): Promise<readonly string[]> => {
  const frames = await page.evaluate(() => (window as unknown as { frames_: readonly (readonly string[])[] }).frames_);
  return [...new Set(frames.map((colours) => [...new Set(colours)].join(" ")))];
};

it.each([
  ["dark as the system", "dark", null],
  ["dark as chosen", "light", "dark"],
  ["light as chosen", "dark", "light"],
] as const)("opens %s from its first frame on, also on a busy machine", async (_, colorScheme, chosen) => {
  await using window = await openFirstWindow(browser, { colorScheme });
  const { page } = window;
  const scheme = chosen ?? colorScheme;
  await slowly(page);
  if (chosen !== null) await page.addInitScript(`localStorage.setItem("mantine-color-scheme-value", "${chosen}")`);
  await page.addInitScript(framesOf);
  await visit(page, `${inject("demo")}/`);
  expect(new Set(await framesIn(page))).toEqual(new Set([ground[scheme], `${ground[scheme]} ${ink[scheme]}`]));
  expect(window.faults).toEqual([]);
});

it.each(["reduce", "no-preference"] as const)(
  "a system that turns dark is followed in one frame by all there is, with motion: %s",
  async (reducedMotion) => {
    await using window = await openFirstWindow(browser, { colorScheme: "light", reducedMotion });
    const { page } = window;
    await visit(page, `${inject("demo")}/`);
    await slowly(page);
    await page.evaluate(framesOf);
    await page.emulateMedia({ colorScheme: "dark" });
    await expect.poll(async () => (await framesIn(page)).length).toBeGreaterThan(1);
    expect(await framesIn(page)).toEqual([`${ground.light} ${ink.light}`, `${ground.dark} ${ink.dark}`]);
  },
);
