import { describe, expect, it } from "vitest";
import { alikeBytes, type Chunk } from "../../../src/ingest/read/alike-bytes.ts";

const chunkOf = (text: Uint8Array, at: number): Chunk => {
  const bytes = Buffer.allocUnsafeSlow(64).fill(0xff);
  bytes.set(text, at);
  return { bytes, words: new Int32Array(bytes.buffer) };
};

describe("how far two texts say the same", () => {
  it("is told to the byte, wherever they lie and whatever follows them", () => {
    const text = Uint8Array.from({ length: 30 }, (_, index) => (index * 37 + 200) % 256);
    for (const [fromA, fromB] of [0, 1, 2, 3].flatMap((a) => [4, 5, 6, 7].map((b) => [a, b] as const)))
      for (let differs = 0; differs <= text.length; differs += 1) {
        const other = text.map((byte, index) => (index === differs ? byte ^ 0x80 : byte));
        const [a, b] = [chunkOf(text, fromA), chunkOf(other, fromB)];
        for (const length of [differs, text.length]) expect(alikeBytes(a, b, fromA, fromB, length)).toBe(differs);
      }
  });

  it("is told up to the end of what there is", () => {
    const bytes = Buffer.allocUnsafeSlow(12).fill("a");
    const chunk = { bytes, words: new Int32Array(bytes.buffer) };
    expect([0, 1, 2, 3].map((from) => alikeBytes(chunk, chunk, 0, from, 12 - from))).toEqual([12, 11, 10, 9]);
  });
});
