/** What may be written in `quarterdeck.yaml`: its keys, their types and their defaults. */
import { z } from "zod";

const text = z.string().min(1);
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const closing = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/);
const date = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

const stage = z.strictObject({
  id: text.describe("The stage as the records name it; unique in the workspace."),
  name: text.optional().describe("What people call it; default: the id."),
  of: z.enum(["lead", "opportunity"]).describe("Which record stands in it."),
  category: z
    .enum(["open", "hold", "won", "lost", "no_decision", "void"])
    .default("open")
    .describe("What standing in it means. Open stages, in their order, are the ladder."),
  qualifies: z
    .boolean()
    .default(false)
    .describe("Reaching it makes an opportunity a qualified one; default: the first open opportunity stage does."),
});

const pipeline = z.strictObject({
  id: text.describe("The pipeline as the records name it."),
  name: text.optional().describe("What people call it; default: the id."),
  stages: z.array(stage).min(1).describe("The stages, in order."),
});

const fiscalCalendar = z.strictObject({
  id: text,
  starts_month: z.int().min(1).max(12).describe("The month in which the fiscal year begins, 1 to 12."),
  label: z
    .enum(["starting_year", "ending_year"])
    .default("ending_year")
    .describe("Whether FY2026 is the year that begins or that ends in 2026."),
});

const workingTime = z.strictObject({
  days: z
    .array(z.enum(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]))
    .min(1)
    .default(["mon", "tue", "wed", "thu", "fri"])
    .describe("The days of the week on which people work."),
  from: clock.default("09:00").describe("When the desk opens, HH:MM by the local clock."),
  to: closing.default("17:00").describe("When it closes, HH:MM by the local clock; 24:00 is the end of the day."),
  holidays: z
    .union([z.literal("US"), z.array(date)])
    .default([])
    .describe("Dates on which nobody works, or US: the federal holidays on their observed days."),
});

const sample = z.strictObject({
  small: z.int().min(0).default(5).describe("Under so many records, proportions and quantiles are withheld."),
  few: z.int().min(0).default(30).describe("Under so many records, figures are flagged."),
});

export const configFile = z
  .strictObject({
    workspace: text.describe("The name of the company."),
    timezone: text.default("UTC").describe("The one report time zone, an IANA name such as America/New_York."),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .default("USD")
      .describe("The currency of every total, an ISO 4217 code."),
    week_starts: z
      .enum(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
      .default("monday")
      .describe("The first day of the week."),
    fiscal_calendars: z.array(fiscalCalendar).default([]).describe("Years that do not begin in January."),
    working_time: workingTime.prefault({}).describe("When work is done."),
    follow_up_days: z.number().positive().default(7).describe("Within how many days a lead is to be followed up."),
    sla_working_hours: z
      .number()
      .positive()
      .default(1)
      .describe("Within how many working hours a lead is to be answered."),
    horizon_days: z
      .record(z.string(), z.number().positive())
      .default({})
      .describe("Horizons of cohorts in days, by KPI or stage_conversion.<stage>; default: from the data."),
    sample: sample.prefault({}).describe("How few records are too few."),
    pipelines: z.array(pipeline).min(1).describe("The declared process: one pipeline or several."),
  })
  .meta({ title: "quarterdeck.yaml", description: "A workspace: its zone, its calendars and its declared process." });

export type ConfigFile = z.output<typeof configFile>;

/** The JSON Schema (2020-12) of `quarterdeck.yaml`; published as `docs/schema/quarterdeck.schema.json`. */
export const configSchema = (): z.core.JSONSchema.BaseSchema => z.toJSONSchema(configFile, { io: "input" });

type Schema = z.core.JSONSchema.BaseSchema;

const within = (schema: Schema | undefined, step: string | number): Schema | undefined => {
  const next = typeof step === "number" ? schema?.items : schema?.properties?.[step];
  return typeof next === "object" && !Array.isArray(next) ? next : undefined;
};

/** The keys that may be written at a place. */
export const knownKeys = (path: readonly (string | number)[]): readonly string[] =>
  Object.keys(path.reduce<Schema | undefined>(within, configSchema())?.properties ?? {});
