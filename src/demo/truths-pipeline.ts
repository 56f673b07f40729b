/** Which stage is slow, which team became slow, and which team won less. */
import type { Company } from "./company.ts";
import { dateOf } from "./days.ts";
import { closes, mean, median, shareOf, visits, within } from "./measure.ts";
import type { Days } from "./scenario.ts";
import { dates, type Truth } from "./truth.ts";

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

export const pipelineTruths = (company: Company): Truth[] => [...stages(company), wins(company)];
