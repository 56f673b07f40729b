/** Where records stand that the process does not declare, or not for them: no ladder tells how far they came. */
import { type Sql, sql } from "../sql/index.ts";
import type { Check } from "./check.ts";
import { code, type FactsContext, fact } from "./context.ts";
import { firstPipeline } from "./process.ts";

const undeclared = (context: FactsContext, table: "leads" | "opportunities"): Sql =>
  sql`select c.no, i.id as value, 'stands in a stage that the process does not declare: counted as undeclared' as reason
    from ${fact(context, "closings")} c join ${fact(context, table)} r on r.no = c.no join stage_ids i on i.no = c.stage_no
    where c.object = ${table === "leads" ? 0 : 1} and c.category = ${code("undeclared")} and r.excluded is null`;

const withoutLadder = (context: FactsContext): Sql =>
  sql`select o.no, i.id as value, 'is of a pipeline that the process does not declare: it reaches no stage of any' as reason
    from ${fact(context, "opportunities")} o join pipeline_ids i on i.no = o.pipeline_no
    where o.excluded is null and o.pipeline_no not in (select pipeline_no from ${fact(context, "process_stages")})`;

const elsewhere = (context: FactsContext): Sql =>
  sql`select o.no, i.id as value, 'stands in a stage of another pipeline than its own: there it has not reached any' as reason
    from ${fact(context, "opportunities")} o join ${fact(context, "closings")} c on c.object = 1 and c.no = o.no
      join ${fact(context, "process_stages")} s on s.stage_no = c.stage_no and s.object = 1 and s.category = ${code("open")} join stage_ids i on i.no = c.stage_no
    where o.excluded is null and s.pipeline_no <> coalesce(o.pipeline_no, ${firstPipeline(context)})
      and coalesce(o.pipeline_no, ${firstPipeline(context)}) in (select pipeline_no from ${fact(context, "process_stages")})`;

export const processChecks: readonly Check[] = [
  { code: "undeclared_stage", table: "leads", query: (context) => undeclared(context, "leads") },
  { code: "undeclared_stage", table: "opportunities", query: (context) => undeclared(context, "opportunities") },
  { code: "undeclared_pipeline", table: "opportunities", query: withoutLadder },
  { code: "stage_of_other_pipeline", table: "opportunities", query: elsewhere },
];
