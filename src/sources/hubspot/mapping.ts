/** HubSpot as its page exports it (columns by label) and as its API writes it (columns by internal name). */
import type { Source } from "../source.ts";
import { activities, responses } from "./engagements.ts";
import { becameStage, lifePlace, lifeStage } from "./life.ts";
import { contacts, deals, gone, histories, mergedOf } from "./objects.ts";

const contactProperties =
  "firstname, lastname, email, company, country, createdate, lifecyclestage, hs_lead_status, hubspot_owner_id, associatedcompanyid, hs_analytics_source";
const dealProperties =
  "dealname, dealstage, pipeline, createdate, closedate, amount, deal_currency_code, hubspot_owner_id, dealtype, closed_lost_reason, hs_is_closed, hs_is_closed_won, hs_deal_stage_probability, hs_analytics_source";
const archived = `
        deleted_at: {column: updatedAt, when: {archived: {yes: true}}}`;
const contactId = "{first_of: [hs_object_id, id, vid]}";
const dealId = "{first_of: [hs_object_id, id, dealId]}";

/** In rows of a history, however they were made: whose, in which columns of it. */
const ofDeal = "subject_type: {constant: opportunity}, subject_id: ";
const ofContact = "subject_type: {constant: lead}, subject_id: ";
const fromDeals = "from: [deal_turns, deal_cell_turns]";
const fromContacts = "from: [contact_turns, contact_cell_turns]";

