/** Whatever is drawn of a figure opens its records, by the very filter that made it: as many as the API counts for it. */
import type { Browser, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { api } from "./api.ts";
import { launch, openWindow, visit } from "./browser.ts";
import { drawerCount } from "./drawer.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const ask = (path: string) => api(inject("demo"), `/kpis/${path}`);

const period = "period=last-quarter";

const region = (page: Page, name: string | RegExp): Locator => page.getByRole("region", { name });

interface Row {
  readonly period: string | null;
  readonly keys: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly num: number;
  readonly n: number;
}

/** What is pressed on which page, and how many records are behind it. */
const marks: Readonly<
  Record<string, { readonly path: string; press(page: Page): Promise<void>; count(): Promise<number> }>
> = {
  "a point of a course, by mouse": {
    path: `/kpi/opportunities_created?${period}&grain=month`,
    press: async (page) => {
      const dot = await page.locator("[data-chart] svg circle").nth(1).boundingBox();
      if (dot === null) throw new Error("the course has no points");
      await page.mouse.click(dot.x + dot.width / 2, dot.y + dot.height / 2);
    },
    count: async () => (await ask(`opportunities_created?${period}&grain=month`)).rows[1].num,
  },
  "the interval of a row of a split": {
    path: `/kpi/win_rate?${period}&by=team`,
    press: (page) =>
      region(page, "Win rate by team").getByRole("row", { name: /^West/ }).locator("[data-mark]").click(),
    count: async () => (await ask(`win_rate?${period}&by=team`)).rows.find(({ keys }: Row) => keys.team === "west").num,
  },
  "the bar of a row of a split by two": {
    path: `/kpi/activities?${period}&by=team,activity_type`,
    press: (page) =>
      region(page, "Activities by team and activity_type").getByRole("row").nth(2).locator("[data-mark]").click(),
    count: async () =>
      (await ask(`activities?${period}&by=team,activity_type`)).rows
        .map(({ num }: Row) => num)
        .toSorted((a: number, b: number) => b - a)[1],
  },
  "the interval of another definition": {
    path: `/kpi/follow_up_rate?${period}`,
    press: (page) =>
      region(page, "Table of definitions").getByRole("row", { name: /^Ever/ }).locator("[data-mark]").click(),
    count: async () => (await ask(`follow_up_rate?${period}&variant=ever`)).total.num,
  },
  "the interval of a stage": {
    path: `/kpi/stage_duration?${period}`,
    press: (page) =>
      region(page, "Stage duration by stage")
        .getByRole("row", { name: /^Proposal/ })
        .locator("[data-mark]")
        .click(),
    count: async () =>
      (await ask(`stage_duration?${period}`)).rows.find(({ keys }: Row) => keys.stage === "proposal").n,
  },
  "the interval of a step of journeys": {
    path: `/funnel?${period}`,
    press: (page) =>
      region(page, "Table of the steps of journeys")
        .getByRole("row", { name: /^Engaged/ })
        .locator("[data-mark]")
        .click(),
    count: async () =>
      (await ask(`stage_conversion?variant=journey&${period}`)).rows.find(({ keys }: Row) => keys.stage === "engaged")
        .num,
  },
  "a month of the cohorts at an age that not all of it has come to": {
    path: `/funnel?${period}`,
    press: (page) =>
      region(page, "Heat map of cohorts")
        .getByRole("button", { name: /^Created in Aug 2026, by 150 days/ })
        .click(),
    count: async () => {
      const { rows } = await ask("close_rate?variant=curve&from=2025-10-01&to=2026-10-01&grain=month");
      return rows.find(({ period: month, keys }: Row) => month === "2026-08-01" && keys.age === "150").num;
    },
  },
  "a rate of none, of what it is none": {
    path: `/kpi/win_rate?${period}`,
    press: (page) =>
      region(page, "Win rate by person")
        .getByRole("button", { name: /^Ravi Amberley: 0.0%/ })
        .click(),
    count: async () =>
      (await ask(`win_rate?${period}&by=person`)).rows.find(({ labels }: Row) => labels.person === "Ravi Amberley").n,
  },
  "an hour of the week": {
    path: `/people?${period}`,
    press: (page) =>
      region(page, "Activities by weekday and hour")
        .getByRole("button", { name: /^Tuesday, 10:/ })
        .click(),
    count: async () => {
      const { rows } = await ask(`activities?${period}&by=weekday,hour`);
      return rows.find(({ keys }: Row) => keys.weekday === "tue" && keys.hour === "10").num;
    },
  },
  "a day of the year": {
    path: "/people",
    press: (page) =>
      region(page, "Activities over the year")
        .getByRole("button", { name: /^Wednesday,? 7 Oct 2026/ })
        .click(),
    count: async () => (await ask("activities?from=2026-10-07&to=2026-10-08")).total.num,
  },
  "a stage of what a person has open": {
    path: `/people?${period}`,
    press: (page) =>
      region(page, "Response and follow-up beside the load")
        .getByRole("button", { name: /^Proposal, Elin Saltmarsh/ })
        .click(),
    count: async () => {
      const { rows } = await ask(`pipeline_by_stage?${period}&by=person`);
      return rows.find(({ keys, labels }: Row) => keys.stage === "proposal" && labels.person === "Elin Saltmarsh").num;
    },
  },
  "a person beside the team": {
    path: `/people?${period}`,
    press: (page) =>
      region(page, /one by one/)
        .getByRole("row", { name: /^Elin Saltmarsh/ })
        .locator("[data-mark]")
        .click(),
    count: async () =>
      (await ask(`win_rate?${period}&by=person`)).rows.find(({ labels }: Row) => labels.person === "Elin Saltmarsh")
        .num,
  },
  "a goal": {
    path: "/kpi/goal_attainment?period=2026-Q4",
    press: (page) =>
      region(page, "Goals in force")
        .getByRole("button", { name: /^Activities, Tidewater Instruments/ })
        .click(),
    count: async () => (await ask("activities?period=2026-Q4")).total.num,
  },
};

describe("records are opened by", () => {
  it.each(Object.entries(marks))("%s", async (_, { path, press, count }) => {
    await using window = await openWindow(browser);
    const { page } = window;
    await visit(page, `${inject("demo")}${path}`);
    await press(page);
    await page.waitForURL(/records=/);
    const counted = await count();
    expect(counted).toBeGreaterThan(0);
    expect(await drawerCount(page)).toBe(counted);
    expect(window.faults).toEqual([]);
  });
});
