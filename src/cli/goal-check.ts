/** What a goal may be, whoever sets it: on the command line, on the page or over HTTP. */
import { hasFigure } from "../kinds/index.ts";
import { currencies } from "../model/currencies.ts";
import type { Asker } from "../query/asker.ts";
import { goalScopes } from "../query/index.ts";

type Kpi = Asker["catalogue"][number];

export interface GoalMeant {
  readonly kpi: Kpi;
  /** One that the KPI has. */
  readonly variant: string;
  /** Of the company, or of one of these. */
  readonly scope: string;
  readonly target: number;
  readonly currency: string | null;
}

/** What is wrong, and where, as a sentence, with what to do. */
export interface GoalFault {
  readonly field: "kpi" | "scope" | "target" | "currency";
  readonly message: string;
  readonly hint: string;
}

/** A rate or share is a part of 1. */
export const isPartOfOne = (kpi: Kpi, variant: string): boolean =>
  ["ratio", "share"].includes(kpi.variants[variant]?.unit ?? kpi.unit);

const calledOf = ({ kpi, variant }: GoalMeant): string => (variant === "default" ? kpi.id : `${kpi.id} ${variant}`);

/** Such a goal would tell nothing; one that is there can be withdrawn. */
const figureFault = (goal: GoalMeant): GoalFault | null => {
  const { kpi, variant } = goal;
  const measure = kpi.variants[variant]?.measure;
  if (measure === undefined || hasFigure(measure)) return null;
  return {
    field: "kpi",
    message: `${calledOf(goal)} is told stage by stage and has no figure of its own: nothing can be held against a goal.`,
    hint: "Set one for lead_conversion, close_rate, pipeline_by_stage or sales_cycle_length.",
  };
};

const scopeFault = (goal: GoalMeant): GoalFault | null => {
  const { kpi, variant, scope } = goal;
  const measure = kpi.variants[variant]?.measure;
  const scopes = measure === undefined ? [scope] : goalScopes(measure);
  if (scopes.includes(scope)) return null;
  return {
    field: "scope",
    message: `${calledOf(goal)} cannot be told of one ${scope}: nothing can be held against such a goal.`,
    hint: `Set one of ${scopes.map((one) => (one === "company" ? "the company" : `a ${one}`)).join(" or ")}.`,
  };
};

const targetFault = ({ kpi, variant, target }: GoalMeant): GoalFault | null => {
  if (isPartOfOne(kpi, variant) && target > 1)
    return { field: "target", message: "A rate is at most 100%.", hint: "Write a target such as 0.35 or 35%." };
  if (target < 0)
    return {
      field: "target",
      message: "A target is not below zero.",
      hint: "Write a number such as 120, 0.35 or 35%.",
    };
  return null;
};

/** In one that there is not a target would never be known. */
const currencyFault = ({ currency }: GoalMeant): GoalFault | null =>
  currency === null || currencies.has(currency)
    ? null
    : {
        field: "currency",
        message: `${currency} is no currency.`,
        hint: "Write its three letters of ISO 4217, such as EUR.",
      };

/** The first thing that is wrong with it; else null. */
export const goalFault = (goal: GoalMeant): GoalFault | null =>
  figureFault(goal) ?? scopeFault(goal) ?? targetFault(goal) ?? currencyFault(goal);
