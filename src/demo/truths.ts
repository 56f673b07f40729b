/** Everything that was planted, where it shows and how large it came out: the answer sheet for what finds such things. */
import type { Company } from "./company.ts";
import { addMonths, dateOf, monthOf, weekdayIndex } from "./days.ts";
import { instantText, reportDay } from "./hours.ts";
import {
  closes,
  converted,
  followed,
  handled,
  livingDeals,
  livingLeads,
  mean,
  median,
  shareOf,
  visits,
  within,
} from "./measure.ts";
import type { Days } from "./scenario.ts";

export interface Truth {
  readonly id: string;
  readonly kind: string;
  /** The KPI that shows it; `null`: a finding of the import shows it. */
  readonly kpi: string | null;
  /** Where: dimension to id. */
  readonly where: Readonly<Record<string, string>>;
  /** Local dates, half-open; `null`: all of the data. */
  readonly range: { readonly from: string; readonly to: string } | null;
  readonly compare: { readonly from: string; readonly to: string } | null;
  /** What is to be seen there against `compare`, or against the others. */
  readonly shows: "up" | "down" | "no_change" | "highest" | "lowest" | "present";
  /** What the generator was told. */
  readonly planted: Readonly<Record<string, string | number>>;
  /** What came out, counted from the records. */
  readonly measured: Readonly<Record<string, number | null>>;
  readonly sentence: string;
}

export interface Truths {
  readonly version: 1;
  readonly seed: number;
  /** First and last local day of data. */
  readonly starts_on: string;
  readonly ends_on: string;
  readonly as_of: string;
  readonly truths: readonly Truth[];
}

const grouped = <T, K>(list: readonly T[], key: (one: T) => K): Map<K, T[]> => {
  const groups = new Map<K, T[]>();
  for (const one of list) {
    const group = groups.get(key(one));
    if (group === undefined) groups.set(key(one), [one]);
    else group.push(one);
  }
  return groups;
};

const dates = ({ from, to }: Days): { from: string; to: string } => ({ from: dateOf(from), to: dateOf(to) });
const named = (counts: Readonly<Record<string, number>>, id: string, sentence: string): Truth => ({
  id,
  kind: "data_quality",
  kpi: null,
  where: {},
  range: null,
  compare: null,
  shows: "present",
  planted: {},
  measured: counts,
  sentence,
});

const initiative = (company: Company): Truth[] => {
  const { team, from, followUpGain, waitFactor } = company.plan.initiative;
  const before = { from: addMonths(from, -6), to: from };
  const after = { from, to: company.plan.days.to };
  const theirs = handled(company).filter((one) => one.team === team);
  const [early, late] = [
    theirs.filter(({ day }) => within(before, day)),
    theirs.filter(({ day }) => within(after, day)),
  ];
  const common = {
    kind: "initiative_effect",
    where: { team },
    range: dates(after),
    compare: dates(before),
  };
  const rates = [followed(company, early), followed(company, late)] as const;
  const conversions = [
    converted(
      company,
      early.map(({ lead }) => lead),
    ),
    converted(
      company,
      late.map(({ lead }) => lead),
    ),
  ] as const;
  const hours = (list: typeof early): number[] => list.flatMap((one) => (one.hours === null ? [] : [one.hours]));
  return [
    {
      ...common,
      id: "initiative_follow_up",
      kpi: "follow_up_rate",
      shows: "up",
      planted: { initiative: "I1", gain: followUpGain },
      measured: { before: rates[0].value, before_n: rates[0].den, after: rates[1].value, after_n: rates[1].den },
      sentence: `From ${dateOf(from)} sales development follows up more of its leads (initiative I1).`,
    },
    {
      ...common,
      id: "initiative_response_time",
      kpi: "response_time",
      shows: "down",
      planted: { initiative: "I1", wait_factor: waitFactor },
      measured: { before_median_answered: median(hours(early)), after_median_answered: median(hours(late)) },
      sentence: `From ${dateOf(from)} sales development answers much sooner (initiative I1).`,
    },
    {
      ...common,
      id: "initiative_conversion",
      kpi: "lead_conversion",
      shows: "up",
      planted: { initiative: "I1", through: "more and earlier follow-up" },
      measured: {
        before: conversions[0].value,
        before_n: conversions[0].den,
        after: conversions[1].value,
        after_n: conversions[1].den,
      },
      sentence: `From ${dateOf(from)} more of sales development's leads convert, because more are followed up and sooner.`,
    },
  ];
};

