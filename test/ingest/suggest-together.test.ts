/** Several files of a system that nobody knows: what each seems to be, and which seem not to be needed beside the others. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TemporaryFolder, temporaryFolder, typed } from "../cli/line.ts";

let folder: TemporaryFolder;
beforeAll(async () => {
  folder = await temporaryFolder();
  for (const [name, content] of Object.entries(given)) await writeFile(join(folder.path, name), content);
});
afterAll(() => folder[Symbol.asyncDispose]());

const given = {
  "acme_lead.csv": "id,created_at,updated_at,email,first_name\n1,2026-01-05,2026-02-01,eve@elm.example,Eve\n",
  "acme_campaign.csv":
    "id,name,status,type,created_at,updated_at\n7,Fair in May,active,event,2026-01-02,2026-01-02\n8,Mail in June,active,mail,2026-01-02,2026-01-02\n",
  "acme_program.csv":
    "id,channel,created_at,name,start_date,end_date\n9,Web,2026-01-02,Webinar,2026-05-01,2026-06-30\n",
  "acme_activity_open_email.csv": "id,activity_date,lead_id,campaign_id\n5,2026-02-03,1,8\n",
  "acme_email_template_history.csv": "id,created_at,name,status,subject\n3,2026-01-02,Spring,approved,Hello\n",
};

let count = 0;
const suggested = async (...names: readonly string[]) => {
  count += 1;
  const mapping = `m-${count}.yaml`;
  const paths = names.map((name) => join(folder.path, name));
  const said = await typed(["import", ...paths, "--suggest", mapping, "--format", "json"], { folder: folder.path });
  const files: readonly { path: string; table: string | null; aside?: string }[] = JSON.parse(said.out).files;
  return { files, mapping: await readFile(join(folder.path, mapping), "utf8") };
};

describe("a list of campaigns", () => {
  it("is known by its name where its columns are those that anything has, and by its columns where they say it", async () => {
    const { files } = await suggested("acme_campaign.csv", "acme_program.csv");
    expect(files.map(({ table }) => table)).toEqual(["campaigns", "campaigns"]);
  });

  it("is not what is in it: leads of a campaign are leads, its days with their cost are spend", async () => {
    await writeFile(join(folder.path, "campaign leads.csv"), given["acme_lead.csv"]);
    await writeFile(join(folder.path, "campaign cost.csv"), "date,campaign,spend\n2026-01-05,Fair,120\n");
    const { files } = await suggested("campaign cost.csv", "campaign leads.csv");
    expect(files.map(({ table }) => table)).toEqual(["spend", "leads"]);
  });
});

describe("columns by which no table is told", () => {
  it("are ours where they are called exactly so: what was deleted, tests, campaigns and conversions are known as such", async () => {
    const head =
      "Lead ID,Email,Status,Owner,Created,Campaign,Deal ID,Assigned date,Deleted at,Is test,Campaign member type";
    const row = "1,eve@elm.example,New,Ann,2026-01-13,Fair,D1,2026-01-14,2026-01-15,no,x";
    await writeFile(join(folder.path, "people we met.csv"), `${head}\n${row}\n`);
    const { files, mapping } = await suggested("people we met.csv");
    expect(files).toMatchObject([{ table: "leads" }]);
    for (const taken of [
      "campaign_id: Campaign",
      "opportunity_id: Deal ID",
      "assigned_at: Assigned date",
      "deleted_at: Deleted at",
      "is_test: Is test",
    ])
      expect(mapping).toContain(`        ${taken}\n`);
    expect(mapping).not.toContain("Campaign member type");
  });
});

describe("what campaigns cost each day", () => {
  it("is in the currency that a column says, and told apart by the ad sets and ads that it is of", async () => {
    const rows = "2026-01-05,Fair,A,X,EUR,10.50\n2026-01-05,Fair,A,Y,EUR,20.25\n";
    const head = "Reporting starts,Campaign name,Ad set name,Ad name,Account currency,Amount spent";
    await writeFile(join(folder.path, "ads.csv"), `${head}\n${rows}`);
    const { files, mapping } = await suggested("ads.csv");
    expect(files).toMatchObject([{ table: "spend" }]);
    expect(mapping).toContain("currency: Account currency\n");
    expect(mapping).toContain('kind:\n          template: "{Ad set name} / {Ad name}"\n');
  });
});

describe("a column of days that is called as nothing we know", () => {
  const ofCalls = async (header: string, row: string) => {
    await writeFile(join(folder.path, "calls.csv"), `${header}\n${row}\n`);
    const { mapping } = await suggested("calls.csv");
    return /occurred_at: (.+)/.exec(mapping)?.[1] ?? null;
  };

  it("is the day that each row needs where no other holds days, and is left to be said where two do", async () => {
    expect(await ofCalls("activity_id,type,deal_id,due_to", "a,call,d,2026-01-05")).toBe("due_to");
    expect(await ofCalls("activity_id,type,due_to,seen_to", "a,call,2026-01-05,2026-01-06")).toBeNull();
    expect(await ofCalls("activity_id,type,due_to,date", "a,call,2026-01-05,2026-01-06")).toBe("date");
  });
});

describe("files that no KPI needs", () => {
  it("seem to be left aside beside others, with the reason, and are not in the mapping", async () => {
    const { files, mapping } = await suggested(
      "acme_activity_open_email.csv",
      "acme_email_template_history.csv",
      "acme_lead.csv",
    );
    expect(files.map(({ table, aside }) => [table, aside?.split(",")[0]])).toEqual([
      [null, "mass mails and what became of them"],
      [null, "mass mails and what became of them"],
      ["leads", undefined],
    ]);
    expect(mapping).not.toMatch(/open_email|template/);
  });

  it("are what their columns say where nothing else is there", async () => {
    const { files } = await suggested("acme_activity_open_email.csv");
    expect(files.map(({ table, aside }) => [table, aside])).toEqual([["activities", undefined]]);
  });
});
