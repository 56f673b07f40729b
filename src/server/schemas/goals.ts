/** Goals as they are set. */
import { z } from "zod";

const scope = z.enum(["company", "team", "person", "campaign"]);
const direction = z.enum(["higher", "lower"]).nullable();

export const goalSchema = z.strictObject({
  goal_id: z.string(),
  kpi: z.string(),
  variant: z.string(),
  scope: z.string(),
  scope_id: z.string().nullable(),
  starts_on: z.string(),
  ends_on: z.string(),
  target: z.number(),
  direction,
  currency: z.string().nullable(),
  version: z.int(),
  /** From when on it is withdrawn. */
  deleted_at: z.string().nullable(),
});

export const goalsSchema = z.strictObject({ goals: z.array(goalSchema) });

const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, "must be a date such as 2026-07-01");

export const goalsBody = z.strictObject({
  goals: z
    .array(
      z.strictObject({
        goal_id: z.string().min(1).max(200).optional(),
        kpi: z.string().max(200),
        variant: z.string().max(200).optional(),
        scope,
        scope_id: z.string().max(1000).nullable().optional(),
        starts_on: date,
        ends_on: date,
        /** null withdraws it. */
        target: z.number().nullable(),
        direction: direction.optional(),
        currency: z
          .string()
          .regex(/^[A-Z]{3}$/, "must be three letters such as EUR")
          .nullable()
          .optional(),
      }),
    )
    .min(1)
    .max(5000),
});

export const goalsSetSchema = z.strictObject({ goals: z.array(goalSchema), version: z.string() });

export const goalsQuery = z.strictObject({ withdrawn: z.enum(["yes", "no"]).optional() });
