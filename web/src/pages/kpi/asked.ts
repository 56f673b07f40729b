/** What the page of a KPI asks: the scope's question in the KPI's own words, and the page's state in the address. */
import { filterOf, type Question } from "../../api/question.ts";
import type { Answer, Cell, Kpi, Row, VariantOf } from "../../api/types.ts";
import { asDefined, asked, filtersOf, type Scope, takenBy } from "../../scope/scope.ts";
import type { Search } from "../../scope/search.ts";
import { filterParts } from "../../words/filters.ts";

export interface AskedKpi {
  readonly kpi: Kpi;
  readonly variant: VariantOf;
  /** Over the whole period, compared as the scope says. */
  readonly question: Question;
  /** Filters of the scope that this KPI does not take. */
  readonly ignored: readonly string[];
  /** The one stage looked at, where the KPI answers by stage and the address names one. */
  readonly stage: string | null;
}

export const told = (search: Search, key: string): string | null => {
  const value = search[key];
  return typeof value === "string" && value !== "" ? value : null;
};

const variantOf = (kpi: Kpi, id: string | null): VariantOf =>
  kpi.variants.find((variant) => variant.id === (id ?? "default")) ??
  kpi.variants[0] ?? {
    id: "default",
    name: kpi.name,
    formula: "",
    meaning: "",
    unit: kpi.unit,
    type: kpi.type,
    additivity: kpi.additivity,
    parts: { num: null, den: null },
    dimensions: kpi.dimensions,
  };

export const askedOf = (of: Kpi, scope: Scope, search: Search): AskedKpi => {
  const variant = variantOf(of, told(search, "variant"));
  const kpi = asDefined(of, variant.id);
  const { taken, ignored } = takenBy(kpi, filtersOf(scope));
  const stage = told(search, "stage");
  return {
    kpi,
    variant,
    ignored,
    stage: !kpi.by_stage || stage === null ? null : (filterParts(stage).values[0] ?? null),
    question: {
      kpi: kpi.id,
      ...(variant.id === "default" ? {} : { variant: variant.id }),
      ...asked(scope),
      where: taken,
    },
  };
};

/** What a KPI that cannot be measured would need; `null` where it can. */
export const wantingIn = ({ notes, total }: Answer): string | null => {
  const found = notes.filter(({ code }) => code === "not_measurable").map(({ message }) => message);
  return total.flags.includes("not_measurable") && found.length > 0 ? found.join(" ") : null;
};

export const withFilters = (question: Question, filters: readonly string[]): Question => ({
  ...question,
  where: [...(question.where ?? []), ...filters],
});

/** The same question over other dates. */
export const over = (question: Question, from: string, to: string): Question => ({
  ...question,
  period: undefined,
  from,
  to,
});

/** Over a wider span a comparison with chosen dates has no meaning. */
export const spanned = (question: Question, span: string | null): Question =>
  span === null
    ? question
    : {
        ...question,
        from: undefined,
        to: undefined,
        period: span,
        ...(question.compare === "previous" || question.compare === "year" ? {} : { compare: undefined }),
      };

export const stageFilter = (stage: string | null): readonly string[] =>
  stage === null ? [] : [filterOf("stage", stage)];

/** Of one stage; but a share keeps its whole only where all stages are asked for: its rows are then read by stage. */
export const ofStage = ({ question, variant }: AskedKpi, stage: string | null): Question =>
  variant.unit === "share" ? question : withFilters(question, stageFilter(stage));

/** A curve's rows are ages: its members are read by the usual definition, at the horizon. */
export const asUsual = (asked: AskedKpi): AskedKpi => ({
  ...asked,
  variant: variantOf(asked.kpi, null),
  question: { ...asked.question, variant: undefined },
});

/** Of rows by stage those of the one that is looked at. */
export const rowsOf = (rows: readonly Row[], stage: string | null): readonly Row[] =>
  stage === null ? rows : rows.filter(({ keys }) => (keys.stage ?? stage) === stage);

/** The stage that is looked at: the one asked for, else the first that has a figure. */
export const stageIn = (answer: Answer, wanted: string | null): string | null => {
  const ids = answer.rows.map(({ keys }) => keys.stage ?? null);
  if (wanted !== null && ids.includes(wanted)) return wanted;
  return (answer.rows.find(({ value }) => value !== null) ?? answer.rows[0])?.keys.stage ?? null;
};

/** The figure that the page is about: the total, or that of the one stage. */
export const cellIn = (answer: Answer, stage: string | null): Cell =>
  stage === null ? answer.total : (answer.rows.find(({ keys }) => keys.stage === stage) ?? answer.total);
