/** Staged rows become stored rows: new ones are added, known ones changed, and the same again changes nothing. */
import type { Session } from "../../engines/index.ts";
import { name, sql } from "../../sql/index.ts";
import { mergeAgain } from "./again.ts";
import { mergeFirst } from "./first.ts";
import { foldSlow } from "./fold.ts";
import type { StagedTable } from "./stage.ts";
import { count, type Merged, type MergeOptions, slow } from "./write.ts";

/** Merges one staged table into its physical table; old forms of changed rows are left in `before_<table>`. */
export const mergeTable = async (session: Session, staged: StagedTable, options: MergeOptions): Promise<Merged> => {
  const { table } = staged;
  const first = (await count(session, sql`(select 1 from ${name(table.name)} limit 1)`)) === 0;
  await session.run(
    sql`create or replace temp table before_${name(table.name)} as select * from ${name(table.name)} limit 0`,
  );
  const quick = first
    ? { new: await mergeFirst(session, staged, options), unchanged: 0 }
    : await mergeAgain(session, staged, options);
  if ((await count(session, slow)) === 0) return { ...quick, changed: 0 };
  const folded = await foldSlow(session, staged, first, options);
  return {
    new: quick.new + folded.new,
    changed: folded.changed,
    unchanged: quick.unchanged + folded.unchanged,
  };
};
