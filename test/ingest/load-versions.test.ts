import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LoadOptions, TextRow } from "../../src/ingest/load/index.ts";
import { sql } from "../../src/sql/index.ts";
import { emptyWarehouse, importedAt, type Warehouse } from "./loaded.ts";

const iso = (ms: unknown): string => new Date(Number(ms)).toISOString().slice(0, 10);

/** `field: value since day, ...` of one lead. */
const versions = async ({ session }: Warehouse, id = "l"): Promise<readonly string[]> => {
  const rows = await session.rows<{ field: string; value: string | null; at: number }>(
    sql`select v.field, coalesce(p.id, s.id, v.value) as value, v.recorded_at as at from field_versions as v
      join lead_ids as d on d.no = v.no
      left join person_ids as p on v.field = 'owner_no' and p.no::varchar = v.value
      left join stage_ids as s on v.field = 'stage_no' and s.no::varchar = v.value
      where v.table_name = 'leads' and d.id = ${id} order by v.field, v.recorded_at`,
  );
  return rows.map(({ field, value, at }) => `${field} ${value} ${iso(at)}`);
};

const lead = async ({ session }: Warehouse, id = "l"): Promise<Record<string, unknown> | undefined> => {
  const [row] = await session.rows<Record<string, never>>(
    sql`select l.name, p.id as owner, s.id as stage, l.recorded_at, l.batch, l.attributes from leads as l join lead_ids as d on d.no = l.lead_no
      left join person_ids as p on p.no = l.owner_no left join stage_ids as s on s.no = l.stage_no where d.id = ${id}`,
  );
  return row === undefined ? undefined : { ...row, recorded_at: iso(row.recorded_at) };
};

const base = { lead_id: "l", created_at: "2026-01-01" };

describe("when a record was known", () => {
  it("is when it occurred, in the first import of its table", async () => {
    await using warehouse = await emptyWarehouse();
    await warehouse.load({ leads: [base], accounts: [{ account_id: "a", name: "A" }] });
    expect((await lead(warehouse))?.recorded_at).toBe("2026-01-01");
    expect(await warehouse.session.rows(sql`select recorded_at from accounts`)).toEqual([{ recorded_at: 0 }]);
  });

  it("is the import, when the table had one before", async () => {
    await using warehouse = await emptyWarehouse();
    await warehouse.load({ leads: [base] });
    await warehouse.load({ leads: [{ ...base, lead_id: "m" }] });
    expect((await lead(warehouse, "m"))?.recorded_at).toBe("2026-11-25");
  });

  it("is what the file says, where it says so", async () => {
    await using warehouse = await emptyWarehouse();
    await warehouse.load({ leads: [{ ...base, recorded_at: "2026-03-01" }] });
    expect((await lead(warehouse))?.recorded_at).toBe("2026-03-01");
  });

  it("is the import at the latest: a plan of tomorrow is known today", async () => {
    await using warehouse = await emptyWarehouse();
    await warehouse.load({
      activities: [{ activity_id: "a", type: "call", occurred_at: "2027-01-01", status: "scheduled" }],
    });
    expect(await warehouse.session.rows(sql`select recorded_at from activities`)).toEqual([
      { recorded_at: importedAt },
    ]);
  });

  it("is the day's first instant for spend of a day", async () => {
    await using warehouse = await emptyWarehouse();
    await warehouse.load({ spend: [{ campaign_id: "c", spent_on: "2026-01-05", amount: "1" }] });
    expect(await warehouse.session.rows(sql`select recorded_at from spend`)).toEqual([
      { recorded_at: Date.UTC(2026, 0, 5) },
    ]);
  });
});

