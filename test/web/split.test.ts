import { describe, expect, it } from "vitest";
import type { Row } from "../../web/src/api/types.ts";
import { within } from "../../web/src/pages/kpi/split.ts";

const row = (person: string, n: number): Row => ({
  ...{ period: null, keys: { person }, labels: { person }, value: null, num: n, den: null, n, interval: null },
  ...{ excluded: {}, flags: [], more: {} },
});

const organisation = {
  people: [
    { id: "ann", name: "Ann", role: "rep", team_id: "west", active: true },
    { id: "ben", name: "Ben", role: "rep", team_id: "coast", active: true },
    { id: "cleo", name: "Cleo", role: "rep", team_id: "east", active: true },
    { id: "dan", name: "Dan", role: "rep", team_id: "east", active: true },
  ],
  teams: [
    { id: "west", name: "West", parent_id: null },
    { id: "coast", name: "Coast", parent_id: "west" },
    { id: "east", name: "East", parent_id: null },
  ],
};
const rows = [row("ann", 3), row("ben", 0), row("cleo", 2), row("dan", 0)];
const listed = (scope: { team: string | null; person: string | null }) =>
  within(rows, ["person"], scope, organisation).map(({ keys }) => keys.person);

describe("a split by person", () => {
  it("of the company has everyone, of one team its people and who else has records in it", () => {
    expect(listed({ team: null, person: null })).toEqual(["ann", "ben", "cleo", "dan"]);
    expect(listed({ team: "west", person: null })).toEqual(["ann", "ben", "cleo"]);
  });

  it("of one person has nobody else without a record", () => {
    expect(listed({ team: null, person: "ben" })).toEqual(["ann", "ben", "cleo"]);
  });

  it("by something else keeps what has records or nothing to do with people", () => {
    const sources = [{ ...row("", 0), keys: { source: "web" } }];
    expect(within(sources, ["source"], { team: "west", person: null }, organisation)).toEqual(sources);
  });
});
