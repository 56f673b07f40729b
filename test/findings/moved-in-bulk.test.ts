/** What deals moved by the dozen at a month's end do to stage figures: those are asked once more without them. */
import { expect, it } from "vitest";
import { effectsIn } from "../../src/cli/effects.ts";
import { catalogue } from "../../src/kpis/index.ts";
import { lookupsOf } from "../../src/query/index.ts";
import { effectLine } from "../../src/reports/effects.ts";
import { company } from "../engine.ts";
import { exampleConfig } from "../example.ts";

/** Created on 6 January; left the stage then. */
const deals = (name: string, count: number, moves: { readonly to: string; readonly at: string; readonly by: string }) =>
  Array.from({ length: count }, (_, index) => ({ id: `${name}${index}`, ...moves }));

it("says by how much the time in stage and the conversion change without six moved within one minute on the 31st", async () => {
  const all = [
    ...deals("bulk", 6, { to: "proposal", at: "2026-01-31T10:00:00Z", by: "ann" }),
    ...deals("own", 6, { to: "proposal", at: "2026-01-16T00:00:00Z", by: "ben" }),
    ...deals("lost", 4, { to: "lost", at: "2026-01-16T00:00:00Z", by: "ben" }),
  ];
  await using built = await company(exampleConfig, {
    people: ["ann", "ben"].map((person_id) => ({ person_id, name: person_id })),
    leads: [{ lead_id: "latest", created_at: "2026-03-01T12:00:00Z" }],
    opportunities: all.map(({ id, to, at, by }) => ({
      ...{ opportunity_id: id, created_at: "2026-01-06T00:00:00Z", owner_id: by, stage: to },
      ...(to === "lost" ? { closed_at: at } : {}),
    })),
    stage_changes: all.map(({ id, to, at, by }) => ({
      ...{ subject_type: "opportunity", subject_id: id, from_stage: "qualified", stage: to },
      ...{ changed_at: at, changed_by: by },
    })),
  });
  const { session, asker } = built;
  const { config, watermark } = asker;
  const lookups = await lookupsOf({ runner: session, config, watermark, factsAt: async () => "facts" });
  const effects = await effectsIn({ runner: session, cleaner: session, asker, lookups }, ["bulk_stage_moves"]);
  const found = effects.get("bulk_stage_moves") ?? [];
  expect(found.map(({ kpi, of, before, after, records }) => [kpi, of, before, after, records])).toEqual([
    // Twelve of sixteen moved on; of the others six of ten.
    ["stage_conversion", "Qualified prospect", 0.75, 0.6, 6],
    // Six after ten days are no half of sixteen, and the next to move are the six moved in bulk; of ten they are more than half.
    ["stage_duration", "Qualified prospect", 25 + 10 / 24, 10, 6],
  ]);
  expect(effectLine(found, { currency: "USD", kpis: catalogue })).toBe(
    "Stage conversion: Qualified prospect 75.0% → 60.0%, stage duration: Qualified prospect 25.4 days → 10.0 days without the 6, of which nobody knows when they moved",
  );
});
