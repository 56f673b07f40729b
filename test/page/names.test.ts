/** Names as long as sentences: what they name stays in sight, and they keep to their place. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { laptop, launch, openWindow, phone, visit } from "./browser.ts";
import { type Served, serveFiles } from "./served.ts";

let browser: Browser;
let folder: string;
let server: Served;
let dear: Served;

const unbroken = "Zahnradbahnhofsvorsteher".repeat(5);
const long =
  "2026_Q4_EMEA_LinkedIn_Retargeting_Mid-Market_Manufacturing_Whitepaper_Download_Lookalike_3_percent_Creative_B";

const declared = `workspace: ${unbroken}
pipelines:
  - id: sales
    stages:
      - {id: new, name: Commercial negotiations, of: opportunity}
      - {id: talks, name: Contract under review, of: opportunity}
      - {id: won, name: Won, of: opportunity, category: won}
      - {id: lost, name: Lost, of: opportunity, category: lost}
`;

const inDinars = `workspace: ${unbroken}
currency: BHD
pipelines:
  - id: sales
    stages:
      - {id: new, name: ${unbroken.slice(0, 90)}, of: opportunity, qualifies: true}
      - {id: talks, name: Talks${unbroken.slice(0, 85)}, of: opportunity}
      - {id: won, name: Won, of: opportunity, category: won}
`;

beforeAll(async () => {
  browser = await launch();
  folder = await mkdtemp(join(tmpdir(), "quarterdeck-names-"));
  const numbers = Array.from({ length: 8 }, (_, index) => index);
  const days = numbers.map((index) => `2026-01-0${index + 1}`);
  const files = {
    teams: ["team_id,name", `t,${long}`],
    people: ["person_id,name,role,team_id", `p,${unbroken},rep,t`],
    campaigns: ["campaign_id,name", `c,${long}`],
    leads: ["lead_id,created_at,campaign_id,owner_id", ...days.map((day, index) => `l${index},${day}T10:00:00Z,c,p`)],
    opportunities: [
      "opportunity_id,created_at,owner_id,campaign_id,stage,closed_at",
      ...days.map((day, index) => `d${index},${day}T10:00:00Z,p,c,won,2026-02-0${index + 1}T10:00:00Z`),
      ...days.map((day, index) => `o${index},${day}T10:00:00Z,p,c,${index < 5 ? "new" : "talks"},`),
    ],
  };
  server = await serveFiles(folder, "names", declared, files);
  dear = await serveFiles(folder, "dear", inDinars, {
    people: ["person_id,name", `p,${unbroken}`],
    campaigns: ["campaign_id,name", "c,Fair", "d,Podcast"],
    spend: ["campaign_id,spent_on,amount", "c,2026-01-08,98765432.125", "d,2026-01-09,1649476.375"],
    leads: ["lead_id,created_at,campaign_id", "l,2026-01-05T10:00:00Z,c"],
    opportunities: [
      "opportunity_id,created_at,owner_id,stage,amount",
      ...days.map((day, index) => `o${index},${day}T10:00:00Z,p,${index < 5 ? "new" : "talks"},98765432.125`),
    ],
    goals: ["goal_id,kpi,scope,scope_id,starts_on,ends_on,target", "g,win_rate,person,p,2026-01-01,2026-03-31,0.3"],
  });
});
afterAll(async () => {
  await Promise.all([browser.close(), server.stop(), dear.stop()]);
  await rm(folder, { recursive: true, force: true });
});

/** Of each table with such a name: where its column ends, and how much of the table is out of sight. */
const tables = (page: Page): Promise<readonly { readonly ends: number; readonly hidden: number }[]> =>
  page.locator("main :has(> table)").evaluateAll(
    (scrolls, names) =>
      scrolls.flatMap((scroll) => {
        const heads = [...scroll.querySelectorAll("tbody th:not([colspan])")];
        const head = heads.find(({ textContent }) => names.some((name) => textContent?.includes(name)));
        return head === undefined
          ? []
          : [{ ends: head.getBoundingClientRect().right, hidden: scroll.scrollWidth - scroll.clientWidth }];
      }),
    [unbroken, long],
  );

