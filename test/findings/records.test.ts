import { describe, expect, it } from "vitest";
import { parseConfig } from "../../src/model/config.ts";
import { company } from "../engine.ts";
import { exampleConfig } from "../example.ts";
import { randomWorld } from "../worlds/random.ts";
import { foundIn, recordsWith } from "./found.ts";

/** The data is complete up to this instant: the creation of a lead that is nobody's duplicate. */
const upTo = (instant: string) => ({ lead_id: "latest", created_at: instant });
const deal = (opportunity_id: string, rest: Record<string, string> = {}) => ({
  opportunity_id,
  created_at: "2026-01-05T09:00:00Z",
  stage: "proposal",
  ...rest,
});
const ids = (count: number, of = "o") => Array.from({ length: count }, (_, index) => `${of}${index + 1}`);
const small = parseConfig(
  `workspace: Small
sample: {few: 5}
pipelines:
  - id: sales
    stages:
      - {id: proposal, name: Proposal, of: opportunity}
      - {id: hold, name: On hold, of: opportunity, category: hold}
      - {id: won, name: Won, of: opportunity, category: won}
      - {id: lost, name: Lost, of: opportunity, category: lost}
`,
  "quarterdeck.yaml",
);

describe("an opportunity that stands open though nothing happens", () => {
  // Five closed after 10, 20, 30, 40 and 50 days: nine of ten within 46 days.
  const closed = [10, 20, 30, 40, 50].map((days, index) =>
    deal(`c${index}`, {
      created_at: "2026-03-01T00:00:00Z",
      closed_at: new Date(Date.UTC(2026, 2, 1 + days)).toISOString(),
      stage: index % 2 === 0 ? "won" : "lost",
    }),
  );
  const call = (activity_id: string, opportunity_id: string, occurred_at: string, status = "completed") => ({
    activity_id,
    opportunity_id,
    type: "call",
    direction: "outbound",
    occurred_at,
    status,
  });
  const rows = {
    leads: [
      upTo("2026-06-01T12:00:00Z"),
      { lead_id: "buyer", created_at: "2026-01-02T09:00:00Z", opportunity_id: "met" },
    ],
    opportunities: [
      ...closed,
      deal("met"),
      deal("kept"),
      deal("twin", { merged_into: "kept", merged_at: "2026-02-01T09:00:00Z" }),
      deal("called off"),
      deal("silent", { created_at: "2026-04-15T09:00:00Z" }),
      deal("young", { created_at: "2026-04-17T09:00:00Z" }),
      deal("called"),
      deal("planned"),
      deal("moved"),
      deal("robot"),
      deal("held", { stage: "hold" }),
      deal("test", { is_test: "true" }),
    ],
    activities: [
      call("a1", "called", "2026-05-20T09:00:00Z"),
      call("a2", "planned", "2026-06-20T09:00:00Z", "scheduled"),
      { ...call("a4", "", "2026-06-20T09:00:00Z", "scheduled"), lead_id: "buyer" },
      call("a5", "twin", "2026-06-20T09:00:00Z", "scheduled"),
      call("a6", "called off", "2026-06-20T09:00:00Z", "cancelled"),
      { ...call("a3", "robot", "2026-05-20T09:00:00Z"), automated: "true" },
    ],
    stage_changes: [
      { subject_type: "opportunity", subject_id: "moved", stage: "proposal", changed_at: "2026-05-01T09:00:00Z" },
    ],
  };

  it("is found when it is silent for longer than nine of ten take to close; a call, a move, or a plan with it, its lead or its twin is a sign of life", async () => {
    expect(await recordsWith("stale_open", rows, small)).toEqual(["called off", "robot", "silent"]);
  });

  it("says since when, and how long is long here", async () => {
    await using built = await company(small, rows);
    expect((await foundIn(built)).get("stale_open")?.at(-1)).toEqual({
      record: "silent",
      table: "opportunities",
      value: "2026-04-15",
      reason:
        "is open, but the last that is known to have happened with it is longer ago than the 46 days within which nine of ten close",
    });
  });

  it("is not judged where too few have closed to know what is usual", async () => {
    expect(await recordsWith("stale_open", { ...rows, opportunities: rows.opportunities.slice(1) }, small)).toEqual([]);
  });
});

