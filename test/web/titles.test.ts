/** How a figure is called where its variant stands behind it. */
import { expect, it } from "vitest";
import { catalogue } from "../../src/kpis/index.ts";
import { variantTitle } from "../../web/src/words/names.ts";

const titleOf = (kpi: string, variant: string): string => {
  const found = catalogue.find(({ id }) => id === kpi);
  const name = found?.variants[variant]?.name ?? "";
  return variantTitle(found?.name ?? kpi, name === "" ? undefined : { id: variant, name });
};

it("a variant goes on in small letters, and a figure's default has no name of its own", () => {
  expect(titleOf("win_rate", "value")).toBe("Win rate: by value");
  expect(titleOf("win_rate", "default")).toBe("Win rate");
  expect(titleOf("unheard_of", "default")).toBe("unheard_of");
});

it("people that a method is called after keep their capitals", () => {
  expect(titleOf("sales_cycle_length", "km")).toBe("Sales cycle length: Kaplan-Meier median");
});
