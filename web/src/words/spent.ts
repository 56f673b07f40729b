/** Money that was spent and of which nothing came: no figure, but worth telling. */
import type { Cell, Parts } from "../api/types.ts";
import { figure } from "./figures.ts";
import { wordsOf } from "./parts.ts";

/** How much; `null` where something came of it, or nothing was spent. */
export const spentInVain = ({ value, more: { spend_without_leads: spent = null } }: Cell): number | null =>
  value === null && spent !== null && spent > 0 ? spent : null;

/** "$5,993 spent, 0 leads". */
export const vainText = (spent: number, of: { readonly parts: Parts }, currency: string): string =>
  `${figure(spent, { unit: "money", currency })} ${wordsOf(of, "num").many}, 0 ${wordsOf(of, "den").many}`;
