/**
 * The facts written by hand, for this company alone: one pipeline of known stages, no imports that changed a column, every date with its
 * time, change ids never needed, the zone's offsets of its two years typed in. Merged-away records are marked; what survivors take over from
 * them is left out (one lead in two thousand). The calendars of working hours are taken from the engine's facts.
 */

/** `schema` is filled; `facts` holds `work_hours`, `person_zones` and `rates`; `asOf` is a timestamp literal. */
export interface FactsGiven {
  readonly schema: string;
  readonly facts: string;
  readonly asOf: string;
}

const hours = (at: string): string =>
  `case when ${at} < timestamp '2024-11-03 06:00:00' then case when ${at} < timestamp '2024-03-10 07:00:00' then 5 else 4 end
    when ${at} < timestamp '2025-03-09 07:00:00' then 5 when ${at} < timestamp '2025-11-02 06:00:00' then 4 else 5 end`;
const local = (at: string): string => `make_timestamp(epoch_us(${at}) - ${hours(at)} * 3600000000)`;
const day = (at: string): string => `cast(${local(at)} as date)`;
const days = (a: string, b: string): string => `(epoch_us(${b}) - epoch_us(${a})) / 86400000000.0`;
const ever = "timestamp 'infinity'";

/** Stages 1-3 are a lead's, 5-8 the open ones of an opportunity; 9 hold, 10 won, 11 lost, 12 went quiet, 13 void; -2 nobody knows. */
const category = (stage: string): string =>
  `(case when ${stage} = -2 then 7 when ${stage} = -1 then 8 when ${stage} in (4, 11) then 2 when ${stage} = 9 then 4 when ${stage} = 10 then 1 when ${stage} = 12 then 3 when ${stage} = 13 then 5 else 0 end)::tinyint`;
const rung = (stage: string, object: 0 | 1): string =>
  object === 0
    ? `(case when ${stage} between 1 and 3 then ${stage} end)::tinyint`
    : `(case when ${stage} between 5 and 8 then ${stage} - 4 end)::tinyint`;
const reasons = "::enum('merged', 'test', 'deleted', 'void')";

const ownerJoin = (alias: string, table: string, no: string, at: string): string =>
  `left join ${table} ${alias} on ${alias}.no = ${no} and ${alias}.from_at <= ${at} and ${alias}.to_at > ${at}`;

