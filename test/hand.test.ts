import { describe, expect, it } from "vitest";
import { dateOf, dayNumber } from "../src/model/day.ts";
import { bootstrapMeanFromMoments, momentsOf } from "../src/stats/index.ts";
import { company } from "./engine.ts";
import { exampleConfig } from "./example.ts";
import { foundIn } from "./findings/found.ts";

const day = 86_400_000;
const monthOf = (month: number) =>
  month === 0 ? { from: "2024-12-01", to: "2025-01-01" } : { from: `2025-0${month}-01`, to: `2025-0${month + 1}-01` };

const at = (days: number): string => new Date(Date.parse("2025-01-01T00:00:00Z") + days * day).toISOString();

/** Ten deals, all created on 1 January 2025: days, and how they ended or how long they have been open. */
const deals = "10 W, 20 L, 30 W, 35 open, 40 L, 50 open, 60 W, 60 open, 90 open, 120 open"
  .split(", ")
  .map((text) => text.split(" "));

describe("figures that can be checked by hand", () => {
  it("ten deals: cycle of closed 32.0, of won 33.33, win rate 0.6 (0.2307 to 0.8824), Kaplan-Meier median 60", async () => {
    // Open deals are created so much later that they have been open for their days at the as-of, day 120.
    const opportunities = deals.map(([days, end], index) => ({
      opportunity_id: `d${index}`,
      created_at: at(end === "open" ? 120 - Number(days) : 0),
      ...(end === "open"
        ? { stage: "proposal" }
        : { stage: end === "W" ? "won" : "lost", closed_at: at(Number(days)) }),
    }));
    await using made = await company(exampleConfig, { opportunities });
    const ask = async (kpi: string, variant = "default") =>
      (await made.asker.answer({ kpi, variant, range: { from: "2025-01-01", to: "2025-06-01" }, asOf: at(120) })).total;
    expect((await ask("sales_cycle_length")).value).toBe(32);
    expect((await ask("sales_cycle_length")).more.won_mean).toBeCloseTo(33.33, 2);
    const rate = await ask("win_rate");
    expect(rate.value).toBe(0.6);
    expect(rate.interval?.map((limit) => Number(limit?.toFixed(4)))).toEqual([0.2307, 0.8824]);
    expect((await ask("sales_cycle_length", "km")).value).toBe(60);
  });

  it("eight paths reached A, B, C and won 8, 6, 4 and 3 times", async () => {
    const names: Record<string, string> = { A: "qualified", B: "needs_analysis", C: "proposal", W: "won", L: "lost" };
    const paths = ["ABCW", "ACW", "ABL", "ABABCL", "BCW", "A", "AL", "AB"];
    const opportunities = paths.map((path, index) => ({
      opportunity_id: `p${index}`,
      created_at: at(0),
      stage: names[path.at(-1) ?? ""] ?? "",
    }));
    const stage_changes = paths.flatMap((path, index) =>
      [...path].map((letter, step) => ({
        subject_type: "opportunity",
        subject_id: `p${index}`,
        stage: names[letter] ?? "",
        changed_at: at(step),
        change_id: `${index}-${step}`,
      })),
    );
    await using made = await company(exampleConfig, { opportunities, stage_changes });
    const { rows } = await made.asker.answer({
      kpi: "stage_conversion",
      variant: "reached",
      range: { from: "2025-01-01", to: "2025-06-01" },
    });
    const of = (stage: string) => rows.find((row) => row.keys.stage === stage);
    expect([of("qualified")?.den, of("needs_analysis")?.den, of("proposal")?.den, of("proposal")?.num]).toEqual([
      8, 6, 4, 3,
    ]);
  });

  it("what advanced in a month is its team's by whom it entered the stage, wherever that person is by then", async () => {
    const change = (stage: string, days: number) => ({
      ...{ subject_type: "opportunity", subject_id: "o", stage, changed_at: at(days), change_id: stage },
    });
    await using made = await company(exampleConfig, {
      people: [{ person_id: "p", name: "Ann" }],
      teams: [
        { team_id: "east", name: "East" },
        { team_id: "west", name: "West" },
      ],
      memberships: [
        { person_id: "p", team_id: "east", starts_on: "2024-01-01", ends_on: "2025-02-01" },
        { person_id: "p", team_id: "west", starts_on: "2025-02-01" },
      ],
      opportunities: [{ opportunity_id: "o", created_at: at(0), owner_id: "p", stage: "needs_analysis" }],
      stage_changes: [change("qualified", 0), change("needs_analysis", 40)],
    });
    for (const variant of ["default", "working_days"]) {
      const { rows } = await made.asker.answer({
        ...{ kpi: "stage_duration", variant, by: ["team"] },
        range: { from: "2025-02-01", to: "2025-03-01" },
      });
      const of = (team: string) => rows.find(({ keys }) => keys.stage === "qualified" && keys.team === team)?.more;
      expect([of("east")?.completed_mean, of("west")?.completed_mean ?? null]).toEqual([
        variant === "default" ? 40 : 28,
        null,
      ]);
    }
  });

  it("a change is told from noise: 30 of 100 won after 60 of 100 is down, 31 after 30 is no clear change, 2 deals are too few", async () => {
    const closed = (month: string, won: number, of: number) =>
      Array.from({ length: of }, (_, index) => ({
        opportunity_id: `${month}-${index}`,
        created_at: "2024-12-01T00:00:00Z",
        closed_at: `${month}-10T00:00:00Z`,
        stage: index < won ? "won" : "lost",
      }));
    const opportunities = [
      ...closed("2025-01", 60, 100),
      ...closed("2025-02", 30, 100),
      ...closed("2025-03", 31, 100),
      ...closed("2025-04", 1, 2),
    ];
    await using made = await company(exampleConfig, { opportunities });
    const verdict = async (month: number) =>
      (
        await made.asker.answer({
          kpi: "win_rate",
          range: { from: `2025-0${month}-01`, to: `2025-0${month + 1}-01` },
          compare: { from: `2025-0${month - 1}-01`, to: `2025-0${month}-01` },
        })
      ).total.change?.verdict;
    expect([await verdict(2), await verdict(3), await verdict(4)]).toEqual(["down", "no_clear_change", "too_few"]);
  });

  it("a Sunday is held against a Sunday, not against a Thursday: a month that begins on one has not fallen", async () => {
    const on = (date: string, deals: number) =>
      Array.from({ length: deals }, (_, index) => ({
        ...{ opportunity_id: `${date}-${index}`, created_at: `${date}T12:00:00Z`, stage: "proposal" },
      }));
    const opportunities = [
      ...on("2026-10-01", 90),
      ...on("2026-10-25", 40),
      ...on("2026-10-29", 90),
      ...on("2026-11-01", 1),
      ...on("2026-11-05", 30),
      ...on("2026-11-06", 1),
    ];
    await using made = await company(exampleConfig, { opportunities });
    const verdict = async (day: string, before: string) =>
      (
        await made.asker.answer({
          kpi: "opportunities_created",
          range: { from: day, to: dateOf(dayNumber(day) + 1) },
          compare: { from: before, to: dateOf(dayNumber(before) + 1) },
        })
      ).total.change?.verdict;
    expect(await verdict("2026-11-01", "2026-10-01")).toBe("too_few");
    expect(await verdict("2026-10-01", "2026-10-25")).toBe("too_few");
    expect(await verdict("2026-11-01", "2026-10-25")).toBe("down");
    expect(await verdict("2026-11-05", "2026-10-29")).toBe("down");
  });

  it("money that was all lost says no more than so many deals do: a small win after seven of them is no clear change", async () => {
    const closed = (month: string, amounts: readonly number[], won: number) =>
      amounts.map((amount, index) => ({
        ...{
          opportunity_id: `${month}-${index}`,
          created_at: "2024-12-01T00:00:00Z",
          closed_at: `${month}-10T00:00:00Z`,
        },
        ...{ amount: String(amount), stage: index < won ? "won" : "lost" },
      }));
    const opportunities = [
      ...closed("2025-01", Array(7).fill(1000), 0),
      ...closed("2025-02", [100, ...Array(7).fill(1000)], 1),
      ...closed("2025-03", [1000, 1000, 1000, 1000, 9000], 5),
    ];
    await using made = await company(exampleConfig, { opportunities });
    const range = (month: number) => ({ from: `2025-0${month}-01`, to: `2025-0${month + 1}-01` });
    const of = async (month: number) =>
      (await made.asker.answer({ kpi: "win_rate", variant: "value", range: range(month), compare: range(month - 1) }))
        .total;
    const limits = async (month: number) => (await of(month)).interval?.map((limit) => Number(limit?.toFixed(4)));
    // Wilson of 0 of 7; of all of 13^2 / 85 = 1.988.
    expect(await limits(1)).toEqual([0, 0.3543]);
    expect(await limits(3)).toEqual([0.3411, 1]);
    expect((await of(2)).change?.verdict).toBe("no_clear_change");
  });

  it("a running month with as many records a day as the whole one before is no change", async () => {
    const daily = (month: string, days: number) =>
      Array.from({ length: days }, (_, index) => String(index + 1).padStart(2, "0")).flatMap((day) =>
        [1, 2, 3, 4, 5].map((number) => ({
          opportunity_id: `${month}-${day}-${number}`,
          created_at: `${month}-${day}T12:00:00Z`,
          stage: "proposal",
        })),
      );
    await using made = await company(exampleConfig, {
      opportunities: [...daily("2025-06", 30), ...daily("2025-07", 15)],
    });
    const { total } = await made.asker.answer({
      kpi: "opportunities_created",
      range: { from: "2025-07-01", to: "2025-08-01" },
      compare: { from: "2025-06-01", to: "2025-06-16" },
    });
    expect([total.value, total.previous?.value, total.change?.verdict]).toEqual([75, 75, "no_clear_change"]);
  });

  describe("deals that may be won yet", () => {
    /** Sixty a month, of which some are won after twenty days. */
    const deals = (month: string, won: number) =>
      Array.from({ length: 60 }, (_, index) => {
        const created = `${month}-${String(1 + (index % 28)).padStart(2, "0")}T00:00:00Z`;
        const closed = new Date(Date.parse(created) + 20 * day).toISOString();
        return {
          ...{ opportunity_id: `${month}/${index}`, created_at: created },
          ...(index % 2 === 0 && index < 2 * won ? { stage: "won", closed_at: closed } : { stage: "qualified" }),
        };
      });
    const told = async (won: number, asOf: string) => {
      const later = { opportunity_id: "later", created_at: "2025-06-01T00:00:00Z" };
      await using made = await company(exampleConfig, {
        opportunities: [...deals("2025-01", 30), ...deals("2025-02", won), later],
      });
      const range = { from: "2025-02-01", to: "2025-03-01" };
      const of = async (kpi: string, variant: string) => {
        const asked = { kpi, variant, asOf, range, compare: { from: "2025-01-01", to: "2025-02-01" } };
        const { total, rows } = await made.asker.answer(asked);
        const { num, change } =
          total.value === null ? (rows.find(({ keys }) => keys.stage === "qualified") ?? total) : total;
        return [num, change?.verdict];
      };
      return [await of("close_rate", "ever"), await of("stage_conversion", "reached")];
    };

    it("are no fall: the later ones have had less time", async () => {
      const so = [12, "no_clear_change"];
      expect(await told(30, "2025-03-01T00:00:00Z")).toEqual([so, so]);
      const last = [30, "no_clear_change"];
      expect(await told(30, "2025-05-01T00:00:00Z")).toEqual([last, last]);
    });

    it("hide none once all have had their time", async () => {
      const fallen = [10, "down"];
      expect(await told(10, "2025-05-01T00:00:00Z")).toEqual([fallen, fallen]);
    });
  });

  describe("leads that nobody has answered yet", () => {
    const hour = 3_600_000;
    /** Thirty leads on each day, of which every second one is answered after an hour, the others after so many. */
    const week = (days: readonly string[], slow: number) => {
      const leads = days.flatMap((day) =>
        Array.from({ length: 30 }, (_, index) => ({ lead_id: `${day}/${index}`, created_at: `${day}T09:00:00Z` })),
      );
      const activities = leads.map(({ lead_id, created_at }, index) => ({
        ...{ activity_id: lead_id, lead_id, type: "call", direction: "outbound" },
        occurred_at: new Date(Date.parse(created_at) + (index % 2 === 0 ? 1 : slow) * hour).toISOString(),
      }));
      return { leads, activities };
    };
    const told = async (slow: number, asOf: string) => {
      const [before, now] = [
        week(["2025-07-07", "2025-07-08", "2025-07-09"], 30),
        week(["2025-07-14", "2025-07-15", "2025-07-16"], slow),
      ];
      await using made = await company(exampleConfig, {
        leads: [...before.leads, ...now.leads],
        activities: [...before.activities, ...now.activities],
      });
      const { total } = await made.asker.answer({
        ...{ kpi: "response_time", asOf, range: { from: "2025-07-14", to: "2025-07-21" } },
        compare: { from: "2025-07-07", to: "2025-07-10" },
      });
      return [total.previous?.value, total.value, total.change?.verdict];
    };

    it("make no answer quicker: those that take long come last", async () => {
      // On Wednesday noon those who wait for thirty hours are answered of Monday alone.
      expect(await told(30, "2025-07-16T12:00:00Z")).toEqual([15.5, 8.25, "no_clear_change"]);
      expect(await told(30, "2025-07-17T15:00:00Z")).toEqual([15.5, 15.5, "no_clear_change"]);
    });

    it("hide no quicker ones: where as many are answered in a shorter time, it is shorter", async () => {
      expect(await told(2, "2025-07-16T12:00:00Z")).toEqual([15.5, 1.5, "down"]);
    });
  });

  describe("a day that still runs", () => {
    /** So many opportunities created on each day, an hour apart. */
    const created = (days: Readonly<Record<string, number>>) =>
      Object.entries(days).flatMap(([day, count]) =>
        Array.from({ length: count }, (_, index) => ({
          opportunity_id: `${day}-${index}`,
          created_at: `${day}T${String(index % 10).padStart(2, "0")}:00:00Z`,
          ...{ stage: "proposal", amount: String(90 + index) },
        })),
      );
    const verdicts = async (days: Readonly<Record<string, number>>, to: string) => {
      await using made = await company(exampleConfig, { opportunities: created(days) });
      const of = async (variant: string) => {
        const range = { from: "2025-07-14", to: "2025-07-21" };
        const asked = { kpi: "opportunities_created", variant, range, compare: { from: "2025-07-07", to } };
        return (await made.asker.answer({ ...asked, grain: "day" })).total.change?.verdict;
      };
      return [await of("default"), await of("value")];
    };

    it("has fewer than a whole one, which is no fall", async () => {
      // Until nine on Monday; until nine on Tuesday.
      const [monday, tuesday] = [
        { "2025-07-07": 60, "2025-07-14": 10 },
        { "2025-07-08": 60, "2025-07-15": 10 },
      ];
      expect(await verdicts(monday, "2025-07-08")).toEqual(["no_clear_change", "no_clear_change"]);
      expect(await verdicts({ ...monday, "2025-07-14": 60, ...tuesday }, "2025-07-09")).toEqual([
        "no_clear_change",
        "no_clear_change",
      ]);
    });

    it("tells a rise by more than a whole one had, and a fall by what came on the days that are over", async () => {
      expect(await verdicts({ "2025-07-07": 20, "2025-07-14": 60 }, "2025-07-08")).toEqual(["up", "up"]);
      const fallen = { "2025-07-07": 60, "2025-07-08": 60, "2025-07-14": 20, "2025-07-15": 1 };
      expect(await verdicts(fallen, "2025-07-09")).toEqual(["down", "down"]);
    });
  });

  it("a filter by amount compares money in the workspace currency, and does not match what has no rate", async () => {
    const deal = (id: string, amount: string, currency: string) => ({
      opportunity_id: id,
      created_at: "2025-01-01T00:00:00Z",
      closed_at: "2025-01-20T00:00:00Z",
      stage: "won",
      amount,
      currency,
    });
    await using made = await company(exampleConfig, {
      opportunities: [
        deal("a", "1000", "USD"),
        deal("b", "900", "EUR"),
        deal("c", "999", ""),
        deal("d", "5000", "CHF"),
      ],
      fx_rates: [{ currency: "EUR", rate_on: "2025-01-01", rate: "1.2" }],
    });
    const { rows, total } = await made.asker.records(
      {
        kpi: "win_rate",
        range: { from: "2025-01-01", to: "2025-02-01" },
        where: [{ dimension: "amount", operator: ">=", values: ["1000"] }],
      },
      "den",
      { limit: 10, offset: 0 },
    );
    expect([total, rows.map((row) => row.id).sort()]).toEqual([2, ["a", "b"]]);
  });

  it("records of one day and one id are each on one page, whatever the pages' length", async () => {
    const ids = ["a", "b", "c", "d"];
    const created_at = "2025-01-05T00:00:00Z";
    await using made = await company(exampleConfig, {
      leads: ids.map((lead_id) => ({ lead_id, created_at, stage: "new" })),
      opportunities: ids.map((opportunity_id) => ({ opportunity_id, created_at, stage: "qualified" })),
    });
    const question = {
      kpi: "lead_stage_share",
      variant: "process",
      range: { from: "2025-01-01", to: "2025-02-01" },
    };
    const pageAt = (offset: number, limit = 3) => made.asker.records(question, "den", { limit, offset });
    const paged = (await Promise.all([0, 3, 6].map((offset) => pageAt(offset)))).flatMap(({ rows }) => rows);
    expect(new Set(paged.map(({ object, id }) => `${object} ${id}`)).size).toBe(8);
    expect(paged).toEqual((await pageAt(0, 100)).rows);
  });

  it("a period with more units than anyone can read is a question that is refused", async () => {
    await using made = await company(exampleConfig, {
      opportunities: [{ opportunity_id: "a", created_at: "2025-01-01T00:00:00Z" }],
    });
    const range = { from: "0001-01-01", to: "2026-01-01" };
    await expect(made.asker.answer({ kpi: "win_rate", range, grain: "day" })).rejects.toMatchObject({
      code: "too_many_units",
    });
    expect((await made.asker.answer({ kpi: "win_rate", range, grain: "year" })).rows).toHaveLength(2025);
  });

  it("more rows than can be told at once are a question that is refused, before anything is counted", async () => {
    await using made = await company(exampleConfig, {
      people: Array.from({ length: 200 }, (_, index) => ({ person_id: `p${index}`, name: `P ${index}` })),
      opportunities: [{ opportunity_id: "a", created_at: "2025-01-01T00:00:00Z", owner_id: "p1" }],
    });
    const range = { from: "2021-01-01", to: "2026-01-01" };
    for (const kpi of ["win_rate", "activities"])
      await expect(made.asker.answer({ kpi, range, grain: "day", by: ["person"] })).rejects.toMatchObject({
        ...{ code: "too_many_answer_rows", facts: { rows: 365_200, most: 300_000 } },
      });
    const { rows } = await made.asker.answer({ kpi: "win_rate", range, grain: "week", by: ["person"] });
    expect(rows).toHaveLength(262 * 200);
  });

  it("what nobody imported anything for cannot be measured, and the answer says what is missing", async () => {
    await using made = await company(exampleConfig, {
      opportunities: [{ opportunity_id: "a", created_at: "2025-01-01T00:00:00Z" }],
    });
    const { total, notes } = await made.asker.answer({
      kpi: "response_time",
      range: { from: "2025-01-01", to: "2025-02-01" },
    });
    expect(total.value).toBeNull();
    expect(total.flags).toEqual(["not_measurable"]);
    expect(notes.map((note) => note.message)).toEqual([
      "No leads were ever imported: without them this cannot be measured.",
      "No activities were ever imported: without them this cannot be measured.",
    ]);
  });

  it("spend that was told after everything else counts in an answer of the present, as the data reaches to when it was told", async () => {
    await using made = await company(exampleConfig, {
      leads: [{ lead_id: "a", created_at: "2025-01-05T00:00:00Z", campaign_id: "fair" }],
      campaigns: [{ campaign_id: "fair", name: "Fair" }],
      spend: [{ campaign_id: "fair", spent_on: "2025-01-10", amount: "80", recorded_at: "2025-03-01T00:00:00Z" }],
    });
    const question = { kpi: "cost_per_lead", range: { from: "2025-01-01", to: "2025-02-01" } };
    const { total, watermark } = await made.asker.answer(question);
    expect([total.value, watermark]).toEqual([80, "2025-03-01T00:00:00.000Z"]);
    const before = await made.asker.answer({ ...question, asOf: "2025-02-01T00:00:00Z" });
    expect([before.total.value, before.watermark]).toEqual([null, "2025-01-05T00:00:00.000Z"]);
    expect(before.total.flags).toContain("no_spend");
  });

  it("ages of what stood in a stage at each month's end add up to the last digit", async () => {
    const seconds = (place: number): number => Date.UTC(2024, 6, 1) / 1000 + place * 73_189;
    const places = Array.from({ length: 250 }, (_, place) => place);
    const opportunities = places.map((place) => ({
      ...{ opportunity_id: `o${place}`, stage: "proposal", currency: place % 3 === 0 ? "EUR" : "USD" },
      created_at: new Date(seconds(place) * 1000).toISOString(),
    }));
    await using made = await company(exampleConfig, { opportunities });
    const range = { from: "2024-07-01", to: "2025-04-01" };
    const question = {
      kpi: "pipeline_by_stage",
      variant: "age",
      range,
      grain: "month",
      asOf: "2025-04-01T00:00:00Z",
    } as const;
    const { rows } = await made.asker.answer(question);
    for (const { period, num, keys } of rows.filter((row) => row.keys.stage === "proposal")) {
      const end = Date.UTC(Number(period?.slice(0, 4)), Number(period?.slice(5, 7)), 1) / 1000;
      const stood = places.map(seconds).filter((at) => at < end);
      const age = stood.reduce((sum, at) => sum + end - at, 0) / 86_400;
      expect(num, `${period} ${keys.stage}`).toBe(Number(age.toFixed(12)));
    }
  });

  it("the money of three deals is at least three times the least, at most three times the greatest", async () => {
    const opportunities = ["10.1", "10.1", "100.3"].map((amount, place) => ({
      ...{ opportunity_id: `o${place}`, stage: "proposal", created_at: "2025-01-05T00:00:00Z", amount },
    }));
    await using made = await company(exampleConfig, { opportunities });
    const range = { from: "2025-01-01", to: "2025-02-01" };
    const { total } = await made.asker.answer({ kpi: "opportunities_created", variant: "value", range });
    expect([total.value, total.interval]).toEqual([120.5, [30.3, 300.9]]);
  });

  it("spend that brought no leads is the sum that a person would write", async () => {
    const ids = ["a", "b", "c"];
    await using made = await company(exampleConfig, {
      campaigns: ids.map((id) => ({ campaign_id: id, name: id })),
      spend: ids.map((id, place) => ({ campaign_id: id, spent_on: "2025-01-05", amount: `0.${place + 1}` })),
    });
    const { total } = await made.asker.answer({
      kpi: "cost_per_lead",
      range: { from: "2025-01-01", to: "2025-02-01" },
    });
    expect(total.more.spend_without_leads).toBe(0.6);
  });

  it("a lead's cost is unknown, not nothing, where no spend and no budget was ever imported", async () => {
    const range = { from: "2025-01-01", to: "2025-02-01" };
    const leads = [{ lead_id: "a", created_at: "2025-01-05T00:00:00Z", campaign_id: "fair" }];
    const cost = async (campaign: Record<string, string>, variant?: string) => {
      await using made = await company(exampleConfig, {
        leads,
        campaigns: [{ campaign_id: "fair", name: "Fair", starts_on: "2025-01-01", ends_on: "2025-01-31", ...campaign }],
      });
      const { total, notes } = await made.asker.answer({ kpi: "cost_per_lead", range, variant });
      return [total.value, total.flags[0], notes[0]?.message];
    };
    expect(await cost({})).toEqual([
      null,
      "not_measurable",
      "No spend and no campaign's budget were ever imported: without them this cannot be measured.",
    ]);
    expect((await cost({}, "budget")).slice(0, 2)).toEqual([null, "not_measurable"]);
    // 310 over 31 days: what is known to the end of the fifth.
    expect((await cost({ budget: "310" }))[0]).toBe(50);
    await using made = await company(exampleConfig, { leads });
    const lines = await made.asker.scorecard({ range });
    const unmeasured = lines.filter(({ answer }) => answer.total.flags.includes("not_measurable"));
    expect(unmeasured.map(({ answer }) => answer.kpi)).toContain("pipeline_by_stage");
    expect(unmeasured.every(({ trend }) => trend.length === 0)).toBe(true);
  });

  it("how many of those touched said yes is unknown, not none, where no response was ever imported", async () => {
    const ids = Array.from({ length: 8 }, (_, index) => `l${index}`);
    await using made = await company(exampleConfig, {
      leads: ids.map((id) => ({ lead_id: id, created_at: at(1) })),
      activities: ids.map((id) => ({
        activity_id: id,
        lead_id: id,
        type: "call",
        occurred_at: at(2),
        direction: "outbound",
      })),
    });
    const { total } = await made.asker.answer({
      ...{ kpi: "response_sentiment", variant: "cohort", range: { from: "2025-01-01", to: "2025-02-01" } },
    });
    expect([total.value, total.den, total.flags]).toEqual([null, 8, ["not_measurable"]]);
  });

  it("how many leads convert is unknown, not none, where no opportunity was ever imported, or no lead names one", async () => {
    const leads = Array.from({ length: 8 }, (_, index) => ({ lead_id: `l${index}`, created_at: at(index) }));
    const told = async (opportunities: readonly Record<string, string>[], variant: string) => {
      await using made = await company(exampleConfig, {
        leads: [...leads, { lead_id: "later", created_at: "2025-06-01T00:00:00Z" }],
        opportunities,
      });
      const range = { from: "2025-01-01", to: "2025-02-01" };
      const { total, notes } = await made.asker.answer({ kpi: "lead_conversion", variant, range });
      return [total.value, total.den, total.flags[0], notes.map(({ message }) => message)];
    };
    const without = "without them this cannot be measured.";
    const unlinked = [{ opportunity_id: "o", created_at: at(9), stage: "proposal" }];
    for (const variant of ["default", "linked", "ever", "flow"]) {
      const missing = [`No opportunities were ever imported: ${without}`];
      expect(await told([], variant), variant).toEqual([null, 8, "not_measurable", missing]);
    }
    const missing = ["No lead names the opportunity that it became: without that this cannot be measured."];
    expect(await told(unlinked, "default")).toEqual([null, 8, "not_measurable", missing]);
    await using dealless = await company(exampleConfig, { leads });
    const created = await dealless.asker.answer({
      ...{ kpi: "opportunities_created", range: { from: "2025-01-01", to: "2025-02-01" } },
    });
    expect(created.total.more).toMatchObject({ leads: 8, per_lead: null });
    await using leadless = await company(exampleConfig, { opportunities: unlinked });
    const { notes } = await leadless.asker.answer({
      ...{ kpi: "lead_conversion", range: { from: "2025-01-01", to: "2025-02-01" } },
    });
    expect(notes.map(({ message }) => message)).toEqual([`No leads were ever imported: ${without}`]);
  });

  describe("what a lead costs, where 40 came in January and 30 in February,", () => {
    const leads = Array.from({ length: 70 }, (_, index) => {
      const month = index < 40 ? "01" : "02";
      const day = String((index % 20) + 1).padStart(2, "0");
      return { lead_id: `l${index}`, created_at: `2025-${month}-${day}T00:00:00Z`, campaign_id: "fair" };
    });
    leads.push({ lead_id: "after", created_at: "2025-03-20T00:00:00Z", campaign_id: "fair" });
    const cost = async (spend: readonly Record<string, string>[]) => {
      await using made = await company(exampleConfig, {
        leads,
        campaigns: [
          { campaign_id: "fair", name: "Fair", starts_on: "2025-01-01", ends_on: "2025-02-28", budget: "5900" },
        ],
        spend,
      });
      const { total } = await made.asker.answer({
        kpi: "cost_per_lead",
        range: { from: "2025-02-01", to: "2025-03-01" },
        compare: { from: "2025-01-01", to: "2025-02-01" },
      });
      return {
        value: total.value,
        limits: total.interval?.map((limit) => Math.round(limit ?? 0)),
        verdict: total.change?.verdict,
      };
    };
    const bill = (spent_on: string, amount: string) => ({ campaign_id: "fair", spent_on, amount });
    const daily = Array.from({ length: 59 }, (_, index) => bill(at(index).slice(0, 10), "100"));

    it("is not known better than how many leads come: $100 a day are no clear difference, and have a range", async () => {
      // 2800 over 41.2 and 19.7: 30 and 1.96 of its roots on either side, and half a lead for its skewness.
      const same = { limits: [68, 142], verdict: "no_clear_change" };
      expect(await cost(daily)).toMatchObject(same);
      expect((await cost(daily)).value).toBeCloseTo(2800 / 30, 9);
      // The same from the budget of $100 a day.
      expect(await cost([])).toMatchObject(same);
    });

    it("is given by one bill, and of several by how they differ, too", async () => {
      expect(await cost([bill("2025-02-10", "900")])).toMatchObject({ value: 30, limits: [22, 46] });
      const [low = 0, high = 0] = (await cost([bill("2025-02-10", "900"), bill("2025-02-20", "100")])).limits ?? [];
      expect(low).toBeLessThan(22);
      expect(high).toBeGreaterThan(46);
    });
  });

  it("equal deals are worth no clearer more than they are more: 31 of $1,000 after 30, or 23 days after 20", async () => {
    const on = (month: string, deals: number) =>
      Array.from({ length: deals }, (_, index) => ({
        ...{
          opportunity_id: `${month}-${index}`,
          created_at: `2026-${month}-${month === "05" ? 28 : "05"}T12:00:00Z`,
          stage: "proposal",
        },
        amount: "1000",
      }));
    const opportunities = [...on("02", 30), ...on("03", 34), ...on("04", 120), ...on("05", 3)];
    await using made = await company(exampleConfig, { opportunities });
    const verdicts = async (variant: string) => {
      const range = { from: "2026-03-01", to: "2026-06-01" };
      const compare = { from: "2026-02-01", to: "2026-05-01" };
      const { rows } = await made.asker.answer({
        kpi: "opportunities_created",
        variant,
        range,
        compare,
        grain: "month",
      });
      return rows.map(({ change }) => change?.verdict);
    };
    expect(await verdicts("value")).toEqual(["no_clear_change", "up", "down"]);
    expect(await verdicts("value")).toEqual(await verdicts("default"));
  });

  it("conversions over creations of the same period have a range and a verdict, also where there were none", async () => {
    const leads = ["01", "02", "03"].flatMap((month, place) =>
      Array.from({ length: 40 }, (_, index) => ({
        ...{ lead_id: `${month}-${index}`, created_at: `2025-${month}-03T00:00:00Z` },
        ...(index < [0, 20, 22][place]!
          ? { opportunity_id: `${month}-${index}`, converted_at: `2025-${month}-10T00:00:00Z` }
          : {}),
      })),
    );
    const opportunities = leads.flatMap(({ lead_id, opportunity_id, created_at }) =>
      opportunity_id === undefined ? [] : [{ opportunity_id: lead_id, created_at, stage: "qualified" }],
    );
    await using made = await company(exampleConfig, { leads, opportunities });
    const of = async (month: number) => {
      const question = { kpi: "lead_conversion", variant: "flow", range: monthOf(month), compare: monthOf(month - 1) };
      const { total } = await made.asker.answer(question);
      return [total.interval?.map((limit) => Number(limit?.toFixed(3))), total.change?.verdict];
    };
    expect(await of(2)).toEqual([[0.275, 0.839], "up"]);
    expect(await of(3)).toEqual([[0.31, 0.913], "no_clear_change"]);
    expect((await of(1))[0]).toEqual([0, 0.092]);
  });

  it("how long what stands in a stage has stood is a mean, with its range and a verdict", async () => {
    const since = (place: number, days: number) => ({
      ...{ opportunity_id: `o${place}`, created_at: at(59 - days), stage: "proposal", amount: "5" },
    });
    const ages = [10, 20, 22, 25, 26, 27, 29, 30];
    await using made = await company(exampleConfig, {
      opportunities: [...ages.map((days, place) => since(place, days)), { ...since(99, 1), created_at: at(200) }],
    });
    const of = (from: number, to: number) => ({ from: at(from).slice(0, 10), to: at(to).slice(0, 10) });
    const ask = async (compare: { from: string; to: string }, priced = false) => {
      const where = priced ? [{ dimension: "amount", operator: ">=", values: ["1"] } as const] : [];
      return (await made.asker.answer({ kpi: "pipeline_by_stage", variant: "age", range: of(55, 59), compare, where }))
        .total;
    };
    const total = await ask(of(40, 55));
    expect([total.value, total.num, total.den]).toEqual([23.625, 189, 8]);
    const drawn = bootstrapMeanFromMoments(momentsOf(ages))?.interval;
    expect(total.interval?.map((limit) => Number(limit?.toFixed(9)))).toEqual(
      drawn?.map((limit) => Number(limit.toFixed(9))),
    );
    expect(total.change?.verdict).toBe("no_clear_change");
    expect((await ask(of(40, 55), true)).interval).toEqual(total.interval);
    // Eighteen days before, seven stood there for 2 to 12 days.
    expect((await ask(of(30, 41))).change?.verdict).toBe("up");
  });

  it("a call of which only the day is known is not before the lead of that day: how long it took is not known, and nothing is wrong", async () => {
    const call = (lead_id: string, occurred_at: string) => ({
      ...{ activity_id: lead_id, lead_id, type: "call", direction: "outbound", occurred_at },
    });
    const lead = (lead_id: string) => ({ lead_id, created_at: "2026-01-12T15:00:00Z" });
    await using made = await company(exampleConfig, {
      leads: ["that day", "the day after", "at midnight", "by the clock"].map(lead),
      activities: [
        call("that day", "2026-01-12"),
        call("the day after", "2026-01-13"),
        call("at midnight", "2026-01-12T00:00:00Z"),
        call("by the clock", "2026-01-12T17:00:00Z"),
      ],
    });
    const range = { from: "2026-01-01", to: "2026-02-01" };
    const { total } = await made.asker.answer({ kpi: "response_time", range });
    expect([total.num, total.den, total.excluded]).toEqual([2 + 9, 2, { no_time: 1, pre_contacted: 1 }]);
    const found = (await foundIn(made)).get("touched_before_created") ?? [];
    expect(found.map(({ record }) => record)).toEqual(["at midnight"]);
  });

  it("a call of which only the day is known stands in no hour of it, and not at midnight", async () => {
    const call = (activity_id: string, occurred_at: string) => ({ activity_id, type: "call", occurred_at });
    await using made = await company(exampleConfig, {
      activities: [call("a", "2026-01-12"), call("b", "2026-01-12T00:00:00Z"), call("c", "2026-01-12T15:20:00Z")],
    });
    const question = { kpi: "activities", range: { from: "2026-01-01", to: "2026-02-01" } };
    const { total, rows } = await made.asker.answer({ ...question, by: ["hour"] });
    const used = rows.filter(({ value }) => value !== 0);
    expect([total.value, used.map(({ keys, value }) => [keys.hour, value])]).toEqual([
      3,
      [
        ["0", 1],
        ["15", 1],
        [null, 1],
      ],
    ]);
    const { rows: days } = await made.asker.answer({ ...question, by: ["weekday"] });
    expect(days.find(({ keys }) => keys.weekday === "mon")?.value).toBe(3);
    const where = [{ dimension: "hour", operator: "=" as const, values: [null] }];
    expect((await made.asker.records({ ...question, where }, "num", { limit: 9, offset: 0 })).rows).toHaveLength(1);
  });

  it("a lead that says yes, then no, stands in both rows of its answers, and each row opens to as many as it says", async () => {
    const leads = ["1", "2", "3", "4", "5", "6"].map((lead_id) => ({ lead_id, created_at: "2026-01-01T09:00:00Z" }));
    const answer = (lead_id: string, day: string, sentiment: string) => ({
      ...{ response_id: `${lead_id} ${day}`, lead_id, received_at: `2026-01-${day}T09:00:00Z`, sentiment },
    });
    await using made = await company(exampleConfig, {
      leads,
      responses: [...leads.map(({ lead_id }) => answer(lead_id, "05", "positive")), answer("1", "06", "negative")],
    });
    const question = { kpi: "response_sentiment", range: { from: "2026-01-01", to: "2026-02-01" } };
    const { total, rows } = await made.asker.answer({ ...question, by: ["sentiment"] });
    expect([total.num, total.den]).toEqual([5, 6]);
    const told = await Promise.all(
      rows.map(async ({ keys, den }) => {
        const where = [{ dimension: "sentiment", operator: "=" as const, values: [keys.sentiment ?? null] }];
        return [
          keys.sentiment,
          den,
          (await made.asker.records({ ...question, where }, "den", { limit: 10, offset: 0 })).total,
        ];
      }),
    );
    expect(told.filter(([, den]) => den !== 0)).toEqual([
      ["negative", 1, 1],
      ["positive", 6, 6],
    ]);
  });
});
