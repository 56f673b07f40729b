/** What our people did: each activity once, and whether it counts; each attendance of a meeting; and the first touch of each lead. */
import { name, type Runner, type Sql, sql, whole } from "../sql/index.ts";
import { asOf, type FactsContext, fact, factOfAll, inScope, localTime } from "./context.ts";

const known = (context: FactsContext): Sql => {
  const versioned = context.uses.versionedTables.has("activities");
  const status = versioned
    ? sql`coalesce(case when v.no is not null then v.value else a.status end, 'completed')`
    : sql`coalesce(a.status, 'completed')`;
  const versions = sql`left join (select no, arg_max(struct_pack(v := value), struct_pack(r := recorded_at, b := batch)).v as value
      from field_versions where table_name = 'activities' and field = 'status' and recorded_at <= ${asOf(context)} group by no) v on v.no = a.activity_no`;
  return sql`select a.activity_no, a.type, a.occurred_at, a.occurred_at_date_only, a.person_no, a.direction, coalesce(a.automated, false) as automated,
      coalesce(a.internal, false) as internal, a.message_id, ${status} as status, a.lead_no, a.opportunity_no
    from ${context.scope === "all" ? sql`activities` : fact(context, "activity_rows")} a ${versioned ? versions : sql``}
    where a.recorded_at <= ${asOf(context)}`;
};

/** Records of all, also of those that are not computed: an activity may be about one that changed and one that did not. */
const allOf = (context: FactsContext, core: "lead_core" | "opportunity_core"): Sql =>
  factOfAll(context, core, sql`no, is_test, excluded`, (kind) => inScope(context, kind, sql`no`));

const allMembers = (context: FactsContext): Sql =>
  context.within === undefined
    ? fact(context, "merge_members")
    : sql`(select * from ${fact(context, "merge_members")} union all select * from ${name(`${context.within}.merge_members`)}
        where not (object = 0 and ${inScope(context, "lead", sql`member_no`)}) and not (object = 1 and ${inScope(context, "opportunity", sql`member_no`)}))`;

/** Records that the rows to compute are about; any survivor may be one of them. */
const namedBy = (context: FactsContext, core: "lead_core" | "opportunity_core"): Sql =>
  sql`select ${core === "lead_core" ? sql`lead_no` : sql`opportunity_no`} from ${fact(context, "activity_rows")} union all select root_no from ${allMembers(context)}`;

/** With the surviving lead and opportunity, and why one does not count, if so. Each reader takes a few of its columns. */
const activities = (context: FactsContext): Sql => {
  const members = allMembers(context);
  return sql`(
    select k.activity_no, k.type, k.occurred_at, coalesce(k.occurred_at_date_only, false) as date_only, k.person_no, k.direction, k.message_id,
      coalesce(ml.root_no, k.lead_no) as lead_no, coalesce(mo.root_no, k.opportunity_no) as opportunity_no,
      case when k.status <> 'completed' then k.status when k.occurred_at > ${asOf(context)} then 'scheduled'
        when k.automated then 'automated' when k.internal then 'internal' end as excluded
    from (${known(context)}) k
      left join ${members} ml on ml.object = 0 and ml.member_no = k.lead_no
      left join ${members} mo on mo.object = 1 and mo.member_no = k.opportunity_no)`;
};

/** `(no, occurred_at, date_only)`: every human, external touch of a lead; by its opportunity's activities from the link on. */
export const touches = (context: FactsContext): Sql => sql`
    with touches as (
      select lead_no, opportunity_no, occurred_at, date_only from ${activities(context)} k
      where excluded is null and (direction = 'outbound' or type = 'meeting')
    )
    select lead_no as no, occurred_at, date_only from touches where lead_no is not null
    union all
    select l.no, t.occurred_at, t.date_only from ${fact(context, "lead_core")} l
      join touches t on t.opportunity_no = l.opportunity_no and t.occurred_at >= l.link_at where l.opportunity_no is not null`;

