/** Answers to people: tables, CSV, pages of documentation. */
export { answerCsv, type CsvValue, csvOf, recordsCsv, scorecardCsv } from "./csv.ts";
export { errorsPage } from "./docs/errors-page.ts";
export { kpiIndexPage, kpiPage } from "./docs/kpi-page.ts";
export { findingWords } from "./findings.ts";
export { answerLines, type RowPage } from "./table/answer.ts";
export { catalogueLines, definitionLines } from "./table/catalogue.ts";
export { type Finding, type FindingGroup, findingGroupLines, findingLines } from "./table/findings.ts";
export { type Column, type Grid, gridLines } from "./table/grid.ts";
export { type Line, type Paint, paintOf, plain, type Tone, toned } from "./table/paint.ts";
export { recordLines } from "./table/records.ts";
export { scorecardLines } from "./table/scorecard.ts";
export type { Show } from "./table/show.ts";
export { countText, figure } from "./table/units.ts";
export { harmless, wrap } from "./table/width.ts";
