import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FindingEffects, Findings } from "../../src/server/types.ts";
import { randomWorld } from "../worlds/random.ts";
import { own, type Served, served } from "./served.ts";

let here: Served;
beforeAll(async () => {
  const world = randomWorld(7);
  const opportunities = (world.tables.opportunities ?? []).map((row) => ({ ...row, expected_close_on: "2024-06-30" }));
  here = await served({ ...world, tables: { ...world.tables, opportunities } });
});
afterAll(() => here[Symbol.asyncDispose]());

const ask = async <Told>(path: string): Promise<Told> =>
  (await here.app.inject({ url: `/api/v1${path}`, headers: own })).json();
const effectsOf = async (code: string) => (await ask<FindingEffects>(`/findings/${code}/effects`)).effects;

describe("what findings do to the numbers, over HTTP", () => {
  it("stands beside each code, the greatest effect first; without it the most frequent code comes first", async () => {
    const { groups } = await ask<Findings>("/findings");
    expect(groups[0]?.effects.length).toBeGreaterThan(0);
    const firsts = groups.map(({ effects: [first] }) => first?.size ?? -1);
    expect(firsts).toEqual(firsts.toSorted((a, b) => b - a));
    for (const { code, effects } of groups) expect(await effectsOf(code), code).toEqual(effects);
    const plain = await ask<Findings>("/findings?effects=no");
    expect(plain.groups.flatMap(({ effects }) => effects)).toEqual([]);
    expect(plain.groups.map(({ count }) => count)).toEqual(
      plain.groups.map(({ count }) => count).toSorted((a, b) => b - a),
    );
  });

  it("is not told of a code that no finding has", async () => {
    const { code, status } = await ask<{ readonly code: string; readonly status: number }>("/findings/nope/effects");
    expect([status, code]).toEqual([404, "nothing_there"]);
  });

  it("is the same for many at once, while others give up on the way and questions are asked as things are", async () => {
    const { house } = here;
    const codes = ["past_expected_close", "response_unclassified", "back_dated_activities"];
    const range = { from: "2024-01-01", to: "2025-01-01" };
    const rate = () =>
      house.within(new AbortController().signal, ({ asker }) => asker.answer({ kpi: "win_rate", range }));
    const before = await rate();
    const alone = await house.within(new AbortController().signal, (session) => session.effects(codes));
    const given = Array.from({ length: 4 }, (_, index) => {
      const leaving = new AbortController();
      setTimeout(() => leaving.abort(), 40 * (index + 1));
      return house.within(leaving.signal, (session) => session.effects(codes)).catch(() => null);
    });
    const together = await Promise.all([
      ...[1, 2, 3].map(() => house.within(new AbortController().signal, (session) => session.effects(codes))),
    ]);
    const [after] = await Promise.all([rate(), ...given]);
    for (const one of together) expect([...one]).toEqual([...alone]);
    expect(after.total).toEqual(before.total);
  });
});