/** Of so many leads and opportunities one is drawn: a power of two. */
export const drawnShare = 16;

/** The leading bits of a product with an odd number that has all kinds of bits are as good as drawn. */
const isDrawn = (number: Sql): Sql =>
  sql`(((${number} & 1048575) * 2654435761::bigint) & 4294967295) < ${whole(2 ** 32 / drawnShare)}`;

/**
 * `drawn_activities`: those that count, of some leads and opportunities all; of those about nothing as many. How many there are about one
 * does not add up over days, and is known well enough by some: reading all takes as long as a scorecard.
 */
export const drawActivities = (runner: Runner, context: FactsContext): Promise<void> =>
  runner.run(sql`create or replace table ${fact(context, "drawn_activities")} as select * from ${fact(context, "activities")}
    where excluded is null and ${isDrawn(sql`coalesce(lead_no * 2::bigint, opportunity_no * 2::bigint + 1, no)`)}`);

/**
 * `activities`: what counts and what does not, with why, credited to the performer. `attendances`: the same once more for each other
 * person that took part in a meeting, and for nobody where nobody did at all.
 */
export const buildActivities = async (runner: Runner, context: FactsContext): Promise<void> => {
  const records = (core: "lead_core" | "opportunity_core"): Sql =>
    sql`(select no, coalesce(is_test or excluded = 'test', false) as is_test from ${allOf(context, core)}${
      context.scope === "all" ? sql`` : sql` where no in (${namedBy(context, core)})`
    })`;
  const reason = sql`coalesce(k.excluded, case when l.is_test or o.is_test then 'test' end)`;
  // Of a few read once, of all each reader takes what it needs.
  const isSome = context.scope === "changed";
  // Words of closed lists are stored as such: written in a third of the time.
  await runner.run(sql`create or replace table ${fact(context, "activities")} as
    with about as ${isSome ? sql`materialized` : sql`not materialized`} (
      select k.*, l.no as about_lead_no, o.no as about_opportunity_no, ${reason} as reason from ${activities(context)} k
        left join ${records("lead_core")} l on l.no = k.lead_no left join ${records("opportunity_core")} o on o.no = k.opportunity_no
    ),
    mails as (select activity_no, message_id, occurred_at from about where message_id is not null and reason is null),
    shared as (select message_id from mails group by message_id having count(*) > 1),
    copies as (
      select m.activity_no from mails m join shared s on s.message_id = m.message_id join activity_ids i on i.no = m.activity_no
      qualify row_number() over (partition by m.message_id order by m.occurred_at, i.id) > 1
    ),
    placed as (
      select activity_no, type, ${localTime(context, sql`occurred_at`)} as occurred_local, date_only, person_no, about_lead_no as lead_no, about_opportunity_no as opportunity_no, reason
      from about
    )
    select k.activity_no as no, k.type::enum('call', 'email', 'meeting', 'message', 'other') as type, cast(k.occurred_local as date) as occurred_day,
      (isodow(k.occurred_local) - 1)::tinyint as weekday, case when not k.date_only then hour(k.occurred_local) end::tinyint as hour, k.person_no, k.lead_no, k.opportunity_no,
      (case when c.activity_no is not null then 'duplicate' else k.reason end)::enum('scheduled', 'cancelled', 'no_show', 'automated', 'internal', 'test', 'duplicate') as excluded
    from placed k left join copies c on c.activity_no = k.activity_no`);
  await runner.run(sql`create or replace table ${fact(context, "attendances")} as
    with others as (
      select distinct a.no, t.person_no from ${fact(context, "activities")} a join activity_attendees t on t.activity_no = a.no
      where a.type = 'meeting' and t.recorded_at <= ${asOf(context)} and t.person_no is distinct from a.person_no
    )
    select a.* replace (t.person_no as person_no) from others t join ${fact(context, "activities")} a on a.no = t.no
    union all
    select * from ${fact(context, "activities")} where person_no is null and no not in (select no from others)`);
  await drawActivities(runner, context);
};
