/** The catalogue: what can be asked, by what it can be split, and the members of a dimension. */
import { z } from "zod";
import { additivities, better, groups, parts, types, units } from "./answer.ts";

const variant = z.strictObject({
  id: z.string(),
  name: z.string(),
  formula: z.string(),
  meaning: z.string(),
  unit: units,
  type: types,
  additivity: additivities,
  parts,
  dimensions: z.array(z.string()).describe("What this definition is split and filtered by."),
});

const gives = z.union([z.number(), z.null(), z.record(z.string(), z.number().nullable())]);

export const kpiSchema = z.strictObject({
  id: z.string(),
  version: z.int(),
  name: z.string(),
  meaning: z.string(),
  group: groups,
  unit: units,
  better,
  type: types,
  additivity: additivities,
  by_stage: z.boolean().describe("Always answered by stage."),
  dimensions: z.array(z.string()).describe("Those of the default; a variant may take others."),
  variants: z.array(variant),
  example: z.strictObject({
    story: z.string(),
    given: z.record(z.string(), z.array(z.record(z.string(), z.string()))),
    from: z.string(),
    to: z.string(),
    as_of: z.string().optional(),
    gives,
  }),
});

export const kpisSchema = z.strictObject({ kpis: z.array(kpiSchema) });

export const dimensionsSchema = z.strictObject({
  dimensions: z.array(z.strictObject({ id: z.string(), label: z.string(), kpis: z.array(z.string()) })),
});

export const valuesSchema = z.strictObject({
  values: z.array(z.strictObject({ id: z.string().nullable().describe("null: nobody or nothing"), label: z.string() })),
  total: z.int(),
});
