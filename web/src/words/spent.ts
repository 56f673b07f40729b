/** Money that was spent and of which nothing came, no figure, but worth telling; and what nobody told the spend of. */
import type { Cell, TrendPoint } from "../api/types.ts";
import { figure } from "./figures.ts";
import { partsOf } from "./parts.ts";

type Told = Pick<TrendPoint, "value" | "interval" | "flags"> & { readonly previous?: Cell };

/** Where no spend is known, neither is the cost: 0 would be the best of all. */
export const known = <Of extends Told>(of: Of): Of => ({
  ...of,
  ...(of.flags.includes("no_spend") ? { value: null, interval: null } : {}),
  ...(of.previous === undefined ? {} : { previous: known(of.previous) }),
});

/** How much; `null` where something came of it, or nothing was spent. */
export const spentInVain = ({ value, more: { spend_without_leads: spent = null } }: Cell): number | null =>
  value === null && spent !== null && spent > 0 ? spent : null;

interface Vain {
  readonly kpi: string;
  readonly variant: string;
  readonly currency: string;
}

/** "$5,993 spent, 0 leads". */
export const vainText = (spent: number, { kpi, variant, currency }: Vain): string => {
  const { num, den } = partsOf(kpi, variant);
  return `${figure(spent, { unit: "money", currency })} ${num}, 0 ${den}`;
};
