import { setTimeout as pause } from "node:timers/promises";
import { expect, it } from "vitest";
import { openDuckDb, type Session } from "../src/engines/index.ts";
import { heldByDeleted, rewriteFacts, tablesToRewrite, tidyFacts } from "../src/facts/rewriting.ts";
import { sql } from "../src/sql/index.ts";

/** Leads in the order of time, and reaches of them; many stretches of rows each. */
const company = async (session: Session): Promise<void> => {
  await session.run(sql`create schema facts`);
  await session.run(sql`create table facts.leads as select i::integer as no, timestamp '2026-01-01' + to_minutes(i) as created_at,
    (case when i % 3 = 0 then 'test' end)::enum('merged', 'test') as excluded from range(2000000) as r(i)`);
  await session.run(sql`create table facts.reaches as select no, 1::tinyint as rung from facts.leads`);
};

/** One lead of each stretch goes and comes again, as a refresh replaces it. */
const scattered = async (session: Session): Promise<void> => {
  await session.run(sql`create or replace temp table changed as select * from facts.leads where no % 2048 = 7`);
  await session.run(sql`delete from facts.leads where no in (select no from changed)`);
  await session.run(sql`insert into facts.leads select * from changed`);
};

const figures = (session: Session) =>
  session.rows(
    sql`select count(*)::integer as n, sum(no)::double as numbers, count(distinct created_at)::integer as instants, count(excluded)::integer as tests from facts.leads`,
  );

it("deleted rows from all over hold memory of their table alone, and none when it is written anew with the same rows", async () => {
  await using engine = await openDuckDb({ threads: 1 });
  await using session = await engine.session();
  expect(await heldByDeleted(session)).toEqual([]);
  await company(session);
  expect(await heldByDeleted(session)).toEqual([]);
  const before = await figures(session);
  await scattered(session);
  const [held, ...others] = await heldByDeleted(session);
  expect([held?.table, others]).toEqual(["leads", []]);
  expect(held?.bytes).toBeGreaterThan(15_000_000);
  await tidyFacts(session);
  expect(await heldByDeleted(session)).toEqual([]);
  expect(await figures(session)).toEqual(before);
  const [order] = await session.rows(
    sql`select count(*)::integer as later from (select created_at < lag(created_at) over (order by rowid) as is_earlier from facts.leads) where is_earlier`,
  );
  expect(order?.later).toBe(0);
});

it("however often records from all over change, little memory is held after each time", async () => {
  await using engine = await openDuckDb({ threads: 1 });
  await using session = await engine.session();
  await company(session);
  for (let time = 0; time < 3; time += 1) {
    await scattered(session);
    await tidyFacts(session);
    const held = (await heldByDeleted(session)).reduce((sum, { bytes }) => sum + bytes, 0);
    expect(held).toBeLessThan(8_000_000);
  }
});

it("little that is held is left, and of much the tables that hold most are written anew", () => {
  const held = [
    { table: "activities", bytes: 6_000_000 },
    { table: "leads", bytes: 3_000_000 },
    { table: "stays", bytes: 1_000_000 },
  ];
  expect(tablesToRewrite(held.slice(1))).toEqual([]);
  expect(tablesToRewrite(held)).toEqual(["activities", "leads"]);
});

it("whoever reads meanwhile sees the same rows before and after, and what is broken off leaves the table as it was", async () => {
  await using engine = await openDuckDb({ threads: 1 });
  await using writer = await engine.session();
  await using reader = await engine.session();
  await company(writer);
  await scattered(writer);
  const before = await figures(reader);
  await reader.transaction(async () => {
    expect(await figures(reader)).toEqual(before);
    await rewriteFacts(writer, ["leads"]);
    expect(await figures(reader)).toEqual(before);
  });
  expect([await figures(reader), await heldByDeleted(writer)]).toEqual([before, []]);
  await scattered(writer);
  const held = await heldByDeleted(writer);
  const tidying = tidyFacts(writer);
  const ended = expect(tidying).rejects.toThrow();
  for (let isOver = false; !isOver; ) {
    writer.interrupt();
    isOver = await Promise.race([ended.then(() => true), pause(5).then(() => false)]);
  }
  expect([await figures(reader), await heldByDeleted(reader)]).toEqual([before, held]);
});
