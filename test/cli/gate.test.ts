import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { gate } from "../../src/cli/gate.ts";

const lasting = () => {
  let end = (): void => {};
  const lasts = new Promise<void>((done) => {
    end = done;
  });
  return { lasts, end };
};

describe("reading and changing", () => {
  it("go by turns: many read together, one changes alone, whoever came first goes first", async () => {
    const turns = gate();
    const said: string[] = [];
    const step = (name: string, ms: number) => async () => {
      said.push(`${name} begins`);
      await pause(ms);
      said.push(`${name} ends`);
    };
    await Promise.all([
      turns.reading(step("a", 30)),
      turns.reading(step("b", 10)),
      turns.changing(step("change", 10)),
      turns.reading(step("c", 1)),
    ]);
    expect(said).toEqual([
      ...["a begins", "b begins", "b ends", "a ends"],
      ...["change begins", "change ends", "c begins", "c ends"],
    ]);
  });

  it("let go whoever gives up while a change lasts, without waiting for its end, and without being asked later", async () => {
    const turns = gate();
    const { lasts, end } = lasting();
    const change = turns.changing(() => lasts);
    const gone = new AbortController();
    let isAsked = false;
    const reading = turns.reading(async () => {
      isAsked = true;
    }, gone.signal);
    gone.abort(new Error("the reader left"));
    await expect(reading).rejects.toThrow("the reader left");
    // The next change does not wait for who is gone, nor for itself.
    const next = turns.changing(async () => "changed");
    end();
    await change;
    expect([await next, isAsked]).toEqual(["changed", false]);
    await expect(turns.reading(async () => 1, gone.signal)).rejects.toThrow("the reader left");
  });

  it("a change that fails is over, too", async () => {
    const turns = gate();
    await expect(turns.changing(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
    expect(await turns.reading(async () => "read", new AbortController().signal)).toBe("read");
  });
});
