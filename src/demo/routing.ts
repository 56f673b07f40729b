/** Who is given a lead, and when. */
import { afterWorking, reportDay } from "./hours.ts";
import { chance, logNormal, pick, type Random } from "./random.ts";
import type { Arrival } from "./records.ts";
import type { Scenario } from "./scenario.ts";
import type { Person, Staff } from "./staff.ts";

const sellerFor = (draw: Random, staff: Staff, { account, origin }: Arrival, day: number): Person => {
  const inEurope = account.territory === "europe";
  const developers = staff.available("sdr", day).filter(({ zone }) => zone.startsWith("Europe") === inEurope);
  const toDevelopment = origin === "marketing" && chance(draw, 0.72);
  return pick(draw, toDevelopment ? developers : staff.available(account.territory, day));
};

/** Found leads stay with who found them; the others go out by rule within minutes, some by hand; `null`: overlooked. */
export const routed = (
  draw: Random,
  plan: Scenario,
  staff: Staff,
  arrival: Arrival,
): { readonly to: Person; readonly at: number } | null => {
  const { origin, createdBy } = arrival;
  if (origin === "sales" && createdBy !== null) return { to: staff.person(createdBy), at: arrival.at };
  if (chance(draw, 0.025)) return null;
  const to = sellerFor(draw, staff, arrival, reportDay(arrival.at));
  const at = chance(draw, 0.84)
    ? arrival.at + Math.ceil(logNormal(draw, 240, 0.9)) * 1000
    : afterWorking(to.zone, arrival.at, logNormal(draw, 1.2, 0.8));
  return at < plan.end ? { to, at } : null;
};
