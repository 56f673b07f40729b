/** What people do on the page: from a figure to its records, by keyboard, with the address, setting goals, while the data and the server change. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import readXlsx from "read-excel-file/node";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { withWholeSharesIn } from "../../web/src/words/shares.ts";
import { api } from "./api.ts";
import { launch, openWindow, phone, visit } from "./browser.ts";
import { servedCopy } from "./copied.ts";
import { quarterdeck, serve } from "./served.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

/** How many records the open drawer says there are. */
const drawerCount = async (page: Page): Promise<number> => {
  const drawer = page.getByRole("dialog");
  await drawer.locator("table").first().waitFor();
  const [, count = ""] =
    /([\d,]+) (?:records?|opportunit|leads?|activit|responses?)/.exec((await drawer.textContent()) ?? "") ?? [];
  return Number(count.replaceAll(",", ""));
};

describe("where we stand", () => {
  it("shows every KPI as the API says it, and each tile leads to its page", async () => {
    await using window = await openWindow(browser);
    const { page } = window;
    await visit(page, inject("demo"));
    // As it is shown: shares of a whole add up to 100.0 %.
    const { lines } = withWholeSharesIn(await api(inject("demo"), "/scorecard?period=this-quarter&compare=previous"));
    const shown = new Map(
      await page
        .locator("[data-kpi]")
        .evaluateAll((tiles) =>
          tiles.map((tile): [string, string | null] => [
            tile.getAttribute("data-kpi") ?? "",
            tile.querySelector("[data-value]")?.getAttribute("data-value") ?? null,
          ]),
        ),
    );
    expect(shown.size).toBe(lines.length);
    for (const { kpi, answer } of lines) {
      // Goals are counted on their tile, and by stage it is one of the stages that is told.
      if (kpi === "goal_attainment") continue;
      const told = [answer.total, ...(answer.question.by.length === 0 ? [] : answer.rows)].map(({ value }) => value);
      const figure = shown.get(kpi) ?? null;
      expect(told, kpi).toContain(figure === null ? null : Number(figure));
    }
    await page.locator('[data-kpi="win_rate"] a').first().click();
    await page.waitForURL(/\/kpi\/win_rate/);
    await page.goBack();
    await page.waitForURL((url) => url.pathname === "/");
    expect(window.faults).toEqual([]);
  });

  it("keeps its scope in the address: a link shows the same, back undoes it", async () => {
    await using window = await openWindow(browser);
    const { page } = window;
    await visit(page, inject("demo"));
    await page.getByRole("button", { name: /Period:/ }).click();
    await page.getByRole("button", { name: "Last quarter" }).click();
    await page.waitForURL(/period=last-quarter/);
    await page.getByRole("button", { name: /Part of the company/ }).click();
    await page.getByRole("option", { name: "West", exact: true }).click();
    await page.waitForURL(/team=/);
    const address = page.url();
    const figure = page.locator('[data-kpi="win_rate"] [data-value]');
    const { lines } = await api(inject("demo"), "/scorecard?period=last-quarter&compare=previous&where=team:eq:west");
    const expected = String(lines.find((line: { kpi: string }) => line.kpi === "win_rate").answer.total.value);
    await expect.poll(() => figure.getAttribute("data-value")).toBe(expected);
    await using other = await openWindow(browser);
    await visit(other.page, address);
    expect(await other.page.locator('[data-kpi="win_rate"] [data-value]').getAttribute("data-value")).toBe(expected);
    await page.goBack();
    await page.waitForURL((url) => !url.search.includes("team="));
    await page.getByRole("link", { name: "People and teams" }).click();
    await page.waitForURL(/\/people\?.*period=last-quarter/);
  });

  it("keeps a filter in the address: chosen, shared by a link, undone by back, taken away by its chip", async () => {
    await using window = await openWindow(browser);
    const { page } = window;
    const figure = (on: Page) => on.locator('[data-kpi="lead_conversion"] [data-value]').getAttribute("data-value");
    const asked = "/kpis/lead_conversion?period=last-quarter";
    const whole = String((await api(inject("demo"), asked)).total.value);
    const part = String((await api(inject("demo"), `${asked}&where=origin:eq:marketing`)).total.value);
    await visit(page, `${inject("demo")}/?period=last-quarter`);
    await page.getByRole("button", { name: "Filter", exact: true }).click();
    await page.getByPlaceholder(/campaign, source/).fill("origin");
    await page.getByRole("option", { name: "Origin", exact: true }).click();
    await page.getByRole("button", { name: "Marketing", exact: true }).click();
    await page.waitForURL(/where=origin/);
    await expect.poll(() => figure(page), { timeout: 20_000 }).toBe(part);
    await using other = await openWindow(browser, { viewport: phone });
    await visit(other.page, page.url());
    expect(await figure(other.page)).toBe(part);
    await page.goBack();
    await expect.poll(() => figure(page), { timeout: 20_000 }).toBe(whole);
    await page.goForward();
    await expect.poll(() => figure(page), { timeout: 20_000 }).toBe(part);
    await page.getByRole("button", { name: "Take away the filter: Origin is Marketing" }).click();
    await expect.poll(() => figure(page), { timeout: 20_000 }).toBe(whole);
    expect(window.faults).toEqual([]);
  });
});

