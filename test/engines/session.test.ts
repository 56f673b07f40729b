import { expect, it } from "vitest";
import { openDuckDb } from "../../src/engines/index.ts";
import { sql, whole } from "../../src/sql/index.ts";

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
