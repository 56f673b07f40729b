import { describe, expect, it } from "vitest";
import { filterOfAny } from "../../web/src/api/question.ts";
import type { Answer, Cell, Row } from "../../web/src/api/types.ts";

import { idleIn, idleSpend } from "../../web/src/pages/campaigns/idle.ts";
import { nextPlace, originsIn, unitsIn } from "../../web/src/pages/campaigns/origins.ts";
import {
  columnsWith,
  isSaid,
  membersOf,
  shownOf,
  sorted,
  sortIn,
  sortText,
} from "../../web/src/pages/campaigns/table.ts";
import { waitsOf } from "../../web/src/pages/campaigns/waits.ts";
import { mainPart } from "../../web/src/records/part.ts";
import { filterParts } from "../../web/src/words/filters.ts";

const cell = (own: Partial<Cell> = {}): Cell => ({
  ...{ value: null, num: null, den: null, n: 0, interval: null, excluded: {}, flags: [], more: {} },
  ...own,
});

const row = (keys: Row["keys"], own: Partial<Row> = {}): Row => ({ ...cell(), period: null, keys, labels: {}, ...own });

const answer = (kpi: string, rows: readonly Row[], own: Partial<Answer["question"]> = {}): Answer => ({
  kpi,
  definition: {
    ...{ version: 1, variant: "default", name: kpi, formula: "", unit: "money", better: "lower" },
    ...{ type: "flow", additivity: "non_additive", parts: { num: null, den: null } },
  },
  question: {
    ...{ from: "2026-10-01", to: "2027-01-01", timezone: "UTC", as_of: "2026-11-25T00:00:00Z" },
    ...{ grain: null, by: [], where: [] },
    ...own,
  },
  watermark: "2026-11-25T00:00:00Z",
  total: cell(),
  rows,
  notes: [],
});

const columns = columnsWith("default");
const column = (id: string) => columns.find((one) => one.id === id)!;

describe("the table of campaigns", () => {
  const leads = answer("lead_origin", [
    row({ campaign: "fair" }, { labels: { campaign: "Fair" }, num: 10, n: 10 }),
    row({ campaign: null }, { labels: { campaign: "Unattributed" }, num: 99, n: 99 }),
    row({ campaign: "mail" }, { labels: { campaign: "Mailing" }, num: 30, n: 30 }),
  ]);
  const cost = answer("cost_per_lead", [
    row({ campaign: "fair" }, { value: 50, num: 500, den: 10, n: 10, more: { priced: 3, counted: 3 } }),
    row({ campaign: "pod" }, { labels: { campaign: "Podcast" }, num: 70, more: { priced: 1, counted: 1 } }),
    row({ campaign: null }, { value: 0, num: 0, den: 99, n: 99, more: { priced: 0, counted: 0 } }),
  ]);
  const members = membersOf(
    [
      { column: column("leads"), answer: leads },
      { column: column("spend"), answer: cost },
      { column: column("cost"), answer: cost },
    ],
    "campaign",
  );
  const names = (sort: string | null): readonly string[] =>
    sorted(members, columns, sortIn(sort, columns)).map(({ name }) => name);

  it("has a row for each campaign that any of the answers names, and one for leads without", () => {
    expect(members.map(({ key }) => key)).toEqual(["fair", null, "mail", "pod"]);
    expect(members[0]?.cells.get("leads")?.num).toBe(10);
    expect(members[0]?.cells.get("cost")?.value).toBe(50);
  });

  it("lists the most leads first, none as 0, those without a campaign last whichever way, and what has no figure below the rest", () => {
    expect(names(null)).toEqual(["Mailing", "Fair", "Podcast", "Unattributed"]);
    expect(names("leads")).toEqual(["Podcast", "Fair", "Mailing", "Unattributed"]);
    expect(names("-name")).toEqual(["Podcast", "Mailing", "Fair", "Unattributed"]);
    expect(names("-spend")).toEqual(["Fair", "Podcast", "Mailing", "Unattributed"]);
  });

  it("reads its order from the address, and another word as the usual order", () => {
    expect(sortIn("-cost", columns)).toEqual({ by: "cost", isFalling: true });
    expect(sortText(sortIn("name", columns))).toBe("name");
    expect(sortIn("size", columns)).toEqual({ by: "leads", isFalling: true });
  });

  it("says nothing of a cost of which nothing is priced: unknown is not 0", () => {
    expect(shownOf(column("cost"), cost.rows[2])).toBeNull();
    expect(shownOf(column("spend"), cost.rows[2])).toBeNull();
    expect(shownOf(column("spend"), cost.rows[1])).toBe(70);
    expect(shownOf(column("amount"), cell({ num: 0, more: { priced: 0 } }))).toBeNull();
    expect(shownOf(column("won"), cell({ num: 0, den: 4 }))).toBe(0);
  });

  it("knows no amount won where only lost deals are priced, and $0 where nothing was won or it was worth nothing", () => {
    const won = (more: Cell["more"]) => shownOf(column("amount"), cell({ num: 0, den: 319, n: 1, more }));
    expect(won({ priced: 1, counted: 7, won: 4, lost: 3 })).toBeNull();
    expect(won({ priced: 1, counted: 3, won: 0, lost: 3 })).toBe(0);
    expect(won({ priced: 7, counted: 7, won: 4, lost: 3 })).toBe(0);
  });

  it("leaves out a campaign of which no column has anything to say", () => {
    const silent = { key: "old", name: "Old", cells: new Map([["leads", cell({ num: 0 })]]) };
    expect(isSaid(columns, silent)).toBe(false);
    expect(isSaid(columns, members[3]!)).toBe(true);
  });
});

