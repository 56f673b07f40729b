import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type DifferenceOptions, lineDifference } from "../../../src/ingest/read/line-difference.ts";
import type { Line } from "../../../src/ingest/read/lines.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "quarterdeck-lines-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const told = (lines: Iterable<Line>): string[] =>
  Array.from(lines, ({ number, bytes }) => `${number}: ${Buffer.from(bytes).toString("utf8")}`);

const between = async (before: string, after: string, options: DifferenceOptions = {}) => {
  await writeFile(join(folder, "before"), before);
  await writeFile(join(folder, "after"), after);
  const found = await lineDifference(join(folder, "before"), join(folder, "after"), { chunk: 7, ...options });
  return found === null ? null : { fresh: told(found.fresh), gone: told(found.gone), lines: found.lines };
};

describe("the lines that an earlier text does not have", () => {
  it("are none where it is the same", async () => {
    expect(await between("a\nbb\nccc\n", "a\nbb\nccc\n")).toEqual({ fresh: [], gone: [], lines: 3 });
    expect(await between("", "")).toEqual({ fresh: [], gone: [], lines: 0 });
  });

  it("are none of the very same file, whose lines are counted all the same", async () => {
    const file = join(folder, "same");
    for (const [text, lines] of [
      ["", 0],
      ["a", 1],
      ["a\n", 1],
      ["a\nbb\n\nlonger than a chunk", 4],
      ["a\nbb\n\nlonger than a chunk\n", 4],
    ] as const) {
      await writeFile(file, text);
      const found = await lineDifference(file, file, { chunk: 7 });
      expect([found?.lines, found?.fresh.count, found?.gone.count], text).toEqual([lines, 0, 0]);
    }
    const found = await lineDifference(file, file, { chunk: 7, marked: [2] });
    expect(told(found?.fresh ?? [])).toEqual(["2: bb"]);
  });

  it("are told with their numbers, and those that are gone with theirs", async () => {
    expect(await between("a\nb\nc\nd\n", "a\nB\nc\nd\n")).toEqual({ fresh: ["2: B"], gone: ["2: b"], lines: 4 });
    expect(await between("a\nb\nc\n", "x\ny\na\nb\nc\n")).toEqual({ fresh: ["1: x", "2: y"], gone: [], lines: 5 });
    expect(await between("a\nb\nc\nd\n", "c\nd\n")).toEqual({ fresh: [], gone: ["1: a", "2: b"], lines: 2 });
    expect(await between("a\n", "a\nb\nc")).toEqual({ fresh: ["2: b", "3: c"], gone: [], lines: 3 });
    expect(await between("", "a\n")).toEqual({ fresh: ["1: a"], gone: [], lines: 1 });
  });

  it("are no more for a line feed at the end", async () => {
    expect(await between("a\nb\n", "a\nb")).toEqual({ fresh: [], gone: [], lines: 2 });
    expect(await between("a\nb", "a\nb\n")).toEqual({ fresh: [], gone: [], lines: 2 });
  });

  it("are more where one is only the beginning of the other", async () => {
    expect(await between("a\nbcd\n", "a\nbc")).toEqual({ fresh: ["2: bc"], gone: ["2: bcd"], lines: 2 });
    expect(await between("a\nbc", "a\nbcd")).toEqual({ fresh: ["2: bcd"], gone: ["2: bc"], lines: 2 });
  });

  it("are among those that are marked, whatever they say", async () => {
    expect(await between("a\nb\nc\n", "a\nb\nc\n", { marked: [2] })).toEqual({
      fresh: ["2: b"],
      gone: ["2: b"],
      lines: 3,
    });
    expect(await between("a\nb", "a\nb", { marked: [1, 2] })).toEqual({
      fresh: ["1: a", "2: b"],
      gone: ["1: a", "2: b"],
      lines: 2,
    });
  });

  it("may be longer than what is read at a time", async () => {
    const long = "x".repeat(40);
    expect(await between(`${long}\nb\n`, `${long}\nB\n`)).toEqual({ fresh: ["2: B"], gone: ["2: b"], lines: 2 });
    expect(await between(`${long}y\nb\n`, `${long}z\nb\n`)).toMatchObject({ fresh: [`1: ${long}z`] });
  });

  it("are not told when the texts do not agree again within reach", async () => {
    expect(await between("a\nb\nc\nd\n", "d\nc\nb\na\nz\n", { ahead: 1 })).toBe(null);
    expect(await between("aaaa\n", "bbbb\n", { most: 7 })).toBe(null);
  });

  it("make the new text of the old one, whatever was changed, moved, added or taken away", async () => {
    let state = 7;
    const random = (below: number): number => {
      state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
      return Math.floor((state / 2_147_483_648) * below);
    };
    for (let round = 0; round < 300; round += 1) {
      const before = Array.from({ length: random(12) }, () => "abcde".slice(0, 1 + random(4)));
      const after = before.flatMap((line) => [[line], [line, "new"], [], [`${line}!`], [line]][random(5)] ?? []);
      if (random(4) === 0 && after.length > 2) after.push(...after.splice(0, 2));
      const marked = before.map((_, index) => index + 1).filter(() => random(6) === 0);
      const found = await between(
        before.map((line) => `${line}\n`).join(""),
        after.map((line) => `${line}\n`).join(""),
        { marked, chunk: 1 + random(9) },
      );
      if (found === null) throw new Error("not within reach");
      const left = (lines: readonly string[], without: readonly string[]): string[] =>
        lines
          .map((line, index) => `${index + 1}: ${line}`)
          .filter((line) => !without.includes(line))
          .map((line) => line.replace(/^\d+: /, ""));
      expect(left(after, found.fresh)).toEqual(left(before, found.gone));
      expect(found.lines).toBe(after.length);
      for (const number of marked) expect(found.gone).toContain(`${number}: ${before[number - 1]}`);
    }
  });
});