describe("a later import", () => {
  it("keeps the values that a tracked column had, the first one included", async () => {
    await using warehouse = await emptyWarehouse();
    await warehouse.load({ leads: [{ ...base, owner_id: "ann", stage: "suspect", name: "Old" }] });
    const report = await warehouse.load({ leads: [{ ...base, owner_id: "bob", stage: "suspect", name: "New" }] });
    expect(report.tables.leads).toMatchObject({ new: 0, changed: 1, unchanged: 0 });
    expect(await versions(warehouse)).toEqual(["owner_no ann 2026-01-01", "owner_no bob 2026-11-25"]);
    expect(await lead(warehouse)).toEqual({
      name: "New",
      owner: "bob",
      stage: "suspect",
      recorded_at: "2026-01-01",
      batch: 2,
      attributes: null,
    });
  });

  it("leaves what it does not speak of as it is, and empties what it says is empty", async () => {
    await using warehouse = await emptyWarehouse();
    await warehouse.load({ leads: [{ ...base, owner_id: "ann", name: "Old", colour: "red", size: "big" }] });
    await warehouse.load({ leads: [{ lead_id: "l", owner_id: "", colour: "blue" }] });
    expect(await lead(warehouse)).toMatchObject({
      name: "Old",
      owner: null,
      attributes: JSON.stringify({ size: "big", colour: "blue" }),
    });
    expect(await versions(warehouse)).toEqual(["owner_no ann 2026-01-01", "owner_no null 2026-11-25"]);
  });

  it("of the same attributes in another order changes nothing", async () => {
    await using warehouse = await emptyWarehouse();
    await warehouse.load({ leads: [{ ...base, colour: "red", size: "big" }] });
    const report = await warehouse.load({ leads: [{ ...base, size: "big", colour: "red" }] });
    expect(report.tables.leads).toMatchObject({ changed: 0, unchanged: 1 });
  });

  it("takes an attribute away that it says is empty", async () => {
    await using warehouse = await emptyWarehouse();
    await warehouse.load({ leads: [{ ...base, colour: "red", size: "big" }] });
    const report = await warehouse.load({ leads: [{ lead_id: "l", colour: "", size: "big", shape: "" }] });
    expect(report.tables.leads).toMatchObject({ changed: 1 });
    expect(await lead(warehouse)).toMatchObject({ attributes: JSON.stringify({ size: "big" }) });
    const again = await warehouse.load({ leads: [{ ...base, colour: "", size: "big" }] });
    expect(again.tables.leads).toMatchObject({ changed: 0, unchanged: 1 });
  });

  it("that knew something earlier puts it where it belongs", async () => {
    await using warehouse = await emptyWarehouse();
    await warehouse.load({ leads: [{ ...base, owner_id: "ann", recorded_at: "2026-02-01" }] });
    await warehouse.load({ leads: [{ ...base, owner_id: "cem", recorded_at: "2026-04-01" }] });
    await warehouse.load({ leads: [{ ...base, owner_id: "bob", recorded_at: "2026-03-01" }] });
    expect(await versions(warehouse)).toEqual([
      "owner_no ann 2026-02-01",
      "owner_no bob 2026-03-01",
      "owner_no cem 2026-04-01",
    ]);
    expect((await lead(warehouse))?.owner).toBe("cem");
    await warehouse.load({ leads: [{ ...base, owner_id: "ann", recorded_at: "2026-01-15" }] });
    expect((await lead(warehouse))?.recorded_at).toBe("2026-01-15");
    expect((await versions(warehouse))[0]).toBe("owner_no ann 2026-01-15");
  });

  it("takes a version back in when both ends of it say the same", async () => {
    await using warehouse = await emptyWarehouse();
    await warehouse.load({
      leads: [
        { ...base, owner_id: "ann", recorded_at: "2026-02-01" },
        { ...base, owner_id: "bob", recorded_at: "2026-03-01" },
      ],
    });
    await warehouse.load({ leads: [{ ...base, owner_id: "ann", recorded_at: "2026-03-01" }] });
    expect(await versions(warehouse)).toEqual([]);
  });

  it("says which records it touched: the changed one, and what it pointed and points to", async () => {
    await using warehouse = await emptyWarehouse();
    await warehouse.load({
      leads: [
        { ...base, opportunity_id: "o1" },
        { ...base, lead_id: "m" },
        { ...base, lead_id: "n" },
      ],
      opportunities: ["o1", "o2", "o3"].map((id) => ({ opportunity_id: id, created_at: "2026-01-02" })),
    });
    await warehouse.load({
      leads: [{ lead_id: "l", opportunity_id: "o2" }],
      stage_changes: [{ subject_type: "lead", subject_id: "m", stage: "prospect", changed_at: "2026-02-01" }],
    });
    const ids = await warehouse.session.rows<{ text: string }>(
      sql`select c.kind || ' ' || coalesce(l.id, o.id) as text from changed_records as c
        left join lead_ids as l on c.kind = 'lead' and l.no = c.no left join opportunity_ids as o on c.kind = 'opportunity' and o.no = c.no order by 1`,
    );
    expect(ids.map(({ text }) => text)).toEqual(["lead l", "lead m", "opportunity o1", "opportunity o2"]);
    expect(await warehouse.session.rows(sql`select name from changed_tables order by name`)).toEqual([
      { name: "leads" },
      { name: "stage_changes" },
    ]);
  });
});

