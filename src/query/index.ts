export { type PartName, partNames, partsOf } from "../kinds/index.ts";
export type { Answer, Cell, Change, Note, Row, Verdict } from "./answer.ts";
export type {
  Asker,
  GoalBeside,
  RecordPage,
  RecordRow,
  ScorecardLine,
  ScorecardRequest,
  TrendPoint,
  WholeAsker,
} from "./asker.ts";
export { type AskerOptions, createAsker, type Lookups, lookupsOf, renewSums, rollUp } from "./create.ts";
export { toldApart } from "./namesakes.ts";
export { goalScopes, planFindings } from "./plan-findings.ts";
export type { DateRange, Filter, FilterOperator, Grain, Question } from "./question.ts";
export { dropSums } from "./renewal.ts";
export { attributesAskedOf, dimensionsOf } from "./resolved.ts";
export { usualPart } from "./usual-part.ts";
export { type DimensionValue, dimensionTitles, valuesOf } from "./values.ts";
export {
  type About,
  grainNamed,
  periodIn,
  type QuestionWords,
  questionIn,
  type Ranged,
  type RangedWords,
  rangedIn,
  scorecardWords,
} from "./worded.ts";
