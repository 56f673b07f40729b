import { describe, expect, it } from "vitest";
import { fixture, recognisedAs, toldProcess } from "./crm.ts";
import { stage } from "./staged.ts";

describe("a Pipedrive export", () => {
  it("from the API has the moves, losses, wins and reopenings of its deals' changes", async () => {
    expect(await recognisedAs(fixture("pipedrive"))).toBe("pipedrive");
    await using staged = await stage([fixture("pipedrive")]);
    expect(staged.report.findings).toEqual([]);
    expect(staged.report.ignored).toEqual([]);
    expect(
      await staged.ask("select subject_id id, stage, from_stage, changed_at from staged.stage_changes order by 1, 4"),
    ).toEqual([
      { id: "1", stage: "3", from_stage: "2", changed_at: "2026-03-01 10:00:00Z" },
      { id: "1", stage: "lost", from_stage: "3", changed_at: "2026-03-07 09:00:00Z" },
      { id: "1", stage: "3", from_stage: "lost", changed_at: "2026-03-08 09:00:00Z" },
      { id: "1", stage: "won", from_stage: "3", changed_at: "2026-03-20 12:00:00Z" },
      { id: "2", stage: "lost", from_stage: "2", changed_at: "2026-02-13 12:00:00Z" },
    ]);
    expect(await staged.ask("select type, status, occurred_at from staged.activities order by activity_id")).toEqual([
      { type: "call", status: "completed", occurred_at: "2026-02-11 09:20:00Z" },
      { type: "meeting", status: "scheduled", occurred_at: "2026-03-25 15:00Z" },
    ]);
    expect(await staged.ask("select opportunity_id id from staged.opportunities where deleted_at <> ''")).toEqual([
      { id: "4" },
    ]);
    // "Won over" is a stage like any other: only the status says that a deal is won.
    expect(await toldProcess(fixture("pipedrive"))).toEqual([
      "1: 2 (open)",
      "1: 3 (open)",
      "1: won (won)",
      "1: lost (lost)",
      "2: 5 (open)",
    ]);
  });

  it("as its API answers, owners and organizations as objects, changes among all that happened to a deal", async () => {
    await using staged = await stage([fixture("pipedrive_api")]);
    expect(staged.report.findings).toEqual([]);
    expect(
      await staged.ask(
        "select opportunity_id id, owner_id, created_by, account_id, closed_at, deleted_at from staged.opportunities order by 1",
      ),
    ).toEqual([
      { id: "1", owner_id: "12", created_by: "11", account_id: "2", closed_at: "2024-10-01 10:00:00Z", deleted_at: "" },
      { id: "2", owner_id: "12", created_by: "11", account_id: "", closed_at: "", deleted_at: "" },
      // As the second version answers: numbers, and a flag for what was deleted.
      { id: "3", owner_id: "12", created_by: "11", account_id: "2", closed_at: "", deleted_at: "2025-05-01T08:00:00Z" },
    ]);
    expect(await staged.ask("select subject_id id, stage, changed_by from staged.stage_changes order by 2")).toEqual([
      { id: "1", stage: "2", changed_by: "11" },
      { id: "1", stage: "won", changed_by: "12" },
    ]);
  });

  it("from its page has two stages of one name in two pipelines apart", async () => {
    await using staged = await stage([fixture("pipedrive_page")]);
    expect(
      await staged.ask("select opportunity_id id, stage, closed_at, amount from staged.opportunities order by 1"),
    ).toEqual([
      { id: "1", stage: "won", closed_at: "2026-03-20 12:00:00", amount: "5000" },
      { id: "2", stage: "lost", closed_at: "2026-02-13 12:00:00", amount: "900" },
      { id: "3", stage: "Partners/Demo", closed_at: "", amount: "" },
    ]);
    expect(await toldProcess(fixture("pipedrive_page"))).toEqual([
      "Sales: Sales/Negotiations (open)",
      "Sales: Sales/Demo (open)",
      "Sales: won (won)",
      "Sales: lost (lost)",
      "Partners: Partners/Demo (open)",
    ]);
  });
});

describe("a Zoho CRM export", () => {
  it("has look-ups by their ids, moves by what was left for what, and money with its sign", async () => {
    expect(await recognisedAs(fixture("zoho_crm"))).toBe("zoho_crm");
    await using staged = await stage([fixture("zoho_crm")]);
    expect(staged.report.findings).toEqual([]);
    expect(staged.report.ignored).toEqual([]);
    expect(
      await staged.ask("select subject_id id, stage, from_stage, changed_at from staged.stage_changes order by 4"),
    ).toEqual([
      {
        id: "zcrm_9001",
        stage: "Standard/Winning Offer",
        from_stage: "Standard/Qualification",
        changed_at: "2026-03-01 10:00:00",
      },
      {
        id: "zcrm_9001",
        stage: "Standard/Signed",
        from_stage: "Standard/Winning Offer",
        changed_at: "2026-03-20 12:00:00",
      },
    ]);
    expect(
      await staged.ask("select opportunity_id id, amount, closed_on from staged.opportunities order by 1"),
    ).toEqual([
      { id: "zcrm_9001", amount: "5000.00", closed_on: "2026-03-20" },
      { id: "zcrm_9002", amount: "900", closed_on: "2026-02-13" },
      { id: "zcrm_9003", amount: "", closed_on: "" },
    ]);
    expect(
      await staged.ask("select lead_id id, opportunity_id opp, converted_at from staged.leads order by 1"),
    ).toEqual([
      { id: "zcrm_501", opp: "zcrm_9001", converted_at: "2026-02-10 10:00:00" },
      { id: "zcrm_502", opp: "", converted_at: "" },
    ]);
    expect(await staged.one("select count(*) from staged.people where name = 'Ann Alder'")).toBe(1);
    // Nobody says what standing in Qualification means: no deal stands there now.
    expect(await toldProcess(fixture("zoho_crm"))).toEqual([
      "Standard: Lead: Qualified (?)",
      "Standard: Lead: Not Contacted (?)",
      "Standard: Standard/Qualification (?)",
      "Standard: Standard/Winning Offer (open)",
      "Standard: Standard/No (lost)",
      "Standard: Standard/Signed (won)",
    ]);
  });
});