describe("keys", () => {
  it("of a stage change are its id, or what it says", async () => {
    await using warehouse = await emptyWarehouse();
    const change = { subject_type: "lead", subject_id: "l", stage: "suspect", changed_at: "2026-01-01T08:00:00Z" };
    const report = await warehouse.load({
      stage_changes: [
        change,
        { ...change, changed_at: "2026-01-01T09:00:00+01:00" },
        { ...change, stage: "prospect" },
        { ...change, change_id: "1" },
        { ...change, change_id: "2" },
      ],
    });
    expect(report.tables.stage_changes).toMatchObject({ read: 5, new: 4, findings: 1 });
    expect((await warehouse.load({ stage_changes: [change] })).tables.stage_changes).toMatchObject({ unchanged: 1 });
  });

  it("of spend and goals may have an empty part", async () => {
    await using warehouse = await emptyWarehouse();
    const rows = {
      spend: [
        { campaign_id: "c", spent_on: "2026-01-01", amount: "1" },
        { campaign_id: "c", spent_on: "2026-01-01", amount: "2", kind: "ads" },
      ],
      goals: [
        {
          goal_id: "g",
          kpi: "win_rate",
          scope: "company",
          starts_on: "2026-01-01",
          ends_on: "2026-12-31",
          target: "1",
        },
      ],
    };
    expect((await warehouse.load(rows)).tables.spend).toMatchObject({ new: 2 });
    const again = await warehouse.load(rows);
    expect(again.tables.spend).toMatchObject({ unchanged: 2, new: 0 });
    expect(again.tables.goals).toMatchObject({ unchanged: 1, new: 0 });
  });
});

describe("the close of an opportunity", () => {
  it("known as a date alone is at its midnight, and follows a corrected date", async () => {
    await using warehouse = await emptyWarehouse();
    const deal = { opportunity_id: "o", created_at: "2026-01-01" };
    const close = () =>
      warehouse.session.rows(sql`select closed_at, closed_at_date_only, closed_on from opportunities`);
    await warehouse.load({ opportunities: [{ ...deal, closed_on: "2026-02-01" }] });
    expect(await close()).toEqual([
      { closed_at: Date.UTC(2026, 1, 1), closed_at_date_only: true, closed_on: "2026-02-01" },
    ]);
    await warehouse.load({ opportunities: [{ opportunity_id: "o", closed_on: "2026-02-03" }] });
    expect(await close()).toEqual([
      { closed_at: Date.UTC(2026, 1, 3), closed_at_date_only: true, closed_on: "2026-02-03" },
    ]);
    await warehouse.load({ opportunities: [{ opportunity_id: "o", closed_on: "" }] });
    expect(await close()).toEqual([{ closed_at: null, closed_at_date_only: null, closed_on: null }]);
  });
});

