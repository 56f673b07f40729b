/** Staged rows become stored rows: new ones are added, known ones changed, and the same again changes nothing. */
import type { Session } from "../../engines/index.ts";
import { mergeAgain } from "./again.ts";
import { mergeFew } from "./few.ts";
import { mergeFirst } from "./first.ts";
import { foldSlow } from "./fold.ts";
import type { StagedTable } from "./stage.ts";
import type { Merged, MergeOptions } from "./write.ts";

/** Merges one staged table into its physical table, `first`: an empty one; old forms of changed rows are left in `before_<table>`. */
export const mergeTable = async (
  session: Session,
  staged: StagedTable,
  first: boolean,
  options: MergeOptions,
): Promise<Merged> => {
  const again = options.same === null ? mergeAgain : mergeFew;
  const quick = await (first ? mergeFirst : again)(session, staged, options);
  if (quick.slow === 0) return { ...quick, lacking: 0 };
  const folded = await foldSlow(session, staged, quick, { ...options, first });
  return {
    new: quick.new + folded.new,
    changed: quick.changed + folded.changed,
    unchanged: quick.unchanged + folded.unchanged,
    lacking: folded.lacking,
    distinct: quick.distinct,
  };
};
