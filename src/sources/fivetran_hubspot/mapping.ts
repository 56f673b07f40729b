/** HubSpot as Fivetran keeps it in a warehouse: properties as columns, stage history with open ends, associations as tables of their own. */
import type { Source } from "../source.ts";

export const fivetranHubspot: Source = {
  name: "fivetran_hubspot",
  title: "HubSpot as Fivetran's warehouse tables",
  mapping: `name: fivetran_hubspot
title: HubSpot as Fivetran's warehouse tables
zone: UTC
date_order: shared
files:
  deals: {columns: [deal_id, deal_pipeline_stage_id, property_dealname, property_createdate], optional: true}
  # A stage's end lies in 2050 while it lasts, so only its beginning says anything.
  deal_stages: {columns: [deal_id, value, date_entered, _fivetran_start], optional: true}
  # Tickets have pipelines of the same form.
  ticket_stages: {columns: [stage_id, pipeline_id, label, display_order], name: "*ticket*", optional: true}
  ticket_pipelines: {columns: [pipeline_id, label, display_order, active], name: "*ticket*", optional: true}
  pipeline_stages: {columns: [stage_id, pipeline_id, label, display_order, closed_won], optional: true}
  pipelines: {columns: [pipeline_id, label, display_order, active], optional: true}
  deal_history: {columns: [deal_id, timestamp, name, value, source], optional: true}
  merged_deals: {columns: [deal_id, merged_deal_id], optional: true}
  deal_contacts: {columns: [deal_id, contact_id], optional: true}
  deal_companies: {columns: [deal_id, company_id], optional: true}
  contacts: {columns: [id, property_email, property_createdate, property_firstname], optional: true}
  contact_history: {columns: [contact_id, timestamp, name, value, source], optional: true}
  contact_merges: {columns: [canonical_vid, contact_id, vid_to_merge, timestamp], optional: true}
  companies: {columns: [id, property_name, property_createdate, property_industry], optional: true}
  owners: {columns: [owner_id, email, first_name, last_name, type], optional: true}
  users: {columns: [id, primary_team_id, email, role_id], optional: true}
  teams: {columns: [id, name, _fivetran_synced], name: "*team*", optional: true}
  owner_teams: {columns: [owner_id, team_id, is_team_primary], optional: true}
  calls: {columns: [engagement_id, property_hs_timestamp, type], name: "*call*", optional: true}
  emails: {columns: [engagement_id, property_hs_email_subject, property_hs_timestamp], optional: true}
  meetings: {columns: [engagement_id, start_time, end_time, meeting_outcome], optional: true}
  tasks: {columns: [engagement_id, property_hs_task_type, property_hs_timestamp], optional: true}
  communications: {columns: [engagement_id, property_hs_timestamp, type], name: "*communication*", optional: true}
  engagement_contacts: {columns: [engagement_id, contact_id], optional: true}
  engagement_deals: {columns: [engagement_id, deal_id], optional: true}
one_of: [deals, contacts]
derived:
  merged_contacts: {from: contacts, split: {column: property_hs_merged_object_ids, by: ";"}}
  merged_once: {from: merged_contacts, first_by: part}
  merges: {from: contact_merges, first_by: vid_to_merge}
  deal_merges: {from: merged_deals, first_by: merged_deal_id}
  deals_of_contacts: {from: deal_contacts, first_by: contact_id}
  companies_of_deals: {from: deal_companies, first_by: deal_id}
  contact_of_engagement: {from: engagement_contacts, first_by: engagement_id}
  deal_of_engagement: {from: engagement_deals, first_by: engagement_id}
  primary_teams: {from: owner_teams, when: {is_team_primary: {yes: true}}, first_by: owner_id}
tables:
  teams:
    - {from: teams, columns: {team_id: id, name: name}, other_columns: drop}
  people:
    - from: owners
      columns:
        person_id: owner_id
        name: {first_of: [{template: "{first_name} {last_name}"}, last_name, first_name, email, owner_id]}
        email: email
        team_id:
          first_of:
            - {lookup: {in: primary_teams, match: {owner_id: owner_id}, take: team_id}}
            - {lookup: {in: users, match: {id: active_user_id}, take: primary_team_id}}
        started_on: {column: created_at, extract: "^([0-9]{4}-[0-9]{2}-[0-9]{2})"}
      other_columns: drop
  accounts:
    - from: companies
      when: {is_deleted: {yes: false}, _fivetran_deleted: {yes: false}}
      columns: {account_id: id, name: {first_of: [property_name, id]}, industry: property_industry, country: property_country}
      other_columns: drop
  leads:
    # Every contact may buy: a lead, in the stage of its life cycle.
    - from: contacts
      columns:
        lead_id: id
        created_at: property_createdate
        name: {first_of: [{template: "{property_firstname} {property_lastname}"}, property_lastname, property_firstname]}
        email: property_email
        account_id: property_associatedcompanyid
        source: property_hs_analytics_source
        owner_id: property_hubspot_owner_id
        stage: {template: "Lead: {property_lifecyclestage}"}
        opportunity_id: {lookup: {in: deals_of_contacts, match: {contact_id: id}, take: deal_id}}
        merged_into:
          first_of:
            - {lookup: {in: merges, match: {vid_to_merge: id}, take: canonical_vid}}
            - {lookup: {in: merged_once, match: {part: id}, take: id}}
        merged_at:
          first_of:
            - {lookup: {in: merges, match: {vid_to_merge: id}, take: timestamp}}
            - {lookup: {in: merged_once, match: {part: id}, take: property_createdate}}
        deleted_at: {column: _fivetran_synced, when: {_fivetran_deleted: {yes: true}}}
      attributes: {company: property_company, job_title: property_jobtitle, lead_status: property_hs_lead_status}
      other_columns: drop
  opportunities:
    - from: deals
      columns:
        opportunity_id: deal_id
        created_at: property_createdate
        name: property_dealname
        account_id: {lookup: {in: companies_of_deals, match: {deal_id: deal_id}, take: company_id}}
        owner_id: {first_of: [owner_id, property_hubspot_owner_id]}
        type: {column: property_dealtype, map: {newbusiness: new, existingbusiness: expansion}, default: {constant: ""}}
        pipeline_id: {first_of: [deal_pipeline_id, property_pipeline]}
        amount: {column: property_amount, money: {thousands: ","}}
        currency: property_deal_currency_code
        expected_close_on: property_closedate
        stage: {first_of: [deal_pipeline_stage_id, property_dealstage]}
        closed_at: {column: property_closedate, when: {property_hs_is_closed: {yes: true}}}
        lost_reason: property_closed_lost_reason
        merged_into: {lookup: {in: deal_merges, match: {merged_deal_id: deal_id}, take: deal_id}}
        merged_at: {lookup: {in: deal_merges, match: {merged_deal_id: deal_id}, take: _fivetran_synced}}
        deleted_at:
          first_of:
            - {column: property_hs_lastmodifieddate, when: {is_deleted: {yes: true}}}
            - {column: property_createdate, when: {is_deleted: {yes: true}}}
      other_columns: drop
  stage_changes:
    - from: deal_stages
      columns:
        subject_type: {constant: opportunity}
        subject_id: deal_id
        stage: value
        changed_at: {first_of: [date_entered, _fivetran_start]}
      other_columns: drop
    - from: deal_history
      unless: deal_stages
      when: {name: dealstage, value: {empty: false}}
      columns: {subject_type: {constant: opportunity}, subject_id: deal_id, stage: value, changed_at: timestamp}
      other_columns: drop
    - from: contact_history
      when: {name: lifecyclestage, value: {empty: false}}
      columns: {subject_type: {constant: lead}, subject_id: contact_id, stage: {template: "Lead: {value}"}, changed_at: timestamp}
      other_columns: drop
  owner_changes:
    - from: deal_history
      when: {name: hubspot_owner_id, value: {empty: false}}
      columns: {subject_type: {constant: opportunity}, subject_id: deal_id, owner_id: value, changed_at: timestamp}
      other_columns: drop
    - from: contact_history
      when: {name: hubspot_owner_id, value: {empty: false}}
      columns: {subject_type: {constant: lead}, subject_id: contact_id, owner_id: value, changed_at: timestamp}
      other_columns: drop
  value_changes:
    - from: deal_history
      when: {name: amount, value: {empty: false}}
      columns: {opportunity_id: deal_id, field: {constant: amount}, value: value, changed_at: timestamp}
      other_columns: drop
  activities:
    - from: calls
      when: {_fivetran_deleted: {yes: false}}
      columns:
        activity_id: engagement_id
        type: {constant: call}
        occurred_at: property_hs_timestamp
        person_id: property_hubspot_owner_id
        lead_id: &contact {lookup: {in: contact_of_engagement, match: {engagement_id: engagement_id}, take: contact_id}}
        opportunity_id: &deal {lookup: {in: deal_of_engagement, match: {engagement_id: engagement_id}, take: deal_id}}
        direction: {column: property_hs_call_direction, map: {OUTBOUND: outbound, INBOUND: inbound}, default: {constant: ""}}
        status: {column: property_hs_call_status, map: {COMPLETED: completed, SCHEDULED: scheduled, CANCELED: cancelled, NO_ANSWER: no_show}, default: {constant: completed}}
        duration_seconds: {column: property_hs_call_duration, times: "0.001"}
        subject: property_hs_call_title
      other_columns: drop
    - from: emails
      when: {_fivetran_deleted: {yes: false}}
      columns:
        activity_id: engagement_id
        type: {constant: email}
        occurred_at: property_hs_timestamp
        person_id: property_hubspot_owner_id
        lead_id: *contact
        opportunity_id: *deal
        direction: {column: property_hs_email_direction, map: {EMAIL: outbound, FORWARDED_EMAIL: outbound, INCOMING_EMAIL: inbound}, default: {constant: ""}}
        message_id: property_hs_email_message_id
        subject: property_hs_email_subject
      other_columns: drop
    - from: meetings
      columns:
        activity_id: engagement_id
        type: {constant: meeting}
        # Some that other programs write come with seconds where milliseconds belong: January 1970.
        occurred_at:
          first_of: [end_time, start_time]
          when: {end_time: {unlike: 1970-01-*}, start_time: {unlike: 1970-01-*}}
          otherwise: _fivetran_synced
          report: This meeting's time is none of its own (January 1970, or empty); when it was synchronised was taken.
        person_id: property_hubspot_owner_id
        lead_id: *contact
        opportunity_id: *deal
        status: {column: meeting_outcome, map: {COMPLETED: completed, SCHEDULED: scheduled, CANCELED: cancelled, NO_SHOW: no_show, RESCHEDULED: cancelled}, default: {constant: completed}}
        subject: title
      other_columns: drop
    - from: tasks
      when: {_fivetran_deleted: {yes: false}}
      columns:
        activity_id: engagement_id
        type: {column: property_hs_task_type, map: {CALL: call, EMAIL: email}, default: {constant: other}, otherwise: {constant: other}}
        occurred_at: {first_of: [property_hs_task_completion_date, property_hs_timestamp]}
        person_id: property_hubspot_owner_id
        lead_id: *contact
        opportunity_id: *deal
        status: {column: property_hs_task_status, map: {COMPLETED: completed}, default: {constant: scheduled}, otherwise: {constant: scheduled}}
        subject: property_hs_task_subject
      other_columns: drop
    - from: communications
      when: {_fivetran_deleted: {yes: false}}
      columns:
        activity_id: engagement_id
        type: {constant: message}
        occurred_at: property_hs_timestamp
        person_id: property_hubspot_owner_id
        lead_id: *contact
        opportunity_id: *deal
      other_columns: drop
    # What was here before and was deleted since does not count any more.
    - {from: [calls, emails, tasks, communications], known_only: true, when: {_fivetran_deleted: {yes: true}}, columns: {activity_id: engagement_id, status: {constant: cancelled}}, other_columns: drop}
process:
  read:
    - from: pipeline_stages
      columns:
        stage_id: stage_id
        name: label
        of: {constant: opportunity}
        pipeline_id: pipeline_id
        pipeline: {lookup: {in: pipelines, match: {pipeline_id: pipeline_id}, take: label}}
        position: display_order
        category:
          first_of:
            - {constant: won, when: {closed_won: {yes: true}}}
            - {constant: lost, when: {is_closed: {yes: true}}}
            - {constant: open}
    - from: deals
      unless: pipeline_stages
      columns: {stage_id: deal_pipeline_stage_id, of: {constant: opportunity}, pipeline_id: deal_pipeline_id}
    - from: contacts
      columns:
        stage_id: {template: "Lead: {property_lifecyclestage}"}
        name: property_lifecyclestage
        of: {constant: lead}
        position: {column: property_lifecyclestage, map: {subscriber: "1", lead: "2", marketingqualifiedlead: "3", salesqualifiedlead: "4", opportunity: "5", customer: "6", evangelist: "7", other: "8"}}
`,
};
