-- activities default

select h.key || coalesce('.' || i.id, '') as key, h.days from facts.horizons h left join stage_ids i on i.no = h.stage_no;

select count(*) filter (r.excluded is null) as a_n, count(*) filter (r.excluded = $1) as out_scheduled, count(*) filter (r.excluded = $2) as out_cancelled, count(*) filter (r.excluded = $3) as out_no_show, count(*) filter (r.excluded = $4) as out_automated, count(*) filter (r.excluded = $5) as out_internal, count(*) filter (r.excluded = $6) as out_test from (select a.no, a.person_no, a.person_no as now_no, a.occurred_day as day, a.type as activity_type, a.weekday, a.hour, a.excluded, a.lead_no, a.opportunity_no from facts.activities a) r where (r.day >= date '2026-01-01' and r.day < date '2026-02-01') and (true);
-- values: ["scheduled","cancelled","no_show","automated","internal","test"]

-- activities per_working_day

select count(*) filter (r.excluded is null) as a_n, count(*) filter (r.excluded = $1) as out_scheduled, count(*) filter (r.excluded = $2) as out_cancelled, count(*) filter (r.excluded = $3) as out_no_show, count(*) filter (r.excluded = $4) as out_automated, count(*) filter (r.excluded = $5) as out_internal, count(*) filter (r.excluded = $6) as out_test from (select a.no, a.person_no, a.person_no as now_no, a.occurred_day as day, a.type as activity_type, a.weekday, a.hour, a.excluded, a.lead_no, a.opportunity_no from facts.activities a) r where (r.day >= date '2026-01-01' and r.day < date '2026-02-01') and (true);
-- values: ["scheduled","cancelled","no_show","automated","internal","test"]

-- activities records_touched

select count(distinct coalesce(r.lead_no * 2::bigint, r.opportunity_no * 2::bigint + 1)) filter (r.excluded is null) as a_n, count(*) filter (r.excluded = $1) as out_scheduled, count(*) filter (r.excluded = $2) as out_cancelled, count(*) filter (r.excluded = $3) as out_no_show, count(*) filter (r.excluded = $4) as out_automated, count(*) filter (r.excluded = $5) as out_internal, count(*) filter (r.excluded = $6) as out_test from (select a.no, a.person_no, a.person_no as now_no, a.occurred_day as day, a.type as activity_type, a.weekday, a.hour, a.excluded, a.lead_no, a.opportunity_no from facts.activities a) r where (r.day >= date '2026-01-01' and r.day < date '2026-02-01') and (true);
-- values: ["scheduled","cancelled","no_show","automated","internal","test"]

-- activities current_owner

select count(*) filter (r.excluded is null) as a_n, count(*) filter (r.excluded = $1) as out_scheduled, count(*) filter (r.excluded = $2) as out_cancelled, count(*) filter (r.excluded = $3) as out_no_show, count(*) filter (r.excluded = $4) as out_automated, count(*) filter (r.excluded = $5) as out_internal, count(*) filter (r.excluded = $6) as out_test from (select a.no, a.person_no, a.person_no as now_no, a.occurred_day as day, a.type as activity_type, a.weekday, a.hour, a.excluded, a.lead_no, a.opportunity_no from facts.activities a) r where (r.day >= date '2026-01-01' and r.day < date '2026-02-01') and (true);
-- values: ["scheduled","cancelled","no_show","automated","internal","test"]

-- activities default by month

select (year(r.day) * 12 + month(r.day) - 24313) // 1 as unit, count(*) filter (r.excluded is null) as a_n, count(*) filter (r.excluded = $1) as out_scheduled, count(*) filter (r.excluded = $2) as out_cancelled, count(*) filter (r.excluded = $3) as out_no_show, count(*) filter (r.excluded = $4) as out_automated, count(*) filter (r.excluded = $5) as out_internal, count(*) filter (r.excluded = $6) as out_test from (select a.no, a.person_no, a.person_no as now_no, a.occurred_day as day, a.type as activity_type, a.weekday, a.hour, a.excluded, a.lead_no, a.opportunity_no from facts.activities a) r where (r.day >= date '2026-01-01' and r.day < date '2026-02-01') and (true) group by 1;
-- values: ["scheduled","cancelled","no_show","automated","internal","test"]