describe("leads by origin over time", () => {
  const unit = (period: string, num: number, own: Partial<Row> = {}) => row({}, { period, num, n: num, ...own });
  const whole = answer(
    "lead_origin",
    [
      unit("2026-10-01", 12, { previous: cell({ num: 9 }) }),
      unit("2026-11-01", 4, { flags: ["to_date"] }),
      unit("2026-12-01", 0),
    ],
    { grain: "month" },
  );
  const byOrigin = answer("lead_origin", [
    row({ origin: "unknown" }, { period: "2026-10-01", num: 2 }),
    row({ origin: "sales" }, { period: "2026-10-01", num: 3 }),
    row({ origin: "marketing" }, { period: "2026-10-01", num: 7 }),
    row({ origin: "marketing" }, { period: "2026-11-01", num: 4 }),
    row({ origin: "existing_customer" }, { period: "2026-11-01", num: 0 }),
  ]);

  it("names each origin once, marketing and sales first, what is not known last", () => {
    expect(originsIn(byOrigin).map(({ name }) => name)).toEqual(["Marketing", "Sales", "Existing customer", "Unknown"]);
  });

  it("has the units that have begun, each with its parts, the comparison, and whether it still runs", () => {
    const units = unitsIn(whole, byOrigin, "month");
    expect(units.map(({ label, leads, compared, isOpen }) => [label, leads, compared, isOpen])).toEqual([
      ["Oct 2026", 12, 9, false],
      ["Nov 2026", 4, null, true],
    ]);
    expect([...(units[0]?.parts ?? [])]).toEqual([
      ["unknown", 2],
      ["sales", 3],
      ["marketing", 7],
    ]);
    expect(units[1]).toMatchObject({ from: "2026-11-01", to: "2026-12-01" });
  });

  it("leads the arrow keys to the next part that has leads, and nowhere past the ends", () => {
    const filled = new Set(["0:0", "2:0", "0:1", "0:3"]);
    const next = (key: string, unitAt: number, origin: number) =>
      nextPlace(key, [unitAt, origin], [3, 4], (place) => filled.has(place.join(":")));
    expect(next("ArrowRight", 0, 0)).toEqual([2, 0]);
    expect(next("ArrowUp", 0, 1)).toEqual([0, 3]);
    expect(next("ArrowDown", 0, 0)).toBeNull();
    expect(next("ArrowRight", 2, 0)).toBeNull();
    expect(next("Enter", 0, 0)).toBeNull();
  });
});

describe("spend without leads", () => {
  const cost = answer("cost_per_lead", [
    row({ campaign: "fair" }, { num: 500, more: { spend_without_leads: 0 } }),
    row({ campaign: "a,b" }, { num: 70, more: { spend_without_leads: 70 } }),
    row({ campaign: "pod" }, { num: 90, more: { spend_without_leads: 90 } }),
  ]);

  it("lists the campaigns that brought none, the dearest first", () => {
    expect(idleIn(cost).map(({ keys }) => keys.campaign)).toEqual(["pod", "a,b"]);
  });

  it("opens the spend of all of them at once, whatever their ids are", () => {
    const { question, part } = idleSpend({ question: { kpi: "cost_per_lead", where: ["channel:eq:x"] } }, cost);
    expect(part).toBe("num");
    expect(question.where?.map(filterParts)).toEqual([
      { dimension: "channel", operator: "eq", values: ["x"] },
      { dimension: "campaign", operator: "in", values: ["pod", "a,b"] },
    ]);
    expect(filterParts(filterOfAny("campaign", [null, "null", "a\\b"])).values).toEqual([null, "null", "a\\b"]);
  });
});

describe("the records of a figure", () => {
  it("are its main number's, and of a share that is nothing those that it is none of", () => {
    expect(mainPart({ num: 3, den: 9 }, "ratio")).toBe("num");
    expect(mainPart({ num: 0, den: 9 }, "ratio")).toBe("den");
    expect(mainPart({ num: 12.5, den: 9 }, "hours")).toBe("den");
    expect(mainPart({ num: 0, den: null }, "count")).toBe("num");
  });
});

describe("how long leads wait", () => {
  it("is three parts of all: in the agreed time, later, not yet", () => {
    const waits = waitsOf({ more: { within_sla: 0.5, share_answered: 0.75 } });
    expect(waits).toEqual({ inTime: 0.5, later: 0.25, never: 0.25 });
  });

  it("is not said where it is not measured", () => {
    expect(waitsOf({ more: { within_sla: null, share_answered: null } })).toBeNull();
    expect(waitsOf(undefined)).toBeNull();
  });
});
