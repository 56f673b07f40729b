/** Maven Analytics' "CRM Sales Opportunities": one row per opportunity as it stands, agents, accounts and products. */
import type { Source } from "../source.ts";

export const mavenCrm: Source = {
  name: "maven_crm",
  title: "Maven Analytics CRM Sales Opportunities",
  mapping: `name: maven_crm
title: Maven Analytics CRM Sales Opportunities
files:
  pipeline: {columns: [opportunity_id, sales_agent, product, account, deal_stage, engage_date, close_date, close_value]}
  agents: {columns: [sales_agent, manager, regional_office], optional: true}
  accounts: {columns: [account, sector, office_location], optional: true}
  products: {columns: [product, series, sales_price], optional: true}
tables:
  teams:
    - {from: agents, once: true, columns: {team_id: regional_office, name: regional_office}, other_columns: drop}
    - from: agents
      once: true
      columns: {team_id: manager, name: manager, parent_team_id: regional_office}
      other_columns: drop
  people:
    - from: agents
      columns: {person_id: sales_agent, name: sales_agent, role: {constant: rep}, team_id: manager}
      other_columns: drop
    # Who sells but is not in the list of agents.
    - {from: pipeline, by_name: true, columns: {person_id: sales_agent, name: sales_agent}, other_columns: drop}
  accounts:
    - from: accounts
      columns: {account_id: account, name: account, industry: sector, country: office_location}
  opportunities:
    - from: pipeline
      columns:
        opportunity_id: opportunity_id
        created_at:
          column: engage_date
          # Prospects have no date at all. They were there when the export was made: on its last day at the latest.
          otherwise: {newest: [engage_date, close_date]}
          report: The export gives prospects no date; the last day of the export was taken.
        account_id: account
        owner_id: sales_agent
        # Lost ones have 0, which says that nothing came in, not what the deal was worth.
        amount: {column: close_value, when: {deal_stage: Won}}
        stage: deal_stage
        closed_on: close_date
        product: {column: product, map: {GTXPro: GTX Pro}}
      attributes:
        series: {lookup: {in: products, match: {product: {column: product, map: {GTXPro: GTX Pro}}}, take: series}}
        list_price: {lookup: {in: products, match: {product: {column: product, map: {GTXPro: GTX Pro}}}, take: sales_price}}
process:
  currency: USD
  pipelines:
    - id: sales
      stages:
        - {id: Prospecting, name: Prospecting, of: opportunity}
        - {id: Engaging, name: Engaging, of: opportunity}
        - {id: Won, name: Won, of: opportunity, category: won}
        - {id: Lost, name: Lost, of: opportunity, category: lost}
`,
};
