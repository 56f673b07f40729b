export { all, always, anyOf, column, is, isMissingOr, isNot, isOneOf, isOutcome } from "./condition.ts";
export { conversionFlowOf, conversionOf } from "./conversion.ts";
export { beside, countOf, countPerWorkingDay, distinctOf, moneyOf } from "./count.ts";
export { amount, type Counted, number, type Parts, partsOf } from "./counted.ts";
export { incidenceOf } from "./curve.ts";
export { cycleOf, medianTimeOf, responseOf, stageTimeOf } from "./duration.ts";
export { type Frame, fact, horizonDays } from "./frame.ts";
export type { Additivity, Kpi, KpiType, Unit, Variant, WorkedExample } from "./kpi.ts";
export { loadOf } from "./load.ts";
export type {
  Along,
  Among,
  Chances,
  ClusteredBy,
  Clusters,
  Evidence,
  Exposure,
  Figure,
  GoalMeasure,
  Measure,
  NumberOfDays,
  Part,
  Receipt,
  RecordMeasure,
  Spread,
  StockMeasure,
  Sums,
  Things,
  Times,
  TimesOf,
} from "./measure.ts";
export { hasFigure } from "./measure.ts";
export { type PartName, partNames } from "./parts.ts";
export type { ObjectKind, Population, Reduction } from "./population.ts";
export { touchedRecord } from "./populations/activities.ts";
export * as populations from "./populations/index.ts";
export { answeredRecord } from "./populations/responses.ts";
export { proportionOf } from "./proportion.ts";
export { costPer, flowOf, moneyShareOf } from "./quotient.ts";
export { stageConversionOf } from "./stage.ts";
export { type Aggregate, counted } from "./sums.ts";
