/** A figure's course in the browser: brushed by mouse and by keyboard, taken away as a picture, printed, and light to load. */
import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { launch, openFirstWindow, openWindow, violations, visit } from "./browser.ts";
import { fetched } from "./fetched.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const weeks = "/kpi/win_rate?period=2025&grain=week";
const chart = "[data-chart] svg";

const dragged = async (page: Page, from: number, to: number): Promise<void> => {
  const box = await page.locator(chart).first().boundingBox();
  if (box === null) throw new Error("there is no chart");
  const y = box.y + box.height / 2;
  await page.mouse.move(box.x + box.width * from, y);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width * to, y, { steps: 6 });
  await page.mouse.up();
};

describe("a chart", () => {
  it("is brushed by dragging over it, and what is in view becomes the period", async () => {
    await using window = await openWindow(browser);
    const { page } = window;
    await visit(page, `${inject("demo")}${weeks}`);
    await dragged(page, 0.3, 0.6);
    const first = page.getByRole("slider", { name: "First shown" });
    const from = await first.getAttribute("aria-valuetext");
    expect(from).toMatch(/^Week of \d+ (Apr|May)/);
    await page.getByRole("button", { name: "Make these dates the period" }).click();
    await page.waitForURL(/period=2025-0[45]-\d\d\.\.2025-0[78]-\d\d/);
    expect(window.faults).toEqual([]);
  });

  it("is brushed by keyboard: its ends move by one, by ten and to the edge, and Escape shows all again", async () => {
    await using window = await openWindow(browser);
    const { page } = window;
    await visit(page, `${inject("demo")}${weeks}`);
    const [first, last] = ["First shown", "Last shown"].map((name) => page.getByRole("slider", { name }));
    if (first === undefined || last === undefined) throw new Error("there is no brush");
    const ends = async () => [await first.getAttribute("aria-valuenow"), await last.getAttribute("aria-valuenow")];
    const end = await last.getAttribute("aria-valuenow");
    await first.focus();
    await page.keyboard.press("PageUp");
    await page.keyboard.press("ArrowRight");
    expect(await ends()).toEqual(["11", end]);
    await last.focus();
    await page.keyboard.press("Home");
    expect(await ends()).toEqual(["11", "12"]);
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press("Escape");
    expect(await ends()).toEqual(["0", end]);
  });

  it("is read by the arrow keys, and Enter opens as many records as the point says", async () => {
    await using window = await openWindow(browser);
    const { page } = window;
    await visit(page, `${inject("demo")}/kpi/opportunities_created?period=2025`);
    const reader = page.getByRole("button", { name: /arrow keys move/ });
    await reader.focus();
    await page.keyboard.press("Home");
    await page.keyboard.press("ArrowRight");
    const [, count] = /Feb 2025: (\d+)/.exec((await reader.getAttribute("aria-label")) ?? "") ?? [];
    await page.keyboard.press("Enter");
    await page.getByRole("dialog").locator("table").first().waitFor();
    expect(await page.getByRole("dialog").textContent()).toContain(`Copy link${count} records`);
  });

  it("is saved as a picture that has its colours", async () => {
    await using window = await openWindow(browser, { acceptDownloads: true });
    const { page } = window;
    await visit(page, `${inject("demo")}${weeks}`);
    await page.getByRole("button", { name: "Export" }).click();
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByText("Chart as PNG").click()]);
    const picture = await readFile(await download.path());
    const colours = await page.evaluate(async (data) => {
      const image = new Image();
      image.src = `data:image/png;base64,${data}`;
      await image.decode();
      const pen = new OffscreenCanvas(image.width, image.height).getContext("2d");
      pen?.drawImage(image, 0, 0);
      const pixels = pen?.getImageData(0, 0, image.width, image.height).data ?? new Uint8ClampedArray();
      const seen: string[] = [];
      for (let at = 0; at < pixels.length; at += 4) seen.push(pixels.slice(at, at + 3).join(" "));
      return [...new Set(seen)];
    }, picture.toString("base64"));
    expect(colours).toContain("29 95 196");
    expect(colours).toContain("138 90 0");
  });

  it("is printed on light ground in dark colours too", async () => {
    await using window = await openWindow(browser, { colorScheme: "dark" });
    const { page } = window;
    await visit(page, `${inject("demo")}${weeks}`);
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    const line = page.locator(`${chart} line`).first();
    expect(await line.evaluate((one) => getComputedStyle(one).stroke)).toBe("rgb(226, 229, 234)");
  });
});

describe("a first visit", () => {
  it.each([
    ["/", "article[data-kpi]", 250],
    ["/kpi/win_rate?period=2025", chart, 400],
  ])("to %s fetches little enough, its font among it", async (path, waitFor, kilobytes) => {
    await using window = await openFirstWindow(browser);
    expect(await fetched(window.page, `${inject("demo")}${path}`, waitFor)).toBeLessThan(kilobytes);
  });
});
