/** Kaggle's "Marketing Analytics": what each campaign cost and brought in on each day. */
import type { Source } from "../source.ts";

export const marketingSpend: Source = {
  name: "marketing_spend",
  title: "Marketing spend by campaign and day",
  mapping: `name: marketing_spend
title: Marketing spend by campaign and day
files:
  days:
    columns: [id, c_date, campaign_name, category, campaign_id, mark_spent, leads]
    dates: {c_date: M/D/YY}
tables:
  campaigns:
    # The names differ in case; the id says which campaign is meant.
    - from: days
      once: true
      columns:
        campaign_id: campaign_id
        name: campaign_name
        channel: category
        origin: {constant: marketing}
      other_columns: drop
  spend:
    - from: days
      columns: {campaign_id: campaign_id, spent_on: c_date, amount: mark_spent}
      leave_out: [campaign_name, category]
  leads:
    - from: days
      repeat: leads
      columns:
        lead_id: {template: "{id}-{n}"}
        created_at: c_date
        campaign_id: campaign_id
        source: category
        origin: {constant: marketing}
      other_columns: drop
process:
  pipelines:
    - id: sales
      stages:
        - {id: lead, name: Lead, of: lead}
        - {id: won, name: Won, of: opportunity, category: won}
        - {id: lost, name: Lost, of: opportunity, category: lost}
`,
};
