/** KPI 13: how long records stay in a stage before they move beyond it. */
import { counted, notAdditive, ofTimes, orWithheld } from "../cells.ts";
import { ownerAt } from "../credit.ts";
import type { Context, Item, Kpi, Window } from "../frame.ts";
import { within } from "../frame.ts";
import { lostAt, topAt } from "../ladder.ts";
import { openStages } from "../process.ts";
import type { Rec } from "../record.ts";
import type { Followed } from "../stats.ts";
import { mean, quantile, timeOfShare } from "../stats.ts";
import { day } from "../time.ts";
import type { View } from "../view.ts";
import { dateIn } from "../view.ts";
import { workingDays } from "../working-time.ts";

interface Observation {
  readonly entry: number;
  /** Days in the stage itself, over all visits. */
  readonly length: number;
  /** The first rung beyond; null: not yet. */
  readonly advanced: number | null;
  readonly end: Followed["end"];
  readonly out: string | null;
}

const lengthOf = (view: View, from: number, to: number, variant: string): number =>
  variant === "working_days" ? workingDays(dateIn(view, from), dateIn(view, to), view.config) : (to - from) / day;

const reasonOf = (record: Rec, first: number): string | null => {
  if (record.out !== null) return record.out;
  if (record.closeless) return "no_close_date";
  return !record.hasHistory || (record.firstEntryUnknown && first === 1) ? "unknown_entry" : null;
};

const observe = (view: View, record: Rec, rung: number, variant: string): Observation | null => {
  const stage = record.ladder[rung];
  const isBeyond = (id: string | null): boolean => id !== null && record.ladder.indexOf(id) > rung;
  if (record.closeless) {
    const entry = record.created.t;
    return rung > 0 ? null : { entry, length: 0, advanced: null, end: 0, out: reasonOf(record, 0) };
  }
  const first = record.stays.findIndex((stay) => stay.stage === stage);
  const visit = record.stays[first];
  const top = topAt(view, record);
  if (visit === undefined || record.stays.slice(0, first).some((stay) => isBeyond(stay.stage))) return null;
  const entry = visit.at.t;
  if (top !== null && top < entry) return null;
  const later = record.stays.slice(first + 1).find((stay) => isBeyond(stay.stage))?.at.t ?? null;
  const beyond = [later, top].filter((t) => t !== null);
  const lost = lostAt(view, record);
  const next = beyond.length === 0 ? null : Math.min(...beyond);
  const advanced = next !== null && (lost === null || next <= lost) ? next : null;
  const till = advanced ?? lost ?? view.asOf;
  const length = record.stays
    .filter((stay) => stay.stage === stage && stay.at.t < till)
    .reduce((total, stay) => total + lengthOf(view, stay.at.t, Math.min(stay.to, till), variant), 0);
  return { entry, length, advanced, end: advanced !== null ? 1 : lost !== null ? 2 : 0, out: reasonOf(record, first) };
};

/** Variant `per_visit`: each stay on its own, until it ended, the record was won or linked, or lost. */
const visits = (view: View, window: Window, record: Rec): Item[] => {
  if (record.closeless) {
    const stage = record.ladder[0];
    const isIn = stage !== undefined && within(window, view, record.created.t);
    return isIn ? [visitItem(record, stage, record.created.t, 0, 0, reasonOf(record, 0))] : [];
  }
  return record.stays.flatMap((stay, i): Item[] => {
    const rung = record.ladder.indexOf(stay.stage ?? "");
    const [entry, top, lost] = [stay.at.t, topAt(view, record), lostAt(view, record)];
    if (rung < 0 || stay.stage === null || !within(window, view, entry) || (top !== null && top < entry)) return [];
    const next = record.ladder.indexOf(record.stays[i + 1]?.stage ?? "");
    const advanced = Math.min(top ?? never, next > rung ? stay.to : never);
    const till = Math.min(advanced, lost ?? never, stay.to);
    const end = till === never || (till !== advanced && till !== lost) ? 0 : till === advanced ? 1 : 2;
    const length = Math.max(0, Math.min(till, view.asOf) - entry) / day;
    return [visitItem(record, stay.stage, entry, length, end, reasonOf(record, i))];
  });
};

const never = Number.POSITIVE_INFINITY;

const visitItem = (
  record: Rec,
  stage: string,
  entry: number,
  length: number,
  end: Followed["end"],
  out: string | null,
): Item => ({
  id: record.id,
  of: record,
  out,
  people: [ownerAt(record, entry)],
  anchor: entry,
  keys: { stage },
  length,
  end: String(end),
  hit: end === 1,
});

const items = (view: View, window: Window, variant: string): Item[] =>
  variant === "per_visit"
    ? [...view.leads, ...view.opportunities].flatMap((record) => visits(view, window, record))
    : stays(view, window, variant);

const stays = (view: View, window: Window, variant: string): Item[] =>
  [...view.leads, ...view.opportunities].flatMap((record) =>
    record.ladder.flatMap((stage, rung): Item[] => {
      const seen = observe(view, record, rung, variant);
      if (seen === null) return [];
      const base = {
        id: record.id,
        of: record,
        out: seen.out,
        people: [ownerAt(record, seen.entry)],
        anchor: seen.entry,
        keys: { stage },
        length: seen.length,
        end: String(seen.end),
        hit: seen.end === 1,
      };
      const completed = seen.out === null && seen.advanced !== null && within(window, view, seen.advanced);
      return [
        ...(within(window, view, seen.entry) ? [base] : []),
        ...(completed ? [{ ...base, sort: "completed" }] : []),
      ];
    }),
  );

const cell = (all: readonly Item[], context: Context) => {
  if (context.isTotal) return notAdditive(all, context);
  const inside = counted(all).filter((one) => one.sort === undefined);
  const completed = all.filter((one) => one.sort === "completed").map((one) => one.length ?? 0);
  const times = inside.map((one): Followed => {
    const end = one.end === "1" ? 1 : one.end === "2" ? 2 : 0;
    return { time: one.length ?? 0, end };
  });
  const n = times.length;
  const advanced = times.filter((one) => one.end === 1).length;
  const quantiles = {
    p75: orWithheld(timeOfShare(times, 0.75), n, context),
    p90: orWithheld(timeOfShare(times, 0.9), n, context),
  };
  if (context.variant === "per_visit")
    return ofTimes(all, context, timeOfShare(times, 0.5), advanced, n, null, quantiles);
  return ofTimes(all, context, timeOfShare(times, 0.5), advanced, n, null, {
    ...quantiles,
    completed_mean: mean(completed),
    completed_median: orWithheld(quantile(completed, 0.5), completed.length, context),
  });
};

export const stageDuration: Kpi = {
  id: "stage_duration",
  leading: "stage",
  rows: (view) => [...openStages(view.config, "lead"), ...openStages(view.config, "opportunity")],
  items,
  cell,
  inNum: (one) => one.out === null && one.sort === undefined && one.hit === true,
  inDen: (one) => one.out === null && one.sort === undefined,
};
