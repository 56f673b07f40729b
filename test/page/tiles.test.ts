/** Every tile leads to its KPI's page, whose figure is the API's and opens as many records; there axe finds nothing, of one company in the light scheme, of the other in the dark. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { withWholeSharesIn } from "../../web/src/words/shares.ts";
import { api } from "./api.ts";
import { launch, openWindow, settled, violations, visit } from "./browser.ts";
import { drawerCount } from "./drawer.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

interface Cell {
  readonly value: number | null;
  readonly num: number | null;
  readonly n: number;
  readonly keys?: { readonly stage?: string };
}

interface Row extends Cell {
  readonly labels: Readonly<Record<string, string | undefined>>;
}

interface Line {
  readonly kpi: string;
  readonly answer: {
    readonly definition: { readonly unit: string };
    readonly question: { readonly by: readonly string[] };
    readonly total: Cell;
    readonly rows: readonly Row[];
  };
}

const kpis = [
  ...["lead_origin", "cost_per_lead", "lead_stage_share", "lead_conversion", "opportunities_created", "activities"],
  ...["response_time", "follow_up_rate", "response_sentiment", "stage_conversion", "stage_duration"],
  ...["pipeline_by_stage", "sales_cycle_length", "win_rate", "close_rate", "goal_attainment"],
] as const;

const periods = { demo: "last-quarter", maven: "2017-Q2" } as const;

const scorecards = new Map<string, Promise<readonly Line[]>>();

const scorecardOf = async (company: keyof typeof periods): Promise<readonly Line[]> => {
  // As it is shown: shares of a whole add up to 100.0 %.
  return withWholeSharesIn(await api(inject(company), `/scorecard?period=${periods[company]}`)).lines;
};

const lineOf = async (company: keyof typeof periods, kpi: string): Promise<Line> => {
  const asked = scorecards.get(company) ?? scorecardOf(company);
  scorecards.set(company, asked);
  const line = (await asked).find((one) => one.kpi === kpi);
  if (line === undefined) throw new Error(`the scorecard has no ${kpi}`);
  return line;
};

/** What the page is about: the whole, or the stage that the address names, else the first that has a figure. */
const shownOf = ({ answer: { question, total, rows } }: Line, address: string): Cell => {
  if (question.by[0] !== "stage") return total;
  const named = /^stage:eq:(.*)$/.exec(new URL(address).searchParams.get("stage") ?? "")?.[1];
  return rows.find(({ keys, value }) => (named === undefined ? value !== null : keys?.stage === named)) ?? total;
};

const listed = ({ answer: { definition } }: Line, { num, n }: Cell): number | null =>
  ["ratio", "share", "count"].includes(definition.unit) ? num : n;

/** Each of the companies in one scheme, so that every page is seen in both. */
const schemes = { demo: "light", maven: "dark" } as const;

/** Of leads and activities Maven has none: two of their KPIs stand for all. */
const untold = [
  "cost_per_lead",
  "lead_stage_share",
  "lead_conversion",
  "activities",
  "follow_up_rate",
  "response_sentiment",
];
const told = { demo: kpis, maven: kpis.filter((kpi) => !untold.includes(kpi)) } as const;

describe.each(["demo", "maven"] as const)("of %s the tile of", (company) => {
  it.skipIf(inject(company) === "").each(told[company])(
    "%s leads to its page, its figure and its records",
    async (kpi) => {
      await using window = await openWindow(browser, { colorScheme: schemes[company] });
      const { page } = window;
      const line = await lineOf(company, kpi);
      await visit(page, `${inject(company)}/?period=${periods[company]}`);
      await page.locator(`[data-kpi="${kpi}"] a`).first().click();
      await page.waitForURL((url) => url.pathname !== "/");
      await page.locator("h1", { hasNotText: "Where we stand" }).waitFor();
      await settled(page);
      expect(await violations(page)).toEqual([]);
      if (kpi === "goal_attainment") {
        expect(new URL(page.url()).pathname).toBe("/goals");
        const goal = line.answer.rows.find(({ labels }) => labels.kpi === "win_rate" && labels.scope === "company");
        if (goal === undefined) return;
        await visit(page, `${inject(company)}/goals?span=${goal.labels.starts_on?.slice(0, 4)}-Q3`);
        await page.getByRole("gridcell").first().click();
        await page.locator('main button[aria-label*="records"]').first().click();
        // Of a rate those that it counts are listed.
        expect(await drawerCount(page)).toBe(Math.round((goal.num ?? 0) * goal.n));
      } else {
        expect(new URL(page.url()).pathname).toBe(`/kpi/${kpi}`);
        const cell = shownOf(line, page.url());
        if (cell.value !== null) {
          const now = page.locator("[data-now]");
          await now.waitFor();
          expect(Number(await now.getAttribute("data-now"))).toBe(cell.value);
          await now.getByRole("button").click();
          expect(await drawerCount(page)).toBe(listed(line, cell));
        }
      }
      expect(await violations(page)).toEqual([]);
      expect(window.faults).toEqual([]);
    },
  );
});
