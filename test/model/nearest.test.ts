import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nearestWord } from "../../src/model/nearest.ts";

const kpis = ["win_rate", "close_rate", "activities", "lead_origin", "stage_duration"];

describe("the nearest known word", () => {
  it.each([
    ["win_rat", "win_rate"],
    ["wni_rate", "win_rate"],
    ["WIN_RATE", "win_rate"],
    ["close-rate", "close_rate"],
    ["activites", "activities"],
    ["stage_durations", "stage_duration"],
    ["revenue", null],
    ["x", null],
    ["", null],
  ])("of %s is %s", (word, expected) => {
    expect(nearestWord(word, kpis)).toBe(expected);
  });

  it("is the closer of two", () => {
    expect(nearestWord("lost", ["cost", "lost"])).toBe("lost");
    expect(nearestWord("quater", ["water", "quarter"])).toBe("quarter");
  });

  it("is the word itself where it is known", () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1 }), { minLength: 1 }), fc.nat(), (words, pick) => {
        const word = words[pick % words.length]!;
        expect(nearestWord(word, words)?.toLowerCase()).toBe(word.toLowerCase());
      }),
    );
  });

  it("forgives two neighbours that changed places as one slip", () => {
    expect(nearestWord("tema", ["team"])).toBe("team");
  });
});
