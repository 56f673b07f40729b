/** KPI 6: opportunities whose first entry into an open stage lies in the period. */
import { count, counted, orWithheld, over } from "../cells.ts";
import { firstOwner, ownerAt } from "../credit.ts";
import type { Context, Item, Kpi, Window } from "../frame.ts";
import { within } from "../frame.ts";
import { qualifiedAt } from "../ladder.ts";
import { amountAt, sumMoney } from "../money.ts";
import { isTerminal } from "../process.ts";
import type { Rec } from "../record.ts";
import type { View } from "../view.ts";
import { dateIn } from "../view.ts";

/** The first entry into an open stage; at the creation where the history begins later without saying what was before. */
export const firstOpenAt = (record: Rec): number | null => {
  if (record.closeless) return record.created.t;
  const stay = record.stays.find((one) => one.standing === "open" || one.standing === "unknown");
  return stay?.at.t ?? null;
};

const bornClosed = (record: Rec): boolean => firstOpenAt(record) === null && isTerminal(record.outcome);

const creatorOf = (record: Rec, at: number, variant: string): string | null => {
  const creator = record.columns.created_by ?? "";
  return creator === "" || variant === "credit_owner" ? ownerAt(record, at) : creator;
};

const items = (view: View, window: Window, variant: string): Item[] => {
  const made = view.opportunities.flatMap((record): Item[] => {
    const at = variant === "qualified" ? qualifiedAt(view, record) : firstOpenAt(record);
    if (at !== null && within(window, view, at)) {
      const money = variant === "qualified" ? undefined : amountAt(view, record, at, dateIn(view, at));
      return [
        { id: record.id, of: record, out: record.out, people: [creatorOf(record, at, variant)], anchor: at, money },
      ];
    }
    if (variant === "qualified" || !bornClosed(record) || !within(window, view, record.created.t)) return [];
    if (record.out !== null) return [];
    const { t } = record.created;
    return [{ id: record.id, of: record, out: null, people: [creatorOf(record, t, variant)], anchor: t, sort: "born" }];
  });
  const leads = view.leads
    .filter((lead) => lead.out === null && within(window, view, lead.created.t))
    .map(
      (lead): Item => ({
        id: lead.id,
        of: lead,
        out: null,
        people: [firstOwner(lead)],
        anchor: lead.created.t,
        sort: "lead",
      }),
    );
  return [...made, ...leads];
};

const cell = (all: readonly Item[], context: Context) => {
  const made = counted(all).filter((one) => one.sort === undefined);
  const leads = all.filter((one) => one.sort === "lead").length;
  const born = all.filter((one) => one.sort === "born").length;
  const perLead = orWithheld(over(made.length, leads), leads, context);
  const more = { leads, per_lead: perLead, ...(context.variant === "qualified" ? {} : { born_closed: born }) };
  if (context.variant === "value") {
    const money = sumMoney(made.flatMap((one) => one.money ?? []));
    return count(all, context, money.total, made.length, { priced: money.priced, counted: money.counted }, money.flags);
  }
  return count(all, context, made.length, made.length, more);
};

export const opportunitiesCreated: Kpi = {
  id: "opportunities_created",
  items,
  cell,
  inNum: (one) => one.out === null && one.sort === undefined,
  inDen: () => false,
};
