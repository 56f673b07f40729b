/** Which leads come in, when, from where: before anybody has done anything about them. */
import { type Campaign, season } from "./campaigns.ts";
import { dayMs, isWorkday } from "./days.ts";
import { hour, instantOf } from "./hours.ts";
import { firstNames, lastNames } from "./names.ts";
import { between, chance, pick, pickWeighted, poisson, type Random, random } from "./random.ts";
import type { Account, Arrival } from "./records.ts";
import type { Scenario } from "./scenario.ts";
import type { Staff } from "./staff.ts";

/** How people fill in forms over their own day, by hour from midnight. */
const formHours: readonly (readonly [number, number])[] = [
  2, 1, 1, 1, 1, 2, 5, 12, 28, 46, 52, 50, 38, 44, 50, 48, 42, 32, 20, 15, 13, 11, 8, 4,
].map((weight, index) => [index, weight]);

const sources: Readonly<Record<string, readonly string[]>> = {
  paid_search: ["landing page", "demo request"],
  paid_social: ["landing page", "in-app form"],
  content_syndication: ["download"],
  webinar: ["registration"],
  event: ["badge scan", "booth visit"],
  email: ["landing page"],
  organic: ["demo request", "contact form", "download"],
  partner: ["partner portal"],
  outbound: ["prospecting"],
};

type Draft = Omit<Arrival, "id">;
type Circumstances = Pick<Draft, "campaign" | "channel" | "source" | "origin" | "createdBy">;

const person = (draw: Random): Pick<Draft, "name" | "email"> => {
  const [first, last] = [pick(draw, firstNames), pick(draw, lastNames)];
  return {
    name: `${first} ${last}`,
    email: `${first}.${last}${Math.floor(between(draw, 10, 9999))}@example.com`.toLowerCase(),
  };
};

const comesIn = (draw: Random, day: number, accounts: readonly Account[], how: Circumstances): Draft => {
  const account = pick(draw, accounts);
  const listed = how.source === "badge scan" && chance(draw, 0.08);
  const time = (pickWeighted(draw, formHours) + draw()) * hour;
  return {
    at: listed ? instantOf("America/New_York", day, 0) : instantOf(account.zone, day, Math.floor(time / 1000) * 1000),
    dateOnly: listed,
    account,
    namesAccount: chance(draw, 0.86),
    ...how,
    ...person(draw),
  };
};

/** Found by a seller, at work, in the seller's own territory. */
const isFound = (draw: Random, day: number, staff: Staff, accounts: readonly Account[], how: Circumstances): Draft => {
  const territory = pickWeighted(draw, [
    ["east", 37],
    ["west", 37],
    ["europe", 26],
  ]);
  const seller = pick(draw, staff.available(territory, day));
  const account = pick(
    draw,
    accounts.filter((one) => one.territory === territory),
  );
  return {
    at: instantOf(seller.zone, day, Math.floor(between(draw, 9 * 3600, 16.9 * 3600)) * 1000),
    dateOnly: false,
    account,
    namesAccount: true,
    ...how,
    createdBy: seller.id,
    ...person(draw),
  };
};

const unattributed: readonly (readonly [leads: number, how: Circumstances])[] = [
  [760, { campaign: null, channel: null, source: "website", origin: "marketing", createdBy: null }],
  [260, { campaign: null, channel: null, source: "referral", origin: "existing_customer", createdBy: null }],
  [1260, { campaign: null, channel: null, source: "prospecting", origin: "sales", createdBy: null }],
];

export const arrivalsOf = (
  plan: Scenario,
  staff: Staff,
  accounts: readonly Account[],
  campaigns: readonly Campaign[],
): readonly Arrival[] => {
  const drafts: Draft[] = [];
  const whole = campaigns.map((campaign) => ({ campaign, draw: random(plan.seed, `arrivals ${campaign.id}`) }));
  const others = unattributed.map(([leads, how]) => ({
    leads,
    how,
    draw: random(plan.seed, `arrivals ${how.source}`),
  }));
  let seasons = 0;
  let workingSeasons = 0;
  for (let day = plan.days.from; day < plan.days.to; day += 1) {
    seasons += season(plan, day);
    if (isWorkday(day)) workingSeasons += season(plan, day);
  }
  const arrive = (draw: Random, day: number, usual: number, seasonal: number, how: Circumstances): void => {
    const sold = how.origin === "sales";
    if (sold && !isWorkday(day)) return;
    for (let left = poisson(draw, (usual / seasonal) * season(plan, day)); left > 0; left -= 1)
      drafts.push(sold ? isFound(draw, day, staff, accounts, how) : comesIn(draw, day, accounts, how));
  };
  for (let day = plan.days.from; day < plan.days.to; day += 1) {
    for (const { campaign, draw } of whole) {
      if (day < campaign.days.from || day >= campaign.days.to) continue;
      const { id, channel, origin } = campaign;
      const source = pick(draw, sources[channel] ?? ["landing page"]);
      const createdBy = source === "badge scan" ? pick(draw, ["P36", "P37"]) : null;
      const how = { campaign: id, channel, source, origin, createdBy };
      arrive(draw, day, campaign.daily * (origin === "sales" ? 1.15 : 1), 1, how);
    }
    for (const { leads, how, draw } of others)
      arrive(draw, day, leads, how.origin === "sales" ? workingSeasons : seasons, how);
  }
  return drafts
    .filter(({ at }) => at >= plan.days.from * dayMs && at < plan.end)
    .sort((left, right) => left.at - right.at)
    .map((draft, index) => ({ id: `L${String(index + 1).padStart(5, "0")}`, ...draft }));
};
