import { describe, expect, it } from "vitest";
import { dayIn, weekdayId, weekFrom, weeksOf, yearTo } from "../../web/src/pages/people/calendar.ts";
import { byStanding } from "../../web/src/pages/people/compared.ts";
import { areTeams, peopleGroups, teamGroups } from "../../web/src/pages/people/groups.ts";
import { standingOf } from "../../web/src/words/standing.ts";

describe("a figure against the team's", () => {
  const cell = (low: number | null, high: number | null) => ({ value: 0.5, interval: [low, high] as const });

  it("is like the team while the team's value lies within its interval, the ends included", () => {
    expect(standingOf(cell(0.3, 0.7), 0.4, "higher")).toBe("like");
    expect(standingOf(cell(0.4, 0.7), 0.4, "higher")).toBe("like");
  });

  it("is better or worse by what is better, and apart where neither is", () => {
    expect(standingOf(cell(0.45, 0.7), 0.4, "higher")).toBe("better");
    expect(standingOf(cell(0.45, 0.7), 0.4, "lower")).toBe("worse");
    expect(standingOf(cell(0.1, 0.3), 0.4, "lower")).toBe("better");
    expect(standingOf(cell(0.1, 0.3), 0.4, null)).toBe("apart");
  });

  it("is never told apart at an open end, and not at all without an interval", () => {
    expect(standingOf(cell(0.3, null), 99, "higher")).toBe("like");
    expect(standingOf({ value: 12, interval: null }, 3, "higher")).toBe("unknown");
    expect(standingOf({ value: null, interval: null }, 3, "higher")).toBe("unknown");
  });

  it("orders those apart first and the rest by name, never by value", () => {
    const rows = [
      { standing: "like", name: "Ann" },
      { standing: "better", name: "Zoe" },
      { standing: "like", name: "Bob" },
      { standing: "worse", name: "Yan" },
    ] as const;
    expect(rows.toSorted(byStanding).map(({ name }) => name)).toEqual(["Yan", "Zoe", "Ann", "Bob"]);
  });
});

describe("who is listed", () => {
  const organisation = {
    teams: [
      { id: "sales", name: "Sales", parent_id: null },
      { id: "east", name: "East", parent_id: "sales" },
      { id: "west", name: "West", parent_id: "sales" },
    ],
    people: [
      { id: "1", name: "Zoe", role: "rep", team_id: "east", active: true },
      { id: "2", name: "Ann", role: "rep", team_id: "west", active: true },
      { id: "3", name: "Gone", role: "rep", team_id: "east", active: false },
      { id: "4", name: "Long gone", role: "rep", team_id: "east", active: false },
    ],
  };
  const all = { team: null, person: null };

  it("team by team where they are more than can be read, until people are chosen", () => {
    const [one] = organisation.people;
    const crowd = Array.from({ length: 301 }, (_, index) => ({ ...one!, id: `p${index}` }));
    const large = { ...organisation, people: crowd };
    expect(areTeams(organisation, all, undefined)).toBe(false);
    expect(areTeams(organisation, all, "teams")).toBe(true);
    expect(areTeams(large, all, undefined)).toBe(true);
    expect(areTeams(large, all, "people")).toBe(false);
    expect(areTeams(large, { team: "west", person: null }, undefined)).toBe(false);
    expect(areTeams(large, { team: "sales", person: null }, undefined)).toBe(true);
    expect(areTeams(large, { team: "east", person: null }, undefined)).toBe(false);
    expect(areTeams(large, { team: null, person: "p1" }, undefined)).toBe(false);
  });

  it("under their teams; who has left apart, and only with records", () => {
    const groups = peopleGroups(organisation, all, (id) => id === "3");
    expect(groups.map(({ name, members }) => [name, ...members.map((one) => one.name)])).toEqual([
      ["East", "Zoe"],
      ["West", "Ann"],
      ["No longer here", "Gone"],
    ]);
  });

  it("of a team those in it and in the teams below it", () => {
    const names = (team: string) =>
      peopleGroups(organisation, { team, person: null }, () => false).flatMap(({ members }) =>
        members.map(({ name }) => name),
      );
    expect(names("west")).toEqual(["Ann"]);
    expect(names("sales")).toEqual(["Zoe", "Ann"]);
  });

  it("teams under the team above them", () => {
    const [group] = teamGroups(organisation, null, "Us");
    expect(group?.members.map(({ name, depth }) => `${depth} ${name}`)).toEqual(["0 Sales", "1 East", "1 West"]);
    expect(teamGroups(organisation, "east", "East")[0]?.members.map(({ depth }) => depth)).toEqual([0]);
  });
});

describe("a year of days", () => {
  it("ends with the period, never after the data, and begins twelve months before", () => {
    expect(yearTo("2027-01-01", "2026-11-24")).toEqual({ from: "2025-11-25", to: "2026-11-25" });
    expect(yearTo("2026-10-01", "2026-11-24")).toEqual({ from: "2025-10-01", to: "2026-10-01" });
    expect(yearTo("2028-02-29", "2028-03-01").from).toBe("2027-02-28");
  });

  it("has weeks that begin on the day that the workspace says, and hold every day", () => {
    const range = { from: "2026-11-25", to: "2026-12-08" };
    expect(weeksOf(range, "mon")).toEqual(["2026-11-23", "2026-11-30", "2026-12-07"]);
    expect(dayIn("2026-11-23", 2)).toBe("2026-11-25");
    expect(weeksOf(range, "sun")).toEqual(["2026-11-22", "2026-11-29", "2026-12-06"]);
    expect(weekFrom("sun").map(weekdayId)).toEqual(["sun", "mon", "tue", "wed", "thu", "fri", "sat"]);
  });
});
