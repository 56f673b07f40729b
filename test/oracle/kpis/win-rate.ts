/** KPI 2: of what closed in the period, the share that was won. */
import { counted, isSmall, orWithheld, over, proportion } from "../cells.ts";
import { ownerAt } from "../credit.ts";
import type { Context, Item, Kpi } from "../frame.ts";
import { within } from "../frame.ts";
import { qualifiedAt } from "../ladder.ts";
import { closedAmount, sumMoney } from "../money.ts";
import type { Rec } from "../record.ts";
import type { View } from "../view.ts";

const isIn = (view: View, record: Rec, variant: string): boolean => {
  const ended = record.outcome === "won" || record.outcome === "lost" || record.outcome === "void";
  if (!ended && (record.outcome !== "no_decision" || variant === "narrow")) return false;
  return variant !== "from_qualified" || qualifiedAt(view, record) !== null;
};

const item = (view: View, record: Rec): Item => {
  const anchor = record.closed?.t ?? record.created.t;
  const won = record.outcome === "won";
  return {
    id: record.id,
    of: record,
    out: record.out ?? (record.closed === null ? "no_close_date" : null),
    people: [ownerAt(record, anchor)],
    anchor,
    keys: { outcome: won ? "won" : "lost" },
    hit: won,
    money: record.closed === null ? { value: null, stale: false } : closedAmount(view, record),
  };
};

const byValue = (items: readonly Item[], context: Context) => {
  const inside = counted(items);
  const all = sumMoney(inside.flatMap((one) => one.money ?? []));
  const hits = inside.filter((one) => one.hit);
  const won = sumMoney(hits.flatMap((one) => one.money ?? []));
  const den = all.total ?? 0;
  const num = won.total ?? 0;
  const shown = den !== 0 && !isSmall(all.priced, context);
  const why = den === 0 ? ["no_denominator"] : shown ? [] : ["small_sample"];
  return {
    ...proportion(items, context, 0, inside.length),
    value: shown ? num / den : null,
    num,
    den,
    n: all.priced,
    interval: null,
    flags: [
      ...(context.window.toDate ? ["to_date"] : []),
      ...(all.priced > 0 && all.priced < context.view.config.sample.few ? ["few_records"] : []),
      ...why,
      ...all.flags,
    ],
    more: { priced: all.priced, counted: all.counted, won: hits.length, lost: inside.length - hits.length },
  };
};

const cell = (items: readonly Item[], context: Context) => {
  if (context.variant === "value") return byValue(items, context);
  const inside = counted(items);
  const won = inside.filter((one) => one.hit).length;
  const lost = inside.length - won;
  const ratio = orWithheld(over(won, lost), inside.length, context);
  const noLosses = lost === 0 && inside.length > 0 ? ["no_losses"] : [];
  return proportion(items, context, won, inside.length, { ratio, won, lost }, noLosses);
};

export const winRate: Kpi = {
  id: "win_rate",
  items: (view, window, variant) =>
    view.opportunities
      .filter((record) => isIn(view, record, variant))
      .filter((record) => within(window, view, record.closed?.t ?? record.created.t))
      .map((record) => item(view, record)),
  cell,
  inNum: (one) => one.out === null && one.hit === true,
  inDen: (one) => one.out === null,
};
