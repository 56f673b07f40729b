/** What is said of one point: when, how much, how sure, against what, from how many. */
import { countText, figure, intervalText, type Writing } from "../words/figures.ts";
import type { CoursePoint } from "./course.ts";

export interface Tip {
  readonly when: string;
  readonly value: string;
  readonly lines: readonly string[];
}

/** `isPast`: its interval goes on past the drawing. */
export const tipOf = (point: CoursePoint, writing: Writing, isPast = false): Tip => {
  const range = point.value === null ? "" : intervalText(point.interval, writing);
  return {
    when: point.label,
    value: figure(point.value, writing),
    lines: [
      ...(range === "" ? [] : [`${range} with 95% confidence${isPast ? ", wider than the chart" : ""}`]),
      ...(point.compared === null ? [] : [`compared with ${figure(point.compared, writing)}`]),
      ...(point.n > 0 ? [`${countText(point.n)} ${point.n === 1 ? "record" : "records"}`] : []),
      ...point.remarks,
    ],
  };
};

/** The same as one sentence, for those who hear the page. */
export const tipSentence = (point: CoursePoint, writing: Writing): string => {
  const { when, value, lines } = tipOf(point, writing);
  return [`${when}: ${value}`, ...lines.map((line) => line.replace(/\.$/, ""))].join(", ");
};
