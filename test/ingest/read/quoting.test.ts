import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asOrdinary, type Quoting, quotingOf } from "../../../src/ingest/read/quoting.ts";
import { parseCsv } from "../csv-reference.ts";

const comma = 0x2c;

const inPieces = async function* (text: string, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
};

const ordinaryText = async (text: string, size: number, quoting: Quoting): Promise<string> => {
  const parts: Uint8Array[] = [];
  for await (const part of asOrdinary(inPieces(text, size), comma, quoting)) parts.push(part);
  return Buffer.concat(parts).toString();
};

const escaped = (cell: string): string => `"${cell.replaceAll("\\", "\\\\").replaceAll('"', '\\"')}"`;
const doubled = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;

const cells = fc.array(fc.array(fc.stringMatching(/^[a\\", \né]{1,6}$/), { minLength: 2, maxLength: 2 }), {
  minLength: 1,
  maxLength: 5,
});

describe("a file whose quotes are written as few write them", () => {
  it("says cell for cell what was written, however it is cut into pieces", async () => {
    await fc.assert(
      fc.asyncProperty(
        cells,
        fc.integer({ min: 1, max: 9 }),
        fc.boolean(),
        fc.boolean(),
        async (rows, size, isSpaced, isEscaped) => {
          const write = isEscaped ? escaped : doubled;
          const text = rows.map((row) => `${row.map(write).join(isSpaced ? ",  " : ",")}\n`).join("");
          expect(parseCsv(await ordinaryText(text, size, { isSpaced, isEscaped }))).toEqual(rows);
        },
      ),
    );
  });

  it("is told from one that only looks so", async () => {
    const of = (text: string) => quotingOf(() => inPieces(text, 5), { name: "a.csv", delimiter: comma, preamble: 0 });
    const neither = { isSpaced: false, isEscaped: false };
    expect(await of('a,b\n1,"x \\", y"\n')).toEqual({ isSpaced: false, isEscaped: true });
    expect(await of('a,b\n1, "x, y"\n')).toEqual({ isSpaced: true, isEscaped: false });
    expect(await of('a,b\n1, "x \\", y"\n')).toEqual({ isSpaced: true, isEscaped: true });
    expect(await of('a,b\n"C:\\","D:\\"\n')).toEqual(neither);
    expect(await of('a,b\n1,x "y" z\n')).toEqual(neither);
    expect(await of('a,b\n1, "x, y"\n2, "x" y\n')).toEqual(neither);
    expect(await of('a,b\n1,"x ""y"""\n')).toEqual(neither);
  });
});
