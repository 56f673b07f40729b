/** Data brought in on the page: files are looked at, corrected, tried out, loaded, and what became of them is told. */
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { launch, openWindow, phone, violations, visit } from "./browser.ts";
import { servedCopy } from "./copied.ts";
import { quarterdeck, serve } from "./served.ts";

const calls = resolve(import.meta.dirname, "../../../shared/data/pwc_callcenter/calls.csv");
const spend = resolve(import.meta.dirname, "../../../shared/data/marketing_spend/Marketing.csv");

const salesforce = resolve(import.meta.dirname, "../../../shared/data/sf_powerbi");

const leads = `lead_id,created_at,source
page1,2026-03-01T10:00:00Z,web
page2,2026-03-02T10:00:00Z,fair
,2026-03-03T10:00:00Z,web
`;

const deals = `Deal No;Customer;Sales rep;Deal value;Opened on;Close date;Phase;Colour
P1;Oak Works;Ann;1.200,50 €;03.01.2026;03.02.2026;Won;red
P2;Fir Ltd;Bob;300 €;04.01.2026;;Offer;blue
`;

let browser: Browser;
beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser.close());

const copy = servedCopy();
const { made } = copy;

const choose = async (page: Page, ...files: readonly string[]): Promise<void> => {
  await page.locator('input[type="file"]').setInputFiles([...files]);
};

const report = (page: Page) => page.getByRole("heading", { name: "It is loaded" });

/** The cells of a table's row, by the words of its head. */
const counts = async (page: Page, table: string): Promise<Record<string, string>> => {
  const heads = await page.locator("table").last().locator("thead th").allTextContents();
  const row = page.locator("tbody tr").filter({ has: page.getByRole("rowheader", { name: table, exact: true }) });
  const cells = await row.last().locator("th, td").allTextContents();
  return Object.fromEntries(heads.map((head, index) => [head, cells[index] ?? ""]));
};

