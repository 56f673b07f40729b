/** Salesforce as its Data Export, the Data Loader or an API client writes it: one file per object, columns by their API names. */
import type { Source } from "../source.ts";
import { activities, responses } from "./activities.ts";
import { derived, ownerChanges, stageChanges, valueChanges } from "./histories.ts";
import {
  accounts,
  campaigns,
  dealStages,
  files,
  leads,
  nothing,
  opportunities,
  otherStages,
  people,
  teams,
} from "./objects.ts";
import { asTheApi, spelled } from "./spelling.ts";

const ofLeads = `leave_out: [Description, Street, PostalCode, Latitude, Longitude, GeocodeAccuracy, Phone, MobilePhone, Fax, Salutation, Jigsaw,
        JigsawContactId, CleanStatus, IsUnreadByOwner, LastActivityDate, LastViewedDate, LastReferencedDate, PhotoUrl, LastModifiedById,
        ConvertedContactId, DandbCompanyId, CompanyDunsNumber, IndividualId, City, State, Website]`;
const ofOpportunities = `leave_out: [Description, ExpectedRevenue, IsWon, IsPrivate, StageSortOrder, TotalOpportunityQuantity, NextStep, ForecastCategory,
        HasOpportunityLineItem, Pricebook2Id, LastModifiedById, LastActivityDate, LastStageChangeDate, FiscalYear, FiscalQuarter, Fiscal,
        ContactId, LastViewedDate, LastReferencedDate, LastAmountChangedHistoryId, LastCloseDateChangedHistoryId, HasOpenActivity, HasOverdueTask]`;

const text = `name: salesforce
title: Salesforce export
# The Data Export and the API write UTC; a locale's form (02/23/26 08:55 PM) is somebody's wall clock.
zone: UTC
date_order: shared
${nothing}
salesforce_ids: [Id, "*Id", "* ID", OldValue, NewValue]
files:
${files}
  opportunity_report: {columns: [Opportunity ID, Opportunity Name, Stage, Close Date], optional: true}
  history_report: {columns: [Opportunity ID, From Stage, To Stage, Last Modified], optional: true}
one_of: [opportunities, opportunity_report, leads]
derived:
${derived}
  report_moves: {from: history_report, changes: {of: To Stage, by: Opportunity ID, time: Last Modified}}
tables:
  teams:
${teams}
  people:
${people}
    - {from: opportunity_report, by_name: true, columns: {person_id: Opportunity Owner, name: Opportunity Owner}, other_columns: drop}
  accounts:
${accounts()}
    - {from: opportunity_report, once: true, columns: {account_id: Account Name, name: Account Name}, other_columns: drop}
  campaigns:
${campaigns}
  leads:
${leads(ofLeads)}
  opportunities:
${opportunities(ofOpportunities)}
    - from: opportunity_report
      columns:
        opportunity_id: Opportunity ID
        created_at: Created Date
        name: Opportunity Name
        account_id: Account Name
        owner_id: Opportunity Owner
        type: {column: Type, map: {New Customer: new, New Business: new, Existing Customer - Upgrade: expansion, Existing Business: expansion}, default: {constant: ""}}
        amount: {column: Amount, money: {thousands: ",", symbols: [$, €, £, USD, EUR, GBP, CHF], multiples: {K: 1000, M: 1000000}}}
        currency: {first_of: [Amount Currency, {column: Amount, extract: "(€|£|EUR|USD|GBP|CHF)", map: {€: EUR, £: GBP}, default: keep}]}
        expected_close_on: Close Date
        stage: Stage
        # A report without the column says of no deal whether it is closed: then its stage does.
        closed_on: {first_of: [{column: Close Date, when: {Closed: {yes: true}}}, {column: Close Date, when: {Closed: {empty: true}}}]}
        lost_reason: Loss Reason
      leave_out: [Won, Fiscal Period, Age, Next Step]
  stage_changes:
${stageChanges}
    - from: report_moves
      unless: [opportunity_history, opportunity_field_history]
      columns:
        subject_type: {constant: opportunity}
        subject_id: Opportunity ID
        stage: To Stage
        from_stage: {first_of: [From Stage, previous]}
        changed_at: Last Modified
      other_columns: drop
  owner_changes:
${ownerChanges}
  value_changes:
${valueChanges}
  activities:
${activities}
  responses:
${responses}
process:
  read:
${dealStages}
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
${otherStages}
`;

export const salesforce: Source = {
  name: "salesforce",
  title: "Salesforce export",
  mapping: spelled(text, asTheApi),
};
