/** Facts of the workspace: what is in it, up to when, by which process, and who works there. */
import { z } from "zod";

const stage = z.strictObject({
  id: z.string(),
  label: z.string(),
  category: z.enum(["open", "hold", "won", "lost", "no_decision", "void"]),
  qualifying: z.boolean(),
});

const pipeline = z.strictObject({
  id: z.string(),
  label: z.string(),
  object: z.enum(["lead", "opportunity"]),
  stages: z.array(stage),
});

const batch = z.strictObject({
  batch: z.int(),
  accepted_at: z.string(),
  files: z.array(z.string()),
  rows: z.int().nullable(),
});

const weekday = z.enum(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]);

export const workspaceSchema = z.strictObject({
  name: z.string(),
  version: z.string().describe("Of the data: another one whenever an answer may be another."),
  currency: z.string(),
  timezone: z.string(),
  watermark: z.string().nullable().describe("The instant of the latest fact; null without any data."),
  today: z.string().nullable().describe("The local date before the watermark."),
  extent: z.strictObject({ first: z.string(), last: z.string() }).nullable(),
  week_starts: weekday,
  fiscal_calendars: z.array(
    z.strictObject({
      id: z.string(),
      starts_month: z.int(),
      label: z.enum(["starting_year", "ending_year"]),
    }),
  ),
  working_hours: z.strictObject({
    days: z.array(weekday),
    from: z.string(),
    to: z.string(),
    holidays: z.union([z.array(z.string()), z.literal("US")]),
  }),
  follow_up_days: z.number(),
  sla_working_hours: z.number(),
  horizon_days: z.record(z.string(), z.number()),
  sample: z.strictObject({ small: z.int(), few: z.int() }),
  counts: z.array(z.strictObject({ table: z.string(), rows: z.int() })),
  process: z.strictObject({ pipelines: z.array(pipeline) }),
  batches: z.array(batch),
  findings: z.int().nullable().describe("`null` where they were not asked for."),
});

export const workspaceQuery = z.strictObject({
  findings: z
    .enum(["yes", "no"])
    .optional()
    .describe("`no`: without their number, which takes longer than all the rest."),
});

const label = z.string().describe("The name, with what tells it apart where others are called the same.");

export const organisationSchema = z.strictObject({
  people: z.array(
    z.strictObject({
      id: z.string(),
      name: z.string(),
      label,
      email: z.string().nullable(),
      role: z.string().nullable(),
      team_id: z.string().nullable(),
      active: z.boolean(),
    }),
  ),
  teams: z.array(z.strictObject({ id: z.string(), name: z.string(), label, parent_id: z.string().nullable() })),
});

export const healthSchema = z.strictObject({ status: z.literal("ok"), version: z.string() });
