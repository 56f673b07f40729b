/** Odoo CRM: crm.lead is lead and opportunity in one; its stages, its users, and the values that its chatter tracked. */
import type { Source } from "../source.ts";

export const odoo: Source = {
  name: "odoo",
  title: "Odoo CRM export",
  mapping: `name: odoo
title: Odoo CRM export
# The database is in UTC.
zone: UTC
date_order: shared
# What an export writes for an empty field.
empty: ["False"]
files:
  records: {columns: [id, type, stage_id, create_date, probability], optional: true}
  # An export that can be imported again: external ids.
  records_external: {columns: [id, type, stage_id/id, create_date, probability], optional: true}
  # By the labels of its fields, as the page exports it unless "I want to update data" is ticked.
  records_labelled: {columns: [Opportunity, Salesperson, Stage, Created on], optional: true}
  stages: {columns: [id, name, sequence, is_won], optional: true}
  users: {columns: [id, login, sale_team_id], optional: true}
  teams: {columns: [id, name, use_opportunities], optional: true}
  # What the chatter tracked: filter its messages by model crm.lead.
  tracking: {columns: [mail_message_id, new_value_char, old_value_char], optional: true}
  messages: {columns: [id, model, res_id, date, message_type], optional: true}
  meetings: {columns: [id, name, start, stop, opportunity_id], optional: true}
  lost_reasons: {columns: [id, name, leads_count], optional: true}
one_of: [records, records_external, records_labelled]
derived:
  crm_messages: {from: messages, when: {model: crm.lead}}
  archived_only: {from: records, when: {active: {yes: false}, won_status: {not: [lost]}, probability: {not: ["0", "0.0", "0.00"]}}}
tables:
  teams:
    - {from: teams, columns: {team_id: id, name: name}, other_columns: drop}
  people:
    - from: users
      columns: {person_id: id, name: {first_of: [name, login]}, email: {first_of: [email, login]}, team_id: {first_of: [sale_team_id/id, sale_team_id]}, timezone: tz}
      other_columns: drop
    - {from: records_labelled, by_name: true, columns: {person_id: Salesperson, name: Salesperson}, other_columns: drop}
  accounts:
    - {from: records_labelled, once: true, columns: {account_id: &customer {first_of: [Customer, Company Name]}, name: *customer}, other_columns: drop}
  leads:
    - from: records_labelled
      when: {Type: Lead}
      columns:
        lead_id: &labelled_id {first_of: [External ID, ID, {template: "{Opportunity} / {Created on}"}]}
        created_at: Created on
        name: {first_of: [Contact Name, Company Name, Opportunity]}
        email: Email
        source: Source
        owner_id: Salesperson
        assigned_at: Assignment Date
        disqualified_at: {first_of: [Closed Date, Last Updated on], when: {Active: {yes: false}}}
        disqualified_reason: Lost Reason
      attributes: &labels {medium: Medium, team: Sales Team, priority: Priority}
      other_columns: drop
    - from: records_labelled
      when: {Type: {not: [Lead]}, Conversion Date: {empty: false}}
      columns:
        lead_id: *labelled_id
        created_at: Created on
        name: {first_of: [Contact Name, Company Name, Opportunity]}
        email: Email
        source: Source
        owner_id: Salesperson
        opportunity_id: *labelled_id
        converted_at: Conversion Date
      attributes: *labels
      other_columns: drop
    # Without that date, who was a lead in an earlier export is none any more.
    - {from: records_labelled, known_only: true, when: {Type: {not: [Lead]}, Conversion Date: {empty: true}}, columns: {lead_id: *labelled_id, opportunity_id: *labelled_id}, other_columns: drop}
    # A lead that was converted is the same record, now of type opportunity.
    - from: records
      when: {type: lead}
      columns: &lead
        lead_id: id
        created_at: create_date
        name: {first_of: [contact_name, partner_name, name]}
        email: email_from
        campaign_id: {first_of: [campaign_id/id, campaign_id]}
        source: {first_of: [source_id/id, source_id]}
        created_by: {first_of: [create_uid/id, create_uid]}
        owner_id: {first_of: [user_id/id, user_id]}
        assigned_at: date_open
        disqualified_at: {first_of: [date_closed, write_date], when: {active: {yes: false}, id: {empty: false}, type: lead}}
        disqualified_reason: {first_of: [lost_reason_id/id, lost_reason_id, lost_reason]}
      attributes: &tags {medium: medium_id, team: team_id, priority: priority}
      other_columns: drop
    - {from: records_external, when: {type: lead}, columns: *lead, attributes: *tags, other_columns: drop}
    - from: records
      when: {type: opportunity, date_conversion: {empty: false}}
      columns: &converted
        lead_id: id
        created_at: create_date
        name: {first_of: [contact_name, partner_name, name]}
        email: email_from
        campaign_id: {first_of: [campaign_id/id, campaign_id]}
        source: {first_of: [source_id/id, source_id]}
        created_by: {first_of: [create_uid/id, create_uid]}
        owner_id: {first_of: [user_id/id, user_id]}
        opportunity_id: id
        converted_at: date_conversion
      attributes: *tags
      other_columns: drop
    - {from: records_external, when: {type: opportunity, date_conversion: {empty: false}}, columns: *converted, attributes: *tags, other_columns: drop}
  opportunities:
    - from: records
      when: {type: opportunity}
      columns: &opportunity
        opportunity_id: id
        created_at: {first_of: [date_conversion, create_date]}
        name: name
        account_id: {first_of: [partner_id/id, partner_id]}
        campaign_id: {first_of: [campaign_id/id, campaign_id]}
        owner_id: {first_of: [user_id/id, user_id]}
        created_by: {first_of: [create_uid/id, create_uid]}
        amount: {first_of: [expected_revenue, planned_revenue]}
        currency: company_currency
        expected_close_on: date_deadline
        # A lost one is archived with probability 0, or says so itself; it keeps the stage that it was lost in.
        stage:
          first_of:
            - {constant: lost, when: {won_status: lost}}
            - {constant: lost, when: {active: {yes: false}, probability: ["0", "0.0", "0.00"]}}
            - {first_of: [stage_id/id, stage_id]}
        closed_at:
          first_of:
            - date_closed
            - {column: write_date, when: {won_status: lost}}
            - {column: write_date, when: {active: {yes: false}, probability: ["0", "0.0", "0.00"]}}
        lost_reason: {first_of: [lost_reason_id/id, lost_reason_id, lost_reason]}
      attributes: {source: source_id, medium: medium_id, team: team_id, probability: probability, last_stage: stage_id}
      other_columns: drop
    - {from: records_external, when: {type: opportunity}, columns: *opportunity, attributes: *tags, other_columns: drop}
    - from: records_labelled
      when: {Type: {not: [Lead]}}
      columns:
        opportunity_id: *labelled_id
        created_at: {first_of: [Conversion Date, Created on]}
        name: Opportunity
        account_id: *customer
        owner_id: Salesperson
        amount: {column: Expected Revenue, money: {thousands: ",", symbols: [$, €, £]}}
        currency: {first_of: [Currency, {column: Expected Revenue, extract: "(€|£)", map: {€: EUR, £: GBP}}]}
        expected_close_on: Expected Closing
        stage:
          first_of:
            - {constant: lost, when: {Is Won: Lost}}
            - {constant: lost, when: {Active: {yes: false}, Probability: ["0", "0.0", "0.00"]}}
            - Stage
        closed_at:
          first_of:
            - Closed Date
            - {column: Last Updated on, when: {Is Won: Lost}}
            - {column: Last Updated on, when: {Active: {yes: false}, Probability: ["0", "0.0", "0.00"]}}
        lost_reason: Lost Reason
      attributes: {source: Source, medium: Medium, team: Sales Team, probability: Probability, last_stage: Stage}
      other_columns: drop
  stage_changes:
    # Up to 16 the field is named in field_desc, from 17 on in field_id.
    - from: tracking
      when: {field_id: &stage_field [stage_id, Stage, Stage (crm.lead), crm.field_crm_lead__stage_id]}
      columns: &moved
        subject_type: {constant: opportunity}
        subject_id: {first_of: [{lookup: {in: crm_messages, match: {id: mail_message_id}, take: res_id}}, res_id]}
        stage: {first_of: [{column: new_value_integer, when: {new_value_integer: {not: ["0"]}}}, new_value_char]}
        from_stage: {first_of: [{column: old_value_integer, when: {old_value_integer: {not: ["0"]}}}, old_value_char]}
        changed_at: {first_of: [{lookup: {in: crm_messages, match: {id: mail_message_id}, take: date}}, create_date]}
        changed_by: create_uid
        change_id: id
      other_columns: drop
    - {from: tracking, when: {field: *stage_field}, columns: *moved, other_columns: drop}
    - {from: tracking, when: {field_desc: Stage, field: {not: *stage_field}}, columns: *moved, other_columns: drop}
    # Lost is no stage of Odoo's, so that no move into it is tracked: beside the moves that are, the record says it itself.
    - from: records
      with: tracking
      held: from_stage
      when: {type: opportunity, won_status: lost}
      columns: &given_up
        subject_type: {constant: opportunity}
        subject_id: id
        stage: {constant: lost}
        from_stage: {first_of: [stage_id/id, stage_id]}
        changed_at: {first_of: [date_closed, write_date]}
      other_columns: drop
    - from: records
      with: tracking
      held: from_stage
      when: {type: opportunity, won_status: {not: [lost]}, active: {yes: false}, probability: ["0", "0.0", "0.00"]}
      columns: *given_up
      other_columns: drop
    # What was given up is archived, and restored when it is taken up again; archived with a chance, it is in its stage still.
    - from: tracking
      held: from_stage
      when: {field_id: &active_field [active, Active, Active (crm.lead), crm.field_crm_lead__active], new_value_integer: "0"}
      columns: &archived
        subject_type: {constant: opportunity}
        subject_id: &tracked {first_of: [{lookup: {in: crm_messages, match: {id: mail_message_id}, take: res_id}}, res_id]}
        stage: {first_of: [{lookup: {in: archived_only, match: {id: *tracked}, take: stage_id}}, {constant: lost}]}
        from_stage: &stays {lookup: {in: records, match: {id: *tracked}, take: stage_id}}
        changed_at: &tracked_at {first_of: [{lookup: {in: crm_messages, match: {id: mail_message_id}, take: date}}, create_date]}
        changed_by: create_uid
        change_id: id
      other_columns: drop
    - {from: tracking, held: from_stage, when: {field: *active_field, new_value_integer: "0"}, columns: *archived, other_columns: drop}
    - from: tracking
      held: stage
      when: {field_id: *active_field, new_value_integer: "1"}
      columns: &restored
        subject_type: {constant: opportunity}
        subject_id: *tracked
        stage: *stays
        from_stage: {constant: lost}
        changed_at: *tracked_at
        changed_by: create_uid
        change_id: id
      other_columns: drop
    - {from: tracking, held: stage, when: {field: *active_field, new_value_integer: "1"}, columns: *restored, other_columns: drop}
  owner_changes:
    - from: tracking
      when: {field_id: &owner_field [user_id, Salesperson, Salesperson (crm.lead), crm.field_crm_lead__user_id], new_value_integer: {not: ["0", ""]}}
      columns: &owned
        # Who is a lead still has a salesperson as well.
        subject_type: {first_of: [{lookup: {in: records, match: {id: *tracked}, take: type}}, {constant: opportunity}]}
        subject_id: *tracked
        owner_id: new_value_integer
        from_owner_id: {column: old_value_integer, when: {old_value_integer: {not: ["0"]}}}
        changed_at: {first_of: [{lookup: {in: crm_messages, match: {id: mail_message_id}, take: date}}, create_date]}
      other_columns: drop
    - {from: tracking, when: {field: *owner_field, new_value_integer: {not: ["0", ""]}}, columns: *owned, other_columns: drop}
    - {from: tracking, when: {field_desc: Salesperson, field: {not: *owner_field}, new_value_integer: {not: ["0", ""]}}, columns: *owned, other_columns: drop}
  value_changes:
    - from: tracking
      when: {field_desc: [Expected Revenue]}
      columns: &priced
        opportunity_id: {first_of: [{lookup: {in: crm_messages, match: {id: mail_message_id}, take: res_id}}, res_id]}
        field: {constant: amount}
        # Up to 16 monetary values have columns of their own.
        value: {first_of: [new_value_monetary, new_value_float]}
        from_value: {first_of: [old_value_monetary, old_value_float]}
        changed_at: {first_of: [{lookup: {in: crm_messages, match: {id: mail_message_id}, take: date}}, create_date]}
      other_columns: drop
    - {from: tracking, when: {field_id: [expected_revenue, Expected Revenue, Expected Revenue (crm.lead)]}, columns: *priced, other_columns: drop}
  activities:
    # A done activity is a message with its kind; a mail in or out is one of its own.
    - from: crm_messages
      when: {message_type: [email, email_outgoing, comment, notification], mail_activity_type_id: {empty: false}}
      columns:
        activity_id: id
        type: {column: mail_activity_type_id, map: {Email: email, Call: call, Phone Call: call, Meeting: meeting, Phonecall: call}, default: {constant: other}}
        occurred_at: date
        person_id: create_uid
        opportunity_id: res_id
        subject: subject
      other_columns: drop
    - from: crm_messages
      when: {message_type: [email, email_outgoing], mail_activity_type_id: {empty: true}}
      columns:
        activity_id: id
        type: {constant: email}
        occurred_at: date
        opportunity_id: res_id
        direction: {column: message_type, map: {email: inbound, email_outgoing: outbound}}
        message_id: message_id
        subject: subject
      other_columns: drop
    - from: meetings
      columns:
        activity_id: {template: "meeting-{id}"}
        type: {constant: meeting}
        occurred_at: {first_of: [stop, start]}
        person_id: {first_of: [user_id/id, user_id]}
        opportunity_id: {first_of: [opportunity_id/id, opportunity_id]}
        subject: name
      other_columns: drop
process:
  read:
    - from: stages
      columns:
        stage_id: id
        name: name
        of: {constant: opportunity}
        position: sequence
        category: {first_of: [{constant: won, when: {is_won: {yes: true}}}, {constant: open}]}
    - {from: records, unless: stages, columns: {stage_id: stage_id, of: {constant: opportunity}, position: probability}}
    - {from: records_external, unless: stages, columns: {stage_id: stage_id/id, of: {constant: opportunity}, position: probability}}
    - from: records_labelled
      columns:
        stage_id: Stage
        of: {constant: opportunity}
        position: Probability
        category: {constant: won, when: {Is Won: Won}}
    - {from: records_labelled, columns: {stage_id: {constant: lost}, name: {constant: Lost}, of: {constant: opportunity}, position: {constant: 10000}, category: {constant: lost}}}
    - {from: records, columns: {stage_id: {constant: lost}, name: {constant: Lost}, of: {constant: opportunity}, position: {constant: 10000}, category: {constant: lost}}}
    - {from: records_external, columns: {stage_id: {constant: lost}, name: {constant: Lost}, of: {constant: opportunity}, position: {constant: 10000}, category: {constant: lost}}}
`,
};