describe("any rows", () => {
  // Many records at once: each is a case of its own, and a load costs the same for one as for a hundred.
  const id = fc.integer({ min: 0, max: 60 }).map((number) => `l${number}`);
  const day = fc.constantFrom("2026-01-01", "2026-02-01", "2026-03-01", "2026-04-01");
  const row = fc.record(
    {
      lead_id: id,
      created_at: fc.constant("2026-01-01"),
      name: fc.constantFrom("x", "y", ""),
      owner_id: fc.constantFrom("p", "q", ""),
      stage: fc.constantFrom("suspect", "prospect"),
      deleted_at: fc.constantFrom("", "2026-05-01"),
      recorded_at: day,
    },
    { requiredKeys: ["lead_id", "created_at", "recorded_at"] },
  );

  // What is told of one record at one instant twice is decided by the order in the file: left out where order must not matter.
  const distinct = fc.uniqueArray(row, {
    selector: (one) => `${one.lead_id} ${one.recorded_at}`,
    minLength: 150,
    maxLength: 200,
    size: "max",
  });

  const everything = async ({ session }: Warehouse) => ({
    leads: await session.rows(
      sql`select d.id, l.name, p.id as owner, s.id as stage, l.deleted_at, l.recorded_at from leads as l join lead_ids as d on d.no = l.lead_no
        left join person_ids as p on p.no = l.owner_no left join stage_ids as s on s.no = l.stage_no order by d.id`,
    ),
    versions: await session.rows(
      sql`select d.id, v.field, coalesce(p.id, s.id, v.value) as value, v.recorded_at from field_versions as v join lead_ids as d on d.no = v.no
        left join person_ids as p on v.field = 'owner_no' and p.no::varchar = v.value left join stage_ids as s on v.field = 'stage_no' and s.no::varchar = v.value
        order by d.id, v.field, v.recorded_at`,
    ),
  });

  const loaded = async (batches: readonly (readonly TextRow[])[], options: Partial<LoadOptions> = {}) => {
    await using warehouse = await emptyWarehouse();
    for (const leads of batches) await warehouse.load({ leads }, options);
    return await everything(warehouse);
  };

  it("in any order of the rows say the same", async () => {
    await fc.assert(
      fc.asyncProperty(distinct, fc.array(fc.nat(), { minLength: 200, maxLength: 200 }), async (rows, keys) => {
        const shuffled = rows
          .map((one, index) => ({ one, key: keys[index] ?? 0 }))
          .sort((a, b) => a.key - b.key)
          .map(({ one }) => one);
        expect(await loaded([shuffled])).toEqual(await loaded([rows]));
      }),
      { numRuns: 3 },
    );
  });

  it("of a table too large to be copied say the same as of a small one", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 150, maxLength: 200, size: "max" }), async (rows) => {
        const half = rows.length >> 1;
        const batches = [rows.slice(0, half), [...rows.slice(half), ...rows.slice(0, 40)]];
        expect(await loaded(batches, { copyUpTo: 0 })).toEqual(await loaded(batches));
      }),
      { numRuns: 2 },
    );
  });

  it("told again change nothing, and say so", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 150, maxLength: 200, size: "max" }), async (leads) => {
        await using warehouse = await emptyWarehouse();
        await warehouse.load({ leads });
        const before = await everything(warehouse);
        const report = await warehouse.load({ leads });
        expect(report.tables.leads).toMatchObject({ new: 0, changed: 0 });
        expect(await everything(warehouse)).toEqual(before);
      }),
      { numRuns: 3 },
    );
  });

  it("one batch after another in the order in which they were known say what one batch says", async () => {
    await fc.assert(
      fc.asyncProperty(distinct, async (rows) => {
        const ordered = [...rows].sort((a, b) => (a.recorded_at < b.recorded_at ? -1 : 1));
        const days = [...new Set(ordered.map((one) => one.recorded_at))];
        const oneByOne = days.map((at) => ordered.filter((one) => one.recorded_at === at));
        expect(await loaded(oneByOne)).toEqual(await loaded([rows]));
      }),
      { numRuns: 3 },
    );
  });

  it("one batch after another in any order, some of them twice, come to what one batch says", async () => {
    await fc.assert(
      fc.asyncProperty(
        distinct,
        fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 }),
        fc.array(fc.nat(3), { maxLength: 3 }),
        async (rows, order, again) => {
          const days = [...new Set(rows.map((one) => one.recorded_at))];
          const batches = [...order, ...again].map((index) => rows.filter((one) => one.recorded_at === days[index]));
          const newest = async (told: Parameters<typeof loaded>[0]) => (await loaded(told)).leads;
          expect(await newest(batches)).toEqual(await newest([rows]));
        },
      ),
      { numRuns: 2 },
    );
  });
});

