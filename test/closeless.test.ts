/** Deals closed without any close time: created and on the first rung, and left out, told, of whatever asks when they closed. */
import { expect, it } from "vitest";
import { catalogue } from "../src/kpis/index.ts";
import { company } from "./engine.ts";
import { exampleConfig } from "./example.ts";

const range = { from: "2025-01-01", to: "2025-02-01" };
const created_at = "2025-01-10T09:00:00Z";
const left = ["sales_cycle_length", "win_rate", "stage_conversion", "stage_duration", "close_rate"];

const asked = catalogue
  .filter(({ id }) => left.includes(id))
  .flatMap(({ id, variants }) => Object.keys(variants).map((variant) => ({ kpi: id, variant })))
  .filter(({ variant }) => variant !== "current_owner");

it.each(asked)("deals closed nobody knows when are told to be left out of $kpi $variant", async ({ kpi, variant }) => {
  await using made = await company(exampleConfig, {
    opportunities: [
      { opportunity_id: "lost", created_at, stage: "lost" },
      { opportunity_id: "won", created_at, stage: "won" },
      { opportunity_id: "open", created_at, stage: "proposal" },
    ],
  });
  const { total, rows } = await made.asker.answer({ kpi, variant, range });
  const told = rows.length > 0 && total.flags.includes("not_additive") ? rows : [total];
  expect(told.map(({ excluded }) => excluded.no_close_date ?? 0).filter((count) => count > 0)).toEqual([
    ["won", "lost"].includes(variant) ? 1 : 2,
  ]);
});
