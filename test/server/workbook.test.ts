import { inflateRawSync } from "node:zlib";
import readXlsx from "read-excel-file/node";
import { describe, expect, it } from "vitest";
import { workbook } from "../../src/server/workbook.ts";
import type { CsvValue } from "../../src/wording/csv.ts";

const bytesOf = async (parts: AsyncIterable<Buffer>): Promise<Buffer> => {
  const all: Buffer[] = [];
  for await (const part of parts) all.push(part);
  return Buffer.concat(all);
};

async function* portions(...all: readonly (readonly (readonly CsvValue[])[])[]) {
  yield* all;
}

describe("a workbook that is written row by row", () => {
  it("holds texts, numbers and truths as they are, whatever stands in them", async () => {
    const head = ["id", "amount", "won"];
    const first = ['<b>&amp; "x"', 0.1, true];
    const second = ["  =SUM(A1)\nS\u00fcd \u{1f6a2}", -1e-9, false];
    const written = await bytesOf(workbook(portions([head, first], [second, ["007", null, undefined]])));
    const [sheet] = await readXlsx(written, { trim: false });
    expect(sheet?.data).toEqual([head, first, second, ["007", null, null]]);
  });

  it("has no sign that XML cannot hold, and no longer text than a cell takes", async () => {
    const texts = ["a\u0000b\u001fc", "\ud800 alone", "x".repeat(40_000)];
    const [sheet] = await readXlsx(await bytesOf(workbook(portions([texts]))));
    expect(sheet?.data).toEqual([["a\ufffdb\ufffdc", "\ufffd alone", "x".repeat(32_767)]]);
  });

  it("has as many columns as are told, past the last letter", async () => {
    const wide = Array.from({ length: 60 }, (_, index) => `c${index}`);
    const [sheet] = await readXlsx(await bytesOf(workbook(portions([wide, [...wide].fill("", 1, 59)]))));
    expect(sheet?.data).toEqual([wide, ["c0", ...Array.from({ length: 58 }, () => null), "c59"]]);
  });

  it("is written without being held: what breaks off comes out", async () => {
    async function* breaking(): AsyncGenerator<readonly (readonly CsvValue[])[]> {
      yield [["id"]];
      throw new Error("the question was given up");
    }
    await expect(bytesOf(workbook(breaking()))).rejects.toThrow("the question was given up");
  });

  it("takes more rows than a workbook that is made in memory would", async () => {
    const rows = 200_000;
    async function* many() {
      for (let at = 0; at < rows; at += 20_000)
        yield Array.from({ length: 20_000 }, (_, index) => [`r${at + index}`, index, "Oak Works", null]);
    }
    let most = 0;
    const parts: Buffer[] = [];
    for await (const part of workbook(many())) {
      parts.push(part);
      most = Math.max(most, part.length);
    }
    expect(most).toBeLessThan(1 << 20);
    const packed = Buffer.concat(parts);
    const name = Buffer.from("xl/worksheets/sheet1.xml");
    const sheet = inflateRawSync(packed.subarray(packed.indexOf(name) + name.length)).toString();
    expect(sheet.split("<row ").length - 1).toBe(rows);
  });
});
