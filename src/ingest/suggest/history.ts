/** A history of stages among files that nobody knows: it looks like deals, but that a row is a move of one. */
import { stemOf } from "../read/files.ts";
import { spaced } from "./activity-type.ts";
import type { Look } from "./look.ts";
import type { Matched } from "./match.ts";
import type { SuggestedFile } from "./suggested.ts";

const called = /histor|verlauf|stage ?changes?|phasenwechsel|wechsel|transitions?|audit|\blog\b/;

/** Whether its columns say so, one for the stage before beside one for the stage after; or its name, where records stand in it more than once. */
export const isHistory = (path: string, looks: readonly Look[], to: Matched["to"]): boolean => {
  const named = (ours: string): Look | undefined => looks.find(({ column }) => to.get(column)?.ours === ours);
  const subject = named("subject_id");
  if (subject === undefined || named("stage") === undefined || named("changed_at") === undefined) return false;
  // By a part of its name alone any value may be the one before.
  const before = to.get(named("from_stage")?.column ?? "")?.confidence ?? 0;
  return before > 0.9 || (called.test(spaced(stemOf(path))) && subject.distinct < 0.999);
};

/** Whose moves they are, where no column says it: of leads where the file or its columns name them. */
export const movedIn = ({ path, columns }: Pick<SuggestedFile, "path" | "columns">): "lead" | "opportunity" =>
  [stemOf(path), ...columns.map(({ column }) => column)].some((name) => /lead/i.test(name)) ? "lead" : "opportunity";

/** Whether a constant has to say whose moves they are. */
export const saysNoSubject = ({ table, columns }: Pick<SuggestedFile, "table" | "columns">): boolean =>
  table === "stage_changes" && !columns.some(({ to }) => to === "subject_type");
