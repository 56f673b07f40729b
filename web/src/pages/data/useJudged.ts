/** Groups of findings with what each does to the numbers, in order as soon as all of it is known. */
import { useQueries } from "@tanstack/react-query";
import { effectsQuery } from "../../api/queries.ts";
import type { FindingGroup } from "../../api/types.ts";
import { sortedByEffect } from "./effects.ts";

export interface Judged {
  readonly groups: readonly FindingGroup[];
  readonly state: "waiting" | "judged" | "failed";
}

/** `found` is undefined as long as it is not known what there is. */
export const useJudged = (found: readonly FindingGroup[] | undefined): Judged => {
  const groups = found ?? [];
  const queries = useQueries({ queries: groups.map(({ code }) => effectsQuery(code)) });
  const withEffects = groups.map((group, index) => ({ ...group, effects: queries[index]?.data?.effects ?? [] }));
  // Nothing changes its place twice.
  if (found === undefined || queries.some(({ data, error }) => data === undefined && error === null))
    return { groups: withEffects, state: "waiting" };
  return {
    groups: sortedByEffect(withEffects),
    state: queries.some(({ data }) => data === undefined) ? "failed" : "judged",
  };
};
