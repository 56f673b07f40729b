/** Activities come in bundles, by what they are about: whether there are clearly more of them is judged by the bundles. */
import { describe, expect, it } from "vitest";
import { contextAt, drawActivities } from "../src/facts/index.ts";
import { countChange, sumChange } from "../src/stats/index.ts";
import { company } from "./engine.ts";
import { exampleConfig } from "./example.ts";

const [february, march] = [
  { from: "2026-02-01", to: "2026-03-01" },
  { from: "2026-03-01", to: "2026-04-01" },
];

type Row = Readonly<Record<string, string>>;

/** So many calls to each of so many leads of a month. */
const calls = (month: string, leads: number, each: number, more: Row = {}): Row[] =>
  Array.from({ length: leads * each }, (_, index) => ({
    activity_id: `${month}/${more.person_id ?? ""}/${leads}/${index}`,
    type: "call",
    occurred_at: `${month}-${String(2 + (index % 26)).padStart(2, "0")}T10:00:00Z`,
    ...(more.about === "nothing" ? {} : { lead_id: `${month}/${index % leads}` }),
    ...Object.fromEntries(Object.entries(more).filter(([key]) => key !== "about")),
  }));

const asked = async (
  activities: readonly Row[],
  more: Readonly<Record<string, unknown>> = {},
  tables: Readonly<Record<string, readonly Row[]>> = {},
) => {
  const leads = [...new Set(activities.flatMap(({ lead_id }) => lead_id ?? []))];
  await using made = await company(exampleConfig, {
    teams: [{ team_id: "west", name: "West" }],
    people: ["ann", "bob"].map((id) => ({ person_id: id, name: id, team_id: "west" })),
    leads: leads.map((id) => ({ lead_id: id, created_at: `${id.slice(0, 7)}-01T09:00:00Z` })),
    activities,
    ...tables,
  });
  return await made.asker.answer({ kpi: "activities", range: march, compare: february, ...more });
};

const verdict = async (activities: readonly Row[], more: Readonly<Record<string, unknown>> = {}) =>
  (await asked(activities, more)).total.change?.verdict;

describe("whether there are more activities", () => {
  it("is clear where each is about a lead of its own", async () => {
    expect(await verdict([...calls("2026-02", 20, 1), ...calls("2026-03", 40, 1)])).toBe("up");
  });

  it("is not where they are ten calls to two leads, then to four", async () => {
    const rows = [...calls("2026-02", 2, 10), ...calls("2026-03", 4, 10)];
    expect(await verdict(rows)).toBe("no_clear_change");
    expect(await verdict(rows, { variant: "per_working_day" })).toBe("no_clear_change");
  });

  it("is clear again where those leads are many", async () => {
    expect(await verdict([...calls("2026-02", 20, 10), ...calls("2026-03", 40, 10)])).toBe("up");
  });

  it("is clear where they are about nothing: each is by itself", async () => {
    const about = { about: "nothing" };
    expect(await verdict([...calls("2026-02", 20, 1, about), ...calls("2026-03", 40, 1, about)])).toBe("up");
  });

  it("is judged by person, too, by what each did", async () => {
    const rows = [
      ...calls("2026-02", 2, 10, { person_id: "ann" }),
      ...calls("2026-03", 4, 10, { person_id: "ann" }),
      ...calls("2026-02", 20, 1, { person_id: "bob" }),
      ...calls("2026-03", 40, 1, { person_id: "bob" }),
    ];
    const { rows: people } = await asked(rows, { by: ["person"] });
    expect(people.map(({ keys, change }) => [keys.person, change?.verdict])).toEqual([
      ["ann", "no_clear_change"],
      ["bob", "up"],
    ]);
  });

  it("is judged by unit of time by what stands in it", async () => {
    const rows = [...calls("2026-02", 2, 10), ...calls("2026-03", 4, 10)];
    const { rows: units } = await asked(rows, { grain: "month" });
    expect(units.map(({ value, change }) => [value, change?.verdict])).toEqual([[40, "no_clear_change"]]);
  });

  it("of a team is judged by its meetings, also where two of it took part", async () => {
    const met = (month: string, leads: number): Row[] =>
      calls(month, leads, 1, { person_id: "ann" }).map((row) => ({ ...row, type: "meeting" }));
    const activities = [...met("2026-02", 20), ...met("2026-03", 40)];
    const { rows } = await asked(
      activities,
      { by: ["team"] },
      {
        activity_attendees: activities.map(({ activity_id = "" }) => ({ activity_id, person_id: "bob" })),
      },
    );
    expect(rows.map(({ keys, value, change }) => [keys.team, value, change?.verdict])).toEqual([["west", 40, "up"]]);
  });

  describe("of very many", () => {
    /** Activities of whole months, as so many leads at a time have them. */
    const insert = (month: string, count: number, each: number, person = "null") =>
      `insert into facts.activities (no, type, occurred_day, lead_no, person_no)
        select i, 'call', date '${month}-02' + (i % 26)::integer, 1 + (i // ${each})::integer, ${person} from range(${count}) t(i)`;

    const judged = async (rows: readonly string[], more: Readonly<Record<string, unknown>> = {}) => {
      // Something later than March: what was not over yet is not compared.
      await using made = await company(exampleConfig, {
        people: ["ann", "bob", "cid"].map((id) => ({ person_id: id, name: id })),
        leads: [{ lead_id: "1", created_at: "2026-04-02T09:00:00Z" }],
      });
      for (const text of ["delete from facts.activities", ...rows])
        await made.session.run({ chunks: [text], values: [] });
      await drawActivities(
        made.session,
        await contextAt(made.session, exampleConfig, Date.parse("2026-04-02"), "facts"),
      );
      return await made.asker.answer({ kpi: "activities", range: march, compare: february, ...more });
    };

    it("is judged by some of the leads as by all", async () => {
      // 20 and 22 working days: the pace of March is 1.4 % higher.
      const of = async (each: number) =>
        (await judged([insert("2026-02", 220_000, each), insert("2026-03", 245_410, each)])).total.change?.verdict;
      expect([await of(1), await of(3), await of(10)]).toEqual(["up", "up", "no_clear_change"]);
    });

    it("is judged by person, too, by those of each", async () => {
      // 0.8 % higher.
      const [ann, bob, cid] = ["ann", "bob", "cid"].map((id) => `(select no from person_ids where id = '${id}')`);
      // Ten calls to two leads, then to four, of which none is drawn.
      const few = [insert("2026-02", 20, 10, cid), insert("2026-03", 40, 10, cid)];
      const of = (each: number, person?: string) => [
        insert("2026-02", 450_000, each, person),
        insert("2026-03", 498_861, each, person),
      ];
      const { rows } = await judged([...of(10, ann), ...of(1, bob), ...few], { by: ["person"] });
      expect(rows.map(({ keys, change }) => [keys.person, change?.verdict])).toEqual([
        ["ann", "no_clear_change"],
        ["bob", "up"],
        ["cid", "no_clear_change"],
      ]);
    });
  });
});

