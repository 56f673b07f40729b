/** The smallest companies that tell one reading of a definition from another. */
import { describe, expect, it } from "vitest";
import { company } from "./engine.ts";
import { exampleConfig } from "./example.ts";

describe("the watermark", () => {
  it("is not moved by facts later than the wall clock, neither by their time nor by when they were told", async () => {
    await using made = await company(exampleConfig, {
      leads: [
        { lead_id: "1", created_at: "2025-01-01T00:00:00Z" },
        { lead_id: "2", created_at: "2031-01-01T00:00:00Z" },
      ],
      activities: [{ activity_id: "1", type: "call", occurred_at: "2032-01-01T00:00:00Z", lead_id: "1" }],
      spend: [{ campaign_id: "c", spent_on: "2033-01-01", amount: "1" }],
    });
    const { watermark } = await made.asker.answer({
      ...{ kpi: "activities", range: { from: "2025-01-01", to: "2026-01-01" } },
    });
    expect(watermark).toBe("2025-01-01T00:00:00.000Z");
  });
});

describe("a period beyond the as-of", () => {
  it("begins and ends in the balance sheet with what stands then, at the rates of then", async () => {
    await using made = await company(exampleConfig, {
      opportunities: [
        { opportunity_id: "o", created_at: "2025-01-05T00:00:00Z", stage: "proposal", amount: "100", currency: "EUR" },
      ],
      fx_rates: [
        { currency: "EUR", rate_on: "2025-01-01", rate: "1.1" },
        { currency: "EUR", rate_on: "2025-02-15", rate: "1.2" },
      ],
    });
    const { rows } = await made.asker.answer({
      ...{ kpi: "pipeline_by_stage", variant: "balance_sheet", grain: "month", asOf: "2025-01-20T00:00:00Z" },
      range: { from: "2025-01-01", to: "2025-04-01" },
    });
    const { more } = rows.find(({ period, keys }) => period === "2025-03-01" && keys.stage === "proposal") ?? {};
    expect([more?.open_start_money, more?.currency_money, more?.open_end_money]).toEqual([110, 0, 110]);
  });

  it("is cut there and says so, compared with, too", async () => {
    await using made = await company(exampleConfig, {
      opportunities: [{ opportunity_id: "o", created_at: "2025-01-05T00:00:00Z", stage: "proposal" }],
    });
    for (const kpi of ["win_rate", "pipeline_by_stage"]) {
      const { total } = await made.asker.answer({
        ...{ kpi, asOf: "2025-01-20T00:00:00Z", range: { from: "2026-01-01", to: "2027-01-01" } },
        compare: { from: "2025-01-01", to: "2026-01-01" },
      });
      for (const cell of [total, total.previous]) expect(cell?.flags, kpi).toContain("to_date");
    }
  });

  it("that has not begun is answered by whatever leads are split by, though none stand at its end yet", async () => {
    await using made = await company(exampleConfig, {
      leads: [
        { lead_id: "l", created_at: "2025-01-05T00:00:00Z", owner_id: "ann", source: "web", origin: "marketing" },
      ],
      people: [{ person_id: "ann", name: "Ann" }],
    });
    for (const by of ["campaign", "source", "origin", "account", "person"]) {
      const { total } = await made.asker.answer({
        ...{ kpi: "follow_up_rate", by: [by], range: { from: "2026-01-01", to: "2026-02-01" } },
      });
      expect([total.den, total.more.open_leads_per_person], by).toEqual([0, null]);
    }
  });
});

