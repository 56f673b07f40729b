/** What a scorecard says of itself. */
import { expect, it } from "vitest";
import type { ScorecardLine } from "../../web/src/api/types.ts";
import { dataEnd } from "../../web/src/words/dates.ts";
import { unfilteredIn } from "../../web/src/words/filters.ts";

const line = (name: string, ...dimensions: readonly string[]) =>
  ({
    answer: { definition: { name }, question: { where: dimensions.map((dimension) => ({ dimension })) } },
  }) as unknown as ScorecardLine;

it("names the figures that a filter leaves as they are: the company's cost per lead stood beside the figures of a team", () => {
  const lines = [line("Win rate", "team"), line("Cost per lead"), line("Activities", "team", "activity_type")];
  expect(unfilteredIn(lines)).toEqual([
    "Not filtered by team: Cost per lead.",
    "Not filtered by activity type: Win rate, Cost per lead.",
  ]);
  expect(unfilteredIn([line("Win rate", "team")])).toEqual([]);
  expect(unfilteredIn([line("Win rate"), line("Cost per lead")])).toEqual([]);
});

it("reaches no farther than what was known at its as-of, and no farther than the data", () => {
  const until = (as_of: string) => dataEnd({ as_of, timezone: "America/New_York" }, { today: "2026-11-24" });
  expect(until("2026-01-01T00:00:00.000Z")).toBe("31 Dec 2025");
  expect(until("2026-11-25T05:00:00.000Z")).toBe("24 Nov 2026");
  expect(until("2099-01-01T00:00:00.000Z")).toBe("24 Nov 2026");
});
