/** Several answers at once. An old one stays only while the same is asked of other dates or another part of the company. */
import { useQueries } from "@tanstack/react-query";
import { answerQuery } from "../../api/queries.ts";
import type { Question } from "../../api/question.ts";
import type { Answer } from "../../api/types.ts";

const isOfSame = ({ kpi, definition, question }: Answer, asked: Question): boolean =>
  kpi === asked.kpi &&
  definition.variant === (asked.variant ?? "default") &&
  question.by.join() === (asked.by ?? []).join() &&
  (question.grain ?? undefined) === asked.grain;

export interface Answers {
  readonly all: readonly (Answer | undefined)[];
  /** Whether every one is there. */
  readonly isReady: boolean;
  /** Whether some are still those of before. */
  readonly isOld: boolean;
  readonly error: unknown;
  readonly refetch: () => void;
}

export const useAnswers = (questions: readonly Question[]): Answers => {
  // Two columns may show two numbers of one answer.
  const keys = questions.map((question) => JSON.stringify(question));
  const once = questions.filter((_, index) => keys.indexOf(keys[index] ?? "") === index);
  const onceKeys = [...new Set(keys)];
  const results = useQueries({
    queries: once.map((question) => ({
      ...answerQuery(question),
      placeholderData: (before: Answer | undefined) =>
        before !== undefined && isOfSame(before, question) ? before : undefined,
    })),
  });
  return {
    all: keys.map((key) => results[onceKeys.indexOf(key)]?.data),
    isReady: results.every(({ data }) => data !== undefined),
    isOld: results.some(({ isPlaceholderData }) => isPlaceholderData),
    error: results.find(({ error }) => error !== null)?.error ?? null,
    refetch: () => {
      for (const { refetch } of results) void refetch();
    },
  };
};