export const hubspot: Source = {
  name: "hubspot",
  title: "HubSpot export",
  mapping: String.raw`name: hubspot
title: HubSpot export
date_order: shared
files:
  deals: {columns: [Record ID, Deal Name, Deal Stage], optional: true}
  contacts: {columns: [Record ID, First Name, Last Name, Email], optional: true}
  companies: {columns: [Record ID, Company name], optional: true}
  # By internal names, as the API, its clients and an export "with internal names" have them.
  deals_internal: {columns: [dealname, dealstage, createdate], optional: true}
  contacts_internal: {columns: [firstname, lastname, email, createdate], optional: true}
  companies_internal: {columns: [name, domain, createdate], optional: true}
  deal_history: {columns: [dealId, property, value, timestamp], optional: true}
  contact_history: {columns: [contactId, property, value, timestamp], optional: true}
  # The API's objects as they come, one on each line, and as its clients flatten them: every property with its versions.
  deal_objects: {name: "*deal*", columns: [id, properties, propertiesWithHistory], optional: true}
  contact_objects: {name: "*contact*", columns: [id, properties, propertiesWithHistory], optional: true}
  deal_versions_wide: {columns: [id, propertiesWithHistory.dealstage], optional: true}
  contact_versions_wide: {columns: [id, propertiesWithHistory.lifecyclestage], optional: true}
  pipeline_stages: {columns: [pipelineId, stageId, label, displayOrder], optional: true}
  owners: {columns: [id, email, firstName, lastName, userId], optional: true}
  calls: {columns: [hs_timestamp, hs_call_direction], optional: true}
  meetings: {columns: [hs_meeting_start_time, hs_meeting_outcome], optional: true}
  emails: {columns: [hs_timestamp, hs_email_direction], optional: true}
  tasks: {columns: [hs_timestamp, hs_task_status], optional: true}
one_of: [deals, contacts, deals_internal, contacts_internal, deal_objects, contact_objects]
derived:
${histories("deal", dealProperties)}
${histories("contact", contactProperties)}
${mergedOf("merged_opened", "contacts_opened")}
${mergedOf("merged_deals_opened", "deals_opened")}
${mergedOf("merged_internal", "contacts_internal")}
${mergedOf("merged_deals", "deals_internal")}
  # Each deal has a date for every stage that it ever entered, each contact for every part of its life cycle.
  entered: {from: deals, unpivot: {columns: 'Date entered "*"'}}
  entered_internal: {from: deals_internal, unpivot: {columns: hs_v2_date_entered_*}}
  became: {from: contacts, unpivot: {columns: Became a* Date}}
  became_internal: {from: contacts_internal, unpivot: {columns: hs_lifecyclestage_*_date}}
  deal_contacts: {from: deals, split: {column: Associated Contact IDs, by: ";"}}
  first_deals: {from: deal_contacts, first_by: part, order: Create Date}
  merged_contacts: {from: contacts, split: {column: Merged record IDs, by: ";"}}
  merged_once: {from: merged_contacts, first_by: part}
  merged_deals_told: {from: deals, split: {column: Merged record IDs, by: ";"}}
tables:
  people:
    - from: owners
      columns:
        person_id: id
        name: {first_of: [{template: "{firstName} {lastName}"}, lastName, email]}
        email: email
      other_columns: drop
    - {from: deals, by_name: true, columns: {person_id: Deal owner, name: Deal owner}, other_columns: drop}
    - {from: contacts, by_name: true, columns: {person_id: Contact owner, name: Contact owner}, other_columns: drop}
  accounts:
    - from: companies
      columns: {account_id: Record ID, name: {first_of: [Company name, Record ID]}, industry: Industry, country: Country/Region}
      other_columns: drop
    - from: companies_internal
      columns: {account_id: {first_of: [hs_object_id, id]}, name: {first_of: [name, domain]}, industry: industry, country: country}
      other_columns: drop
  leads:
    - from: contacts
      columns:
        lead_id: Record ID
        created_at: Create Date
        name: {first_of: [{template: "{First Name} {Last Name}"}, Last Name, First Name]}
        email: Email
        account_id: {column: Associated Company IDs, extract: "^([^;]+)"}
        source: {first_of: [Original Traffic Source, Original Source]}
        owner_id: Contact owner
        # A label and the value behind it are one stage.
        stage:
          column: Lifecycle Stage
          map: &life ${lifeStage}
        opportunity_id:
          first_of:
            - {column: Associated Deal IDs, extract: "^([^;]+)"}
            - {lookup: {in: first_deals, match: {part: Record ID}, take: Record ID}}
        merged_into: {lookup: {in: merged_once, match: {part: Record ID}, take: Record ID}}
        merged_at: {lookup: {in: merged_once, match: {part: Record ID}, take: Create Date}}
      attributes: {company: Company Name, lead_status: Lead Status, country: Country/Region}
      other_columns: drop
${contacts({ from: "contacts_internal", id: contactId, merged: "merged_internal_once", survivor: "hs_object_id" })}
${contacts({ from: "contacts_opened", id: "id", merged: "merged_opened_once", survivor: "id", more: archived })}
${gone("lead_id", "merged_contacts", "Record ID")}
${gone("lead_id", "merged_internal", "hs_object_id")}
${gone("lead_id", "merged_opened", "id")}
  opportunities:
    - from: deals
      columns:
        opportunity_id: Record ID
        created_at: Create Date
        name: Deal Name
        account_id: {column: Associated Company IDs, extract: "^([^;]+)"}
        owner_id: Deal owner
        type: {column: Deal Type, map: {New Business: new, newbusiness: new, Existing Business: expansion, existingbusiness: expansion}, default: {constant: ""}}
        pipeline_id: Pipeline
        amount: &amount {column: Amount, money: {thousands: ",", symbols: [$, €, £], multiples: {K: 1000, M: 1000000}}}
        currency: {first_of: [Currency, {column: Amount, extract: "(€|£)", map: {€: EUR, £: GBP}}]}
        expected_close_on: {column: Close Date, extract: "^([0-9]{4}-[0-9]{2}-[0-9]{2})"}
        # "Closed won (Sales Pipeline)" and "Closed won" of the pipeline are one stage.
        stage: &stage {template: "{Pipeline}/{Deal Stage}", replace: &pipeline_first {find: "^([^/]*)/(.*?)( [(][^()]*[)])?$", with: '\1/\2'}, otherwise: Deal Stage}
        # The close date of an open deal is a hope; whether a deal is closed is said by its flags.
        closed_at:
          first_of:
            - {column: Close Date, when: {Is Closed Won: {yes: true}}}
            - {column: Close Date, when: {Is closed lost: {yes: true}}}
            - {column: Close Date, when: {"Is Deal Closed?": {yes: true}}}
            - {column: Close Date, when: {Is Closed Won: {empty: true}, Is closed lost: {empty: true}, "Is Deal Closed?": {empty: true}}}
        lost_reason: Closed Lost Reason
      attributes: {source: Original Traffic Source, probability: Deal probability, record_source: Record source}
      other_columns: drop
${deals({ from: "deals_internal", id: dealId, merged: "merged_deals_once", survivor: "hs_object_id" })}
${deals({ from: "deals_opened", id: "id", merged: "merged_deals_opened_once", survivor: "id", more: archived })}
${gone("opportunity_id", "merged_deals_told", "Record ID")}
${gone("opportunity_id", "merged_deals", "hs_object_id")}
${gone("opportunity_id", "merged_deals_opened", "id")}
  stage_changes:
    - from: entered
      columns:
        subject_type: {constant: opportunity}
        subject_id: Record ID
        # Closed won (Sales Pipeline) -> Sales Pipeline/Closed won
        stage: {column: name, replace: {find: "^(.*) [(]([^()]*)[)]$", with: '\2/\1'}}
        changed_at: value
      other_columns: drop
    - from: entered_internal
      unless: deal_history
      columns: {subject_type: {constant: opportunity}, subject_id: {first_of: [hs_object_id, id, dealId]}, stage: name, changed_at: value}
      other_columns: drop
    - from: deal_history
      when: {property: dealstage, value: {empty: false}}
      columns: {subject_type: {constant: opportunity}, subject_id: dealId, stage: value, changed_at: timestamp}
      other_columns: drop
    - from: became
      columns:
        subject_type: {constant: lead}
        subject_id: Record ID
        stage:
          column: name
          map: ${becameStage}
          default: finding
        changed_at: value
      other_columns: drop
    - from: became_internal
      unless: contact_history
      columns: {subject_type: {constant: lead}, subject_id: {first_of: [hs_object_id, id, vid]}, stage: {column: name, map: *life}, changed_at: value}
      other_columns: drop
    - from: contact_history
      when: {property: lifecyclestage, value: {empty: false}}
      columns: {subject_type: {constant: lead}, subject_id: contactId, stage: {column: value, map: *life}, changed_at: timestamp}
      other_columns: drop
    - ${fromDeals}
      when: {name: dealstage, value: {empty: false}}
      columns: {${ofDeal}id, stage: value, changed_at: timestamp, from_stage: previous}
      other_columns: drop
    - ${fromContacts}
      when: {name: lifecyclestage, value: {empty: false}}
      columns: {${ofContact}id, stage: {column: value, map: *life}, changed_at: timestamp, from_stage: {column: previous, map: *life}}
      other_columns: drop
  owner_changes:
    - from: deal_history
      when: {property: hubspot_owner_id, value: {empty: false}}
      columns: {${ofDeal}dealId, owner_id: value, changed_at: timestamp}
      other_columns: drop
    - from: contact_history
      when: {property: hubspot_owner_id, value: {empty: false}}
      columns: {${ofContact}contactId, owner_id: value, changed_at: timestamp}
      other_columns: drop
    - ${fromDeals}
      when: {name: hubspot_owner_id, value: {empty: false}}
      columns: {${ofDeal}id, owner_id: value, changed_at: timestamp, from_owner_id: previous}
      other_columns: drop
    - ${fromContacts}
      when: {name: hubspot_owner_id, value: {empty: false}}
      columns: {${ofContact}id, owner_id: value, changed_at: timestamp, from_owner_id: previous}
      other_columns: drop
  value_changes:
    - from: deal_history
      when: {property: amount, value: {empty: false}}
      columns: {opportunity_id: dealId, field: {constant: amount}, value: value, changed_at: timestamp}
      other_columns: drop
    - ${fromDeals}
      when: {name: amount, value: {empty: false}}
      columns: {opportunity_id: id, field: {constant: amount}, value: value, changed_at: timestamp, from_value: previous}
      other_columns: drop
    - ${fromDeals}
      when: {name: closedate, value: {empty: false}}
      columns:
        opportunity_id: id
        field: {constant: expected_close_on}
        value: {column: value, dated: true, extract: "^([0-9]{4}-[0-9]{2}-[0-9]{2})"}
        changed_at: timestamp
        from_value: {column: previous, dated: true, extract: "^([0-9]{4}-[0-9]{2}-[0-9]{2})"}
      other_columns: drop
  activities:
${activities}
  responses:
${responses}
process:
  read:
    - from: pipeline_stages
      columns:
        stage_id: stageId
        name: label
        of: {constant: opportunity}
        pipeline_id: pipelineId
        pipeline: pipelineLabel
        position: displayOrder
        category:
          first_of:
            - {constant: won, when: {isClosed: {yes: true}, probability: ["1", "1.0"]}}
            - {constant: lost, when: {isClosed: {yes: true}, probability: ["0", "0.0"]}}
            - {constant: open, when: {isClosed: {yes: false}}}
    - from: entered
      columns:
        stage_id: {column: name, replace: {find: "^(.*) [(]([^()]*)[)]$", with: '\2/\1'}}
        name: {column: name, replace: {find: " [(][^()]*[)]$", with: ""}}
        of: {constant: opportunity}
        pipeline_id: {column: name, extract: "[(]([^()]*)[)]$"}
        pipeline: {column: name, extract: "[(]([^()]*)[)]$"}
        position: number
    - from: deals
      columns:
        stage_id: *stage
        name: {column: Deal Stage, replace: {find: " [(][^()]*[)]$", with: ""}}
        of: {constant: opportunity}
        pipeline_id: Pipeline
        pipeline: Pipeline
        position: Deal probability
        category:
          first_of:
            - {constant: won, when: {Is Closed Won: {yes: true}}}
            - {constant: lost, when: {Is closed lost: {yes: true}}}
            - {constant: open, when: {Is Closed Won: {empty: false}}}
    - from: [deals_internal, deals_opened]
      unless: pipeline_stages
      columns:
        stage_id: dealstage
        of: {constant: opportunity}
        pipeline_id: pipeline
        position: hs_deal_stage_probability
        category:
          first_of:
            - {constant: won, when: {hs_is_closed_won: {yes: true}}}
            - {constant: lost, when: {hs_is_closed: {yes: true}}}
            - {constant: open, when: {hs_is_closed: {empty: false}}}
    - from: contacts
      columns: {stage_id: {column: Lifecycle Stage, map: *life}, name: Lifecycle Stage, of: {constant: lead}, position: {column: Lifecycle Stage, map: &place ${lifePlace}}, category: {constant: open}}
    - from: [contacts_internal, contacts_opened]
      columns: {stage_id: {column: lifecyclestage, map: *life}, name: lifecyclestage, of: {constant: lead}, position: {column: lifecyclestage, map: *place}, category: {constant: open}}
`,
};
