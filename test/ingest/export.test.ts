import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { exportWorkspace, loadStaged } from "../../src/ingest/index.ts";
import type { TextRow } from "../../src/ingest/load/index.ts";
import { stageFiles } from "../../src/ingest/read/index.ts";
import { sql } from "../../src/sql/index.ts";
import { acmeIn, emptyWarehouse, importedAt, type Warehouse } from "./loaded.ts";
import { plainWarehouse } from "./plain.ts";

const first: Record<string, readonly TextRow[]> = {
  people: [
    { person_id: "p1", name: 'Ann "the" O\'Hara, Sr.', role: "rep", team_id: "t1", started_on: "2025-01-01" },
    { person_id: "p2", name: "Bob\nof two lines", role: "manager", team_id: "t1" },
  ],
  teams: [
    { team_id: "t1", name: "West" },
    { team_id: "t2", name: "Ost; größer", parent_team_id: "t1" },
  ],
  memberships: [{ person_id: "p1", team_id: "t2", starts_on: "2026-01-01", ends_on: "9999-12-31" }],
  accounts: [{ account_id: "001", name: "=1+1", segment: "smb", "Annual Revenue": "12.5", 'a"b.c': "x, y" }],
  campaigns: [{ campaign_id: "c1", name: "Fair", budget: "1000.5", starts_on: "2026-01-01" }],
  spend: [
    { campaign_id: "c1", spent_on: "2026-01-05", amount: "-10.25", kind: "ads", currency: "eur" },
    { campaign_id: "c1", spent_on: "2026-01-05", amount: "99999999.9999" },
  ],
  leads: [
    {
      lead_id: "007",
      created_at: "2026-03-08T02:30:00",
      owner_id: "p1",
      stage: "suspect",
      opportunity_id: "o1",
      is_test: "true",
      colour: "red",
    },
    {
      lead_id: "7",
      created_at: "2026-01-01",
      owner_id: "p9",
      stage: "prospect",
      merged_into: "007",
      name: "  spaced  ",
    },
    {
      lead_id: "8",
      created_at: "2026-11-01T01:30:00",
      assigned_at: "2026-01-02",
      deleted_at: "2026-01-03T10:00:00.123456Z",
    },
  ],
  opportunities: [
    {
      opportunity_id: "o1",
      created_at: "2026-01-02",
      amount: "100",
      currency: "USD",
      stage: "proposal",
      closed_on: "2026-04-01",
    },
    {
      opportunity_id: "o2",
      created_at: "2026-01-02T09:00:00Z",
      closed_at: "2026-05-01",
      pipeline_id: "sales",
      product: "A",
    },
  ],
  stage_changes: [
    { subject_type: "lead", subject_id: "007", stage: "suspect", changed_at: "2026-03-08T02:30:00" },
    {
      subject_type: "opportunity",
      subject_id: "o1",
      stage: "proposal",
      changed_at: "2026-01-03",
      from_stage: "qualified",
      change_id: "12",
    },
  ],
  owner_changes: [
    { subject_type: "opportunity", subject_id: "007", owner_id: "p1", changed_at: "2026-01-02T10:00:00Z" },
  ],
  value_changes: [
    { opportunity_id: "o1", field: "amount", value: "120.50", changed_at: "2026-02-02", from_value: "100" },
  ],
  activities: [
    {
      activity_id: "a1",
      type: "meeting",
      occurred_at: "2026-01-05T10:00:00Z",
      lead_id: "007",
      person_id: "p1",
      duration_seconds: "0.00001",
    },
    { activity_id: "a2", type: "call", occurred_at: "2027-01-05", status: "scheduled", opportunity_id: "o1" },
  ],
  activity_attendees: [{ activity_id: "a1", person_id: "p2" }],
  responses: [{ response_id: "r1", received_at: "2026-01-06", lead_id: "007", sentiment: "positive" }],
  goals: [
    {
      goal_id: "g",
      kpi: "win_rate",
      scope: "team",
      scope_id: "t1",
      starts_on: "2026-01-01",
      ends_on: "2026-03-31",
      target: "0.5",
    },
    {
      goal_id: "g",
      kpi: "win_rate",
      scope: "team",
      scope_id: "t1",
      starts_on: "2026-01-01",
      ends_on: "2026-03-31",
      target: "0.6",
      version: "2",
      recorded_at: "2026-02-01",
    },
    {
      goal_id: "g",
      kpi: "win_rate",
      scope: "team",
      scope_id: "t1",
      starts_on: "2026-01-01",
      ends_on: "2026-03-31",
      target: "0.6",
      version: "3",
      deleted_at: "2026-02-15T10:00:00Z",
      recorded_at: "2026-02-15T10:00:00Z",
    },
  ],
  initiatives: [
    {
      initiative_id: "i",
      name: "Faster",
      starts_on: "2026-01-01",
      kpi: "response_time",
      expected: "down",
      scope_ids: "t1;t2",
    },
  ],
  fx_rates: [{ currency: "EUR", rate_on: "2026-01-01", rate: "1.0825" }],
};

