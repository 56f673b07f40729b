/** Every page on a slow network, while its server is away, while the data change under it, and by the Tab key alone. */
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { api } from "./api.ts";
import { launch, openWindow, settled, visit } from "./browser.ts";
import { servedCopy } from "./copied.ts";
import { quarterdeck, serve } from "./served.ts";

const paths = [
  "/",
  "/kpi/win_rate?by=person&period=2026-11",
  "/funnel?period=2026-11",
  "/people?period=2026-11",
  "/people/P07?period=2026-11",
  "/campaigns?period=2026-11",
  "/goals",
  "/data",
];

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

interface Walk {
  readonly known: Set<Element>;
  last?: { readonly at: Element; readonly looks: string };
}

/** In the page: what is reached, what it is called, and whether what was reached before looked otherwise while it was. */
const look = (): { readonly what?: string; readonly words?: string; readonly isUnseen?: string } => {
  const here = window as unknown as { walk?: Walk };
  here.walk ??= { known: new Set() };
  const { walk } = here;
  // What shows that something is reached stands on itself or, of a hidden field, on its label or what holds it.
  const looksOf = (at: Element): string =>
    [at, at.nextElementSibling, at.parentElement]
      .map((one) => {
        if (one === null) return "";
        const { outlineStyle, outlineColor, outlineWidth, boxShadow, borderColor, backgroundColor } =
          getComputedStyle(one);
        return outlineStyle + outlineColor + outlineWidth + boxShadow + borderColor + backgroundColor;
      })
      .join();
  // A sheet's cursor stays where it was.
  const { last } = walk;
  const isUnseen =
    last?.at.isConnected === true && last.at.role !== "gridcell" && looksOf(last.at) === last.looks
      ? last.at.outerHTML.slice(0, 160)
      : undefined;
  const at = document.activeElement;
  if (at === null || at === document.body || walk.known.has(at)) return { isUnseen };
  walk.known.add(at);
  walk.last = { at, looks: looksOf(at) };
  const label = (at as HTMLInputElement).labels?.[0]?.textContent;
  const words = [
    at.getAttribute("aria-label"),
    at.getAttribute("aria-labelledby"),
    at.getAttribute("title"),
    label,
    at.textContent,
  ];
  return { what: at.outerHTML.slice(0, 160), words: words.find((one) => (one ?? "").trim() !== "") ?? "", isUnseen };
};

const textOf = (page: Page): Promise<string> => page.locator("main").innerText();

/** Its text once nothing more has come for a while: what is asked last is not said to be on its way. */
const restOf = async (page: Page): Promise<string> => {
  let text = "";
  await expect
    .poll(
      async () => {
        const before = text;
        text = await textOf(page);
        return text === before;
      },
      { timeout: 30_000, interval: 700 },
    )
    .toBe(true);
  return text;
};

/** All of them beside one another in one browser. */
const everyPage = async (context: BrowserContext, address: string): Promise<readonly Page[]> => {
  const pages: Page[] = [];
  for (const path of paths) {
    const page = await context.newPage();
    await visit(page, address + path);
    pages.push(page);
  }
  return pages;
};

describe("a slow network", () => {
  it.each(paths)("%s shows the shape of what is coming, then the whole of it", async (path) => {
    await using window = await openWindow(browser);
    const { page } = window;
    await page.route("**/api/v1/**", async (route) => {
      if (!route.request().url().includes("/events")) await new Promise((done) => setTimeout(done, 800));
      await route.continue();
    });
    await page.goto(inject("demo") + path);
    await page.locator('[role="status"][aria-label^="Loading"]').first().waitFor();
    await page.waitForSelector("h1");
    await settled(page);
    expect(await page.getByRole("alert").count()).toBe(0);
    await using quick = await openWindow(browser);
    await visit(quick.page, inject("demo") + path);
    const both = () => Promise.all([textOf(page), textOf(quick.page)]);
    await expect.poll(async () => new Set(await both()).size, { timeout: 30_000 }).toBe(1);
    expect(window.faults).toEqual([]);
  });
});

describe("a server with too much to do", () => {
  it("is asked again: the page shows nothing but what it answers then", async () => {
    await using window = await openWindow(browser);
    const { page } = window;
    let refused = 0;
    await page.route("**/api/v1/scorecard?*", async (route) => {
      refused += 1;
      if (refused > 2) return route.continue();
      const body = { type: "/api/v1/problems/too_many_questions", title: "Not now", status: 503 };
      const told = {
        code: "too_many_questions",
        detail: "200 questions wait already.",
        hint: "Ask again in a moment.",
      };
      await route.fulfill({ status: 503, contentType: "application/problem+json", json: { ...body, ...told } });
    });
    await visit(page, `${inject("demo")}/?period=2026-11`);
    expect(await page.getByRole("alert").count()).toBe(0);
    const { lines } = await api(inject("demo"), "/scorecard?period=2026-11&compare=previous");
    const { answer } = lines.find(({ kpi }: { kpi: string }) => kpi === "win_rate");
    const figure = page.locator('[data-kpi="win_rate"] [data-value]');
    expect(await figure.getAttribute("data-value")).toBe(String(answer.total.value));
    expect(refused).toBeGreaterThan(2);
  });
});

