/** Salesforce as its Data Export, the Data Loader or an API client writes it: one file per object, columns by their API names. */
import type { Source } from "../source.ts";

export const salesforce: Source = {
  name: "salesforce",
  title: "Salesforce export",
  mapping: `name: salesforce
title: Salesforce export
# The Data Export and the API write UTC; a locale's form (02/23/26 08:55 PM) is somebody's wall clock.
zone: UTC
date_order: shared
# What the Data Export writes for a look-up to nothing.
empty: [000000000000000AAA, "000000000000000"]
salesforce_ids: [Id, "*Id", "* ID", OldValue, NewValue]
files:
  opportunities: {columns: [Id, StageName, CloseDate, Probability], optional: true}
  opportunity_history: {columns: [Id, OpportunityId, StageName, CreatedDate, CloseDate, Probability], optional: true}
  opportunity_field_history: {columns: [OpportunityId, Field, OldValue, NewValue, CreatedDate], optional: true}
  opportunity_stages: {columns: [MasterLabel, SortOrder, IsClosed, IsWon], optional: true}
  opportunity_report: {columns: [Opportunity ID, Opportunity Name, Stage, Close Date], optional: true}
  leads: {columns: [Id, LastName, Status, IsConverted, ConvertedOpportunityId], optional: true}
  lead_history: {columns: [LeadId, Field, OldValue, NewValue, CreatedDate], optional: true}
  lead_statuses: {columns: [MasterLabel, SortOrder, IsConverted, IsDefault], optional: true}
  accounts: {columns: [Id, Name, BillingCity, Industry], optional: true}
  campaigns: {columns: [Id, Name, Type, StartDate, BudgetedCost], optional: true}
  campaign_members: {columns: [Id, CampaignId, LeadId, HasResponded], optional: true}
  users: {columns: [Id, Username, LastName, UserRoleId], optional: true}
  roles: {columns: [Id, Name, ParentRoleId, RollupDescription], optional: true}
  tasks: {columns: [Id, WhoId, WhatId, Subject, Status, ActivityDate], optional: true}
  events: {columns: [Id, WhoId, WhatId, Subject, StartDateTime], optional: true}
  emails: {columns: [Id, MessageDate, Incoming, FromAddress, ToAddress], optional: true}
one_of: [opportunities, opportunity_report, leads]
derived:
  # A row of the history is any change of stage, amount, close date or probability.
  stage_moves: {from: opportunity_history, changes: {of: StageName, by: OpportunityId, time: CreatedDate, tie: Id}}
  amounts: {from: opportunity_history, changes: {of: Amount, by: OpportunityId, time: CreatedDate, tie: Id, settled: true}}
  close_dates: {from: opportunity_history, changes: {of: CloseDate, by: OpportunityId, time: CreatedDate, tie: Id, settled: true}}
  # The lead itself knows only the day.
  lead_conversions: {from: lead_history, when: {Field: leadConverted}, first_by: LeadId, order: CreatedDate}
  first_memberships: {from: campaign_members, when: {LeadId: {empty: false}}, first_by: LeadId, order: CreatedDate}
tables:
  teams:
    - from: roles
      columns: {team_id: Id, name: Name, parent_team_id: ParentRoleId}
      other_columns: drop
  people:
    - from: users
      columns:
        person_id: Id
        name: {first_of: [Name, {template: "{FirstName} {LastName}"}, LastName, Username]}
        email: Email
        team_id: UserRoleId
        manager_id: ManagerId
        timezone: TimeZoneSidKey
        started_on: {column: CreatedDate, extract: "^([0-9]{4}-[0-9]{2}-[0-9]{2})"}
      attributes: {active: IsActive, department: Department, title: Title}
      other_columns: drop
    - {from: opportunity_report, once: true, columns: {person_id: Opportunity Owner, name: Opportunity Owner}, other_columns: drop}
  accounts:
    - from: accounts
      when: {IsDeleted: {yes: false}}
      columns: {account_id: Id, name: Name, industry: Industry, country: BillingCountry, segment: Type}
      attributes: {employees: NumberOfEmployees, annual_revenue: AnnualRevenue, rating: Rating, source: AccountSource}
      other_columns: drop
    - {from: opportunity_report, once: true, columns: {account_id: Account Name, name: Account Name}, other_columns: drop}
  campaigns:
    - from: campaigns
      when: {IsDeleted: {yes: false}}
      columns:
        campaign_id: Id
        name: Name
        channel: Type
        origin: {constant: marketing}
        starts_on: StartDate
        ends_on: EndDate
        # What was planned; what it cost in the end is a total without a day.
        budget: {column: BudgetedCost, money: {thousands: ",", symbols: [$, €, £]}}
        currency: CurrencyIsoCode
      attributes: {actual_cost: ActualCost, status: Status, expected_revenue: ExpectedRevenue}
      other_columns: drop
  leads:
    - from: leads
      columns:
        lead_id: Id
        created_at:
          column: CreatedDate
          otherwise: LastModifiedDate
          report: The export has no creation date of leads; the last modification was taken.
        name: {first_of: [Name, {template: "{FirstName} {LastName}"}, LastName]}
        email: Email
        account_id: ConvertedAccountId
        campaign_id: {lookup: {in: first_memberships, match: {LeadId: Id}, take: CampaignId}}
        source: LeadSource
        created_by: CreatedById
        # A queue (00G...) is no person.
        owner_id: {column: OwnerId, when: {OwnerId: {unlike: 00G*}}}
        stage: {template: "Lead: {Status}"}
        opportunity_id: ConvertedOpportunityId
        converted_at:
          first_of:
            - {lookup: {in: lead_conversions, match: {LeadId: Id}, take: CreatedDate}}
            - {column: ConvertedDate, extract: "^([0-9]{4}-[0-9]{2}-[0-9]{2})", when: {IsConverted: {yes: true}}}
        merged_into: {column: MasterRecordId, when: {IsDeleted: {yes: true}}}
        merged_at: {column: LastModifiedDate, when: {IsDeleted: {yes: true}, MasterRecordId: {empty: false}}}
        deleted_at: {first_of: [SystemModstamp, LastModifiedDate, CreatedDate], when: {IsDeleted: {yes: true}, MasterRecordId: {empty: true}}}
      attributes: {company: Company, industry: Industry, country: Country, rating: Rating, title: Title}
      leave_out: [Description, Street, PostalCode, Latitude, Longitude, GeocodeAccuracy, Phone, MobilePhone, Fax, Salutation, Jigsaw,
        JigsawContactId, CleanStatus, IsUnreadByOwner, LastActivityDate, LastViewedDate, LastReferencedDate, PhotoUrl, LastModifiedById,
        ConvertedContactId, DandbCompanyId, CompanyDunsNumber, IndividualId, City, State, Website]
  opportunities:
    - from: opportunities
      columns:
        opportunity_id: Id
        created_at: CreatedDate
        name: Name
        account_id: AccountId
        campaign_id: CampaignId
        owner_id: {column: OwnerId, when: {OwnerId: {unlike: 00G*}}}
        created_by: CreatedById
        type:
          column: Type
          map: {New Customer: new, New Business: new, Existing Customer - Upgrade: expansion, Existing Business: expansion, Renewal: renewal}
          default: {constant: ""}
        amount: {column: Amount, money: {thousands: ",", symbols: [$, €, £], multiples: {K: 1000, M: 1000000}}}
        currency: CurrencyIsoCode
        expected_close_on: CloseDate
        stage: StageName
        closed_on: {column: CloseDate, when: {IsClosed: {yes: true}}}
        lost_reason: {first_of: [Loss_Reason__c, LossReason__c, Lost_Reason__c, Closed_Lost_Reason__c, Reason_Lost__c]}
        deleted_at: {first_of: [SystemModstamp, LastModifiedDate, CreatedDate], when: {IsDeleted: {yes: true}}}
      attributes: {type: Type, source: LeadSource, probability: Probability, forecast_category: ForecastCategoryName, record_type: RecordTypeId}
      leave_out: [Description, ExpectedRevenue, IsWon, IsPrivate, StageSortOrder, TotalOpportunityQuantity, NextStep, ForecastCategory,
        HasOpportunityLineItem, Pricebook2Id, LastModifiedById, LastActivityDate, LastStageChangeDate, FiscalYear, FiscalQuarter, Fiscal,
        ContactId, LastViewedDate, LastReferencedDate, LastAmountChangedHistoryId, LastCloseDateChangedHistoryId, HasOpenActivity, HasOverdueTask]
    - from: opportunity_report
      columns:
        opportunity_id: Opportunity ID
        created_at: Created Date
        name: Opportunity Name
        account_id: Account Name
        owner_id: Opportunity Owner
        type: {column: Type, map: {New Customer: new, New Business: new, Existing Customer - Upgrade: expansion, Existing Business: expansion}, default: {constant: ""}}
        amount: {column: Amount, money: {thousands: ",", symbols: [$, €, £, USD, EUR, GBP], multiples: {K: 1000, M: 1000000}}}
        currency: Amount Currency
        expected_close_on: Close Date
        stage: Stage
        closed_on: {column: Close Date, when: {Closed: {yes: true}}}
        lost_reason: Loss Reason
      leave_out: [Won, Fiscal Period, Age, Next Step]
  stage_changes:
    - from: stage_moves
      when: {IsDeleted: {yes: false}}
      columns:
        subject_type: {constant: opportunity}
        subject_id: OpportunityId
        stage: StageName
        from_stage: previous
        changed_at: CreatedDate
        changed_by: CreatedById
        change_id: Id
      other_columns: drop
    - from: opportunity_field_history
      unless: opportunity_history
      when: {Field: StageName, IsDeleted: {yes: false}}
      columns:
        subject_type: {constant: opportunity}
        subject_id: OpportunityId
        stage: NewValue
        from_stage: OldValue
        changed_at: CreatedDate
        changed_by: CreatedById
        change_id: Id
      other_columns: drop
    - from: lead_history
      when: {Field: Status, IsDeleted: {yes: false}}
      columns:
        subject_type: {constant: lead}
        subject_id: LeadId
        stage: {template: "Lead: {NewValue}"}
        from_stage: {template: "Lead: {OldValue}"}
        changed_at: CreatedDate
        changed_by: CreatedById
        change_id: Id
      other_columns: drop
  owner_changes:
    # Each change of a look-up is told twice, by names and by ids; a queue is no person.
    - from: opportunity_field_history
      when: {Field: [Owner, OwnerId], NewValue: {like: 005*}}
      columns:
        subject_type: {constant: opportunity}
        subject_id: OpportunityId
        owner_id: NewValue
        from_owner_id: {column: OldValue, when: {OldValue: {like: 005*}}}
        changed_at: CreatedDate
      other_columns: drop
    - from: lead_history
      when: {Field: [Owner, OwnerId, ownerAssignment], NewValue: {like: 005*}}
      columns:
        subject_type: {constant: lead}
        subject_id: LeadId
        owner_id: NewValue
        from_owner_id: {column: OldValue, when: {OldValue: {like: 005*}}}
        changed_at: CreatedDate
      other_columns: drop
  value_changes:
    - from: amounts
      when: {Amount: {empty: false}, IsDeleted: {yes: false}}
      columns: {opportunity_id: OpportunityId, field: {constant: amount}, value: Amount, from_value: previous, changed_at: CreatedDate}
      other_columns: drop
    - from: close_dates
      when: {CloseDate: {empty: false}, IsDeleted: {yes: false}}
      columns:
        opportunity_id: OpportunityId
        field: {constant: expected_close_on}
        value: {column: CloseDate, dated: true}
        from_value: {column: previous, dated: true}
        changed_at: CreatedDate
      other_columns: drop
    - from: opportunity_field_history
      unless: opportunity_history
      when: {Field: Amount, NewValue: {empty: false}}
      columns: {opportunity_id: OpportunityId, field: {constant: amount}, value: NewValue, from_value: OldValue, changed_at: CreatedDate}
      other_columns: drop
    - from: opportunity_field_history
      unless: opportunity_history
      when: {Field: CloseDate, NewValue: {empty: false}}
      columns:
        opportunity_id: OpportunityId
        field: {constant: expected_close_on}
        value: {column: NewValue, extract: "^([0-9]{4}-[0-9]{2}-[0-9]{2})"}
        from_value: {column: OldValue, extract: "^([0-9]{4}-[0-9]{2}-[0-9]{2})"}
        changed_at: CreatedDate
      other_columns: drop
  activities:
    - from: tasks
      when: {IsDeleted: {yes: false}, TaskSubtype: {not: [Email]}}
      columns:
        activity_id: Id
        type:
          first_of:
            - {column: TaskSubtype, map: {Call: call, ListEmail: email}, default: {constant: ""}}
            - {column: Type, map: {Call: call, Email: email, Meeting: meeting}, default: {constant: ""}}
            - {constant: call, when: {CallType: {empty: false}}}
            - {constant: other}
        occurred_at: &done
          first_of: [CompletedDateTime, {column: ActivityDate, extract: "^([0-9]{4}-[0-9]{2}-[0-9]{2})"}, CreatedDate]
        person_id: &owner {column: OwnerId, when: {OwnerId: {unlike: 00G*}}}
        lead_id: &who {column: WhoId, when: {WhoId: {like: 00Q*}}}
        opportunity_id: &what {column: WhatId, when: {WhatId: {like: 006*}}}
        direction: {column: CallType, map: {Outbound: outbound, Inbound: inbound}, default: {constant: ""}}
        status: &status
          first_of: [{constant: completed, when: {IsClosed: {yes: true}}}, {constant: completed, when: {Status: Completed}}, {constant: scheduled}]
        automated: {constant: "true", when: {TaskSubtype: ListEmail}}
        duration_seconds: CallDurationInSeconds
        subject: Subject
      other_columns: drop
    - from: tasks
      unless: emails
      when: {IsDeleted: {yes: false}, TaskSubtype: Email}
      columns:
        activity_id: Id
        type: {constant: email}
        occurred_at: *done
        person_id: *owner
        lead_id: *who
        opportunity_id: *what
        status: *status
        subject: Subject
      other_columns: drop
    - from: events
      when: {IsDeleted: {yes: false}, IsChild: {yes: false}}
      columns:
        activity_id: Id
        type: {column: Type, map: {Call: call, Email: email}, default: {constant: meeting}, otherwise: {constant: meeting}}
        occurred_at: {first_of: [EndDateTime, StartDateTime, ActivityDateTime]}
        person_id: *owner
        lead_id: *who
        opportunity_id: *what
        duration_seconds: {column: DurationInMinutes, times: 60}
        subject: Subject
      other_columns: drop
    - from: emails
      when: {IsDeleted: {yes: false}}
      columns:
        activity_id: Id
        type: {constant: email}
        occurred_at: MessageDate
        person_id: CreatedById
        opportunity_id: {column: RelatedToId, when: {RelatedToId: {like: 006*}}}
        direction: {first_of: [{constant: inbound, when: {Incoming: {yes: true}}}, {constant: outbound}]}
        message_id: MessageIdentifier
        subject: Subject
      other_columns: drop
  responses:
    - from: campaign_members
      when: {HasResponded: {yes: true}, IsDeleted: {yes: false}}
      columns:
        response_id: Id
        received_at: {first_of: [{column: FirstRespondedDate, extract: "^([0-9]{4}-[0-9]{2}-[0-9]{2})"}, CreatedDate]}
        lead_id: LeadId
        sentiment: {constant: unclassified}
      attributes: {status: Status, campaign: CampaignId}
      other_columns: drop
    - from: emails
      when: {Incoming: {yes: true}, IsDeleted: {yes: false}}
      columns:
        response_id: Id
        received_at: MessageDate
        opportunity_id: {column: RelatedToId, when: {RelatedToId: {like: 006*}}}
        activity_id: Id
        sentiment: {constant: unclassified}
      other_columns: drop
process:
  read:
    - from: opportunity_stages
      columns:
        stage_id: {first_of: [ApiName, MasterLabel]}
        name: MasterLabel
        of: {constant: opportunity}
        position: SortOrder
        category: &outcome
          first_of:
            - {constant: won, when: {IsWon: {yes: true}}}
            - {constant: lost, when: {IsClosed: {yes: true}}}
            - {constant: open, when: {IsClosed: {empty: false}}}
    - from: opportunities
      columns: {stage_id: StageName, of: {constant: opportunity}, position: {first_of: [StageSortOrder, Probability]}, category: *outcome}
    - from: opportunity_report
      columns:
        stage_id: Stage
        of: {constant: opportunity}
        position: {column: Probability (%), extract: "^([0-9.]+)"}
        category:
          first_of:
            - {constant: won, when: {Won: {yes: true}}}
            - {constant: lost, when: {Closed: {yes: true}}}
            - {constant: open, when: {Closed: {empty: false}}}
    - {from: opportunity_history, columns: {stage_id: StageName, of: {constant: opportunity}, position: Probability}}
    - from: lead_statuses
      columns: {stage_id: {template: "Lead: {MasterLabel}"}, name: MasterLabel, of: {constant: lead}, position: SortOrder}
    - {from: leads, columns: {stage_id: {template: "Lead: {Status}"}, name: Status, of: {constant: lead}}}
`,
};
