/** What is wrong with the data as a whole and with no record of it: it cannot tell what is asked of it. */
import { quoted, type Sql, sql, whole } from "../sql/index.ts";
import { type FactsContext, fact } from "./context.ts";

export interface WholeCheck {
  readonly code: string;
  readonly table: string;
  /** `(value, reason)`: a row where it is so. */
  readonly query: (context: FactsContext) => Sql;
}

const hasWonStage = ({ config }: FactsContext): boolean =>
  config.pipelines.some(({ stages }) => stages.some(({ of, category }) => of === "opportunity" && category === "won"));

/** A rate of what ended in one way only says nothing: whatever ended otherwise was not exported, or never entered. */
const oneOutcome = (context: FactsContext): Sql =>
  sql`select count(*)::varchar as value, case when bool_and(is_won) then 'that have closed were all won, none lost: a win rate cannot be told from them'
      else 'that have closed were all lost, none won: a win rate cannot be told from them' end as reason
    from ${fact(context, "opportunities")} where excluded is null and (is_won or is_lost)
    having count(*) >= ${whole(context.config.sample.small)} and (bool_and(is_won) or bool_and(is_lost)) and ${hasWonStage(context) ? sql`true` : sql`false`}`;

/** Without a stage that means won nothing can be. */
const nothingCanBeWon = (context: FactsContext): Sql => {
  const stages = context.config.pipelines.flatMap((pipeline) =>
    pipeline.stages.filter(({ of }) => of === "opportunity"),
  );
  const names = stages.map(({ name }) => name);
  const reason = `cannot be won: none of their stages (${names.join(", ")}) is declared as won`;
  return sql`select count(*)::varchar as value, ${quoted(reason)} as reason from ${fact(context, "opportunities")}
    where excluded is null having count(*) > 0 and ${hasWonStage(context) ? sql`false` : sql`true`}`;
};

export const wholeChecks: readonly WholeCheck[] = [
  { code: "one_outcome", table: "opportunities", query: oneOutcome },
  { code: "no_won_stage", table: "opportunities", query: nothingCanBeWon },
];
