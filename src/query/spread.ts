/** Times put in narrow slots, of which only those are sorted that a quantile needs. */
import type { Spread, Times } from "../kinds/index.ts";
import { type ByStatus, counted } from "./sorted.ts";

/** What was seen of each record, in any order: how long, and how it ended (0 not, 1 and 2 the ways to end). */
export interface Observed {
  readonly time: Float64Array;
  readonly status: ArrayLike<number>;
}

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

export const nothing: Observed = { time: new Float64Array(), status: new Int8Array() };

const sizesOf = (status: ArrayLike<number>): Uint32Array => {
  const sizes = new Uint32Array(3);
  for (let row = 0; row < status.length; row += 1) sizes[status[row] ?? 0] = (sizes[status[row] ?? 0] ?? 0) + 1;
  return sizes;
};

/** Lists by status, and where each is filled up to. */
const emptyLists = (
  sizes: Uint32Array,
): { readonly lists: ByStatus; readonly put: (time: number, one: number) => void } => {
  const lists: ByStatus = [
    new Float64Array(sizes[0] ?? 0),
    new Float64Array(sizes[1] ?? 0),
    new Float64Array(sizes[2] ?? 0),
  ];
  const filled = new Uint32Array(3);
  return {
    lists,
    put: (time, one) => {
      const place = filled[one] ?? 0;
      const list = lists[one];
      if (list !== undefined) list[place] = time;
      filled[one] = place + 1;
    },
  };
};

/** All of them in order. */
export const timesIn = ({ time, status }: Observed): Times => {
  const sizes = sizesOf(status);
  const [open, first, second] = emptyLists(sizes).lists;
  let [a, b, c] = [0, 0, 0];
  for (let row = 0; row < time.length; row += 1) {
    const own = time[row] ?? 0;
    if (status[row] === 1) {
      first[b] = own;
      b += 1;
    } else if (status[row] === 0) {
      open[a] = own;
      a += 1;
    } else {
      second[c] = own;
      c += 1;
    }
  }
  return counted([open, first, second]);
};

interface Slots {
  /** Of each record, from 0. */
  readonly of: Uint16Array;
  readonly count: number;
  /** By slot and status. */
  readonly counts: Uint32Array;
  /** The greatest time in each. */
  readonly last: Float64Array;
}

/** `null`: the times are too far from each other, or negative. */
const slotsOf = ({ time, status }: Observed): Slots | null => {
  const words = new Uint32Array(time.buffer, time.byteOffset, time.length * 2);
  let [least, most] = [0xffffffff, 0];
  for (let word = 1; word < words.length; word += 2) {
    const lead = words[word] ?? 0;
    if (lead < least) least = lead;
    if (lead > most) most = lead;
  }
  // Zero leads with zeros: it has the first slot, and the others begin at what a millionth leads with.
  const base = Math.max(least >>> shift, millionth) - 1;
  const count = Math.max((most >>> shift) - base, 0) + 1;
  if (most >= 0x80000000 || count > Math.min(time.length * 4, 0xffff)) return null;
  const of = new Uint16Array(time.length);
  const counts = new Uint32Array(count * 3);
  const last = new Float64Array(count);
  for (let row = 0; row < of.length; row += 1) {
    const lead = (words[row * 2 + 1] ?? 0) >>> shift;
    const slot = lead > base ? lead - base : 0;
    of[row] = slot;
    const place = slot * 3 + (status[row] ?? 0);
    counts[place] = (counts[place] ?? 0) + 1;
    const own = time[row] ?? 0;
    if (own > (last[slot] ?? 0)) last[slot] = own;
  }
  return { of, count, counts, last };
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
export const spreadOf = (observed: Observed): Spread => {
  const { time, status } = observed;
  const slots = time.length <= few ? null : slotsOf(observed);
  if (slots === null)
    return { records: time.length, ended: sizesOf(status)[1] ?? 0, times: timesIn(observed), finer: () => null };
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
    const { lists, put } = emptyLists(sizes);
    for (let row = 0; row < of.length; row += 1) if (isApart[of[row] ?? 0] === 1) put(time[row] ?? 0, status[row] ?? 0);
    return counted(lists);
  };
  const used = Array.from({ length: count }, (_, slot) => slot).filter((slot) => inSlot(slot) > 0);
  const ends = used.reduce((all, slot) => all + at(slot, 1), 0);
  const tail: number[] = [];
  for (let [place, left] = [used.length - 1, late]; place >= 0 && left > 0; place -= 1) {
    const slot = used[place] ?? 0;
    tail.push(slot);
    left -= inSlot(slot);
  }
  const spread = (rows: Rows, also: readonly number[]): Spread => ({
    records: time.length,
    ended: ends,
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