describe("data brought in on the page", () => {
  it("in our own form is recognised, tried out and loaded, and the row that is broken comes back as a file", async () => {
    await using window = await openWindow(browser, { acceptDownloads: true });
    const { page } = window;
    await visit(page, `${copy.server.address}/data`);
    await page.getByRole("button", { name: "Bring in data" }).click();
    await page.waitForURL(/\/data\/import/);
    await choose(page, await made("leads.csv", leads));
    await page.getByText("Recognised: Quarterdeck's own tables.").waitFor();
    await page.getByRole("cell", { name: "page2" }).waitFor();
    const load = page.getByRole("button", { name: "Load 2 records" });
    await load.waitFor();
    expect(await counts(page, "Leads")).toMatchObject({ Read: "3", New: "2", "Left out": "1" });
    await page.getByText("leads.csv, line 4").waitFor();
    expect(await violations(page)).toEqual([]);
    await load.click();
    await report(page).waitFor();
    expect(await counts(page, "Leads")).toMatchObject({ Read: "3", New: "2", "Left out": "1" });
    expect(await violations(page)).toEqual([]);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "1 row of leads.csv" }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^rejected-\d+\.csv$/);
    expect(await readFile(await download.path(), "utf8")).toMatch(/,2026-03-03T10:00:00Z,web,leads\.csv,4,lead_id/);
    await page.getByRole("link", { name: "A required cell is empty" }).click();
    await page.waitForURL(/\/data\?finding=missing_required/);
    expect(window.faults).toEqual([]);
  });

  it("says which lines above the names of its columns are left out, and that calls alike are numbered", async () => {
    await using window = await openWindow(browser);
    const { page } = window;
    await visit(page, `${copy.server.address}/data/import`);
    const calls = "Calls of the week,,\n,,\nWhen,Agent,Talk time\n2026-01-05,Ann,00:03:00\n2026-01-05,Ann,00:04:00\n";
    await choose(page, await made("phones.csv", calls));
    await page.getByText("When and Agent together stand for it. Rows alike in that are numbered").waitFor();
    await page.getByRole("button", { name: "Try it out" }).click();
    await page.getByText("phones.csv: lines 1 to 2 stand above the names of its columns and are left out.").waitFor();
    expect(window.faults).toEqual([]);
  });

  it("that nobody knows is suggested, corrected by keyboard, asked about, loaded, and known the next time", async () => {
    await using window = await openWindow(browser);
    const { page } = window;
    await visit(page, `${copy.server.address}/data/import`);
    await choose(page, await made("stuff.csv", deals));
    await page.getByText("Nobody knows this file yet").waitFor();
    expect(await page.getByLabel("Its rows are").inputValue()).toBe("opportunities");
    expect(await page.getByLabel("Deal value goes to").inputValue()).toBe("amount");
    await page.getByLabel("Colour goes to").focus();
    await page.keyboard.type("Product");
    await expect.poll(() => page.getByLabel("Colour goes to").inputValue()).toBe("product");
    await page.getByText("Sales rep holds 2 names").waitFor();
    expect(await page.getByLabel("Each name becomes a person").isChecked()).toBe(true);
    await page.getByLabel("What it means to stand in Offer").selectOption("stage:proposal");
    const tried = page.getByRole("button", { name: "Try it out" });
    await tried.focus();
    await page.keyboard.press("Enter");
    const dayFirst = page.getByRole("button", { name: "Day first: 3 Jan 2026" });
    await dayFirst.waitFor();
    expect(await violations(page)).toEqual([]);
    await dayFirst.click();
    const load = page.getByRole("button", { name: "Load 4 records" });
    await load.waitFor();
    expect(await violations(page)).toEqual([]);
    await load.click();
    await report(page).waitFor();
    await page.getByText(join("mappings", "stuff.mapping.yaml")).waitFor();
    const kept = await readFile(join(copy.folder, "mappings/stuff.mapping.yaml"), "utf8");
    expect(kept).toContain("date_order: day_first");
    expect(kept).toContain("product: Colour");
    await page.getByRole("button", { name: "Bring in more" }).click();
    await choose(page, await made("later.csv", deals.replace("P2;", "P3;")));
    await page.getByText("Known from an earlier import: like stuff.csv.").waitFor();
    await page.getByRole("button", { name: "Load 4 records" }).waitFor();
    expect(await counts(page, "Opportunities")).toMatchObject({ New: "1", Unchanged: "1" });
    expect(window.faults).toEqual([]);
  });

  it("that names owners says who is known, and asks who is meant where several have the name", async () => {
    await using window = await openWindow(browser);
    const { page } = window;
    await visit(page, `${copy.server.address}/data/import`);
    const staff =
      "person_id,name,email\nnp1,Nora Pine,n@page.test\nnp2,Tom Twin,a@page.test\nnp3,Tom Twin,b@page.test\n";
    await choose(page, await made("people.csv", staff));
    await page.getByRole("button", { name: "Load 3 records" }).click();
    await report(page).waitFor();
    await page.getByRole("button", { name: "Bring in more" }).click();
    await choose(
      page,
      await made(
        "owned.csv",
        "Deal No,Created,Sales rep\nN1,2026-01-05,nora pine\nN2,2026-01-06,Tom Twin\nN3,2026-01-06,Una\n",
      ),
    );
    await page.getByText("Sales rep holds 3 names, 1 of the workspace's people, the others are new.").waitFor();
    const who = page.getByLabel("Tom Twin", { exact: true });
    expect(await who.locator("option").allTextContents()).toEqual([
      "Tom Twin, a@page.test",
      "Tom Twin, b@page.test",
      "Nobody can say: a finding",
    ]);
    await who.selectOption("np3");
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: "Try it out" }).click();
    await page.getByRole("button", { name: /^Load \d+ records?$/ }).click();
    await report(page).waitFor();
    expect(await readFile(join(copy.folder, "mappings/owned.mapping.yaml"), "utf8")).toContain("Tom Twin: np3");
    expect(await counts(page, "Opportunities")).toMatchObject({ New: "3" });
    expect(window.faults).toEqual([]);
  });

  it("that cannot be read is named with what to do, and the others go in without it", async () => {
    await using window = await openWindow(browser, { viewport: phone });
    const { page, faults } = window;
    await visit(page, `${copy.server.address}/data/import`);
    await choose(page, await made("broken.xlsx", Buffer.from("PK\u0003\u0004 this is no workbook")));
    await page
      .getByRole("alert")
      .getByText(/broken\.xlsx/)
      .waitFor();
    await page.getByText("cannot be read", { exact: true }).waitFor();
    expect(await violations(page)).toEqual([]);
    await choose(page, await made("people.csv", "person_id,name\npage-p1,Ada Page\n"));
    await page.getByRole("alert").waitFor();
    await page.getByRole("button", { name: "Take broken.xlsx out" }).click();
    await page.getByRole("button", { name: "Load 1 record", exact: true }).click();
    await report(page).waitFor();
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(phone.width);
    // The browser itself says of each answer that it was a problem.
    expect(faults.filter((fault) => !fault.includes("status of 400"))).toEqual([]);
  });

  it("dropped on the Data page is looked at; what nobody knows beside it is asked about afterwards", async () => {
    await using window = await openWindow(browser);
    const { page } = window;
    await visit(page, `${copy.server.address}/data`);
    const transfer = await page.evaluateHandle(() => {
      const held = new DataTransfer();
      held.items.add(new File(["team_id,name\npage-t1,Page\n"], "teams.csv"));
      held.items.add(new File(["a,b\n1,2\n"], "notes.csv"));
      return held;
    });
    await page.dispatchEvent("body", "drop", { dataTransfer: transfer });
    await page.waitForURL(/\/data\/import/);
    await page.getByText("left aside: nobody knows it").waitFor();
    await page.getByRole("button", { name: "Load 1 record", exact: true }).click();
    await page.getByRole("button", { name: "Say what it is" }).click();
    await page.getByText("Nobody knows this file yet").waitFor();
    await page.getByRole("button", { name: "Try it out" }).click();
    await page
      .getByRole("alert")
      .getByText(/notes\.csv/)
      .waitFor();
    expect(window.faults).toEqual([]);
  });

  it("is what an empty workspace begins with", async () => {
    const empty = join(copy.around, "empty");
    quarterdeck("init", empty);
    const own = await serve(empty);
    try {
      await using window = await openWindow(browser);
      const { page } = window;
      await visit(page, own.address);
      await page.getByText("Nothing is in this workspace yet").waitFor();
      expect(await violations(page)).toEqual([]);
      for (const path of ["/data", "/goals", "/kpi/win_rate", "/wall"]) {
        await page.goto(`${own.address}${path}`);
        await page.getByText("Nothing is in this workspace yet").waitFor();
      }
      await page.goto(own.address);
      await choose(page, await made("leads.csv", leads));
      await page.getByRole("button", { name: "Load 2 records" }).click();
      await report(page).waitFor();
      expect(await violations(page)).toEqual([]);
      await page.getByRole("link", { name: "See where we stand" }).click();
      await page.getByRole("heading", { name: "Where we stand" }).waitFor();
      expect(window.faults).toEqual([]);
    } finally {
      await own.stop();
    }
  });

  it.skipIf(!existsSync(calls))(
    "of a call centre is of activities, once somebody says that they were calls",
    async () => {
      await using window = await openWindow(browser);
      const { page } = window;
      await visit(page, `${copy.server.address}/data/import`);
      await choose(page, calls);
      await page.getByLabel("These activities were").selectOption("call");
      await page.getByRole("button", { name: "Try it out" }).click();
      expect(await page.getByLabel("Time goes to").inputValue()).toBe("time:occurred_at");
      // Its agents with them.
      await page.getByRole("button", { name: "Load 5,008 records" }).waitFor();
      expect(await counts(page, "Activities")).toMatchObject({ Read: "5,000", New: "5,000", "Left out": "–" });
    },
  );

  it("of a history of stages is of whoever somebody says that it tells of", async () => {
    await using window = await openWindow(browser);
    const { page } = window;
    await visit(page, `${copy.server.address}/data/import`);
    const moves = "Record,Old Value,New Value,Date\nA,Anfrage,Angebot,2026-01-05\nB,Anfrage,Zusage,2026-01-06\n";
    await choose(page, await made("moves.csv", moves));
    const whose = page.getByLabel("These are moves of");
    expect(await whose.inputValue()).toBe("opportunity");
    await whose.selectOption("lead");
    await page.getByText("Leads, in the order in which they are passed:").waitFor();
    expect(await violations(page)).toEqual([]);
    expect(window.faults).toEqual([]);
  });

  it.skipIf(!existsSync(spend))("of marketing spend is recognised and says which tables it fills", async () => {
    await using window = await openWindow(browser);
    const { page } = window;
    await visit(page, `${copy.server.address}/data/import`);
    await choose(page, spend);
    await page.getByText("Recognised: Marketing spend by campaign and day.").waitFor();
    await page.getByRole("button", { name: /^Load / }).waitFor();
    expect(await counts(page, "Spend")).toMatchObject({ Read: "308", New: "308" });
  });

  it.skipIf(!existsSync(salesforce))(
    "of Salesforce is recognised, and its stages that nobody declared are named",
    async () => {
      await using window = await openWindow(browser);
      const { page } = window;
      await visit(page, `${copy.server.address}/data/import`);
      await choose(page, ...["Account", "Lead", "Opportunity"].map((name) => join(salesforce, `${name}.csv`)));
      await page.getByText("Recognised: Salesforce export.").waitFor();
      await page.getByText(/stages are not part of your process yet/).waitFor();
      await page.getByText(/First add the \d+ stages above to the process/).waitFor();
      expect(await violations(page)).toEqual([]);
      const yaml = join(copy.folder, "quarterdeck.yaml");
      const before = await readFile(yaml, "utf8");
      const unsaid = page.getByLabel("What it means to stand in Closed - Not Converted");
      expect(await unsaid.locator("option").allTextContents()).not.toContain("Won");
      await unsaid.selectOption("lost");
      await page.getByRole("button", { name: "Add them to the process" }).click();
      await page.getByText(/stages were added to quarterdeck\.yaml/).waitFor();
      const after = await readFile(yaml, "utf8");
      expect(after.length).toBeGreaterThan(before.length);
      expect(after).toMatch(/name: Closed - Not Converted, of: lead, category: lost/);
      await page.getByRole("button", { name: /^Load / }).waitFor();
      expect(await page.getByText(/^First add/).count()).toBe(0);
      expect(await violations(page)).toEqual([]);
    },
  );

  it("that tells every record has what it leaves out listed, and deleted by somebody's word alone", async () => {
    await using window = await openWindow(browser);
    const { page } = window;
    await visit(page, `${copy.server.address}/data/import`);
    await choose(page, await made("leads.csv", "lead_id,created_at\npage1,2026-03-01T10:00:00Z\n"));
    await page.getByLabel("These files tell every record of their kinds").check();
    await page.getByText(/Not in the files, which tell all there is: [\d,]+ of [\d,]+ leads/).waitFor();
    await page.getByRole("button", { name: "Load 1 record", exact: true }).click();
    await report(page).waitFor();
    await page.getByText("They are kept as they are").waitFor();
    expect(await violations(page)).toEqual([]);
    await page.getByRole("button", { name: /^Mark [\d,]+ of [\d,]+ leads as deleted$/ }).click();
    await page.getByText("are marked as deleted, from now on").waitFor();
    expect(window.faults).toEqual([]);
  });
});
