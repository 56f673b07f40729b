/** What brings leads, and what it costs on each day. */
import { addMonths, dateOf, monthOf, weekdayIndex } from "./days.ts";
import { between, chance, logNormal, random } from "./random.ts";
import type { Fields } from "./records.ts";
import type { Days, Scenario } from "./scenario.ts";

export interface Campaign {
  readonly id: string;
  readonly name: string;
  readonly channel: string;
  readonly origin: "marketing" | "sales" | "partner";
  readonly days: Days;
  /** Leads on a usual day, before season. */
  readonly daily: number;
  /** What a lead costs, in the campaign's currency; `null`: no spend is booked. */
  readonly leadCost: number | null;
  readonly currency: string;
}

type Line = readonly [
  name: string,
  channel: string,
  firstMonth: number,
  afterMonth: number,
  leads: number,
  leadCost: number | null,
  currency?: string,
];

/** Months count from the first day of data; `leads` is how many it should bring in all. */
const lines: readonly Line[] = [
  ["Search: brand", "paid_search", 0, 24, 900, 92],
  ["Search: category", "paid_search", 0, 24, 1000, 168],
  ["Search: competitors", "paid_search", 3, 19, 380, 196],
  ["Search: United Kingdom", "paid_search", 6, 24, 300, 118, "GBP"],
  ["Search: DACH", "paid_search", 9, 24, 230, 139, "EUR"],
  ["Social: retargeting", "paid_social", 0, 24, 520, 104],
  ["Social: decision makers", "paid_social", 2, 24, 430, 158],
  ["Social: video series", "paid_social", 5, 12, 190, 146],
  ["Social: Europe launch", "paid_social", 10, 16, 170, 128, "EUR"],
  ["Social: customer stories", "paid_social", 15, 24, 210, 117],
  ["Syndication: buyer's guide", "content_syndication", 0, 10, 380, 58],
  ["Syndication: benchmark report", "content_syndication", 8, 20, 420, 62],
  ["Syndication: checklist", "content_syndication", 17, 24, 240, 55],
  ["Webinar: planning season", "webinar", 1, 2, 160, 124],
  ["Webinar: faster quoting", "webinar", 6, 7, 170, 119],
  ["Webinar: field teams", "webinar", 12, 13, 180, 121],
  ["Webinar: year in review", "webinar", 19, 20, 190, 116],
  ["Fair: spring trade show", "event", 4, 5, 210, 288],
  ["Fair: European summit", "event", 9, 10, 170, 262, "EUR"],
  ["Fair: autumn trade show", "event", 14, 15, 230, 281],
  ["Roadshow", "event", 20, 22, 160, 236],
  ["Newsletter", "email", 0, 24, 420, 34],
  ["Win-back mailing", "email", 11, 14, 150, 41],
  ["Guides and blog", "organic", 0, 24, 760, 57],
  ["Partner network", "partner", 0, 24, 380, 102],
  ["Partner: joint launch", "partner", 13, 18, 120, 131],
  ["Outbound: named accounts", "outbound", 0, 24, 620, 74],
  ["Outbound: new territories", "outbound", 7, 20, 290, 83],
  ["Community meetups", "event", 16, 22, 140, null],
  ["Podcast sponsoring", "audio", 18, 23, 0, 95],
];

const originOf = (channel: string): Campaign["origin"] =>
  channel === "partner" ? "partner" : channel === "outbound" ? "sales" : "marketing";

/** Monday to Sunday, and January to December. */
const weekly = [1.15, 1.27, 1.22, 1.12, 0.86, 0.2, 0.18];
const yearly = [1.06, 1.08, 1.12, 1.02, 1.0, 0.94, 0.78, 0.74, 1.14, 1.2, 1.12, 0.68];

/** How much of a usual day's leads come on this day: the weekly and the yearly pattern, growing by 12 % a year. */
export const season = (plan: Scenario, day: number): number =>
  (weekly[weekdayIndex(day)] ?? 1) * (yearly[monthOf(day) - 1] ?? 1) * (1 + (0.12 * (day - plan.days.from)) / 365);

const seasonOf = (plan: Scenario, { from, to }: Days): number => {
  let sum = 0;
  for (let day = from; day < to; day += 1) sum += season(plan, day);
  return sum;
};

export const campaignsOf = (plan: Scenario): readonly Campaign[] =>
  lines.map(([name, channel, first, after, leads, leadCost, currency], index) => {
    const days = {
      from: addMonths(plan.days.from, first),
      to: after === 24 ? plan.days.to : addMonths(plan.days.from, after),
    };
    return {
      id: `C${String(index + 1).padStart(2, "0")}`,
      name,
      channel,
      origin: originOf(channel),
      days,
      daily: leads / seasonOf(plan, days),
      leadCost,
      currency: currency ?? "USD",
    };
  });

/** A campaign with spend and no leads costs as if it were to bring two a day. */
const planned = (plan: Scenario, campaign: Campaign): number =>
  campaign.id === plan.leadlessCampaign ? 2 : campaign.daily;

/** Media on every day, an agency's fee on the first of the month, now and then a credit note. */
export const spendRows = (plan: Scenario, campaigns: readonly Campaign[]): Fields[] =>
  campaigns.flatMap((campaign) => {
    const { id, leadCost, days, currency } = campaign;
    if (leadCost === null) return [];
    const draw = random(plan.seed, `spend ${id}`);
    const agency = campaign.channel.startsWith("paid_") ? planned(plan, campaign) * leadCost * 2.4 : 0;
    const rows: Fields[] = [];
    for (let day = days.from; day < days.to; day += 1) {
      const spent_on = dateOf(day);
      const amount = planned(plan, campaign) * season(plan, day) * leadCost * logNormal(draw, 0.97, 0.2);
      rows.push({ campaign_id: id, spent_on, amount: amount.toFixed(2), currency, kind: "media" });
      if (agency > 0 && spent_on.endsWith("-01"))
        rows.push({ campaign_id: id, spent_on, amount: agency.toFixed(2), currency, kind: "agency" });
      if (chance(draw, 0.002))
        rows.push({ campaign_id: id, spent_on, amount: (-amount * 0.6).toFixed(2), currency, kind: "credit" });
    }
    return rows;
  });

export const campaignRows = (plan: Scenario, campaigns: readonly Campaign[]): Fields[] =>
  campaigns.map((campaign) => {
    const draw = random(plan.seed, `budget ${campaign.id}`);
    const cost = planned(plan, campaign) * seasonOf(plan, campaign.days) * (campaign.leadCost ?? 130);
    return {
      campaign_id: campaign.id,
      name: campaign.name,
      channel: campaign.channel,
      origin: campaign.origin,
      starts_on: dateOf(campaign.days.from),
      ends_on: dateOf(campaign.days.to - 1),
      budget: Math.round((cost * between(draw, 0.95, 1.2)) / 500) * 500,
      currency: campaign.currency,
    };
  });
