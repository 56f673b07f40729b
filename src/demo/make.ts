/** A realistic company in canonical tables, with known truths planted in it. */
import type { TableName } from "../model/tables.ts";
import {
  doubledMails,
  mergedLeads,
  oddDeals,
  plannedMeetings,
  strayConversions,
  teamMeetings,
  testLeads,
} from "./blemishes.ts";
import { campaignRows, spendRows } from "./campaigns.ts";
import { type Company, companyOf } from "./company.ts";
import { dateOf } from "./days.ts";
import { dealRow } from "./deals.ts";
import { goalRows } from "./goals.ts";
import { instantText } from "./hours.ts";
import { leadRow } from "./leads.ts";
import { demoConfig } from "./process.ts";
import { rateRows } from "./rates.ts";
import type { Activity, Fields, Response } from "./records.ts";
import { scenario } from "./scenario.ts";
import { membershipRows, peopleRows, teams } from "./staff.ts";
import { type DemoTable, tableOf } from "./tables.ts";
import { type Truths, truthsOf } from "./truths.ts";

export interface DemoOptions {
  /** The same seed and day give the same bytes. */
  readonly seed: number;
  /** The last day of data, `YYYY-MM-DD`. */
  readonly endsOn: string;
}

export interface DemoFiles {
  /** The text of `quarterdeck.yaml`. */
  readonly config: string;
  readonly tables: Readonly<Partial<Record<TableName, DemoTable>>>;
  /** What was planted: where, from when, how strong, and which KPI shows it. */
  readonly truths: Truths;
}

const byTime = <T extends { readonly at: number }>(list: readonly T[]): T[] =>
  list.toSorted((left, right) => left.at - right.at);

const initiativeRows = ({ plan }: Company): Fields[] => [
  {
    initiative_id: "I1",
    name: "Answer within the hour",
    starts_on: dateOf(plan.initiative.from),
    kpi: "follow_up_rate",
    expected: "up",
    scope: "team",
    scope_ids: plan.initiative.team,
    note: "New routing and alerts for sales development. Response time should fall and lead conversion rise with it.",
  },
  {
    initiative_id: "I2",
    name: "New mail templates",
    starts_on: dateOf(plan.idleInitiative.from),
    kpi: "response_sentiment",
    expected: "up",
    scope: "company",
    note: "Shorter first mails.",
  },
];

const activityTables = (
  activities: readonly Activity[],
): { ids: Map<Activity, string>; rows: Fields[]; attendees: Fields[] } => {
  const ids = new Map(activities.map((activity, index) => [activity, `A${String(index + 1).padStart(6, "0")}`]));
  const rows = activities.map((activity) => ({
    activity_id: ids.get(activity),
    type: activity.type,
    occurred_at: instantText(activity.at),
    person_id: activity.person,
    lead_id: activity.lead,
    opportunity_id: activity.opportunity,
    direction: activity.direction,
    status: activity.status,
    automated: activity.automated,
    internal: activity.internal,
    message_id: activity.messageId,
    duration_seconds: activity.seconds,
    subject: activity.subject,
  }));
  const attendees = activities.flatMap((activity) =>
    (activity.attendees ?? []).map((person_id) => ({ activity_id: ids.get(activity), person_id })),
  );
  return { ids, rows, attendees };
};

const responseRows = (responses: readonly Response[], ids: ReadonlyMap<Activity, string>): Fields[] =>
  responses.map((response, index) => ({
    response_id: `R${String(index + 1).padStart(5, "0")}`,
    received_at: instantText(response.at),
    lead_id: response.lead,
    opportunity_id: response.opportunity,
    activity_id: response.to === undefined ? null : ids.get(response.to),
    person_id: response.person,
    sentiment: response.sentiment,
    classified_by: response.sentiment === "unclassified" ? null : "person",
  }));

const historyRows = ({ leads, deals }: Company) => {
  const records = [...leads, ...deals];
  return {
    stages: byTime(records.flatMap(({ stages }) => stages)).map((move, index) => ({
      subject_type: move.of,
      subject_id: move.id,
      stage: move.stage,
      changed_at: instantText(move.at),
      from_stage: move.from,
      changed_by: move.by,
      change_id: index + 1,
    })),
    owners: byTime(records.flatMap(({ owners }) => owners)).map((move) => ({
      subject_type: move.of,
      subject_id: move.id,
      owner_id: move.owner,
      changed_at: instantText(move.at),
      from_owner_id: move.from,
    })),
    values: byTime(deals.flatMap(({ values }) => values)).map((move) => ({
      opportunity_id: move.id,
      field: move.field,
      value: move.value,
      changed_at: instantText(move.at),
      from_value: move.from,
    })),
  };
};

const deletion = (company: Company, id: string): Fields => {
  const at = company.deleted.get(id);
  return at === undefined ? {} : { deleted_at: instantText(at) };
};

/** Twenty-four months that end with `endsOn`; no fact is later, only plans are. A date that does not exist is a problem. */
export const makeDemo = ({ seed, endsOn }: DemoOptions): DemoFiles => {
  const company = companyOf(scenario(seed, endsOn));
  const { plan, leads, deals, dealOfLead } = company;
  const worked = [...leads, ...deals].flatMap(({ activities }) => activities);
  const doubled = doubledMails(company, worked);
  const activities = byTime([...worked, ...doubled, ...teamMeetings(company), ...plannedMeetings(company)]);
  const { ids, rows: activityRows, attendees } = activityTables(activities);
  const history = historyRows(company);
  const stray = strayConversions(company);
  const merged = mergedLeads(company);
  const tests = testLeads(company);
  const odd = oddDeals(company);
  const leadRows = leads.map((life): Fields => {
    const { id } = life.arrival;
    const strayAt = stray.get(id);
    return {
      ...leadRow(life, dealOfLead.get(id) ?? null),
      ...(strayAt === undefined ? {} : { converted_at: instantText(strayAt) }),
      ...deletion(company, id),
    };
  });
  return {
    config: demoConfig,
    tables: {
      teams: tableOf("teams", teams),
      people: tableOf("people", peopleRows(company.staff)),
      memberships: tableOf("memberships", membershipRows(company.staff)),
      accounts: tableOf(
        "accounts",
        company.accounts.map(({ id, ...rest }) => ({ account_id: id, ...rest })),
      ),
      campaigns: tableOf("campaigns", campaignRows(plan, company.campaigns)),
      spend: tableOf("spend", spendRows(plan, company.campaigns)),
      leads: tableOf("leads", [...leadRows, ...merged, ...tests]),
      opportunities: tableOf("opportunities", [
        ...deals.map((life) => ({ ...dealRow(life), ...deletion(company, life.id) })),
        ...odd,
      ]),
      stage_changes: tableOf("stage_changes", history.stages),
      owner_changes: tableOf("owner_changes", history.owners),
      value_changes: tableOf("value_changes", history.values),
      activities: tableOf("activities", activityRows),
      activity_attendees: tableOf("activity_attendees", attendees),
      responses: tableOf(
        "responses",
        responseRows(byTime([...leads, ...deals].flatMap(({ responses }) => responses)), ids),
      ),
      goals: tableOf("goals", goalRows(company, worked), ["recorded_at"]),
      initiatives: tableOf("initiatives", initiativeRows(company)),
      fx_rates: tableOf("fx_rates", rateRows(plan)),
    },
    truths: truthsOf(company, {
      merged: merged.length,
      test: tests.length + odd.filter(({ is_test }) => is_test === true).length,
      undeclared: odd.filter(({ stage }) => stage === "legal_review").length,
      strayConversions: stray.size,
      doubledMails: doubled.length,
    }),
  };
};
