/** What kind of deal it is, where it stands and how it ended. */
import { sql } from "../sql/index.ts";
import type { Dimension } from "./dimension.ts";

export const product: Dimension = {
  id: "product",
  name: "Product",
  keys: "word",
  key: () => sql`r.product`,
  heldIn: [{ table: "opportunities", column: "product" }],
  nothing: "No product",
};
export const type: Dimension = {
  id: "type",
  name: "Type",
  keys: "word",
  key: () => sql`r.type`,
  heldIn: [{ table: "opportunities", column: "type" }],
  nothing: "No type",
};

/** In the order of the process; those that it does not declare come after. */
export const pipeline: Dimension = {
  id: "pipeline",
  name: "Pipeline",
  keys: "number",
  key: () => sql`r.pipeline_no`,
  members: ({ fact }) => sql`select key, id, label from (
      select i.no as key, i.id, coalesce(p.name, i.id) as label, p.position from pipeline_ids i
        left join (select pipeline_no, any_value(pipeline_name) as name, min(position) as position from ${fact("process_stages")} group by pipeline_no) p on p.pipeline_no = i.no
    ) order by position nulls last, key`,
  nothing: "No pipeline",
};

/** Stages in the order of the process; those that it does not declare come after. */
export const stage: Dimension = {
  id: "stage",
  name: "Stage",
  keys: "number",
  key: () => sql`r.stage_no`,
  members: ({ fact }) => sql`select key, id, label, within from (
      select i.no as key, i.id, coalesce(p.name, i.id) as label, p.pipeline_name as within, p.position from stage_ids i
        left join ${fact("process_stages")} p on p.stage_no = i.no
      union all select -1, 'none', 'No stage', null, null union all select -2, 'unknown', 'Unknown', null, null
      union all select -3, 'undeclared', 'Undeclared', null, null
      union all select -4, 'converted', 'Converted', null, null union all select -5, 'disqualified', 'Disqualified', null, null
    ) order by position nulls last, key desc`,
  nothing: "No stage",
};

/** Days since the creation, in steps: no record stands on it, an answer is told along it. */
export const age: Dimension = {
  id: "age",
  name: "Age",
  keys: "number",
  key: () => sql`null::integer`,
  members: () =>
    sql`select range::integer as key, range::varchar as id, range || ' days' as label from range(30, 721, 30) order by 1`,
  nothing: "No age",
};

const outcomes = ["open", "won", "lost", "no_decision", "hold", "void", "undeclared", "unknown", "none"];

export const outcome: Dimension = {
  id: "outcome",
  name: "Outcome",
  keys: "number",
  key: () => sql`r.category`,
  members: () =>
    outcomes
      .map(
        (word, position) =>
          sql`select ${position}::integer as key, ${word}::varchar as id, ${word.replace("_", " ")}::varchar as label`,
      )
      .reduce((all, row) => sql`${all} union all ${row}`),
  nothing: "No outcome",
};
