/** What prospects answered, as it was classified, and of which lead or opportunity. */
import { type Runner, sql } from "../sql/index.ts";
import { asOf, type FactsContext, fact, inScope, localDay } from "./context.ts";
import { joinOwner, owner } from "./owners.ts";

/** `responses`: `subject` is one number for a lead (even) or, where it names none, an opportunity (odd). */
export const buildResponses = async (runner: Runner, context: FactsContext): Promise<void> => {
  const members = fact(context, "merge_members");
  const versioned = context.uses.versionedTables.has("responses");
  const sentiment = versioned ? sql`case when v.no is not null then v.value else r.sentiment end` : sql`r.sentiment`;
  const versions = sql`left join (select no, arg_max(struct_pack(v := value), struct_pack(r := recorded_at, b := batch)).v as value
      from field_versions where table_name = 'responses' and field = 'sentiment' and recorded_at <= ${asOf(context)} group by no) v on v.no = r.response_no`;
  await runner.run(sql`create or replace table ${fact(context, "responses")} as
    with known as (
      select r.response_no as no, r.received_at, ${sentiment} as sentiment, coalesce(ml.root_no, r.lead_no) as lead_no,
        case when r.lead_no is null then coalesce(mo.root_no, r.opportunity_no) end as opportunity_no, i.id as response_id
      from (select * from responses where ${inScope(context, "lead", sql`lead_no`)} or ${inScope(context, "opportunity", sql`opportunity_no`)}) r join response_ids i on i.no = r.response_no ${versioned ? versions : sql``}
        left join ${members} ml on ml.object = 0 and ml.member_no = r.lead_no
        left join ${members} mo on mo.object = 1 and mo.member_no = r.opportunity_no
      where r.recorded_at <= ${asOf(context)} and r.received_at <= ${asOf(context)}
    )
    select k.no, k.response_id, k.received_at, ${localDay(context, sql`k.received_at`)} as received_day, k.sentiment,
      coalesce(k.lead_no * 2, k.opportunity_no * 2 + 1) as subject, k.lead_no, k.opportunity_no,
      coalesce(l.excluded, o.excluded) as excluded,
      case when k.lead_no is not null then l.first_owner_no else ${owner("ow", sql`u.owner_no`)} end as person_no,
      case when k.lead_no is not null then l.owner_now_no else o.owner_now_no end as owner_now_no,
      coalesce(l.campaign_no, o.credited_campaign_no) as campaign_no, coalesce(l.account_no, o.account_no) as account_no, case when l.no is not null then l.source else o.source end as source, case when l.no is not null then l.origin else o.origin end as origin
    from known k
      left join ${fact(context, "leads")} l on l.no = k.lead_no
      left join ${fact(context, "opportunities")} o on o.no = k.opportunity_no
      left join ${fact(context, "opportunity_core")} u on u.no = k.opportunity_no
      ${joinOwner(context, "opportunity", "ow", sql`k.opportunity_no`, sql`k.received_at`)}
    where l.no is not null or o.no is not null
    order by k.received_at`);
};