describe("opportunities by stage", () => {
  it("an old rate of what is in no total does not make the total's rate an old one", async () => {
    const deal = (id: string, stage: string, currency: string) => ({
      ...{ opportunity_id: id, created_at: "2025-06-01T00:00:00Z", stage, amount: "100", currency },
    });
    await using made = await company(exampleConfig, {
      opportunities: [deal("own", "proposal", "USD"), deal("foreign", "nowhere", "EUR")],
      fx_rates: [{ currency: "EUR", rate_on: "2024-01-01", rate: "1.1" }],
    });
    const { total, rows } = await made.asker.answer({
      ...{ kpi: "pipeline_by_stage", range: { from: "2025-01-01", to: "2026-01-01" } },
    });
    expect([total.more.money, total.flags.includes("stale_rate")]).toEqual([100, false]);
    expect(rows.find(({ keys }) => keys.stage === "undeclared")?.flags).toContain("stale_rate");
  });

  it("says how many of those that stand there have no history but their own stage", async () => {
    const created_at = "2025-01-05T00:00:00Z";
    await using made = await company(exampleConfig, {
      leads: [{ lead_id: "l", created_at, stage: "prospect" }],
      opportunities: [
        ...["told", "untold", "alone"].map((id) => ({
          opportunity_id: id,
          created_at,
          stage: "proposal",
          product: id,
        })),
        { opportunity_id: "gone", created_at, stage: "lost", closed_at: "2025-01-09T00:00:00Z" },
      ],
      stage_changes: [
        { subject_type: "opportunity", subject_id: "told", stage: "proposal", changed_at: "2025-01-06T00:00:00Z" },
      ],
    });
    const noted = async (kpi: string, product?: string) => {
      const { notes } = await made.asker.answer({
        ...{ kpi, range: { from: "2025-01-01", to: "2025-02-01" }, grain: "week", by: ["stage"] },
        ...(product === undefined ? {} : { where: [{ dimension: "product", operator: "=", values: [product] }] }),
      });
      return notes.map(({ code, count }) => [code, count]);
    };
    expect(await noted("pipeline_by_stage")).toEqual([["no_history", 2]]);
    expect(await noted("pipeline_by_stage", "alone")).toEqual([["no_history", 1]]);
    expect(await noted("pipeline_by_stage", "told")).toEqual([]);
    expect(await noted("lead_stage_share")).toEqual([["no_history", 1]]);
  });

  it("says of how many on their way through the stages nobody knows more than where they stand", async () => {
    const created_at = "2025-01-05T00:00:00Z";
    const deal = (id: string, stage: string, closed_at?: string) => ({
      ...{ opportunity_id: id, created_at, stage, product: id },
      ...(closed_at === undefined ? {} : { closed_at }),
    });
    await using made = await company(exampleConfig, {
      leads: [{ lead_id: "l", created_at: "2025-02-05T00:00:00Z", stage: "prospect" }],
      opportunities: [
        deal("told", "lost"),
        deal("lost", "lost", "2025-01-09T00:00:00Z"),
        deal("won", "won", "2025-01-20T00:00:00Z"),
        deal("open", "proposal"),
      ],
      stage_changes: ["qualified", "proposal", "lost"].map((stage, index) => ({
        ...{ subject_type: "opportunity", subject_id: "told", stage },
        changed_at: `2025-01-0${5 + index}T00:00:00Z`,
      })),
      activities: [{ activity_id: "later", type: "call", occurred_at: "2025-12-01T00:00:00Z" }],
    });
    const noted = async (variant: string, where: Record<string, string> = {}, brief?: true) => {
      const { notes } = await made.asker.answer({
        ...{ kpi: "stage_conversion", variant, range: { from: "2025-01-01", to: "2025-02-01" }, by: ["stage"], brief },
        where: Object.entries(where).map(([dimension, value]) => ({ dimension, operator: "=", values: [value] })),
      });
      return notes.map(({ code, count }) => [code, count]);
    };
    for (const variant of ["default", "reached", "strict", "touched", "resolved"])
      expect(await noted(variant), variant).toEqual([["no_history", 3]]);
    expect(await noted("journey")).toEqual([["no_history", 3]]);
    // What was lost nobody knows when or where counts for no later stage.
    expect(await noted("default", { stage: "proposal" })).toEqual([["no_history", 2]]);
    expect(await noted("default", { product: "lost" })).toEqual([["no_history", 1]]);
    expect(await noted("default", { product: "told" })).toEqual([]);
    expect(await noted("default", {}, true)).toEqual([]);
  });

  it("a win undone later is won in its period, reopened in the later one, and shown there as undone", async () => {
    const change = (stage: string, changed_at: string) => ({
      ...{ subject_type: "opportunity", subject_id: "o", stage, changed_at: `${changed_at}T00:00:00Z` },
    });
    await using made = await company(exampleConfig, {
      opportunities: [{ opportunity_id: "o", created_at: "2025-01-01T00:00:00Z", stage: "proposal", amount: "100" }],
      stage_changes: [change("qualified", "2025-01-01"), change("won", "2025-02-03"), change("proposal", "2025-03-03")],
    });
    const { rows } = await made.asker.answer({
      ...{ kpi: "pipeline_by_stage", variant: "balance_sheet", grain: "month" },
      range: { from: "2025-02-01", to: "2025-04-01" },
    });
    const told = (period: string, stage: string, line: string) =>
      rows.find((row) => row.period === period && row.keys.stage === stage)?.more[line];
    expect(told("2025-02-01", "qualified", "won")).toBe(1);
    expect(told("2025-02-01", "qualified", "undone")).toBe(0);
    for (const line of ["reopened", "undone"]) expect(told("2025-03-01", "proposal", line)).toBe(1);
    expect(told("2025-03-01", "proposal", "undone_money")).toBe(100);
  });
});