describe("the records behind a figure", () => {
  it.each(["win_rate", "activities", "sales_cycle_length", "follow_up_rate", "opportunities_created"])(
    "of %s are as many as the page says, by mouse and by the address",
    async (kpi) => {
      await using window = await openWindow(browser);
      const { page } = window;
      await visit(page, `${inject("demo")}/kpi/${kpi}?period=last-quarter`);
      const { total } = await api(inject("demo"), `/kpis/${kpi}?period=last-quarter`);
      await page.locator('main button[aria-label*="records"]').first().click();
      await page.waitForURL(/records=/);
      expect([total.n, total.num]).toContain(await drawerCount(page));
      await using other = await openWindow(browser, { viewport: phone });
      await other.page.goto(page.url());
      expect([total.n, total.num]).toContain(await drawerCount(other.page));
      await page.keyboard.press("Escape");
      await page.waitForURL((url) => !url.search.includes("records="));
    },
  );

  it("come as a file that holds all of them", async () => {
    await using window = await openWindow(browser, { acceptDownloads: true });
    const { page } = window;
    await visit(page, `${inject("demo")}/kpi/win_rate?period=last-quarter`);
    const { total } = await api(inject("demo"), "/kpis/win_rate?period=last-quarter");
    await page.locator('main button[aria-label*="records"]').first().click();
    const drawer = page.getByRole("dialog");
    await drawer.locator("table").first().waitFor();
    const rowsOf = async (format: string): Promise<number> => {
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        drawer.getByRole("link", { name: new RegExp(format, "i") }).click(),
      ]);
      const path = await download.path();
      if (format === "csv") return (await readFile(path, "utf8")).trimEnd().split("\r\n").length - 1;
      const [sheet] = await readXlsx(path);
      return (sheet?.data.length ?? 0) - 1;
    };
    const [csv, xlsx] = [await rowsOf("csv"), await rowsOf("xlsx")];
    expect(csv).toBe(xlsx);
    expect([total.den, total.num]).toContain(csv);
  });
});

