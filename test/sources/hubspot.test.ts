import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fixture, recognisedAs, toldProcess } from "./crm.ts";
import { dataFolder, isThere, type Staged, stage } from "./staged.ts";

describe("HubSpot's export from its page", () => {
  let staged: Staged;
  beforeAll(async () => {
    staged = await stage([fixture("hubspot")]);
  });
  afterAll(() => staged[Symbol.asyncDispose]());

  it("is recognised, every file of it, without a finding", async () => {
    expect(await recognisedAs(fixture("hubspot"))).toBe("hubspot");
    expect(staged.report.ignored).toEqual([]);
    expect(staged.report.findings).toEqual([]);
  });

  it("has a deal's stages from the date that it entered each of them", async () => {
    expect(
      await staged.ask(
        "select subject_id id, stage, changed_at from staged.stage_changes where subject_type = 'opportunity' order by 1, 3",
      ),
    ).toEqual([
      { id: "9001", stage: "Sales/Demo", changed_at: "2026-02-10 10:00" },
      { id: "9001", stage: "Sales/Offer", changed_at: "2026-03-01 09:30" },
      { id: "9001", stage: "Sales/Closed won", changed_at: "2026-03-20 14:00" },
      { id: "9002", stage: "Sales/Demo", changed_at: "2026-02-12 10:00" },
      { id: "9002", stage: "Sales/Gone", changed_at: "2026-02-13 12:00" },
      { id: "9003", stage: "Partners/Offer", changed_at: "2026-03-01 10:00" },
    ]);
    expect(await staged.ask("select opportunity_id id, stage, closed_at from staged.opportunities order by 1")).toEqual(
      [
        { id: "9001", stage: "Sales/Closed won", closed_at: "2026-03-20 14:00" },
        { id: "9002", stage: "Sales/Gone", closed_at: "2026-02-13 12:00" },
        { id: "9003", stage: "Partners/Offer", closed_at: "" },
      ],
    );
  });

  it("has a contact for a lead, a label and the value behind it for one stage, and who was merged", async () => {
    expect(
      await staged.ask("select lead_id id, stage, opportunity_id opp, merged_into from staged.leads order by 1"),
    ).toEqual([
      { id: "501", stage: "Lead: opportunity", opp: "9001", merged_into: "" },
      { id: "502", stage: "Lead: lead", opp: "9001", merged_into: "" },
      { id: "503", stage: "Lead: salesqualifiedlead", opp: "9002", merged_into: "" },
      { id: "504", stage: "Lead: lead", opp: "", merged_into: "501" },
      { id: "505", stage: null, opp: null, merged_into: "501" },
    ]);
    expect(
      await staged.ask(
        "select stage, changed_at from staged.stage_changes where subject_id = '501' order by changed_at",
      ),
    ).toEqual([
      { stage: "Lead: lead", changed_at: "2026-02-03 08:30" },
      { stage: "Lead: salesqualifiedlead", changed_at: "2026-02-05 09:00" },
      { stage: "Lead: opportunity", changed_at: "2026-02-10 10:00" },
    ]);
  });

  it("tells its pipelines; a stage in which no deal stands has no outcome that anybody said", async () => {
    expect(await toldProcess(fixture("hubspot"))).toEqual([
      "Sales: Lead: lead (open)",
      "Sales: Lead: salesqualifiedlead (open)",
      "Sales: Lead: opportunity (open)",
      "Sales: Sales/Demo (?)",
      "Sales: Sales/Offer (?)",
      "Sales: Sales/Closed won (won)",
      "Sales: Sales/Gone (lost)",
      "Partners: Partners/Offer (open)",
    ]);
  });
});

