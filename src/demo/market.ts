/** The companies that the demo company sells to. */
import { companyStems, industries, lastNames } from "./names.ts";
import { pick, pickWeighted, type Random, random } from "./random.ts";
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

/** A stem and a trade, `Oakenshaw Freight`; where that is taken, a partner beside them. */
const companyName = (draw: Random, trades: readonly string[], taken: ReadonlySet<string>): string => {
  const [stem, trade] = [pick(draw, companyStems), pick(draw, trades)];
  let name = `${stem} ${trade}`;
  while (taken.has(name)) name = `${stem} & ${pick(draw, lastNames)} ${trade}`;
  return name;
};

/** Companies with a name of their own each. */
export const accountsOf = (seed: number, count: number): readonly Account[] => {
  const draw = random(seed, "accounts");
  const taken = new Set<string>();
  return Array.from({ length: count }, (_, index) => {
    const [industry, trades] = pick(draw, industries);
    const name = companyName(draw, trades, taken);
    taken.add(name);
    const id = `ACC${String(index + 1).padStart(4, "0")}`;
    return { id, name, segment: pickWeighted(draw, segments), industry, ...pickWeighted(draw, places) };
  });
};
