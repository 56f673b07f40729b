/** KPI 14: how many opportunities stand in each stage at an instant, and what they are worth. */
import { count, counted, quotient } from "../cells.ts";
import { ownerAt } from "../credit.ts";
import type { Context, Item, Kpi, Window } from "../frame.ts";
import { within } from "../frame.ts";
import { reachesOf } from "../ladder.ts";
import { amountAt, closedAmount, sumMoney } from "../money.ts";
import { isLost, isTerminal, openStages } from "../process.ts";
import { stayAt } from "../standing.ts";
import { sum } from "../stats.ts";
import { day } from "../time.ts";
import type { View } from "../view.ts";
import { dateIn } from "../view.ts";
import { balanceCell, balanceItems } from "./balance-sheet.ts";

const stock = (view: View, window: Window): Item[] =>
  view.opportunities.flatMap((record): Item[] => {
    const { measured } = window;
    const stay = record.closeless ? null : stayAt(record, measured);
    if (stay === null || isTerminal(stay.standing)) return [];
    const stage = stay.standing === "undeclared" ? "undeclared" : (stay.stage ?? stay.standing);
    const sort = stay.standing === "open" || stay.standing === "unknown" ? "open" : stay.standing;
    const money = amountAt(view, record, measured, dateIn(view, measured));
    const people = [ownerAt(record, measured)];
    const length = ((window.toDate ? view.asOf : window.end) - stay.at.t) / day;
    return [
      { id: record.id, of: record, out: record.out, people, anchor: measured, keys: { stage }, sort, money, length },
    ];
  });

/** Won and lost of the period, beside the stock. */
const flows = (view: View, window: Window): Item[] =>
  view.opportunities.flatMap((record): Item[] => {
    const sort = record.outcome === "won" ? "won" : isLost(record.outcome) ? "lost" : null;
    const at = record.closed?.t;
    if (sort === null || record.out !== null || at === undefined || !within(window, view, at)) return [];
    const money = closedAmount(view, record);
    return [
      { id: record.id, of: record, out: null, people: [ownerAt(record, at)], anchor: at, sort, money, aside: true },
    ];
  });

/** Of the closed opportunities that ever reached a stage, the share won; of too few nobody can tell. */
const chanceOf = (view: View, stage: string | null): number | null => {
  const reached = view.opportunities.filter((record) => {
    const rung = record.ladder.indexOf(stage ?? "");
    const isClosed = record.outcome === "won" || isLost(record.outcome);
    return rung >= 0 && record.out === null && !record.closeless && isClosed && reachesOf(view, record)[rung] !== null;
  });
  const won = reached.filter((record) => record.outcome === "won").length;
  return reached.length < view.config.sample.small ? null : won / reached.length;
};

/** Money times chance of what stands there; unknown where something does and none of it has both. */
const weightedOf = (view: View, shown: readonly Item[]): number | null => {
  const parts = shown.flatMap(({ money, keys }) => {
    const chance = chanceOf(view, keys?.stage ?? null);
    return money?.value === null || money === undefined || chance === null ? [] : [money.value * chance];
  });
  return parts.length === 0 && shown.length > 0 ? null : sum(parts);
};

const cell = (all: readonly Item[], context: Context) => {
  if (context.variant === "balance_sheet") return balanceCell(all, context);
  const inside = counted(all);
  const of = (sort: string): readonly Item[] => inside.filter((one) => one.sort === sort);
  const shown = context.isTotal ? of("open") : inside.filter((one) => one.aside !== true);
  const money = sumMoney(shown.flatMap((one) => one.money ?? []));
  const beside: Record<string, number> = context.isTotal
    ? { hold: of("hold").length, undeclared: of("undeclared").length, won: of("won").length, lost: of("lost").length }
    : {};
  const more = { money: money.total, priced: money.priced, counted: money.counted, ...beside };
  if (context.variant === "weighted")
    return count(all, context, weightedOf(context.view, shown), shown.length, more, money.flags);
  if (context.variant === "age") {
    const days = sum(shown.map((one) => one.length ?? 0));
    return quotient(all, context, days, shown.length, more, money.flags);
  }
  return count(all, context, shown.length, shown.length, more, money.flags);
};

export const pipelineByStage: Kpi = {
  id: "pipeline_by_stage",
  leading: "stage",
  rows: (view) => openStages(view.config, "opportunity"),
  items: (view, window, variant) =>
    variant === "balance_sheet" ? balanceItems(view, window) : [...stock(view, window), ...flows(view, window)],
  cell,
  inNum: (one) => one.out === null && one.sort === "open",
  inDen: (one, variant) => variant === "age" && one.out === null && one.sort === "open",
};
