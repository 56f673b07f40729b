import { setTimeout as pause } from "node:timers/promises";
import { expect, it } from "vitest";
import { changesBeside } from "../../src/cli/changes.ts";
import { gate } from "../../src/cli/gate.ts";
import { tidyingWhenIdle } from "../../src/cli/tidying.ts";
import { openDuckDb } from "../../src/engines/index.ts";
import { heldByDeleted } from "../../src/facts/rewriting.ts";
import { sql } from "../../src/sql/index.ts";

it("a server that nobody asks any more writes scattered facts anew once, and gives pages back after each time it was asked", async () => {
  await using engine = await openDuckDb({ threads: 1 });
  await using session = await engine.session();
  await session.run(sql`create schema facts`);
  await session.run(sql`create table facts.stays as select i as no from range(2000000) t(i)`);
  const scatter = () => session.run(sql`delete from facts.stays where no % 2048 = 7`);
  const until = async (isSo: () => Promise<boolean>): Promise<boolean> => {
    for (let tries = 0; tries < 200; tries += 1) {
      if (await isSo()) return true;
      await pause(25);
    }
    return false;
  };
  const isTidy = async (): Promise<boolean> => (await heldByDeleted(session)).length === 0;
  let released = 0;
  const release = async (): Promise<void> => {
    released += 1;
    await engine.release();
  };
  await scatter();
  const questions = gate();
  const changes = changesBeside(questions, async () => {});
  await using tidying = tidyingWhenIdle(
    { session: engine.session, engine: { ...engine, release } },
    changes,
    questions,
    20,
  );
  expect(await tidying.busy(isTidy)).toBe(false);
  expect(await until(async () => released === 1)).toBe(true);
  expect(await isTidy()).toBe(true);
  await scatter();
  await session.run(sql`insert into facts.stays select i * 2048 + 7 from range(900) t(i)`);
  await session.run(sql`delete from facts.stays where no % 4096 = 100`);
  await tidying.busy(async () => {});
  expect(await until(async () => released === 2)).toBe(true);
  expect(await isTidy()).toBe(false);
  tidying.changed();
  await tidying.busy(async () => {});
  expect(await until(async () => released === 3)).toBe(true);
  expect(await isTidy()).toBe(true);
});
