import { describe, expect, it } from "vitest";
import { catalogue } from "../src/kpis/index.ts";
import { createAsker } from "../src/query/index.ts";
import { type Runner, render, type Sql } from "../src/sql/index.ts";
import { company } from "./engine.ts";
import { exampleConfig } from "./example.ts";

/** The text of a statement with its values beside it, white space made plain. */
const told = (statement: Sql): string => {
  const text = render(statement, (position) => `$${position}`)
    .replace(/\s+/g, " ")
    .trim();
  return statement.values.length === 0 ? `${text};` : `${text};\n-- values: ${JSON.stringify(statement.values)}`;
};

describe("the statements of", () => {
  for (const kpi of catalogue)
    it(`${kpi.id} are those that were agreed on`, async () => {
      await using example = await company(exampleConfig, kpi.example.given);
      const said: string[] = [];
      const { session } = example;
      const listening: Runner = {
        run: (statement) => session.run(statement),
        rows: (query) => {
          said.push(told(query));
          return session.rows(query);
        },
        columns: (query) => {
          said.push(told(query));
          return session.columns(query);
        },
      };
      const asker = await createAsker({
        runner: listening,
        config: exampleConfig,
        catalogue,
        watermark: example.asker.watermark,
        factsAt: async () => "facts",
      });
      said.length = 0;
      const range = { from: kpi.example.from, to: kpi.example.to };
      for (const [variant] of Object.entries(kpi.variants)) {
        said.push(`-- ${kpi.id} ${variant}`);
        await asker.answer({ kpi: kpi.id, variant, range });
      }
      said.push(`-- ${kpi.id} default by month`);
      await asker.answer({ kpi: kpi.id, range, grain: kpi.id === "goal_attainment" ? undefined : "month" });
      await expect(said.join("\n\n")).toMatchFileSnapshot(`goldens/${kpi.id}.sql`);
    });
});
