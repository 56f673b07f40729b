/** Names of groups, figures and dimensions as the page writes them. */
import { capital } from "../../../src/wording/names.ts";
import type { Group } from "../api/types.ts";

export { apartFrom, capital, dimensionName } from "../../../src/wording/names.ts";

/** The questions, each with its figures in the order of the command line. */
export const groups: readonly { readonly id: Group; readonly question: string; readonly order: readonly string[] }[] = [
  {
    id: "fill",
    question: "Do we fill the funnel?",
    order: ["lead_origin", "cost_per_lead", "lead_stage_share", "lead_conversion", "opportunities_created"],
  },
  {
    id: "work",
    question: "Do we work it well?",
    order: ["activities", "response_time", "follow_up_rate", "response_sentiment"],
  },
  {
    id: "flow",
    question: "Does it flow?",
    order: ["stage_conversion", "stage_duration", "pipeline_by_stage", "sales_cycle_length"],
  },
  { id: "win", question: "Do we win, and meet our goals?", order: ["win_rate", "close_rate", "goal_attainment"] },
];

/** The lines of a group in its order; a figure that it does not name comes last. */
export const linesOf = <Line extends { readonly kpi: string; readonly group: Group }>(
  lines: readonly Line[],
  { id, order }: (typeof groups)[number],
): readonly Line[] => {
  const place = ({ kpi }: Line): number => (order.includes(kpi) ? order.indexOf(kpi) : order.length);
  return lines.filter(({ group }) => group === id).toSorted((a, b) => place(a) - place(b));
};

/** What a table holds, in words. */
export const tableName = (table: string): string =>
  table === "fx_rates" ? "Exchange rates" : capital(table.replaceAll("_", " "));

/** Figures of `more`, in words. */
export const figureName = (name: string): string =>
  ({
    p75: "75th percentile",
    p90: "90th percentile",
    won_mean: "mean of won",
    lost_mean: "mean of lost",
    working_p90: "working hours, 90th percentile",
    working_median: "working hours, median",
    working: "working hours, mean",
    share_answered: "share answered",
    within_sla: "within the agreed time",
    horizon_days: "judged after days",
    per_lead: "per lead",
  })[name] ?? name.replaceAll("_", " ");

/** As it stands behind other words; a first word with a capital within, a name, keeps its own: *Kaplan-Meier median*. */
const behind = (name: string): string =>
  /^\S+\p{Lu}/u.test(name) ? name : name.charAt(0).toLowerCase() + name.slice(1);

/** `Win rate: by value`; a figure's default has no name of its own beside it. */
export const kpiTitle = (name: string, variant: string | null): string =>
  variant === null ? name : `${name}: ${behind(variant)}`;

/** The same of a variant that the KPI has, or of one that it does not know. */
export const variantTitle = (
  name: string,
  variant: { readonly id: string; readonly name: string } | undefined,
): string => kpiTitle(name, variant === undefined || variant.id === "default" ? null : variant.name);

/** Their values are words of ours, not of the source. */
const ours = new Set(["origin", "outcome", "activity_type", "sentiment", "type"]);

/** A value of a dimension as the page writes it: `existing_customer` is "Existing customer". */
export const memberName = (dimension: string, label: string): string =>
  ours.has(dimension) ? capital(label.replaceAll("_", " ")) : label;