describe("a workspace under open pages", () => {
  const copy = servedCopy();

  it("changes by an import of another process: each shows by itself what a page opened afterwards shows", async () => {
    await using window = await openWindow(browser);
    const pages = await everyPage(window.page.context(), copy.server.address);
    const before = await Promise.all(pages.map(restOf));
    const { rows } = await api(copy.server.address, "/kpis/lead_origin?period=2026-11&by=campaign");
    const campaign = rows.find((row: { keys: { campaign: string | null } }) => row.keys.campaign !== null).keys
      .campaign;
    const at = (index: number): string => `2026-11-18T15:${String(index).padStart(2, "0")}:00Z`;
    const numbers = Array.from({ length: 30 }, (_, index) => index);
    const files = {
      "leads.csv": [
        "lead_id,created_at,owner_id,campaign_id,source",
        ...numbers.map((no) => `came${no},${at(no)},P07,${campaign},web`),
      ],
      "opportunities.csv": [
        "opportunity_id,created_at,owner_id,stage,amount,currency,closed_at",
        ...numbers.map((no) => `won${no},${at(no)},P07,won,1000,USD,2026-11-20T12:00:00Z`),
        `nowhere,${at(0)},P07,no such stage,1000,USD,`,
      ],
    };
    for (const [name, lines] of Object.entries(files))
      await writeFile(join(copy.folder, name), `${lines.join("\n")}\n`);
    quarterdeck("import", ...Object.keys(files).map((name) => join(copy.folder, name)), "--workspace", copy.folder);
    for (const [index, page] of pages.entries()) {
      await using fresh = await openWindow(browser);
      await visit(fresh.page, copy.server.address + paths[index]);
      // What is asked last comes last, here as there.
      const both = () => Promise.all([textOf(page), textOf(fresh.page)]);
      await expect
        .poll(async () => new Set(await both()).size, { timeout: 30_000, message: `alike: ${paths[index]}` })
        .toBe(1);
      expect(await textOf(page), paths[index]).not.toBe(before[index]);
    }
  });

  it("is away: each says so and keeps what it showed; and takes it back by itself once it is there again", async () => {
    await using window = await openWindow(browser);
    const pages = await everyPage(window.page.context(), copy.server.address);
    const before = await Promise.all(pages.map(restOf));
    const port = Number(new URL(copy.server.address).port);
    await copy.server.stop();
    for (const [index, page] of pages.entries()) {
      await page.getByText("does not answer").waitFor({ timeout: 20_000 });
      expect(await textOf(page), paths[index]).toBe(before[index]);
    }
    copy.server = await serve(copy.folder, port);
    for (const [index, page] of pages.entries()) {
      await page.getByText("does not answer").waitFor({ state: "hidden", timeout: 30_000 });
      expect(await restOf(page), paths[index]).toBe(before[index]);
    }
  });
});

describe("a workspace that is emptied under an open page", () => {
  const copy = servedCopy();

  it("by a restore of when nothing was there: the page keeps none of its figures, and asks for data", async () => {
    await using window = await openWindow(browser);
    const { page } = window;
    const [empty, backups] = [join(copy.around, "empty"), join(copy.around, "backups")];
    quarterdeck("init", empty);
    quarterdeck("backup", backups, "--workspace", empty);
    await visit(page, `${copy.server.address}/kpi/win_rate`);
    const port = Number(new URL(copy.server.address).port);
    await copy.server.stop();
    const [backup = ""] = await readdir(backups);
    quarterdeck("restore", join(backups, backup), "--workspace", copy.folder);
    copy.server = await serve(copy.folder, port);
    await page.getByRole("heading", { name: "Bring in data" }).waitFor({ timeout: 30_000 });
    expect(await page.getByText("Win rate").count()).toBe(0);
  });
});

describe("the Tab key alone", () => {
  it.each(paths)(
    "goes through all of %s: each stop has a name and is seen to have it, and none holds it",
    async (path) => {
      await using window = await openWindow(browser);
      const { page } = window;
      await visit(page, inject("demo") + path);
      const stops: string[] = [];
      const bad: string[] = [];
      for (let turn = 0; turn < 1000; turn += 1) {
        await page.keyboard.press("Tab");
        const stop = await page.evaluate(look);
        if (stop.isUnseen !== undefined) bad.push(`not seen to be reached: ${stop.isUnseen}`);
        if (stop.what === undefined) break;
        stops.push(stop.what);
        if (stop.words === "") bad.push(`without a name: ${stop.what}`);
      }
      expect(bad).toEqual([]);
      expect(stops.length).toBeGreaterThan(10);
      expect(stops.length, "stops until the end").toBeLessThan(1000);
    },
  );
});
