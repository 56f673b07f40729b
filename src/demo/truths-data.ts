/** What is wrong with the data, and how often. */
import type { Company } from "./company.ts";
import { dateOf } from "./days.ts";
import { livingDeals } from "./measure.ts";
import type { Truth } from "./truth.ts";

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

/** What the records show that was added beside the lives: counts by what is wrong with them. */
export interface BlemishCounts {
  readonly merged: number;
  readonly test: number;
  readonly undeclared: number;
  readonly strayConversions: number;
  readonly doubledMails: number;
}

export const dataTruths = (company: Company, counts: BlemishCounts): Truth[] => {
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
