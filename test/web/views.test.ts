import { describe, expect, it } from "vitest";
import { isAt, type Known, keptOf, viewWords } from "../../web/src/views/address.ts";

const known: Known = {
  pages: [
    { path: "/", name: "Where we stand" },
    { path: "/people", name: "People and teams" },
    { path: "/goals", name: "Goals" },
  ],
  kpis: [{ id: "win_rate", name: "Win rate" }],
  people: [{ id: "p/1", name: "Anna Snelling" }],
  teams: [{ id: "t1", name: "West" }],
  withoutScope: new Set(["/goals"]),
};

describe("a saved view", () => {
  it("says which page it is, of whom, and of which period", () => {
    const words = (path: string, search = "") => viewWords({ path, search }, known);
    expect(words("/")).toBe("Where we stand · This quarter");
    expect(words("/kpi/win_rate", "?period=last-year&team=t1&where=source:eq:web&where=type:eq:new")).toBe(
      "Win rate · West · Last year · 2 filters",
    );
    expect(words("/people/p%2F1", "?period=2024-01-01..2024-02-01&where=source:eq:web")).toBe(
      "Anna Snelling · Jan 2024 · 1 filter",
    );
    expect(words("/people", "?person=gone")).toBe("People and teams · gone · This quarter");
    expect(words("/people", "?as_of=2024-07-01")).toBe("People and teams · This quarter · As known at 1 Jul 2024");
    expect(words("/goals", "?period=2024")).toBe("Goals");
    expect(words("/somewhere%20else%")).toContain("/somewhere");
  });

  it("keeps the address as we write it, whatever stood in it", () => {
    const typed = { pathname: "/kpi/win_rate", search: "?where=source:eq:[a]|b&period=2024&empty=" };
    const kept = keptOf(typed);
    expect(kept).toEqual({ path: "/kpi/win_rate", search: "?where=source:eq:%5Ba%5D%7Cb&period=2024" });
    expect(keptOf({ pathname: kept.path, search: kept.search })).toEqual(kept);
    expect(isAt({ ...kept }, kept)).toBe(true);
    expect(isAt({ ...kept, search: "" }, kept)).toBe(false);
  });
});
