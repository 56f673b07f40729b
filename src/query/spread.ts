/** Times put in narrow slots, of which only those are sorted that a quantile needs. */
import type { Spread, Times } from "../kinds/index.ts";
import { type ByStatus, counted } from "./sorted.ts";

/** So many are sorted as they are. */
const few = 20_000;

/** So many of the last are always sorted: where few are left at risk, limits are far from the curve. */
const late = 2000;

/** 256 slots for each doubling: the leading bits of positive doubles are in their order. */
const shift = 12;

/** What a millionth leads with. */
const millionth = (new Uint32Array(Float64Array.of(1e-6).buffer)[1] ?? 0) >>> shift;

/** Rows of times; `slot` -1: one time by itself. */
interface Rows extends Times {
  readonly slot: Int32Array;
}

const rowsOf = (size: number): Rows => ({
  time: new Float64Array(size),
  ended: new Float64Array(size),
  endedOtherwise: new Float64Array(size),
  censored: new Float64Array(size),
  slot: new Int32Array(size).fill(-1),
});

interface Slots {
  /** Of each record of each list, from 0. */
  readonly of: readonly Uint16Array[];
  readonly count: number;
  /** By slot and status. */
  readonly counts: Uint32Array;
  /** The greatest time in each. */
  readonly last: Float64Array;
}

/** The leading halves of doubles stand at odd places. */
const wordsOf = (list: Float64Array): Uint32Array => new Uint32Array(list.buffer, list.byteOffset, list.length * 2);

/** `null`: the times are too far from each other, or negative. */
const slotsOf = (lists: ByStatus, records: number): Slots | null => {
  let [least, most] = [0xffffffff, 0];
  for (const list of lists) {
    const words = wordsOf(list);
    for (let word = 1; word < words.length; word += 2) {
      const lead = words[word] ?? 0;
      if (lead < least) least = lead;
      if (lead > most) most = lead;
    }
  }
  // Zero leads with zeros: it has the first slot, and the others begin at what a millionth leads with.
  const base = Math.max(least >>> shift, millionth) - 1;
  const count = Math.max((most >>> shift) - base, 0) + 1;
  if (most >= 0x80000000 || count > Math.min(records * 4, 0xffff)) return null;
  const counts = new Uint32Array(count * 3);
  const last = new Float64Array(count);
  const slots = (list: Float64Array, status: number): Uint16Array => {
    const words = wordsOf(list);
    const of = new Uint16Array(list.length);
    for (let row = 0; row < of.length; row += 1) {
      const lead = (words[row * 2 + 1] ?? 0) >>> shift;
      const slot = lead > base ? lead - base : 0;
      of[row] = slot;
      counts[slot * 3 + status] = (counts[slot * 3 + status] ?? 0) + 1;
      const own = list[row] ?? 0;
      if (own > (last[slot] ?? 0)) last[slot] = own;
    }
    return of;
  };
  return { of: lists.map(slots), count, counts, last };
};

/** Those in the slots that are told apart, so many of them. */
const chosen = (list: Float64Array, slots: Uint16Array, isApart: Uint8Array, size: number): Float64Array => {
  const found = new Float64Array(size);
  let place = 0;
  for (let row = 0; row < slots.length; row += 1)
    if (isApart[slots[row] ?? 0] === 1) {
      found[place] = list[row] ?? 0;
      place += 1;
    }
  return found;
};

