/** Salesforce as Fivetran keeps it in a warehouse: snake_case columns, history mode with open ends. */
import type { Source } from "../source.ts";

export const fivetranSalesforce: Source = {
  name: "fivetran_salesforce",
  title: "Salesforce as Fivetran's warehouse tables",
  mapping: `name: fivetran_salesforce
title: Salesforce as Fivetran's warehouse tables
zone: UTC
date_order: shared
empty: [000000000000000AAA, "000000000000000"]
files:
  opportunities: {columns: [id, stage_name, close_date, probability], optional: true}
  # History mode: each row holds from _fivetran_start to _fivetran_end (9999-12-31 while it holds).
  opportunity_versions: {columns: [id, stage_name, close_date, probability, _fivetran_start, _fivetran_end], optional: true}
  opportunity_history: {columns: [id, opportunity_id, stage_name, created_date, close_date, probability], optional: true}
  opportunity_field_history: {columns: [opportunity_id, field, old_value, new_value, created_date], optional: true}
  opportunity_stages: {columns: [master_label, sort_order, is_closed, is_won], optional: true}
  leads: {columns: [id, last_name, status, is_converted, converted_opportunity_id], optional: true}
  lead_history: {columns: [lead_id, field, old_value, new_value, created_date], optional: true}
  lead_statuses: {columns: [master_label, sort_order, is_converted, is_default], optional: true}
  lead_versions: {columns: [id, last_name, status, is_converted, converted_opportunity_id, _fivetran_start, _fivetran_end], optional: true}
  accounts: {columns: [id, name, billing_city, industry], optional: true}
  account_versions: {columns: [id, name, billing_city, industry, _fivetran_start, _fivetran_end], optional: true}
  campaigns: {columns: [id, name, type, start_date, budgeted_cost], optional: true}
  campaign_members: {columns: [id, campaign_id, lead_id, has_responded], optional: true}
  users: {columns: [id, username, last_name, user_role_id], optional: true}
  roles: {columns: [id, name, parent_role_id, rollup_description], optional: true}
  tasks: {columns: [id, who_id, what_id, subject, status, activity_date], optional: true}
  events: {columns: [id, who_id, what_id, subject, start_date_time], optional: true}
  emails: {columns: [id, message_date, incoming, from_address, to_address], optional: true}
one_of: [opportunities, opportunity_versions, leads, lead_versions]
derived:
  # A row of the history is any change of stage, amount, close date or probability.
  stage_moves: {from: opportunity_history, changes: {of: stage_name, by: opportunity_id, time: created_date, tie: id}}
  amounts: {from: opportunity_history, changes: {of: amount, by: opportunity_id, time: created_date, tie: id, settled: true}}
  close_dates: {from: opportunity_history, changes: {of: close_date, by: opportunity_id, time: created_date, tie: id, settled: true}}
  # The lead itself knows only the day.
  lead_conversions: {from: lead_history, when: {field: leadConverted}, first_by: lead_id, order: created_date}
  first_memberships: {from: campaign_members, when: {lead_id: {empty: false}}, first_by: lead_id, order: created_date}
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
    - from: roles
      columns: {team_id: id, name: name, parent_team_id: parent_role_id}
      other_columns: drop
  people:
    - from: users
      columns:
        person_id: id
        name: {first_of: [name, {template: "{first_name} {last_name}"}, last_name, username]}
        email: email
        team_id: user_role_id
        manager_id: manager_id
        timezone: time_zone_sid_key
        started_on: {column: created_date, extract: "^([0-9]{4}-[0-9]{2}-[0-9]{2})"}
      attributes: {active: is_active, department: department, title: title}
      other_columns: drop
  accounts:
    - from: accounts
      when: {is_deleted: {yes: false}}
      columns: {account_id: id, name: name, industry: industry, country: billing_country, segment: type}
      attributes: {employees: number_of_employees, annual_revenue: annual_revenue, rating: rating, source: account_source}
      other_columns: drop
    - from: current_accounts
      unless: accounts
      when: {is_deleted: {yes: false}}
      columns: {account_id: id, name: name, industry: industry, country: billing_country, segment: type}
      attributes: {employees: number_of_employees, annual_revenue: annual_revenue, rating: rating, source: account_source}
      other_columns: drop
  campaigns:
    - from: campaigns
      when: {is_deleted: {yes: false}}
      columns:
        campaign_id: id
        name: name
        channel: type
        origin: {constant: marketing}
        starts_on: start_date
        ends_on: end_date
        # What was planned; what it cost in the end is a total without a day.
        budget: {column: budgeted_cost, money: {thousands: ",", symbols: [$, €, £]}}
        currency: currency_iso_code
      attributes: {actual_cost: actual_cost, status: status, expected_revenue: expected_revenue}
      other_columns: drop
  leads:
    - from: leads
      columns:
        lead_id: id
        created_at:
          column: created_date
          otherwise: last_modified_date
          report: The export has no creation date of leads; the last modification was taken.
        name: {first_of: [name, {template: "{first_name} {last_name}"}, last_name]}
        email: email
        account_id: converted_account_id
        campaign_id: {lookup: {in: first_memberships, match: {lead_id: id}, take: campaign_id}}
        source: lead_source
        created_by: created_by_id
        # A queue (00G...) is no person.
        owner_id: {column: owner_id, when: {owner_id: {unlike: 00G*}}}
        stage: {template: "Lead: {status}"}
        opportunity_id: converted_opportunity_id
        converted_at:
          first_of:
            - {lookup: {in: lead_conversions, match: {lead_id: id}, take: created_date}}
            - {column: converted_date, extract: "^([0-9]{4}-[0-9]{2}-[0-9]{2})", when: {is_converted: {yes: true}}}
        merged_into: {column: master_record_id, when: {is_deleted: {yes: true}}}
        merged_at: {column: last_modified_date, when: {is_deleted: {yes: true}, master_record_id: {empty: false}}}
        deleted_at: {first_of: [system_modstamp, last_modified_date, created_date], when: {is_deleted: {yes: true}, master_record_id: {empty: true}}}
      attributes: {company: company, industry: industry, country: country, rating: rating, title: title}
      other_columns: drop
    - from: current_leads
      unless: leads
      columns:
        lead_id: id
        created_at:
          column: created_date
          otherwise: last_modified_date
          report: The export has no creation date of leads; the last modification was taken.
        name: {first_of: [name, {template: "{first_name} {last_name}"}, last_name]}
        email: email
        account_id: converted_account_id
        campaign_id: {lookup: {in: first_memberships, match: {lead_id: id}, take: campaign_id}}
        source: lead_source
        created_by: created_by_id
        # A queue (00G...) is no person.
        owner_id: {column: owner_id, when: {owner_id: {unlike: 00G*}}}
        stage: {template: "Lead: {status}"}
        opportunity_id: converted_opportunity_id
        converted_at:
          first_of:
            - {lookup: {in: lead_conversions, match: {lead_id: id}, take: created_date}}
            - {column: converted_date, extract: "^([0-9]{4}-[0-9]{2}-[0-9]{2})", when: {is_converted: {yes: true}}}
        merged_into: {column: master_record_id, when: {is_deleted: {yes: true}}}
        merged_at: {column: last_modified_date, when: {is_deleted: {yes: true}, master_record_id: {empty: false}}}
        deleted_at: {first_of: [system_modstamp, last_modified_date, created_date], when: {is_deleted: {yes: true}, master_record_id: {empty: true}}}
      attributes: {company: company, industry: industry, country: country, rating: rating, title: title}
      other_columns: drop
  opportunities:
    - from: opportunities
      columns:
        opportunity_id: id
        created_at: created_date
        name: name
        account_id: account_id
        campaign_id: campaign_id
        owner_id: {column: owner_id, when: {owner_id: {unlike: 00G*}}}
        created_by: created_by_id
        type:
          column: type
          map: {New Customer: new, New Business: new, Existing Customer - Upgrade: expansion, Existing Business: expansion, Renewal: renewal}
          default: {constant: ""}
        amount: {column: amount, money: {thousands: ",", symbols: [$, €, £], multiples: {K: 1000, M: 1000000}}}
        currency: currency_iso_code
        expected_close_on: close_date
        stage: stage_name
        closed_on: {column: close_date, when: {is_closed: {yes: true}}}
        lost_reason: {first_of: [loss_reason_c, lost_reason_c, closed_lost_reason_c, reason_lost_c]}
        deleted_at: {first_of: [system_modstamp, last_modified_date, created_date], when: {is_deleted: {yes: true}}}
      attributes: {type: type, source: lead_source, probability: probability, forecast_category: forecast_category_name, record_type: record_type_id}
      other_columns: drop
    - from: current_opportunities
      unless: opportunities
      columns:
        opportunity_id: id
        created_at: created_date
        name: name
        account_id: account_id
        campaign_id: campaign_id
        owner_id: {column: owner_id, when: {owner_id: {unlike: 00G*}}}
        created_by: created_by_id
        type:
          column: type
          map: {New Customer: new, New Business: new, Existing Customer - Upgrade: expansion, Existing Business: expansion, Renewal: renewal}
          default: {constant: ""}
        amount: {column: amount, money: {thousands: ",", symbols: [$, €, £], multiples: {K: 1000, M: 1000000}}}
        currency: currency_iso_code
        expected_close_on: close_date
        stage: stage_name
        closed_on: {column: close_date, when: {is_closed: {yes: true}}}
        lost_reason: {first_of: [loss_reason_c, lost_reason_c, closed_lost_reason_c, reason_lost_c]}
        deleted_at: {first_of: [system_modstamp, last_modified_date, created_date], when: {is_deleted: {yes: true}}}
      attributes: {type: type, source: lead_source, probability: probability, forecast_category: forecast_category_name, record_type: record_type_id}
      other_columns: drop
  stage_changes:
    - from: stage_moves
      when: {is_deleted: {yes: false}}
      columns:
        subject_type: {constant: opportunity}
        subject_id: opportunity_id
        stage: stage_name
        from_stage: previous
        changed_at: created_date
        changed_by: created_by_id
        change_id: id
      other_columns: drop
    - from: opportunity_field_history
      unless: opportunity_history
      when: {field: StageName, is_deleted: {yes: false}}
      columns:
        subject_type: {constant: opportunity}
        subject_id: opportunity_id
        stage: new_value
        from_stage: old_value
        changed_at: created_date
        changed_by: created_by_id
        change_id: id
      other_columns: drop
    - from: lead_history
      when: {field: Status, is_deleted: {yes: false}}
      columns:
        subject_type: {constant: lead}
        subject_id: lead_id
        stage: {template: "Lead: {new_value}"}
        from_stage: {template: "Lead: {old_value}"}
        changed_at: created_date
        changed_by: created_by_id
        change_id: id
      other_columns: drop
    # Where a record stood when the synchronisation began is no move: only what it moved to afterwards.
    - from: stage_versions
      unless: [opportunity_history, opportunity_field_history]
      when: {previous: {empty: false}}
      columns:
        subject_type: {constant: opportunity}
        subject_id: id
        stage: stage_name
        from_stage: previous
        changed_at: _fivetran_start
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
    # Each change of a look-up is told twice, by names and by ids; a queue is no person.
    - from: opportunity_field_history
      when: {field: [Owner, OwnerId], new_value: {like: 005*}}
      columns:
        subject_type: {constant: opportunity}
        subject_id: opportunity_id
        owner_id: new_value
        from_owner_id: {column: old_value, when: {old_value: {like: 005*}}}
        changed_at: created_date
      other_columns: drop
    - from: lead_history
      when: {field: [Owner, OwnerId, ownerAssignment], new_value: {like: 005*}}
      columns:
        subject_type: {constant: lead}
        subject_id: lead_id
        owner_id: new_value
        from_owner_id: {column: old_value, when: {old_value: {like: 005*}}}
        changed_at: created_date
      other_columns: drop
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
    - from: amounts
      when: {amount: {empty: false}, is_deleted: {yes: false}}
      columns: {opportunity_id: opportunity_id, field: {constant: amount}, value: amount, from_value: previous, changed_at: created_date}
      other_columns: drop
    - from: close_dates
      when: {close_date: {empty: false}, is_deleted: {yes: false}}
      columns:
        opportunity_id: opportunity_id
        field: {constant: expected_close_on}
        value: {column: close_date, dated: true}
        from_value: {column: previous, dated: true}
        changed_at: created_date
      other_columns: drop
    - from: opportunity_field_history
      unless: opportunity_history
      when: {field: Amount, new_value: {empty: false}}
      columns: {opportunity_id: opportunity_id, field: {constant: amount}, value: new_value, from_value: old_value, changed_at: created_date}
      other_columns: drop
    - from: opportunity_field_history
      unless: opportunity_history
      when: {field: CloseDate, new_value: {empty: false}}
      columns:
        opportunity_id: opportunity_id
        field: {constant: expected_close_on}
        value: {column: new_value, extract: "^([0-9]{4}-[0-9]{2}-[0-9]{2})"}
        from_value: {column: old_value, extract: "^([0-9]{4}-[0-9]{2}-[0-9]{2})"}
        changed_at: created_date
      other_columns: drop
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
    - from: tasks
      when: {is_deleted: {yes: false}, task_subtype: {not: [Email]}}
      columns:
        activity_id: id
        type:
          first_of:
            - {column: task_subtype, map: {Call: call, ListEmail: email}, default: {constant: ""}}
            - {column: type, map: {Call: call, Email: email, Meeting: meeting}, default: {constant: ""}}
            - {constant: call, when: {call_type: {empty: false}}}
            - {constant: other}
        occurred_at: &done
          first_of: [completed_date_time, {column: activity_date, extract: "^([0-9]{4}-[0-9]{2}-[0-9]{2})"}, created_date]
        person_id: &owner {column: owner_id, when: {owner_id: {unlike: 00G*}}}
        lead_id: &who {column: who_id, when: {who_id: {like: 00Q*}}}
        opportunity_id: &what {column: what_id, when: {what_id: {like: 006*}}}
        direction: {column: call_type, map: {Outbound: outbound, Inbound: inbound}, default: {constant: ""}}
        status: &status
          first_of: [{constant: completed, when: {is_closed: {yes: true}}}, {constant: completed, when: {status: Completed}}, {constant: scheduled}]
        automated: {constant: "true", when: {task_subtype: ListEmail}}
        duration_seconds: call_duration_in_seconds
        subject: subject
      other_columns: drop
    - from: tasks
      unless: emails
      when: {is_deleted: {yes: false}, task_subtype: Email}
      columns:
        activity_id: id
        type: {constant: email}
        occurred_at: *done
        person_id: *owner
        lead_id: *who
        opportunity_id: *what
        status: *status
        subject: subject
      other_columns: drop
    - from: events
      when: {is_deleted: {yes: false}, is_child: {yes: false}}
      columns:
        activity_id: id
        type: {column: type, map: {Call: call, Email: email}, default: {constant: meeting}, otherwise: {constant: meeting}}
        occurred_at: {first_of: [end_date_time, start_date_time, activity_date_time]}
        person_id: *owner
        lead_id: *who
        opportunity_id: *what
        duration_seconds: {column: duration_in_minutes, times: 60}
        subject: subject
      other_columns: drop
    - from: emails
      when: {is_deleted: {yes: false}}
      columns:
        activity_id: id
        type: {constant: email}
        occurred_at: message_date
        person_id: created_by_id
        opportunity_id: {column: related_to_id, when: {related_to_id: {like: 006*}}}
        direction: {first_of: [{constant: inbound, when: {incoming: {yes: true}}}, {constant: outbound}]}
        message_id: message_identifier
        subject: subject
      other_columns: drop
  responses:
    - from: campaign_members
      when: {has_responded: {yes: true}, is_deleted: {yes: false}}
      columns:
        response_id: id
        received_at: {first_of: [{column: first_responded_date, extract: "^([0-9]{4}-[0-9]{2}-[0-9]{2})"}, created_date]}
        lead_id: lead_id
        sentiment: {constant: unclassified}
      attributes: {status: status, campaign: campaign_id}
      other_columns: drop
    - from: emails
      when: {incoming: {yes: true}, is_deleted: {yes: false}}
      columns:
        response_id: id
        received_at: message_date
        opportunity_id: {column: related_to_id, when: {related_to_id: {like: 006*}}}
        activity_id: id
        sentiment: {constant: unclassified}
      other_columns: drop
process:
  read:
    - from: opportunity_stages
      columns:
        stage_id: {first_of: [api_name, master_label]}
        name: master_label
        of: {constant: opportunity}
        position: sort_order
        category: &outcome
          first_of:
            - {constant: won, when: {is_won: {yes: true}}}
            - {constant: lost, when: {is_closed: {yes: true}}}
            - {constant: open, when: {is_closed: {empty: false}}}
    - from: opportunities
      columns: {stage_id: stage_name, of: {constant: opportunity}, position: {first_of: [stage_sort_order, probability]}, category: *outcome}
    - from: opportunity_versions
      columns: {stage_id: stage_name, of: {constant: opportunity}, position: probability, category: *outcome}
    - {from: opportunity_history, columns: {stage_id: stage_name, of: {constant: opportunity}, position: probability}}
    - from: lead_statuses
      columns: {stage_id: {template: "Lead: {master_label}"}, name: master_label, of: {constant: lead}, position: sort_order}
    - {from: leads, columns: {stage_id: {template: "Lead: {status}"}, name: status, of: {constant: lead}}}
    - {from: lead_versions, columns: {stage_id: {template: "Lead: {status}"}, name: status, of: {constant: lead}}}
`,
};
