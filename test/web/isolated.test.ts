/** Names that are written from right to left, within sentences of ours. */
import { expect, it } from "vitest";
import { isolated } from "../../web/src/words/isolated.ts";

const [from, to] = ["\u2068", "\u2069"];

it("a name from right to left stands apart from what follows it, however many words it has", () => {
  expect(isolated("Leads, דוד בן־גוריון, 1 Oct")).toBe(`Leads, ${from}דוד בן־גוריון${to}, 1 Oct`);
  expect(isolated("محمد عبد الرحمن: 12 of 30")).toBe(`${from}محمد عبد الرحمن${to}: 12 of 30`);
});

it("two such names keep their order", () => {
  expect(isolated("דוד, רות")).toBe(`${from}דוד${to}, ${from}רות${to}`);
  expect(isolated("דוד → רות")).toBe(`${from}דוד${to} → ${from}רות${to}`);
  expect(isolated("דוד · רות")).toBe(`${from}דוד${to} · ${from}רות${to}`);
});

it("a mark that would turn all that follows is left out", () => {
  expect(isolated("Won, \u202ecba, Q4 2026")).toBe("Won, cba, Q4 2026");
});

it("what is written from left to right stays as it is", () => {
  expect(isolated("Win rate, Zoë Ngọc: 22.1%")).toBe("Win rate, Zoë Ngọc: 22.1%");
});