describe("an expected close that is moved out", () => {
  const moved = (opportunity_id: string, ...days: readonly string[]) =>
    days.slice(1).map((value, index) => ({
      opportunity_id,
      field: "expected_close_on",
      value,
      from_value: index === 0 ? (days[0] ?? "") : "",
      changed_at: `2026-02-0${index + 1}T09:00:00Z`,
    }));

  it("is found from the second time on, of what is still open; pulled in, it is none", async () => {
    expect(
      await recordsWith("close_date_pushed", {
        leads: [upTo("2026-06-01T12:00:00Z")],
        opportunities: [
          deal("once"),
          deal("twice"),
          deal("in"),
          deal("lost", { stage: "lost", closed_at: "2026-05-01T09:00:00Z" }),
        ],
        value_changes: [
          ...moved("once", "2026-03-01", "2026-04-01"),
          ...moved("twice", "2026-03-01", "2026-04-01", "2026-05-15"),
          ...moved("in", "2026-05-01", "2026-06-01", "2026-03-01"),
          ...moved("lost", "2026-03-01", "2026-04-01", "2026-05-15"),
        ],
      }),
    ).toEqual(["twice"]);
  });
});

describe("stages moved by the dozen", () => {
  const move = (subject_id: string, changed_at: string, changed_by: string) => ({
    subject_type: "opportunity",
    subject_id,
    stage: "proposal",
    from_stage: "qualified",
    changed_at,
    changed_by,
  });
  const all = (of: string, count: number, at: (index: number) => string, by: string) =>
    ids(count, of).map((id, index) => move(id, at(index), by));
  const rows = (...moves: ReturnType<typeof move>[]) => ({
    leads: [upTo("2026-06-01T12:00:00Z")],
    people: ["ann", "ben"].map((person_id) => ({ person_id, name: person_id })),
    opportunities: [...new Set(moves.map(({ subject_id }) => subject_id))].map((id) => deal(id)),
    stage_changes: moves,
  });

  it("are found where one person moved five within a minute, in the last three days of a month", async () => {
    const found = await recordsWith(
      "bulk_stage_moves",
      rows(
        ...all("end", 5, (index) => `2026-03-29T17:00:0${index}Z`, "ann"),
        ...all("before", 5, (index) => `2026-03-28T17:00:0${index}Z`, "ann"),
        ...all("slow", 5, (index) => `2026-03-30T1${index}:00:00Z`, "ann"),
        ...all("few", 4, (index) => `2026-03-31T17:00:0${index}Z`, "ann"),
      ),
    );
    expect(found).toEqual(ids(5, "end"));
  });

  it("are found where one person moved ten in a day, three times what is usual with that person", async () => {
    const usual = Array.from({ length: 10 }, (_, index) => move(`u${index}`, `2026-02-1${index}T09:00:00Z`, "ann"));
    const busy = Array.from({ length: 10 }, (_, day) =>
      all(`b${day}`, 8, (index) => `2026-02-1${day}T1${index}:00:00Z`, "ben"),
    ).flat();
    const dozen = (by: string) => all(by, 12, (index) => `2026-02-28T09:${index + 10}:00Z`, by);
    expect(await recordsWith("bulk_stage_moves", rows(...usual, ...busy, ...dozen("ann"), ...dozen("ben")))).toEqual(
      ids(12, "ann").sort(),
    );
  });
});

describe("activities written down afterwards", () => {
  const call = (activity_id: string, occurred_at: string, recorded_at: string, rest: Record<string, string> = {}) => ({
    activity_id,
    type: "call",
    direction: "outbound",
    occurred_at,
    recorded_at,
    ...rest,
  });

  it("are found when they were recorded more than a week after they happened, unless they do not count anyway", async () => {
    expect(
      await recordsWith("back_dated_activities", {
        leads: [upTo("2026-06-01T12:00:00Z")],
        activities: [
          call("late", "2026-03-01T09:00:00Z", "2026-03-20T09:00:00Z"),
          call("soon", "2026-03-01T09:00:00Z", "2026-03-08T09:00:00Z"),
          call("unsaid", "2026-03-01T09:00:00Z", ""),
          call("robot", "2026-03-01T09:00:00Z", "2026-03-20T09:00:00Z", { automated: "true" }),
        ],
      }),
    ).toEqual(["late"]);
  });
});