describe("the funnel", () => {
  const question = "/kpis/lead_stage_share?variant=process&period=2026-10";

  it("names its bottleneck, by exactly the two signs that the API says", async () => {
    await using window = await openWindow(browser);
    const { page } = window;
    await visit(page, `${inject("demo")}/funnel?period=2026-10`);
    const { rows } = await api(inject("demo"), question);
    const jammed = rows.filter((row: { flags: string[] }) => row.flags.includes("bottleneck"));
    expect(jammed.map((row: { keys: { stage: string } }) => row.keys.stage)).toEqual(["proposal"]);
    expect(await page.locator("[data-stage]", { hasText: "bottleneck" }).count()).toBe(1);
    await page.getByText(/Proposal is a bottleneck: more comes in than leaves .*, and half stay longer than/).waitFor();
  });

  it("ends with the last day of which anything had passed at an as-of, by the clock of the workspace", async () => {
    await using window = await openWindow(browser);
    // In New York it is still the evening before.
    await visit(window.page, `${inject("demo")}/funnel?period=2026-Q4&as_of=2026-11-02T01:00:00Z`);
    await window.page.getByText("what stands at the end of 1 Nov 2026").waitFor();
    expect(await window.page.locator("main").innerText()).not.toContain("2 Nov 2026");
    // Midnight is the end of the day before.
    await visit(window.page, `${inject("demo")}/funnel?period=2026-Q4&as_of=2026-11-01T04:00:00Z`);
    await window.page.getByText("what stands at the end of 31 Oct 2026").waitFor();
  });

  it("opens as many records of a stage as each of its figures says, and so does the address", async () => {
    await using window = await openWindow(browser);
    const { page } = window;
    await visit(page, `${inject("demo")}/funnel?period=2026-10`);
    const { rows } = await api(inject("demo"), question);
    const { num, more } = rows.find((row: { keys: { stage: string } }) => row.keys.stage === "proposal");
    const figures = page.locator('[data-stage="proposal"] dl');
    for (const [column, count] of [
      ["stands", num],
      ["entered", more.entered],
      ["advanced", more.advanced],
      ["dropped", more.dropped],
      ["moved_back", more.moved_back],
      ["share", more.left],
      ["stay", more.left],
    ] as const) {
      await figures.locator(`[data-column="${column}"] button`).click();
      await page.waitForURL(/records=/);
      await expect.poll(() => drawerCount(page), { message: column }).toBe(count);
      await using other = await openWindow(browser, { viewport: phone });
      await other.page.goto(page.url());
      expect(await drawerCount(other.page), column).toBe(count);
      await page.keyboard.press("Escape");
      await page.waitForURL((url) => !url.search.includes("records="));
    }
  });

  it("opens those that left in the weeks that a sign is of, and both lists that what came in less what left is of", async () => {
    await using window = await openWindow(browser);
    const { page } = window;
    await visit(page, `${inject("demo")}/funnel?period=2026-10`);
    await page.getByText("The three signs of each stage").click();
    const row = page
      .getByRole("region", { name: "Signs of a bottleneck by stage" })
      .getByRole("row", { name: /^Proposal/ });
    const weeks = "/kpis/lead_stage_share?variant=process&from=2026-10-04&to=2026-11-01";
    const { rows } = await api(inject("demo"), weeks);
    const { more } = rows.find((one: { keys: { stage: string } }) => one.keys.stage === "proposal");
    await row.getByRole("button", { name: /^Proposal, of those that left, went on/ }).click();
    await expect.poll(() => drawerCount(page)).toBe(more.left);
    await page.keyboard.press("Escape");
    await page.waitForURL((url) => !url.search.includes("records="));
    const text = (await row.getByRole("cell").first().textContent()) ?? "";
    expect(Number.parseInt(text.replace("−", "-"), 10)).toBe(more.entered - more.left);
    for (const [words, count] of [
      ["came in", more.entered],
      ["left", more.left],
    ]) {
      await row.getByRole("button", { name: `Proposal: ${words}. Show the records`, exact: true }).click();
      await expect.poll(() => drawerCount(page), { message: words }).toBe(count);
      await page.keyboard.press("Escape");
      await page.waitForURL((url) => !url.search.includes("records="));
    }
    expect(window.faults).toEqual([]);
  });

  it("opens what became of a step's journeys, and a cohort's cell by arrow and Enter", async () => {
    await using window = await openWindow(browser);
    const { page } = window;
    await visit(page, `${inject("demo")}/funnel?period=2026-10`);
    const journeys = await api(inject("demo"), "/kpis/stage_conversion?variant=journey&period=2026-10");
    const contacted = journeys.rows.find((row: { keys: { stage: string } }) => row.keys.stage === "contacted");
    await page.getByRole("button", { name: /^Contacted to Engaged: .* lost/ }).click();
    await expect.poll(() => drawerCount(page)).toBe(contacted.more.lost);
    await page.keyboard.press("Escape");
    await page.waitForURL((url) => !url.search.includes("records="));
    const heat = page.getByRole("region", { name: "Heat map of cohorts" });
    await heat.getByRole("button", { name: /^Created in Nov 2025, by 30 days/ }).focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    const [, won = ""] = /(\d+) of \d+/.exec((await page.locator(":focus").getAttribute("aria-label")) ?? "") ?? [];
    await page.keyboard.press("Enter");
    await expect.poll(() => drawerCount(page)).toBe(Number(won));
    expect(window.faults).toEqual([]);
  });
});

