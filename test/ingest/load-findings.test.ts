import { describe, expect, it } from "vitest";
import { sql } from "../../src/sql/index.ts";
import { acmeIn, emptyWarehouse, type Warehouse } from "./loaded.ts";

const findings = async ({ session }: Warehouse): Promise<readonly (readonly unknown[])[]> => {
  const { columns, rowCount } = await session.columns(
    sql`select code, table_name, record_id, line, column_name, value from findings order by line, column_name, code`,
  );
  return Array.from({ length: rowCount }, (_, row) => columns.map((column) => column[row]));
};

const found = async (
  rows: Parameters<Warehouse["load"]>[0],
  options: Parameters<Warehouse["load"]>[1] = {},
): Promise<readonly (readonly unknown[])[]> => {
  await using warehouse = await emptyWarehouse();
  await warehouse.load(rows, options);
  return await findings(warehouse);
};

describe("a cell that cannot be understood", () => {
  it("is lost alone when the column is optional", async () => {
    await using warehouse = await emptyWarehouse();
    const report = await warehouse.load({
      opportunities: [
        {
          opportunity_id: "o1",
          created_at: "2026-01-01",
          amount: "1,5",
          expected_close_on: "31.01.2026",
          type: "upsell",
          is_test: "yes",
          deleted_at: "never",
          name: "Big deal",
        },
      ],
    });
    expect(report.tables.opportunities).toEqual({
      read: 1,
      new: 1,
      changed: 0,
      unchanged: 0,
      rejected: 0,
      findings: 5,
    });
    expect(await findings(warehouse)).toEqual([
      ["bad_money", "opportunities", "o1", 2, "amount", "1,5"],
      ["bad_instant", "opportunities", "o1", 2, "deleted_at", "never"],
      ["bad_date", "opportunities", "o1", 2, "expected_close_on", "31.01.2026"],
      ["bad_boolean", "opportunities", "o1", 2, "is_test", "yes"],
      ["bad_word", "opportunities", "o1", 2, "type", "upsell"],
    ]);
    expect(
      await warehouse.session.rows(
        sql`select name, amount, expected_close_on, type, is_test, deleted_at, deleted_at_date_only from opportunities`,
      ),
    ).toEqual([
      {
        name: "Big deal",
        amount: null,
        expected_close_on: null,
        type: null,
        is_test: false,
        deleted_at: null,
        deleted_at_date_only: null,
      },
    ]);
  });

  it("takes the whole row with it when the column is required, and never in silence", async () => {
    await using warehouse = await emptyWarehouse();
    const report = await warehouse.load({
      activities: [
        { activity_id: "a1", type: "call", occurred_at: "2026-01-01" },
        { activity_id: "a2", type: "fax", occurred_at: "2026-01-01" },
        { activity_id: "a3", type: "call", occurred_at: "" },
        { activity_id: "", type: "call", occurred_at: "2026-01-01" },
        { type: "call", occurred_at: "2026-01-01" },
      ],
    });
    expect(report.tables.activities).toMatchObject({ read: 5, new: 1, findings: 4 });
    expect(await findings(warehouse)).toEqual([
      ["bad_word", "activities", "a2", 3, "type", "fax"],
      ["missing_required", "activities", "a3", 4, "occurred_at", ""],
      ["missing_required", "activities", null, 5, "activity_id", ""],
      ["missing_required", "activities", null, 6, "activity_id", null],
    ]);
    const [row] = await warehouse.session.rows<{ reason: string }>(sql`select reason from findings where line = 3`);
    expect(row?.reason).toContain("left out");
  });

  it("of a required column that only other rows tell leaves a new record out, and adds to one that is known", async () => {
    await using warehouse = await emptyWarehouse();
    const first = await warehouse.load({
      opportunities: [
        { opportunity_id: "o1", created_at: "2026-01-01", amount: "1" },
        { opportunity_id: "o2", amount: "2" },
        { opportunity_id: "o3", amount: "3" },
        { opportunity_id: "o3", created_at: "2026-01-03" },
      ],
    });
    expect(first.tables.opportunities).toMatchObject({ read: 4, new: 2, rejected: 1 });
    const again = await warehouse.load({
      opportunities: [
        { opportunity_id: "o1", amount: "10" },
        { opportunity_id: "o2", amount: "20" },
        { opportunity_id: "o4", created_at: "2026-01-04" },
      ],
    });
    expect(again.tables.opportunities).toMatchObject({ read: 3, new: 1, changed: 1, rejected: 1 });
    const found = (await findings(warehouse)).filter(([code]) => code === "missing_required");
    expect(found.map(([, table, record, , column]) => [table, record, column])).toEqual([
      ["opportunities", "o2", "created_at"],
    ]);
    const known = await warehouse.session.rows<{ amount: number }>(
      sql`select amount::double as amount from opportunities order by created_at`,
    );
    expect(known.map(({ amount }) => amount)).toEqual([10, 3, null]);
  });

  it("is none of the numbers that a cast alone would take", async () => {
    const values = [
      "1e400",
      "1_000",
      "0x1F",
      "1.5.2",
      "--1",
      "١٢",
      "1 000",
      "inf",
      "nan",
      "99999999999999999999",
      "1e3",
    ];
    expect(
      await found({
        opportunities: values.map((amount, index) => ({
          opportunity_id: `o${index}`,
          created_at: "2026-01-01",
          amount,
        })),
      }),
    ).toEqual(values.map((value, index) => ["bad_money", "opportunities", `o${index}`, index + 2, "amount", value]));
  });

  it("of a version that is no whole number loses its goal's version only", async () => {
    const goal = { kpi: "win_rate", scope: "company", starts_on: "2026-01-01", ends_on: "2026-12-31", target: "0.5" };
    expect(await found({ goals: [{ goal_id: "g", ...goal, version: "1.5" }] })).toEqual([
      ["bad_number", "goals", "g 1.5", 2, "version", "1.5"],
    ]);
  });

  it("of a changed value is judged by the field that it changes", async () => {
    const change = { opportunity_id: "o", changed_at: "2026-01-01" };
    expect(
      await found({
        opportunities: [{ opportunity_id: "o", created_at: "2026-01-01" }],
        value_changes: [
          { ...change, field: "amount", value: "12", from_value: "a lot" },
          { ...change, field: "expected_close_on", value: "soon" },
          { ...change, field: "currency", value: "eur" },
        ],
      }),
    ).toEqual([
      ["bad_money", "value_changes", "o amount 2026-01-01", 2, "from_value", "a lot"],
      ["bad_date", "value_changes", "o expected_close_on 2026-01-01", 3, "value", "soon"],
    ]);
  });

  it("of a rate is one that is not above zero", async () => {
    expect(
      await found({
        fx_rates: [
          { currency: "EUR", rate_on: "2026-01-01", rate: "1.1" },
          { currency: "EUR", rate_on: "2026-01-02", rate: "0" },
          { currency: "EUR", rate_on: "2026-01-03", rate: "-1" },
        ],
      }),
    ).toEqual([
      ["bad_number", "fx_rates", "EUR 2026-01-02", 3, "rate", "0"],
      ["bad_number", "fx_rates", "EUR 2026-01-03", 4, "rate", "-1"],
    ]);
  });
});

