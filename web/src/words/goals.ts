/** Rows of goals: which figure each is for, in what it is told, over which dates. */
import type { Kpi, Parts, Row, Unit } from "../api/types.ts";
import { dayAfter, rangeText } from "./dates.ts";
import { variantTitle } from "./names.ts";

export interface GoalFigure {
  /** Undefined: the catalogue does not have it. */
  readonly kpi: Kpi | undefined;
  readonly name: string;
  readonly unit: Unit;
  readonly parts: Parts | undefined;
}

/** What a goal is set for. */
export const figureOf = (kpis: readonly Kpi[], { labels }: Pick<Row, "labels">): GoalFigure => {
  const kpi = kpis.find(({ id }) => id === labels.kpi);
  const variant = kpi?.variants.find(({ id }) => id === labels.variant);
  return {
    kpi,
    name: variantTitle(kpi?.name ?? labels.kpi ?? "", variant),
    unit: variant?.unit ?? kpi?.unit ?? "count",
    parts: variant?.parts,
  };
};

export const goalDates = ({ labels }: Pick<Row, "labels">): string =>
  rangeText(labels.starts_on ?? "", dayAfter(labels.ends_on ?? ""));

/** Of somebody who came or left meanwhile the target is a part. */
export const isProrated = ({ flags }: Pick<Row, "flags">): boolean => flags.includes("prorated");