describe("HubSpot's data by internal names", () => {
  it("has property history for moves, owners and amounts, mails for activities and responses, merged deals", async () => {
    await using staged = await stage([fixture("hubspot_internal")]);
    expect(staged.report.findings).toEqual([]);
    expect(staged.report.tables).toEqual([
      { table: "people", rows: 2 },
      { table: "opportunities", rows: 3 },
      { table: "stage_changes", rows: 2 },
      { table: "owner_changes", rows: 1 },
      { table: "value_changes", rows: 1 },
      { table: "activities", rows: 3 },
      { table: "responses", rows: 1 },
    ]);
    expect(await staged.ask("select stage, changed_at[:16] as at from staged.stage_changes order by 2")).toEqual([
      { stage: "appointmentscheduled", at: "2026-02-10T10:00" },
      { stage: "closedwon", at: "2026-03-20T14:00" },
    ]);
    expect(await staged.one("select merged_into from staged.opportunities where opportunity_id = '9003'")).toBe("9002");
    expect(
      await staged.ask(
        "select type, direction, duration_seconds as seconds from staged.activities order by activity_id",
      ),
    ).toEqual(
      [
        { type: "call", direction: "outbound", seconds: "300" },
        { type: "email", direction: "outbound", seconds: null },
        { type: "email", direction: "inbound", seconds: null },
      ].map((row) => (row.seconds === null ? { ...row, seconds: expect.toBeOneOf([null, ""]) } : row)),
    );
    expect(await toldProcess(fixture("hubspot_internal"))).toEqual([
      "default: appointmentscheduled (open)",
      "default: decisionmakerboughtin (open)",
      "default: closedwon (won)",
      "default: closedlost (lost)",
    ]);
  });
});

describe("HubSpot's objects as its API writes them, with every property's versions", () => {
  it("have each change with what was before it, and no change where the same was written again", async () => {
    expect(await recognisedAs(fixture("hubspot_objects"))).toBe("hubspot");
    await using staged = await stage([fixture("hubspot_objects")]);
    expect(staged.report.findings).toEqual([]);
    expect(staged.report.tables).toEqual([
      { table: "leads", rows: 1 },
      { table: "opportunities", rows: 2 },
      { table: "stage_changes", rows: 6 },
      { table: "owner_changes", rows: 3 },
      { table: "value_changes", rows: 4 },
    ]);
    expect(
      await staged.ask(
        "select subject_id id, stage, from_stage, changed_at[:16] as at from staged.stage_changes order by 1, 4",
      ),
    ).toEqual([
      { id: "51", stage: "Lead: lead", from_stage: "", at: "2026-01-22T08:16" },
      { id: "51", stage: "Lead: salesqualifiedlead", from_stage: "Lead: lead", at: "2026-02-01T08:00" },
      { id: "9001", stage: "appointmentscheduled", from_stage: "", at: "2026-02-10T10:00" },
      { id: "9001", stage: "qualifiedtobuy", from_stage: "appointmentscheduled", at: "2026-02-20T08:30" },
      { id: "9001", stage: "closedwon", from_stage: "qualifiedtobuy", at: "2026-03-20T14:00" },
      { id: "9002", stage: "appointmentscheduled", from_stage: "", at: "2026-02-12T10:00" },
    ]);
    expect(
      await staged.ask(
        "select subject_id id, owner_id, from_owner_id as before from staged.owner_changes order by 1, 2",
      ),
    ).toEqual([
      { id: "51", owner_id: "71", before: "" },
      { id: "9001", owner_id: "71", before: "" },
      { id: "9001", owner_id: "72", before: "71" },
    ]);
    expect(
      await staged.ask("select field, value, from_value from staged.value_changes order by 1, changed_at"),
    ).toEqual([
      { field: "amount", value: "4000", from_value: "" },
      { field: "amount", value: "5000", from_value: "4000" },
      { field: "expected_close_on", value: "2026-04-30", from_value: "" },
      { field: "expected_close_on", value: "2026-03-20", from_value: "2026-04-30" },
    ]);
    expect(
      await staged.ask("select opportunity_id id, closed_at, amount, deleted_at from staged.opportunities order by 1"),
    ).toEqual([
      { id: "9001", closed_at: "2026-03-20T14:00:00Z", amount: "5000", deleted_at: "" },
      { id: "9002", closed_at: "", amount: "", deleted_at: "2026-02-13T10:00:00.000Z" },
      { id: "9003", closed_at: null, amount: null, deleted_at: null },
    ]);
    expect(await toldProcess(fixture("hubspot_objects"))).toEqual([
      "default: Lead: salesqualifiedlead (open)",
      "default: appointmentscheduled (open)",
      "default: closedwon (won)",
    ]);
  });

  it("are read when a client has flattened them, and a cell that is no list of versions is told", async () => {
    await using staged = await stage([fixture("hubspot_wide")]);
    expect(
      await staged.ask(
        "select subject_id id, stage, from_stage, changed_at[:16] as at from staged.stage_changes order by 4",
      ),
    ).toEqual([
      { id: "9001", stage: "appointmentscheduled", from_stage: "", at: "2026-02-10T10:00" },
      { id: "9001", stage: "closedwon", from_stage: "appointmentscheduled", at: "2026-03-20T14:00" },
    ]);
    expect(await staged.one("select owner_id from staged.owner_changes")).toBe("71");
    expect(await staged.ask("select distinct code, file, line, value from staged.findings")).toEqual([
      { code: "bad_value", file: expect.stringContaining("history.csv"), line: 3, value: "oops" },
    ]);
  });
});

