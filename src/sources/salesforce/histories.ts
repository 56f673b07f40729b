/** How Salesforce's records came to be what they are: its histories of opportunities and of fields; see `spelling.ts` for `@`. */

export const derived = `  # A row of the history is any change of stage, amount, close date or probability.
  stage_moves: {from: opportunity_history, changes: {of: @StageName, by: @OpportunityId, time: @CreatedDate, tie: @Id}}
  amounts: {from: opportunity_history, changes: {of: @Amount, by: @OpportunityId, time: @CreatedDate, tie: @Id, settled: true}}
  close_dates: {from: opportunity_history, changes: {of: @CloseDate, by: @OpportunityId, time: @CreatedDate, tie: @Id, settled: true}}
  # The lead itself knows only the day.
  lead_conversions: {from: lead_history, when: {@Field: leadConverted}, first_by: @LeadId, order: @CreatedDate}
  first_memberships: {from: campaign_members, when: {@LeadId: {empty: false}}, first_by: @LeadId, order: @CreatedDate}`;

const changed = "changed_at: @CreatedDate, changed_by: @CreatedById, change_id: @Id";

export const stageChanges = `    - from: stage_moves
      when: {@IsDeleted: {yes: false}}
      columns: {subject_type: {constant: opportunity}, subject_id: @OpportunityId, stage: @StageName, from_stage: previous, ${changed}}
      other_columns: drop
    - from: opportunity_field_history
      unless: opportunity_history
      when: {@Field: StageName, @IsDeleted: {yes: false}}
      columns: {subject_type: {constant: opportunity}, subject_id: @OpportunityId, stage: @NewValue, from_stage: @OldValue, ${changed}}
      other_columns: drop
    - from: lead_history
      when: {@Field: Status, @IsDeleted: {yes: false}}
      columns:
        {subject_type: {constant: lead}, subject_id: @LeadId, stage: {template: "Lead: {@NewValue}"}, from_stage: {template: "Lead: {@OldValue}"}, ${changed}}
      other_columns: drop`;

const owners = (history: string, fields: string, subject: string, id: string): string => `    - from: ${history}
      when: {@Field: [${fields}], @NewValue: {like: 005*}}
      columns:
        subject_type: {constant: ${subject}}
        subject_id: ${id}
        owner_id: @NewValue
        from_owner_id: {column: @OldValue, when: {@OldValue: {like: 005*}}}
        changed_at: @CreatedDate
      other_columns: drop`;

/** Each change of a look-up is told twice, by names and by ids; a queue is no person. */
export const ownerChanges = `${owners("opportunity_field_history", "Owner, OwnerId", "opportunity", "@OpportunityId")}
${owners("lead_history", "Owner, OwnerId, ownerAssignment", "lead", "@LeadId")}`;

export const valueChanges = `    - from: amounts
      when: {@Amount: {empty: false}, @IsDeleted: {yes: false}}
      columns: {opportunity_id: @OpportunityId, field: {constant: amount}, value: @Amount, from_value: previous, changed_at: @CreatedDate}
      other_columns: drop
    - from: close_dates
      when: {@CloseDate: {empty: false}, @IsDeleted: {yes: false}}
      columns:
        opportunity_id: @OpportunityId
        field: {constant: expected_close_on}
        value: {column: @CloseDate, dated: true}
        from_value: {column: previous, dated: true}
        changed_at: @CreatedDate
      other_columns: drop
    - from: opportunity_field_history
      unless: opportunity_history
      when: {@Field: Amount, @NewValue: {empty: false}}
      columns: {opportunity_id: @OpportunityId, field: {constant: amount}, value: @NewValue, from_value: @OldValue, changed_at: @CreatedDate}
      other_columns: drop
    - from: opportunity_field_history
      unless: opportunity_history
      when: {@Field: CloseDate, @NewValue: {empty: false}}
      columns:
        opportunity_id: @OpportunityId
        field: {constant: expected_close_on}
        value: {column: @NewValue, extract: "^([0-9]{4}-[0-9]{2}-[0-9]{2})"}
        from_value: {column: @OldValue, extract: "^([0-9]{4}-[0-9]{2}-[0-9]{2})"}
        changed_at: @CreatedDate
      other_columns: drop`;
