/** Salesforce's objects, and which of ours their records are; see `spelling.ts` for `@`. */
export const files = `  opportunities: {columns: [@Id, @StageName, @CloseDate, @Probability], optional: true}
  opportunity_history: {columns: [@Id, @OpportunityId, @StageName, @CreatedDate, @CloseDate, @Probability], optional: true}
  opportunity_field_history: {columns: [@OpportunityId, @Field, @OldValue, @NewValue, @CreatedDate], optional: true}
  opportunity_stages: {columns: [@MasterLabel, @SortOrder, @IsClosed, @IsWon], optional: true}
  leads: {columns: [@Id, @LastName, @Status, @IsConverted, @ConvertedOpportunityId], optional: true}
  lead_history: {columns: [@LeadId, @Field, @OldValue, @NewValue, @CreatedDate], optional: true}
  lead_statuses: {columns: [@MasterLabel, @SortOrder, @IsConverted, @IsDefault], optional: true}
  accounts: {columns: [@Id, @Name, @BillingCity, @Industry], optional: true}
  campaigns: {columns: [@Id, @Name, @Type, @StartDate, @BudgetedCost], optional: true}
  campaign_members: {columns: [@Id, @CampaignId, @LeadId, @HasResponded], optional: true}
  users: {columns: [@Id, @Username, @LastName, @UserRoleId], optional: true}
  roles: {columns: [@Id, @Name, @ParentRoleId, @RollupDescription], optional: true}
  tasks: {columns: [@Id, @WhoId, @WhatId, @Subject, @Status, @ActivityDate], optional: true}
  events: {columns: [@Id, @WhoId, @WhatId, @Subject, @StartDateTime], optional: true}
  emails: {columns: [@Id, @MessageDate, @Incoming, @FromAddress, @ToAddress], optional: true}`;

/** What the Data Export writes for a look-up to nothing. */
export const nothing = `empty: [000000000000000AAA, "000000000000000"]`;

export const teams = `    - from: roles
      columns: {team_id: @Id, name: @Name, parent_team_id: @ParentRoleId}
      other_columns: drop`;

export const people = `    - from: users
      columns:
        person_id: @Id
        name: {first_of: [@Name, {template: "{@FirstName} {@LastName}"}, @LastName, @Username]}
        email: @Email
        team_id: @UserRoleId
        manager_id: @ManagerId
        timezone: @TimeZoneSidKey
        started_on: {column: @CreatedDate, extract: "^([0-9]{4}-[0-9]{2}-[0-9]{2})"}
      attributes: {active: @IsActive, department: @Department, title: @Title}
      other_columns: drop`;

/** `from`: the file, and when the block is not used. */
export const accounts = (from = "from: accounts"): string => `    - ${from}
      when: {@IsDeleted: {yes: false}}
      columns: {account_id: @Id, name: @Name, industry: @Industry, country: @BillingCountry, segment: @Type}
      attributes: {employees: @NumberOfEmployees, annual_revenue: @AnnualRevenue, rating: @Rating, source: @AccountSource}
      other_columns: drop`;

export const campaigns = `    - from: campaigns
      when: {@IsDeleted: {yes: false}}
      columns:
        campaign_id: @Id
        name: @Name
        channel: @Type
        origin: {constant: marketing}
        starts_on: @StartDate
        ends_on: @EndDate
        # What was planned; what it cost in the end is a total without a day.
        budget: {column: @BudgetedCost, money: {thousands: ",", symbols: [$, €, £]}}
        currency: @CurrencyIsoCode
      attributes: {actual_cost: @ActualCost, status: @Status, expected_revenue: @ExpectedRevenue}
      other_columns: drop`;

