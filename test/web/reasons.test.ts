/** Why there is no figure, and what is wrong with records. */
import { describe, expect, it } from "vitest";
import { sharedReason, sharedText } from "../../web/src/pages/data/shared.ts";
import { reasonOf, remarksOf, remarksOver } from "../../web/src/words/flags.ts";
import { moreFigures } from "../../web/src/words/more.ts";

describe("a share of nothing", () => {
  it("is of no records where there are none, and of unknown origin where there are leads that nothing says it of", () => {
    const nothing = { marketing: 0, sales: 0 };
    expect(reasonOf(["no_denominator"], {}, { ...nothing, unknown: 0 }).short).toBe("No records");
    expect(reasonOf(["no_denominator"], {}, { ...nothing, unknown: 8000 }).short).toBe("Origin unknown");
  });

  it("is of a goal no want of records where there are some: its target is nothing", () => {
    expect(reasonOf(["no_denominator"], {}, {}, { n: 12 }).short).toBe("Nothing to divide by");
  });

  it("is of deals that were closed when created where all are, whose length nobody knows", () => {
    expect(reasonOf(["no_denominator"], { born_closed: 842 }).short).toBe("Closed when created");
  });
});

describe("few records", () => {
  it("are as few as the workspace says: no number is named that may be another there", () => {
    const told = [reasonOf(["small_sample"]).long, ...remarksOf(["few_records"])].join(" ");
    expect(told).not.toMatch(/\d|five|thirty/);
  });
});

describe("a cost without any spend", () => {
  it("is of a period of which none is known: there may be some of others", () => {
    const more = { priced: 0, counted: 0, spend_without_leads: 0 };
    expect(reasonOf(["few_records", "not_measurable"], {}, more).short).toBe("No spend known");
    expect(reasonOf(["not_measurable"]).short).toBe("Not measurable");
  });
});

describe("what was spent in vain", () => {
  it("is spent without what the cost is of: a lead, an opportunity or a win", () => {
    const cell = { value: 12, num: 84, den: 7, n: 7, interval: null, excluded: {}, flags: [] };
    const nameIn = (variant: string): string | undefined =>
      moreFigures(
        { ...cell, more: { spend_without_leads: 5993 } },
        "cost_per_lead",
        { unit: "money", variant, type: "flow", parts: { num: null, den: null } },
        "USD",
      )[0]?.name;
    expect(nameIn("default")).toBe("Spent without a lead");
    expect(nameIn("per_opportunity")).toBe("Spent without an opportunity");
    expect(nameIn("per_win")).toBe("Spent without a win");
  });
});

describe("what is wrong with every record of a finding", () => {
  it("goes on from them, or is a sentence of its own", () => {
    expect(sharedText("is open though its expected close has passed")).toBe(
      "Each of these is open though its expected close has passed.",
    );
    expect(sharedText("Several rows have this id.")).toBe("Of each of these: Several rows have this id.");
    expect(sharedReason([{ reason: "a" }, { reason: "b" }])).toBeNull();
  });
});

describe("a figure of a period that is not over", () => {
  const over = (from: string) =>
    remarksOver(["to_date", "few_records"], { from, as_of: "2026-11-25T05:00:00.000Z", timezone: "America/New_York" });

  it("is to date while the period runs, and not begun before its first day: next year was *still running*", () => {
    expect(over("2026-11-24")).toEqual(remarksOf(["to_date", "few_records"]));
    expect(over("2026-11-25")).toEqual([...remarksOf(["few_records"]), "Not begun yet."]);
  });
});
