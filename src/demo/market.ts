/** The companies that the demo company sells to. */
import { companyStems, industries } from "./names.ts";
import { pick, pickWeighted, random } from "./random.ts";
import type { Account } from "./records.ts";

type Place = Pick<Account, "country" | "territory" | "zone">;

const places: readonly (readonly [Place, number])[] = [
  [{ country: "US", territory: "east", zone: "America/New_York" }, 33],
  [{ country: "US", territory: "west", zone: "America/Los_Angeles" }, 34],
  [{ country: "CA", territory: "east", zone: "America/Toronto" }, 7],
  [{ country: "GB", territory: "europe", zone: "Europe/London" }, 11],
  [{ country: "DE", territory: "europe", zone: "Europe/Berlin" }, 8],
  [{ country: "FR", territory: "europe", zone: "Europe/Paris" }, 4],
  [{ country: "NL", territory: "europe", zone: "Europe/Amsterdam" }, 3],
];
const segments: readonly (readonly [Account["segment"], number])[] = [
  ["small", 52],
  ["mid_market", 33],
  ["enterprise", 15],
];

/** Each with a name of its own: a stem, a trade, and where both are taken a place in the row. */
export const accountsOf = (seed: number, count: number): readonly Account[] => {
  const draw = random(seed, "accounts");
  const taken = new Map<string, number>();
  return Array.from({ length: count }, (_, index) => {
    const [industry, trades] = pick(draw, industries);
    const base = `${pick(draw, companyStems)} ${pick(draw, trades)}`;
    const place = pickWeighted(draw, places);
    const times = (taken.get(base) ?? 0) + 1;
    taken.set(base, times);
    return {
      id: `ACC${String(index + 1).padStart(4, "0")}`,
      name: times === 1 ? base : times === 2 ? `${base} ${place.country}` : `${base} ${place.country} ${times}`,
      segment: pickWeighted(draw, segments),
      industry,
      ...place,
    };
  });
};
