/** Questions about many past instants at once: each is answered from facts that stay until it is. */
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Problem } from "../../src/problem.ts";
import type { Question } from "../../src/query/index.ts";
import { randomWorld } from "../worlds/random.ts";
import { type Served, served } from "./served.ts";

let here: Served;
beforeAll(async () => {
  here = await served(randomWorld(5));
});
afterAll(() => here[Symbol.asyncDispose]());

const range = { from: "2024-02-01", to: "2025-02-01" };
const instants = Array.from({ length: 5 }, (_, index) => `2024-0${index + 3}-01T00:00:00Z`);
const asked = (asOf: string, kpi: string, { signal } = new AbortController()) =>
  here.house.within(signal, ({ asker }) => {
    const question: Question = { kpi, range, asOf };
    return asker.answer(question);
  });

describe("questions as of more instants than are held", () => {
  it("are answered together as one after the other", async () => {
    const kpis = ["win_rate", "stage_conversion"];
    const pairs = kpis.flatMap((kpi) => instants.map((asOf) => [asOf, kpi] as const));
    const together = await Promise.all(pairs.map(([asOf, kpi]) => asked(asOf, kpi)));
    // Instant by instant: the facts of each are worked out once more.
    for (const [index, asOf] of instants.entries())
      for (const [row, kpi] of kpis.entries())
        expect(together[row * instants.length + index]).toEqual(await asked(asOf, kpi));
  });

  it("are answered alike after a change", async () => {
    const before = await asked("2024-05-01T00:00:00Z", "win_rate");
    await here.house.setGoals(() => [
      {
        kpi: "win_rate",
        scope: "company",
        scopeId: null,
        startsOn: "2024-03-01",
        endsOn: "2024-03-31",
        target: 0.4,
      },
    ]);
    expect((await asked("2024-05-01T00:00:00Z", "win_rate")).total).toEqual(before.total);
  });

  it("are given up at once when the server is stopped, and not when their facts are worked out", async () => {
    const [begun, stopping] = [performance.now(), new AbortController()];
    await asked("2024-10-01T00:00:00Z", "win_rate");
    const took = performance.now() - begun;
    const late = instants.map((_, index) => asked(`2024-10-0${index + 2}T00:00:00Z`, "win_rate", stopping));
    await pause(took / 4);
    const stopped = performance.now();
    stopping.abort(new Problem("server_stopping", {}));
    for (const { status } of await Promise.allSettled(late)) expect(status).toBe("rejected");
    expect(performance.now() - stopped).toBeLessThan(took);
  });
});

it("a server waits as long as it takes for what is under way, where Fastify would end it with an error after ten seconds", () => {
  expect(here.app.initialConfig.pluginTimeout).toBe(0);
});
