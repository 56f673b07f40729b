import { describe, expect, it } from "vitest";
import { sql } from "../../src/sql/index.ts";
import { emptyWarehouse } from "./loaded.ts";

const company = {
  leads: [
    { lead_id: "l2", created_at: "2026-01-02", owner_id: "p1", stage: "suspect", colour: "red" },
    { lead_id: "l1", created_at: "2026-01-01T10:00:00Z", owner_id: "p2", opportunity_id: "o1" },
  ],
  opportunities: [{ opportunity_id: "o1", created_at: "2026-01-03", closed_on: "2026-02-01", amount: "12.5" }],
};

describe("loading", () => {
  it("adds records, and changes nothing when the same comes again", async () => {
    await using warehouse = await emptyWarehouse();
    expect(await warehouse.load(company)).toEqual({
      tables: {
        leads: { read: 2, new: 2, changed: 0, unchanged: 0, rejected: 0, findings: 0 },
        opportunities: { read: 1, new: 1, changed: 0, unchanged: 0, rejected: 0, findings: 0 },
      },
      findings: 0,
      missing: [],
    });
    expect(await warehouse.load(company)).toEqual({
      tables: {
        leads: { read: 2, new: 0, changed: 0, unchanged: 2, rejected: 0, findings: 0 },
        opportunities: { read: 1, new: 0, changed: 0, unchanged: 1, rejected: 0, findings: 0 },
      },
      findings: 0,
      missing: [],
    });
    expect(await warehouse.session.rows(sql`select * from changed_records`)).toEqual([]);
  });
});

describe("a file with a header and no rows", () => {
  it("tells nothing, also where there were rows before", async () => {
    await using warehouse = await emptyWarehouse();
    await warehouse.load({ spend: [{ campaign_id: "c", spent_on: "2026-01-05", amount: "10" }] });
    const report = await warehouse.load({ spend: [] });
    expect(report.tables.spend ?? { new: 0, changed: 0 }).toMatchObject({ new: 0, changed: 0 });
  });
});
