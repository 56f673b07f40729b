import { describe, expect, it } from "vitest";
import type { Row } from "../../web/src/api/types.ts";
import { cohortsIn, monthsTo } from "../../web/src/pages/funnel/cohorts.ts";
import { flowIn, isStill, longestOf, streamsOf } from "../../web/src/pages/funnel/flow.ts";
import { ignoredByAll, sayingLess } from "../../web/src/pages/funnel/ignored.ts";
import { bottleneckText, recentSpan, signOf, spanText, usualText } from "../../web/src/pages/funnel/signs.ts";
import { stepsIn } from "../../web/src/pages/funnel/steps.ts";
import { wentPast } from "../../web/src/pages/funnel/went-past.ts";

const row = (stage: string, num: number, more: Row["more"] = {}, rest: Partial<Row> = {}): Row => ({
  period: null,
  keys: { stage },
  labels: { stage: stage.toUpperCase() },
  value: num / 100,
  num,
  den: 100,
  n: 100,
  interval: null,
  excluded: {},
  flags: [],
  more,
  ...rest,
});

const stage = (id: string) => ({ id, label: id, category: "open" as const, qualifying: false });
const pipelines = [
  { id: "l", label: "Leads", object: "lead" as const, stages: [stage("new"), stage("nurture")] },
  { id: "o", label: "New business", object: "opportunity" as const, stages: [stage("proposal")] },
];

const passing = { entered: 40, left: 30, advanced: 20, dropped: 5, moved_back: 3, moved_aside: 2 };

describe("the process as a flow", () => {
  const rows = [
    row("new", 50, passing),
    row("nurture", 9),
    row("proposal", 10, { entered: 20, left: 80 }),
    row("x", 0),
  ];

  it("has leads, then opportunities; a stage that nothing passes stands beside it, and only with something in it", () => {
    const { groups, beside } = flowIn(rows, pipelines);
    expect(groups.map(({ label, rows: own }) => [label, ...own.map(({ keys }) => keys.stage)])).toEqual([
      ["Leads", "new"],
      ["Opportunities", "proposal"],
    ]);
    expect(beside.map(({ keys }) => keys.stage)).toEqual(["nurture"]);
  });

  it("tells several pipelines of opportunities apart by their names", () => {
    const other = { id: "r", label: "Renewals", object: "opportunity" as const, stages: [stage("talks")] };
    const { groups } = flowIn([...rows, row("talks", 1, passing)], [...pipelines, other]);
    expect(groups.map(({ label }) => label)).toEqual([
      "Leads",
      "Opportunities: New business",
      "Opportunities: Renewals",
    ]);
  });

  it("draws all streams on one scale, of which what stood, came or left most is the longest", () => {
    expect(longestOf(rows)).toBe(80);
    const { came, stands, advanced, dropped, turned } = streamsOf(rows[0] ?? row("", 0), 80);
    expect([came / stands, advanced / came, dropped / came, turned / dropped]).toEqual([0.8, 0.5, 0.125, 1]);
  });

  it("is still where nothing stands, comes or leaves", () => {
    expect(isStill([row("new", 0, { entered: 0, left: 0 })])).toBe(true);
    expect(isStill([row("new", 0, { entered: 1, left: 1 })])).toBe(false);
  });
});

