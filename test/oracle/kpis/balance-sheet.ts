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
      : standing === "hold" || standing === "undeclared" || standing === "none"
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
    return [
      ...(is(start) ? [{ name: "open_start", stage, t: window.start - 1 }] : []),
      ...during.flatMap(({ name, t }) => (name === null ? [] : [{ name, stage, t }])),
      ...(is(end) ? [{ name: "open_end", stage, t: window.measured }] : []),
      ...(is(end) && record.deletedAt !== null ? [{ name: "deleted_later", stage, t: window.measured }] : []),
    ];
  });
};

/** Items of the whole account are `aside`; those of a stage make its row. */
export const balanceItems = (view: View, window: Window): Item[] =>
  view.opportunities
    .filter(
      (record) => !record.closeless && (record.out === null || record.out === "deleted") && record.outcome !== "void",
    )
    .flatMap((record) =>
      entries(record, window).map(({ name, stage, t }): Item => {
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
    );

const names = [
  "open_start",
  "created",
  "reopened",
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
  for (const name of names) {
    const some = own.filter((one) => one.sort === name);
    more[name] = some.length;
    more[`${name}_money`] = some.reduce((total, one) => total + (one.money?.value ?? 0), 0);
  }
  const end = more.open_end ?? 0;
  return count([], context, end, end, more);
};
