/** What is written in the sheet, its steps back and forth, and sending all of it at once. */
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { ApiProblem, putTagged } from "../../api/client.ts";
import { goalsQuery } from "../../api/queries.ts";
import type { Goal } from "../../api/types.ts";
import { changedMeanwhile, goalsByCell, outgoing, refused } from "./changes.ts";
import { type Edit, type GoalCell, redo, undo, unwritten, write, writtenSince } from "./edits.ts";
import type { TargetForm } from "./target.ts";

const meanwhile =
  "Goals were changed by somebody else meanwhile. Yours are still here and not saved: save again to set them over what stands now.";

interface Refusal {
  readonly message: string;
  readonly at: ReadonlyMap<string, string>;
}

/** The goals as they stand, and by which mark the server knows them. */
export interface Standing {
  readonly goals: ReadonlyMap<string, Goal>;
  readonly etag: string;
}

export const useWritten = (
  standing: Standing,
  formOf: (cell: GoalCell, goal: Goal | undefined) => TargetForm,
  saved: (cell: GoalCell) => string,
) => {
  const client = useQueryClient();
  const [written, setWritten] = useState(unwritten);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [isSaving, setSaving] = useState(false);
  const [wasSaved, setSaved] = useState(false);
  /** What stood when the first cell was written: whatever another page has changed since is found out by saving. */
  const [seen, setSeen] = useState<Standing | null>(null);
  const { goals } = standing;
  const out = useMemo(() => outgoing(written.now, goals, formOf), [written, goals, formOf]);
  const step = useCallback(
    (to: (before: typeof written) => typeof written) => {
      setRefusal(null);
      setSaved(false);
      setWritten(to);
      setSeen((before) => (written.now.size === 0 ? standing : before));
    },
    [written, standing],
  );
  /** Cells stay as they were written; saved again, they are changes of what stands now. */
  const lookAgain = async (message: string): Promise<void> => {
    await client.refetchQueries({ queryKey: goalsQuery.queryKey });
    const told = client.getQueryData(goalsQuery.queryKey);
    if (told === undefined) return;
    const now = { goals: goalsByCell(told.goals), etag: told.etag };
    setRefusal({ message, at: changedMeanwhile(written.now, (seen ?? standing).goals, now.goals, formOf) });
    setSeen(now);
  };
  const save = async (): Promise<void> => {
    if (out.goals.length === 0 || out.problems.size > 0 || isSaving) return;
    setSaving(true);
    setRefusal(null);
    try {
      const { etag } = seen ?? standing;
      const told = await putTagged<{ goals: readonly Goal[] }>("/goals", { goals: out.goals }, etag);
      client.setQueryData(goalsQuery.queryKey, told);
      setWritten((now) => writtenSince(now, written.now, saved));
      setSeen({ goals: goalsByCell(told.goals), etag: told.etag });
      setSaved(true);
      void client.invalidateQueries();
    } catch (error) {
      const problem = error instanceof ApiProblem ? error : null;
      if (problem?.code === "changed_meanwhile") return await lookAgain(meanwhile);
      const message = problem === null ? "The goals could not be saved." : `${problem.message} ${problem.hint}`;
      setRefusal({ message, at: refused(problem?.facts, problem?.message ?? message, out.keys) });
    } finally {
      setSaving(false);
    }
  };
  const problems = useMemo(() => new Map([...(refusal?.at ?? []), ...out.problems]), [refusal, out]);
  return {
    written,
    out,
    problems,
    refusal: refusal?.message ?? null,
    isSaving,
    wasSaved,
    write: (edits: readonly Edit[]) => step((before) => write(before, edits, saved)),
    undo: () => step(undo),
    redo: () => step(redo),
    discard: () => step((before) => ({ now: new Map(), past: [...before.past, before.now], future: [] })),
    save: () => void save(),
  };
};