export const floorFacts = ({ schema: s, facts, asOf }: FactsGiven): readonly string[] => {
  const a = `timestamp '${asOf}'`;
  const known = `recorded_at <= ${a} and created_at <= ${a}`;
  const past = (column: string): string => `case when ${column} <= ${a} then ${column} end`;
  const spans = (name: string, table: string, where: string, value: string, before: string, no: string): string =>
    `create or replace table ${s}.${name} as with k as (select ${no} as no, changed_at, ${value} as value, ${before} as before, row_number() over w as seq, lead(changed_at) over w as to_at,
        changed_at <= ${a} and recorded_at <= ${a} as is_known from ${table} where ${where} window w as (partition by ${no} order by changed_at))
      select no, value, changed_at as from_at, case when to_at <= ${a} then to_at else ${ever} end as to_at from k where is_known
      union all select no, before, -${ever}, case when is_known then changed_at else ${ever} end from k where seq = 1`.replace(
      `-${ever}`,
      "timestamp '-infinity'",
    );
  const merged = (object: string): string =>
    `select ${object}_no as no, merged_into_no as root_no from ${object === "lead" ? "leads" : "opportunities"} m where merged_into_no is not null and ${known}
      and merged_into_no in (select ${object}_no from ${object === "lead" ? "leads" : "opportunities"} where ${known})`;
  const visits = (object: 0 | 1): string => {
    const kind = object === 0 ? "lead" : "opportunity";
    const closed = object === 0 ? "disqualified_at" : "closed_at";
    return `select ${object}::tinyint as object, no, visit::integer as visit, stage_no, entered_at, left_at, next_stage_no, has_history, is_assumed, false as date_only, ${category("stage_no")} as category, ${rung("stage_no", object)} as rung, ${rung("next_stage_no", object)} as next_rung from (
      with moves as (select subject_no as no, changed_at, stage_no, row_number() over w as seq, lead(changed_at) over w as left_at, lead(stage_no) over w as next_stage_no
          from stage_changes where subject_type = '${kind}' and changed_at <= ${a} and recorded_at <= ${a} window w as (partition by subject_no order by changed_at)),
        told as (select u.${kind}_no as no, u.created_at, m.changed_at, m.stage_no from (select distinct subject_no as no from stage_changes where subject_type = '${kind}') x
          join ${object === 0 ? "leads" : "opportunities"} u on u.${kind}_no = x.no and ${known.replaceAll("created_at", "u.created_at").replaceAll("recorded_at", "u.recorded_at")} left join moves m on m.no = x.no and m.seq = 1),
        late as (select * from told where changed_at is null or changed_at > created_at)
      select m.no, m.seq + case when l.no is null then 0 else 1 end as visit, m.stage_no, m.changed_at as entered_at, m.left_at, m.next_stage_no, true as has_history, false as is_assumed
        from moves m join told t on t.no = m.no left join late l on l.no = m.no
      union all select no, 1, -2, created_at, changed_at, stage_no, changed_at is not null, true from late
      union all select no, 1, start_no, created_at, end_at, case when end_at is not null then stage_no end, false, false from untold_${kind} where has_start
      union all select no, case when has_start then 2 else 1 end, stage_no, end_at, null, null, false, false from untold_${kind} where end_at is not null
    )`.replaceAll(
      `untold_${kind}`,
      `(select u.${kind}_no as no, u.created_at, u.stage_no, case when u.stage_no in (4, 10, 11, 12, 13) then ${object === 0 ? 1 : 5} else u.stage_no end as start_no,
        u.stage_no not in (4, 10, 11, 12, 13) or coalesce(u.${closed} > u.created_at, false) as has_start, case when u.stage_no in (4, 10, 11, 12, 13) and u.${closed} <= ${a} then u.${closed} end as end_at
        from ${object === 0 ? "leads" : "opportunities"} u left join (select distinct subject_no as no from stage_changes where subject_type = '${kind}') x on x.no = u.${kind}_no where x.no is null and u.recorded_at <= ${a} and u.created_at <= ${a})`,
    );
  };
  /** First entries of a record in columns, so that the earliest of a rung and all later ones is a `least`. */
  const reaches = (object: 0 | 1): string => {
    const rungs = object === 0 ? [1, 2, 3] : [1, 2, 3, 4];
    const top = rungs.length + 1;
    const kind = object === 0 ? "lead" : "opportunity";
    const e = (from: number): string =>
      [...rungs.filter((one) => one >= from).map((one) => `w.e${one}`), "c.ends_at"].join(", ");
    const pick = (plus: number): string =>
      `case r.rung ${rungs.map((one) => `when ${one} then ${one + plus > rungs.length ? "c.ends_at" : `least(${e(one + plus)})`}`).join(" ")} ${plus === 0 ? "else c.ends_at" : ""} end`;
    return `select ${object}::tinyint as object, no, rung, stage_no, rung = ${object === 0 ? -1 : 1} as qualifies, reached_at, ${day("reached_at")} as reached_day, next_reached_at, ${days("reached_at", "next_reached_at")} as next_days,
      entered_at, stood_until, visit, regressions, case when w.no is null then owner_no else w.value end as owner_no, excluded, false as no_close_date, lost_at, ${days("reached_at", "lost_at")} as lost_days, is_entry_unknown
      from (
        with entries as (select no, rung, min(entered_at) as entered_at, coalesce(arg_min(coalesce(left_at, ${ever}), visit), ${ever}) as stood_until, min(visit) as visit, bool_or(has_history) as has_history, count(*) filter (next_rung < rung)::smallint as regressions
            from ${s}.stage_visits where object = ${object} and rung is not null group by no, rung),
          w as (select no, max(rung) as top, ${rungs.map((one) => `min(entered_at) filter (rung = ${one}) as e${one}`).join(", ")} from entries group by no)
        select c.no, r.rung::tinyint as rung, case when r.rung < ${top} then (r.rung + ${object * 4})::integer end as stage_no, ${pick(0)} as reached_at, ${pick(1)} as next_reached_at, c.owner_no, c.excluded, c.lost_at,
          x.entered_at, x.stood_until, x.visit, coalesce(x.regressions, 0)::smallint as regressions, not x.has_history or (c.starts_unknown and x.visit = 2) as is_entry_unknown
        from ${s}.${kind}_core c left join w on w.no = c.no join range(1, ${top + 1}) r(rung) on r.rung <= case when c.ends_at is not null then ${top} else w.top end
          left join entries x on x.no = c.no and x.rung = r.rung) q
      ${ownerJoin("w", `${s}.${kind}_owner_spans`, "q.no", "q.reached_at").replaceAll("w.no = q.no", "w.no = q.no")}`
      .replaceAll("select ", "select ")
      .replace(/ no, rung, stage_no, rung =/, " q.no, rung, stage_no, rung =");
  };
  const stays = (object: 0 | 1): string => {
    const spent = (from: string, to: string): string =>
      `case when coalesce(${to}, r.ends_at) is not null then greatest(epoch_us(least(${to}, r.ends_at)) - epoch_us(${from}), 0) end`;
    return `select ${object}::tinyint as object, r.no, r.rung, r.stage_no, r.entered_at, (case when next_reached_at is not null and (lost_at is null or next_reached_at <= lost_at) then 1 when lost_at is not null then 2 else 0 end)::tinyint as status, ends_at,
        (coalesce(${spent("r.entered_at", "r.left_at")}, 0) + coalesce(g.us, 0)) / 86400000000.0 as days, greatest(case when left_at is null and ends_at is null then r.entered_at end, g.open_since) as open_since,
        coalesce(excluded::varchar, case when is_entry_unknown then 'unknown_entry' end)::enum('merged', 'test', 'deleted', 'void', 'no_close_date', 'unknown_entry') as excluded, ${day("r.entered_at")} as entered_day, ${day("ends_at")} as ends_day,
        case when w.no is not null and reached_at is distinct from entered_at then w.value else owner_no end as owner_no
      from (select *, least(next_reached_at, lost_at) as ends_at, nullif(stood_until, ${ever}) as left_at from ${s}.reaches where object = ${object} and stage_no is not null and entered_at is not null and (next_reached_at is null or next_reached_at > entered_at)) r
        left join (select v.no, v.rung, sum(${spent("v.entered_at", "v.left_at")}) as us, max(v.entered_at) filter (v.left_at is null and r.ends_at is null) as open_since
          from ${s}.revisits v join (select no, rung, least(next_reached_at, lost_at) as ends_at from ${s}.reaches where object = ${object}) r on v.object = ${object} and r.no = v.no and r.rung = v.rung group by v.no, v.rung) g on g.no = r.no and g.rung = r.rung
        ${ownerJoin("w", `${s}.${object === 0 ? "lead" : "opportunity"}_owner_spans`, "r.no", "r.entered_at")}`;
  };
  const worked = (h: string, at: string): string =>
    `case when ${h}.next_opens_us <= epoch_us(${at}) then ${h}.next_before_s + least((epoch_us(${at}) - ${h}.next_opens_us) / 1e6, ${h}.next_open_s) else ${h}.before_s + least((epoch_us(${at}) - ${h}.opens_us) / 1e6, ${h}.open_s) end`;
  const hour = (h: string, at: string): string =>
    `left join ${facts}.work_hours ${h} on ${h}.zone_no = p.zone_no and ${h}.hour = (epoch_us(${at}) // 3600000000)::integer`;
  const closings = `with several as (select *, lag(category) over (partition by object, no order by visit) is distinct from category as starts from ${s}.stage_visits where not (visit = 1 and left_at is null))
      select object, no, stage_no, category, entered_at as spell_at, case when is_assumed or category = 0 then entered_at end as first_open_at, has_history, category = 7 as starts_unknown from ${s}.stage_visits where visit = 1 and left_at is null
      union all select object, no, arg_max(stage_no, visit), arg_max(category, visit), max(entered_at) filter (starts), coalesce(min(entered_at) filter (is_assumed), min(entered_at) filter (category = 0)), bool_or(has_history), bool_or(visit = 1 and category = 7) from several group by object, no`;
  const rate = (r: string, currency: string, on: string): string =>
    `left join fl_rates ${r} on ${r}.currency = ${currency} and ${r}.day = ${on}`;
  const priced = (r: string, amount: string, currency: string): string =>
    `cast(case when ${currency} = 'USD' then ${amount}::double else ${amount}::double * ${r}.rate end as decimal(28,8))`;
  const amount = (w: string): string => `case when ${w}.no is null then o.amount else ${w}.value end`;
  const touch = `case when coalesce(status, 'completed') <> 'completed' then status when occurred_at > ${a} then 'scheduled' when coalesce(automated, false) then 'automated' when coalesce(internal, false) then 'internal' end`;
  return [
    `create schema if not exists ${s}`,
    spans("lead_owner_spans", "owner_changes", "subject_type = 'lead'", "owner_no", "from_owner_no", "subject_no"),
    spans(
      "opportunity_owner_spans",
      "owner_changes",
      "subject_type = 'opportunity'",
      "owner_no",
      "from_owner_no",
      "subject_no",
    ),
    spans(
      "amount_spans",
      "value_changes",
      "field = 'amount'",
      "value::decimal(18,4)",
      "from_value::decimal(18,4)",
      "opportunity_no",
    ),
    `create or replace table ${s}.stage_visits as select * from (${visits(0)}) union all select * from (${visits(1)})`,
    `create or replace table ${s}.revisits as with v as (select object, no, rung, visit, entered_at, left_at from ${s}.stage_visits where rung is not null and not (visit = 1 and left_at is null))
      select v.object, v.no, v.rung, v.entered_at, v.left_at from v join (select object, no, rung, min(visit) as visit from v group by object, no, rung having count(*) > 1) f on f.object = v.object and f.no = v.no and f.rung = v.rung and v.visit > f.visit`,
    `create or replace table ${s}.closings as ${closings}`,
    `create or replace table ${s}.opportunity_core as select o.opportunity_no as no, o.created_at, o.account_no, o.campaign_no, o.owner_no, o.created_by_no, o.type, o.amount, coalesce(o.currency, 'USD') as currency, o.product, o.attributes,
        c.stage_no, c.category, c.has_history, c.starts_unknown, c.first_open_at, case when c.category in (1, 2, 3, 5) then c.spell_at end as closed_at, case when c.category = 1 then c.spell_at end as ends_at, case when c.category in (2, 3) then c.spell_at end as lost_at, coalesce(o.is_test, false) as is_test,
        (case when m.no is not null then 'merged' when o.is_test then 'test' when o.deleted_at <= ${a} then 'deleted' when c.category = 5 then 'void' end)${reasons} as excluded
      from opportunities o left join (${merged("opportunity")}) m on m.no = o.opportunity_no left join ${s}.closings c on c.object = 1 and c.no = o.opportunity_no where o.recorded_at <= ${a} and o.created_at <= ${a}`,
    `create or replace table ${s}.lead_core as select l.lead_no as no, l.created_at, l.account_no, l.campaign_no, l.source, l.created_by_no, l.attributes, l.owner_no, ${past("l.assigned_at")} as assigned_at, ${past("l.converted_at")} as converted_at, ${past("l.disqualified_at")} as disqualified_at,
        c.stage_no, c.category, c.has_history, c.starts_unknown, coalesce(l.is_test, false) as is_test, ${day("l.created_at")} as created_day,
        (coalesce(l.origin, g.origin, case p.role when 'marketer' then 'marketing' when 'rep' then 'sales' when 'sdr' then 'sales' end, 'unknown'))::enum('marketing', 'sales', 'partner', 'existing_customer', 'unknown') as origin,
        (case when m.no is not null then 'merged' when l.is_test then 'test' when l.deleted_at <= ${a} then 'deleted' when c.category = 5 then 'void' end)${reasons} as excluded,
        case when o.excluded is null and not coalesce(l.converted_at > ${a}, false) then o.no end as opportunity_no,
        case when o.no is not null and o.excluded is null and not coalesce(l.converted_at > ${a}, false) then coalesce(l.converted_at, greatest(l.created_at, o.created_at)) end as ends_at,
        ${past("l.converted_at")} is not null and o.no is null as converted_unlinked, case when c.category in (1, 2, 3, 5) then c.spell_at end as terminal_at, least(case when c.category in (2, 3) then c.spell_at end, ${past("l.disqualified_at")}) as lost_at
      from leads l left join (${merged("lead")}) m on m.no = l.lead_no left join ${s}.closings c on c.object = 0 and c.no = l.lead_no left join (${merged("opportunity")}) mo on mo.no = l.opportunity_no left join ${s}.opportunity_core o on o.no = coalesce(mo.root_no, l.opportunity_no)
        left join campaigns g on g.campaign_no = l.campaign_no left join people p on p.person_no = l.created_by_no where l.recorded_at <= ${a} and l.created_at <= ${a}`,
    `create or replace table ${s}.reaches as select * from (${reaches(1)}) union all select * from (${reaches(0)})`,
    `create or replace temp table fl_rates as select d.currency, d.day, r.rate from (select c.currency, (date '2024-01-01' + g.i::integer)::date as day from (select distinct currency from ${facts}.rates) c, range(800) g(i)) d asof join ${facts}.rates r on r.currency = d.currency and r.rate_on <= d.day`,
    `create or replace table ${s}.opportunities as with q as (select no, min(reached_at) as qualified_at from ${s}.reaches where object = 1 and rung = 1 group by no),
        linked as (select opportunity_no as no, arg_min(struct_pack(n := no, c := created_at, g := campaign_no, s := source, r := origin), created_at) as l from ${s}.lead_core where opportunity_no is not null and excluded is null group by opportunity_no),
        o as (select c.*, ${day("c.created_at")} as created_day, ${day("c.closed_at")} as closed_day, ${day("c.first_open_at")} as first_open_day, q.qualified_at, ${day("q.qualified_at")} as qualified_day, l.l.n as lead_no, l.l.c as lead_created_at, ${day("l.l.c")} as lead_created_day, l.l.g as lead_campaign_no, l.l.s as source, l.l.r as origin
          from ${s}.opportunity_core c left join q on q.no = c.no left join linked l on l.no = c.no)
      select o.no, o.excluded, o.created_at, false as created_date_only, o.created_day, o.account_no, o.campaign_no, coalesce(o.campaign_no, o.lead_campaign_no) as credited_campaign_no, o.created_by_no, o.type, 1 as pipeline_no, o.product, o.attributes, o.source, o.origin, o.category, o.stage_no, o.closed_at, o.closed_day, false as closed_date_only, o.has_history, false as no_close_date,
        ${days("o.created_at", "o.closed_at")} as cycle_days, coalesce(o.closed_at = o.created_at, false) as is_born_closed, o.first_open_at, o.first_open_day, o.qualified_at, o.qualified_day, o.lead_no, o.lead_created_at, o.lead_created_day, false as lead_created_date_only,
        ${["created", "open", "closed", "qualified", "now"].map((one) => `case when w_${one}.no is null then o.owner_no else w_${one}.value end as owner_${one}_no`).join(", ")},
        coalesce(o.created_by_no, case when w_open.no is null then o.owner_no else w_open.value end) as creator_no, o.category = 1 as is_won, o.category in (2, 3) as is_lost,
        case when o.closed_day is not null then ${priced("r_closed", amount("a_now"), "o.currency")} end as closed_amount, false as closed_rate_is_stale, case when o.first_open_day is not null then ${priced("r_open", amount("a_open"), "o.currency")} end as created_amount, false as created_rate_is_stale, ${priced("r_now", amount("a_now"), "o.currency")} as present_amount
      from o ${[
        ["created", "o.created_at"],
        ["open", "o.first_open_at"],
        ["closed", "o.closed_at"],
        ["qualified", "o.qualified_at"],
      ]
        .map(([one, at]) => ownerJoin(`w_${one}`, `${s}.opportunity_owner_spans`, "o.no", at ?? ""))
        .join(" ")}
        left join ${s}.opportunity_owner_spans w_now on w_now.no = o.no and w_now.to_at = ${ever} left join ${s}.amount_spans a_now on a_now.no = o.no and a_now.to_at = ${ever}
        ${ownerJoin("a_open", `${s}.amount_spans`, "o.no", "o.first_open_at")}
        ${rate("r_closed", "o.currency", "o.closed_day")} ${rate("r_open", "o.currency", "o.first_open_day")} ${rate("r_now", "o.currency", "o.created_day")}`,
    `create or replace table ${s}.leads as with f as (select no, arg_min(value, from_at) filter (value is not null) as value, min(from_at) filter (value is not null and from_at > timestamp '-infinity') as change_at from ${s}.lead_owner_spans group by no),
        b as (select l.*, case when f.no is null then l.owner_no else f.value end as first_owner_no, case when w.no is null then l.owner_no else w.value end as owner_created_no,
          coalesce(l.assigned_at, case when case when w.no is null then l.owner_no else w.value end is not null then l.created_at else f.change_at end) as assignment_at
          from ${s}.lead_core l left join f on f.no = l.no ${ownerJoin("w", `${s}.lead_owner_spans`, "l.no", "l.created_at")}),
        hits as materialized (select lead_no, opportunity_no, occurred_at from activities where recorded_at <= ${a} and (direction = 'outbound' or type = 'meeting') and ${touch} is null),
        t as materialized (select lead_no as no, occurred_at from hits where lead_no is not null union all select l.no, h.occurred_at from ${s}.lead_core l join hits h on h.opportunity_no = l.opportunity_no and h.occurred_at >= l.ends_at),
        ft as (select no, min(occurred_at) as first_touch_at from t group by no),
        n as (select t.no, min(t.occurred_at) as next_at from t join (select b.no, b.assignment_at from b join ft on ft.no = b.no and ft.first_touch_at < b.assignment_at) x on x.no = t.no and t.occurred_at >= x.assignment_at group by t.no),
        p as (select b.*, ft.first_touch_at, case when ft.first_touch_at >= b.assignment_at then ft.first_touch_at else n.next_at end as after_assignment_at, case when wa.no is null then b.owner_no else wa.value end as owner_assigned_no, case when wn.no is null then b.owner_no else wn.value end as owner_now_no,
          coalesce(z.zone_no, 0)::smallint as zone_no, o.qualified_at
          from b left join ft on ft.no = b.no left join n on n.no = b.no ${ownerJoin("wa", `${s}.lead_owner_spans`, "b.no", "b.assignment_at")} left join ${s}.lead_owner_spans wn on wn.no = b.no and wn.to_at = ${ever}
            left join ${facts}.person_zones z on z.no = b.first_owner_no left join ${s}.opportunities o on o.no = b.opportunity_no)
      select p.no, excluded, created_at, after_assignment_at, ${worked("h4", "after_assignment_at")} as assigned_touch_work_s, false as created_date_only, created_day, account_no, campaign_no, source, created_by_no, attributes, category, stage_no, has_history, false as no_close_date, origin, first_owner_no, owner_created_no, owner_now_no,
        assignment_at, ${day("assignment_at")} as assignment_day, owner_assigned_no, p.zone_no, ${worked("h1", "created_at")} as created_work_s, ${worked("h2", "first_touch_at")} as touch_work_s, ${worked("h3", "assignment_at")} as assigned_work_s, first_touch_at, ${day("first_touch_at")} as first_touch_day, opportunity_no, ends_at as link_at, ${day("ends_at")} as link_day, converted_at, converted_unlinked, lost_at, disqualified_at,
        least(ends_at, converted_at, disqualified_at, terminal_at) as inactive_at, case when coalesce(ends_at, converted_at) is not null then greatest(created_at, least(ends_at, converted_at)) end as left_by_conversion_at,
        case when ends_at is not null and qualified_at is not null then greatest(ends_at, qualified_at) end as conversion_at, case when ends_at is not null and qualified_at is not null then ${day("greatest(ends_at, qualified_at)")} end as conversion_day
      from p ${hour("h1", "p.created_at")} ${hour("h2", "p.first_touch_at")} ${hour("h3", "p.assignment_at")} ${hour("h4", "p.after_assignment_at")}`,
    `create or replace table ${s}.activities as with about as (select k.activity_no, k.type, k.occurred_at, k.person_no, k.message_id, l.no as lead_no, o.no as opportunity_no, coalesce(${touch}, case when l.is_test or o.is_test then 'test' end) as reason
          from activities k left join ${s}.lead_core l on l.no = k.lead_no left join ${s}.opportunity_core o on o.no = k.opportunity_no where k.recorded_at <= ${a}),
        copies as (select activity_no from (select activity_no, message_id, occurred_at from about where message_id is not null and reason is null) m join activity_ids i on i.no = m.activity_no
          where message_id in (select message_id from about where message_id is not null and reason is null group by message_id having count(*) > 1) qualify row_number() over (partition by message_id order by occurred_at, id) > 1)
      select k.activity_no as no, k.type::enum('call', 'email', 'meeting', 'message', 'other') as type, ${day("k.occurred_at")} as occurred_day, (isodow(${local("k.occurred_at")}) - 1)::tinyint as weekday, hour(${local("k.occurred_at")})::tinyint as hour, k.person_no, k.lead_no, k.opportunity_no,
        (case when c.activity_no is not null then 'duplicate' else k.reason end)::enum('scheduled', 'cancelled', 'no_show', 'automated', 'internal', 'test', 'duplicate') as excluded from about k left join copies c on c.activity_no = k.activity_no`,
    `create or replace table ${s}.attendances as with t as (select distinct a.no, t.person_no from ${s}.activities a join activity_attendees t on t.activity_no = a.no where a.type = 'meeting' and t.recorded_at <= ${a} and t.person_no is distinct from a.person_no)
      select a.* replace (t.person_no as person_no) from t join ${s}.activities a on a.no = t.no union all select * from ${s}.activities where person_no is null and no not in (select no from t)`,
    `create or replace table ${s}.responses as select r.response_no as no, i.id as response_id, r.received_at, ${day("r.received_at")} as received_day, r.sentiment, r.lead_no * 2 as subject, r.lead_no, null::integer as opportunity_no, l.excluded, l.first_owner_no as person_no, l.owner_now_no, l.campaign_no, l.account_no, l.source, l.origin
      from responses r join response_ids i on i.no = r.response_no join ${s}.leads l on l.no = r.lead_no where r.recorded_at <= ${a} and r.received_at <= ${a} order by r.received_at`,
    `create or replace table ${s}.stays as select * from (${stays(1)}) union all select * from (${stays(0)})`,
    `create or replace table ${s}.opportunity_stocks as select *, ${day("from_at")} as from_day, ${day("to_at")} as to_day from (select v.no, v.stage_no, v.category, case when w.no is null then o.owner_no else w.value end as owner_no, ${amount("x")} as amount, o.currency, greatest(v.entered_at, o.created_at, nullif(w.from_at, timestamp '-infinity'), nullif(x.from_at, timestamp '-infinity')) as from_at, nullif(least(coalesce(v.left_at, ${ever}), coalesce(w.to_at, ${ever}), coalesce(x.to_at, ${ever})), ${ever}) as to_at, v.visit, v.entered_at, o.excluded
      from ${s}.stage_visits v join ${s}.opportunity_core o on o.no = v.no left join ${s}.opportunity_owner_spans w on w.no = v.no and w.to_at > v.entered_at and w.from_at < coalesce(v.left_at, ${ever})
        left join ${s}.amount_spans x on x.no = v.no and x.to_at > greatest(v.entered_at, w.from_at) and x.from_at < least(coalesce(v.left_at, ${ever}), coalesce(w.to_at, ${ever}))
      where v.object = 1 and v.category in (0, 4, 7) and (v.left_at is null or v.left_at > v.entered_at))`,
    `create or replace table ${s}.lead_stocks as select *, ${day("from_at")} as from_day, ${day("to_at")} as to_day from (select v.no, v.stage_no, v.category, case when w.no is null then l.owner_now_no else w.value end as owner_no, greatest(v.entered_at, l.created_at, nullif(w.from_at, timestamp '-infinity')) as from_at, nullif(least(coalesce(v.left_at, ${ever}), coalesce(w.to_at, ${ever}), coalesce(l.inactive_at, ${ever})), ${ever}) as to_at, v.visit, v.entered_at, l.excluded
      from ${s}.stage_visits v join ${s}.leads l on l.no = v.no left join ${s}.lead_owner_spans w on w.no = v.no and w.to_at > v.entered_at and w.from_at < coalesce(v.left_at, ${ever})
      where v.object = 0 and v.category in (0, 4, 7) and (l.inactive_at is null or l.inactive_at > greatest(v.entered_at, w.from_at)) and (v.left_at is null or v.left_at > v.entered_at))`,
  ];
};

