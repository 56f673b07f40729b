/** A record that is closed, or opened again, without leaving its stage: the export tells of such a move the outcome alone. */
import type { Session } from "../../engines/index.ts";
import { sql } from "../../sql/index.ts";
import { stagedNames } from "../read/staging.ts";

/** The table of `staged` with the places of such moves, and which of their two stages is the one that the record had all the while. */
export const heldPlaces = "held_stages";

/**
 * The stage is what the record's last move before tells, else the first after it. The stage that it has today, which the mapping may
 * say, holds where there is none: it would move with every export, and with it what was answered of that day.
 */
export const settleHeld = async (session: Session): Promise<void> => {
  const moves = sql`select rowid as place, subject_type, subject_id, stage, from_stage, replace(changed_at, 'T', ' ') as at, source_line as line from staged.stage_changes`;
  const told = sql`select h.place, any_value(h.field) as field,
      arg_max(m.stage, (m.at, m.line)) filter (where m.at <= o.at and m.stage <> '') as before,
      arg_min(m.from_stage, (m.at, m.line)) filter (where m.at > o.at and m.from_stage <> '') as after
    from staged.held_stages as h join (${moves}) as o on o.place = h.place
    join (${moves}) as m on m.subject_type = o.subject_type and m.subject_id = o.subject_id
    where m.place not in (select place from staged.held_stages) group by h.place`;
  await session.run(
    sql`update staged.stage_changes set
      stage = case when told.field = 'stage' then coalesce(told.before, told.after, stage) else stage end,
      from_stage = case when told.field = 'from_stage' then coalesce(told.before, told.after, from_stage) else from_stage end
      from (${told}) as told where stage_changes.rowid = told.place`,
  );
  await leaveLeads(session);
  await session.run(sql`drop table staged.held_stages`);
};

/** Where leads and opportunities are records of one kind, the export tells of both that they were closed: one that is a lead alone has no such move. */
const leaveLeads = async (session: Session): Promise<void> => {
  const there = await stagedNames(session);
  if (!there.has("leads") || !there.has("opportunities")) return;
  await session.run(
    sql`delete from staged.stage_changes where rowid in (select place from staged.held_stages) and subject_type = 'opportunity'
      and subject_id in (select lead_id from staged.leads where coalesce(opportunity_id, '') = '')
      and subject_id not in (select opportunity_id from staged.opportunities where opportunity_id is not null)`,
  );
};
