/** Which rows an answer has, in which order: every unit, every person and team, every open stage; of several dimensions what is there. */
import type { Dimension } from "../dimensions/index.ts";
import type { Members } from "./members.ts";
import { type Key, type Place, placeAt } from "./sheet.ts";

/** The members that stand in an answer even without a record, by dimension. */
export type Standing = (dimension: Dimension) => readonly Key[] | null;

const rankOf = (members: Members, key: Key): number =>
  key === null
    ? Number.POSITIVE_INFINITY
    : typeof key === "number"
      ? (members.byKey.get(key)?.position ?? Number.MAX_SAFE_INTEGER)
      : 0;

/** Places in order: by unit, then by each dimension's own order; nobody and nothing come last. */
export const orderedPlaces = (
  found: Iterable<Place>,
  by: readonly Dimension[],
  unitCount: number | null,
  membersOf: (dimension: Dimension) => Members,
  standing: Standing,
): readonly Place[] => {
  const all = new Map<string, Place>();
  const [first] = by;
  const always =
    by.length === 0 ? [[]] : by.length === 1 && first !== undefined ? (standing(first)?.map((key) => [key]) ?? []) : [];
  if (unitCount !== null || by.length > 0)
    for (let unit = 0; unit < (unitCount ?? 1); unit += 1)
      for (const keys of always) {
        const place = placeAt(unit, keys);
        all.set(place.name, place);
      }
  for (const place of found) all.set(place.name, place);
  const members = by.map(membersOf);
  const ranked = [...all.values()].map((place) => ({
    place,
    ranks: members.map((some, index) => rankOf(some, place.keys[index] ?? null)),
  }));
  const compare = (a: (typeof ranked)[number], b: (typeof ranked)[number]): number => {
    if (a.place.unit !== b.place.unit) return a.place.unit - b.place.unit;
    for (let index = 0; index < by.length; index += 1) {
      const [left, right] = [a.place.keys[index] ?? null, b.place.keys[index] ?? null];
      if (left === right) continue;
      if (left === null) return 1;
      if (right === null) return -1;
      const ranks = (a.ranks[index] ?? 0) - (b.ranks[index] ?? 0);
      if (ranks !== 0 && !Number.isNaN(ranks)) return ranks;
      return left < right ? -1 : 1;
    }
    return 0;
  };
  return ranked.sort(compare).map(({ place }) => place);
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
