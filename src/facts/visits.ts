/**
 * One unbroken stay of one record in one stage. Coming back is a new visit. `is_assumed`: what the record stood in before its
 * first known move.
 */
import { join, type Runner, type Sql, sql, whole } from "../sql/index.ts";
import { asOf, code, type FactsContext, fact, inScope, localDay, noStage, unknownStage } from "./context.ts";
import { firstPipeline } from "./process.ts";
import { withMerged } from "./spans.ts";
import { units } from "./units.ts";

interface Subject {
  readonly object: 0 | 1;
  readonly kind: "lead" | "opportunity";
  readonly table: "leads" | "opportunities";
}

const subjects: readonly Subject[] = [
  { object: 0, kind: "lead", table: "leads" },
  { object: 1, kind: "opportunity", table: "opportunities" },
];

/** The moves of records: those of the source, and for records without any those that later imports brought. */
const moves = (context: FactsContext, subject: Subject): Sql => {
  const rows = sql`select subject_no as no, changed_at as instant_at, coalesce(changed_at_date_only, false) as date_only, stage_no, from_stage_no, change_id,
      case when regexp_full_match(change_id, '[0-9]{1,37}') then change_id::hugeint end as change_num, recorded_at
    from stage_changes where subject_type = ${subject.object === 0 ? sql`'lead'` : sql`'opportunity'`}
      and ${inScope(context, subject.kind, sql`subject_no`)}`;
  return withMerged(context, subject.object, rows);
};

/** Where a unit `u` stands while nobody tells its stage: a lead in none, an opportunity on the first rung. */
const whenUntold = (subject: Subject): Sql => (subject.object === 0 ? whole(noStage) : sql`u.start_no`);

/** Categories in which a record is closed. */
const ends = join([code("won"), code("lost"), code("no_decision"), code("void")], ", ");

/** A moment before which a record `u` that a later import tells to be closed had not closed yet: its move before, else its creation. */
const openUntil = sql`coalesce(v.before_at, u.created_at)`;

/** Of a version `v` and its unit `u`: whether the record itself says when it closed, and that lies between the moves before and after. */
const closesAsItSays = (context: FactsContext): Sql => {
  const isSameDay = sql`${localDay(context, openUntil)} = ${localDay(context, sql`u.closed_at`)}`;
  const isByDate = sql`u.closed_only or (v.before_at is null and u.by_date)`;
  return sql`(u.closed_at > ${openUntil} or ((${isByDate}) and ${isSameDay})) and u.closed_at < coalesce(v.next_at, timestamp 'infinity')`;
};

/**
 * What later imports said of the stage of records that have no moves at all: each change is a move at the instant it was
 * recorded; one into a closed stage happened when the record itself says that it closed, if that fits. On the day of the move before it
 * came after that one, where only the date is known.
 */
const importedMoves = (context: FactsContext, subject: Subject): Sql =>
  context.uses.versionedTables.has(subject.table)
    ? sql`union all by name
      select no, case when is_said then greatest(closed_at, open_until + interval 1 microsecond) when is_ahead then timestamp 'infinity' else recorded_at end as instant_at,
        is_said and closed_only as date_only, stage_no, from_stage_no, null::varchar as change_id, null::hugeint as change_num, recorded_at, true as is_imported
      from (
        select v.no, coalesce(v.stage_no, ${whenUntold(subject)}) as stage_no, v.from_stage_no, v.recorded_at, u.closed_at, u.closed_only, ${openUntil} as open_until,
          c.is_close and coalesce(${closesAsItSays(context)}, false) as is_said,
          c.is_close and coalesce(u.closes_later, false) and coalesce(v.next_at > ${asOf(context)}, true) as is_ahead
        from (
          select no, recorded_at, try_cast(value as integer) as stage_no,
            lag(try_cast(value as integer)) over w as from_stage_no, row_number() over w as version,
            case when row_number() over w > 2 then lag(recorded_at) over w end as before_at, lead(recorded_at) over w as next_at
          from field_versions where table_name = ${subject.table} and field = 'stage_no' and ${inScope(context, subject.kind, sql`no`)}
          window w as (partition by no order by recorded_at, batch)
        ) v join units u on u.no = v.no left join ${fact(context, "process_stages")} p on p.stage_no = v.stage_no,
          lateral (select coalesce(p.category in (${code("won")}, ${code("lost")}, ${code("no_decision")}), false) as is_close) c
        where v.version > 1 and v.stage_no is distinct from v.from_stage_no and v.no not in (select no from told where no is not null)
      )`
    : sql``;

