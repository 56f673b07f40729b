import { describe, expect, it } from "vitest";
import { KeptLines } from "../../../src/ingest/read/kept-lines.ts";

const kept = (...lines: readonly string[]): KeptLines => {
  const all = new KeptLines();
  for (const [index, line] of lines.entries()) all.add(index + 1, Buffer.from(line), 0, Buffer.byteLength(line));
  return all;
};

const comma = ",".charCodeAt(0);

describe("lines that took the place of others", () => {
  it("begin as those where the columns of the key say the same, and only then", () => {
    const before = kept("L1,a,x", "L2,b,y");
    expect(kept("L1,a,z", "L2,c,y").beginsAs(before, 1, comma)).toBe(true);
    expect(kept("L1,a,z", "L2,c,y").beginsAs(before, 2, comma)).toBe(false);
    expect(kept("L1,a,z", "L3,b,y").beginsAs(before, 1, comma)).toBe(false);
    expect(kept("L1,a,z", "L20,b,y").beginsAs(before, 1, comma)).toBe(false);
    expect(kept("L2,b,y", "L1,a,x").beginsAs(before, 1, comma)).toBe(false);
  });

  it("are as many as those", () => {
    expect(kept("L1,a").beginsAs(kept("L1,b", "L2,b"), 1, comma)).toBe(false);
    expect(kept("L1,a", "L2,b").beginsAs(kept("L1,b"), 1, comma)).toBe(false);
  });

  it("are not judged where a quote stands in the key, or a line ends before its columns do", () => {
    expect(kept('"L,1",a').beginsAs(kept('"L,2",a'), 1, comma)).toBe(false);
    expect(kept('L"1,a').beginsAs(kept('L"1,b'), 1, comma)).toBe(false);
    expect(kept("L1", ",b").beginsAs(kept("L1", ",b"), 1, comma)).toBe(false);
  });
});
