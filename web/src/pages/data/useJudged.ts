/** Groups of findings with what each does to the numbers, in order as soon as all of it is known and nobody is among them. */
import { useQueries } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { effectsQuery } from "../../api/queries.ts";
import type { FindingGroup } from "../../api/types.ts";
import { sortedByEffect } from "./effects.ts";

/** So long what is found waits for its order, so that it need not change it before the reader's eyes. */
const patienceMs = 1000;

export interface JudgedGroup extends FindingGroup {
  /** Whether its effects are still being worked out. */
  readonly isWaiting: boolean;
}

export interface Judged {
  /** `null`: not to be shown yet. */
  readonly groups: readonly JudgedGroup[] | null;
  readonly state: "waiting" | "judged" | "failed" | "unsorted";
}

const useIsLate = (): boolean => {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), patienceMs);
    return () => clearTimeout(timer);
  }, []);
  return isLate;
};

/** `found` is undefined as long as it is not known what there is; `isRead`: somebody points at one of them, or is in it. */
export const useJudged = (found: readonly FindingGroup[] | undefined, isRead: boolean): Judged => {
  const groups = found ?? [];
  const queries = useQueries({ queries: groups.map(({ code }) => effectsQuery(code)) });
  const isLate = useIsLate();
  const [isSorted, setSorted] = useState(false);
  const withEffects = groups.map((group, index) => ({
    ...group,
    effects: queries[index]?.data?.effects ?? [],
    isWaiting: queries[index]?.isPending === true,
  }));
  const isWaiting = found === undefined || queries.some(({ data, error }) => data === undefined && error === null);
  // Nothing changes its place twice, nor under a reader's hand.
  if (!isSorted && !isWaiting && !isRead) setSorted(true);
  return {
    groups: isSorted ? sortedByEffect(withEffects) : isLate ? withEffects : null,
    state: isWaiting
      ? "waiting"
      : queries.some(({ data }) => data === undefined)
        ? "failed"
        : isSorted
          ? "judged"
          : "unsorted",
  };
};
