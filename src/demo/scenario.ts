/** What is planted in the demo company: which dates, whom it concerns and how strong it is. */
import { addMonths, dayNamed, firstOfMonth, firstOfQuarter, isWorkday } from "./days.ts";
import { instantOf, reportZone } from "./hours.ts";

/** Half-open local days. */
export interface Days {
  readonly from: number;
  readonly to: number;
}

export interface Scenario {
  readonly seed: number;
  /** First day of data, and the day after the last one. */
  readonly days: Days;
  /** Opportunities that were already open on the first day were created from this day on. */
  readonly opensOn: number;
  /** The instant at which the data ends; every fact is earlier. */
  readonly end: number;
  readonly initiative: {
    readonly team: string;
    readonly from: number;
    readonly followUpGain: number;
    readonly waitFactor: number;
  };
  readonly idleInitiative: { readonly from: number };
  readonly slowTeam: {
    readonly team: string;
    readonly stage: string;
    readonly from: number;
    readonly factor: number;
  };
  readonly winDrop: {
    readonly team: string;
    readonly quarter: Days;
    readonly previous: Days;
    readonly factor: number;
  };
  readonly leaver: { readonly person: string; readonly lastDay: number; readonly leavesAt: number };
  readonly lowestFollowUp: { readonly person: string; readonly rate: number };
  readonly weakChannel: { readonly channel: string; readonly factor: number };
  readonly slowestStage: string;
  readonly budgetOnlyCampaign: string;
  readonly leadlessCampaign: string;
}

const lastWorkday = (day: number): number => (isWorkday(day) ? day : lastWorkday(day - 1));

/** Everything is counted back from the last day of data, so that the demo is as fresh as that day. */
export const scenario = (seed: number, endsOn: string): Scenario => {
  const to = dayNamed(endsOn) + 1;
  const quarterEnd = firstOfQuarter(to);
  const from = addMonths(to, -24);
  const lastDay = lastWorkday(addMonths(to, -5));
  return {
    seed,
    days: { from, to },
    opensOn: from - 100,
    end: instantOf(reportZone, to, 0),
    initiative: { team: "sdr", from: firstOfMonth(addMonths(to, -8)), followUpGain: 0.18, waitFactor: 0.4 },
    idleInitiative: { from: firstOfMonth(addMonths(to, -6)) },
    slowTeam: { team: "europe", stage: "proposal", from: firstOfMonth(addMonths(to, -7)), factor: 2 },
    winDrop: {
      team: "west",
      quarter: { from: addMonths(quarterEnd, -3), to: quarterEnd },
      previous: { from: addMonths(quarterEnd, -6), to: addMonths(quarterEnd, -3) },
      factor: 0.18,
    },
    leaver: { person: "P09", lastDay, leavesAt: instantOf(reportZone, lastDay, 16.5 * 3_600_000) },
    lowestFollowUp: { person: "P16", rate: 0.36 },
    weakChannel: { channel: "content_syndication", factor: 0.22 },
    slowestStage: "negotiation",
    budgetOnlyCampaign: "C29",
    leadlessCampaign: "C30",
  };
};
