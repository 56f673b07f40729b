/** Addresses that are asked before the page's code is there, and by it. */
import { parametersOf, type Question } from "./question.ts";

export const root = "/api/v1";
export const json = { accept: "application/json" };

export const everyPage = {
  /** Without the number of findings: counting them takes longer than all the rest. */
  workspace: "/workspace?findings=no",
  catalogue: "/kpis",
  organisation: "/organisation",
} as const;

/** A scorecard is compared where nothing is said. */
export const scorecardPath = (question: Omit<Question, "kpi">): string =>
  `/scorecard?${parametersOf({ ...question, compare: question.compare ?? "none" })}`;
