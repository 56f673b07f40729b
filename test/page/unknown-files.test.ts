/** Files that nobody knows, looked at on the page. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launch, openWindow, visit } from "./browser.ts";
import { servedCopy } from "./copied.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const copy = servedCopy();
const { made } = copy;

const choose = async (page: Page, file: string): Promise<void> => {
  await page.locator('input[type="file"]').setInputFiles([file]);
};

describe("a file that nobody knows", () => {
  it("whose words are no stages yet is said to win nothing, and is not pressed upon anybody", async () => {
    await using window = await openWindow(browser);
    const { page } = window;
    await visit(page, `${copy.server.address}/data/import`);
    await choose(page, await made("wins.csv", "Deal No,Created,Closed,Phase\nW1,2026-01-05,2026-02-01,Gewonnen\n"));
    await page.getByRole("button", { name: "Try it out" }).click();
    const note = page.getByText("First say above which stage of your process each of these is: Gewonnen.");
    await note.waitFor();
    const load = page.getByRole("button", { name: "Load 1 record" });
    expect(await load.getAttribute("data-variant")).toBe("default");
    await page.getByLabel("Gewonnen", { exact: true }).selectOption({ index: 1 });
    await page.getByRole("button", { name: "Try it out" }).click();
    await load.waitFor();
    expect([await note.count(), await load.getAttribute("data-variant")]).toEqual([0, "filled"]);
    expect(window.faults).toEqual([]);
  });

  it("of many columns stays within its card: its first rows scroll by themselves", async () => {
    await using window = await openWindow(browser);
    const { page } = window;
    await visit(page, `${copy.server.address}/data/import`);
    const names = Array.from({ length: 40 }, (_, index) => `a rather long column ${index}`);
    await choose(
      page,
      await made("email_event_open_data.csv", `id,duration,${names.join(",")}\n1,2,${names.join(",")}\n`),
    );
    await page.getByRole("region", { name: "First rows of email_event_open_data.csv" }).waitFor();
    const [wide = 0, shown = 0] = await page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement;
      return [scrollWidth, clientWidth];
    });
    expect(wide).toBeLessThanOrEqual(shown);
  });
});
