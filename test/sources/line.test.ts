import { cp, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type TemporaryFolder, temporaryFolder, typed } from "../cli/line.ts";
import { fixture } from "./crm.ts";
import { dataFolder, isThere } from "./staged.ts";

let folder: TemporaryFolder;
beforeAll(async () => {
  folder = await temporaryFolder();
});
afterAll(() => folder[Symbol.asyncDispose]());

const init = (workspace: string, from: string) =>
  typed(["init", workspace, "--from", from, "--yes"], { folder: folder.path });

const total = async (workspace: string, kpi: string): Promise<Record<string, unknown>> => {
  const said = await typed(["kpi", kpi, "--period", "all", "--workspace", workspace, "--format", "json"], {
    folder: folder.path,
  });
  expect(said.err).toBe("");
  return JSON.parse(said.out).total;
};

describe.skipIf(!isThere("sf_powerbi"))("Salesforce with a locale's dates, from the command line", () => {
  it("goes in with the process that its flags tell, and wins what the raw file has won", async () => {
    const said = await init("powerbi", dataFolder("sf_powerbi"));
    expect(said.exitCode).toBe(0);
    const config = await readFile(join(folder.path, "powerbi/quarterdeck.yaml"), "utf8");
    expect(config).toMatch(/^# The stages were read from the export/);
    expect(config).toContain("Closed - Not Converted");
    // Of 36 rows 20 are IsClosed, of these 12 IsWon; the 16 others have 2,115,000 in 13 amounts.
    expect(await total("powerbi", "win_rate")).toMatchObject({ num: 12, den: 20, value: 0.6 });
    expect(await total("powerbi", "pipeline_by_stage")).toMatchObject({ num: 16 });
    expect(await total("powerbi", "lead_conversion")).toMatchObject({ num: 5, den: 22 });
  });

  it("imported again changes nothing", async () => {
    const said = await typed(["import", dataFolder("sf_powerbi"), "--workspace", "powerbi", "--format", "json"], {
      folder: folder.path,
    });
    const { imported } = JSON.parse(said.out);
    for (const table of imported.tables) expect(table).toMatchObject({ new: 0, changed: 0, unchanged: table.read });
  });
});

describe.skipIf(!isThere("sf_devorg"))("a Salesforce Data Export, from the command line", () => {
  it("has what was closed at the instant of its creation left out of the cycle, and nothing lost", async () => {
    expect((await init("devorg", dataFolder("sf_devorg"))).exitCode).toBe(0);
    expect(await total("devorg", "win_rate")).toMatchObject({ num: 18, den: 18 });
    expect(await total("devorg", "sales_cycle_length")).toMatchObject({ den: 0, value: null });
    expect(await total("devorg", "pipeline_by_stage")).toMatchObject({ num: 13 });
  });
});

describe("every CRM's export, from the command line", () => {
  it.each([
    ["salesforce", 2],
    ["hubspot", 2],
    // By internal names one is won, and two are one open deal.
    ["hubspot_internal", 1],
    ["pipedrive", 2],
    ["pipedrive_page", 2],
    ["zoho_crm", 2],
    ["odoo", 2],
  ])("%s: one deal is won, of %i closed", async (crm, closed) => {
    const said = await init(crm, fixture(crm));
    expect(said.exitCode, said.err).toBe(0);
    expect(await total(crm, "win_rate")).toMatchObject({ num: 1, den: closed });
  });

  it("goes in whatever its files are called", async () => {
    const place = join(folder.path, "renamed");
    await cp(fixture("salesforce/Opportunity.csv"), join(place, "a.csv"));
    await cp(fixture("salesforce/OpportunityHistory.csv"), join(place, "b.csv"));
    const said = await typed(["import", place, "--dry-run", "--format", "json"], { folder: folder.path });
    const { understood } = JSON.parse(said.out);
    expect(understood.files.map(({ as }: { as: string }) => as)).toEqual(["opportunities", "opportunity_history"]);
  });
});
