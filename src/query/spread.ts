/** Times put in narrow slots, of which only those are sorted that a quantile needs. */
import type { Spread, Times } from "../kinds/index.ts";
import { type ByStatus, counted, nothing } from "./sorted.ts";

/** So many are sorted as they are. */
const few = 20_000;

/** So many of the last are always told apart: where few are left at risk, limits are far from the curve. */
const late = 2000;

/** 256 slots for each doubling: the leading bits of positive doubles are in their order. */
const shift = 12;

/** What a millionth leads with. */
const millionth = (new Uint32Array(Float64Array.of(1e-6).buffer)[1] ?? 0) >>> shift;

/** The leading halves of doubles stand at odd places. */
const wordsOf = (list: Float64Array): Uint32Array => new Uint32Array(list.buffer, list.byteOffset, list.length * 2);

interface Slots {
  /** The first is 0. */
  readonly of: (lead: number) => number;
  readonly count: number;
}

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
  if (most >= 0x80000000 || count > records * 4) return null;
  return { count, of: (lead) => Math.max((lead >>> shift) - base, 0) };
};

/** Pieces of time that hold ends alone, up to the end of a slot or the next unfinished, which then stand at the end of the piece. */
interface Pieces {
  readonly count: number;
  /** By list of ends, the piece of each record. */
  readonly of: readonly [Uint32Array, Uint32Array];
  readonly times: Times;
}

const piecesOf = ([open, ...ends]: ByStatus, slots: Slots): Pieces => {
  const limits = counted([open, nothing[1], nothing[2]]);
  const next = new Uint32Array(slots.count + 1);
  const words = wordsOf(limits.time);
  for (let limit = 0; limit < limits.time.length; limit += 1) {
    const slot = slots.of(words[limit * 2 + 1] ?? 0);
    next[slot + 1] = (next[slot + 1] ?? 0) + 1;
  }
  for (let slot = 1; slot < next.length; slot += 1) next[slot] = (next[slot] ?? 0) + (next[slot - 1] ?? 0);
  // Each slot has a piece before each of its unfinished, and one after the last.
  const count = slots.count + limits.time.length;
  const [time, censored] = [new Float64Array(count), new Float64Array(count)];
  for (let slot = 0; slot < slots.count; slot += 1)
    for (let limit = next[slot] ?? 0; limit < (next[slot + 1] ?? 0); limit += 1) {
      time[slot + limit] = limits.time[limit] ?? 0;
      censored[slot + limit] = limits.censored[limit] ?? 0;
    }
  const placed = (list: Float64Array): { readonly of: Uint32Array; readonly held: Float64Array } => {
    const [of, held, words] = [new Uint32Array(list.length), new Float64Array(count), wordsOf(list)];
    for (let row = 0; row < list.length; row += 1) {
      const own = list[row] ?? 0;
      const slot = slots.of(words[row * 2 + 1] ?? 0);
      let [low, high] = [next[slot] ?? 0, next[slot + 1] ?? 0];
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((limits.time[middle] ?? 0) < own) low = middle + 1;
        else high = middle;
      }
      const piece = slot + low;
      of[row] = piece;
      held[piece] = (held[piece] ?? 0) + 1;
      if (own > (time[piece] ?? 0)) time[piece] = own;
    }
    return { of, held };
  };
  const [first, second] = [placed(ends[0]), placed(ends[1])];
  return {
    count,
    of: [first.of, second.of],
    times: { time, ended: first.held, endedOtherwise: second.held, censored },
  };
};

/** Rows of times; `piece` -1: one time by itself. */
interface Rows extends Times {
  readonly piece: Int32Array;
}

