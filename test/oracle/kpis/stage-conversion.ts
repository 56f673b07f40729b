/** KPI 12: of the records that first reached a stage in the period, the share that reached the next rung. */
import { counted, notAdditive, proportion } from "../cells.ts";
import { ownerAt } from "../credit.ts";
import type { Context, Item, Kpi, Window } from "../frame.ts";
import { within } from "../frame.ts";
import { horizon } from "../horizon.ts";
import { lostAt, reachesOf, topAt } from "../ladder.ts";
import { openStages } from "../process.ts";
import type { Rec } from "../record.ts";
import { lastStayBy } from "../standing.ts";
import { sum } from "../stats.ts";
import { day } from "../time.ts";
import type { View } from "../view.ts";
import { journeys } from "./journeys.ts";

const both = (view: View): readonly Rec[] => [...view.leads, ...view.opportunities];

/** One horizon per stage: what reaching the next rung took. */
const horizonOf = (view: View, stage: string): number =>
  horizon(view, [`stage_conversion.${stage}`, "stage_conversion"], () =>
    both(view).flatMap((record) => {
      const rung = record.ladder.indexOf(stage);
      if (rung < 0 || record.out !== null || record.closeless) return [];
      const reaches = reachesOf(view, record);
      const [from, to] = [reaches[rung] ?? null, reaches[rung + 1] ?? null];
      return from === null || to === null ? [] : [{ event: to, length: to - from }];
    }),
  );

const endWithin = (view: View, record: Rec, stage: string, reach: number, next: number | null, h: number): string => {
  if (next !== null && next - reach <= h) return "advanced";
  const lost = lostAt(view, record);
  if (lost !== null && lost <= reach + h) return "lost";
  const stay = lastStayBy(record, Math.min(reach + h, Number.MAX_SAFE_INTEGER));
  return stay?.stage === stage ? "still_there" : "moved_away";
};

const reachItem = (view: View, record: Rec, rung: number, variant: string, window: Window): Item[] => {
  const reaches = reachesOf(view, record);
  const [reach, next] = [reaches[rung] ?? null, reaches[rung + 1] ?? null];
  const stage = record.ladder[rung] ?? "";
  if (reach === null || !within(window, view, reach)) return [];
  const dated = variant === "default";
  const h = dated ? horizonOf(view, stage) : Number.POSITIVE_INFINITY;
  const end = endWithin(view, record, stage, reach, next, h);
  const late = dated && view.asOf - reach < h ? "immature" : null;
  if (variant === "resolved" && record.out === null && !record.closeless && end !== "advanced" && end !== "lost")
    return [];
  return [
    {
      id: record.id,
      of: record,
      out: record.out ?? (record.closeless ? "no_close_date" : late),
      people: [ownerAt(record, reach)],
      anchor: reach,
      keys: { stage },
      end,
      hit: end === "advanced",
      length: wentBack(record, stage),
    },
  ];
};

/** How often it went from the stage to an earlier one. */
const wentBack = (record: Rec, stage: string): number =>
  record.stays.filter((stay, i) => {
    const next = record.ladder.indexOf(record.stays[i + 1]?.stage ?? "");
    return stay.stage === stage && next >= 0 && next < record.ladder.indexOf(stage);
  }).length;

/** Of what closed nobody knows when only the first rung is known. */
const closelessItem = (view: View, record: Rec, rung: number, stage: string, window: Window): Item[] => {
  const at = reachesOf(view, record)[0] ?? null;
  if (rung > 0 || at === null || !within(window, view, at)) return [];
  const out = record.out ?? "no_close_date";
  return [{ id: record.id, of: record, out, people: [ownerAt(record, at)], anchor: at, keys: { stage }, hit: false }];
};

/** Variants `strict` and `touched`: entries into the stages themselves, nothing imputed. */
const enteredItem = (view: View, record: Rec, rung: number, variant: string, window: Window): Item[] => {
  const stage = record.ladder[rung] ?? "";
  if (record.closeless) return closelessItem(view, record, rung, stage, window);
  const first = record.stays.findIndex((stay) => stay.stage === stage);
  const at = record.stays[first]?.at.t;
  if (at === undefined || !within(window, view, at)) return [];
  const isLast = rung === record.ladder.length - 1;
  const top = topAt(view, record);
  const after = variant === "strict" ? record.stays.slice(first + 1) : record.stays;
  const inTop = top !== null && (variant === "touched" || top >= at);
  const hit = isLast ? inTop : after.some((stay) => stay.stage === record.ladder[rung + 1]);
  return [
    { id: record.id, of: record, out: record.out, people: [ownerAt(record, at)], anchor: at, keys: { stage }, hit },
  ];
};

/** Variant `flow`: first reaches of the next rung, and of this one, each in its own period. */
const flowItem = (view: View, record: Rec, rung: number, window: Window): Item[] => {
  const reaches = reachesOf(view, record);
  const stage = record.ladder[rung] ?? "";
  const out = record.out ?? (record.closeless ? "no_close_date" : null);
  const at = (t: number | null | undefined, sort: string): Item[] =>
    t === null || t === undefined || !within(window, view, t) || (sort === "num" && out !== null)
      ? []
      : [
          {
            id: record.id,
            of: record,
            out,
            people: [ownerAt(record, t)],
            anchor: t,
            keys: { stage },
            sort,
            hit: sort === "num",
          },
        ];
  return [...at(reaches[rung], "den"), ...at(reaches[rung + 1], "num")];
};

const items = (view: View, window: Window, variant: string): Item[] => {
  if (variant === "journey") return journeys(view, window, (stage) => horizonOf(view, stage));
  return both(view).flatMap((record) =>
    record.ladder.flatMap((_, rung) => {
      if (variant === "flow") return flowItem(view, record, rung, window);
      if (variant === "strict" || variant === "touched") return enteredItem(view, record, rung, variant, window);
      return reachItem(view, record, rung, variant, window);
    }),
  );
};

const cell = (all: readonly Item[], context: Context) => {
  if (context.isTotal) return notAdditive(all, context);
  const { variant, view } = context;
  const inside = counted(all);
  const num = inside.filter((one) => one.hit).length;
  const den = inside.filter((one) => one.sort !== "num").length;
  const of = (end: string): number => inside.filter((one) => one.end === end).length;
  if (variant === "flow") {
    const made = proportion(all, context, Math.min(num, den), den);
    return { ...made, num, value: made.value === null ? null : num / den, interval: null };
  }
  const outcomes = { lost: of("lost"), still_there: of("still_there"), moved_away: of("moved_away") };
  const regressions = sum(inside.map((one) => one.length ?? 0));
  if (variant === "reached" || variant === "resolved")
    return proportion(all, context, num, den, { advanced: num, lost: of("lost"), regressions });
  if (variant !== "default" && variant !== "journey") return proportion(all, context, num, den);
  const stage = all[0]?.keys?.stage ?? context.stage ?? "";
  const back: Record<string, number> = variant === "journey" ? {} : { regressions };
  const more = { advanced: num, ...outcomes, ...back, horizon_days: horizonOf(view, stage) / day };
  return proportion(all, context, num, den, more);
};

export const stageConversion: Kpi = {
  id: "stage_conversion",
  leading: "stage",
  rows: (view) => [...openStages(view.config, "lead"), ...openStages(view.config, "opportunity")],
  items,
  cell,
  inNum: (one) => one.out === null && one.hit === true,
  inDen: (one) => one.out === null && one.sort !== "num",
};