/** What both must agree on, table by table, over records that no merge touched. */
export const floorFigures: Readonly<Record<string, string>> = {
  stage_visits:
    "count(*), sum(stage_no), sum(visit), sum(epoch_ms(entered_at)), sum(epoch_ms(left_at)), sum(category), sum(rung), sum(next_rung), count(*) filter (has_history)",
  reaches:
    "count(*), sum(rung), sum(epoch_ms(reached_at)), sum(epoch_ms(next_reached_at)), sum(epoch_ms(entered_at)), sum(owner_no), sum(visit), count(*) filter (is_entry_unknown), sum(epoch_ms(lost_at)), count(excluded), sum(regressions), max(reached_day)",
  stays:
    "count(*), sum(status), sum(epoch_ms(ends_at)), sum(days)::decimal(18,3), count(open_since), count(excluded), sum(owner_no)",
  opportunities:
    "count(*), count(excluded), sum(epoch_ms(closed_at)), sum(stage_no), sum(cycle_days)::decimal(18,4), sum(epoch_ms(qualified_at)), count(lead_no), sum(owner_created_no), sum(owner_open_no), sum(owner_closed_no), sum(owner_now_no), sum(creator_no), count(*) filter (is_won), sum(closed_amount), sum(created_amount), sum(present_amount)",
  leads:
    "count(*), count(excluded), sum(stage_no), sum(epoch_ms(first_touch_at)), sum(epoch_ms(assignment_at)), sum(epoch_ms(after_assignment_at)), sum((created_work_s * 100)::bigint), sum((touch_work_s * 100)::bigint), sum((assigned_work_s * 100)::bigint), sum(epoch_ms(link_at)), count(opportunity_no), sum(epoch_ms(lost_at)), sum(epoch_ms(inactive_at)), sum(epoch_ms(conversion_at)), sum(first_owner_no), sum(owner_assigned_no), sum(owner_now_no), count(*) filter (origin = 'sales')",
  activities:
    "count(*), count(excluded), sum(person_no), sum(hour), sum(weekday), max(occurred_day), count(lead_no), count(opportunity_no)",
  attendances: "count(*), sum(person_no)",
  responses: "count(*), sum(person_no), count(excluded), max(received_day)",
  opportunity_stocks:
    "count(*), sum(stage_no), sum(owner_no), sum(amount), sum(epoch_ms(from_at)), sum(epoch_ms(to_at)), count(excluded)",
  lead_stocks: "count(*), sum(stage_no), sum(owner_no), sum(epoch_ms(from_at)), sum(epoch_ms(to_at)), count(excluded)",
};
