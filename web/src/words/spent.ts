/** Money that was spent and of which nothing came: no figure, but worth telling. */
import type { Cell } from "../api/types.ts";
import { figure } from "./figures.ts";
import { partsOf } from "./parts.ts";

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