const idle = (company: Company): Truth => {
  const { from } = company.plan.idleInitiative;
  const before = { from: addMonths(from, -6), to: from };
  const after = { from, to: company.plan.days.to };
  const positive = (days: Days): number | null => {
    const latest = livingLeads(company).flatMap(({ responses }) => {
      const last = responses.filter(
        ({ at, sentiment }) =>
          ["positive", "negative", "unsubscribe"].includes(sentiment) && within(days, reportDay(at)),
      );
      return last.slice(-1);
    });
    return shareOf(latest, ({ sentiment }) => sentiment === "positive").value;
  };
  return {
    id: "initiative_without_effect",
    kind: "initiative_without_effect",
    kpi: "response_sentiment",
    where: {},
    range: dates(after),
    compare: dates(before),
    shows: "no_change",
    planted: { initiative: "I2" },
    measured: { before: positive(before), after: positive(after) },
    sentence: "The new mail templates (initiative I2) were meant to bring friendlier answers; nothing was planted.",
  };
};

const people = (company: Company): Truth[] => {
  const { plan, staff, leads, deals } = company;
  const owners = grouped(handled(company), ({ owner }) => owner);
  const rates = [...owners].map(([owner, list]) => ({ owner, share: followed(company, list) }));
  const lowest = rates.find(({ owner }) => owner === plan.lowestFollowUp.person)?.share;
  const others = rates.flatMap(({ owner, share }) =>
    owner === plan.lowestFollowUp.person || share.value === null ? [] : [share.value],
  );
  const { person, lastDay } = plan.leaver;
  const left = [...leads, ...deals].flatMap(({ owners: changes }) => changes).filter(({ from }) => from === person);
  return [
    {
      id: "lowest_follow_up",
      kind: "lowest_of_all",
      kpi: "follow_up_rate",
      where: { person: plan.lowestFollowUp.person },
      range: dates(plan.days),
      compare: null,
      shows: "lowest",
      planted: { rate: plan.lowestFollowUp.rate },
      measured: { rate: lowest?.value ?? null, n: lowest?.den ?? null, next_lowest: Math.min(...others) },
      sentence: `${staff.person(plan.lowestFollowUp.person).name} follows up the smallest share of leads.`,
    },
    {
      id: "rep_left",
      kind: "person_left",
      kpi: null,
      where: { person },
      range: { from: dateOf(lastDay), to: dateOf(lastDay + 1) },
      compare: null,
      shows: "present",
      planted: { ended_on: dateOf(lastDay), reassigned_at: instantText(plan.leaver.leavesAt) },
      measured: {
        leads_reassigned: left.filter(({ of, at }) => of === "lead" && at === plan.leaver.leavesAt).length,
        opportunities_reassigned: left.filter(({ of, at }) => of === "opportunity" && at === plan.leaver.leavesAt)
          .length,
      },
      sentence: `${staff.person(person).name} left on ${dateOf(lastDay)}; what was open went to teammates that afternoon.`,
    },
  ];
};

