/** The figures of everyone and of every team, as the page's scope asks for them. */
import { keepPreviousData, useQueries } from "@tanstack/react-query";
import { answerQuery } from "../../api/queries.ts";
import type { Question } from "../../api/question.ts";
import type { Answer, Kpi, Row } from "../../api/types.ts";
import { asked, takenBy } from "../../scope/scope.ts";
import { useScope } from "../../scope/useScope.ts";
import type { Member } from "./groups.ts";

export interface Split {
  readonly kpi: Kpi;
  readonly question: Question;
  readonly people: Answer | undefined;
  readonly teams: Answer | undefined;
  readonly error: unknown;
  readonly refetch: () => void;
}

export const useSplits = (kpis: readonly Kpi[], isCompared = false): readonly Split[] => {
  const scope = useScope();
  const questions = kpis.map((kpi): Question => {
    const question = asked(scope, { isCompared });
    return { ...question, kpi: kpi.id, where: takenBy(kpi, question.where ?? []).taken };
  });
  const results = useQueries({
    queries: questions.flatMap((question) =>
      ["person", "team"].map((dimension) => ({
        ...answerQuery({ ...question, by: [dimension] }),
        placeholderData: keepPreviousData,
      })),
    ),
  });
  return kpis.map((kpi, index) => {
    const [people, teams] = [results[index * 2], results[index * 2 + 1]];
    const question = questions[index];
    return {
      kpi,
      question: question ?? { kpi: kpi.id },
      people: people?.data,
      teams: teams?.data,
      error: people?.error ?? teams?.error ?? null,
      refetch: () => {
        void people?.refetch();
        void teams?.refetch();
      },
    };
  });
};

export const cellOf = (split: Split, { dimension, id }: Pick<Member, "dimension" | "id">): Row | undefined =>
  (dimension === "person" ? split.people : split.teams)?.rows.find(({ keys }) => keys[dimension] === id);

/** What a member is read against: its team's figure, else that of the whole. */
export const wholeOf = (split: Split, team: string | null): number | null => {
  const row = team === null ? undefined : cellOf(split, { dimension: "team", id: team });
  return row === undefined ? (split.people?.total.value ?? null) : row.value;
};
