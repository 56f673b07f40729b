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