const stages = (company: Company): Truth[] => {
  const { plan } = company;
  const all = visits(company);
  const { team, stage, from, factor } = plan.slowTeam;
  /** Only visits entered 70 days before the end, so that nearly all are over. */
  const after = { from, to: plan.days.to - 70 };
  const before = { from: plan.days.from, to: from };
  const lengths = (days: Days, where: (team: string | null) => boolean): number[] =>
    all.flatMap((one) =>
      one.stage === stage && within(days, one.day) && where(one.team) && one.days !== null ? [one.days] : [],
    );
  const theirs = (one: string | null): boolean => one === team;
  const byStage = (name: string): number | null =>
    median(
      all.flatMap((one) => (one.stage === name && one.days !== null && within(plan.days, one.day) ? [one.days] : [])),
    );
  return [
    {
      id: "team_slows_down",
      kind: "stage_slows_down",
      kpi: "stage_duration",
      where: { team, stage },
      range: dates(after),
      compare: dates(before),
      shows: "up",
      planted: { factor },
      measured: {
        before_mean_days: mean(lengths(before, theirs)),
        after_mean_days: mean(lengths(after, theirs)),
        others_before_mean_days: mean(lengths(before, (one) => !theirs(one))),
        others_after_mean_days: mean(lengths(after, (one) => !theirs(one))),
      },
      sentence: `From ${dateOf(from)} opportunities of the team ${team} stay twice as long in ${stage}.`,
    },
    {
      id: "slowest_stage",
      kind: "slowest_stage",
      kpi: "stage_duration",
      where: { stage: plan.slowestStage },
      range: dates(plan.days),
      compare: null,
      shows: "highest",
      planted: {},
      measured: {
        discovery: byStage("discovery"),
        qualified: byStage("qualified"),
        proposal: byStage("proposal"),
        negotiation: byStage("negotiation"),
      },
      sentence: `${plan.slowestStage} takes longest of all stages (median days of a visit).`,
    },
  ];
};

const channels = (company: Company): Truth[] => {
  const { plan, campaigns } = company;
  const shares = [...grouped(livingLeads(company), ({ arrival }) => arrival.channel)].flatMap(([channel, leads]) =>
    channel === null ? [] : [{ channel, share: converted(company, leads) }],
  );
  const weak = shares.find(({ channel }) => channel === plan.weakChannel.channel)?.share;
  const others = shares.flatMap(({ channel, share }) =>
    channel === plan.weakChannel.channel || share.value === null ? [] : [share.value],
  );
  const leadsOf = (id: string): number => livingLeads(company).filter(({ arrival }) => arrival.campaign === id).length;
  const nameOf = (id: string): string => campaigns.find((campaign) => campaign.id === id)?.name ?? id;
  const common = { kind: "campaign_cost", kpi: "cost_per_lead", range: dates(plan.days), compare: null, planted: {} };
  return [
    {
      id: "weak_channel",
      kind: "weakest_channel",
      kpi: "lead_conversion",
      where: { channel: plan.weakChannel.channel },
      range: dates(plan.days),
      compare: null,
      shows: "lowest",
      planted: { factor: plan.weakChannel.factor },
      measured: { rate: weak?.value ?? null, n: weak?.den ?? null, next_lowest: Math.min(...others) },
      sentence: `Leads of the channel ${plan.weakChannel.channel} are cheap and hardly ever convert.`,
    },
    {
      ...common,
      id: "budget_without_spend",
      where: { campaign: plan.budgetOnlyCampaign },
      shows: "present",
      measured: { leads: leadsOf(plan.budgetOnlyCampaign) },
      sentence: `${nameOf(plan.budgetOnlyCampaign)} has a budget and leads, but no spend was booked.`,
    },
    {
      ...common,
      id: "spend_without_leads",
      where: { campaign: plan.leadlessCampaign },
      shows: "present",
      measured: { leads: leadsOf(plan.leadlessCampaign) },
      sentence: `${nameOf(plan.leadlessCampaign)} costs money and brings no leads.`,
    },
  ];
};

const wins = (company: Company): Truth => {
  const { team, quarter, previous, factor } = company.plan.winDrop;
  const theirs = closes(company).filter((close) => close.team === team);
  const [then, now] = [previous, quarter].map((days) =>
    shareOf(
      theirs.filter(({ day }) => within(days, day)),
      ({ won }) => won,
    ),
  );
  return {
    id: "win_rate_drop",
    kind: "worse_than_previous",
    kpi: "win_rate",
    where: { team },
    range: dates(quarter),
    compare: dates(previous),
    shows: "down",
    planted: { factor_on_last_stage: factor },
    measured: {
      before: then?.value ?? null,
      before_n: then?.den ?? null,
      after: now?.value ?? null,
      after_n: now?.den ?? null,
    },
    sentence: `The team ${team} wins far less of what ends in the quarter from ${dateOf(quarter.from)} than in the one before.`,
  };
};