describe("a bottleneck", () => {
  const jammed = row("proposal", 84, {
    ...{ recent_net_inflow: 18, low_net_inflow: -17.2, high_net_inflow: 16.1, sign_net_inflow: 1 },
    ...{ recent_median_days: 19, low_median_days: 12.84, high_median_days: 18.93, sign_median_days: 1 },
    ...{ recent_conversion: 0.57, low_conversion: 0.53, high_conversion: 1.2, sign_conversion: 0 },
  });

  it("is said by the two signs that are worse than usual, not by the third", () => {
    expect(bottleneckText(jammed)).toBe(
      "more comes in than leaves (+18; usually −17 to +16), and half stay longer than 19 days (usually 12.8 to 18.9)",
    );
  });

  it("says of a median that is not reached what is known: more than half are still there", () => {
    const stuck = { ...jammed, more: { ...jammed.more, recent_median_days: null } };
    expect(bottleneckText(stuck)).toContain(
      "more than half have not left yet (usually half have after 12.8 to 18.9 days)",
    );
  });

  it("has bands that reach no further than their figures can, and none without a past", () => {
    expect(usualText(signOf(jammed, "conversion"))).toBe("53% to 100%");
    expect(usualText(signOf(row("new", 1, { low_median_days: -2, high_median_days: 3 }), "median_days"))).toBe(
      "0 to 3",
    );
    expect(usualText(signOf(row("new", 1), "net_inflow"))).toBe("not known yet");
  });

  it("is of at most four weeks, up to the period's end or the data's", () => {
    expect(spanText(recentSpan({ from: "2026-10-01", to: "2026-11-01" }, "2026-11-24"))).toBe(
      "the four weeks to 31 Oct 2026",
    );
    expect(spanText(recentSpan({ from: "2026-10-01", to: "2027-01-01" }, "2026-11-24"))).toBe(
      "the four weeks to 24 Nov 2026",
    );
    expect(spanText(recentSpan({ from: "2026-11-02", to: "2026-11-09" }, "2026-11-24"))).toBe(
      "the 7 days to 8 Nov 2026",
    );
  });
});

describe("filters that the figures do not take", () => {
  it("are said once where none of them takes them, else beside those that do not", () => {
    const ask = (...ignored: string[]) => ({ question: { kpi: "x" }, ignored });
    const asks = [ask("amount", "product"), ask("amount"), ask("amount", "source")];
    expect(ignoredByAll(asks)).toEqual(["amount"]);
    expect(asks.map((one) => sayingLess(one, ["amount"]).ignored)).toEqual([["product"], [], ["source"]]);
  });
});

describe("journeys", () => {
  it("lead from each stage to the next, and from the last to won", () => {
    expect(stepsIn([row("new", 1), row("proposal", 1)]).map(({ from, to }) => `${from} ${to}`)).toEqual([
      "NEW PROPOSAL",
      "PROPOSAL Won",
    ]);
  });
});

describe("cohorts", () => {
  it("are of the period's months, at least twelve and at most twenty-four, never after the data", () => {
    expect(monthsTo("2026-10-01", "2027-01-01", "2026-11-24")).toEqual({ from: "2025-12-01", to: "2026-11-25" });
    expect(monthsTo("2026-01-15", "2026-02-01", "2026-11-24")).toEqual({ from: "2025-02-01", to: "2026-02-01" });
    expect(monthsTo("2025-06-10", "2026-11-01", "2026-11-24")).toEqual({ from: "2025-06-01", to: "2026-11-01" });
    expect(monthsTo("2016-01-01", "2027-01-01", "2026-11-24")).toEqual({ from: "2024-12-01", to: "2026-11-25" });
  });

  it("lie side by side by age, each month ending where the next begins; empty months are left out", () => {
    const cell = (period: string, age: string, den: number): Row => row("", 1, {}, { period, keys: { age }, den });
    const { ages, cohorts } = cohortsIn(
      [
        cell("2026-09-01", "30", 7),
        cell("2026-09-01", "60", 7),
        cell("2026-10-01", "30", 0),
        cell("2026-11-01", "30", 4),
      ],
      "2026-11-25",
    );
    expect(ages).toEqual(["30", "60"]);
    expect(cohorts.map(({ month, to, n }) => [month, to, n])).toEqual([
      ["2026-09-01", "2026-10-01", 7],
      ["2026-11-01", "2026-11-25", 4],
    ]);
  });
});

describe("stages that most went past", () => {
  const reached = (id: string, den: number, young: number): Row =>
    row(id, 0, {}, { den, excluded: young === 0 ? {} : { immature: young } });

  it("are told with how many reached or passed them, those too young to be judged among them, and how many came in", () => {
    expect(wentPast([row("proposal", 9, { entered: 115 })], [reached("proposal", 805, 506)])).toEqual([
      { stage: "PROPOSAL", reached: 1311, came: 115 },
    ]);
  });

  it("are not told where most who got that far have a stay in the stage, nor before the journeys are known", () => {
    const rows = [row("new", 9, { entered: 780 })];
    expect(wentPast(rows, [reached("new", 351, 430)])).toEqual([]);
    expect(wentPast(rows, [])).toEqual([]);
  });
});