/** The units, with their close as it was known before the first move that an import told: it may have been taken back by then. */
const withCloseBefore = (context: FactsContext, subject: Subject): Sql => {
  const close = subject.object === 0 ? "disqualified_at" : "closed_at";
  const flag = `${close}_date_only`;
  return sql`select u.* replace (coalesce(w.closed_at, u.closed_at) as closed_at, coalesce(w.closed_only, u.closed_only) as closed_only, coalesce(w.closed_only, false) or u.by_date as by_date)
    from units u left join (
      select f.no, arg_max(try_cast(v.value as timestamp), v.recorded_at) filter (v.field = ${close}) as closed_at,
        arg_max(v.value = 'true', v.recorded_at) filter (v.field = ${flag}) as closed_only
      from firsts f join field_versions v on v.no = f.no and v.table_name = ${subject.table} and v.field in (${close}, ${flag})
        and v.recorded_at < f.instant_at and v.recorded_at <= ${asOf(context)} and v.value is not null
      where f.is_imported group by f.no) w on w.no = u.no`;
};

/**
 * Where records stood before the first known row: where that says, else unknown. One whose moves imports told stood where the first of
 * them had it, and if that is closed, on the first rung until it closed, as was known before that move.
 */
const beforeFirst = (context: FactsContext, subject: Subject): Sql => {
  if (!context.uses.versionedTables.has(subject.table))
    return sql`select u.no, u.created_at as instant_at, coalesce(f.from_stage_no, ${whole(unknownStage)}) as stage_no, 0 as seq, f.instant_at is not null as is_told, false as date_only
      from firsts f join units u on u.no = f.no where f.instant_at is null or f.instant_at > u.created_at`;
  const untold = whenUntold(subject);
  return sql`with origins as (
      select *, case when is_closed and closed_at < begins_at and not coalesce(closes_later, false) then greatest(closed_at, created_at) end as end_at
      from (
        select u.no, u.created_at, u.start_no, u.closed_at, u.closes_later, u.closed_only, coalesce(f.instant_at, timestamp 'infinity') as begins_at, f.instant_at is not null as is_told,
          coalesce(f.from_stage_no, case when f.is_imported then ${untold} else ${whole(unknownStage)} end) as from_no,
          f.is_imported and coalesce(p.category in (${ends}), false) as is_closed, u.by_date and ${sameDay(context)} as is_one_day
        from firsts f join (${withCloseBefore(context, subject)}) u on u.no = f.no left join ${fact(context, "process_stages")} p on p.stage_no = f.from_stage_no
      ) where begins_at > created_at
    )
    select no, created_at as instant_at, case when is_closed then start_no else from_no end as stage_no, case when end_at is null then 0 else -1 end as seq, is_told, false as date_only
      from origins where not is_closed or end_at is null or end_at > created_at or is_one_day
    union all
    select no, end_at, from_no, 0, is_told, closed_only from origins where end_at is not null`;
};