describe("people", () => {
  it("whom records name and no table tells of are called by the id that the source wrote, and are found by it", async () => {
    await using made = await company(exampleConfig, {
      people: [
        { person_id: "ann", name: "Ann", team_id: "north" },
        { person_id: "bob", name: "Bob" },
      ],
      opportunities: ["ann", "x-17"].map((owner_id, index) => ({
        ...{ opportunity_id: `${index}`, created_at: "2025-01-01T00:00:00Z", owner_id, stage: "won" },
        closed_at: "2025-01-09T00:00:00Z",
      })),
      activities: [{ activity_id: "1", type: "call", occurred_at: "2025-01-09T00:00:00Z", person_id: "x-18" }],
    });
    const question = { kpi: "win_rate", range: { from: "2025-01-01", to: "2025-02-01" } };
    const rows = async (by: string) =>
      (await made.asker.answer({ ...question, by: [by] })).rows.map(({ keys, labels, den }) => [
        ...[keys[by], labels[by], den],
      ]);
    expect(await rows("person")).toEqual([
      ["ann", "Ann", 1],
      ["bob", "Bob", 0],
      ["x-17", "x-17", 1],
    ]);
    expect(await rows("team")).toEqual([
      ["north", "north", 1],
      [null, "Unassigned", 1],
    ]);
    const where = [{ dimension: "person", operator: "=" as const, values: ["x-17"] }];
    expect((await made.asker.answer({ ...question, where })).total.den).toBe(1);
    const { rows: listed } = await made.asker.records({ ...question, where }, "den", { limit: 5, offset: 0 });
    expect(listed.map(({ person }) => person)).toEqual(["x-17"]);
  });
});

describe("activities", () => {
  it("a record that they touched is listed with whoever touched it first, be it nobody", async () => {
    const call = (activity_id: string, day: string, person_id: string) => ({
      ...{ activity_id, type: "call", occurred_at: `2025-01-${day}T00:00:00Z`, lead_id: "lead", person_id },
    });
    await using made = await company(exampleConfig, {
      people: [{ person_id: "ann", name: "Ann" }],
      leads: [{ lead_id: "lead", created_at: "2025-01-01T00:00:00Z" }],
      activities: [call("1", "05", ""), call("2", "06", "ann")],
    });
    const question = { kpi: "activities", variant: "records_touched", range: { from: "2025-01-01", to: "2025-02-01" } };
    const { rows } = await made.asker.records(question, "num", { limit: 5, offset: 0 });
    expect(rows).toMatchObject([{ id: "lead", day: "2025-01-05", person: null }]);
  });
});

describe("opportunities created", () => {
  it("what was born closed is its owner's at that instant, where nobody is told to have created it", async () => {
    await using made = await company(exampleConfig, {
      people: ["ann", "bob"].map((name) => ({ person_id: name, name })),
      opportunities: [
        {
          ...{ opportunity_id: "o", created_at: "2025-01-05T10:00:00Z", closed_at: "2025-01-05T10:00:00Z" },
          ...{ stage: "won", owner_id: "bob" },
        },
      ],
      owner_changes: [
        {
          ...{ subject_type: "opportunity", subject_id: "o", owner_id: "bob", from_owner_id: "ann" },
          changed_at: "2025-01-09T10:00:00Z",
        },
      ],
    });
    const { rows } = await made.asker.answer({
      ...{ kpi: "opportunities_created", range: { from: "2025-01-01", to: "2025-02-01" }, by: ["person"] },
    });
    expect(rows.map(({ keys, more }) => [keys.person, more.born_closed])).toEqual([
      ["ann", 1],
      ["bob", 0],
    ]);
  });
});

