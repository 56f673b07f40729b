-- opportunities_created default

select h.key || coalesce('.' || i.id, '') as key, h.days from facts.horizons h left join stage_ids i on i.no = h.stage_no;

select count(*) filter (r.excluded is null) as a_n, count(*) filter (r.excluded = $1) as out_merged, count(*) filter (r.excluded = $2) as out_test, count(*) filter (r.excluded = $3) as out_deleted, count(*) filter (r.excluded = $4) as out_void from (select o.no, o.owner_now_no as now_no, o.credited_campaign_no as campaign_no, o.account_no, o.type, o.pipeline_no, o.product, o.category, o.lead_no, o.source, o.origin, o.attributes, o.first_open_day as day, o.creator_no as person_no, o.owner_open_no, o.excluded, o.created_amount as amount, o.created_rate_is_stale as is_stale from facts.opportunities o where o.first_open_at is not null) r where (r.day >= date '2026-01-01' and r.day < date '2026-02-01') and (true);
-- values: ["merged","test","deleted","void"]

select count(*) filter (r.excluded is null) as a_n from (select l.no, l.owner_now_no as now_no, l.campaign_no, l.source, l.origin, l.account_no, l.attributes, l.created_day as day, l.first_owner_no as person_no, l.excluded, l.opportunity_no from facts.leads l where true) r where (r.day >= date '2026-01-01' and r.day < date '2026-02-01') and (true);

select count(*) filter (r.excluded is null) as a_n from (select o.no, o.owner_now_no as now_no, o.credited_campaign_no as campaign_no, o.account_no, o.type, o.pipeline_no, o.product, o.category, o.lead_no, o.source, o.origin, o.attributes, o.created_day as day, o.creator_no as person_no, o.excluded, o.present_amount as amount from facts.opportunities o where o.first_open_at is null and o.excluded is null and o.category in (1, 2, 3)) r where (r.day >= date '2026-01-01' and r.day < date '2026-02-01') and (true);

-- opportunities_created qualified

select count(*) filter (r.excluded is null) as a_n, count(*) filter (r.excluded = $1) as out_merged, count(*) filter (r.excluded = $2) as out_test, count(*) filter (r.excluded = $3) as out_deleted, count(*) filter (r.excluded = $4) as out_void from (select o.no, o.owner_now_no as now_no, o.credited_campaign_no as campaign_no, o.account_no, o.type, o.pipeline_no, o.product, o.category, o.lead_no, o.source, o.origin, o.attributes, o.qualified_day as day, coalesce(o.created_by_no, o.owner_qualified_no) as person_no, o.excluded, o.present_amount as amount from facts.opportunities o where o.qualified_at is not null) r where (r.day >= date '2026-01-01' and r.day < date '2026-02-01') and (true);
-- values: ["merged","test","deleted","void"]

select count(*) filter (r.excluded is null) as a_n from (select l.no, l.owner_now_no as now_no, l.campaign_no, l.source, l.origin, l.account_no, l.attributes, l.created_day as day, l.first_owner_no as person_no, l.excluded, l.opportunity_no from facts.leads l where true) r where (r.day >= date '2026-01-01' and r.day < date '2026-02-01') and (true);

select count(*) filter (r.excluded is null) as a_n from (select o.no, o.owner_now_no as now_no, o.credited_campaign_no as campaign_no, o.account_no, o.type, o.pipeline_no, o.product, o.category, o.lead_no, o.source, o.origin, o.attributes, o.created_day as day, o.creator_no as person_no, o.excluded, o.present_amount as amount from facts.opportunities o where o.first_open_at is null and o.excluded is null and o.category in (1, 2, 3)) r where (r.day >= date '2026-01-01' and r.day < date '2026-02-01') and (true);

-- opportunities_created value

select count(*) filter (r.excluded is null) as a_n, count(*) filter (r.excluded is null and r.is_stale) as a_stale, count(r.amount) filter (r.excluded is null and true) as a_x_n, sum(r.amount) filter (r.excluded is null and true)::double as a_x_sum, var_pop((r.amount)::double) filter (r.excluded is null and true) as a_x_variance, skewness((r.amount)::double) filter (r.excluded is null and true) as a_x_skewness, count(*) filter (r.excluded = $1) as out_merged, count(*) filter (r.excluded = $2) as out_test, count(*) filter (r.excluded = $3) as out_deleted, count(*) filter (r.excluded = $4) as out_void from (select o.no, o.owner_now_no as now_no, o.credited_campaign_no as campaign_no, o.account_no, o.type, o.pipeline_no, o.product, o.category, o.lead_no, o.source, o.origin, o.attributes, o.first_open_day as day, o.creator_no as person_no, o.owner_open_no, o.excluded, o.created_amount as amount, o.created_rate_is_stale as is_stale from facts.opportunities o where o.first_open_at is not null) r where (r.day >= date '2026-01-01' and r.day < date '2026-02-01') and (true);
-- values: ["merged","test","deleted","void"]

-- opportunities_created credit_owner

