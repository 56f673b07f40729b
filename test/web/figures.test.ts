/** Money has the decimals of its currency, on the page as in the terminal. */
import { describe, expect, it } from "vitest";
import { figure } from "../../src/reports/table/units.ts";
import { figure as ofPage, shortFigure } from "../../web/src/words/figures.ts";

describe("money", () => {
  it.each([
    ["on the page", ofPage],
    ["in the terminal", figure],
  ] as const)("%s has the decimals of its currency: yen have none, dinars of Bahrain three", (_, write) => {
    const money = (value: number, currency: string) => write(value, { unit: "money", currency });
    expect([money(300.42, "USD"), money(300.42, "JPY"), money(300.4, "BHD")]).toEqual([
      "$300.42",
      "¥300",
      "BHD\u00a0300.400",
    ]);
    expect([money(12_345.6, "USD"), money(12_345.6, "BHD")]).toEqual(["$12,346", "BHD\u00a012,346"]);
  });

  it("below zero has one minus sign on the page, in few letters too", () => {
    const writing = { unit: "money", currency: "USD" } as const;
    expect([ofPage(-12.5, writing), ofPage(-4321, writing), shortFigure(-1_200_000, writing)]).toEqual([
      "−$12.50",
      "−$4,321",
      "−$1.2M",
    ]);
  });
});
