/** The one figure that a tile shows. */
import { describe, expect, it } from "vitest";
import type { Row, ScorecardLine } from "../../web/src/api/types.ts";
import { courseOf, headlineOf } from "../../web/src/pages/standing/headline.ts";
import { reasonOf } from "../../web/src/words/flags.ts";

const row = (stage: string, value: number): Row => ({
  period: null,
  keys: { stage },
  labels: { stage },
  value,
  num: value,
  den: null,
  n: value,
  interval: null,
  excluded: {},
  flags: [],
  more: {},
});

const wordsOf = (kpi: string, rows: readonly Row[], total: Partial<Row> = {}): string =>
  headlineOf({ kpi, answer: { rows, total: { ...row("", 0), ...total } } } as unknown as ScorecardLine).of;

describe("the words beside a tile's figure", () => {
  it("name the stage in which most opportunities stand, and none where nothing is open", () => {
    expect(wordsOf("pipeline_by_stage", [row("Discovery", 52), row("Proposal", 79)])).toBe("open, most in Proposal");
    expect(wordsOf("pipeline_by_stage", [row("Discovery", 0)])).toBe("open");
  });

  it("tell of a rate of 100% that nothing was lost: what was lost may not be in the data at all", () => {
    expect(wordsOf("win_rate", [], { value: 1 })).toBe("nothing was lost");
    expect([wordsOf("win_rate", [], { value: 0.99 }), wordsOf("win_rate", [], { value: 0 })]).toEqual(["", ""]);
  });

  it("tell of deals that were known only when they closed, where none was opened: 0 seems to say that there were none", () => {
    const more = { born_closed: 842 };
    expect(wordsOf("opportunities_created", [], { more })).toBe("842 closed when created");
    expect(wordsOf("opportunities_created", [], { value: 3, more })).toBe("");
    expect(wordsOf("opportunities_created", [])).toBe("");
  });
});

describe("the figure of a tile", () => {
  it("is of no stage where there are too few leads for the share of any: their whole, 100%, is none of one", () => {
    const withheld = { ...row("New", 1), value: null, flags: ["small_sample"] };
    const line = { kpi: "lead_stage_share", answer: { rows: [withheld], total: { ...row("", 1), value: 1 } } };
    expect(headlineOf(line as unknown as ScorecardLine).cell).toMatchObject({ value: null, flags: ["small_sample"] });
    const nothing = { ...row("", 0), value: null, flags: ["not_measurable"] };
    const unmeasured = { kpi: "lead_stage_share", answer: { rows: [withheld], total: nothing } };
    expect(headlineOf(unmeasured as unknown as ScorecardLine).cell.flags).toEqual(["not_measurable"]);
  });

  it("is no cost where no spend is known, now or before, nor does its course fall to 0 there", () => {
    const unspent = { ...row("", 0), value: null, flags: ["few_records", "no_spend"] };
    const question = { as_of: "2026-03-01T00:00:00.000Z", timezone: "UTC" };
    const line = (total: object, trend: readonly object[] = []): ScorecardLine =>
      ({ kpi: "cost_per_lead", trend, answer: { question, rows: [], total } }) as unknown as ScorecardLine;
    const { cell } = headlineOf(line(unspent));
    expect([cell.value, reasonOf(cell.flags, cell.excluded, cell.more).short]).toEqual([null, "No spend known"]);
    expect(headlineOf(line({ ...row("", 12), previous: unspent })).cell).toMatchObject({
      value: 12,
      previous: { value: null },
    });
    const trend = [
      { period: "2026-01-01", value: 12, flags: [] },
      { period: "2026-02-01", value: null, flags: ["no_spend"] },
    ];
    expect(courseOf(line(unspent, trend)).map(({ value }) => value)).toEqual([12, null]);
  });
});

describe("the course on a tile", () => {
  it("ends with what had begun at the as-of of the question, however far the data reaches", () => {
    const trend = ["2026-01-01", "2026-02-01", "2026-03-01"].map((period) => ({ period, value: 1, flags: [] }));
    const question = { as_of: "2026-03-01T05:00:00.000Z", timezone: "America/New_York" };
    const shown = courseOf({ trend, answer: { question } } as unknown as ScorecardLine);
    expect(shown.map(({ period }) => period)).toEqual(["2026-01-01", "2026-02-01"]);
  });
});