describe("a record whose owner has left", () => {
  it("is found while it is open or on hold, and so are their active leads", async () => {
    const people: Record<string, string>[] = [
      { person_id: "here", name: "Ann" },
      { person_id: "gone", name: "Ben", ended_on: "2026-05-31" },
      { person_id: "going", name: "Cleo", ended_on: "2026-06-01" },
    ];
    expect(
      await recordsWith(
        "owner_gone",
        {
          people,
          leads: [
            upTo("2026-06-01T12:00:00Z"),
            { lead_id: "l1", created_at: "2026-05-01T09:00:00Z", owner_id: "gone" },
            {
              lead_id: "l2",
              created_at: "2026-05-01T09:00:00Z",
              owner_id: "gone",
              disqualified_at: "2026-05-20T09:00:00Z",
            },
          ],
          opportunities: [
            deal("open", { owner_id: "gone" }),
            deal("held", { owner_id: "gone", stage: "hold" }),
            deal("won", { owner_id: "gone", stage: "won", closed_at: "2026-05-01T09:00:00Z" }),
            deal("kept", { owner_id: "here" }),
            deal("last day", { owner_id: "going" }),
          ],
        },
        small,
      ),
    ).toEqual(["held", "l1", "open"]);
  });
});

describe("a campaign that brings leads and costs nothing", () => {
  const lead = (lead_id: string, campaign_id: string, created_at: string) => ({ lead_id, campaign_id, created_at });
  const spent = (campaign_id: string, spent_on: string) => ({ campaign_id, spent_on, amount: "100" });
  const campaigns = ["fair", "search", "free", "over"].map((campaign_id) => ({
    campaign_id,
    name: campaign_id,
    ...(campaign_id === "over" ? { starts_on: "2026-01-01", ends_on: "2026-01-31" } : {}),
  }));
  const rows = {
    campaigns,
    leads: [
      lead("1", "search", "2026-01-10T09:00:00Z"),
      lead("2", "search", "2026-02-10T09:00:00Z"),
      lead("3", "free", "2026-02-11T09:00:00Z"),
      lead("4", "free", "2026-03-11T09:00:00Z"),
      lead("5", "over", "2026-02-12T09:00:00Z"),
      lead("6", "free", "2026-04-12T09:00:00Z"),
    ],
    spend: [spent("search", "2026-01-05"), spent("fair", "2026-03-05"), spent("over", "2026-01-05")],
  };

  it("is found by month, while it runs and as far as spend is known at all", async () => {
    await using built = await company(exampleConfig, rows);
    expect(
      (await foundIn(built)).get("campaign_without_spend")?.map(({ record, value, reason }) => [record, value, reason]),
    ).toEqual([
      [
        "free",
        "2026-02, 2026-03",
        "brought 2 leads in 2 months in which it cost nothing, which makes all leads look cheaper",
      ],
      ["search", "2026-02", "brought 1 lead in 1 month in which it cost nothing, which makes all leads look cheaper"],
    ]);
  });

  it("is none where no spend is known, or a budget is spread over its days", async () => {
    expect(await recordsWith("campaign_without_spend", { ...rows, spend: [] })).toEqual([]);
    const planned = campaigns.map((one) => ({
      ...one,
      budget: "900",
      starts_on: "2026-01-01",
      ends_on: one.campaign_id === "over" ? "2026-01-31" : "2026-04-30",
    }));
    expect(await recordsWith("campaign_without_spend", { ...rows, campaigns: planned, spend: [] })).toEqual([]);
  });
});