describe("whether more of the answers are positive", () => {
  /** So many answers of each of so many leads of a month, of whom some say yes each time. */
  const answers = (month: string, leads: number, each: number, yes: number): Row[] =>
    Array.from({ length: leads * each }, (_, index) => ({
      response_id: `${month}/${index}`,
      received_at: `${month}-${String(2 + (index % 26)).padStart(2, "0")}T10:00:00Z`,
      lead_id: `${month}/${index % leads}`,
      sentiment: index % leads < yes ? "positive" : "negative",
    }));

  const verdict = async (responses: readonly Row[]) => {
    const leads = [...new Set(responses.map(({ lead_id = "" }) => lead_id))].map((id) => ({
      ...{ lead_id: id, created_at: `${id.slice(0, 7)}-01T09:00:00Z` },
    }));
    const more = { kpi: "response_sentiment", variant: "per_response" };
    const { total } = await asked([], more, { responses, leads });
    return [total.previous?.value, total.value, total.change?.verdict];
  };

  it("is clear where each is of a lead of its own", async () => {
    const rows = [...answers("2026-02", 40, 1, 16), ...answers("2026-03", 40, 1, 28)];
    expect(await verdict(rows)).toEqual([0.4, 0.7, "up"]);
  });

  it("is not where ten leads gave them all, each the same again and again", async () => {
    const rows = [...answers("2026-02", 10, 4, 4), ...answers("2026-03", 10, 4, 7)];
    expect(await verdict(rows)).toEqual([0.4, 0.7, "no_clear_change"]);
  });
});

describe("at an even pace", () => {
  const random = (seed: number) => {
    let state = seed;
    return () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state / 2 ** 32;
    };
  };

  it("clear changes of bundled counts are as rare as they should be, where as single chances a third would be", () => {
    const draw = random(7);
    const period = () => {
      const sizes: number[] = [];
      for (let time = -Math.log(1 - draw()) / 40; time < 1; time += -Math.log(1 - draw()) / 40)
        sizes.push(1 + Math.floor(draw() * 9));
      return {
        n: sizes.reduce((sum, size) => sum + size, 0),
        squares: sizes.reduce((sum, size) => sum + size * size, 0),
      };
    };
    const [trials, clear] = [2000, { bundled: 0, single: 0 }];
    for (let trial = 0; trial < trials; trial += 1) {
      const [a, b] = [period(), period()];
      const summed = ({ n, squares }: typeof a) => ({ n, sum: n, squares, t: 1 });
      if (sumChange(summed(a), summed(b)).verdict !== "no_clear_change") clear.bundled += 1;
      if (countChange({ x1: a.n, t1: 1, x2: b.n, t2: 1 }).verdict !== "no_clear_change") clear.single += 1;
    }
    expect(clear.bundled / trials).toBeGreaterThan(0.02);
    expect(clear.bundled / trials).toBeLessThan(0.065);
    expect(clear.single / trials).toBeGreaterThan(0.3);
  });
});
