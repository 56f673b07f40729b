/** One value written in several ways is told, once for all of its records. */
import { describe, expect, it } from "vitest";
import { company } from "../engine.ts";
import { exampleConfig } from "../example.ts";
import { foundIn, type Rows } from "./found.ts";

const spellings = async (rows: Rows) => {
  await using built = await company(exampleConfig, rows);
  return ((await foundIn(built)).get("several_spellings") ?? [])
    .map(({ table, value, reason }) => [table, value, reason] as const)
    .sort(([, a], [, b]) => String(a).localeCompare(String(b)));
};

const leads = (...sources: readonly string[]) =>
  sources.map((source, index) => ({ lead_id: `l${index}`, created_at: "2026-01-10T10:00:00Z", source }));

describe("a value written in several ways", () => {
  it("is told with each of them, the most used first, and of how many records it is", async () => {
    expect(await spellings({ leads: leads("Web Site", "website", "Web Site", "WEB-SITE", "Fair") })).toEqual([
      ["leads", "Web Site (2), WEB-SITE (1), website (1)", "name one source in 3 ways: each stands alone in a split"],
    ]);
  });

  it("is told where letters with accents are encoded in two ways, which nobody can see", async () => {
    expect(await spellings({ leads: leads("Caf\u00e9", "Cafe\u0301", "Cafe") })).toHaveLength(1);
  });

  it("is told of products, channels and what accounts are", async () => {
    const rows = {
      campaigns: ["E-Mail", "Email"].map((channel, index) => ({ campaign_id: `c${index}`, name: "C", channel })),
      opportunities: ["GTX Pro", "GTXPro", "MG"].map((product, index) => ({
        ...{ opportunity_id: `o${index}`, created_at: "2026-01-05T09:00:00Z", stage: "proposal", product },
      })),
      accounts: ["Retail", "retail"].map((industry, index) => ({ account_id: `a${index}`, name: "A", industry })),
    };
    expect((await spellings(rows)).map(([table, value]) => [table, value])).toEqual([
      ["campaigns", "E-Mail (1), Email (1)"],
      ["opportunities", "GTX Pro (1), GTXPro (1)"],
      ["accounts", "Retail (1), retail (1)"],
    ]);
  });

  it("is not what differs by more than case, blanks and hyphens, nor what deleted records have", async () => {
    const [gone, ...rest] = leads("web", "Web", "C", "C++", "1.0", "10", "Café");
    expect(
      await spellings({
        leads: [
          { ...gone, lead_id: "gone", created_at: "2026-01-10T10:00:00Z", deleted_at: "2026-01-10T11:00:00Z" },
          ...rest,
        ],
      }),
    ).toEqual([]);
  });
});
