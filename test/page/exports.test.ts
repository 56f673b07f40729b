/** A KPI's page as a file: the rows of what is shown, with exactly the numbers of the API. */
import { readFile } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import readXlsx from "read-excel-file/node";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { api } from "./api.ts";
import { launch, openWindow, visit } from "./browser.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

interface Row {
  readonly period: string | null;
  readonly keys: Readonly<Record<string, string | null>>;
  readonly value: number | null;
  readonly num: number | null;
  readonly den: number | null;
  readonly n: number;
}

const saved = async (page: Page, words: string): Promise<string> => {
  await page.getByRole("button", { name: "Export" }).click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByText(words).click()]);
  return download.path();
};

const names = ["cell", "period", "team", "value", "num", "den", "n"];

/** Of each line what both files and the answer have; an empty cell is nothing. */
const told = (table: readonly (readonly unknown[])[]): readonly (readonly string[])[] => {
  const [head = [], ...lines] = table;
  const places = names.map((name) => head.indexOf(name));
  return lines.map((line) => places.map((place) => String(line[place] ?? "")));
};

const dayOf = (value: unknown): unknown => (value instanceof Date ? value.toISOString().slice(0, 10) : value);

it.each(["win_rate", "activities", "response_time"])(
  "the page of %s by team and month comes as CSV and as XLSX, cell by cell as the API says",
  async (kpi) => {
    await using window = await openWindow(browser, { acceptDownloads: true });
    const { page } = window;
    const asked = "period=last-quarter&by=team&grain=month";
    await visit(page, `${inject("demo")}/kpi/${kpi}?${asked}`);
    const answer: { rows: readonly Row[]; total: Row } = await api(
      inject("demo"),
      `/kpis/${kpi}?${asked}&compare=previous`,
    );
    const { rows, total } = answer;
    const written = (cell: string, { period, keys, value, num, den, n }: Row): readonly string[] =>
      [cell, period, keys?.team, value, num, den, n].map((one) => String(one ?? ""));
    const expected = [
      ...rows.map((row) => written("row", row)),
      written("total", { ...total, period: null, keys: {} }),
    ];
    expect(expected.length).toBeGreaterThan(6);
    const csv = await readFile(await saved(page, "Table as CSV"), "utf8");
    expect(
      told(
        csv
          .trimEnd()
          .split("\r\n")
          .map((line) => line.split(",")),
      ),
    ).toEqual(expected);
    const [sheet] = await readXlsx(await saved(page, "Table as XLSX"));
    expect(told((sheet?.data ?? []).map((line) => line.map(dayOf)))).toEqual(expected);
    expect(window.faults).toEqual([]);
  },
);
