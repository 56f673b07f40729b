/** The receipt of what passed a stage: each passage that a figure beside the stage counts, on the day it was made. */
import { localDay } from "../facts/index.ts";
import { type PartName, populations } from "../kinds/index.ts";
import { dayNumber } from "../model/day.ts";
import { localMidnight } from "../model/zone.ts";
import { instant, type Sql, sql } from "../sql/index.ts";
import { passagesFor } from "./bottlenecks.ts";
import { type Listing, ofEither, ofPerson, personName } from "./listing.ts";
import type { Selection } from "./selection.ts";

/** The figures beside a stage that count passages. */
export const passageParts = ["entered", "left", ...populations.waysOut] as const satisfies readonly PartName[];
export type PassagePart = (typeof passageParts)[number];

const dayOf = { came: sql`p.in_at`, went: sql`p.out_at` };

/** Who comes and leaves again in the period has two moves in it; who comes twice is listed twice. */
export const passageRecords = (selection: Selection, objects: readonly (0 | 1)[], part: PassagePart): Listing => {
  const { frame } = selection;
  const midnight = (date: string): Sql => instant(localMidnight(dayNumber(date), frame.config.timezone));
  const at = part === "entered" ? dayOf.came : dayOf.went;
  const isAsked = part === "entered" || part === "left" ? sql`true` : sql`p.way = ${part}`;
  const chosen = sql`select p.*, ${localDay(frame, at)} as move_day, ${localDay(frame, dayOf.came)} as came_day
    from (${passagesFor(selection, objects, true)}) p
    where ${at} >= ${midnight(frame.range.from)} and ${at} < ${midnight(frame.range.to)} and ${isAsked}`;
  const details = part === "entered" ? sql`` : sql`, q.came_day as d_came, q.way as d_way`;
  const shown = sql`select coalesce(il.id, io.id) as id, coalesce(ol.name, oo.name, il.id, io.id) as label, q.object::integer as object, q.move_day as day,
      ${personName} as person, null::double as amount, st.id as d_stage ${details}
    from q ${ofEither} ${ofPerson(frame)} left join stage_ids st on st.no = q.stage_no`;
  return { chosen, shown, object: "lead" };
};
