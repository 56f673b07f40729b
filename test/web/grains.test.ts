/** Which units of time the page offers, and what it calls them. */
import { describe, expect, it } from "vitest";
import { grainIn, grainName, grainsFor, shortUnit, unitName } from "../../web/src/pages/kpi/grains.ts";

const two = [{ id: "fiscal" }, { id: "tax" }];

describe("the units of a range", () => {
  it("are fiscal by each calendar that is declared, the first without its name", () => {
    expect(grainsFor("2024-01-01", "2026-01-01", two).map(grainName)).toEqual([
      ...["Days", "Weeks", "Months", "Quarters", "Years"],
      ...["Fiscal quarters", "Fiscal years", "Fiscal quarters (tax)", "Fiscal years (tax)"],
    ]);
    expect(grainsFor("2024-01-01", "2026-01-01", [])).toEqual(["day", "week", "month", "quarter", "year"]);
  });

  it("are at least two, and about a dozen where nobody chose", () => {
    expect(grainsFor("2026-01-01", "2026-02-01", two)).toEqual(["day", "week"]);
    expect(grainIn(null, "2025-01-01", "2026-01-01", two)).toBe("month");
    expect(grainIn("fiscal-quarter@tax", "2025-01-01", "2026-01-01", two)).toBe("fiscal-quarter@tax");
    expect(grainIn("fiscal-quarter@vat", "2025-01-01", "2026-01-01", two)).toBe("month");
  });

  it("that are fiscal are named by their first month", () => {
    expect(unitName("2025-04-01", "fiscal-year@tax")).toBe("Fiscal year from Apr 2025");
    expect(unitName("2025-04-01", "fiscal-quarter@tax")).toBe("Fiscal quarter from Apr 2025");
    expect(shortUnit("2025-04-01", "fiscal-year@tax", false)).toBe("Apr 2025");
  });
});
