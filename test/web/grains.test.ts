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
    expect(shortUnit("2025-04-01", "fiscal-year@tax", null)).toBe("Apr 2025");
  });

  it("say their year where it begins, and no other time", () => {
    const told = (grain: "week" | "month", ...starts: readonly string[]) =>
      starts.map((start, index) => shortUnit(start, grain, starts[index - 1] ?? null));
    expect(told("week", "2021-01-01", "2021-01-04", "2021-01-11")).toEqual(["1 Jan\n2021", "4 Jan", "11 Jan"]);
    expect(told("week", "2025-12-22", "2025-12-29", "2026-01-05")).toEqual(["22 Dec\n2025", "29 Dec", "5 Jan\n2026"]);
    expect(told("month", "2025-12-01", "2026-01-01", "2026-02-01")).toEqual(["Dec\n2025", "Jan\n2026", "Feb"]);
  });
});