describe("a response", () => {
  it("that nobody classified is found, one of a robot is not", async () => {
    const response = (response_id: string, sentiment: string) => ({
      response_id,
      sentiment,
      lead_id: "latest",
      received_at: "2026-06-01T12:00:00Z",
    });
    expect(
      await recordsWith("response_unclassified", {
        leads: [upTo("2026-06-01T12:00:00Z")],
        responses: [response("r1", "unclassified"), response("r2", "auto"), response("r3", "positive")],
      }),
    ).toEqual(["r1"]);
  });
});

describe("what may have been entered twice", () => {
  const lead = (lead_id: string, created_at: string, email: string, rest: Record<string, string> = {}) => ({
    lead_id,
    created_at,
    email,
    ...rest,
  });

  it("is each lead but the first of one address, however it is written, or of one phone", async () => {
    expect(
      await recordsWith("possible_duplicates", {
        leads: [
          lead("first", "2026-01-01T09:00:00Z", "Ann@Acme.com"),
          lead("again", "2026-02-01T09:00:00Z", " ann+fair@acme.com"),
          lead("third", "2026-03-01T09:00:00Z", "ANN@ACME.COM"),
          lead("merged", "2026-03-02T09:00:00Z", "ann@acme.com", { merged_into: "first" }),
          lead("test", "2026-03-03T09:00:00Z", "ann@acme.com", { is_test: "true" }),
          lead("other", "2026-03-04T09:00:00Z", "ben@acme.com"),
          lead("none", "2026-03-05T09:00:00Z", ""),
          lead("nothing", "2026-03-06T09:00:00Z", "unknown"),
          lead("unknown", "2026-03-07T09:00:00Z", "unknown"),
          lead("phone", "2026-03-08T09:00:00Z", "", { phone: "+1 (212) 555-0100" }),
          lead("same phone", "2026-03-09T09:00:00Z", "", { phone: "0012125550100" }),
          lead("short", "2026-03-10T09:00:00Z", "", { phone: "112" }),
          lead("short too", "2026-03-11T09:00:00Z", "", { phone: "112" }),
        ],
      }),
    ).toEqual(["again", "same phone", "third"]);
  });

  it("is each account of one name in one country but the first, whatever the form of the company", async () => {
    const account = (account_id: string, name: string, country: string) => ({ account_id, name, country });
    expect(
      await recordsWith("possible_duplicates", {
        accounts: [
          account("1", "Acme, Inc.", "US"),
          account("2", "ACME", "US"),
          account("3", "Acme GmbH", "DE"),
          account("4", "Café Nord GmbH & Co. KG", "DE"),
          account("5", "cafe nord", "DE"),
          account("6", "Company", "DE"),
          account("7", "Incline", "US"),
        ],
      }),
    ).toEqual(["2", "5"]);
  });
});

it("nothing is found in a company whose records are as they should be", async () => {
  await using built = await company(exampleConfig, {
    people: [{ person_id: "p", name: "Ann" }],
    campaigns: [{ campaign_id: "fair", name: "Fair" }],
    spend: [{ campaign_id: "fair", spent_on: "2026-01-10", amount: "200" }],
    leads: [
      { lead_id: "1", created_at: "2026-01-10T10:00:00Z", email: "a@a.com", campaign_id: "fair", owner_id: "p" },
      { lead_id: "2", created_at: "2026-01-11T10:00:00Z", email: "b@b.com", owner_id: "p" },
    ],
    opportunities: [deal("o1", { owner_id: "p", expected_close_on: "2026-03-01" })],
    responses: [{ response_id: "r", lead_id: "1", received_at: "2026-01-12T10:00:00Z", sentiment: "positive" }],
  });
  expect([...(await foundIn(built)).keys()]).toEqual([]);
});

it("the checks can be asked of any company, and find every record once for each thing that is wrong", async () => {
  for (const seed of [1, 2, 3]) {
    const { config, tables } = randomWorld(seed);
    await using built = await company(config, tables);
    for (const [code, found] of await foundIn(built)) {
      const names = found.map(({ table, record, value }) => `${table} ${record} ${value}`);
      expect(new Set(names).size, code).toBe(names.length);
    }
  }
});