describe("where leads come from", () => {
  it("is what was told first: a later edit is known, and moves nothing", async () => {
    const told = (lead_id: string, origin: string, day: string) => ({
      ...{ lead_id, origin, created_at: "2025-01-05T00:00:00Z", recorded_at: `2025-01-${day}T00:00:00Z` },
    });
    await using made = await company(exampleConfig, {
      leads: [
        ...[told("moved", "marketing", "06"), told("moved", "sales", "10"), told("moved", "", "12")],
        ...[told("filled", "", "06"), told("filled", "partner", "10"), told("filled", "sales", "12")],
      ],
    });
    const origins = async (asOf?: string) => {
      const { total } = await made.asker.answer({
        ...{ kpi: "lead_origin", range: { from: "2025-01-01", to: "2025-02-01" } },
        ...(asOf === undefined ? {} : { asOf }),
      });
      return Object.keys(total.more).filter((word) => total.more[word] === 1);
    };
    expect(await origins()).toEqual(["marketing", "partner"]);
    expect(await origins("2025-01-07T00:00:00Z")).toEqual(["marketing", "unknown"]);
  });
});

describe("the mean of times", () => {
  const cycle = async (...closed: readonly string[]) => {
    await using made = await company(exampleConfig, {
      opportunities: closed.map((at, index) => ({
        ...{ opportunity_id: `${index}`, created_at: "2025-01-01T00:00:00Z" },
        ...{ stage: "won", closed_at: `2025-${at}` },
      })),
    });
    const range = { from: "2025-01-01", to: "2025-04-01" };
    const { total } = await made.asker.answer({ kpi: "sales_cycle_length", range });
    return [total.value, ...(total.interval ?? [])].map((one) => (one === null ? null : Math.round(one * 1e6) / 1e6));
  };
  const three = ["01-02T00:00:00Z", "01-02T12:00:00Z", "03-12T00:00:00Z"];

  it("of three goes from the least to the greatest, however uneven they are", async () => {
    expect(await cycle(...three)).toEqual([24.166667, 1, 70]);
  });

  it("has no limit below 0, however few and uneven they are", async () => {
    expect((await cycle(...three, "01-02T06:00:00Z")).slice(0, 2)).toEqual([18.4375, 0]);
  });
});

describe("cost per lead", () => {
  it("a budget without dates is counted, not priced: what its leads cost is unknown, not nothing", async () => {
    await using made = await company(exampleConfig, {
      campaigns: [
        { campaign_id: "fair", name: "Fair", budget: "500", starts_on: "2025-01-05" },
        { campaign_id: "web", name: "Web" },
      ],
      spend: [{ campaign_id: "web", spent_on: "2025-01-05", amount: "100" }],
      leads: ["fair", "web"].map((campaign_id) => ({
        ...{ lead_id: campaign_id, created_at: "2025-01-10T00:00:00Z", campaign_id },
      })),
    });
    const { total, rows } = await made.asker.answer({
      ...{ kpi: "cost_per_lead", range: { from: "2025-01-01", to: "2025-02-01" }, by: ["campaign"] },
    });
    expect(total).toMatchObject({ value: 50, num: 100, excluded: { no_dates: 1 }, more: { priced: 1, counted: 2 } });
    expect(rows.find(({ keys }) => keys.campaign === "fair")).toMatchObject({
      ...{ value: null, num: null, den: 1, excluded: { no_dates: 1 }, more: { priced: 0, counted: 1 } },
      flags: expect.arrayContaining(["not_measurable"]),
    });
  });

  it("leads that came by no campaign have no cost that could be known: none is told, not $0.00", async () => {
    const lead = (lead_id: string, campaign_id: string) => ({
      ...{ lead_id, created_at: "2025-01-10T00:00:00Z", campaign_id },
    });
    await using made = await company(exampleConfig, {
      campaigns: [
        { campaign_id: "web", name: "Web" },
        { campaign_id: "free", name: "Free" },
      ],
      spend: [{ campaign_id: "web", spent_on: "2025-01-05", amount: "100" }],
      leads: [lead("1", "web"), lead("2", "free"), lead("3", ""), lead("4", "")],
    });
    const question = { kpi: "cost_per_lead", range: { from: "2025-01-01", to: "2025-02-01" } };
    const { total, rows } = await made.asker.answer({ ...question, by: ["campaign"] });
    expect(total.value).toBe(25);
    expect(rows.map(({ keys, value }) => [keys.campaign, value])).toEqual([
      ["free", null],
      ["web", 100],
      [null, null],
    ]);
    // Of a campaign whose spend nobody has told the cost is not known, and it says so: it was not for nothing.
    expect(rows.map(({ flags }) => flags.includes("no_spend"))).toEqual([true, false, false]);
    const unattributed = { value: null, num: null, den: 2, n: 2, flags: expect.arrayContaining(["not_measurable"]) };
    expect(rows[2]).toMatchObject(unattributed);
    const where = [{ dimension: "campaign", operator: "=" as const, values: [null] }];
    expect((await made.asker.answer({ ...question, where })).total).toMatchObject(unattributed);
  });

  it("a win without any close time is no win of its creation's month, be it deleted or not", async () => {
    const won = (id: string, more: object) => ({
      ...{ opportunity_id: id, created_at: "2025-01-10T00:00:00Z", stage: "won", ...more },
    });
    await using made = await company(exampleConfig, {
      opportunities: [
        won("dated", { closed_at: "2025-01-20T00:00:00Z" }),
        won("undated", {}),
        won("deleted", { deleted_at: "2025-01-21T00:00:00Z" }),
      ],
    });
    const { total } = await made.asker.answer({
      ...{ kpi: "cost_per_lead", variant: "per_win", range: { from: "2025-01-01", to: "2025-02-01" } },
    });
    expect([total.den, total.excluded]).toEqual([1, {}]);
  });
});