/** Rows put one after the other; which are a list in the end. */
const rowsOf = (size: number) => {
  const all = {
    time: new Float64Array(size),
    ended: new Float64Array(size),
    endedOtherwise: new Float64Array(size),
    censored: new Float64Array(size),
    piece: new Int32Array(size),
  };
  let filled = 0;
  return {
    put: (from: Times, row: number, piece: number): void => {
      all.time[filled] = from.time[row] ?? 0;
      all.ended[filled] = from.ended[row] ?? 0;
      all.endedOtherwise[filled] = from.endedOtherwise[row] ?? 0;
      all.censored[filled] = from.censored[row] ?? 0;
      all.piece[filled] = piece;
      filled += 1;
    },
    told: (): Rows => ({
      time: all.time.subarray(0, filled),
      ended: all.ended.subarray(0, filled),
      endedOtherwise: all.endedOtherwise.subarray(0, filled),
      censored: all.censored.subarray(0, filled),
      piece: all.piece.subarray(0, filled),
    }),
  };
};

/** The pieces in which anything stands. */
const together = ({ times, count }: Pieces): Rows => {
  const rows = rowsOf(count);
  for (let piece = 0; piece < count; piece += 1) {
    const ends = (times.ended[piece] ?? 0) + (times.endedOtherwise[piece] ?? 0);
    const open = times.censored[piece] ?? 0;
    if (ends + open > 0) rows.put(times, piece, ends === 0 || (ends === 1 && open === 0) ? -1 : piece);
  }
  return rows.told();
};

/** Two that have no time in common, in order; of the first without the pieces that are told apart. */
const merged = (a: Rows, b: Times, apart: ReadonlySet<number>): Rows => {
  const rows = rowsOf(a.time.length + b.time.length);
  let second = 0;
  for (let row = 0; row < a.time.length; row += 1) {
    const piece = a.piece[row] ?? -1;
    if (piece >= 0 && apart.has(piece)) continue;
    for (; second < b.time.length && (b.time[second] ?? 0) < (a.time[row] ?? 0); second += 1) rows.put(b, second, -1);
    rows.put(a, row, piece);
  }
  for (; second < b.time.length; second += 1) rows.put(b, second, -1);
  return rows.told();
};

/** The times that stand in pieces which are told apart. */
const toldApart = ([, ...ends]: ByStatus, { of, count, times }: Pieces, apart: ReadonlySet<number>): Times => {
  const isApart = new Uint8Array(count);
  const open: number[] = [];
  for (const piece of apart) {
    isApart[piece] = 1;
    for (let left = times.censored[piece] ?? 0; left > 0; left -= 1) open.push(times.time[piece] ?? 0);
  }
  const chosen = (list: Float64Array, pieces: Uint32Array): Float64Array => {
    const found: number[] = [];
    for (let row = 0; row < list.length; row += 1) if (isApart[pieces[row] ?? 0] === 1) found.push(list[row] ?? 0);
    return Float64Array.from(found);
  };
  return counted([Float64Array.from(open), chosen(ends[0], of[0]), chosen(ends[1], of[1])]);
};

/**
 * Where nobody drops out, what ends between two times may end all at once: the shares after it and their variances are the same. So
 * ends within a slot and between two of the unfinished need no order, but where a quantile falls among them.
 */
export const spreadOf = (lists: ByStatus): Spread => {
  const [open, first, second] = lists;
  const records = open.length + first.length + second.length;
  const slots = records <= few ? null : slotsOf(lists, records);
  if (slots === null) return { records, ended: first.length, times: counted(lists), finer: () => null };
  const pieces = piecesOf(lists, slots);
  const all = together(pieces);
  const tail: number[] = [];
  for (let [row, left] = [all.piece.length - 1, late]; row >= 0 && left > 0; row -= 1) {
    tail.push(all.piece[row] ?? -1);
    left -= (all.ended[row] ?? 0) + (all.endedOtherwise[row] ?? 0) + (all.censored[row] ?? 0);
  }
  const spread = (rows: Rows, also: readonly number[]): Spread => ({
    records,
    ended: first.length,
    times: rows,
    finer: (near) => {
      const apart = new Set([...also, ...near.map((row) => rows.piece[row] ?? -1)]);
      apart.delete(-1);
      return apart.size === 0 ? null : spread(merged(rows, toldApart(lists, pieces, apart), apart), []);
    },
  });
  return spread(all, tail);
};
