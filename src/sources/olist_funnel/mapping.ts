/** Olist's "Marketing Funnel": marketing-qualified leads, and the deals that were won with them. */
import type { Source } from "../source.ts";

export const olistFunnel: Source = {
  name: "olist_funnel",
  title: "Marketing Funnel by Olist",
  mapping: `name: olist_funnel
title: Marketing Funnel by Olist
files:
  leads: {columns: [mql_id, first_contact_date, landing_page_id, origin]}
  deals: {columns: [mql_id, seller_id, sdr_id, sr_id, won_date], optional: true}
tables:
  people:
    # Some are both; whoever closes counts as a rep. The export has no names.
    - from: deals
      once: true
      columns: {person_id: sr_id, name: sr_id, role: {constant: rep}}
      other_columns: drop
    - from: deals
      once: true
      columns: {person_id: sdr_id, name: sdr_id, role: {constant: sdr}}
      other_columns: drop
  accounts:
    - from: deals
      once: true
      columns: {account_id: seller_id, name: seller_id, industry: business_segment}
      other_columns: drop
  leads:
    - from: leads
      columns:
        lead_id: mql_id
        created_at: first_contact_date
        source: origin
        stage: {constant: mql}
        opportunity_id: {lookup: {in: deals, match: {mql_id: mql_id}, take: mql_id}}
        converted_at: {lookup: {in: deals, match: {mql_id: mql_id}, take: won_date}}
  opportunities:
    - from: deals
      columns:
        opportunity_id: mql_id
        # When the deal was opened is not said; it is known from the day it was won.
        created_at: won_date
        account_id: seller_id
        owner_id: sr_id
        created_by: sdr_id
        stage: {constant: Won}
        closed_at: won_date
process:
  currency: BRL
  pipelines:
    - id: sales
      stages:
        - {id: mql, name: Marketing qualified lead, of: lead}
        # The export holds won deals alone, so that nothing ever stands here; winning reaches it.
        - {id: selling, name: In sales, of: opportunity, qualifies: true}
        - {id: Won, name: Won, of: opportunity, category: won}
`,
};