describe("a fact later than the import", () => {
  const at = { importedAt: Date.UTC(2026, 0, 10, 12) };

  it("is told, and kept", async () => {
    expect(
      await found(
        {
          leads: [{ lead_id: "l", created_at: "2026-01-10T12:00:01Z", converted_at: "2027-01-01", owner_id: "" }],
          activities: [{ activity_id: "a", type: "call", occurred_at: "2026-01-10T13:00:00Z" }],
        },
        at,
      ),
    ).toEqual([
      ["future_fact", "leads", "l", 2, "converted_at", "2027-01-01"],
      ["future_fact", "leads", "l", 2, "created_at", "2026-01-10T12:00:01Z"],
      ["future_fact", "activities", "a", 2, "occurred_at", "2026-01-10T13:00:00Z"],
    ]);
  });

  it("is none when it is a plan", async () => {
    expect(
      await found(
        {
          activities: [{ activity_id: "a", type: "call", occurred_at: "2027-01-10", status: "scheduled" }],
          opportunities: [{ opportunity_id: "o", created_at: "2026-01-01", expected_close_on: "2027-01-01" }],
          campaigns: [{ campaign_id: "c", name: "Fair", starts_on: "2027-01-01", ends_on: "2027-02-01" }],
        },
        at,
      ),
    ).toEqual([]);
  });

  it("is spend of a day that has not come yet where the company is", async () => {
    const spend = (spentOn: string) => ({ campaign_id: "c", spent_on: spentOn, amount: "1" });
    const rows = { spend: [spend("2026-01-09"), spend("2026-01-10"), spend("2026-01-11")] };
    const late = (lines: readonly (readonly unknown[])[]) => lines.map((line) => line[5]);
    expect(late(await found(rows, at))).toEqual(["2026-01-11"]);
    const evening = { importedAt: Date.UTC(2026, 0, 10, 2), config: acmeIn("America/New_York") };
    expect(late(await found(rows, evening))).toEqual(["2026-01-10", "2026-01-11"]);
  });
});

