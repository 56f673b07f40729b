/** The one figure that a tile shows. */
import { describe, expect, it } from "vitest";
import type { Row, ScorecardLine } from "../../web/src/api/types.ts";
import { courseOf, headlineOf } from "../../web/src/pages/standing/headline.ts";

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

describe("the course on a tile", () => {
  it("ends with what had begun at the as-of of the question, however far the data reaches", () => {
    const trend = ["2026-01-01", "2026-02-01", "2026-03-01"].map((period) => ({ period, value: 1 }));
    const question = { as_of: "2026-03-01T05:00:00.000Z", timezone: "America/New_York" };
    const shown = courseOf({ trend, answer: { question } } as unknown as ScorecardLine);
    expect(shown.map(({ period }) => period)).toEqual(["2026-01-01", "2026-02-01"]);
  });
});
