import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { leftAside } from "../../src/sources/index.ts";
import { type TemporaryFolder, temporaryFolder, typed } from "../cli/line.ts";

let folder: TemporaryFolder;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

const written = async (name: string, content: string): Promise<string> => {
  const path = join(folder.path, name);
  await writeFile(path, content);
  return path;
};

const accounts = "Id,Name,Industry,BillingCity,BillingCountry\n0015f000001Acc1AAA,Oak Works,Energy,Boston,US\n";
const report = `"Opportunity Name","Stage","Amount","Close Date","Created Date"
"Oak turbine","Signed","5000","3/20/2026","2/10/2026"
`;
const opportunities = `Id,Name,StageName,Amount,CloseDate,CreatedDate,IsClosed,IsWon,Probability
0065f000001Opp1AAA,Oak turbine,Signed,5000,2026-03-20,2026-02-10 10:00:00,1,1,100
`;

describe("a file that is only a part of a known export", () => {
  it("is said to be that, with what it is to be imported with", async () => {
    const said = await typed(["import", await written("account.csv", accounts), "--dry-run"], { folder: folder.path });
    expect(said.err).toContain("It looks like a part of Salesforce export (accounts)");
    expect(said.err).toContain("--as salesforce");
  });

  it("is said to lack the one column without which it is none", async () => {
    const said = await typed(["import", await written("report.csv", report), "--dry-run"], { folder: folder.path });
    expect(said.err).toContain("(opportunity report), but has no column Opportunity ID: export it with that.");
  });

  it("is not said of a file that has but the ids of one: every marketing tool names leads and campaigns", async () => {
    const clicks = "id,campaign_id,lead_id,device,activity_date\n1,2,3,Macintosh,2026-05-06 00:14:31\n";
    const said = await typed(["import", await written("clicks.csv", clicks), "--dry-run"], { folder: folder.path });
    expect(said.err).toContain("clicks.csv is in no form that is known here");
    expect(said.err).not.toContain("like a part of");
  });

  it("goes in by itself where the export was imported before", async () => {
    const exported = join(folder.path, "exported");
    await mkdir(exported);
    await writeFile(join(exported, "opportunity.csv"), opportunities);
    const made = await typed(["init", "sales", "--from", exported, "--yes"], { folder: folder.path });
    expect(made.exitCode).toBe(0);
    const later = await typed(
      ["import", await written("account.csv", accounts), "--workspace", join(folder.path, "sales"), "--format", "json"],
      { folder: folder.path },
    );
    expect(JSON.parse(later.out).imported.tables).toMatchObject([{ table: "accounts", new: 1 }]);
  });

  it("that lacks a column which every new record needs is told which, beside the rows that are left out", async () => {
    const bare = await written(
      "hubspot-deals.csv",
      "Record ID,Deal Name,Deal Stage,Close Date\n9001,Oak turbine,Demo,2026-03-20 14:00\n",
    );
    const said = await typed(["import", bare, "--dry-run"], { folder: folder.path });
    expect(said.out.replaceAll(/\s+/g, " ")).toContain(
      "has no column Create Date: without it nothing new can be loaded",
    );
  });

  it("whose first line names no columns is said to have something above them", async () => {
    const said = await typed(
      [
        "import",
        await written("titled.csv", "Sales pipeline by year,,,\n2023,2024,2025,2026\n11,12,13,14\n"),
        "--dry-run",
      ],
      { folder: folder.path },
    );
    expect(said.err).toContain("take away what stands above the names");
  });
});

describe("a lone part of a known export, when it is asked what its columns may mean", () => {
  const suggested = async (name: string, content: string) => {
    const path = await written(name, content);
    const said = await typed(["import", path, "--suggest", `${name}.yaml`, "--format", "json"], {
      folder: folder.path,
    });
    const { files, mapping } = JSON.parse(said.out);
    return { table: files[0].table, aside: files[0].aside, mapping };
  };

  it.each([
    [
      "OpportunityHistory.csv",
      `Id,OpportunityId,CreatedById,CreatedDate,StageName,Amount,ExpectedRevenue,CloseDate,Probability,ForecastCategory,SystemModstamp
0085f0000000001AAA,0065f000001Opp1AAA,0055f000001Ann0AAC,2026-02-10 10:00:00,Signed,5000,5000,2026-03-20,100,Closed,2026-02-10 10:00:00
`,
      "opportunity history of Salesforce export, to be imported together with its opportunities",
    ],
    [
      "deal_changes.csv",
      "id,item_id,user_id,field_key,old_value,new_value,log_time\n1,7,11,stage_id,1,2,2026-01-05 10:00:00\n",
      "flow of Pipedrive export",
    ],
    ["Case_history.csv", "Id,CaseId,OwnerId,Status\n02D1,5001,0051,New\n", "service cases, which are no sales"],
  ])("%s is left aside, with what it is", async (name, content, what) => {
    const found = await suggested(name, content);
    expect(found).toMatchObject({ table: null, mapping: null });
    expect(found.aside).toContain(what);
  });

  it("is what its rows become there: tasks have owners, statuses and subjects as deals have, and are activities", async () => {
    const tasks = `Id,WhoId,WhatId,Subject,ActivityDate,Status,OwnerId,IsClosed,CreatedDate,TaskSubtype
00T5f0000000001AAA,00Q5f000001Lea1AAC,,Call,2026-02-03,Completed,0055f000001Ann0AAC,1,2026-02-03 10:00:00,Call
00T5f0000000002AAA,00Q5f000001Lea1AAC,,Offer,2026-02-04,Completed,0055f000001Bob0AAC,1,2026-02-04 10:00:00,Task
`;
    expect((await suggested("Task.csv", tasks)).table).toBe("activities");
  });
});

describe("a file of a CRM that no KPI needs", () => {
  it.each([
    ["case", ["Id", "CaseNumber", "Subject"], "service cases"],
    ["Contact", ["Id", "AccountId", "LastName", "FirstName"], "contacts"],
    ["sf_opportunity_line_item_data", ["product_2_id", "quantity"], "what was sold"],
    ["sf_order_data", ["id", "account_id"], "orders"],
    ["Product2", ["Id", "ProductCode"], "products"],
    ["email_event_open_data", ["id", "duration"], "mass mails"],
  ])("%s is told what it holds", (stem, columns, what) => {
    expect(leftAside(stem, columns)).toContain(what);
  });

  it("is not said of what nobody knows", () => {
    expect(leftAside("weather", ["Rain", "Wind"])).toBe(null);
  });
});
