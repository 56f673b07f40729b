import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fixture, recognisedAs, toldProcess } from "./crm.ts";
import { dataFolder, isThere, type Staged, stage } from "./staged.ts";

describe("a Salesforce export", () => {
  let staged: Staged;
  beforeAll(async () => {
    staged = await stage([fixture("salesforce")]);
  });
  afterAll(() => staged[Symbol.asyncDispose]());

  it("is recognised, every file of it, without a finding", async () => {
    expect(await recognisedAs(fixture("salesforce"))).toBe("salesforce");
    expect(staged.report.ignored).toEqual([]);
    expect(staged.report.findings).toEqual([]);
  });

  it("has moves only where the stage changed, in the order in which they were made", async () => {
    expect(
      await staged.ask(
        "select subject_id[:15] id, stage, from_stage, changed_at from staged.stage_changes where subject_type = 'opportunity' order by 1, 4",
      ),
    ).toEqual([
      { id: "0065f000001Opp1", stage: "Qualified", from_stage: "", changed_at: "2026-02-10 10:00:00Z" },
      { id: "0065f000001Opp1", stage: "Winning Offer", from_stage: "Qualified", changed_at: "2026-03-01 10:00:00Z" },
      { id: "0065f000001Opp1", stage: "Signed", from_stage: "Winning Offer", changed_at: "2026-03-20 12:00:00Z" },
      { id: "0065f000001Opp2", stage: "Qualified", from_stage: "", changed_at: "2026-02-12 10:00:00Z" },
      { id: "0065f000001Opp2", stage: "No", from_stage: "Qualified", changed_at: "2026-02-13 12:00:00Z" },
      { id: "0065f000001Opp3", stage: "Qualified", from_stage: "", changed_at: "2026-03-01 10:00:00Z" },
      { id: "0065f000001Opp3", stage: "Winning Offer", from_stage: "Qualified", changed_at: "2026-03-02 12:00:00Z" },
    ]);
  });

  it("has every change of amount and of expected close, and of owner once", async () => {
    expect(
      await staged.ask(
        "select field, value, from_value, changed_at[:10] as at from staged.value_changes where opportunity_id like '%Opp1AAC' order by 1, 4",
      ),
    ).toEqual([
      { field: "amount", value: "4000", from_value: "", at: "2026-02-10" },
      { field: "amount", value: "5000", from_value: "4000", at: "2026-02-20" },
      { field: "expected_close_on", value: "2026-03-31", from_value: "", at: "2026-02-10" },
      { field: "expected_close_on", value: "2026-04-30", from_value: "2026-03-31", at: "2026-02-20" },
      { field: "expected_close_on", value: "2026-03-20", from_value: "2026-04-30", at: "2026-03-20" },
    ]);
    expect(
      await staged.ask(
        "select subject_type, owner_id[:15] o, from_owner_id[:15] f from staged.owner_changes order by 1",
      ),
    ).toEqual([
      { subject_type: "lead", o: "0055f000001Bob0", f: "0055f000001Ann0" },
      { subject_type: "opportunity", o: "0055f000001Ann0", f: "0055f000001Bob0" },
    ]);
  });

  it("takes the null id for nothing, a queue for nobody, a merged lead for merged and a deleted one for deleted", async () => {
    expect(
      await staged.ask(`select lead_id[:15] id, owner_id[:15] o, campaign_id <> '' campaign, opportunity_id[:15] opp, converted_at, merged_into <> '' merged,
        deleted_at <> '' deleted, stage from staged.leads order by 1`),
    ).toEqual([
      {
        id: "00Q5f000001Led1",
        o: "0055f000001Bob0",
        campaign: true,
        opp: "0065f000001Opp1",
        converted_at: "2026-02-10 10:00:00Z",
        merged: false,
        deleted: false,
        stage: "Lead: Qualified",
      },
      {
        id: "00Q5f000001Led2",
        o: "",
        campaign: true,
        opp: "",
        converted_at: "",
        merged: false,
        deleted: false,
        stage: "Lead: Open",
      },
      {
        id: "00Q5f000001Led3",
        o: "0055f000001Bob0",
        campaign: false,
        opp: "",
        converted_at: "",
        merged: true,
        deleted: false,
        stage: "Lead: Open",
      },
      {
        id: "00Q5f000001Led4",
        o: "0055f000001Bob0",
        campaign: false,
        opp: "",
        converted_at: "",
        merged: false,
        deleted: true,
        stage: "Lead: Open",
      },
    ]);
  });

  it("has calls, meetings and mails once each, with who, about what, and which way", async () => {
    expect(
      await staged.ask(
        "select activity_id[:15] id, type, direction, status, try_cast(duration_seconds as double) s, lead_id <> '' lead, opportunity_id <> '' opp from staged.activities where type <> '' order by 1",
      ),
    ).toEqual([
      {
        id: "00T5f000001Tas1",
        type: "call",
        direction: "outbound",
        status: "completed",
        s: 300,
        lead: true,
        opp: false,
      },
      { id: "00T5f000001Tas2", type: "other", direction: "", status: "scheduled", s: null, lead: false, opp: true },
      { id: "00U5f000001Eve1", type: "meeting", direction: null, status: null, s: 3600, lead: false, opp: true },
      { id: "02s5f000001Ema1", type: "email", direction: "outbound", status: null, s: null, lead: null, opp: true },
      { id: "02s5f000001Ema2", type: "email", direction: "inbound", status: null, s: null, lead: null, opp: true },
    ]);
    expect(await staged.ask("select sentiment, count(*) n from staged.responses group by all")).toEqual([
      { sentiment: "unclassified", n: 2 },
    ]);
  });

  it("has roles for teams and users in them", async () => {
    expect(
      await staged.ask(
        "select p.name, t.name team, u.name above from staged.people p join staged.teams t using (team_id) left join staged.teams u on u.team_id = t.parent_team_id order by 1",
      ),
    ).toEqual([
      { name: "Ann Alder", team: "Sales Director", above: null },
      { name: "Bob Birch", team: "West Team", above: "Sales Director" },
    ]);
  });

  it("tells its process: order and outcome are the flags', not the names'", async () => {
    expect(await toldProcess(fixture("salesforce"))).toEqual([
      "sales: Lead: Open (?)",
      "sales: Lead: Qualified (?)",
      "sales: Qualified (open)",
      "sales: Winning Offer (open)",
      "sales: Signed (won)",
      "sales: No (lost)",
    ]);
  });

  it("as a report has ids of 15 characters, which are those of 18, and money in thousands", async () => {
    await using report = await stage([fixture("salesforce_report")]);
    expect(
      await report.ask("select opportunity_id, amount, closed_on, owner_id from staged.opportunities order by 1"),
    ).toEqual([
      { opportunity_id: "0065f000001Opp1AAC", amount: "1117100", closed_on: "2026-03-20", owner_id: "Ann Alder" },
      { opportunity_id: "0065f000001Opp3AAC", amount: "", closed_on: "", owner_id: "Bob Birch" },
    ]);
  });

  it("as a report of the opportunities' history tells moves: rows whose stage is another than before", async () => {
    await using report = await stage([fixture("salesforce_report")]);
    expect(
      await report.ask(
        "select subject_id, from_stage, stage, changed_at from staged.stage_changes order by subject_id, changed_at",
      ),
    ).toEqual([
      { subject_id: "0065f000001Opp1AAC", from_stage: "", stage: "Qualifying", changed_at: "2026-02-10T09:30:00" },
      {
        subject_id: "0065f000001Opp1AAC",
        from_stage: "Qualifying",
        stage: "Signed",
        changed_at: "2026-03-20T14:05:00",
      },
      { subject_id: "0065f000001Opp3AAC", from_stage: "", stage: "Winning Offer", changed_at: "2026-03-01T08:15:00" },
    ]);
  });
});

