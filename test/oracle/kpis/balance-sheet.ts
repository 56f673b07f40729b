/** KPI 14: how the open pipeline came from its state at the start of a period to that at its end, move by move. */
import { count } from "../cells.ts";
import { ownerAt } from "../credit.ts";
import type { Context, Item, Window } from "../frame.ts";
import { amountAt } from "../money.ts";
import type { Standing } from "../process.ts";
import type { Rec } from "../record.ts";
import type { View } from "../view.ts";
import { dateIn } from "../view.ts";

/** A place on the sheet: an open stage, aside (hold, undeclared), ended, or not there (not yet, or deleted). */
interface Place {
  readonly sort: "open" | "aside" | "ended" | "away";
  readonly standing: Standing | null;
  readonly stage: string;
}

interface Move {
  readonly t: number;
  readonly from: Place;
  readonly to: Place;
}

const away: Place = { sort: "away", standing: null, stage: "" };

const placeOf = (standing: Standing, stage: string | null): Place => {
  const sort =
    standing === "open" || standing === "unknown"
      ? "open"
      : standing === "hold" || standing === "undeclared" || standing === "none" || standing === "void"
        ? "aside"
        : "ended";
  return { sort, standing, stage: stage ?? standing };
};

/** All moves of a record's life, from its creation to its deletion. */
const movesOf = (record: Rec): Move[] => {
  const born = record.created.t;
  const end = record.deletedAt ?? Number.POSITIVE_INFINITY;
  const before = record.stays.filter((stay) => stay.at.t < born);
  const during = before.length === 0 ? record.stays : record.stays.slice(before.length - 1);
  const moves: Move[] = [];
  let here = away;
  for (const stay of during) {
    const t = Math.max(born, stay.at.t);
    if (t > end) break;
    const to = placeOf(stay.standing, stay.stage);
    moves.push({ t, from: here, to });
    here = to;
  }
  if (record.deletedAt !== null && here !== away) moves.push({ t: Math.max(born, end), from: here, to: away });
  return moves;
};

/** What a move is called in the account of one stage (`null`: of all open ones); null: it does not touch it. */
const nameOf = ({ from, to }: Move, stage: string | null): string | null => {
  const is = (place: Place): boolean => place.sort === "open" && (stage === null || place.stage === stage);
  if (is(from) === is(to)) return null;
  if (is(to)) return from.sort === "away" ? "created" : from.sort === "ended" ? "reopened" : "moved_in";
  if (to.sort === "away") return "deleted";
  return to.sort === "ended" ? String(to.standing) : "moved_out";
};

/** Of a move from one open stage to another, whether it went on or back on the ladder. */
const turnOf = (record: Rec, { from, to }: Move): string | null => {
  const [before, after] = [record.ladder.indexOf(from.stage), record.ladder.indexOf(to.stage)];
  if (to.sort !== "open" || before < 0 || after < 0 || before === after) return null;
  return after > before ? "moved_on" : "moved_back";
};

/** The last instant before the period; of one that is yet to begin, that which is measured. */
const opening = (window: Window): number => Math.min(window.start - 1, window.measured);

const entries = (record: Rec, window: Window): { name: string; stage: string | null; t: number }[] => {
  const moves = movesOf(record);
  const till = (inside: (t: number) => boolean): Place => moves.findLast((move) => inside(move.t))?.to ?? away;
  const start = till((t) => t < window.start);
  const end = till((t) => t <= window.measured);
  const stages = [null, ...new Set(moves.flatMap(({ to }) => (to.sort === "open" ? [to.stage] : [])))];
  return stages.flatMap((stage) => {
    const is = (place: Place): boolean => place.sort === "open" && (stage === null || place.stage === stage);
    const during = moves
      .filter(({ t }) => t >= window.start && t <= window.measured)
      .flatMap((move) => ({ name: nameOf(move, stage), t: move.t }));
    const turns = moves
      .filter(({ t }) => t >= window.start && t <= window.measured)
      .flatMap((move) => ({ name: stage === null || !is(move.from) ? null : turnOf(record, move), t: move.t }));
    const undone = moves.filter(
      ({ t, from, to }) => t >= window.start && t <= window.measured && is(to) && from.standing === "won",
    );
    return [
      ...undone.map(({ t }) => ({ name: "undone", stage, t })),
      ...turns.flatMap(({ name, t }) => (name === null ? [] : [{ name, stage, t }])),
      ...(is(start) ? [{ name: "open_start", stage, t: opening(window) }] : []),
      ...during.flatMap(({ name, t }) => (name === null ? [] : [{ name, stage, t }])),
      ...(is(end) ? [{ name: "open_end", stage, t: window.measured }] : []),
      ...(is(end) && record.deletedAt !== null ? [{ name: "deleted_later", stage, t: window.measured }] : []),
    ];
  });
};

