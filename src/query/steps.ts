/** The steps of an axis that no record stands on, as a question asks for them. */
import type { Filter } from "./question.ts";

const compares: Readonly<Record<string, (step: number, value: number) => boolean>> = {
  "=": (step, value) => step === value,
  contains: (step, value) => step === value,
  ">": (step, value) => step > value,
  ">=": (step, value) => step >= value,
  "<": (step, value) => step < value,
  "<=": (step, value) => step <= value,
};

const takes = ({ operator, values }: Filter, step: number): boolean => {
  const numbers = values.map(Number);
  if (operator === "in") return numbers.includes(step);
  if (operator === "!=" || operator === "not-in") return !numbers.includes(step);
  const compare = compares[operator];
  return compare !== undefined && numbers.some((value) => compare(step, value));
};

export const askedSteps = (steps: readonly number[], filters: readonly Filter[]): readonly number[] =>
  steps.filter((step) => filters.every((filter) => takes(filter, step)));

/**
 * Of several steps the last one: what has happened by it holds what had by those before. A month of a longer course has rows for steps
 * that the month by itself has not reached: they are asked for, too. `null`: no step is asked for.
 */
export const lastStep = (
  reached: readonly number[],
  every: readonly number[],
  filters: readonly Filter[],
): number | null =>
  filters.length === 0 ? null : (askedSteps(reached, filters).at(-1) ?? askedSteps(every, filters).at(-1) ?? 0);
