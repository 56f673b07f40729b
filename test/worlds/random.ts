/** A small company made from a seed, as awkward as real ones: the same seed makes the same company. */

import type { Time } from "./calendar.ts";
import { dayLong, written } from "./calendar.ts";
import { rowAt } from "./cut.ts";
import { activitiesOf, attendeesOf, goalsOf, responsesOf } from "./dealings.ts";
import type { Dice } from "./dice.ts";
import { diceOf } from "./dice.ts";
import { configOf } from "./processes.ts";
import type { Made, Setting } from "./records.ts";
import { leadOf, opportunityOf } from "./records.ts";
import { campaignsOf, numbered, ratesOf, staffOf } from "./staff.ts";
import type { Cells, World } from "./world.ts";

export interface RandomOptions {
  readonly months?: number;
  readonly leads?: number;
  readonly opportunities?: number;
  /** Share of the rows that say that they were recorded later. */
  readonly late?: number;
}

/** Some rows become known only some days after what they tell. */
const recordedLate = (dice: Dice, rows: readonly Cells[], occurred: string, time: Time, share: number): Cells[] =>
  rows.map((row) => {
    if (!dice.chance(share)) return row;
    const t = rowAt(row[occurred], time.zone) + dice.int(0, 40) * dayLong + dice.int(0, 86_399) * 1000;
    return { ...row, recorded_at: written(dice, Math.max(t, rowAt(row[occurred], time.zone)), time.zone) };
  });

const accountsOf = (dice: Dice): Cells[] =>
  numbered("acc", 5).map((account_id) => ({
    account_id,
    name: `Account ${account_id}`,
    segment: dice.maybe(0.8, () => dice.pick(["small", "large"])),
    industry: dice.maybe(0.8, () => dice.pick(["steel", "food"])),
    country: dice.maybe(0.8, () => dice.pick(["US", "DE"])),
  }));

const idsOf = (rows: readonly Cells[], key: string): string[] => rows.map((row) => row[key]!);

export const randomWorld = (seed: number, options: RandomOptions = {}): World => {
  const dice = diceOf(seed);
  const config = configOf(dice);
  const end = Date.parse("2025-06-20T15:00:00Z");
  const start = end - (options.months ?? dice.int(18, 24)) * 30 * dayLong;
  const time = { zone: config.timezone, start, end };
  const { people, teams, memberships } = staffOf(dice, time);
  const { campaigns, spend } = campaignsOf(dice, time);
  const accounts = accountsOf(dice);
  let change = dice.int(1, 90);
  const setting: Setting = {
    dice,
    time,
    config,
    people: idsOf(people, "person_id"),
    campaigns: idsOf(campaigns, "campaign_id"),
    accounts: idsOf(accounts, "account_id"),
    changeId: () => {
      change += dice.int(1, 3);
      return String(change);
    },
  };
  const dealIds = numbered("o", options.opportunities ?? dice.int(15, 60));
  const deals: Made[] = dealIds.map((id) => opportunityOf(setting, id, dealIds));
  const leadIds = numbered("l", options.leads ?? dice.int(20, 80));
  const leads: Made[] = leadIds.map((id) => leadOf(setting, id, leadIds, deals));
  const all = [...leads, ...deals];
  const activities = activitiesOf(setting, all.length * 2, leads, deals);
  const late = (rows: readonly Cells[], occurred: string): Cells[] =>
    recordedLate(dice, rows, occurred, time, options.late ?? 0.12);
  return {
    config,
    tables: {
      people,
      teams,
      memberships,
      accounts,
      campaigns,
      spend: late(spend, "spent_on"),
      leads: late(
        leads.map(({ record }) => record),
        "created_at",
      ),
      opportunities: late(
        deals.map(({ record }) => record),
        "created_at",
      ),
      stage_changes: late(
        all.flatMap(({ stageChanges }) => stageChanges),
        "changed_at",
      ),
      owner_changes: late(
        all.flatMap(({ ownerChanges }) => ownerChanges),
        "changed_at",
      ),
      value_changes: late(
        deals.flatMap(({ valueChanges }) => valueChanges),
        "changed_at",
      ),
      activities: late(activities, "occurred_at"),
      activity_attendees: attendeesOf(setting, activities),
      responses: late(responsesOf(setting, all.length, leads, deals), "received_at"),
      goals: goalsOf(setting, idsOf(teams, "team_id")),
      fx_rates: ratesOf(dice, time, config.currency),
    },
  };
};
