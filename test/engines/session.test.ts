import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { openDuckDb } from "../../src/engines/index.ts";
import { sql, whole } from "../../src/sql/index.ts";

const folder = mkdtempSync(join(tmpdir(), "session-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("two who ask one session at once both get all of their rows", async () => {
  const engine = await openDuckDb({ threads: 1 });
  const session = await engine.session();
  const sizes = [200_000, 3, 50_000, 1, 120_000];
  const results = await Promise.all(
    sizes.map((size) => session.columns(sql`select i from range(${whole(size)}) t(i)`)),
  );
  expect(results.map(({ rowCount }) => rowCount)).toEqual(sizes);
  await engine[Symbol.asyncDispose]();
});

it("a statement that fails when it has given most of its rows fails, and gives none", async () => {
  await using engine = await openDuckDb({ threads: 1 });
  await using session = await engine.session();
  const failing = sql`select case when i = 290000 then error('too late') else i::varchar end as text from range(300000) t(i)`;
  await expect(session.columns(failing)).rejects.toThrow("too late");
  await expect(session.rows(failing)).rejects.toThrow("too late");
  expect((await session.columns(sql`select i from range(3) t(i)`)).rowCount).toBe(3);
});

it("a statement that is interrupted, whenever it is, gives all of its rows or fails", async () => {
  await using engine = await openDuckDb({ threads: 2 });
  await using asker = await engine.session();
  await asker.run(sql`create table numbers as select range as i, hash(range) as h from range(1000000)`);
  const asked = sql`select i % 50000 as part, count(*) as n, sum(h::hugeint) as s from numbers group by 1`;
  const started = performance.now();
  await asker.columns(asked);
  const took = performance.now() - started;
  const given: (number | "failed")[] = [];
  for (let turn = 0; turn < 60; turn += 1) {
    await using session = await engine.session();
    const timer = setTimeout(() => session.interrupt(), (took * (turn % 30)) / 24);
    const rows = await session.columns(asked).then(
      ({ rowCount }) => rowCount,
      () => "failed" as const,
    );
    clearTimeout(timer);
    given.push(rows);
  }
  expect([...new Set(given)].filter((one) => one !== "failed" && one !== 50_000)).toEqual([]);
});

it("a list of doubles comes in one piece, what stands beside it and lists of anything else value by value", async () => {
  const engine = await openDuckDb({ threads: 1 });
  const session = await engine.session();
  const { columns } = await session.columns(sql`
    select list(i / 2) filter (i <> 3) as halves, list(nullif(i, 4)) as whole, g from (select i::double as i, i % 2 as g from range(6) t(i)) group by g order by g`);
  expect(columns[0]).toEqual([Float64Array.of(0, 1, 2), Float64Array.of(0.5, 2.5)]);
  expect(columns[1]).toEqual([
    [0, 2, null],
    [1, 3, 5],
  ]);
  const { columns: none } = await session.columns(sql`select list(i) as empty from range(0) t(i)`);
  expect(none[0]).toEqual([null]);
  await engine[Symbol.asyncDispose]();
});

it("pages of the file are given back when they are not needed, the limit is what it was, and what is asked then is the same", async () => {
  await using engine = await openDuckDb({ file: join(folder, "warehouse.db"), threads: 1, memoryLimit: "300MB" });
  await using session = await engine.session();
  await session.run(
    sql`create table told as select hash(i) as a, hash(i + 1) as b, hash(i + 2) as c, hash(i + 3) as d from range(2000000) t(i)`,
  );
  await session.run(sql`create table memory.beside as select i, hash(i)::varchar as words from range(100000) t(i)`);
  await session.run(sql`checkpoint`);
  const asked = () =>
    session.rows(
      sql`select (select bit_xor(hash(t))::varchar from told t) as words, (select max(words) from memory.beside) as beside, current_setting('memory_limit') as memory`,
    );
  const used = async (): Promise<number> => {
    const [row] = await session.rows(sql`select sum(memory_usage_bytes)::double / 1e6 as mb from duckdb_memory()`);
    return Number(row?.mb);
  };
  const before = await asked();
  expect(await used()).toBeGreaterThan(45);
  await engine.release();
  expect(await used()).toBeLessThan(45);
  expect(await asked()).toEqual(before);
});

it("where questions are given little memory, one that needs more is answered all the same, and once nobody asks it is little again", async () => {
  await using engine = await openDuckDb({ file: join(folder, "spared.db"), threads: 4, memoryLimit: "2GB" });
  await using session = await engine.session();
  await session.run(sql`create table told as select i, hash(i) as h from range(1000000) t(i)`);
  await session.run(sql`checkpoint`);
  const limit = async (): Promise<string> =>
    String((await session.rows(sql`select current_setting('memory_limit') as said`))[0]?.said);
  // A list of all of them is held as a whole, and never on the disk: 80 MB.
  const asked = () =>
    session.rows(sql`select len(list(h::varchar || 'and so on, and so on, and so on')) as n from told`);
  const before = await asked();
  const most = await limit();
  await engine.spare();
  const little = await limit();
  expect(Number.parseFloat(little)).toBeLessThan(70);
  expect((await session.rows(sql`select count(*) as n from told`))[0]?.n).toBe(1_000_000);
  expect(await limit()).toBe(little);
  expect(await asked()).toEqual(before);
  expect(await limit()).toBe(most);
  await engine.release();
  expect(await limit()).toBe(little);
  // Several that find too little at once.
  const others = await Promise.all(Array.from({ length: 8 }, () => engine.session()));
  const each = others.map((other) =>
    other.rows(sql`select len(list(h::varchar || 'and so on, and so on, and so on')) as n from told`),
  );
  expect(await Promise.all(each)).toEqual(others.map(() => before));
  for (const other of others) await other[Symbol.asyncDispose]();
  await engine.release();
  expect(await limit()).toBe(little);
  // What is written in one piece may not be begun again half way: it has all from the beginning.
  await session.transaction(async () => {
    expect(await limit()).toBe(most);
    expect(await asked()).toEqual(before);
  });
  await engine.release();
  await engine.ample();
  expect(await limit()).toBe(most);
  // Tables in memory would go to the disk, and come back for every question.
  await session.run(sql`create table memory.beside as select i, hash(i)::varchar as words from range(1000000) t(i)`);
  await engine.release();
  expect(await limit()).toBe(most);
  expect((await session.rows(sql`select count(*) as n from memory.beside`))[0]?.n).toBe(1_000_000);
});

it("an engine that may have little anyway is given no more to spare some", async () => {
  await using engine = await openDuckDb({ threads: 1, memoryLimit: "30MB" });
  await using session = await engine.session();
  const limit = async (): Promise<unknown> =>
    (await session.rows(sql`select current_setting('memory_limit') as said`))[0]?.said;
  const before = await limit();
  await engine.spare();
  await engine.release();
  expect(await limit()).toBe(before);
});
