/** Salesforce as Fivetran keeps it in a warehouse: its objects with snake_case columns, and a history mode with open ends. */
import { activities, responses } from "../salesforce/activities.ts";
import { derived, ownerChanges, stageChanges, valueChanges } from "../salesforce/histories.ts";
import {
  accounts,
  campaigns,
  dealStages,
  files,
  leads,
  nothing,
  opportunities,
  otherStages,
  people,
  teams,
} from "../salesforce/objects.ts";
import { snakeCase, spelled } from "../salesforce/spelling.ts";
import type { Source } from "../source.ts";

/** Current rows of a history, where the table itself is not there. */
const current = (table: string): string => `from: current_${table}
      unless: ${table}`;

const text = `name: fivetran_salesforce
title: Salesforce as Fivetran's warehouse tables
zone: UTC
date_order: shared
${nothing}
files:
${files}
  # History mode: each row holds from _fivetran_start to _fivetran_end (9999-12-31 while it holds).
  opportunity_versions: {columns: [id, stage_name, close_date, probability, _fivetran_start, _fivetran_end], optional: true}
  lead_versions: {columns: [id, last_name, status, is_converted, converted_opportunity_id, _fivetran_start, _fivetran_end], optional: true}
  account_versions: {columns: [id, name, billing_city, industry, _fivetran_start, _fivetran_end], optional: true}
one_of: [opportunities, opportunity_versions, leads, lead_versions]
derived:
${derived}
  stage_versions: {from: opportunity_versions, changes: {of: stage_name, by: id, time: _fivetran_start}}
  owner_versions: {from: opportunity_versions, changes: {of: owner_id, by: id, time: _fivetran_start}}
  amount_versions: {from: opportunity_versions, changes: {of: amount, by: id, time: _fivetran_start}}
  close_date_versions: {from: opportunity_versions, changes: {of: close_date, by: id, time: _fivetran_start}}
  lead_status_versions: {from: lead_versions, changes: {of: status, by: id, time: _fivetran_start}}
  lead_owner_versions: {from: lead_versions, changes: {of: owner_id, by: id, time: _fivetran_start}}
  current_opportunities: {from: opportunity_versions, when: {_fivetran_active: {yes: true}}}
  current_leads: {from: lead_versions, when: {_fivetran_active: {yes: true}}}
  current_accounts: {from: account_versions, when: {_fivetran_active: {yes: true}}}
tables:
  teams:
${teams}
  people:
${people}
  accounts:
${accounts()}
${accounts(current("accounts"))}
  campaigns:
${campaigns}
  leads:
${leads("other_columns: drop")}
${leads("other_columns: drop", current("leads"))}
  opportunities:
${opportunities("other_columns: drop")}
${opportunities("other_columns: drop", current("opportunities"))}
  stage_changes:
${stageChanges}
    # Where a record stood when the synchronisation began is no move: only what it moved to afterwards.
    - from: stage_versions
      unless: [opportunity_history, opportunity_field_history]
      when: {previous: {empty: false}}
      columns: {subject_type: {constant: opportunity}, subject_id: id, stage: stage_name, from_stage: previous, changed_at: _fivetran_start}
      other_columns: drop
    - from: lead_status_versions
      unless: lead_history
      when: {previous: {empty: false}}
      columns:
        subject_type: {constant: lead}
        subject_id: id
        stage: {template: "Lead: {status}"}
        from_stage: {template: "Lead: {previous}"}
        changed_at: _fivetran_start
      other_columns: drop
  owner_changes:
${ownerChanges}
    - from: owner_versions
      unless: opportunity_field_history
      when: {previous: {empty: false}, owner_id: {unlike: 00G*}}
      columns: {subject_type: {constant: opportunity}, subject_id: id, owner_id: owner_id, from_owner_id: previous, changed_at: _fivetran_start}
      other_columns: drop
    - from: lead_owner_versions
      unless: lead_history
      when: {previous: {empty: false}, owner_id: {unlike: 00G*}}
      columns: {subject_type: {constant: lead}, subject_id: id, owner_id: owner_id, from_owner_id: previous, changed_at: _fivetran_start}
      other_columns: drop
  value_changes:
${valueChanges}
    - from: amount_versions
      unless: [opportunity_history, opportunity_field_history]
      when: {previous: {empty: false}, amount: {empty: false}}
      columns: {opportunity_id: id, field: {constant: amount}, value: amount, from_value: previous, changed_at: _fivetran_start}
      other_columns: drop
    - from: close_date_versions
      unless: [opportunity_history, opportunity_field_history]
      when: {previous: {empty: false}, close_date: {empty: false}}
      columns:
        opportunity_id: id
        field: {constant: expected_close_on}
        value: {column: close_date, dated: true}
        from_value: {column: previous, dated: true}
        changed_at: _fivetran_start
      other_columns: drop
  activities:
${activities}
  responses:
${responses}
process:
  read:
${dealStages}
    - from: opportunity_versions
      columns: {stage_id: stage_name, of: {constant: opportunity}, position: probability, category: *outcome}
${otherStages}
    - {from: lead_versions, columns: {stage_id: {template: "Lead: {status}"}, name: status, of: {constant: lead}}}
`;

export const fivetranSalesforce: Source = {
  name: "fivetran_salesforce",
  title: "Salesforce as Fivetran's warehouse tables",
  mapping: spelled(text, snakeCase),
};