const visits = (context: FactsContext, subject: Subject): Sql => {
  const records = units(context, subject.kind);
  const imports = context.uses.versionedTables.has(subject.table);
  const isImported = imports ? sql`, is_imported` : sql``;
  const stages = fact(context, "process_stages");
  const allHaveIds =
    context.uses.changeIds === "some"
      ? sql`, count(change_id) over (partition by m.no, m.instant_at) = count(*) over (partition by m.no, m.instant_at) as all_have_ids`
      : sql``;
  const pipeline =
    subject.object === 1 ? sql`coalesce(u.pipeline_no, ${firstPipeline(context, 1)})` : firstPipeline(context, 0);
  const unit = sql`select u.no, u.created_at, u.stage_no, ${pipeline} as pipeline_no, coalesce(l.stage_no, ${whole(noStage)}) as start_no,
      ${subject.object === 1 ? sql`u.closed_at` : sql`u.disqualified_at`} as closed_at,
      coalesce(u.created_at_date_only, false)${subject.object === 1 ? sql` or coalesce(u.closed_at_date_only, false)` : sql``} as by_date, ${subject.object === 1 ? sql`coalesce(u.closed_at_date_only, false)` : sql`coalesce(u.disqualified_at_date_only, false)`} as closed_only, u.closes_later
    from ${records} u left join ${fact(context, "ladders")} l on l.object = ${whole(subject.object)} and l.pipeline_no = ${pipeline} and l.rung = 1 and l.stage_no is not null`;
  return sql`with told as materialized (${moves(context, subject)}),
    units as materialized (${unit}),
    moved as (select *${imports ? sql`, false as is_imported` : sql``} from told ${importedMoves(context, subject)}),
    known as (
      select m.*, coalesce(p.position, -1) as position ${allHaveIds}
      from moved m left join ${stages} p on p.stage_no = m.stage_no
      where m.instant_at <= ${asOf(context)} and m.recorded_at <= ${asOf(context)}
    ),
    numbered as (
      select k.no, k.instant_at, coalesce(k.date_only, false) as date_only, k.stage_no, k.from_stage_no, row_number() over (partition by k.no order by k.instant_at, ${orderKnown(context)}) as seq, lag(k.stage_no) over (partition by k.no order by k.instant_at, ${orderKnown(context)}) as previous_no${isImported} from known k
    ),
    firsts as (
      select no, instant_at, from_stage_no${isImported} from numbered where seq = 1
      union all
      select no, null, arg_min(struct_pack(v := from_stage_no), struct_pack(a := instant_at, n := change_num, i := change_id, s := stage_no)).v${imports ? sql`, false` : sql``}
      from told where no not in (select no from numbered) group by no
    ),
    before_first as (${beforeFirst(context, subject)}),
    untold as (
      select u.no, u.pipeline_no, u.created_at, u.closed_at, u.closes_later, u.by_date, u.closed_only,
        coalesce(u.stage_no, ${whenUntold(subject)}) as stage_no, u.start_no, coalesce(p.category, ${code("undeclared")}) as category
      from units u left join ${stages} p on p.stage_no = u.stage_no
      where u.no not in (select no from firsts)
    ),
    closed as (select *, category in (${ends}) and stage_no >= 0 as is_closed,
      case when by_date then ${sameDay(context)} end as is_one_day from untold),
    placed as (
      select *, not is_closed or coalesce(closes_later or closed_at > created_at or is_one_day, false) as has_start,
        case when is_closed and closed_at is not null and not coalesce(closes_later, false)
          then greatest(closed_at, case when is_one_day then created_at else closed_at end) end as end_at
      from closed
    ),
    rows as (
      select n.no, n.instant_at, n.stage_no, n.seq, true as has_history, n.date_only from numbered n left join before_first b on b.no = n.no and b.seq = 0
      where case when n.seq > 1 then n.stage_no is distinct from n.previous_no else b.no is null or b.stage_no is distinct from n.stage_no end
      union all select no, instant_at, stage_no, seq, is_told, date_only from before_first
    ),
    stays as (
      select t.no, t.instant_at as entered_at, lead(t.instant_at) over w as left_at, t.stage_no, row_number() over w as visit, t.has_history,
        lead(t.stage_no) over w as next_stage_no, t.seq <= 0 as is_assumed, t.date_only, u.pipeline_no
      from rows t join units u on u.no = t.no window w as (partition by t.no order by t.seq, t.instant_at)
      union all
      select no, created_at, end_at, case when is_closed then start_no else stage_no end, 1, false, case when end_at is not null then stage_no end, false, false, pipeline_no
      from placed where has_start
      union all
      select no, end_at, null, stage_no, case when has_start then 2 else 1 end, false, null, false, closed_only, pipeline_no from placed where end_at is not null
    )
    select ${whole(subject.object)}::tinyint as object, s.no, s.visit::integer as visit, s.stage_no, s.entered_at, s.left_at, s.next_stage_no, s.has_history, s.is_assumed, s.date_only,
      case when s.stage_no = ${whole(noStage)} then ${code("none")} when s.stage_no = ${whole(unknownStage)} then ${code("unknown")}
        when p.stage_no is null or p.object <> ${whole(subject.object)} then ${code("undeclared")} else p.category end::tinyint as category,
      l.rung, n.rung as next_rung
    from stays s
      left join ${stages} p on p.stage_no = s.stage_no
      left join ${fact(context, "ladders")} l on l.object = ${whole(subject.object)} and l.stage_no = s.stage_no
        and l.pipeline_no = s.pipeline_no
      left join ${fact(context, "ladders")} n on n.object = ${whole(subject.object)} and n.stage_no = s.next_stage_no and n.pipeline_no = s.pipeline_no`;
};

/** Of moves at one instant: by change id where all of them have one, else as the process goes. */
const orderKnown = (context: FactsContext): Sql => {
  switch (context.uses.changeIds) {
    case "all":
      return sql`k.change_num nulls last, k.change_id`;
    case "none":
      return sql`k.position, k.stage_no`;
    case "some":
      return sql`case when k.all_have_ids then k.change_num end nulls last, case when k.all_have_ids then k.change_id end, k.position, k.stage_no`;
  }
};

const sameDay = (context: FactsContext): Sql =>
  sql`${localDay(context, sql`created_at`)} = ${localDay(context, sql`closed_at`)}`;

export const buildVisits = async (runner: Runner, context: FactsContext): Promise<void> => {
  const [leads, opportunities] = subjects.map((subject) => visits(context, subject));
  await runner.run(sql`create or replace table ${fact(context, "stage_visits")} as
    select * from (${leads ?? sql``}) union all select * from (${opportunities ?? sql``})`);
};