describe("data that cannot tell a win rate", () => {
  const closed = (stages: readonly string[]) =>
    stages.map((stage, index) => deal(`o${index}`, { stage, closed_at: "2026-01-15T09:00:00Z" }));
  const five = (stage: string) => ids(5).map(() => stage);

  it("holds only what was won, or only what was lost", async () => {
    for (const [stages, way] of [
      [five("won"), "all won"],
      [five("lost"), "all lost"],
    ] as const) {
      await using built = await company(small, { opportunities: closed(stages) });
      const [found] = (await foundIn(built)).get("one_outcome") ?? [];
      expect(found?.value).toBe("5");
      expect(found?.reason).toContain(way);
    }
  });

  it("is not judged by fewer than five that closed, nor where one ended otherwise", async () => {
    expect(await recordsWith("one_outcome", { opportunities: closed(["won", "won"]) }, small)).toEqual([]);
    expect(await recordsWith("one_outcome", { opportunities: closed([...five("won"), "lost"]) }, small)).toEqual([]);
  });

  it("has no stage that means won", async () => {
    const open = parseConfig(
      "workspace: Open\npipelines: [{id: sales, stages: [{id: proposal, name: Proposal, of: opportunity}, {id: gone, name: Closed Won, of: opportunity}]}]\n",
      "quarterdeck.yaml",
    );
    await using built = await company(open, { opportunities: [deal("o1")] });
    const [found] = (await foundIn(built)).get("no_won_stage") ?? [];
    expect(found?.reason).toContain("Proposal, Closed Won");
    expect(await recordsWith("no_won_stage", { opportunities: [deal("o1")] }, small)).toEqual([]);
  });
});

describe("a conversion of which only the day is known", () => {
  const lead = (converted_at: string) => ({ lead_id: "l1", created_at: "2026-01-05T09:00:00Z", converted_at });

  it("is not before the lead's creation on that day, and is on an earlier one", async () => {
    expect(await recordsWith("converted_before_created", { leads: [lead("2026-01-05")] })).toEqual([]);
    expect(await recordsWith("converted_before_created", { leads: [lead("2026-01-04")] })).toEqual(["l1"]);
  });
});

describe("a time that contradicts another one", () => {
  it("is told by the clock of the workspace, a day as the file has it", async () => {
    await using built = await company(
      { ...exampleConfig, timezone: "Asia/Kolkata" },
      {
        leads: [{ lead_id: "l1", created_at: "2026-01-06T09:00:00Z", converted_at: "2026-01-05T20:00:00Z" }],
        opportunities: [deal("o1", { created_at: "2026-01-06T10:00:00Z", stage: "won", closed_on: "2026-01-05" })],
      },
    );
    const found = await foundIn(built);
    const valuesOf = (code: string) => (found.get(code) ?? []).map(({ value }) => value);
    expect(valuesOf("converted_before_created")).toEqual(["2026-01-06 01:30:00"]);
    expect(valuesOf("closed_before_created")).toEqual(["2026-01-05"]);
  });
});

describe("an open opportunity with a close date", () => {
  it("has one that was entered, unless its source knows one date for the close and for when it is expected", async () => {
    const open = (opportunity_id: string, expected_close_on: string) =>
      deal(opportunity_id, { closed_at: "2026-02-01T10:00:00Z", expected_close_on });
    const rows = { opportunities: [open("one", "2026-02-01"), open("two", "2026-03-01"), open("none", "")] };
    expect(await recordsWith("close_date_on_open", rows)).toEqual(["none", "two"]);
  });
});