interface Point {
  readonly t: number;
  readonly date: string;
}

/**
 * What the money of a place changed by though nothing moved: at each change of amount or currency the difference at that day's rate
 * (`repriced`), and between them what the same amount is worth at the later rate less at the earlier one (`currency`).
 */
const revaluations = (
  view: View,
  record: Rec,
  window: Window,
  stage: string | null,
): { repriced: number; currency: number } => {
  const is = (place: Place): boolean => place.sort === "open" && (stage === null || place.stage === stage);
  const moves = movesOf(record);
  const { amount, currency } = record.histories;
  const turns = [...amount.known, ...currency.known].map((row) => row.at.t);
  const point = (t: number): Point => ({ t, date: dateIn(view, t) });
  const worth = (t: number, date: string): number => amountAt(view, record, t, date).value ?? 0;
  let [repriced, moved] = [0, 0];
  for (const [i, move] of moves.entries()) {
    const until = moves[i + 1];
    const from = Math.max(move.t, opening(window));
    const to = Math.min(until?.t ?? Number.POSITIVE_INFINITY, window.measured);
    if (!is(move.to) || to < from || (until !== undefined && until.t < window.start)) continue;
    const changes = [...new Set(turns.filter((t) => t > from && t <= to))].sort((a, b) => a - b);
    const points = [point(from), ...changes.map(point), point(to)];
    for (const [k, here] of points.entries()) {
      const next = points[k + 1];
      if (next !== undefined) moved += worth(here.t, next.date) - worth(here.t, here.date);
      if (k > 0 && k < points.length - 1) repriced += worth(here.t, here.date) - worth(here.t - 1, here.date);
    }
  }
  return { repriced, currency: moved };
};

const revalued = (view: View, record: Rec, window: Window): Item[] => {
  const stages = [null, ...new Set(movesOf(record).flatMap(({ to }) => (to.sort === "open" ? [to.stage] : [])))];
  return stages.flatMap((stage) =>
    Object.entries(revaluations(view, record, window, stage)).flatMap(([sort, value]): Item[] => {
      const money = { value, stale: false };
      const base = { id: record.id, of: record, out: null, people: [null], anchor: window.start, sort, money };
      return value === 0 ? [] : [stage === null ? { ...base, aside: true } : { ...base, keys: { stage } }];
    }),
  );
};

/** Items of the whole account are `aside`; those of a stage make its row. */
export const balanceItems = (view: View, window: Window): Item[] =>
  view.opportunities
    .filter(
      (record) => !record.closeless && (record.out === null || record.out === "deleted") && record.outcome !== "void",
    )
    .flatMap((record) => [
      ...revalued(view, record, window),
      ...entries(record, window).map(({ name, stage, t }): Item => {
        const money = amountAt(view, record, t, dateIn(view, t));
        const base = {
          id: record.id,
          of: record,
          out: null,
          people: [ownerAt(record, t)],
          anchor: t,
          sort: name,
          money,
        };
        return stage === null ? { ...base, aside: true } : { ...base, keys: { stage } };
      }),
    ]);

const names = [
  "open_start",
  "created",
  "reopened",
  "undone",
  "moved_in",
  "won",
  "lost",
  "no_decision",
  "moved_out",
  "deleted",
  "open_end",
  "deleted_later",
];

export const balanceCell = (all: readonly Item[], context: Context) => {
  const own = all.filter((one) => (one.aside === true) === context.isTotal);
  const more: Record<string, number> = {};
  for (const name of context.isTotal ? names : [...names, "moved_on", "moved_back"]) {
    const some = own.filter((one) => one.sort === name);
    more[name] = some.length;
    more[`${name}_money`] = some.reduce((total, one) => total + (one.money?.value ?? 0), 0);
  }
  for (const name of ["repriced", "currency"])
    more[`${name}_money`] = own
      .filter((one) => one.sort === name)
      .reduce((total, one) => total + (one.money?.value ?? 0), 0);
  const end = more.open_end ?? 0;
  return count([], context, end, end, more);
};
