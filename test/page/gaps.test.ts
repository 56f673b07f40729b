/** Data with gaps: spend but no leads, amounts in a currency without a rate. The page says what is there, and what is not. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, it } from "vitest";
import { launch, openWindow, visit } from "./browser.ts";
import { quarterdeck, type Served, serve } from "./served.ts";

let browser: Browser;
let folder: string;
let server: Served;

const declared = `workspace: Gaps
currency: USD
pipelines:
  - id: sales
    stages:
      - {id: new, name: New lead, of: lead}
      - {id: offer, name: Offer, of: opportunity}
      - {id: won, name: Won, of: opportunity, category: won}
      - {id: lost, name: Lost, of: opportunity, category: lost}
`;

beforeAll(async () => {
  browser = await launch();
  folder = await mkdtemp(join(tmpdir(), "quarterdeck-gaps-"));
  const deal = (id: string, amount: string, rest: string) => `${id},2026-01-05T10:00:00Z,p,c,${amount},${rest}`;
  const files = {
    people: ["person_id,name,role", "p,Ana,rep"],
    campaigns: ["campaign_id,name", "c,Fair", "d,Podcast"],
    spend: ["campaign_id,spent_on,amount", "c,2026-01-08,300", "d,2026-01-09,200"],
    opportunities: [
      "opportunity_id,created_at,owner_id,campaign_id,amount,currency,stage,closed_at",
      ...["100,USD", "200,EUR", ",", "30,EUR", "20,", "10,EUR"].map((amount, at) => deal(`o${at}`, amount, "offer,")),
      ...["70,USD", "80,EUR"].map((amount, at) => deal(`w${at}`, amount, `won,2026-02-0${at + 1}T10:00:00Z`)),
    ],
  };
  const data = join(folder, "data");
  await mkdir(data);
  for (const [table, rows] of Object.entries(files))
    await writeFile(join(data, `${table}.csv`), `${rows.join("\n")}\n`);
  await writeFile(join(data, "quarterdeck.yaml"), declared);
  quarterdeck("init", join(folder, "ws"), "--from", data, "--yes");
  server = await serve(join(folder, "ws"));
});
afterAll(async () => {
  await Promise.all([browser.close(), server.stop()]);
  await rm(folder, { recursive: true, force: true });
});

it("money of which only a part is priced says of how many it is: in the funnel, of a person, by campaign", async () => {
  await using window = await openWindow(browser);
  const { page } = window;
  await visit(page, `${server.address}/funnel?period=2026-Q1`);
  const stands = page.locator('[data-stage="offer"] [data-column="stands"]');
  expect(await stands.textContent()).toMatch(/\$120.*2 of 6 priced/);
  await visit(page, `${server.address}/people/p?period=2026-Q1`);
  const stages = page.getByRole("table", { name: /by stage/ });
  expect(await stages.getByRole("row", { name: /Offer/ }).textContent()).toMatch(/\$120\.00.*2 of 6 priced/);
  await visit(page, `${server.address}/campaigns?period=2026-Q1`);
  const row = page.locator('[data-member="c"]').first();
  expect(await row.locator('[data-figure="amount"]').textContent()).toBe("$70.00*");
  expect(await page.locator("main").textContent()).toContain("* Won amount: 1 of 2 closed deals priced");
  expect(window.faults).toEqual([]);
});