describe("a goal", () => {
  const goal = { goal_id: "g", kpi: "win_rate", scope: "company", ends_on: "2026-07-01" };
  const goals = ({ session }: Warehouse) =>
    session.rows(sql`select starts_on::varchar as starts_on, target::double as target, recorded_at from goals`);

  it("is known from its start in a later import as well, and one that lies ahead from the import", async () => {
    await using warehouse = await emptyWarehouse();
    await warehouse.load({ goals: [{ ...goal, starts_on: "2026-03-01", target: "0.5" }] });
    await warehouse.load({ goals: [{ ...goal, goal_id: "h", starts_on: "2027-01-01", target: "0.6" }] });
    expect(await goals(warehouse)).toEqual([
      { starts_on: "2026-03-01", target: 0.5, recorded_at: Date.UTC(2026, 2, 1) },
      { starts_on: "2027-01-01", target: 0.6, recorded_at: importedAt },
    ]);
  });

  it.each([
    ["2026-02-01", Date.UTC(2026, 1, 1)],
    ["2026-04-01", Date.UTC(2026, 2, 1)],
  ])("that is told anew, as beginning on %s, is the newer one", async (starts_on, recorded_at) => {
    await using warehouse = await emptyWarehouse();
    await warehouse.load({ goals: [{ ...goal, starts_on: "2026-03-01", target: "0.5" }] });
    await warehouse.load({ goals: [{ ...goal, starts_on, target: "0.6" }] });
    expect(await goals(warehouse)).toEqual([{ starts_on, target: 0.6, recorded_at }]);
  });
});

describe("an older export", () => {
  const spent = async ({ session }: Warehouse) =>
    (await session.rows<{ amount: string }>(sql`select amount::varchar as amount from spend`)).map(({ amount }) =>
      Number(amount),
    );
  const spend = (amount: string, recorded_at: string): TextRow => ({
    campaign_id: "c",
    spent_on: "2026-01-05",
    amount,
    recorded_at,
  });

  it("that is imported again changes nothing of what was known later, of what has no history either", async () => {
    await using warehouse = await emptyWarehouse();
    for (const row of [spend("10", "2026-02-01"), spend("12", "2026-03-01")]) await warehouse.load({ spend: [row] });
    const report = await warehouse.load({ spend: [spend("10", "2026-02-01")] });
    expect([report.tables.spend?.changed, await spent(warehouse)]).toEqual([0, [12]]);
  });

  it("gives way to one between that was imported last", async () => {
    await using warehouse = await emptyWarehouse();
    for (const row of [spend("12", "2026-03-01"), spend("10", "2026-02-01"), spend("11", "2026-02-15")])
      await warehouse.load({ spend: [row] });
    expect(await spent(warehouse)).toEqual([12]);
  });

  it("says what later ones did not speak of, and what was told again later holds", async () => {
    await using warehouse = await emptyWarehouse();
    const at = (day: string, row: TextRow) => warehouse.load({ leads: [{ ...base, ...row, recorded_at: day }] });
    await at("2026-02-01", { name: "Old", stage: "suspect" });
    await at("2026-04-01", { stage: "suspect" });
    await at("2026-03-01", { name: "New", stage: "prospect" });
    expect(await lead(warehouse)).toMatchObject({ name: "New", stage: "suspect", recorded_at: "2026-02-01" });
    expect(await versions(warehouse)).toEqual([
      "stage_no suspect 2026-02-01",
      "stage_no prospect 2026-03-01",
      "stage_no suspect 2026-04-01",
    ]);
  });
});
