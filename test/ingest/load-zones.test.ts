import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, it } from "vitest";
import { sql } from "../../src/sql/index.ts";
import { acmeIn, emptyWarehouse } from "./loaded.ts";

/** Reads each text as the creation of a lead; UTC with `Z`, or null when it was not understood. */
const read = async (timezone: string, texts: readonly string[]): Promise<readonly (string | null)[]> => {
  await using warehouse = await emptyWarehouse();
  await warehouse.load(
    { leads: texts.map((text, index) => ({ lead_id: `l${index}`, created_at: "2026-01-01", assigned_at: text })) },
    { config: acmeIn(timezone) },
  );
  const rows = await warehouse.session.rows<{ id: string; at: number | null }>(
    sql`select d.id, l.assigned_at as at from leads as l join lead_ids as d on d.no = l.lead_no`,
  );
  const byId = new Map(rows.map(({ id, at }) => [id, at === null ? null : new Date(at).toISOString()]));
  return texts.map((_, index) => byId.get(`l${index}`) ?? null);
};

describe("local times", () => {
  it("are read in New York: the hour that occurs twice is the first, the one that does not exist has the offset before the gap", async () => {
    const cases = {
      "2026-03-08T01:59:59": "2026-03-08T06:59:59.000Z",
      "2026-03-08T02:00:00": "2026-03-08T07:00:00.000Z",
      "2026-03-08T02:30:00": "2026-03-08T07:30:00.000Z",
      "2026-03-08T03:00:00": "2026-03-08T07:00:00.000Z",
      "2026-03-08T03:30:00": "2026-03-08T07:30:00.000Z",
      "2026-11-01T00:59:59": "2026-11-01T04:59:59.000Z",
      "2026-11-01T01:00:00": "2026-11-01T05:00:00.000Z",
      "2026-11-01T01:30:00": "2026-11-01T05:30:00.000Z",
      "2026-11-01T01:59:59.999": "2026-11-01T05:59:59.999Z",
      "2026-11-01T02:00:00": "2026-11-01T07:00:00.000Z",
      "2026-07-01": "2026-07-01T04:00:00.000Z",
      "2026-01-15 09:30": "2026-01-15T14:30:00.000Z",
    };
    expect(await read("America/New_York", Object.keys(cases))).toEqual(Object.values(cases));
  });

  it("are read in Berlin", async () => {
    const cases = {
      "2026-03-29T01:59:59": "2026-03-29T00:59:59.000Z",
      "2026-03-29T02:00:00": "2026-03-29T01:00:00.000Z",
      "2026-03-29T02:59:59": "2026-03-29T01:59:59.000Z",
      "2026-03-29T03:00:00": "2026-03-29T01:00:00.000Z",
      "2026-10-25T01:59:59": "2026-10-24T23:59:59.000Z",
      "2026-10-25T02:00:00": "2026-10-25T00:00:00.000Z",
      "2026-10-25T02:59:59": "2026-10-25T00:59:59.000Z",
      "2026-10-25T03:00:00": "2026-10-25T02:00:00.000Z",
    };
    expect(await read("Europe/Berlin", Object.keys(cases))).toEqual(Object.values(cases));
  });

  it("with an offset are what they say, in whatever zone the workspace is", async () => {
    const cases = {
      "2026-07-01T09:30:00Z": "2026-07-01T09:30:00.000Z",
      "2026-07-01t09:30:00z": "2026-07-01T09:30:00.000Z",
      "2026-07-01 09:30:00.25+02:00": "2026-07-01T07:30:00.250Z",
      "2026-07-01T09:30:00-0530": "2026-07-01T15:00:00.000Z",
      "2026-07-01T09:30+05": "2026-07-01T04:30:00.000Z",
      "2026-07-01T09:30Z": "2026-07-01T09:30:00.000Z",
      "2026-11-01T01:30:00-05:00": "2026-11-01T06:30:00.000Z",
    };
    expect(await read("America/New_York", Object.keys(cases))).toEqual(Object.values(cases));
  });

  it("that are none are not guessed at", async () => {
    const texts = [
      "2026-02-30",
      "2026-13-01T00:00:00",
      "2026-01-01T24:00:00",
      "2026-01-01T23:59:60",
      "0000-01-01",
      "01/02/2026",
      "2026-1-2",
      "2026-01-01T00:00:00+15:00",
      "2026-01-01T00:00:00 Europe/Berlin",
      "20260101",
      "1767225600",
      "now",
      "infinity",
      "2026-01-01T",
      " 2026-01-01",
    ];
    expect(await read("UTC", texts)).toEqual(texts.map(() => null));
  });

  it("are read like Temporal does, at any wall clock from 1971 to 2068 and in zones with odd rules", async () => {
    const zones = [
      "America/New_York",
      "Europe/Berlin",
      "Australia/Lord_Howe",
      "Asia/Kolkata",
      "Africa/Casablanca",
      "Pacific/Apia",
    ];
    const wall = fc.integer({ min: Date.UTC(1971, 0, 1) / 1000, max: Date.UTC(2068, 0, 1) / 1000 });
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...zones),
        fc.array(wall, { minLength: 400, maxLength: 600, size: "max" }),
        async (zone, walls) => {
          const texts = walls.map((second) => new Date(second * 1000).toISOString().slice(0, 19));
          const expected = texts.map((text) =>
            new Date(
              Temporal.PlainDateTime.from(text).toZonedDateTime(zone, { disambiguation: "compatible" })
                .epochMilliseconds,
            ).toISOString(),
          );
          expect(await read(zone, texts)).toEqual(expected);
        },
      ),
      { numRuns: 4 },
    );
  });
});
