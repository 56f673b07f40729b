import { describe, expect, it } from "vitest";
import { alikeBytes } from "../../../src/ingest/read/alike-bytes.ts";

const placed = (text: Uint8Array, at: number): Buffer => {
  const bytes = Buffer.alloc(at + text.length + 10, 0xff);
  bytes.set(text, at);
  return bytes;
};

const textOf = (length: number): Uint8Array => Uint8Array.from({ length }, (_, index) => (index * 37 + 200) % 256);

describe("how far two texts say the same", () => {
  it("is told to the byte, wherever they lie and whatever follows them", () => {
    const text = textOf(60);
    for (const [fromA, fromB] of [0, 1, 2, 3].flatMap((a) => [4, 5, 6, 7].map((b) => [a, b] as const)))
      for (let differs = 0; differs <= text.length; differs += 1) {
        const other = text.map((byte, index) => (index === differs ? byte ^ 0x80 : byte));
        const [a, b] = [placed(text, fromA), placed(other, fromB)];
        for (const length of [differs, text.length]) expect(alikeBytes(a, b, fromA, fromB, length)).toBe(differs);
      }
  });

  it("is told to the byte in long texts, where they differ once and where they differ from there on", () => {
    const text = textOf(40_000);
    for (const differs of [0, 1, 8191, 8192, 8193, 16_383, 24_576, 39_999])
      for (const more of [0, 1, 30_000]) {
        const other = text.map((byte, index) => (index >= differs && index <= differs + more ? byte ^ 0x01 : byte));
        expect(alikeBytes(placed(text, 3), placed(other, 8), 3, 8, text.length)).toBe(differs);
        expect(alikeBytes(placed(text, 3), placed(other, 8), 3, 8, differs)).toBe(differs);
      }
  });
});
