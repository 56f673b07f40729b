/** KPI 15: of the opportunities started in the period, the share won within the horizon. */
import { counted, proportion } from "../cells.ts";
import { ownerAt } from "../credit.ts";
import type { Context, Item, Kpi, Window } from "../frame.ts";
import { within } from "../frame.ts";
import { horizon } from "../horizon.ts";
import { qualifiedAt } from "../ladder.ts";
import { isLost } from "../process.ts";
import type { Rec } from "../record.ts";
import { sameDay } from "../record.ts";
import type { Followed } from "../stats.ts";
import { shareBy } from "../stats.ts";
import { day } from "../time.ts";
import type { View } from "../view.ts";

const anchorOf = (view: View, record: Rec, variant: string): number | null =>
  variant === "from_qualified" ? qualifiedAt(view, record) : record.created.t;

/** From the anchor to the win in force; on one local date, of which only the date is known, no time at all. */
const timeToWin = (view: View, record: Rec, anchor: number): number | null => {
  const { closed, created } = record;
  if (record.outcome !== "won" || closed === null) return null;
  const from = anchor === created.t ? created : { t: anchor, dateOnly: false };
  return sameDay(from, closed, view.zone) && closed.t < anchor ? 0 : closed.t - anchor;
};

const horizonOf = (view: View, variant: string): number => {
  const names = variant === "from_qualified" ? ["close_rate.from_qualified", "close_rate"] : ["close_rate"];
  return horizon(view, names, () =>
    view.opportunities.flatMap((record) => {
      const anchor = record.out === null ? anchorOf(view, record, variant) : null;
      const length = anchor === null ? null : timeToWin(view, record, anchor);
      return length === null || record.closed === null ? [] : [{ event: record.closed.t, length }];
    }),
  );
};

const items = (view: View, window: Window, variant: string): Item[] =>
  view.opportunities.flatMap((record) => {
    const anchor = anchorOf(view, record, variant);
    if (anchor === null || !within(window, view, anchor)) return [];
    const ever = variant === "ever" || variant === "curve";
    const h = ever ? Number.POSITIVE_INFINITY : horizonOf(view, variant);
    const length = timeToWin(view, record, anchor);
    const late = ever || view.asOf - anchor >= h ? null : "immature";
    return [
      {
        id: record.id,
        of: record,
        out: record.out ?? (record.closeless ? "no_close_date" : late),
        people: [ownerAt(record, anchor)],
        anchor,
        hit: length !== null && length <= h,
        length: Math.max(0, length ?? (record.closed?.t ?? view.asOf) - anchor) / day,
        end: record.outcome === "won" ? "won" : isLost(record.outcome) ? "lost" : "going",
      },
    ];
  });

const stepDays = 30;

/** Every thirty days, as far as the first day of the period has come, two years at most. */
const ages = (view: View, window: Window, variant: string): readonly number[] => {
  const found: number[] = [];
  if (variant !== "curve") return found;
  for (let age = stepDays; age <= 24 * stepDays && window.start + age * day <= view.asOf; age += stepDays)
    found.push(age);
  return found.length === 0 ? [stepDays] : found;
};

/** The share won by an age; nobody knows it where some are still going and none has been watched that long. */
const curveCell = (all: readonly Item[], context: Context) => {
  const { view, window, age } = context;
  const h = age ?? horizonOf(view, "default") / day;
  const followed = counted(all).map(
    (one): Followed => ({ time: one.length ?? 0, end: one.end === "won" ? 1 : one.end === "lost" ? 2 : 0 }),
  );
  const won = followed.filter((one) => one.end === 1 && one.time <= h).length;
  const watched = followed.filter((one) => one.time >= h).length;
  const isKnown = watched > 0 || followed.every((one) => one.end !== 0);
  const { share, interval } = shareBy(followed, h);
  const isYoung = age !== undefined && view.asOf < window.end + age * day;
  const more = { at_risk: watched, ...(age === undefined ? { horizon_days: h } : {}) };
  const flags = isYoung || !isKnown ? ["immature"] : [];
  const made = proportion(all, context, won, followed.length, more, flags);
  const shown = made.value !== null && isKnown;
  return { ...made, value: shown ? share : null, interval: shown ? interval : null };
};

const cell = (all: readonly Item[], context: Context) => {
  if (context.variant === "curve") return curveCell(all, context);
  const { variant, view } = context;
  const inside = counted(all);
  const more: Record<string, number> = variant === "ever" ? {} : { horizon_days: horizonOf(view, variant) / day };
  return proportion(all, context, inside.filter((one) => one.hit).length, inside.length, more);
};

export const closeRate: Kpi = {
  id: "close_rate",
  ages,
  items,
  cell,
  inNum: (one) => one.out === null && one.hit === true,
  inDen: (one) => one.out === null,
};
