/** HubSpot's calls, mails, meetings and tasks by their internal names, and the mails that came in. */

export const activities = `    - from: calls
      columns:
        activity_id: &engagement {first_of: [hs_object_id, id]}
        type: {constant: call}
        occurred_at: hs_timestamp
        person_id: hubspot_owner_id
        lead_id: &lead {column: Associated Contact IDs, extract: "^([^;]+)", otherwise: contact_id}
        opportunity_id: &deal {column: Associated Deal IDs, extract: "^([^;]+)", otherwise: deal_id}
        direction: {column: hs_call_direction, map: {OUTBOUND: outbound, INBOUND: inbound}, default: {constant: ""}}
        status: {column: hs_call_status, map: {COMPLETED: completed, SCHEDULED: scheduled, CANCELED: cancelled, NO_ANSWER: no_show}, default: {constant: completed}}
        duration_seconds: {column: hs_call_duration, times: "0.001"}
        subject: hs_call_title
      other_columns: drop
    - from: emails
      columns:
        activity_id: *engagement
        type: {constant: email}
        occurred_at: hs_timestamp
        person_id: hubspot_owner_id
        lead_id: *lead
        opportunity_id: *deal
        direction: {column: hs_email_direction, map: {EMAIL: outbound, FORWARDED_EMAIL: outbound, INCOMING_EMAIL: inbound}, default: {constant: ""}}
        message_id: hs_email_message_id
        subject: hs_email_subject
      other_columns: drop
    - from: meetings
      columns:
        activity_id: *engagement
        type: {constant: meeting}
        occurred_at: {first_of: [hs_meeting_end_time, hs_meeting_start_time]}
        person_id: hubspot_owner_id
        lead_id: *lead
        opportunity_id: *deal
        status: {column: hs_meeting_outcome, map: {COMPLETED: completed, SCHEDULED: scheduled, CANCELED: cancelled, NO_SHOW: no_show, RESCHEDULED: cancelled}, default: {constant: completed}}
        subject: hs_meeting_title
      other_columns: drop
    - from: tasks
      columns:
        activity_id: *engagement
        type: {column: hs_task_type, map: {CALL: call, EMAIL: email}, default: {constant: other}, otherwise: {constant: other}}
        occurred_at: {first_of: [hs_task_completion_date, hs_timestamp]}
        person_id: hubspot_owner_id
        lead_id: *lead
        opportunity_id: *deal
        status: {column: hs_task_status, map: {COMPLETED: completed}, default: {constant: scheduled}}
        subject: hs_task_subject
      other_columns: drop`;

export const responses = `    - from: emails
      when: {hs_email_direction: INCOMING_EMAIL}
      columns: {response_id: *engagement, received_at: hs_timestamp, lead_id: *lead, opportunity_id: *deal, activity_id: *engagement, sentiment: {constant: unclassified}}
      other_columns: drop`;