describe.skipIf(!isThere("sf_devorg"))("the Data Export of a developer organisation", () => {
  it("is read whole: no history row but the first is a move, and no cell is the null id", async () => {
    await using staged = await stage([dataFolder("sf_devorg")]);
    expect(staged.report.tables).toEqual([
      { table: "accounts", rows: 13 },
      { table: "campaigns", rows: 4 },
      { table: "leads", rows: 22 },
      { table: "opportunities", rows: 31 },
      { table: "stage_changes", rows: 31 },
      { table: "value_changes", rows: 62 },
    ]);
    expect(staged.report.findings).toEqual([]);
    expect(
      await staged.one("select count(*) from staged.leads where opportunity_id <> '' or account_id like '0000%'"),
    ).toBe(0);
    expect(
      await staged.ask(
        "select stage, count(*) n, sum(amount::double) amount from staged.opportunities where closed_on <> '' group by all",
      ),
    ).toEqual([{ stage: "Closed Won", n: 18, amount: 3_645_000 }]);
    expect(
      await staged.one(
        "select count(*) from staged.opportunities where closed_on <> '' and closed_on < created_at[:10]",
      ),
    ).toBe(18);
  });
});

describe.skipIf(!isThere("sf_powerbi"))("a Salesforce export with dates as a locale writes them", () => {
  it("reads every date month first, because one column can be read no other way", async () => {
    await using staged = await stage([dataFolder("sf_powerbi")]);
    expect(new Set(staged.report.dates.map(({ read }) => read))).toEqual(new Set(["month_first"]));
    expect(
      await staged.ask(
        "select changed_at, count(*) n from staged.stage_changes where from_stage <> '' group by all order by 1",
      ),
    ).toEqual([
      { changed_at: "2026-02-24T02:20:00", n: 5 },
      { changed_at: "2026-03-07T20:59:00", n: 5 },
      { changed_at: "2026-03-07T21:00:00", n: 2 },
    ]);
    // The leads of this export have no creation date at all.
    expect(staged.report.findings).toEqual([{ code: "assumed_value", count: 22 }]);
    expect(
      await staged.one("select count(*) from staged.leads where converted_at <> '' and opportunity_id <> ''"),
    ).toBe(5);
    expect(await toldProcess(dataFolder("sf_powerbi"))).toEqual(
      expect.arrayContaining(["sales: Closed Won (won)", "sales: Closed Lost (lost)", "sales: Prospecting (open)"]),
    );
  });
});