describe("by keyboard alone", () => {
  it("Ctrl K leads to a KPI, g and a letter to a page, and ? lists the keys", async () => {
    await using window = await openWindow(browser);
    const { page } = window;
    await visit(page, inject("demo"));
    await page.keyboard.press("Control+k");
    const finder = page.getByRole("dialog");
    await finder.getByRole("textbox").fill("win rate");
    await expect.poll(() => finder.getByRole("button").count()).toBe(1);
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/kpi\/win_rate/);
    await page.locator("h1", { hasText: "Win rate" }).waitFor();
    await finder.waitFor({ state: "hidden" });
    for (const [key, address] of [
      ["g", /\/goals/],
      ["f", /\/funnel/],
      ["d", /\/data/],
    ] as const) {
      await page.keyboard.press("g");
      await page.keyboard.press(key);
      await page.waitForURL(address);
    }
    await page.keyboard.press("?");
    await page.getByRole("dialog", { name: "Keys" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog", { name: "Keys" }).waitFor({ state: "hidden" });
  });
});

describe("a workspace that changes", () => {
  const copy = servedCopy();

  const goalsOf = async (): Promise<readonly { kpi: string; scope: string; starts_on: string; target: number }[]> =>
    (await api(copy.server.address, "/goals")).goals;

  it("takes a goal typed into the sheet, and another open page follows by itself", async () => {
    await using window = await openWindow(browser);
    await using watching = await openWindow(browser);
    await visit(watching.page, `${copy.server.address}/?period=this-quarter`);
    const { page } = window;
    await visit(page, `${copy.server.address}/goals?span=2026-Q4`);
    await page.getByRole("gridcell").first().click();
    await page.keyboard.type("31%");
    await page.keyboard.press("Enter");
    await page.getByRole("button", { name: "Save" }).click();
    const target = async () =>
      (await goalsOf()).find(
        ({ kpi, scope, starts_on }) => kpi === "win_rate" && scope === "company" && starts_on === "2026-10-01",
      )?.target;
    await expect.poll(target, { timeout: 20_000 }).toBe(0.31);
    await watching.page.locator('[data-kpi="win_rate"]', { hasText: "goal 31.0%" }).waitFor({ timeout: 20_000 });
    expect([...window.faults, ...watching.faults]).toEqual([]);
  });

  it("of two who write goals at once the second is told, keeps what is written, and may set it over the first's", async () => {
    await using first = await openWindow(browser);
    await using second = await openWindow(browser);
    const writes = async (page: Page, text: string): Promise<void> => {
      await visit(page, `${copy.server.address}/goals?span=2026-Q4`);
      await page.getByRole("gridcell").first().click();
      await page.keyboard.type(text);
      await page.keyboard.press("Enter");
    };
    const saves = (page: Page): Promise<void> => page.getByRole("button", { name: "Save" }).click();
    await writes(second.page, "33%");
    await writes(first.page, "32%");
    await saves(first.page);
    await first.page.getByText("Saved.").waitFor();
    await saves(second.page);
    await second.page.getByText("changed by somebody else meanwhile").waitFor();
    expect(await second.page.getByRole("gridcell").first().textContent()).toMatch(/unsaved: 33%.*meanwhile 32/);
    await saves(second.page);
    await second.page.getByText("Saved.").waitFor();
    await first.page.getByRole("gridcell", { name: /goal 33\.0%/ }).waitFor({ timeout: 20_000 });
    // The browser itself says in its console that the server answered 412.
    expect([...first.faults, ...second.faults].filter((fault) => !fault.includes("412"))).toEqual([]);
  });

  it("an emptied cell withdraws its goal", async () => {
    await using window = await openWindow(browser);
    const { page } = window;
    await visit(page, `${copy.server.address}/goals?span=2026-Q4`);
    const before = (await goalsOf()).length;
    await page.getByRole("gridcell").first().click();
    await page.keyboard.press("Delete");
    await page.getByRole("button", { name: "Save 1 goal" }).click();
    await page.getByText("Saved.").waitFor();
    await page
      .getByRole("gridcell", { name: /: no goal$/ })
      .first()
      .waitFor();
    expect((await goalsOf()).length).toBe(before - 1);
    expect(window.faults).toEqual([]);
  });

  it("takes an import of another process, and an open page shows the new figure by itself", async () => {
    await using window = await openWindow(browser);
    const { page } = window;
    const period = "period=2026-11-01..2026-11-20";
    await visit(page, `${copy.server.address}/?${period}`);
    const figure = page.locator('[data-kpi="opportunities_created"] [data-value]');
    const before = Number(await figure.getAttribute("data-value"));
    const file = join(copy.folder, "opportunities.csv");
    await writeFile(file, "opportunity_id,created_at,stage\nopened-now,2026-11-18T15:00:00Z,discovery\n");
    quarterdeck("import", file, "--workspace", copy.folder);
    await expect
      .poll(async () => Number(await figure.getAttribute("data-value")), { timeout: 30_000 })
      .toBe(before + 1);
    expect((await api(copy.server.address, `/kpis/opportunities_created?${period}`)).total.value).toBe(before + 1);
    expect(window.faults).toEqual([]);
  });

  it("says so when the server is away, and goes on when it is back", async () => {
    await using window = await openWindow(browser);
    const { page } = window;
    await visit(page, copy.server.address);
    const port = Number(new URL(copy.server.address).port);
    await copy.server.stop();
    await page.getByText("does not answer").waitFor({ timeout: 20_000 });
    expect(await page.locator("[data-kpi]").count()).toBe(16);
    copy.server = await serve(copy.folder, port);
    await page.getByText("does not answer").waitFor({ state: "hidden", timeout: 30_000 });
  });
});

describe("a slow network", () => {
  it("shows the shape of what is coming, then the figures", async () => {
    await using window = await openWindow(browser);
    const { page } = window;
    await page.route("**/api/v1/scorecard*", async (route) => {
      await new Promise((done) => setTimeout(done, 1500));
      await route.continue();
    });
    await page.goto(inject("demo"));
    await page.getByRole("status", { name: "Loading the sixteen KPIs" }).waitFor();
    await page.locator('[data-kpi="win_rate"]').waitFor();
  });
});
