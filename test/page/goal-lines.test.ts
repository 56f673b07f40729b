/** Goals line by line say what is missing, in the goal's own unit and whichever way is the better one. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { api } from "./api.ts";
import { launch, openWindow, visit } from "./browser.ts";

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

interface Line {
  readonly value: number | null;
  readonly keys: { readonly goal: string };
  readonly labels: { readonly kpi: string };
  readonly more: { readonly gap: number | null };
}

it("a goal is called reached where it is, and nowhere else: a response time above its goal is not", async () => {
  await using window = await openWindow(browser);
  const { page } = window;
  await visit(page, `${inject("demo")}/kpi/goal_attainment?period=2026`);
  const { rows }: { rows: readonly Line[] } = await api(inject("demo"), "/kpis/goal_attainment?period=2026");
  const told = await page
    .getByRole("region", { name: "Goals in force" })
    .locator("tr[data-goal]")
    .evaluateAll((lines) =>
      lines.map((line) => [line.dataset.goal, line.querySelectorAll("td")[4]?.textContent ?? ""]),
    );
  expect(told).toHaveLength(rows.length);
  // Goals of one figure and the same dates stand together.
  const gaps = new Map(told.map(([goal = "", text = ""]) => [goal, text]));
  const shown = rows.map(({ keys }) => gaps.get(keys.goal) ?? "");
  expect(shown.map((text) => text === "reached")).toEqual(rows.map(({ value }) => value !== null && value >= 1));
  const missed = rows.findIndex(({ labels, value }) => labels.kpi === "response_time" && value !== null && value < 1);
  expect(rows[missed]?.more.gap).toBeLessThan(0);
  expect(shown[missed]).toMatch(/^[\d.]+ h$/);
  const rate = rows.findIndex(({ labels, value }) => labels.kpi === "win_rate" && value !== null && value < 1);
  expect(shown[rate]).toMatch(/^[\d.]+ pts$/);
});

it("the sheet says of a goal which part of it is for the working days that somebody is here: of that its share is", async () => {
  await using window = await openWindow(browser);
  const { page } = window;
  const { rows }: { rows: readonly (Line & { readonly den: number; readonly flags: readonly string[] })[] } = await api(
    inject("demo"),
    "/kpis/goal_attainment?period=2026-Q2",
  );
  const part = rows.find(({ flags, labels }) => flags.includes("prorated") && labels.kpi === "activities");
  await visit(page, `${inject("demo")}/goals?span=2026-Q2`);
  await page.getByRole("gridcell", { name: /Malik Fieldgate.*Activities|Activities.*Malik Fieldgate/ }).click();
  const told = page.locator("dl", { hasText: "For the working days here" });
  expect(await told.textContent()).toContain(`For the working days here${part?.den.toFixed(1)}`);
});
