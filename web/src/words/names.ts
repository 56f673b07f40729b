/** Names of groups, figures and dimensions as the page writes them. */
import type { Group } from "../api/types.ts";

export const groups: readonly { readonly id: Group; readonly question: string }[] = [
  { id: "fill", question: "Do we fill the funnel?" },
  { id: "work", question: "Do we work it well?" },
  { id: "flow", question: "Does it flow?" },
  { id: "win", question: "Do we win, and meet our goals?" },
];

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

export const dimensionName = (id: string): string =>
  id.startsWith("attribute.")
    ? id.slice("attribute.".length).replaceAll("_", " ")
    : ({ activity_type: "activity type", hour: "hour of day" }[id] ?? id.replaceAll("_", " "));

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
