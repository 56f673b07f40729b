/** The page measured in a browser: until where we stand is complete, what is fetched for it, and how long it blocks. */
import { type Browser, chromium, type Page } from "playwright-core";
import { flags } from "../test/page/chromium.ts";
import { fetched } from "../test/page/fetched.ts";

interface Told {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const viewport = { width: 1440, height: 900 };
// What runs in the page is told as text: this folder knows no browser's types.
const whenComplete = `document.querySelectorAll("article[data-kpi]").length === 16 &&
  document.querySelector('[role="status"][aria-label^="Loading"], [aria-busy="true"]') === null ? performance.now() : 0`;
const watchTasks = `window.longTasks = [];
  new PerformanceObserver((list) => window.longTasks.push(...list.getEntries().map(({ duration }) => duration)))
    .observe({ entryTypes: ["longtask"] })`;

/** From navigation until every tile has its figure; milliseconds by the page's own clock. */
const untilComplete = async (page: Page, address: string): Promise<number> => {
  await page.goto(address, { waitUntil: "commit" });
  const handle = await page.waitForFunction<number>(whenComplete, undefined, { polling: "raf", timeout: 120_000 });
  return handle.jsonValue();
};

/** The page's policy refuses text as code; ours is brought past it. */
const opened = async (browser: Browser): Promise<Page> =>
  (await browser.newContext({ viewport, bypassCSP: true })).newPage();

/** The longest task, in milliseconds, while the work goes on. */
const longestTask = async (page: Page, work: () => Promise<void>): Promise<number> => {
  await page.evaluate(watchTasks);
  await work();
  await page.waitForTimeout(300);
  const tasks = await page.evaluate<number[]>("window.longTasks");
  return Math.max(0, ...tasks);
};

const scroll = async (page: Page): Promise<void> => {
  await page.mouse.move(viewport.width / 2, viewport.height / 2);
  for (let step = 0; step < 60; step += 1) {
    await page.mouse.wheel(0, step < 30 ? 120 : -120);
    await page.waitForTimeout(16);
  }
};

const brush = async (page: Page): Promise<void> => {
  const box = await page.locator("[data-chart] svg").first().boundingBox();
  if (box === null) throw new Error("there is no chart to brush");
  await page.mouse.move(box.x + box.width * 0.2, box.y + box.height / 2);
  await page.mouse.down();
  for (let step = 0; step < 40; step += 1) {
    await page.mouse.move(box.x + box.width * (0.2 + step * 0.015), box.y + box.height / 2);
    await page.waitForTimeout(16);
  }
  await page.mouse.up();
};

export const measurePage = async (address: string, executablePath: string): Promise<readonly Told[]> => {
  const browser = await chromium.launch({ executablePath, args: flags });
  try {
    const rows: string[][] = [];
    const cold = await untilComplete(await opened(browser), `${address}/?period=2025-Q4`);
    const page = await opened(browser);
    await untilComplete(page, `${address}/?period=2025-Q4`);
    const warm: number[] = [];
    for (let round = 0; round < 7; round += 1) warm.push(await untilComplete(page, `${address}/?period=2025-Q4`));
    const middle = warm.sort((a, b) => a - b)[3] ?? 0;
    rows.push(["where we stand, nothing known to the server or the browser", `${Math.round(cold)} ms`]);
    rows.push(["again: median of 7", `${Math.round(middle)} ms`]);
    const first = await fetched(await opened(browser), `${address}/?period=2025-Q4`, "article[data-kpi]");
    const charts = await fetched(await opened(browser), `${address}/kpi/win_rate?period=2025`, "[data-chart] svg");
    rows.push(["fetched for where we stand, with its font", `${Math.round(first)} kB`]);
    rows.push(["fetched for a KPI with its chart", `${Math.round(charts)} kB`]);
    const tasks: string[][] = [];
    await page.waitForTimeout(500);
    tasks.push(["scrolling where we stand", `${Math.round(await longestTask(page, () => scroll(page)))} ms`]);
    await page.goto(`${address}/kpi/win_rate?period=all&grain=day`);
    await page.waitForSelector("[data-chart] svg");
    await page.waitForTimeout(2500);
    tasks.push(["scrolling a KPI by day", `${Math.round(await longestTask(page, () => scroll(page)))} ms`]);
    tasks.push(["brushing its chart", `${Math.round(await longestTask(page, () => brush(page)))} ms`]);
    return [
      { head: ["until complete", "time"], rows },
      { head: ["the longest task (50 ms and less are not told)", "time"], rows: tasks },
    ];
  } finally {
    await browser.close();
  }
};
