/** The people, teams, memberships, campaigns and rates of a made-up company. */
import type { Time } from "./calendar.ts";
import { anywhere, dayLong, isoDate } from "./calendar.ts";
import type { Dice } from "./dice.ts";
import type { Cells } from "./world.ts";

export const numbered = (prefix: string, n: number, from = 1): string[] =>
  Array.from({ length: n }, (_, i) => `${prefix}${String(i + from).padStart(3, "0")}`);

export interface Staff {
  readonly people: Cells[];
  readonly teams: Cells[];
  readonly memberships: Cells[];
}

const day = (dice: Dice, time: Time): string => isoDate(anywhere(dice, time), time.zone);

const membershipsOf = (dice: Dice, person: string, teams: readonly string[], time: Time): Cells[] => {
  const starts = new Set([isoDate(time.start - 30 * dayLong, time.zone)]);
  for (let i = dice.int(0, 2); i > 0; i -= 1) starts.add(day(dice, time));
  return [...starts].sort().map((starts_on, i, all) => {
    const next = all[i + 1];
    const ends = next === undefined || dice.chance(0.3) ? "" : isoDate(Date.parse(`${next}T12:00Z`) - dayLong, "UTC");
    return { person_id: person, team_id: dice.pick(teams), starts_on, ends_on: ends };
  });
};

export const staffOf = (dice: Dice, time: Time): Staff => {
  const teams = numbered("t", dice.int(2, 4));
  const people = numbered("p", dice.int(4, 8));
  const moved = people.filter(() => dice.chance(0.5));
  return {
    teams: teams.map((team_id, i) => ({
      team_id,
      name: `Team ${team_id}`,
      parent_team_id: i > 0 && dice.chance(0.6) ? teams[dice.int(0, i - 1)]! : "",
    })),
    people: people.map((person_id) => ({
      person_id,
      name: `Person ${person_id}`,
      role: dice.pick(["rep", "sdr", "manager", "marketer", "other", ""]),
      team_id: dice.maybe(0.8, () => dice.pick(teams)),
      timezone: dice.maybe(0.3, () => dice.pick(["America/Los_Angeles", "Europe/London"])),
      started_on: dice.maybe(0.3, () => day(dice, time)),
      ended_on: "",
    })),
    memberships: moved.flatMap((person) => membershipsOf(dice, person, teams, time)),
  };
};

export const campaignsOf = (dice: Dice, time: Time): { campaigns: Cells[]; spend: Cells[] } => {
  const campaigns = numbered("c", dice.int(3, 6)).map((campaign_id, i): Cells => {
    const starts = anywhere(dice, time);
    const dated = i === 0 || dice.chance(0.7);
    return {
      campaign_id,
      name: `Campaign ${campaign_id}`,
      channel: dice.maybe(0.8, () => dice.pick(["search", "mail", "fair"])),
      origin: dice.maybe(0.7, () => dice.pick(["marketing", "sales", "partner"])),
      starts_on: dated ? isoDate(starts, time.zone) : "",
      ends_on: dated && dice.chance(0.9) ? isoDate(starts + dice.int(3, 120) * dayLong, time.zone) : "",
      budget: dice.maybe(0.75, () => String(dice.int(100, 9000))),
      currency: dice.maybe(0.4, () => dice.pick(["GBP", "CHF", "EUR", "USD"])),
    };
  });
  const spend = campaigns
    .filter(() => dice.chance(0.55))
    .flatMap((campaign) =>
      Array.from({ length: dice.int(1, 12) }, (_, i): Cells => {
        const spent = anywhere(dice, time);
        return {
          campaign_id: campaign.campaign_id!,
          spent_on: isoDate(spent, time.zone),
          amount: `${dice.chance(0.1) ? "-" : ""}${dice.int(10, 900)}.${dice.int(10, 99)}`,
          currency: dice.maybe(0.3, () => dice.pick(["GBP", "CHF", "EUR"])),
          kind: `k${i}`,
        };
      }),
    );
  return { campaigns, spend };
};

/** Rates of some currencies, with gaps; CHF has none before the middle, JPY none at all. */
export const ratesOf = (dice: Dice, time: Time, own: string): Cells[] =>
  ["GBP", "EUR", "USD", "CHF"]
    .filter((currency) => currency !== own)
    .flatMap((currency) => {
      const from = currency === "CHF" ? (time.start + time.end) / 2 : time.start - 20 * dayLong;
      const rows: Cells[] = [];
      for (let t = from; t < time.end; t += dice.int(5, 130) * dayLong) {
        rows.push({ currency, rate_on: isoDate(t, "UTC"), rate: (0.5 + dice.int(0, 100) / 100).toFixed(4) });
      }
      return rows;
    });
