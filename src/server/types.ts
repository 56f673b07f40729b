/** The types of every answer of the API, for whoever asks it: made from the schemas that describe it. */
import type { z } from "zod";
import type { answerSchema, cellSchema, rowSchema, scorecardSchema } from "./schemas/answer.ts";
import type { dimensionsSchema, kpiSchema, kpisSchema, valuesSchema } from "./schemas/catalogue.ts";
import type { findingEffectsSchema, findingListSchema, findingSchema, findingsSchema } from "./schemas/findings.ts";
import type { goalSchema, goalsBody, goalsSchema, goalsSetSchema } from "./schemas/goals.ts";
import type { importBody, previewBody } from "./schemas/import-bodies.ts";
import type {
  loadedSchema,
  missingDeletedSchema,
  previewSchema,
  processTakenSchema,
  uploadSchema,
} from "./schemas/imports.ts";
import type { problemSchema } from "./schemas/problem.ts";
import type { recordSchema, recordsSchema } from "./schemas/records.ts";
import type { writtenTables } from "./schemas/tables.ts";
import type { viewSchema } from "./schemas/views.ts";
import type { healthSchema, organisationSchema, workspaceSchema } from "./schemas/workspace.ts";

export type Answer = z.output<typeof answerSchema>;
export type Cell = z.output<typeof cellSchema>;
export type Row = z.output<typeof rowSchema>;
export type Scorecard = z.output<typeof scorecardSchema>;
export type ScorecardLine = Scorecard["lines"][number];
export type TrendPoint = ScorecardLine["trend"][number];
export type Kpi = z.output<typeof kpiSchema>;
export type Kpis = z.output<typeof kpisSchema>;
export type Dimensions = z.output<typeof dimensionsSchema>;
export type DimensionValues = z.output<typeof valuesSchema>;
export type DimensionValue = DimensionValues["values"][number];
export type Workspace = z.output<typeof workspaceSchema>;
export type Organisation = z.output<typeof organisationSchema>;
export type Person = Organisation["people"][number];
export type Team = Organisation["teams"][number];
export type Records = z.output<typeof recordsSchema>;
export type RecordRow = z.output<typeof recordSchema>;
export type Goal = z.output<typeof goalSchema>;
export type Goals = z.output<typeof goalsSchema>;
export type GoalsToSet = z.input<typeof goalsBody>;
export type GoalsSet = z.output<typeof goalsSetSchema>;
export type Upload = z.output<typeof uploadSchema>;
export type ImportToLoad = z.input<typeof importBody>;
export type ProcessTaken = z.output<typeof processTakenSchema>;
export type MissingDeleted = z.output<typeof missingDeletedSchema>;
export type Loaded = z.output<typeof loadedSchema>;
export type ImportToPreview = z.input<typeof previewBody>;
export type ImportPreview = z.output<typeof previewSchema>;
export type Findings = z.output<typeof findingsSchema>;
export type FindingGroup = Findings["groups"][number];
export type FindingEffects = z.output<typeof findingEffectsSchema>;
export type FindingList = z.output<typeof findingListSchema>;
export type Finding = z.output<typeof findingSchema>;
export type Health = z.output<typeof healthSchema>;
export type WrittenTables = z.output<typeof writtenTables>;
export type View = z.output<typeof viewSchema>;
export type ProblemDocument = z.output<typeof problemSchema>;
