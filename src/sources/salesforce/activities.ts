/** Salesforce's tasks, events and mails, and what was answered to them and to campaigns; see `spelling.ts` for `@`. */

export const activities = `    - from: tasks
      when: {@IsDeleted: {yes: false}, @TaskSubtype: {not: [Email]}}
      columns:
        activity_id: @Id
        type:
          first_of:
            - {column: @TaskSubtype, map: {Call: call, ListEmail: email}, default: {constant: ""}}
            - {column: @Type, map: {Call: call, Email: email, Meeting: meeting}, default: {constant: ""}}
            - {constant: call, when: {@CallType: {empty: false}}}
            - {constant: other}
        occurred_at: &done
          first_of: [@CompletedDateTime, {column: @ActivityDate, extract: "^([0-9]{4}-[0-9]{2}-[0-9]{2})"}, @CreatedDate]
        person_id: &owner {column: @OwnerId, when: {@OwnerId: {unlike: 00G*}}}
        lead_id: &who {column: @WhoId, when: {@WhoId: {like: 00Q*}}}
        opportunity_id: &what {column: @WhatId, when: {@WhatId: {like: 006*}}}
        direction: {column: @CallType, map: {Outbound: outbound, Inbound: inbound}, default: {constant: ""}}
        status: &status
          first_of: [{constant: completed, when: {@IsClosed: {yes: true}}}, {constant: completed, when: {@Status: Completed}}, {constant: scheduled}]
        automated: {constant: "true", when: {@TaskSubtype: ListEmail}}
        duration_seconds: @CallDurationInSeconds
        subject: @Subject
      other_columns: drop
    - from: tasks
      unless: emails
      when: {@IsDeleted: {yes: false}, @TaskSubtype: Email}
      columns:
        activity_id: @Id
        type: {constant: email}
        occurred_at: *done
        person_id: *owner
        lead_id: *who
        opportunity_id: *what
        status: *status
        subject: @Subject
      other_columns: drop
    - from: events
      when: {@IsDeleted: {yes: false}, @IsChild: {yes: false}}
      columns:
        activity_id: @Id
        type: {column: @Type, map: {Call: call, Email: email}, default: {constant: meeting}, otherwise: {constant: meeting}}
        occurred_at: {first_of: [@EndDateTime, @StartDateTime, @ActivityDateTime]}
        person_id: *owner
        lead_id: *who
        opportunity_id: *what
        duration_seconds: {column: @DurationInMinutes, times: 60}
        subject: @Subject
      other_columns: drop
    - from: emails
      when: {@IsDeleted: {yes: false}}
      columns:
        activity_id: @Id
        type: {constant: email}
        occurred_at: @MessageDate
        person_id: @CreatedById
        opportunity_id: {column: @RelatedToId, when: {@RelatedToId: {like: 006*}}}
        direction: {first_of: [{constant: inbound, when: {@Incoming: {yes: true}}}, {constant: outbound}]}
        message_id: @MessageIdentifier
        subject: @Subject
      other_columns: drop
    # What was here before and was deleted since does not count any more.
    - {from: [tasks, events, emails], known_only: true, when: {@IsDeleted: {yes: true}}, columns: {activity_id: @Id, status: {constant: cancelled}}, other_columns: drop}`;

export const responses = `    - from: campaign_members
      when: {@HasResponded: {yes: true}, @IsDeleted: {yes: false}}
      columns:
        response_id: @Id
        received_at: {first_of: [{column: @FirstRespondedDate, extract: "^([0-9]{4}-[0-9]{2}-[0-9]{2})"}, @CreatedDate]}
        lead_id: @LeadId
        sentiment: {constant: unclassified}
      attributes: {status: @Status, campaign: @CampaignId}
      other_columns: drop
    - from: emails
      when: {@Incoming: {yes: true}, @IsDeleted: {yes: false}}
      columns:
        response_id: @Id
        received_at: @MessageDate
        opportunity_id: {column: @RelatedToId, when: {@RelatedToId: {like: 006*}}}
        activity_id: @Id
        sentiment: {constant: unclassified}
      other_columns: drop`;