/** `others`: what becomes of the columns that are not named. */
export const leads = (others: string, from = "from: leads"): string => `    - ${from}
      columns:
        lead_id: @Id
        created_at:
          column: @CreatedDate
          otherwise: @LastModifiedDate
          report: The export has no creation date of leads; the last modification was taken.
        name: {first_of: [@Name, {template: "{@FirstName} {@LastName}"}, @LastName]}
        email: @Email
        account_id: @ConvertedAccountId
        campaign_id: {lookup: {in: first_memberships, match: {@LeadId: @Id}, take: @CampaignId}}
        source: @LeadSource
        created_by: @CreatedById
        # A queue (00G...) is no person.
        owner_id: {column: @OwnerId, when: {@OwnerId: {unlike: 00G*}}}
        stage: {template: "Lead: {@Status}"}
        opportunity_id: @ConvertedOpportunityId
        converted_at:
          first_of:
            - {lookup: {in: lead_conversions, match: {@LeadId: @Id}, take: @CreatedDate}}
            - {column: @ConvertedDate, extract: "^([0-9]{4}-[0-9]{2}-[0-9]{2})", when: {@IsConverted: {yes: true}}}
        merged_into: {column: @MasterRecordId, when: {@IsDeleted: {yes: true}}}
        merged_at: {column: @LastModifiedDate, when: {@IsDeleted: {yes: true}, @MasterRecordId: {empty: false}}}
        deleted_at: {first_of: [@SystemModstamp, @LastModifiedDate, @CreatedDate], when: {@IsDeleted: {yes: true}, @MasterRecordId: {empty: true}}}
      attributes: {company: @Company, industry: @Industry, country: @Country, rating: @Rating, title: @Title}
      ${others}`;

export const opportunities = (others: string, from = "from: opportunities"): string => `    - ${from}
      columns:
        opportunity_id: @Id
        created_at: @CreatedDate
        name: @Name
        account_id: @AccountId
        campaign_id: @CampaignId
        owner_id: {column: @OwnerId, when: {@OwnerId: {unlike: 00G*}}}
        created_by: @CreatedById
        type:
          column: @Type
          map: {New Customer: new, New Business: new, Existing Customer - Upgrade: expansion, Existing Business: expansion, Renewal: renewal}
          default: {constant: ""}
        amount: {column: @Amount, money: {thousands: ",", symbols: [$, €, £], multiples: {K: 1000, M: 1000000}}}
        currency: @CurrencyIsoCode
        expected_close_on: @CloseDate
        stage: @StageName
        closed_on: {column: @CloseDate, when: {@IsClosed: {yes: true}}}
        lost_reason: {first_of: [@Loss_Reason__c, @LossReason__c, @Lost_Reason__c, @Closed_Lost_Reason__c, @Reason_Lost__c]}
        deleted_at: {first_of: [@SystemModstamp, @LastModifiedDate, @CreatedDate], when: {@IsDeleted: {yes: true}}}
      attributes: {type: @Type, source: @LeadSource, probability: @Probability, forecast_category: @ForecastCategoryName, record_type: @RecordTypeId}
      ${others}`;

/** Defines the anchor `outcome`. */
export const dealStages = `    - from: opportunity_stages
      columns:
        stage_id: {first_of: [@ApiName, @MasterLabel]}
        name: @MasterLabel
        of: {constant: opportunity}
        position: @SortOrder
        category: &outcome
          first_of:
            - {constant: won, when: {@IsWon: {yes: true}}}
            - {constant: lost, when: {@IsClosed: {yes: true}}}
            - {constant: open, when: {@IsClosed: {empty: false}}}
    - from: opportunities
      columns: {stage_id: @StageName, of: {constant: opportunity}, position: {first_of: [@StageSortOrder, @Probability]}, category: *outcome}`;

export const otherStages = `    - {from: opportunity_history, columns: {stage_id: @StageName, of: {constant: opportunity}, position: @Probability}}
    - from: lead_statuses
      columns: {stage_id: {template: "Lead: {@MasterLabel}"}, name: @MasterLabel, of: {constant: lead}, position: @SortOrder}
    - {from: leads, columns: {stage_id: {template: "Lead: {@Status}"}, name: @Status, of: {constant: lead}}}`;
