/** Where two answers to one question differ: figures to nine digits, everything else exactly. */
import type { Cell, Row } from "./oracle/answered.ts";

const close = (a: number | null | undefined, b: number | null | undefined): boolean => {
  if (a === null || a === undefined || b === null || b === undefined) return (a ?? null) === (b ?? null);
  return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));
};

export interface Told {
  readonly total: Cell;
  readonly rows: readonly Row[];
}

/** `more` and `excluded` are compared by what both name; the interval where the oracle gives one. */
const cellDifferences = (ours: Cell, theirs: Cell, where: string): string[] => {
  const found: string[] = [];
  const say = (what: string, a: unknown, b: unknown) =>
    found.push(`${where} ${what}: engine ${JSON.stringify(a)}, oracle ${JSON.stringify(b)}`);
  for (const key of ["value", "num", "den", "n"] as const)
    if (!close(ours[key], theirs[key])) say(key, ours[key], theirs[key]);
  if (
    // An interval of which neither end is known is none.
    theirs.interval?.some((limit) => limit !== null) === true &&
    (ours.interval === null || !theirs.interval.every((limit, side) => close(limit, ours.interval?.[side])))
  )
    say("interval", ours.interval, theirs.interval);
  for (const key of Object.keys(theirs.more))
    if (!close(ours.more[key], theirs.more[key])) say(`more.${key}`, ours.more[key], theirs.more[key]);
  for (const key of new Set([...Object.keys(ours.excluded), ...Object.keys(theirs.excluded)]))
    if ((ours.excluded[key] ?? 0) !== (theirs.excluded[key] ?? 0))
      say(`excluded.${key}`, ours.excluded[key] ?? 0, theirs.excluded[key] ?? 0);
  const [a, b] = [[...ours.flags].sort().join(" "), [...theirs.flags].sort().join(" ")];
  if (a !== b) say("flags", a, b);
  if (theirs.change !== undefined) {
    // A difference is as exact as what it is of.
    const size = Math.max(1, Math.abs(theirs.value ?? 0), Math.abs(theirs.previous?.value ?? 0));
    const [a, b] = [ours.change?.absolute, theirs.change.absolute];
    if (!close(a === null || a === undefined ? a : a / size, b === null ? b : b / size)) say("change.absolute", a, b);
    const [part, whole] = [ours.change?.relative, theirs.change.relative];
    if (!close(part, whole)) say("change.relative", part, whole);
  }
  if (theirs.previous !== undefined)
    found.push(
      ...(ours.previous === undefined
        ? [`${where}: nothing to compare with`]
        : cellDifferences(ours.previous, theirs.previous, `${where}, before,`)),
    );
  return found;
};

/** Stages lead in the engine wherever they are asked for, in the oracle where they are not. */
const nameOf = (row: Row): string =>
  `${row.period ?? ""}${JSON.stringify(Object.entries(row.keys).sort(([a], [b]) => (a < b ? -1 : 1)))}`;

export const differences = (ours: Told, theirs: Told): string[] => {
  const mine = new Map(ours.rows.map((row) => [nameOf(row), row]));
  const other = new Map(theirs.rows.map((row) => [nameOf(row), row]));
  return [
    ...cellDifferences(ours.total, theirs.total, "total"),
    ...[...other].flatMap(([name, row]) => {
      const own = mine.get(name);
      return own === undefined ? [`${name}: only the oracle has this row`] : cellDifferences(own, row, name);
    }),
    ...[...mine.keys()].filter((name) => !other.has(name)).map((name) => `${name}: only the engine has this row`),
  ];
};
