import { describe, expect, it } from "vitest";
import { catalogue } from "../src/kpis/index.ts";
import { company } from "./engine.ts";
import { exampleConfig } from "./example.ts";

describe("the worked example of", () => {
  for (const kpi of catalogue)
    it(`${kpi.id} comes out as it says`, async () => {
      await using example = await company(exampleConfig, kpi.example.given);
      const answer = await example.asker.answer({
        kpi: kpi.id,
        range: { from: kpi.example.from, to: kpi.example.to },
        asOf: kpi.example.asOf,
      });
      const { gives } = kpi.example;
      if (gives === null || typeof gives === "number") expect(answer.total.value).toBe(gives);
      else
        for (const [key, value] of Object.entries(gives))
          expect(answer.rows.find((row) => Object.values(row.keys).includes(key))?.value).toBe(value);
    });
});
