import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TemporaryFolder, temporaryFolder, typed } from "../cli/line.ts";
import { fixture } from "./crm.ts";
import { stage } from "./staged.ts";

let folder: TemporaryFolder;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

const begun = async (name: string, from: string, ...flags: readonly string[]) => {
  const said = await typed(["init", name, "--from", from, "--yes", ...flags], { folder: folder.path });
  return { ...said, config: await readFile(join(folder.path, name, "quarterdeck.yaml"), "utf8") };
};

const report = `"Opportunity ID","Opportunity Name","Opportunity Owner","Stage","Amount","Probability (%)","Close Date","Created Date"
"0065f000001Opp1","Oak turbine","Ann Alder","Closed Won","€5,000.00","100","3/20/2026","2/13/2026"
"0065f000001Opp2","Fir roof","Bob Birch","Proposal","€900.00","60","12/31/2026","2/14/2026"

"Grand Totals (2 records)"
"Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved."
`;

describe("a workspace begun from an export", () => {
  it("counts in the one currency of its deals, and says in which zone and currency it does", async () => {
    const { config, err } = await begun("pipedrive", fixture("pipedrive_page"));
    expect(config).toContain("currency: USD");
    expect(err).toMatch(/Days are counted in \S+, totals in USD/);
    const euros = join(folder.path, "euros");
    await mkdir(euros);
    await writeFile(join(euros, "report.csv"), report);
    expect((await begun("salesforce", euros)).config).toContain("currency: EUR");
  });

  it("counts in the zone and the currency that somebody says", async () => {
    const flags = ["--timezone", "Europe/Berlin", "--currency", "CHF", "--name", "Oak", "--fiscal-month", "4"];
    const { config, err } = await begun("said", fixture("pipedrive_page"), ...flags);
    expect(config).toContain("workspace: Oak");
    expect(config).toContain("timezone: Europe/Berlin");
    expect(config).toContain("currency: CHF");
    expect(config).toContain("starts_month: 4");
    expect(err).toContain("Days are counted in Europe/Berlin, totals in CHF");
  });

  it("has deals of a report without its column Closed closed on their close date where their stage means it", async () => {
    const folderOf = join(folder.path, "report");
    await mkdir(folderOf);
    await writeFile(join(folderOf, "report.csv"), report);
    await begun("bare", folderOf);
    const path = join(folder.path, "bare/quarterdeck.yaml");
    const config = await readFile(path, "utf8");
    await writeFile(
      path,
      config.replace(/(name: Closed Won[^\n]*\n\s*of: opportunity|name: Closed Won, of: opportunity)/, (text) =>
        text.includes("\n") ? `${text}\n        category: won` : `${text}, category: won`,
      ),
    );
    const asked = ["--workspace", join(folder.path, "bare"), "--format", "json"];
    const { groups } = JSON.parse((await typed(["check", ...asked], { folder: folder.path })).out);
    const codes = groups.map(({ code }: { code: string }) => code);
    expect(codes).not.toContain("no_close_date");
    expect(codes).not.toContain("close_date_on_open");
    const answer = JSON.parse(
      (await typed(["kpi", "win_rate", "--period", "2026", ...asked], { folder: folder.path })).out,
    );
    expect(answer.total.numerator ?? answer.total.num).toBe(1);
  });
});

describe("an amount that says its currency", () => {
  const deals = (first: string, second: string) =>
    `Record Id,Deal Owner.id,Deal Owner,Amount,Deal Name,Closing Date,Stage,Pipeline,Probability (%),Created Time
zcrm_1,zcrm_11,Ann Alder,"${first}",Oak turbine,2026-03-20,Signed,Standard,100,2026-02-10 10:00:00
zcrm_2,zcrm_12,Bob Birch,"${second}",Fir roof,2026-02-13,No,Standard,0,2026-02-12 10:00:00
`;
  const hubspot = `Record ID,Deal Name,Deal Stage,Close Date,Deal owner,Amount,Pipeline,Create Date
1,Oak turbine,Signed,2026-03-20 10:00,Ann Alder,"€5,000.00",Sales,2026-02-10 10:00
2,Fir roof,No,2026-03-21 10:00,Bob Birch,£900,Sales,2026-02-12 10:00
`;
  const odoo = `External ID,Opportunity,Salesperson,Stage,Expected Revenue,Created on,Expected Closing,Type
__export__.crm_lead_1,Oak turbine,Ann Alder,New,"€ 5,000.00",2026-02-10 10:00:00,2026-03-20,Opportunity
__export__.crm_lead_2,Fir roof,Bob Birch,New,£900,2026-02-12 10:00:00,2026-03-20,Opportunity
`;
  const pipedrive = `Deal - ID,Deal - Title,Deal - Status,Deal - Stage,Deal - Pipeline,Deal - Value,Deal - Deal created
1,Oak turbine,Open,New,Sales,"€5,000.00",2026-02-10 10:00:00
2,Fir roof,Open,New,Sales,£900,2026-02-12 10:00:00
`;
  it.each([
    ["HubSpot", hubspot, ["EUR", "GBP"]],
    ["Odoo", odoo, ["EUR", "GBP"]],
    ["Pipedrive", pipedrive, ["EUR", "GBP"]],
    ["Zoho CRM", deals("EUR 5,000.00", "INR 900"), ["EUR", "INR"]],
    ["Zoho CRM", deals("£5,000.00", "USD 900"), ["GBP", "USD"]],
    ["Salesforce", report.replace("€5", "CHF 5").replace("€9", "USD 9"), ["CHF", "USD"]],
  ])("in an export of %s is one, in that currency", async (_, content, currencies) => {
    const path = join(folder.path, "amounts.csv");
    await writeFile(path, content);
    await using staged = await stage([path]);
    const told = await staged.ask("select amount, currency from staged.opportunities order by opportunity_id");
    expect(told.map(({ amount, currency }) => [Number(amount), currency])).toEqual([
      [5000, currencies[0]],
      [900, currencies[1]],
    ]);
  });
});
