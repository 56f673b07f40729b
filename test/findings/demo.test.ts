import { beforeAll, describe, expect, it } from "vitest";
import { effectsIn } from "../../src/cli/effects.ts";
import { makeDemo, type Truth } from "../../src/demo/index.ts";
import { parseConfig } from "../../src/model/config.ts";
import { lookupsOf, periodIn } from "../../src/query/index.ts";
import { groupBy, inRange, localDate, ms, type Rec, rowsOf } from "../demo/rows.ts";
import { type Company, company } from "../engine.ts";
import { type Found, foundIn } from "./found.ts";

const endsOn = "2026-11-24";
const categories: Readonly<Record<string, string>> = {
  closed_won: "won",
  closed_lost: "lost",
  no_decision: "no_decision",
  created_in_error: "void",
  on_hold: "hold",
  legal_review: "undeclared",
};
const categoryOf = (stage: string | null): string => categories[stage ?? ""] ?? "open";

describe("in the demo company", () => {
  const demo = makeDemo({ seed: 7, endsOn });
  const truth = (id: string): Truth => demo.truths.truths.find((one) => one.id === id)!;
  const living = (row: Rec): boolean => row.deleted_at === null && row.is_test === null && row.merged_into === null;
  const moves = groupBy(rowsOf(demo, "stage_changes"), (row) => row.subject_id!);
  const deals = rowsOf(demo, "opportunities").filter((row) => living(row) && categoryOf(row.stage!) !== "void");
  const overdue = deals.filter(
    (row) => categoryOf(row.stage!) === "open" && (row.expected_close_on ?? "9999") <= endsOn,
  );
  let built: Company;
  let found: ReadonlyMap<string, readonly Found[]>;
  beforeAll(async () => {
    const cells = Object.fromEntries(
      Object.keys(demo.tables).map((table) => [
        table,
        rowsOf(demo, table as keyof typeof demo.tables).map((row) =>
          Object.fromEntries(Object.entries(row).map(([column, value]) => [column, value ?? ""])),
        ),
      ]),
    );
    built = await company(parseConfig(demo.config, "quarterdeck.yaml"), cells);
    found = await foundIn(built);
    return () => built[Symbol.asyncDispose]();
  });
  const idsOf = (code: string): readonly string[] => (found.get(code) ?? []).map(({ record }) => record);

  it("what was planted is found, as often as it was planted", () => {
    const counts = {
      converted_without_opportunity: truth("converted_without_opportunity").measured.leads,
      closed_before_created: truth("closed_before_created").measured.opportunities,
      undeclared_stage: truth("undeclared_stage").measured.standing,
    };
    expect(Object.fromEntries(Object.keys(counts).map((code) => [code, idsOf(code).length]))).toEqual(counts);
  });

  it("those past their expected close, put off, and unclassified are those that a loop over its files finds", () => {
    expect(idsOf("past_expected_close")).toEqual(overdue.map((row) => row.opportunity_id!).sort());
    const pushes = groupBy(
      rowsOf(demo, "value_changes").filter((row) => row.field === "expected_close_on" && row.value! > row.from_value!),
      (row) => row.opportunity_id!,
    );
    const pushed = deals
      .filter((row) => categoryOf(row.stage!) === "open" && (pushes.get(row.opportunity_id!)?.length ?? 0) >= 2)
      .map((row) => row.opportunity_id!);
    expect(pushed.length).toBeGreaterThan(3);
    expect(idsOf("close_date_pushed")).toEqual(pushed.sort());
    const outside = new Set(
      [...rowsOf(demo, "leads"), ...rowsOf(demo, "opportunities")]
        .filter((row) => row.deleted_at !== null || row.is_test !== null || row.stage === "created_in_error")
        .map((row) => row.lead_id ?? row.opportunity_id),
    );
    const unclassified = rowsOf(demo, "responses").filter(
      (row) => row.sentiment === "unclassified" && !outside.has(row.lead_id ?? row.opportunity_id!),
    );
    expect(idsOf("response_unclassified")).toEqual(unclassified.map((row) => row.response_id!).sort());
  });

  it("nothing is found that was not planted: its doubles are merged, its owners are here, its campaigns have costs", () => {
    const others = ["stale_open", "bulk_stage_moves", "back_dated_activities", "owner_gone", "campaign_without_spend"];
    expect(others.filter((code) => found.has(code))).toEqual([]);
    // Of thousands of made-up names two may be given one address.
    const seen = new Set<string>();
    const again = rowsOf(demo, "leads")
      .filter(living)
      .sort((a, b) => ms(a.created_at) - ms(b.created_at))
      .flatMap(({ email, lead_id }) => {
        const isAgain = seen.has(email!);
        seen.add(email!);
        return isAgain ? [lead_id!] : [];
      });
    expect(idsOf("possible_duplicates")).toEqual(again.sort());
    expect(again.length).toBeLessThan(5);
  });

  it("the win rate without and with the overdue ones lost is what a loop over its files counts", async () => {
    const { session, asker } = built;
    const { config, watermark } = asker;
    const lookups = await lookupsOf({ runner: session, config, watermark, factsAt: async () => "facts" });
    const effects = await effectsIn({ runner: session, cleaner: session, asker, lookups }, ["past_expected_close"]);
    const rate = effects.get("past_expected_close")?.find(({ kpi }) => kpi === "win_rate");
    const range = periodIn({}, asker);
    const closed = deals.flatMap((row) => {
      const category = categoryOf(row.stage!);
      if (!["won", "lost", "no_decision"].includes(category)) return [];
      const own = moves.get(row.opportunity_id!) ?? [];
      // Since when it has been closed as it is: the first of its last moves within that category.
      const before = own.findLastIndex((move) => categoryOf(move.stage!) !== category);
      const at = own[before + 1]?.changed_at ?? row.closed_at ?? row.closed_on;
      return inRange(localDate(ms(at)), range) ? [category] : [];
    });
    const won = closed.filter((category) => category === "won").length;
    const late = overdue.filter((row) => inRange(row.expected_close_on!, range)).length;
    expect(rate?.before).toBeCloseTo(won / closed.length, 12);
    expect(rate?.after).toBeCloseTo(won / (closed.length + late), 12);
    expect(rate?.records).toBe(overdue.length);
  });
});
