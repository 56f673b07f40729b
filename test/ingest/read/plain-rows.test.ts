import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { eachRow } from "../../../src/ingest/read/each-row.ts";
import { PlainDates } from "../../../src/ingest/read/plain-dates.ts";
import { cleanRowsOf } from "../../../src/ingest/read/preflight.ts";
import { tableNamed } from "../../../src/model/tables.ts";

const sourceOf = (text: string, size: number) => {
  const bytes = Buffer.from(text);
  const chunks = (async function* () {
    for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
  })();
  return { chunks, name: "in.csv", delimiter: 44, width: 3 };
};

/** Looks at every row by itself. */
const carefully = async (text: string): Promise<number | null> => {
  const rows: { readonly isClean: boolean; readonly ending: number }[] = [];
  await eachRow(
    sourceOf(text, 1_000_000),
    (_bytes, _from, { state, fields, lines, looseQuote, loneCr, next, end }) => {
      const isClean = state === "row" && fields === 3 && lines === 1 && !looseQuote && !loneCr;
      rows.push({ isClean, ending: next - end });
      return true;
    },
    async () => {},
  );
  const endings = new Set(rows.map(({ ending }) => ending).filter((ending) => ending > 0));
  return rows.every(({ isClean }) => isClean) && endings.size < 2 ? rows.length : null;
};

const cell = fc.oneof(
  { weight: 8, arbitrary: fc.constantFrom("", "a", "bc", "é", "12", '"a"', '""', '"a,b"', '"say ""yes"""') },
  { weight: 1, arbitrary: fc.constantFrom('a"', '"a', '"a"b', "\0", '"\0"', '"a\nb"', "a\rb", '"a\rb"', "a,b") },
);

describe("a row passes at a glance", () => {
  it("only where it is clean to whoever looks at it by itself, however the bytes arrive", async () => {
    let clean = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 8 }),
        fc.constantFrom("\n", "\r\n", "\r"),
        fc.constantFrom("", "\n", "\r\n"),
        fc.integer({ min: 1, max: 60 }),
        async (rows, ending, last, size) => {
          const text = ["a,b,c", ...rows.map((row) => row.join(","))].join(ending) + last;
          const expected = await carefully(text);
          expect(await cleanRowsOf(sourceOf(text, size))).toBe(expected);
          if (expected !== null) clean += 1;
        },
      ),
      { numRuns: 2000 },
    );
    expect(clean).toBeGreaterThan(200);
  });

  it("where it is no longer than a cell may be, else it is looked at", async () => {
    const long = "x".repeat(70_000);
    expect(await cleanRowsOf(sourceOf(`a,b,c\n1,${"x".repeat(40_000)},${"y".repeat(40_000)}\n2,y,z\n`, 1000))).toBe(3);
    expect(await cleanRowsOf(sourceOf(`a,b,c\n1,${long},z\n`, 1000))).toBe(null);
    expect(await cleanRowsOf(sourceOf(`a,b,c\n1,"${long}",z\n`, 1000))).toBe(null);
  });
});

const activities = tableNamed("activities");
const instant = /^[1-9]\d{3}-\d\d-\d\d[T ]([01]\d|2[0-3]):[0-5]\d:[0-5]\d([.]\d{1,9})?Z$/;

const written = fc.constantFrom(
  "2026-07-01T09:30:00Z",
  "1999-12-31 23:59:59.123456789Z",
  "2026-07-01",
  "0999-07-01T09:30:00Z",
);

/** Mostly as it is, else with one character in the place of another, or cut short. */
const instantText = fc
  .tuple(written, fc.nat(40), fc.constantFrom("0", "9", "3", "-", ":", ".", "Z", "T", " ", "x", ""))
  .map(([text, at, other]) => (at < text.length ? text.slice(0, at) + other + text.slice(at + 1) : text));

describe("dates that are seen on the way", () => {
  it("are plain where each is empty or written in the one way, in quotes or not", async () => {
    if (activities === undefined) throw new Error("no activities");
    const columns = ["activity_id", "occurred_at", "type"];
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.oneof(fc.constant(""), written, instantText), fc.boolean()), { maxLength: 5 }),
        fc.integer({ min: 1, max: 90 }),
        async (cells, size) => {
          const lines = cells.map(([text, isQuoted], index) => `a${index},${isQuoted ? `"${text}"` : text},call`);
          const dates = new PlainDates(activities, columns);
          await cleanRowsOf(sourceOf([columns.join(","), ...lines, ""].join("\n"), size), dates);
          const texts = cells.map(([text]) => text).filter((text) => text !== "");
          expect(dates.isPlain()).toBe(texts.every((text) => instant.test(text)));
          if (!dates.isPlain()) return;
          const years = texts.map((text) => Number(text.slice(0, 4)));
          expect(dates.years()).toEqual(
            years.length === 0 ? null : { first: Math.min(...years), last: Math.max(...years) },
          );
        },
      ),
      { numRuns: 2000 },
    );
  });
});
