/** Which channel is weak, which campaigns cost oddly, and when leads come in. */
import type { Company } from "./company.ts";
import { monthOf, weekdayIndex } from "./days.ts";
import { reportDay } from "./hours.ts";
import { converted, grouped, livingLeads, shareOf } from "./measure.ts";
import { dates, type Truth } from "./truth.ts";

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

export const marketTruths = (company: Company): Truth[] => [...channels(company), seasons(company)];
