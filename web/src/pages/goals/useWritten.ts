/** What is written in the sheet, its steps back and forth, and sending all of it at once. */
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useState } from "react";
import { ApiProblem, put } from "../../api/client.ts";
import { goalsQuery } from "../../api/queries.ts";
import type { Goal } from "../../api/types.ts";
import { outgoing, refused } from "./changes.ts";
import { type Edit, type GoalCell, redo, undo, unwritten, write } from "./edits.ts";
import type { TargetForm } from "./target.ts";

interface Refusal {
  readonly message: string;
  readonly at: ReadonlyMap<string, string>;
}

export const useWritten = (
  goals: ReadonlyMap<string, Goal>,
  formOf: (cell: GoalCell, goal: Goal | undefined) => TargetForm,
  saved: (cell: GoalCell) => string,
) => {
  const client = useQueryClient();
  const [written, setWritten] = useState(unwritten);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [isSaving, setSaving] = useState(false);
  const [wasSaved, setSaved] = useState(false);
  const out = useMemo(() => outgoing(written.now, goals, formOf), [written, goals, formOf]);
  const step = useCallback((to: (before: typeof written) => typeof written) => {
    setRefusal(null);
    setSaved(false);
    setWritten(to);
  }, []);
  const save = async (): Promise<void> => {
    if (out.goals.length === 0 || out.problems.size > 0 || isSaving) return;
    setSaving(true);
    setRefusal(null);
    try {
      const told = await put<{ goals: readonly Goal[] }>("/goals", { goals: out.goals });
      client.setQueryData(goalsQuery.queryKey, { goals: told.goals });
      setWritten(unwritten);
      setSaved(true);
      void client.invalidateQueries();
    } catch (error) {
      const problem = error instanceof ApiProblem ? error : null;
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