it.each([
  ["/people?period=2026-Q1", 3],
  ["/campaigns?period=2026-Q1", 1],
  ["/kpi/win_rate?period=2026-Q1", 1],
  ["/kpi/win_rate?period=2026-Q1&by=campaign", 1],
])("%s has what a long name names in sight: all of it on a laptop, its beginning on a phone", async (path, least) => {
  for (const viewport of [laptop, phone]) {
    await using window = await openWindow(browser, { viewport });
    await visit(window.page, server.address + path);
    const found = await tables(window.page);
    expect(found.length).toBeGreaterThanOrEqual(least);
    for (const { ends, hidden } of found)
      if (viewport === laptop) expect(hidden).toBe(0);
      else expect(ends).toBeLessThan(viewport.width * 0.7);
    expect(window.faults).toEqual([]);
  }
});

it("a company's name is broken where its column ends, and covers nothing of the page", async () => {
  await using window = await openWindow(browser);
  const { page } = window;
  await visit(page, `${server.address}/`);
  const name = page.getByText(unbroken, { exact: true }).first();
  const [box, main] = [await name.boundingBox(), await page.getByRole("main").boundingBox()];
  expect((box?.x ?? 0) + (box?.width ?? 9999)).toBeLessThanOrEqual(main?.x ?? 0);
});

it("names of stages below their bars do not run into one another", async () => {
  await using window = await openWindow(browser);
  const { page } = window;
  await visit(page, `${server.address}/`);
  const texts = await page.locator('[data-kpi="pipeline_by_stage"] [aria-hidden="true"] span').evaluateAll((names) =>
    names.map((name) => {
      const range = document.createRange();
      range.selectNodeContents(name);
      const { left, right } = range.getBoundingClientRect();
      return { left, right };
    }),
  );
  expect(texts.length).toBe(2);
  expect(texts[0]?.right).toBeLessThanOrEqual(texts[1]?.left ?? 0);
});

it.each(["/", "/funnel", "/campaigns", "/people", "/people/p", "/goals", "/data", "/wall", "/kpi/goal_attainment"])(
  "%s is no wider than its screen, whatever is called by ninety letters in one",
  async (path) => {
    for (const viewport of [laptop, { width: 820, height: 900 }, phone]) {
      await using window = await openWindow(browser, { viewport });
      await visit(window.page, `${dear.address}${path}?period=2026-Q1`);
      expect(await window.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        viewport.width,
      );
      expect(window.faults).toEqual([]);
    }
  },
);

it.each([
  ["/campaigns", "[data-figure] [data-value] > span"],
  ["/kpi/cost_per_lead", "[data-now] > *"],
  ["/", "[data-kpi] [data-value] > span"],
])("%s: money of thirteen letters stands within its tile", async (path, figures) => {
  for (const viewport of [laptop, phone]) {
    await using window = await openWindow(browser, { viewport });
    await visit(window.page, `${dear.address}${path}?period=2026-Q1`);
    const over = await window.page.locator(figures).evaluateAll((all) =>
      all.map((one) => {
        const place = one.closest("article, section")?.getBoundingClientRect();
        return one.getBoundingClientRect().right - (place?.right ?? 0);
      }),
    );
    expect(over.length).toBeGreaterThan(0);
    expect(Math.max(...over)).toBeLessThanOrEqual(-10);
  }
});

it("a filter by such a name can be taken away on a phone", async () => {
  await using window = await openWindow(browser, { viewport: phone });
  const { page } = window;
  await visit(page, `${server.address}/?period=2026-Q1&where=campaign:eq:c`);
  const button = page.getByRole("button", { name: /^Take away the filter/ });
  await button.click({ trial: true });
  const [box, bar] = [await button.boundingBox(), await page.getByLabel("What the page is about").boundingBox()];
  expect((box?.x ?? 999) + (box?.width ?? 0)).toBeLessThanOrEqual((bar?.x ?? 0) + (bar?.width ?? 0));
});
