import { expect, it } from "vitest";
import { openDuckDb } from "../src/engines/index.ts";
import { localTime } from "../src/facts/index.ts";
import { instant, sql } from "../src/sql/index.ts";

it("an instant has the local time of its zone, whether the data is known to begin before it, after it, or nothing is known", async () => {
  await using engine = await openDuckDb({ threads: 1 });
  await using session = await engine.session();
  const asOf = Date.parse("2026-03-29T12:00:00Z");
  const hours = sql`select timestamp '2010-01-01' + interval (h * 37) hour as moment from range(5000) t(h)`;
  for (const timezone of ["America/New_York", "Europe/Berlin", "Australia/Lord_Howe"])
    for (const earliest of [undefined, 0, Date.parse("2024-02-01T00:00:00Z"), asOf + 1]) {
      const zoned = { config: { timezone }, asOf, ...(earliest === undefined ? {} : { uses: { earliest } }) };
      const looked = sql`timezone(${timezone}, timezone('UTC', moment))`;
      const [row] = await session.rows(
        sql`select count(*) filter (${localTime(zoned, sql`moment`)} is distinct from ${looked}) as wrong, max(moment) > ${instant(asOf)} as reaches from (${hours})`,
      );
      expect([Number(row?.wrong), row?.reaches], `${timezone} ${earliest}`).toEqual([0, true]);
    }
});
