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

describe("lines as a text of their own", () => {
  it("are led by their numbers, however long these are, and end alike", () => {
    const lines = new KeptLines();
    for (const number of [1, 9, 10, 4096, 99_999, 100_000, 12_345_678_901])
      lines.add(number, Buffer.from("a,b\r"), 0, 4);
    expect(Buffer.from(lines.textUnder("line,x,y", comma)).toString()).toBe(
      "line,x,y\n1,a,b\n9,a,b\n10,a,b\n4096,a,b\n99999,a,b\n100000,a,b\n12345678901,a,b\n",
    );
  });
});