describe("an Odoo export", () => {
  it("has a record for a lead and an opportunity, the tracked moves, and what is lost for lost", async () => {
    expect(await recognisedAs(fixture("odoo"))).toBe("odoo");
    await using staged = await stage([fixture("odoo")]);
    expect(staged.report.findings).toEqual([]);
    expect(staged.report.ignored).toEqual([]);
    expect(
      await staged.ask(
        "select lead_id id, opportunity_id opp, converted_at, disqualified_at gone from staged.leads order by 1",
      ),
    ).toEqual([
      { id: "1", opp: "1", converted_at: "2026-02-10 10:00:00Z", gone: expect.toBeOneOf([null, ""]) },
      { id: "4", opp: expect.toBeOneOf([null, ""]), converted_at: expect.toBeOneOf([null, ""]), gone: "" },
      {
        id: "5",
        opp: expect.toBeOneOf([null, ""]),
        converted_at: expect.toBeOneOf([null, ""]),
        gone: "2026-02-06 08:30:00Z",
      },
    ]);
    expect(await staged.ask("select opportunity_id id, stage, closed_at from staged.opportunities order by 1")).toEqual(
      [
        { id: "1", stage: "4", closed_at: "2026-03-20 12:00:00Z" },
        { id: "2", stage: "lost", closed_at: "2026-02-13 12:00:00Z" },
        { id: "3", stage: "2", closed_at: "" },
      ],
    );
    expect(await staged.ask("select stage, from_stage, changed_at from staged.stage_changes order by 3")).toEqual([
      { stage: "lost", from_stage: "2", changed_at: "2026-02-13 12:00:00Z" },
      { stage: "3", from_stage: "2", changed_at: "2026-03-01 10:00:00Z" },
      { stage: "4", from_stage: "3", changed_at: "2026-03-20 12:00:00Z" },
    ]);
    expect(await staged.ask("select owner_id, from_owner_id from staged.owner_changes")).toEqual([
      { owner_id: "11", from_owner_id: "12" },
    ]);
    expect(await staged.ask("select type, direction from staged.activities order by activity_id")).toEqual(
      [
        { type: "call", direction: null },
        { type: "email", direction: "inbound" },
      ].map((row) => ({ ...row, direction: row.direction ?? expect.toBeOneOf([null, ""]) })),
    );
    expect(await toldProcess(fixture("odoo"))).toEqual([
      "sales: 1 (open)",
      "sales: 2 (open)",
      "sales: 3 (open)",
      "sales: 4 (won)",
      "sales: lost (lost)",
    ]);
  });

  it("of a version up to 16 has its expected revenue as it was tracked then, among monetary values", async () => {
    await using staged = await stage([fixture("odoo_16")]);
    expect(staged.report.findings).toEqual([]);
    expect(
      await staged.ask("select opportunity_id id, field, value, from_value, changed_at from staged.value_changes"),
    ).toEqual([
      { id: "1", field: "amount", value: "5000.0", from_value: "3000.0", changed_at: "2026-02-05 09:00:00Z" },
    ]);
  });

  it("by the labels of its fields is one, too, known by its names where it has no ids", async () => {
    expect(await recognisedAs(fixture("odoo_page"))).toBe("odoo");
    await using staged = await stage([fixture("odoo_page")]);
    expect(staged.report.findings).toEqual([]);
    expect(
      await staged.ask(
        "select opportunity_id id, stage, closed_at, amount, owner_id from staged.opportunities order by 1",
      ),
    ).toEqual([
      {
        id: "Fir roof / 2026-02-12 10:00:00",
        stage: "lost",
        closed_at: "2026-02-13 12:00:00Z",
        amount: "900.0",
        owner_id: "Bob Birch",
      },
      {
        id: "Oak turbine / 2026-02-10 10:00:00",
        stage: "Won",
        closed_at: "2026-03-20 12:00:00Z",
        amount: "5000.0",
        owner_id: "Ann Alder",
      },
      {
        id: "Pine mill / 2026-03-01 10:00:00",
        stage: "Qualified",
        closed_at: "",
        amount: "700.0",
        owner_id: "Ann Alder",
      },
    ]);
    expect(await staged.ask("select name, stage from staged.leads where created_at <> ''")).toEqual([
      { name: "Gus Gum", stage: expect.toBeOneOf([null, ""]) },
    ]);
    expect(await toldProcess(fixture("odoo_page"))).toEqual([
      "sales: Qualified (?)",
      "sales: Won (won)",
      "sales: lost (lost)",
    ]);
  });
});
