/** Files that nobody knows, looked at on the page. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launch, openWindow, phone, violations, visit } from "./browser.ts";
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
    const note = page.getByText(
      "First say above which stage of your process each of these is, or add them to it: Gewonnen.",
    );
    await note.waitFor();
    const load = page.getByRole("button", { name: "Load 1 record" });
    expect(await load.getAttribute("data-variant")).toBe("default");
    await page.getByLabel("What it means to stand in Gewonnen").selectOption("stage:closed_won");
    await page.getByRole("button", { name: "Try it out" }).click();
    await load.waitFor();
    expect([await note.count(), await load.getAttribute("data-variant")]).toEqual([0, "filled"]);
    expect(window.faults).toEqual([]);
  });

  it("has stages of its own: put in their order and given a meaning, they are the process before it is loaded", async () => {
    await using window = await openWindow(browser);
    const { page } = window;
    await visit(page, `${copy.server.address}/data/import`);
    const rows = ["S1,2026-01-05,,Beschnuppern", "S2,2026-01-06,,Plaudern", "S3,2026-01-07,2026-02-01,Handschlag"];
    await choose(page, await made("schritte.csv", `Deal No,Created,Closed,Phase\n${rows.join("\n")}\n`));
    await page.getByText("3 stages are not part of your process yet").waitFor();
    const listed = page.getByRole("list", { name: "Of opportunities" }).getByRole("listitem");
    const first = async () => (await listed.first().innerText()).split("\n")[0];
    const before = await first();
    await listed.first().getByRole("button", { name: /down$/ }).click();
    expect(await first()).not.toBe(before);
    for (const stage of ["Plaudern", "Handschlag", "Handschlag"]) {
      const down = page.getByRole("button", { name: `Move ${stage} down` });
      if (await down.isEnabled()) await down.click();
    }
    const order = await Promise.all((await listed.all()).map(async (one) => (await one.innerText()).split("\n")[0]));
    await page.getByLabel("What it means to stand in Handschlag").selectOption("won");
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "Add them to the process" }).click();
    await page.getByText("3 stages were added to quarterdeck.yaml").waitFor();
    const yaml = await readFile(join(copy.folder, "quarterdeck.yaml"), "utf8");
    const places = order.filter((stage) => stage !== "Handschlag").map((stage) => yaml.indexOf(`id: ${stage},`));
    expect(places.every((place) => place > 0)).toBe(true);
    expect(places).toEqual(places.toSorted((one, other) => one - other));
    expect(yaml).toMatch(/id: Handschlag, name: Handschlag, of: opportunity, category: won/);
    await page.getByRole("button", { name: "Try it out" }).click();
    const load = page.getByRole("button", { name: "Load 3 records" });
    await load.waitFor();
    expect(await load.getAttribute("data-variant")).toBe("filled");
    expect(window.faults).toEqual([]);
  });

  it("has the names of its stages in whole on a phone", async () => {
    await using window = await openWindow(browser, { viewport: phone, colorScheme: "dark" });
    const { page } = window;
    await visit(page, `${copy.server.address}/data/import`);
    await choose(
      page,
      await made("eng.csv", "Deal No,Created,Phase\nN1,2026-01-05,Kennenlernen\nN2,2026-01-06,Vertragsentwurf\n"),
    );
    const name = page.getByRole("list", { name: "Of opportunities" }).getByText("Vertragsentwurf");
    await name.waitFor();
    expect((await name.boundingBox())?.height).toBeLessThan(30);
    expect(await violations(page)).toEqual([]);
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
