/** Two initiatives: one that worked, one that changed nothing. */
import type { Company } from "./company.ts";
import { addMonths, dateOf } from "./days.ts";
import { reportDay } from "./hours.ts";
import { converted, followed, handled, livingLeads, median, shareOf, within } from "./measure.ts";
import type { Days } from "./scenario.ts";
import { dates, type Truth } from "./truth.ts";

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

export const initiativeTruths = (company: Company): Truth[] => [...initiative(company), idle(company)];