describe("an amount in a currency that has no rate", () => {
  it("is found of deals, and of campaigns whose costs are missing in what a lead costs", async () => {
    const spend = (campaign_id: string, spent_on: string, currency: string) => ({
      ...{ campaign_id, spent_on, currency, amount: "100" },
    });
    const rows = {
      leads: [upTo("2026-06-01T00:00:00Z")],
      campaigns: [
        ...["fair", "mail", "web"].map((campaign_id) => ({ campaign_id, name: campaign_id })),
        {
          campaign_id: "online",
          name: "online",
          budget: "310",
          currency: "NOK",
          starts_on: "2026-01-01",
          ends_on: "2026-01-31",
        },
      ],
      opportunities: [
        deal("priced", { amount: "5", currency: "USD" }),
        deal("other", { amount: "5", currency: "GBP" }),
      ],
      spend: [
        spend("fair", "2026-01-05", "GBP"),
        spend("fair", "2026-01-06", "GBP"),
        spend("fair", "2026-01-07", "USD"),
        ...["2026-01-06", "2026-01-07"].map((day) => spend("fair", day, "CAD")),
        spend("mail", "2026-01-05", "CHF"),
        spend("web", "2026-01-05", "USD"),
      ],
      fx_rates: [{ currency: "CHF", rate_on: "2026-01-01", rate: "1.1" }],
    };
    await using built = await company(small, rows);
    const found = (await foundIn(built)).get("missing_rate") ?? [];
    expect(found.map(({ table, record, value }) => [table, record, value])).toEqual([
      ["campaigns", "fair", "3 days in CAD, GBP"],
      ["campaigns", "online", "31 days in NOK"],
      ["opportunities", "other", "GBP"],
    ]);
  });
});

describe("a history that ends with another stage than the record has", () => {
  /** Both moves of each record fall on the same second. */
  const history = (subject_id: string, stages: readonly string[], ids: readonly string[] = []) =>
    stages.map((stage, index) => ({
      ...{ subject_type: "opportunity", subject_id, stage, changed_at: "2026-01-06T09:00:00Z" },
      ...(ids[index] === undefined ? {} : { change_id: ids[index] }),
    }));

  it("ends with the last of the moves of one instant: by their ids, numbers by value, else as the process goes", async () => {
    const rows = {
      leads: [upTo("2026-03-01T12:00:00Z")],
      opportunities: [
        deal("by number"),
        deal("by word"),
        deal("by process"),
        deal("some without an id"),
        deal("back", { stage: "qualified" }),
        deal("conflict", { stage: "qualified" }),
      ],
      stage_changes: [
        ...history("by number", ["qualified", "needs_analysis", "proposal"], ["8", "9", "10"]),
        ...history("by word", ["qualified", "proposal"], ["a", "b"]),
        ...history("by process", ["qualified", "needs_analysis", "proposal"]),
        ...history("some without an id", ["qualified", "proposal"], ["1"]),
        ...history("back", ["proposal", "qualified"], ["11", "12"]),
        ...history("conflict", ["qualified", "proposal"], ["13", "14"]),
      ],
    };
    await using built = await company(exampleConfig, rows);
    expect((await foundIn(built)).get("history_conflict")).toMatchObject([
      { record: "conflict", reason: "has another stage than its history ends with: the history holds" },
    ]);
  });

  it("is not held against what counts nowhere: merged, deleted and test records", async () => {
    const records: Readonly<Record<string, Record<string, string>>> = {
      conflict: {},
      merged: { merged_into: "conflict", merged_at: "2026-02-01T09:00:00Z" },
      deleted: { deleted_at: "2026-02-01T09:00:00Z" },
      test: { is_test: "true" },
    };
    const rows = {
      leads: [
        upTo("2026-03-01T12:00:00Z"),
        ...Object.entries(records).map(([lead_id, rest]) => ({
          ...{ lead_id, created_at: "2026-01-05T09:00:00Z", stage: "suspect" },
          ...rest,
        })),
      ],
      opportunities: Object.entries(records).map(([id, rest]) => deal(id, { stage: "qualified", ...rest })),
      stage_changes: Object.keys(records).flatMap((id) => [
        ...history(id, ["proposal"]),
        { subject_type: "lead", subject_id: id, stage: "prospect", changed_at: "2026-01-06T09:00:00Z" },
      ]),
    };
    expect(await recordsWith("history_conflict", rows)).toEqual(["conflict", "conflict"]);
  });

  it("is found where the history says that it was entered in error, for it is left out by that", async () => {
    const config = parseConfig(
      `workspace: Small
pipelines:
  - id: sales
    stages:
      - {id: proposal, name: Proposal, of: opportunity}
      - {id: error, name: Entered in error, of: opportunity, category: void}
`,
      "quarterdeck.yaml",
    );
    const rows = { opportunities: [deal("open")], stage_changes: history("open", ["proposal", "error"], ["1", "2"]) };
    expect(await recordsWith("history_conflict", rows, config)).toEqual(["open"]);
  });
});

