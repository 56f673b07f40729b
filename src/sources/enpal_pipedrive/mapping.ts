/** Pipedrive as Enpal's exercise has it: a log of every change of a deal, and its activities. */
import type { Source } from "../source.ts";

export const enpalPipedrive: Source = {
  name: "enpal_pipedrive",
  title: "Pipedrive change log (Enpal)",
  mapping: `name: enpal_pipedrive
title: Pipedrive change log (Enpal)
files:
  changes: {columns: [deal_id, change_time, changed_field_key, new_value]}
  activities: {columns: [activity_id, type, assigned_to_user, deal_id, done, due_to], optional: true}
  activity_types: {columns: [id, name, active, type], optional: true}
  users: {columns: [id, name, email, modified], optional: true}
tables:
  people:
    - {from: users, columns: {person_id: id, name: name, email: email}}
  opportunities:
    - from: changes
      fold: {by: deal_id, time: change_time, field: changed_field_key, value: new_value, once: [add_time]}
      columns:
        opportunity_id: deal_id
        created_at: {first: add_time}
        owner_id: {last: user_id}
        # A deal with a reason of loss is lost, until it moves again.
        stage: {last: [stage_id, lost_reason], as: {lost_reason: lost}}
        closed_at: {last_time: lost_reason, unless_later: stage_id}
        lost_reason:
          last: lost_reason
          unless_later: stage_id
          map:
            "1": Customer Not Ready
            "2": Pricing Issues
            "3": Unreachable Customer
            "4": Product Mismatch
            "5": Duplicate Entry
  stage_changes:
    - from: changes
      when: {changed_field_key: [stage_id, lost_reason]}
      columns:
        subject_type: {constant: opportunity}
        subject_id: deal_id
        stage:
          column: new_value
          when: {changed_field_key: stage_id}
          otherwise: {constant: lost}
        changed_at: change_time
      other_columns: drop
  owner_changes:
    - from: changes
      when: {changed_field_key: user_id}
      columns:
        subject_type: {constant: opportunity}
        subject_id: deal_id
        owner_id: new_value
        changed_at: change_time
      other_columns: drop
  activities:
    - from: activities
      # Eleven ids were given out twice, to activities of different deals: the deal belongs to the key.
      unique: activity_id
      columns:
        activity_id: {template: "{activity_id}-{deal_id}"}
        type: {column: type, map: {meeting: meeting, sc_2: call, follow_up: call, after_close_call: call}, default: {constant: other}}
        occurred_at: due_to
        person_id: assigned_to_user
        opportunity_id: deal_id
        status: {column: done, map: {"True": completed, "False": scheduled}, default: finding}
        subject: {lookup: {in: activity_types, match: {type: type}, take: name}}
      attributes: {activity_id: activity_id, activity_key: type}
process:
  currency: EUR
  pipelines:
    - id: sales
      stages:
        - {id: "1", name: Lead Generation, of: opportunity}
        - {id: "2", name: Qualified lead, of: opportunity, qualifies: true}
        - {id: "3", name: Needs Assessment, of: opportunity}
        - {id: "4", name: Proposal/Quote Preparation, of: opportunity}
        - {id: "5", name: Negotiation, of: opportunity}
        - {id: "6", name: Closing, of: opportunity}
        - {id: "7", name: Implementation/Onboarding, of: opportunity}
        - {id: "8", name: Follow-up/Customer Success, of: opportunity}
        - {id: "9", name: Renewal/Expansion, of: opportunity}
        - {id: lost, name: Lost, of: opportunity, category: lost}
`,
};
