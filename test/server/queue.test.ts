import { setTimeout as pause } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { Problem } from "../../src/problem.ts";
import { createQueue } from "../../src/server/queue.ts";

const asked = (): AbortSignal => new AbortController().signal;

/** As a session does: what runs ends when its signal is aborted. */
const lasting = (ms: number, signal: AbortSignal) => pause(ms, "answered", { signal });

describe("a question in the queue", () => {
  it("has its whole time, however long it waited for the data to change", async () => {
    const queue = createQueue(1);
    const answer = queue.run(asked(), 100, async (signal, begun) => {
      await lasting(250, signal);
      begun();
      return lasting(1, signal);
    });
    expect(await answer).toBe("answered");
  });

  it("is given up when its own time is over, and the next one has its turn", async () => {
    const queue = createQueue(1);
    const question = (ms: number) =>
      queue.run(asked(), 50, (signal, begun) => {
        begun();
        return lasting(ms, signal);
      });
    const [first, second] = await Promise.allSettled([question(10_000), question(1)]);
    expect(first).toMatchObject({ status: "rejected", reason: { code: "query_timeout" } });
    expect(second).toEqual({ status: "fulfilled", value: "answered" });
    expect(queue.figures()).toEqual({ running: 0, waiting: 0, interrupted: { gone: 0, timeout: 1 } });
  });

  it("hears why when all are given up, whether it runs, waits or comes later", async () => {
    const queue = createQueue(1);
    const stopped = new Problem("server_stopping", {});
    const question = () => queue.run(asked(), 10_000, (signal) => lasting(10_000, signal));
    const asking = [question(), question()];
    queue.stop(stopped);
    const ended = await Promise.allSettled([...asking, question()]);
    expect(ended.map((one) => (one.status === "rejected" ? one.reason : null))).toEqual([stopped, stopped, stopped]);
    await queue.idle();
  });
});
