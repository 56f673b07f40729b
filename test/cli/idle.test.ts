import { setTimeout as pause } from "node:timers/promises";
import { expect, it } from "vitest";
import { whenIdle } from "../../src/cli/idle.ts";

it("what can wait is done once nobody has asked for a while, and once for each time that it is due", async () => {
  let done = 0;
  await using idle = whenIdle(async () => {
    done += 1;
  }, 10);
  await pause(30);
  expect(done).toBe(0);
  idle.due();
  idle.due();
  await idle.busy(() => pause(40));
  expect(done).toBe(0);
  await pause(40);
  expect(done).toBe(1);
  await idle.busy(async () => {});
  await pause(40);
  expect(done).toBe(1);
});

it("a question breaks it off, does not wait for it, and it is begun again afterwards; a question's error is the asker's", async () => {
  let [begun, done] = [0, 0];
  await using idle = whenIdle(async (signal) => {
    begun += 1;
    await pause(begun === 1 ? 60_000 : 1, undefined, { signal });
    done += 1;
  }, 5);
  idle.due();
  await pause(30);
  expect([begun, done]).toEqual([1, 0]);
  await expect(idle.busy(() => Promise.reject(new Error("asked wrongly")))).rejects.toThrow("asked wrongly");
  await pause(40);
  expect([begun, done]).toEqual([2, 1]);
});

it("what fails is left until it is due again, and what is under way at the end is broken off", async () => {
  let begun = 0;
  const idle = whenIdle(async (signal) => {
    begun += 1;
    if (begun === 1) throw new Error("the disk is full");
    await pause(60_000, undefined, { signal });
  }, 5);
  idle.due();
  await pause(40);
  expect(begun).toBe(1);
  idle.due();
  await pause(40);
  expect(begun).toBe(2);
  await idle[Symbol.asyncDispose]();
  idle.due();
  await pause(20);
  expect(begun).toBe(2);
});