/** Two that have no time in common, in order; of the first without the slots that are told apart. */
const merged = (a: Rows, b: Times, apart: ReadonlySet<number>): Rows => {
  const all = rowsOf(a.time.length + b.time.length);
  let [size, second] = [0, 0];
  const put = (from: Times, row: number, slot: number): void => {
    all.time[size] = from.time[row] ?? 0;
    all.ended[size] = from.ended[row] ?? 0;
    all.endedOtherwise[size] = from.endedOtherwise[row] ?? 0;
    all.censored[size] = from.censored[row] ?? 0;
    all.slot[size] = slot;
    size += 1;
  };
  for (let row = 0; row < a.time.length; row += 1) {
    const slot = a.slot[row] ?? -1;
    if (slot >= 0 && apart.has(slot)) continue;
    for (; second < b.time.length && (b.time[second] ?? 0) < (a.time[row] ?? 0); second += 1) put(b, second, -1);
    put(a, row, slot);
  }
  for (; second < b.time.length; second += 1) put(b, second, -1);
  const cut = (values: Float64Array): Float64Array => values.subarray(0, size);
  return {
    time: cut(all.time),
    ended: cut(all.ended),
    endedOtherwise: cut(all.endedOtherwise),
    censored: cut(all.censored),
    slot: all.slot.subarray(0, size),
  };
};

/**
 * Where nobody drops out, what ends between two times may end all at once: the shares after it and their variances are the same. So
 * slots in which only ends stand, or only the unfinished, need no order, but where a quantile falls into them.
 */
export const spreadOf = (lists: ByStatus): Spread => {
  const [open, first, second] = lists;
  const records = open.length + first.length + second.length;
  const inOrder = (): Spread => ({ records, ended: first.length, times: counted(lists), finer: () => null });
  const slots = records <= few ? null : slotsOf(lists, records);
  if (slots === null) return inOrder();
  const { of, count, counts, last } = slots;
  const at = (slot: number, one: number): number => counts[slot * 3 + one] ?? 0;
  const inSlot = (slot: number): number => at(slot, 0) + at(slot, 1) + at(slot, 2);
  const isMixed = (slot: number): boolean => at(slot, 0) > 0 && at(slot, 1) + at(slot, 2) > 0;
  const told = (apart: ReadonlySet<number>): Times => {
    const isApart = new Uint8Array(count);
    const sizes = new Uint32Array(3);
    for (const slot of apart) {
      isApart[slot] = 1;
      for (let one = 0; one < 3; one += 1) sizes[one] = (sizes[one] ?? 0) + at(slot, one);
    }
    const of3 = (one: 0 | 1 | 2): Float64Array =>
      chosen(lists[one], of[one] ?? new Uint16Array(), isApart, sizes[one] ?? 0);
    return counted([of3(0), of3(1), of3(2)]);
  };
  const used = Array.from({ length: count }, (_, slot) => slot).filter((slot) => inSlot(slot) > 0);
  // Where the unfinished stand among most of the ends, all are soon told apart.
  const mixed = used.reduce((all, slot) => all + (isMixed(slot) ? inSlot(slot) : 0), 0);
  if (mixed * 2 > records) return inOrder();
  const tail: number[] = [];
  for (let [place, left] = [used.length - 1, late]; place >= 0 && left > 0; place -= 1) {
    const slot = used[place] ?? 0;
    tail.push(slot);
    left -= inSlot(slot);
  }
  const spread = (rows: Rows, also: readonly number[]): Spread => ({
    records,
    ended: first.length,
    times: rows,
    finer: (near, isWhole) => {
      const apart = new Set(also);
      const end = isWhole ? rows.slot.length : Math.max(-1, ...near) + 1;
      for (const row of near) if ((rows.slot[row] ?? -1) >= 0) apart.add(rows.slot[row] ?? 0);
      for (let row = 0; row < end; row += 1) {
        const slot = rows.slot[row] ?? -1;
        if (slot >= 0 && isMixed(slot)) apart.add(slot);
      }
      return apart.size === 0 ? null : spread(merged(rows, told(apart), apart), []);
    },
  });
  const together = {
    time: Float64Array.from(used, (slot) => last[slot] ?? 0),
    ended: Float64Array.from(used, (slot) => at(slot, 1)),
    endedOtherwise: Float64Array.from(used, (slot) => at(slot, 2)),
    censored: Float64Array.from(used, (slot) => at(slot, 0)),
    slot: Int32Array.from(used),
  };
  return spread(together, tail);
};
