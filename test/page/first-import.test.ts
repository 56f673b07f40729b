/** The first import, by someone who loads before the process knows the stages, or people alone: the report says what to do. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { api } from "./api.ts";
import { launch, openWindow, violations, visit } from "./browser.ts";
import { quarterdeck, type Served, serve } from "./served.ts";

const salesforce = resolve(import.meta.dirname, "../sources/salesforce");

let browser: Browser;
let folder: string;
let server: Served;
beforeAll(async () => {
  browser = await launch();
  folder = await mkdtemp(join(tmpdir(), "quarterdeck-first-"));
  quarterdeck("init", join(folder, "ws"));
  server = await serve(join(folder, "ws"));
});
afterAll(async () => {
  await browser.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

describe("a first import that is loaded before its stages are in the process", () => {
  it("is told so where it is reported, and takes them there; what is not needed is not asked about", async () => {
    await using window = await openWindow(browser);
    const { page } = window;
    await visit(page, server.address);
    const cases = join(folder, "cases.csv");
    await writeFile(cases, "CaseNumber,Subject\n1,Broken\n");
    const exported = ["Lead", "Opportunity"].map((name) => join(salesforce, `${name}.csv`));
    await page.locator('input[type="file"]').setInputFiles([...exported, cases]);
    await page.getByText("not needed: service cases").waitFor();
    await page.getByRole("button", { name: /^Load / }).click();
    await page.getByRole("heading", { name: "It is loaded" }).waitFor();
    expect(await page.getByText("Still aside").count()).toBe(0);
    await page.getByText(/stages are not part of your process yet/).waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "Add them to the process" }).click();
    await page.getByText(/stages were added to quarterdeck\.yaml/).waitFor();
    expect(await readFile(join(folder, "ws/quarterdeck.yaml"), "utf8")).toMatch(/category: won/);
    await page.getByRole("link", { name: "See where we stand" }).click();
    await page.getByRole("heading", { name: "Where we stand" }).waitFor();
    const { rows } = await api(server.address, "/kpis/pipeline_by_stage?period=all");
    expect(rows.map(({ keys }: { keys: { stage: string } }) => keys.stage)).not.toContain("undeclared");
    expect(window.faults).toEqual([]);
  });
});

/** A workspace of its own with nothing in it, and the page that says so. */
const withNothing = async (
  name: string,
  work: (window: Awaited<ReturnType<typeof openWindow>>, own: { workspace: string; address: string }) => Promise<void>,
): Promise<void> => {
  const workspace = join(folder, name);
  quarterdeck("init", workspace);
  const { address, stop } = await serve(workspace);
  try {
    await using window = await openWindow(browser);
    await visit(window.page, address);
    await window.page.getByText("Nothing is in this workspace yet").waitFor();
    await work(window, { workspace, address });
  } finally {
    await stop();
  }
};

describe("a first import by somebody else, while the page asks for data", () => {
  it("is said, and leads to where we stand: nothing says any more that the workspace holds nothing", () =>
    withNothing("elsewhere", async ({ page }, { workspace }) => {
      await writeFile(join(folder, "leads.csv"), "lead_id,created_at\n1,2026-01-10T10:00:00Z\n");
      quarterdeck("import", join(folder, "leads.csv"), "--workspace", workspace);
      await page.getByText("Data was brought in meanwhile").waitFor({ timeout: 20_000 });
      expect(await violations(page)).toEqual([]);
      await page.getByRole("link", { name: "See where we stand" }).click();
      await page.getByRole("heading", { name: "Where we stand" }).waitFor();
    }));
});

describe("a first import of people alone", () => {
  it("is said to give no figures yet, and what is there is not called nothing", () =>
    withNothing("people", async ({ page, faults }, { address }) => {
      const people = join(folder, "people.csv");
      await writeFile(people, "person_id,name\np1,Ann Alder\np2,Bob Birch\n");
      await page.locator('input[type="file"]').setInputFiles(people);
      await page.getByRole("button", { name: "Load 2 records" }).click();
      await page.getByRole("heading", { name: "No figures yet" }).waitFor();
      await page.getByText("In this workspace: 2 people").waitFor();
      expect(await page.getByRole("link", { name: "See where we stand" }).count()).toBe(0);
      expect(await violations(page)).toEqual([]);
      await page.goto(address);
      await page.getByText("In this workspace: 2 people. Figures begin with").waitFor();
      expect(faults).toEqual([]);
    }));
});