const second: Record<string, readonly TextRow[]> = {
  people: [{ person_id: "p1", team_id: "t2" }],
  leads: [
    {
      lead_id: "007",
      owner_id: "p2",
      stage: "prospect",
      deleted_at: "2026-06-01",
      colour: "blue",
      recorded_at: "2026-06-02T12:00:00.5Z",
    },
    { lead_id: "007", owner_id: "", recorded_at: "2026-07-01" },
  ],
  opportunities: [{ opportunity_id: "o1", amount: "", expected_close_on: "2026-12-01", owner_id: "p1" }],
  campaigns: [{ campaign_id: "c1", budget: "2000" }],
  activities: [{ activity_id: "a2", status: "completed" }],
  responses: [{ response_id: "r1", sentiment: "negative" }],
};

const folderOf = async (work: (folder: string) => Promise<void>): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), "quarterdeck-export-"));
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

const importFolder = async ({ session }: Warehouse, folder: string, timezone: string): Promise<void> => {
  await using _staged = await stageFiles(session, [folder]);
  await loadStaged(session, { config: acmeIn(timezone), batch: 1, importedAt: importedAt + 86_400_000 });
};

const attributesOf = async ({ session }: Warehouse): Promise<readonly unknown[]> => {
  const { leads } = await plainWarehouse(session);
  return (leads ?? []).map((lead) => JSON.parse(String(lead.attributes)));
};

describe("an export", () => {
  for (const timezone of ["America/New_York", "UTC"])
    it(`imported again is the same warehouse, its versions included (${timezone})`, async () => {
      await folderOf(async (folder) => {
        await using warehouse = await emptyWarehouse({ fileAccess: true });
        await warehouse.load(first, { config: acmeIn(timezone), importedAt: Date.UTC(2026, 4, 1) });
        await warehouse.load(second, { config: acmeIn(timezone) });
        const exported = await exportWorkspace(warehouse.session, folder, { timezone });
        expect(exported.find(({ table }) => table === "leads")?.rows).toBe(5);
        await using other = await emptyWarehouse({ fileAccess: true });
        await importFolder(other, folder, timezone);
        expect(await plainWarehouse(other.session)).toEqual(await plainWarehouse(warehouse.session));
        const [sizes] = await other.session.rows(sql`select count(*)::integer as n from field_versions`);
        expect(sizes?.n).toBeGreaterThan(20);
      });
    });

  it("keeps attributes apart whose names differ only in case, and those that no column can be called after", async () => {
    await folderOf(async (folder) => {
      await using warehouse = await emptyWarehouse({ fileAccess: true });
      const created_at = "2026-01-01T10:00:00Z";
      const many = Object.fromEntries(Array.from({ length: 520 }, (_, index) => [`answer ${index}`, `${index}`]));
      const load = (rows: readonly TextRow[]) =>
        warehouse.load({ leads: rows }, { config: acmeIn("UTC"), importedAt: Date.UTC(2026, 4, 1) });
      await load([
        {
          lead_id: "1",
          created_at,
          Region: "north",
          Region_1: "old",
          Stage: 'Hot, "very"',
          Größe: "L",
          owner_id: "p1",
        },
        { lead_id: "2", created_at, Attributes: '{"a": "b"}', Recorded_At: "never", ...many },
      ]);
      await load([
        { lead_id: "1", region: "east", REGION: "south", GRÖßE: "XL", " Region": "edge", owner_id: "p2" },
        { lead_id: "2", region: "west" },
      ]);
      await exportWorkspace(warehouse.session, folder, { timezone: "UTC" });
      await using other = await emptyWarehouse({ fileAccess: true });
      await importFolder(other, folder, "UTC");
      expect(await attributesOf(other)).toEqual(await attributesOf(warehouse));
    });
  });

  it("writes ids and dates as the source did, and instants in UTC", async () => {
    await folderOf(async (folder) => {
      await using warehouse = await emptyWarehouse({ fileAccess: true });
      await warehouse.load(
        {
          leads: [
            { lead_id: "007", created_at: "2026-01-01", assigned_at: "2026-01-01T09:30", owner_id: "p1", Size: "big" },
          ],
        },
        { config: acmeIn("America/New_York") },
      );
      await exportWorkspace(warehouse.session, folder, { timezone: "America/New_York" });
      const [header, row] = (await readFile(join(folder, "leads.csv"), "utf8")).split("\n");
      const cells = Object.fromEntries(
        (header ?? "").split(",").map((column, index) => [column, (row ?? "").split(",")[index]]),
      );
      expect(cells).toMatchObject({
        lead_id: "007",
        created_at: "2026-01-01",
        assigned_at: "2026-01-01T14:30:00Z",
        owner_id: "p1",
        recorded_at: "2026-01-01T05:00:00Z",
        Size: "big",
      });
    });
  });
});