it("whose a merged record was before its owners are told is nobody's at every as-of, also before they were told", async () => {
  await using made = await company(exampleConfig, {
    people: [{ person_id: "ann", name: "Ann" }],
    leads: [
      { lead_id: "stays", created_at: "2025-08-01T00:00:00Z", owner_id: "ann", assigned_at: "2025-05-02T00:00:00Z" },
      { lead_id: "twin", created_at: "2025-05-01T00:00:00Z", owner_id: "ann", merged_into: "stays" },
      { lead_id: "latest", created_at: "2025-12-01T00:00:00Z" },
    ],
    owner_changes: [
      {
        subject_type: "lead",
        subject_id: "stays",
        owner_id: "ann",
        changed_at: "2025-08-20T00:00:00Z",
        from_owner_id: "",
      },
    ],
  });
  const owners = async (asOf: string) => {
    const range = { from: "2025-05-01", to: "2025-06-01" };
    const { rows } = await made.asker.answer({ kpi: "follow_up_rate", range, asOf, by: ["person"] });
    return rows.filter(({ den }) => den === 1).map(({ keys }) => keys.person);
  };
  expect(await owners("2025-08-25T00:00:00Z")).toEqual([null]);
  expect(await owners("2025-08-10T00:00:00Z")).toEqual([null]);
});

it("a lead that waited for somebody counts, of all leads, for whom it was given to, and nobody's were not followed up", async () => {
  await using made = await company(exampleConfig, {
    people: [{ person_id: "ann", name: "Ann" }],
    leads: [
      { lead_id: "queued", created_at: "2025-05-01T08:00:00Z", owner_id: "ann" },
      { lead_id: "forgotten", created_at: "2025-05-01T08:00:00Z" },
    ],
    owner_changes: [
      { subject_type: "lead", subject_id: "queued", owner_id: "ann", changed_at: "2025-05-01T09:00:00Z" },
    ],
    activities: ["queued", "forgotten"].map((lead_id) => ({
      ...{ activity_id: lead_id, lead_id, type: "call", direction: "outbound", occurred_at: "2025-05-02T09:00:00Z" },
    })),
  });
  const { rows } = await made.asker.answer({
    ...{ kpi: "follow_up_rate", variant: "all_leads", by: ["person"], asOf: "2025-06-01T00:00:00Z" },
    range: { from: "2025-05-01", to: "2025-06-01" },
  });
  expect(rows.map(({ keys, num, den }) => [keys.person, num, den])).toEqual([
    ["ann", 1, 1],
    [null, 0, 1],
  ]);
});

it("of nothing there is no median, not even where a workspace withholds none", async () => {
  const config = { ...exampleConfig, sample: { ...exampleConfig.sample, small: 0 } };
  await using made = await company(config, {
    people: [{ person_id: "ann", name: "Ann" }],
    opportunities: [{ opportunity_id: "o", created_at: "2025-05-01T08:00:00Z", owner_id: "ann" }],
  });
  const { rows } = await made.asker.answer({
    ...{ kpi: "sales_cycle_length", by: ["person"], range: { from: "2025-05-01", to: "2025-06-01" } },
  });
  expect(rows.map(({ n, more }) => [n, more.median, more.p90])).toEqual([[0, null, null]]);
});
