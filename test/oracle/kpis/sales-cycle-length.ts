/** KPI 1: from the creation of an opportunity to its close, by the period of the close. */
import { counted, isSmall, ofTimes, orWithheld, quotient } from "../cells.ts";
import { ownerAt } from "../credit.ts";
import type { Context, Item, Kpi, Window } from "../frame.ts";
import { within } from "../frame.ts";
import { firstLeadOf } from "../links.ts";
import { closedAmount } from "../money.ts";
import { isLost } from "../process.ts";
import type { Rec } from "../record.ts";
import type { Followed } from "../stats.ts";
import { intervalOfShare, mean, quantile, sum, timeOfShare } from "../stats.ts";
import type { Instant } from "../time.ts";
import { day, daysBetween } from "../time.ts";
import type { View } from "../view.ts";
import { dateIn } from "../view.ts";
import { workingDays } from "../working-time.ts";

const daysFrom = (view: View, from: Instant, to: Instant, variant: string): number => {
  if (variant === "working_days") {
    return workingDays(dateIn(view, from.t), dateIn(view, to.t), view.config);
  }
  if (from.dateOnly || to.dateOnly) return daysBetween(dateIn(view, from.t), dateIn(view, to.t));
  return (to.t - from.t) / day;
};

const reasonFor = (record: Rec, from: Instant | null, signed: number): string | null => {
  if (record.out !== null) return record.out;
  if (record.closed === null) return "no_close_date";
  if (from === null) return "no_lead";
  if (signed < 0) return "negative_duration";
  return signed === 0 && !from.dateOnly && !record.closed.dateOnly ? "born_closed" : null;
};

const item = (view: View, record: Rec, variant: string): Item => {
  const from = variant === "from_lead" ? (firstLeadOf(view, record)?.created ?? null) : record.created;
  const { closed } = record;
  const anchor = closed?.t ?? record.created.t;
  const signed = from === null || closed === null ? 0 : daysFrom(view, from, closed, "default");
  const length = from === null || closed === null ? 0 : daysFrom(view, from, closed, variant);
  const end = record.outcome === "won" ? "won" : "lost";
  return {
    id: record.id,
    of: record,
    out: reasonFor(record, from, signed),
    people: [ownerAt(record, anchor)],
    anchor,
    keys: { outcome: end },
    end,
    length,
    money: record.closed === null ? { value: null, stale: false } : closedAmount(view, record),
  };
};

const isClosed = (record: Rec): boolean =>
  record.closeless || record.outcome === "won" || isLost(record.outcome) || record.outcome === "void";

/** What is void would be in the period, whichever outcome is asked about. */
const asked = (record: Rec, variant: string): boolean =>
  (variant !== "won" && variant !== "lost") ||
  record.outcome === "void" ||
  (record.outcome === "won") === (variant === "won");

const closedItems = (view: View, window: Window, variant: string): Item[] =>
  view.opportunities
    .filter((record) => isClosed(record) && within(window, view, record.closed?.t ?? record.created.t))
    .filter((record) => asked(record, variant))
    .map((record) => item(view, record, variant));

/** Variant `km`: all that were created in the period; the open ones are censored at `as_of`. */
const startedItems = (view: View, window: Window): Item[] =>
  view.opportunities
    .filter((record) => within(window, view, record.created.t))
    .map((record) => {
      const ended = isClosed(record);
      const made = item(view, record, "default");
      const till = { t: view.asOf, dateOnly: false };
      return {
        ...made,
        money: undefined,
        people: [ownerAt(record, record.created.t)],
        anchor: record.created.t,
        out: ended ? made.out : record.out,
        hit: ended,
        length: ended ? made.length : daysFrom(view, record.created, till, "default"),
      };
    });

const followed = (items: readonly Item[]): Followed[] =>
  items.map((one) => ({ time: one.length ?? 0, end: one.hit === true ? 1 : 0 }));

const cell = (items: readonly Item[], context: Context) => {
  const inside = counted(items);
  const n = inside.length;
  if (context.variant === "km") {
    const times = followed(inside);
    const events = inside.filter((one) => one.hit === true).length;
    const interval = n === 0 ? null : intervalOfShare(times, 0.5);
    return ofTimes(items, context, timeOfShare(times, 0.5), events, n, interval);
  }
  const lengths = (end?: string): number[] =>
    inside.filter((one) => end === undefined || one.end === end).map((one) => one.length ?? 0);
  return quotient(items, context, sum(lengths()), n, {
    median: orWithheld(quantile(lengths(), 0.5), n, context),
    p90: isSmall(n, context) ? null : quantile(lengths(), 0.9),
    won_mean: mean(lengths("won")),
    lost_mean: mean(lengths("lost")),
    won: lengths("won").length,
    lost: lengths("lost").length,
  });
};

export const salesCycleLength: Kpi = {
  id: "sales_cycle_length",
  items: (view, window, variant) =>
    variant === "km" ? startedItems(view, window) : closedItems(view, window, variant),
  cell,
  inNum: (one) => one.out === null,
  inDen: (one) => one.out === null,
};
