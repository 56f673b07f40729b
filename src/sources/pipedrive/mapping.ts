/** Pipedrive as its page exports it ("Deal - Title") and as its API writes it, with the changes of its deals. */
import type { Source } from "../source.ts";

export const pipedrive: Source = {
  name: "pipedrive",
  title: "Pipedrive export",
  mapping: `name: pipedrive
title: Pipedrive export
# The API writes UTC; the page's export is in the user's zone.
date_order: shared
files:
  deals: {columns: [Deal - Title, Deal - Status], optional: true}
  leads: {columns: [Lead - ID, Lead - Title], optional: true}
  activities: {columns: [Activity - Subject, Activity - Type, Activity - Done], optional: true}
  people: {columns: [Person - ID, Person - Name], optional: true}
  organizations: {columns: [Organization - ID, Organization - Name], optional: true}
  deals_api: {columns: [id, title, stage_id, pipeline_id, status, add_time], optional: true, zone: UTC}
  leads_api: {columns: [id, title, owner_id, add_time, is_archived], optional: true, zone: UTC}
  activities_api: {columns: [id, type, subject, done, due_date, deal_id], optional: true, zone: UTC}
  stages_api: {columns: [id, name, pipeline_id, order_nr], optional: true, zone: UTC}
  pipelines_api: {columns: [id, name, order_nr], optional: true, zone: UTC}
  users_api: {columns: [id, name, email, active_flag], optional: true, zone: UTC}
  roles_api: {columns: [id, name, parent_role_id], optional: true, zone: UTC}
  organizations_api: {columns: [id, name, owner_id, address, people_count], optional: true, zone: UTC}
  # One row for each change of a field: the deal's updates (flow), or its changelog.
  flow: {columns: [item_id, field_key, old_value, new_value, log_time], optional: true, zone: UTC}
  # As the API answers: changes among all that happened to a deal.
  flow_items: {columns: [object, timestamp, data], optional: true, zone: UTC}
  changelog: {columns: [deal_id, field_key, old_value, new_value, time], optional: true, zone: UTC}
one_of: [deals, deals_api, leads, leads_api]
derived:
  deal_changes: {from: flow_items, when: {object: dealChange}}
  flow_opened: {from: deal_changes, open: {column: data, take: [id, item_id, user_id, field_key, old_value, new_value, log_time]}}
tables:
  teams:
    - {from: roles_api, columns: {team_id: id, name: name, parent_team_id: parent_role_id}, other_columns: drop}
  people:
    - from: users_api
      columns: {person_id: id, name: name, email: email, team_id: role_id, timezone: timezone_name}
      attributes: {active: active_flag}
      other_columns: drop
    - {from: deals, by_name: true, columns: {person_id: Deal - Owner, name: Deal - Owner}, other_columns: drop}
    - {from: leads, by_name: true, columns: {person_id: Lead - Owner, name: Lead - Owner}, other_columns: drop}
    - {from: activities, by_name: true, columns: {person_id: Activity - Assigned to user, name: Activity - Assigned to user}, other_columns: drop}
  accounts:
    - {from: organizations, columns: {account_id: Organization - Name, name: Organization - Name, industry: Organization - Industry, country: Organization - Country}, once: true, other_columns: drop}
    - {from: organizations_api, columns: {account_id: id, name: name, industry: industry, country: address_country}, other_columns: drop}
    - {from: deals, once: true, columns: {account_id: Deal - Organization, name: Deal - Organization}, other_columns: drop}
  leads:
    - from: leads
      columns:
        lead_id: Lead - ID
        created_at: {first_of: [Lead - Lead created, Lead - Creation date, Lead - Add time]}
        name: Lead - Title
        account_id: Lead - Organization
        source: {first_of: [Lead - Source, Lead - Source channel]}
        owner_id: Lead - Owner
        disqualified_at: {first_of: [Lead - Archive time, Lead - Update time], when: {Lead - Archived: {yes: true}}}
      other_columns: drop
    - from: leads_api
      columns:
        lead_id: id
        created_at: add_time
        name: title
        account_id: organization_id
        source: {first_of: [source_name, channel]}
        owner_id: owner_id
        created_by: creator_id
        disqualified_at: {first_of: [archive_time, update_time], when: {is_archived: {yes: true}}}
      other_columns: drop
  opportunities:
    - from: deals
      columns:
        opportunity_id: {first_of: [Deal - ID, Deal - Title]}
        created_at: {first_of: [Deal - Deal created, Deal - Creation date, Deal - Add time]}
        name: Deal - Title
        account_id: Deal - Organization
        owner_id: Deal - Owner
        created_by: Deal - Creator
        pipeline_id: Deal - Pipeline
        amount: {column: Deal - Value, money: {thousands: ",", symbols: [$, €, £]}}
        currency: {first_of: [Deal - Currency of Value, Deal - Currency, {column: Deal - Value, extract: "(€|£)", map: {€: EUR, £: GBP}}]}
        expected_close_on: Deal - Expected close date
        # Won and lost are the deal's status; the stage stays where it was.
        stage:
          first_of:
            - {constant: won, when: {Deal - Status: [Won, won]}}
            - {constant: lost, when: {Deal - Status: [Lost, lost]}}
            - &stage {template: "{Deal - Pipeline}/{Deal - Stage}"}
            - {column: Deal - Stage}
        closed_at:
          first_of:
            - {first_of: [Deal - Won time, Deal - Deal closed on, Deal - Closed on], when: {Deal - Status: [Won, won]}}
            - {first_of: [Deal - Lost time, Deal - Deal closed on, Deal - Closed on], when: {Deal - Status: [Lost, lost]}}
        lost_reason: Deal - Lost reason
        deleted_at: {column: Deal - Update time, when: {Deal - Status: [Deleted, deleted]}}
      attributes: {source: Deal - Source channel, label: Deal - Label, probability: Deal - Probability, last_stage: Deal - Stage}
      other_columns: drop
    - from: deals_api
      columns:
        opportunity_id: id
        created_at: add_time
        name: title
        # A number, or an object with it, as the API's first version answers.
        account_id: {first_of: [{column: org_id, extract: &number '^(?:\\{.*?"(?:id|value)": *)?"?([0-9]+)'}, org_id]}
        owner_id: {first_of: [owner_id, {column: user_id, extract: *number}, user_id]}
        created_by: {first_of: [{column: creator_user_id, extract: *number}, creator_user_id]}
        pipeline_id: pipeline_id
        amount: value
        currency: currency
        expected_close_on: expected_close_date
        stage: {first_of: [{constant: won, when: {status: won}}, {constant: lost, when: {status: lost}}, stage_id]}
        closed_at: {first_of: [{column: won_time, when: {status: won}}, {column: lost_time, when: {status: lost}}, {column: close_time, when: {status: [won, lost]}}]}
        lost_reason: lost_reason
        deleted_at: {first_of: [{first_of: [update_time, add_time], when: {status: deleted}}, {first_of: [update_time, add_time], when: {is_deleted: {yes: true}}}]}
      attributes: {channel: channel, label: label, probability: probability, last_stage: stage_id}
      other_columns: drop
  stage_changes:
    # Won, lost, or opened again, it keeps its stage all the while.
    - from: [flow, flow_opened]
      when: {field_key: stage_id, new_value: {empty: false}}
      columns: {subject_type: {constant: opportunity}, subject_id: item_id, stage: new_value, from_stage: old_value, changed_at: log_time, changed_by: user_id, change_id: id}
      other_columns: drop
    - from: [flow, flow_opened]
      when: {field_key: status, new_value: [won, lost]}
      held: from_stage
      columns:
        subject_type: {constant: opportunity}
        subject_id: item_id
        stage: new_value
        from_stage: &stay {lookup: {in: deals_api, match: {id: item_id}, take: stage_id}}
        changed_at: log_time
        changed_by: user_id
        change_id: id
      other_columns: drop
    - from: [flow, flow_opened]
      when: {field_key: status, new_value: open, old_value: [won, lost]}
      held: stage
      columns:
        subject_type: {constant: opportunity}
        subject_id: item_id
        stage: *stay
        from_stage: old_value
        changed_at: log_time
        changed_by: user_id
        change_id: id
      other_columns: drop
    - from: changelog
      unless: flow
      when: {field_key: stage_id, new_value: {empty: false}}
      columns: {subject_type: {constant: opportunity}, subject_id: deal_id, stage: new_value, from_stage: old_value, changed_at: time, changed_by: actor_user_id}
      other_columns: drop
    - from: changelog
      unless: flow
      when: {field_key: status, new_value: [won, lost]}
      held: from_stage
      columns:
        subject_type: {constant: opportunity}
        subject_id: deal_id
        stage: new_value
        from_stage: &stays {lookup: {in: deals_api, match: {id: deal_id}, take: stage_id}}
        changed_at: time
        changed_by: actor_user_id
      other_columns: drop
    - from: changelog
      unless: flow
      when: {field_key: status, new_value: open, old_value: [won, lost]}
      held: stage
      columns:
        subject_type: {constant: opportunity}
        subject_id: deal_id
        stage: *stays
        from_stage: old_value
        changed_at: time
        changed_by: actor_user_id
      other_columns: drop
  owner_changes:
    - from: [flow, flow_opened]
      when: {field_key: [user_id, owner_id], new_value: {empty: false}}
      columns: {subject_type: {constant: opportunity}, subject_id: item_id, owner_id: new_value, from_owner_id: old_value, changed_at: log_time}
      other_columns: drop
    - from: changelog
      unless: flow
      when: {field_key: [user_id, owner_id], new_value: {empty: false}}
      columns: {subject_type: {constant: opportunity}, subject_id: deal_id, owner_id: new_value, from_owner_id: old_value, changed_at: time}
      other_columns: drop
  value_changes:
    - from: [flow, flow_opened]
      when: {field_key: [value, currency, expected_close_date], new_value: {empty: false}}
      columns: {opportunity_id: item_id, field: {column: field_key, map: {value: amount, expected_close_date: expected_close_on}}, value: new_value, from_value: old_value, changed_at: log_time}
      other_columns: drop
    - from: changelog
      unless: flow
      when: {field_key: [value, currency, expected_close_date], new_value: {empty: false}}
      columns: {opportunity_id: deal_id, field: {column: field_key, map: {value: amount, expected_close_date: expected_close_on}}, value: new_value, from_value: old_value, changed_at: time}
      other_columns: drop
  activities:
    - from: activities_api
      when: {is_deleted: {yes: false}}
      columns:
        activity_id: id
        type: {column: type, map: {call: call, email: email, meeting: meeting, lunch: meeting}, default: {constant: other}}
        # Done when it was marked so; due else.
        occurred_at: {first_of: [{column: marked_as_done_time, when: {done: {yes: true}}}, {template: "{due_date} {due_time}"}, due_date, add_time]}
        person_id: {first_of: [owner_id, user_id, assigned_to_user_id]}
        lead_id: lead_id
        opportunity_id: deal_id
        status: {first_of: [{constant: completed, when: {done: {yes: true}}}, {constant: scheduled}]}
        subject: subject
      other_columns: drop
    # What was here before and was deleted since does not count any more.
    - {from: activities_api, known_only: true, when: {is_deleted: {yes: true}}, columns: {activity_id: id, status: {constant: cancelled}}, other_columns: drop}
    - from: activities
      columns:
        activity_id: {first_of: [Activity - ID, {template: "{Activity - Subject}/{Activity - Due date}/{line}"}]}
        type: {column: Activity - Type, map: {Call: call, Email: email, Meeting: meeting, Lunch: meeting, call: call, email: email, meeting: meeting}, default: {constant: other}}
        occurred_at: {first_of: [{column: Activity - Marked as done time, when: {Activity - Done: [Done, "1", "true", Yes]}}, {template: "{Activity - Due date} {Activity - Due time}"}, Activity - Due date, Activity - Add time]}
        person_id: Activity - Assigned to user
        opportunity_id: {first_of: [Activity - Deal ID, Deal - ID]}
        status: {first_of: [{constant: completed, when: {Activity - Done: [Done, "1", "true", Yes]}}, {constant: scheduled}]}
        subject: Activity - Subject
      other_columns: drop
process:
  read:
    - from: stages_api
      columns:
        stage_id: id
        name: name
        of: {constant: opportunity}
        pipeline_id: pipeline_id
        pipeline: {lookup: {in: pipelines_api, match: {id: pipeline_id}, take: name}}
        position: order_nr
        category: {constant: open}
    - from: deals_api
      unless: stages_api
      columns: {stage_id: stage_id, of: {constant: opportunity}, pipeline_id: pipeline_id, category: {constant: open}}
    - from: deals
      columns: {stage_id: *stage, name: Deal - Stage, of: {constant: opportunity}, pipeline_id: Deal - Pipeline, pipeline: Deal - Pipeline, position: Deal - Probability, category: {constant: open}}
    - {from: deals, columns: {stage_id: {constant: won}, name: {constant: Won}, of: {constant: opportunity}, position: {constant: 1001}, category: {constant: won}}}
    - {from: deals, columns: {stage_id: {constant: lost}, name: {constant: Lost}, of: {constant: opportunity}, position: {constant: 1002}, category: {constant: lost}}}
    - {from: deals_api, columns: {stage_id: {constant: won}, name: {constant: Won}, of: {constant: opportunity}, position: {constant: 1001}, category: {constant: won}}}
    - {from: deals_api, columns: {stage_id: {constant: lost}, name: {constant: Lost}, of: {constant: opportunity}, position: {constant: 1002}, category: {constant: lost}}}
`,
};