select count(*) filter (r.excluded is null) as a_n, count(*) filter (r.excluded = $1) as out_merged, count(*) filter (r.excluded = $2) as out_test, count(*) filter (r.excluded = $3) as out_deleted, count(*) filter (r.excluded = $4) as out_void from (select o.no, o.owner_now_no as now_no, o.credited_campaign_no as campaign_no, o.account_no, o.type, o.pipeline_no, o.product, o.category, o.lead_no, o.source, o.origin, o.attributes, o.first_open_day as day, o.owner_open_no as person_no, o.excluded, o.created_amount as amount from facts.opportunities o where o.first_open_at is not null) r where (r.day >= date '2026-01-01' and r.day < date '2026-02-01') and (true);
-- values: ["merged","test","deleted","void"]

select count(*) filter (r.excluded is null) as a_n from (select l.no, l.owner_now_no as now_no, l.campaign_no, l.source, l.origin, l.account_no, l.attributes, l.created_day as day, l.first_owner_no as person_no, l.excluded, l.opportunity_no from facts.leads l where true) r where (r.day >= date '2026-01-01' and r.day < date '2026-02-01') and (true);

select count(*) filter (r.excluded is null) as a_n from (select o.no, o.owner_now_no as now_no, o.credited_campaign_no as campaign_no, o.account_no, o.type, o.pipeline_no, o.product, o.category, o.lead_no, o.source, o.origin, o.attributes, o.created_day as day, o.creator_no as person_no, o.excluded, o.present_amount as amount from facts.opportunities o where o.first_open_at is null and o.excluded is null and o.category in (1, 2, 3)) r where (r.day >= date '2026-01-01' and r.day < date '2026-02-01') and (true);

-- opportunities_created current_owner

select count(*) filter (r.excluded is null) as a_n, count(*) filter (r.excluded = $1) as out_merged, count(*) filter (r.excluded = $2) as out_test, count(*) filter (r.excluded = $3) as out_deleted, count(*) filter (r.excluded = $4) as out_void from (select o.no, o.owner_now_no as now_no, o.credited_campaign_no as campaign_no, o.account_no, o.type, o.pipeline_no, o.product, o.category, o.lead_no, o.source, o.origin, o.attributes, o.first_open_day as day, o.creator_no as person_no, o.owner_open_no, o.excluded, o.created_amount as amount, o.created_rate_is_stale as is_stale from facts.opportunities o where o.first_open_at is not null) r where (r.day >= date '2026-01-01' and r.day < date '2026-02-01') and (true);
-- values: ["merged","test","deleted","void"]

select count(*) filter (r.excluded is null) as a_n from (select l.no, l.owner_now_no as now_no, l.campaign_no, l.source, l.origin, l.account_no, l.attributes, l.created_day as day, l.first_owner_no as person_no, l.excluded, l.opportunity_no from facts.leads l where true) r where (r.day >= date '2026-01-01' and r.day < date '2026-02-01') and (true);

select count(*) filter (r.excluded is null) as a_n from (select o.no, o.owner_now_no as now_no, o.credited_campaign_no as campaign_no, o.account_no, o.type, o.pipeline_no, o.product, o.category, o.lead_no, o.source, o.origin, o.attributes, o.created_day as day, o.creator_no as person_no, o.excluded, o.present_amount as amount from facts.opportunities o where o.first_open_at is null and o.excluded is null and o.category in (1, 2, 3)) r where (r.day >= date '2026-01-01' and r.day < date '2026-02-01') and (true);

-- opportunities_created default by month

select (year(r.day) * 12 + month(r.day) - 24313) // 1 as unit, count(*) filter (r.excluded is null) as a_n, count(*) filter (r.excluded = $1) as out_merged, count(*) filter (r.excluded = $2) as out_test, count(*) filter (r.excluded = $3) as out_deleted, count(*) filter (r.excluded = $4) as out_void from (select o.no, o.owner_now_no as now_no, o.credited_campaign_no as campaign_no, o.account_no, o.type, o.pipeline_no, o.product, o.category, o.lead_no, o.source, o.origin, o.attributes, o.first_open_day as day, o.creator_no as person_no, o.owner_open_no, o.excluded, o.created_amount as amount, o.created_rate_is_stale as is_stale from facts.opportunities o where o.first_open_at is not null) r where (r.day >= date '2026-01-01' and r.day < date '2026-02-01') and (true) group by 1;
-- values: ["merged","test","deleted","void"]

select (year(r.day) * 12 + month(r.day) - 24313) // 1 as unit, count(*) filter (r.excluded is null) as a_n from (select l.no, l.owner_now_no as now_no, l.campaign_no, l.source, l.origin, l.account_no, l.attributes, l.created_day as day, l.first_owner_no as person_no, l.excluded, l.opportunity_no from facts.leads l where true) r where (r.day >= date '2026-01-01' and r.day < date '2026-02-01') and (r.excluded is null) group by 1;

select (year(r.day) * 12 + month(r.day) - 24313) // 1 as unit, count(*) filter (r.excluded is null) as a_n from (select o.no, o.owner_now_no as now_no, o.credited_campaign_no as campaign_no, o.account_no, o.type, o.pipeline_no, o.product, o.category, o.lead_no, o.source, o.origin, o.attributes, o.created_day as day, o.creator_no as person_no, o.excluded, o.present_amount as amount from facts.opportunities o where o.first_open_at is null and o.excluded is null and o.category in (1, 2, 3)) r where (r.day >= date '2026-01-01' and r.day < date '2026-02-01') and (r.excluded is null) group by 1;