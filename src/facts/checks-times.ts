/** Records that contradict themselves: times that cannot both be right, a close that nobody dates, a stage that the history does not end with. */
import { name, quoted, type Sql, sql } from "../sql/index.ts";
import type { Check } from "./check.ts";
import { code, type FactsContext, fact, localClock, localDay } from "./context.ts";

const closedEarly = (context: FactsContext): Sql =>
  sql`select no, closed_at from ${fact(context, "opportunities")} where excluded is null and cycle_days < 0`;

/** Of a conversion of which only the day is known, that day is early enough. */
export const convertedEarly = (context: FactsContext): Sql =>
  sql`select l.no, coalesce(l.converted_at, l.link_at) as early_at from ${fact(context, "leads")} l join leads r on r.lead_no = l.no
    where l.excluded is null and coalesce(l.converted_at, l.link_at) < l.created_at
      and not (coalesce(r.converted_at_date_only, false) and ${localDay(context, sql`coalesce(l.converted_at, l.link_at)`)} = l.created_day)`;

/** Open without a history, yet with a close date. Where that is the expected close as well, the source knows one date for both. */
export const datedOpen = (context: FactsContext): Sql =>
  sql`select u.opportunity_no as no, u.closed_at
    from opportunities u join ${fact(context, "opportunities")} o on o.no = u.opportunity_no
    where o.excluded is null and u.closed_at is not null and o.category in (${code("open")}, ${code("hold")}) and not o.has_history
      and ${localDay(context, sql`u.closed_at`)} is distinct from u.expected_close_on`;

/** `(no, stage_no)`: the last stage of each history. Of moves at one instant, the last by their ids where all have one, else by the process. */
const lastMove = (context: FactsContext, kind: "lead" | "opportunity"): Sql => {
  const moves = sql`select subject_no as no, changed_at, stage_no, change_id from stage_changes where subject_type = ${quoted(kind)}`;
  const number = sql`case when regexp_full_match(m.change_id, '[0-9]{1,37}') then m.change_id::hugeint end`;
  const byId = sql`struct_pack(has_no_number := ${number} is null, number := ${number}, id := m.change_id)`;
  const byProcess = sql`struct_pack(place := coalesce(p.position, -1), stage := m.stage_no)`;
  return sql`select m.no, case when count(m.change_id) = count(*) then arg_max(m.stage_no, ${byId}) else arg_max(m.stage_no, ${byProcess}) end as stage_no
    from (${moves}) m join (select no, max(changed_at) as last_at from (${moves}) group by no) l on l.no = m.no and l.last_at = m.changed_at
      left join ${fact(context, "process_stages")} p on p.stage_no = m.stage_no group by m.no`;
};

/**
 * `(no, own_no, last_no)`: counted records whose own stage is another than the last of their history. What the history says was entered in
 * error is left out by that alone, and is among them.
 */
export const conflicting = (context: FactsContext, kind: "lead" | "opportunity"): Sql => {
  const table = name(kind === "lead" ? "leads" : "opportunities");
  return sql`select f.no, t.stage_no as own_no, m.stage_no as last_no
    from ${fact(context, kind === "lead" ? "leads" : "opportunities")} f join ${table} t on t.${name(`${kind}_no`)} = f.no join (${lastMove(context, kind)}) m on m.no = f.no
    where t.stage_no <> m.stage_no and (f.excluded is null or f.excluded = 'void')`;
};

export const timeChecks: readonly Check[] = [
  {
    code: "closed_before_created",
    table: "opportunities",
    query: (
      context,
    ) => sql`select no, ${localClock(context, sql`closed_at`)} as value, 'closed before it was created: left out of the sales cycle' as reason
      from (${closedEarly(context)})`,
  },
  {
    code: "converted_before_created",
    table: "leads",
    query: (
      context,
    ) => sql`select no, ${localClock(context, sql`early_at`)} as value, 'converted before it was created: counts as converted after no time, and has no journey time' as reason
      from (${convertedEarly(context)})`,
  },
  {
    code: "no_close_date",
    table: "opportunities",
    query: (
      context,
    ) => sql`select no, null::varchar as value, 'closed, but nobody says when: left out of everything that asks when it closed' as reason
      from ${fact(context, "opportunities")} where excluded is null and no_close_date`,
  },
  {
    code: "close_date_on_open",
    table: "opportunities",
    query: (
      context,
    ) => sql`select no, ${localClock(context, sql`closed_at`)} as value, 'has a close date but stands in a stage that is not closed: counted as open' as reason
      from (${datedOpen(context)})`,
  },
  ...(["lead", "opportunity"] as const).map((kind): Check => {
    const table = kind === "lead" ? "leads" : "opportunities";
    return {
      code: "history_conflict",
      table,
      query: (
        context,
      ) => sql`select c.no, i.id as value, 'has another stage than its history ends with: the history holds' as reason
        from (${conflicting(context, kind)}) c join stage_ids i on i.no = c.own_no`,
    };
  }),
  {
    code: "touched_before_created",
    table: "leads",
    query: (
      context,
    ) => sql`select no, ${localClock(context, sql`first_touch_at`)} as value, 'was touched before it was created: left out of the response time' as reason
      from ${fact(context, "leads")} where excluded is null and first_touch_at < created_at and not is_touch_untimed`,
  },
];