describe.skipIf(!isThere("fivetran"))("Fivetran's tables of HubSpot", () => {
  it("have stages from their beginnings, whatever the ends in 2050 say, merged contacts, teams of owners", async () => {
    const folder = dataFolder("fivetran/hubspot");
    expect(await recognisedAs(folder)).toBe("fivetran_hubspot");
    await using staged = await stage([folder]);
    // Seven meetings of January 1970.
    expect(staged.report.findings).toEqual([{ code: "assumed_value", count: 7 }]);
    expect(await staged.one("select min(occurred_at)[1:4] from staged.activities")).toBe("2014");
    expect(
      await staged.ask("select count(*) n, min(changed_at) a, max(changed_at) b from staged.stage_changes"),
    ).toEqual([{ n: 14, a: "2021-01-07T06:49:18Z", b: "2021-01-12T06:47:26Z" }]);
    expect(
      await staged.ask("select lead_id id, merged_into from staged.leads where merged_into <> '' order by 1"),
    ).toEqual([
      { id: "46897301", merged_into: "78971951" },
      { id: "76226001", merged_into: "78971951" },
      { id: "76340251", merged_into: "78971951" },
    ]);
    expect(
      await staged.ask(
        "select t.name, count(*) n from staged.people p join staged.teams t using (team_id) group by all order by 1",
      ),
    ).toEqual([
      { name: "team_01", n: 2 },
      { name: "team_02", n: 2 },
    ]);
    const told = await toldProcess(folder);
    expect(told.length).toBe(71);
    expect(told.filter((one) => one.includes("(won)")).length).toBe(5);
  });
});

describe.skipIf(!isThere("fivetran"))("Fivetran's tables of Salesforce", () => {
  it("have no moves but those after the synchronisation began, and outcomes from flags alone", async () => {
    const folder = dataFolder("fivetran/salesforce");
    expect(await recognisedAs(folder)).toBe("fivetran_salesforce");
    await using staged = await stage([folder]);
    expect(staged.report.findings).toEqual([]);
    expect(staged.report.tables.filter(({ rows }) => rows > 0)).toEqual([
      { table: "people", rows: 10 },
      { table: "teams", rows: 10 },
      { table: "accounts", rows: 1 },
      { table: "leads", rows: 1 },
      { table: "opportunities", rows: 10 },
      { table: "activities", rows: 20 },
    ]);
    expect((await toldProcess(folder)).map((one) => one.replace(/.* /, ""))).toEqual([
      "(?)",
      "(open)",
      "(lost)",
      "(won)",
    ]);
  });
});
