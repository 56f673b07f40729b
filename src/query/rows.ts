/** Which rows an answer has, in which order: every unit, every person and team, every open stage; of several dimensions what is there. */
import type { Dimension } from "../dimensions/index.ts";
import { Problem } from "../problem.ts";
import type { Members } from "./members.ts";
import { type Key, type Place, placeAt } from "./sheet.ts";

/** The members that stand in an answer even without a record, by dimension. */
export type Standing = (dimension: Dimension) => readonly Key[] | null;

/** What can be held and sent at once, a row and what it is compared with being some 400 bytes. */
const mostRows = 300_000;

/** Problem: `too_many_answer_rows`. */
const refuseTooMany = (rows: number): void => {
  if (rows > mostRows) throw new Problem("too_many_answer_rows", { rows, most: mostRows });
};

/** Before anything is counted: members that stand in every unit may be more rows than can be told. Problem: `too_many_answer_rows`. */
export const refuseTooManyStanding = (
  by: readonly Dimension[],
  unitCount: number | null,
  membersOf: (dimension: Dimension) => Members,
): void => {
  const [first, second] = by;
  if (first?.complete === true && second === undefined) refuseTooMany(membersOf(first).list.length * (unitCount ?? 1));
};

const rankOf = (members: Members, key: Key): number =>
  key === null
    ? Number.POSITIVE_INFINITY
    : typeof key === "number"
      ? (members.byKey.get(key)?.position ?? Number.MAX_SAFE_INTEGER)
      : 0;

type Ranks = (key: Key) => number;

/** Members in their own order; nobody and nothing come last. */
const compareKeys = (rank: Ranks, left: Key, right: Key): number => {
  if (left === right) return 0;
  if (left === null) return 1;
  if (right === null) return -1;
  const ranks = rank(left) - rank(right);
  return ranks !== 0 && !Number.isNaN(ranks) ? ranks : left < right ? -1 : 1;
};

/** Of one dimension: its members are put in order once for all units. */
const inUnits = (found: Iterable<Place>, units: number, always: readonly Key[], rank: Ranks): readonly Place[] => {
  const byUnit = Array.from({ length: units }, () => new Map<Key, Place>());
  const keys = new Set(always);
  for (const place of found) {
    const key = place.keys[0] ?? null;
    keys.add(key);
    byUnit[place.unit]?.set(key, place);
  }
  const stands = new Set(always);
  refuseTooMany(
    Math.max(
      stands.size * units,
      byUnit.reduce((sum, own) => sum + own.size, 0),
    ),
  );
  const ordered = [...keys].sort((left, right) => compareKeys(rank, left, right));
  const places: Place[] = [];
  for (const [unit, own] of byUnit.entries())
    for (const key of ordered) {
      const place = own.get(key) ?? (stands.has(key) ? placeAt(unit, [key]) : undefined);
      if (place !== undefined) places.push(place);
    }
  return places;
};

/** Places in order: by unit, then by each dimension's own order. Problem: `too_many_answer_rows`. */
export const orderedPlaces = (
  found: readonly Place[],
  by: readonly Dimension[],
  unitCount: number | null,
  membersOf: (dimension: Dimension) => Members,
  standing: Standing,
): readonly Place[] => {
  const [first] = by;
  const units = unitCount ?? 1;
  const ranks = by.map((dimension): Ranks => {
    const members = membersOf(dimension);
    return (key) => rankOf(members, key);
  });
  const [rank] = ranks;
  if (by.length === 1 && first !== undefined && rank !== undefined)
    return inUnits(found, units, standing(first) ?? [], rank);
  const all = new Map<string, Place>();
  if (by.length === 0 && unitCount !== null)
    for (let unit = 0; unit < units; unit += 1) {
      const place = placeAt(unit, []);
      all.set(place.name, place);
    }
  for (const place of found) all.set(place.name, place);
  refuseTooMany(all.size);
  return [...all.values()].sort((a, b) => {
    if (a.unit !== b.unit) return a.unit - b.unit;
    for (const [index, rank] of ranks.entries()) {
      const order = compareKeys(rank, a.keys[index] ?? null, b.keys[index] ?? null);
      if (order !== 0) return order;
    }
    return 0;
  });
};

/** What a key is called: its id as the source wrote it, and its label. */
export const nameOf = (
  dimension: Dimension,
  members: Members,
  key: Key,
): { readonly id: string | null; readonly label: string } => {
  if (key === null) return { id: null, label: dimension.nothing };
  if (typeof key === "string") return { id: key, label: key };
  const member = members.byKey.get(key);
  return { id: member?.id ?? String(key), label: member?.label ?? String(key) };
};

/** The same for many rows: each key is looked up once. */
export const namer = (dimension: Dimension, members: Members): ((key: Key) => ReturnType<typeof nameOf>) => {
  const known = new Map<Key, ReturnType<typeof nameOf>>();
  return (key) => {
    const found = known.get(key) ?? nameOf(dimension, members, key);
    known.set(key, found);
    return found;
  };
};