const seasons = (company: Company): Truth => {
  const days = livingLeads(company).map(({ arrival }) => reportDay(arrival.at));
  const weekdays = days.map(weekdayIndex);
  const perDay = (...months: readonly number[]): number => {
    let length = 0;
    for (let day = company.plan.days.from; day < company.plan.days.to; day += 1)
      if (months.includes(monthOf(day))) length += 1;
    return days.filter((day) => months.includes(monthOf(day))).length / length;
  };
  return {
    id: "season",
    kind: "seasonality",
    kpi: "lead_origin",
    where: {},
    range: dates(company.plan.days),
    compare: null,
    shows: "present",
    planted: { peak_weekday: "tue" },
    measured: {
      tuesday_share: shareOf(weekdays, (day) => day === 1).value,
      weekend_share: shareOf(weekdays, (day) => day > 4).value,
      july_august_a_day: perDay(7, 8),
      september_november_a_day: perDay(9, 10, 11),
    },
    sentence:
      "Leads come in on working days, most on Tuesdays; many in autumn, few in high summer and over the turn of the year.",
  };
};

/** What the records show that was added beside the lives: counts by what is wrong with them. */
export interface BlemishCounts {
  readonly merged: number;
  readonly test: number;
  readonly undeclared: number;
  readonly strayConversions: number;
  readonly doubledMails: number;
}

const blemishes = (company: Company, counts: BlemishCounts): Truth[] => {
  const { plan, deals, leads, deleted } = company;
  const lastDay = dateOf(plan.days.to - 1);
  const overdue = livingDeals(company).filter(
    ({ closedAt, expectedCloseOn }) => closedAt === null && expectedCloseOn < lastDay,
  );
  const undeclared = deals.filter(({ stages: moves }) => moves.some(({ stage }) => stage === "legal_review"));
  const early = leads.filter(({ arrival, activities }) => activities.some(({ at }) => at < arrival.at));
  return [
    named({ leads: counts.merged }, "merged", "Leads entered twice and merged."),
    named({ records: counts.test }, "test", "Test leads and test opportunities."),
    named({ records: deleted.size }, "deleted", "Deleted leads and opportunities."),
    named(
      { opportunities: deals.filter(({ stage }) => stage === "created_in_error").length },
      "void",
      "Opportunities created in error.",
    ),
    named(
      {
        opportunities: undeclared.length + counts.undeclared,
        standing: undeclared.filter(({ stage }) => stage === "legal_review").length + counts.undeclared,
      },
      "undeclared_stage",
      "Opportunities that stood in legal_review, a stage that the process does not declare.",
    ),
    named({ opportunities: overdue.length }, "overdue", "Open opportunities whose expected close has passed."),
    named(
      { leads: counts.strayConversions },
      "converted_without_opportunity",
      "Leads marked as converted without an opportunity.",
    ),
    named(
      { opportunities: 2 },
      "closed_before_created",
      "Opportunities of a former system that end before they begin.",
    ),
    named({ opportunities: 5 }, "born_closed", "Opportunities entered when they were already won."),
    named({ opportunities: 14 }, "no_history", "Opportunities of a former system without stage history."),
    named(
      { opportunities: deals.filter(({ currency }) => currency === "CHF").length },
      "missing_rate",
      "Amounts in a currency without a rate.",
    ),
    named(
      { opportunities: deals.filter(({ amount }) => amount === null).length },
      "missing_amount",
      "Opportunities without an amount.",
    ),
    named({ leads: early.length }, "pre_contacted", "Leads that were called before they were entered."),
    named(
      { leads: leads.filter(({ arrival }) => arrival.dateOnly).length },
      "date_only",
      "Leads of which only the day is known.",
    ),
    named({ leads: leads.filter(({ owner }) => owner === null).length }, "unassigned", "Leads that nobody was given."),
    named({ activities: counts.doubledMails }, "doubled_mail", "Mails logged twice, with one message id."),
  ];
};

export const truthsOf = (company: Company, counts: BlemishCounts): Truths => ({
  version: 1,
  seed: company.plan.seed,
  starts_on: dateOf(company.plan.days.from),
  ends_on: dateOf(company.plan.days.to - 1),
  as_of: new Date(company.plan.end).toISOString(),
  truths: [
    ...initiative(company),
    idle(company),
    ...people(company),
    ...stages(company),
    ...channels(company),
    wins(company),
    seasons(company),
    ...blemishes(company, counts),
  ],
});
