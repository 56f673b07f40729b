/** KPI 10: of the leads that marketing or sales brought in the period, the share that marketing did. */
import { count, counted, isSmall, orWithheld, over, proportion } from "../cells.ts";
import { firstOwner, ownerAt } from "../credit.ts";
import { originOf } from "../dimensions.ts";
import type { Context, Item, Kpi, Window } from "../frame.ts";
import { within } from "../frame.ts";
import { firstLeadOf } from "../links.ts";
import { amountAt, closedAmount, sumMoney } from "../money.ts";
import type { View } from "../view.ts";
import { dateIn } from "../view.ts";
import { firstOpenAt } from "./opportunities-created.ts";

const words = ["marketing", "sales", "partner", "existing_customer", "unknown"];

const leadItems = (view: View, window: Window): Item[] =>
  view.leads
    .filter((lead) => within(window, view, lead.created.t))
    .map((lead) => ({
      id: lead.id,
      of: lead,
      out: lead.out,
      people: [firstOwner(lead)],
      anchor: lead.created.t,
      end: originOf(view, lead) ?? "unknown",
    }));

/** Opportunities created (or won) in the period, by the origin of their earliest linked lead. */
const opportunityItems = (view: View, window: Window, variant: string): Item[] =>
  view.opportunities.flatMap((record) => {
    const won = record.outcome === "won" ? (record.closed?.t ?? null) : null;
    const at = variant === "by_won_value" ? won : firstOpenAt(record);
    if (at === null || !within(window, view, at)) return [];
    const lead = firstLeadOf(view, record);
    const end = (lead === null ? null : originOf(view, lead)) ?? "unknown";
    const money =
      variant === "by_won_value" ? closedAmount(view, record) : amountAt(view, record, at, dateIn(view, at));
    return [{ id: record.id, of: record, out: record.out, people: [ownerAt(record, at)], anchor: at, end, money }];
  });

const cell = (all: readonly Item[], context: Context) => {
  const inside = counted(all);
  const of = (word: string): readonly Item[] => inside.filter((one) => one.end === word);
  if (context.variant === "leads") return count(all, context, inside.length, inside.length);
  if (context.variant === "by_won_value") {
    const [m, s] = ["marketing", "sales"].map((word) => sumMoney(of(word).flatMap((one) => one.money ?? [])));
    const [num, den] = [m?.total ?? 0, (m?.total ?? 0) + (s?.total ?? 0)];
    const n = (m?.priced ?? 0) + (s?.priced ?? 0);
    const made = proportion(all, context, 0, n);
    const stale = [...(m?.flags ?? []), ...(s?.flags ?? [])].slice(0, 1);
    return {
      ...made,
      flags: [...made.flags, ...stale],
      value: isSmall(n, context) ? null : over(num, den),
      num,
      den,
      interval: null,
    };
  }
  const more = Object.fromEntries(words.map((word): [string, number | null] => [word, of(word).length]));
  const [m, s] = [of("marketing").length, of("sales").length];
  return proportion(all, context, m, m + s, { ratio: orWithheld(over(m, s), m + s, context), ...more });
};

export const leadOrigin: Kpi = {
  id: "lead_origin",
  items: (view, window, variant) =>
    variant === "by_opportunity" || variant === "by_won_value"
      ? opportunityItems(view, window, variant)
      : leadItems(view, window),
  cell,
  inNum: (one, variant) => one.out === null && (variant === "leads" || one.end === "marketing"),
  inDen: (one) => one.out === null && (one.end === "marketing" || one.end === "sales"),
};