it("what merged into nobody who is known stands alone, and is found where it counts", async () => {
  const lost = { merged_into: "nobody" };
  const rows = {
    leads: ["lost", "test", "gone"].map((lead_id) => ({
      ...{ ...upTo("2026-03-01T12:00:00Z"), lead_id, ...lost },
      ...(lead_id === "test" ? { is_test: "true" } : {}),
      ...(lead_id === "gone" ? { deleted_at: "2026-03-02T09:00:00Z" } : {}),
    })),
    opportunities: [
      deal("dated", { ...lost, merged_at: "2026-02-01T09:00:00Z" }),
      deal("its own", { merged_into: "dated", merged_at: "2026-01-20T09:00:00Z" }),
      deal("later", { merged_into: "kept", merged_at: "2026-08-01T09:00:00Z" }),
      deal("merged", { merged_into: "kept", merged_at: "2026-02-01T09:00:00Z" }),
      deal("test", { ...lost, is_test: "true" }),
      deal("kept"),
    ],
  };
  expect(await recordsWith("merged_into_unknown", rows)).toEqual(["dated", "lost"]);
});

it("an expected close has passed by what its history says, where there is one", async () => {
  const told = (opportunity_id: string, value: string, changed_at: string) => ({
    ...{ opportunity_id, field: "expected_close_on", value, changed_at },
  });
  await using built = await company(exampleConfig, {
    leads: [upTo("2026-06-01T12:00:00Z")],
    opportunities: [
      deal("passed", { expected_close_on: "2026-05-31" }),
      deal("moved out", { expected_close_on: "2026-03-31" }),
      deal("pulled in", { expected_close_on: "2026-12-31" }),
    ],
    value_changes: [
      told("moved out", "2026-12-31", "2026-03-20T09:00:00Z"),
      told("moved out", "2026-03-31", "2026-02-20T09:00:00Z"),
      told("pulled in", "2026-04-30", "2026-02-20T09:00:00Z"),
    ],
  });
  expect((await foundIn(built)).get("past_expected_close")?.map(({ record, value }) => [record, value])).toEqual([
    ["passed", "2026-05-31"],
    ["pulled in", "2026-04-30"],
  ]);
});

describe("a person's time zone", () => {
  const zones = ["America/Los_Angeles", "america/los_angeles", "PST", "Berlin", "-08:00"];
  const at = (time: string) => `2026-03-04T${time}:00-08:00`;
  const made = company(exampleConfig, {
    people: zones.map((timezone) => ({ person_id: timezone, name: timezone, timezone })),
    leads: zones.map((owner_id) => ({ lead_id: owner_id, created_at: at("12:00"), owner_id })),
    activities: zones.map((lead_id) => ({
      ...{ activity_id: `call ${lead_id}`, type: "call", direction: "outbound" },
      ...{ occurred_at: at("14:00"), lead_id },
    })),
  });

  it("is found where it is none, as letters that mean several are, and every import goes on", async () => {
    expect(
      (await foundIn(await made))
        .get("unknown_zone")
        ?.map(({ record }) => record)
        .toSorted(),
    ).toEqual(["-08:00", "Berlin", "PST"]);
  });

  it("has its own working hours however its letters are; those of none are the company's", async () => {
    const range = { from: "2026-03-01", to: "2026-04-01" };
    const { rows } = await (await made).asker.answer({ kpi: "response_time", range, by: ["person"] });
    const hours = new Map(rows.map(({ keys, more }) => [keys.person, more.working]));
    expect(zones.map((zone) => hours.get(zone))).toEqual([2, 2, 0, 0, 0]);
  });
});
