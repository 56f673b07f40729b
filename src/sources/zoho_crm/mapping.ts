/** Zoho CRM as its module export and its data backup write it: one file per module, look-ups as a name and an id. */
import type { Source } from "../source.ts";

export const zohoCrm: Source = {
  name: "zoho_crm",
  title: "Zoho CRM export",
  mapping: `name: zoho_crm
title: Zoho CRM export
date_order: shared
files:
  deals: {columns: [Deal Name, Stage, Closing Date, Deal Owner], optional: true}
  leads: {columns: [Lead Owner, Lead Status, Last Name], optional: true}
  accounts: {columns: [Account Name, Account Owner], optional: true}
  campaigns: {columns: [Campaign Name, Campaign Owner], optional: true}
  users: {columns: [First Name, Last Name, Email, Role, Profile], optional: true}
  # Each row says when a deal left a stage, and for which ...
  stage_moves: {columns: [Stage, Moved To, Modified Time], optional: true}
  # ... or, in older accounts, when it came into it.
  stage_history: {columns: [Stage, Modified Time, Probability (%)], optional: true}
  potential_stage_history: {columns: [Potential Id, Stage, Last Modified Time], optional: true}
  tasks: {columns: [Task Owner, Subject, Status], optional: true}
  meetings: {columns: [Host, From, To, Title], optional: true}
  events: {columns: [Event Owner, Start DateTime, End DateTime], optional: true}
  calls: {columns: [Call Owner, Call Type, Call Start Time], optional: true}
one_of: [deals, leads]
tables:
  teams:
    - {from: users, once: true, columns: {team_id: Role, name: Role}, other_columns: drop}
  people:
    - from: users
      columns:
        person_id: {first_of: [Record Id, User Id, Id, {template: "{First Name} {Last Name}"}]}
        name: {first_of: [{template: "{First Name} {Last Name}"}, Last Name, Email]}
        email: Email
        team_id: Role
        timezone: Time Zone
      other_columns: drop
    - {from: deals, once: true, columns: {person_id: &deal_owner {first_of: [Deal Owner.id, Deal Owner]}, name: Deal Owner}, other_columns: drop}
    - {from: leads, once: true, columns: {person_id: &lead_owner {first_of: [Lead Owner.id, Lead Owner]}, name: Lead Owner}, other_columns: drop}
  accounts:
    - from: accounts
      columns: {account_id: {first_of: [Record Id, Account Id, Account Name]}, name: Account Name, industry: Industry, country: Billing Country, segment: Account Type}
      other_columns: drop
    - {from: deals, once: true, columns: {account_id: &account {first_of: [Account Name.id, Account Name]}, name: Account Name}, other_columns: drop}
  campaigns:
    - from: campaigns
      columns:
        campaign_id: {first_of: [Record Id, Campaign Id, Campaign Name]}
        name: Campaign Name
        channel: Type
        origin: {constant: marketing}
        starts_on: Start Date
        ends_on: End Date
        budget: {column: Budgeted Cost, money: &money {thousands: ",", symbols: [$, €, £, ₹, Rs., Rs, EUR, USD, GBP, INR, US], multiples: {K: 1000, M: 1000000}}}
      attributes: {actual_cost: Actual Cost, status: Status}
      other_columns: drop
  leads:
    - from: leads
      columns:
        lead_id: {first_of: [Record Id, Lead Id]}
        created_at: Created Time
        name: {first_of: [Full Name, {template: "{First Name} {Last Name}"}, Last Name]}
        email: Email
        account_id: Converted Account.id
        source: Lead Source
        created_by: Created By.id
        owner_id: *lead_owner
        stage: {template: "Lead: {Lead Status}"}
        opportunity_id: Converted Deal.id
        converted_at: {first_of: [Converted Date Time, Converted Time]}
      attributes: {company: Company, industry: Industry, country: Country, rating: Rating}
      other_columns: drop
  opportunities:
    - from: deals
      columns:
        opportunity_id: {first_of: [Record Id, Deal Id]}
        created_at: Created Time
        name: Deal Name
        account_id: *account
        campaign_id: {first_of: [Campaign Source.id, Campaign Source]}
        owner_id: *deal_owner
        created_by: Created By.id
        type: {column: Type, map: {New Business: new, Existing Business: expansion, Renewal: renewal}, default: {constant: ""}}
        pipeline_id: Pipeline
        amount: {column: Amount, money: *money}
        currency: {first_of: [Currency, {column: Amount, extract: "(€|£|₹|EUR|USD|GBP|INR)", map: {€: EUR, £: GBP, ₹: INR}, default: keep}]}
        expected_close_on: Closing Date
        stage: &stage {first_of: [{template: "{Pipeline}/{Stage}"}, Stage]}
        # The closing date is a hope until the deal is closed; the probability of a closed one is 100 or 0.
        closed_on: {first_of: [{column: Closing Date, when: {Probability (%): ["100", "100.0"]}}, {column: Closing Date, when: {Probability (%): ["0", "0.0"]}}, {column: Closing Date, when: {Probability (%): {empty: true}}}]}
        lost_reason: {first_of: [Reason For Loss, Reason for Loss, Loss Reason]}
      attributes: {source: Lead Source, probability: Probability (%), type: Type}
      other_columns: drop
  stage_changes:
    - from: stage_history
      columns: &came
        subject_type: {constant: opportunity}
        subject_id: &deal {first_of: [Deal Name.id, Potential Name.id, Parent Id, Deal Id, Potential Id]}
        stage: *stage
        changed_at: {first_of: [Modified Time, Last Modified Time]}
        changed_by: {first_of: [Modified By.id, Last Modified Id]}
        change_id: {first_of: [Record Id, Potential Stage History Id]}
      other_columns: drop
    - {from: potential_stage_history, columns: *came, other_columns: drop}
    - from: stage_moves
      when: {Moved To: {empty: false}}
      columns:
        subject_type: {constant: opportunity}
        subject_id: *deal
        stage: {first_of: [{template: "{Pipeline}/{Moved To}"}, Moved To]}
        from_stage: *stage
        changed_at: Modified Time
        changed_by: Modified By.id
        change_id: Record Id
      other_columns: drop
  activities:
    - from: calls
      columns:
        activity_id: {first_of: [Record Id, Call Id]}
        type: {constant: call}
        occurred_at: Call Start Time
        person_id: {first_of: [Call Owner.id, Call Owner]}
        lead_id: &who {first_of: [Lead Id, {column: Contact Name.id, when: {$se_module: Leads}}]}
        opportunity_id: &what {first_of: [Related To.id, Deal Id]}
        direction: {column: Call Type, map: {Outbound: outbound, Inbound: inbound, Missed: inbound}, default: {constant: ""}}
        status: {column: Call Status, map: {Scheduled: scheduled, Cancelled: cancelled, Overdue: scheduled}, default: {constant: completed}}
        duration_seconds: {first_of: [Call Duration (in seconds), Call Duration In Seconds]}
        subject: Subject
      other_columns: drop
    - from: tasks
      columns:
        activity_id: {first_of: [Record Id, Task Id]}
        type: {constant: other}
        occurred_at: {first_of: [{column: Closed Time, when: {Status: Completed}}, Due Date, Created Time]}
        person_id: {first_of: [Task Owner.id, Task Owner]}
        lead_id: *who
        opportunity_id: *what
        status: {column: Status, map: {Completed: completed}, default: {constant: scheduled}}
        subject: Subject
      other_columns: drop
    - from: meetings
      columns:
        activity_id: Record Id
        type: {constant: meeting}
        occurred_at: {first_of: [To, From]}
        person_id: {first_of: [Host.id, Host]}
        lead_id: *who
        opportunity_id: *what
        subject: Title
      other_columns: drop
    - from: events
      columns:
        activity_id: {first_of: [Record Id, Event Id]}
        type: {constant: meeting}
        occurred_at: {first_of: [End DateTime, Start DateTime]}
        person_id: {first_of: [Event Owner.id, Event Owner]}
        lead_id: *who
        opportunity_id: *what
        subject: {first_of: [Title, Subject]}
      other_columns: drop
process:
  read:
    - from: deals
      columns:
        stage_id: *stage
        name: Stage
        of: {constant: opportunity}
        pipeline_id: Pipeline
        pipeline: Pipeline
        position: Probability (%)
        # A forecast category says whether a stage is closed; without it nothing does.
        category: {column: Forecast Category, map: {Closed: won, Omitted: lost, Pipeline: open, Best Case: open, Committed: open}, default: {constant: ""}}
    - {from: stage_moves, columns: {stage_id: *stage, name: Stage, of: {constant: opportunity}, pipeline_id: Pipeline, position: Probability (%)}}
    - {from: stage_history, columns: {stage_id: *stage, name: Stage, of: {constant: opportunity}, pipeline_id: Pipeline, position: Probability (%)}}
    - {from: leads, columns: {stage_id: {template: "Lead: {Lead Status}"}, name: Lead Status, of: {constant: lead}}}
`,
};
