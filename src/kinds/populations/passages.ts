/** Every passage through an open stage: when a record came in, when it left, and where it went. */
import { inForce, localDay } from "../../facts/index.ts";
import { type Sql, sql } from "../../sql/index.ts";
import { type Frame, fact } from "../frame.ts";
import type { Population } from "../population.ts";
import { ofStages, recordColumns } from "./stages.ts";

/** How a record left: to a later rung (or won, or linked), for good, to an earlier rung, or elsewhere (hold, undeclared). */
export const waysOut = ["advanced", "dropped", "moved_back", "moved_aside"] as const;
export type WayOut = (typeof waysOut)[number];

const wayTo = (
  category: Sql,
): Sql => sql`case when ${category} = 1 then 'advanced' when ${category} in (2, 3) then 'dropped'
    when v.next_rung > v.rung then 'advanced' when v.next_rung < v.rung then 'moved_back' else 'moved_aside' end`;

/** A lead leaves its stages when it is no longer active, whatever its history says after. */
const leads = (frame: Frame): Sql => sql`
  select v.object, v.no, v.stage_no, l.excluded, greatest(v.entered_at, l.created_at) as in_at, least(v.left_at, l.inactive_at) as out_at,
    case least(v.left_at, l.inactive_at) when l.link_at then 'advanced' when case when n.category = 1 then v.left_at end then 'advanced'
      when l.converted_at then 'moved_aside' when l.disqualified_at then 'dropped' when v.left_at then ${wayTo(sql`n.category`)} end as way
  from ${fact(frame, "stage_visits")} v join ${fact(frame, "leads")} l on l.no = v.no
    left join ${fact(frame, "process_stages")} n on n.stage_no = v.next_stage_no
  where v.object = 0 and v.category = 0 and not l.no_close_date`;

const opportunities = (frame: Frame): Sql => sql`
  select v.object, v.no, v.stage_no, o.excluded, greatest(v.entered_at, o.created_at) as in_at, v.left_at as out_at,
    case when v.left_at is not null then ${wayTo(sql`n.category`)} end as way
  from ${fact(frame, "stage_visits")} v join ${fact(frame, "opportunities")} o on o.no = v.no
    left join ${fact(frame, "process_stages")} n on n.stage_no = v.next_stage_no
  where v.object = 1 and v.category = 0 and not o.no_close_date`;

const asksOfPeople = ({ dimensions }: Frame): boolean =>
  dimensions === undefined ||
  [...dimensions].some((one) => one === "person" || one === "team" || one.startsWith("person.attribute."));

/** Credit to the owner at the entry. */
const owned = (frame: Frame, passages: Sql): Sql => sql`
  select p.*, ${localDay(frame, sql`p.in_at`)} as day,
    case when p.object = 1 then case when wo.no is null then uo.owner_no else wo.value end else case when wl.no is null then ul.owner_no else wl.value end end as person_no
  from (${passages}) p
    left join ${fact(frame, "opportunity_core")} uo on uo.no = case when p.object = 1 then p.no end
    left join ${fact(frame, "lead_core")} ul on ul.no = case when p.object = 0 then p.no end
    left join ${fact(frame, "opportunity_owner_spans")} wo on wo.no = case when p.object = 1 then p.no end and ${inForce(sql`wo`, sql`p.in_at`)}
    left join ${fact(frame, "lead_owner_spans")} wl on wl.no = case when p.object = 0 then p.no end and ${inForce(sql`wl`, sql`p.in_at`)}`;

/**
 * `in_at` to `out_at` (null: still there) and the `way` out, of leads, or of leads and opportunities. Moves as they were made: one
 * that was undone later is a move all the same. Without people asked for, nobody is credited and `day` is missing.
 */
export const passages = (objects: readonly (0 | 1)[]): Population => ({
  ...ofStages,
  relation: (frame) => {
    const both = sql`${leads(frame)}${objects.includes(1) ? sql` union all ${opportunities(frame)}` : sql``}`;
    const some = sql`select * from (${both}) where out_at is null or out_at > in_at`;
    const credited = asksOfPeople(frame)
      ? owned(frame, some)
      : sql`select *, null::integer as person_no from (${some})`;
    const record = recordColumns(frame, sql`p.object`, sql`p.no`);
    return sql`select p.* ${record.columns} from (${credited}) p ${record.join}`;
  },
});
