-- activities default

select h.key || coalesce('.' || i.id, '') as key, h.days from facts.horizons h left join stage_ids i on i.no = h.stage_no;

select count(*) filter (r.excluded is null) as a_n, count(*) filter (r.excluded = 'scheduled') as out_scheduled, count(*) filter (r.excluded = 'cancelled') as out_cancelled, count(*) filter (r.excluded = 'no_show') as out_no_show, count(*) filter (r.excluded = 'automated') as out_automated, count(*) filter (r.excluded = 'internal') as out_internal, count(*) filter (r.excluded = 'test') as out_test from (select a.no, a.person_no, a.person_no as now_no, a.occurred_day as day, a.type as activity_type, a.weekday, a.hour, a.excluded, a.lead_no, a.opportunity_no from facts.activities a ) r where (r.day >= date '2026-01-01' and r.day < date '2026-02-01') and (true);

select $1::varchar as name, exists (select 1 from opportunities) as has_rows union all select $2::varchar as name, exists (select 1 from leads) as has_rows union all select $3::varchar as name, exists (select 1 from activities) as has_rows union all select $4::varchar as name, exists (select 1 from responses) as has_rows union all select $5::varchar as name, (exists (select 1 from spend) or exists (select 1 from campaigns where budget is not null)) as has_rows union all select $6::varchar as name, exists (select 1 from campaigns where budget is not null) as has_rows;
-- values: ["opportunities","leads","activities","responses","spend","budgets"]

-- activities per_working_day

select count(*) filter (r.excluded is null) as a_n, count(*) filter (r.excluded = 'scheduled') as out_scheduled, count(*) filter (r.excluded = 'cancelled') as out_cancelled, count(*) filter (r.excluded = 'no_show') as out_no_show, count(*) filter (r.excluded = 'automated') as out_automated, count(*) filter (r.excluded = 'internal') as out_internal, count(*) filter (r.excluded = 'test') as out_test from (select a.no, a.person_no, a.person_no as now_no, a.occurred_day as day, a.type as activity_type, a.weekday, a.hour, a.excluded, a.lead_no, a.opportunity_no from facts.activities a ) r where (r.day >= date '2026-01-01' and r.day < date '2026-02-01') and (true);

-- activities records_touched

select count(distinct coalesce(r.lead_no, r.opportunity_no) * 2::bigint + case when r.lead_no is null then 1 else 0 end) filter (r.excluded is null) as a_n, count(*) filter (r.excluded = 'scheduled') as out_scheduled, count(*) filter (r.excluded = 'cancelled') as out_cancelled, count(*) filter (r.excluded = 'no_show') as out_no_show, count(*) filter (r.excluded = 'automated') as out_automated, count(*) filter (r.excluded = 'internal') as out_internal, count(*) filter (r.excluded = 'test') as out_test from (select a.no, a.person_no, a.person_no as now_no, a.occurred_day as day, a.type as activity_type, a.weekday, a.hour, a.excluded, a.lead_no, a.opportunity_no from facts.activities a ) r where (r.day >= date '2026-01-01' and r.day < date '2026-02-01') and (true);

-- activities current_owner

select count(*) filter (r.excluded is null) as a_n, count(*) filter (r.excluded = 'scheduled') as out_scheduled, count(*) filter (r.excluded = 'cancelled') as out_cancelled, count(*) filter (r.excluded = 'no_show') as out_no_show, count(*) filter (r.excluded = 'automated') as out_automated, count(*) filter (r.excluded = 'internal') as out_internal, count(*) filter (r.excluded = 'test') as out_test from (select a.no, a.person_no, a.person_no as now_no, a.occurred_day as day, a.type as activity_type, a.weekday, a.hour, a.excluded, a.lead_no, a.opportunity_no from facts.activities a ) r where (r.day >= date '2026-01-01' and r.day < date '2026-02-01') and (true);

-- activities default by month

select (year(r.day) * 12 + month(r.day) - 24313) // 1 as unit, count(*) filter (r.excluded is null) as a_n, count(*) filter (r.excluded = 'scheduled') as out_scheduled, count(*) filter (r.excluded = 'cancelled') as out_cancelled, count(*) filter (r.excluded = 'no_show') as out_no_show, count(*) filter (r.excluded = 'automated') as out_automated, count(*) filter (r.excluded = 'internal') as out_internal, count(*) filter (r.excluded = 'test') as out_test from (select a.no, a.person_no, a.person_no as now_no, a.occurred_day as day, a.type as activity_type, a.weekday, a.hour, a.excluded, a.lead_no, a.opportunity_no from facts.activities a ) r where (r.day >= date '2026-01-01' and r.day < date '2026-02-01') and (true) group by 1;