describe("a reference to a record that no file brought", () => {
  const people = [{ person_id: "p1", name: "Ann" }];

  it("is told once for the row and column, and the row is kept", async () => {
    expect(
      await found({
        people,
        leads: [
          { lead_id: "l1", created_at: "2026-01-01", owner_id: "p9", created_by: "p9", stage: "no such stage" },
          { lead_id: "l2", created_at: "2026-01-01", owner_id: "p1" },
        ],
        stage_changes: [{ subject_type: "lead", subject_id: "l9", stage: "suspect", changed_at: "2026-01-01" }],
      }),
    ).toEqual([
      ["unknown_reference", "leads", "l1", 2, "created_by", "p9"],
      ["unknown_reference", "leads", "l1", 2, "owner_id", "p9"],
      ["unknown_reference", "stage_changes", "l9 2026-01-01 suspect", 2, "subject_id", "l9"],
    ]);
  });

  it("is none where nothing of that kind was ever brought", async () => {
    expect(
      await found({ leads: [{ lead_id: "l1", created_at: "2026-01-01", owner_id: "p9", account_id: "x" }] }),
    ).toEqual([]);
  });

  it("is settled when the record comes", async () => {
    await using warehouse = await emptyWarehouse();
    await warehouse.load({ people, leads: [{ lead_id: "l1", created_at: "2026-01-01", owner_id: "p9" }] });
    expect(await findings(warehouse)).toHaveLength(1);
    await warehouse.load({ people: [{ person_id: "p9", name: "Bob" }] });
    expect(await findings(warehouse)).toEqual([]);
  });
});

describe("two rows of one key", () => {
  it("in one file: the later row holds, and the other is told", async () => {
    await using warehouse = await emptyWarehouse();
    await warehouse.load({
      accounts: [
        { account_id: "a", name: "Old" },
        { account_id: "b", name: "Other" },
        { account_id: "a", name: "New" },
      ],
    });
    expect(await findings(warehouse)).toEqual([["duplicate_key", "accounts", "a", 2, "account_id", "a"]]);
    expect(await warehouse.session.rows(sql`select name from accounts order by name`)).toEqual([
      { name: "New" },
      { name: "Other" },
    ]);
  });

  it("known at different times are versions, not a fault", async () => {
    expect(
      await found({
        accounts: [
          { account_id: "a", name: "New", recorded_at: "2026-02-01" },
          { account_id: "a", name: "Old", recorded_at: "2026-01-01" },
        ],
      }),
    ).toEqual([]);
  });
});

describe("findings of earlier imports", () => {
  it("stay as they are when the same file comes again", async () => {
    await using warehouse = await emptyWarehouse();
    const rows = {
      leads: [
        { lead_id: "l", created_at: "2026-01-01", is_test: "perhaps" },
        { lead_id: "m", created_at: "x" },
      ],
    };
    await warehouse.load(rows);
    const before = await warehouse.session.rows(sql`select * from findings order by all`);
    const report = await warehouse.load(rows);
    expect(report.findings).toBe(2);
    expect(await warehouse.session.rows(sql`select * from findings order by all`)).toEqual(before);
  });

  it("are taken back when the record comes again without them", async () => {
    await using warehouse = await emptyWarehouse();
    await warehouse.load({
      leads: [
        { lead_id: "l", created_at: "x" },
        { lead_id: "m", created_at: "y" },
      ],
    });
    await warehouse.load({ leads: [{ lead_id: "l", created_at: "2026-01-01" }] });
    expect(await findings(warehouse)).toEqual([["bad_instant", "leads", "m", 3, "created_at", "y"]]);
  });

  it("stay when the record comes again without a word about the column", async () => {
    await using warehouse = await emptyWarehouse();
    await warehouse.load({ leads: [{ lead_id: "l", created_at: "2026-01-01", is_test: "perhaps" }] });
    await warehouse.load({ leads: [{ lead_id: "l", stage: "suspect" }] });
    expect(await findings(warehouse)).toEqual([["bad_boolean", "leads", "l", 2, "is_test", "perhaps"]]);
  });
});
