/** Which lines of a text are not in an earlier one: both read along side by side, in constant memory. */
import { type FileHandle, open } from "node:fs/promises";

export interface LineDifference {
  /** Lines of the new text that have no equal in the old one: their numbers from 1, and their bytes without the line feed. */
  readonly fresh: readonly Line[];
  /** Lines of the old text that have none in the new one. */
  readonly gone: readonly Line[];
  /** Lines of the new text. */
  readonly lines: number;
}

export interface Line {
  readonly number: number;
  readonly bytes: Uint8Array;
}

export interface DifferenceOptions {
  /** Line numbers of the old text, ascending, that are taken to differ whatever they say. */
  readonly marked?: readonly number[];
  /** Lines that are looked ahead for the place where the texts agree again. */
  readonly ahead?: number;
  /** Bytes that may differ before the texts are taken to be two. */
  readonly most?: number;
  /** Bytes read at a time. */
  readonly chunk?: number;
}

const lf = 0x0a;
const block = 4096;

/** A file of lines that can be gone back in. */
class Lines {
  /** Where the next line begins in the file. */
  at = 0;
  /** Of the next line. */
  number = 1;
  bytes: Buffer = Buffer.alloc(0);
  private base = 0;
  private readonly file: FileHandle;
  private readonly size: number;
  /** What is read comes here, again and again. */
  private room: Buffer;

  constructor(file: FileHandle, size: number, chunk: number) {
    this.file = file;
    this.size = size;
    this.room = Buffer.allocUnsafeSlow(Math.min(chunk, size));
  }

  get ended(): boolean {
    return this.at >= this.size;
  }

  /** Where the next line begins in `bytes`. */
  get from(): number {
    return this.at - this.base;
  }

  /** Whether `bytes` reach to the end of the text. */
  get isWhole(): boolean {
    return this.base + this.bytes.length === this.size;
  }

  /** Brings the next line into `bytes`, and what follows it in a chunk. */
  async fill(): Promise<void> {
    for (;;) {
      const bytes = this.room.subarray(0, this.size - this.at);
      let filled = 0;
      while (filled < bytes.length) {
        const { bytesRead } = await this.file.read(bytes, filled, bytes.length - filled, this.at + filled);
        if (bytesRead === 0) throw new Error("a file became shorter while it was read");
        filled += bytesRead;
      }
      this.base = this.at;
      this.bytes = bytes;
      if (this.isWhole || bytes.includes(lf)) return;
      this.room = Buffer.allocUnsafeSlow(2 * bytes.length);
    }
  }

  /** The next line, which is passed; null when there is none. */
  async next(): Promise<Line | null> {
    if (this.ended) return null;
    if (this.endOfLine() === null) await this.fill();
    return this.pass(this.endOfLine() ?? this.bytes.length);
  }

  /** Passes the line that ends there in `bytes`. */
  pass(end: number): Line {
    const line = { number: this.number, bytes: Buffer.from(this.bytes.subarray(this.from, end)) };
    this.at = this.base + Math.min(end + 1, this.bytes.length);
    this.number += 1;
    return line;
  }

  /** Where the line that begins there in `bytes` ends; null when that is not among them. */
  endOfLine(from = this.from): number | null {
    const { bytes } = this;
    if (from < 0 || from >= bytes.length) return null;
    const feed = bytes.indexOf(lf, from);
    return feed >= 0 ? feed : this.isWhole ? bytes.length : null;
  }
}

/** Passes lines that are alike, as far as both chunks reach and up to line `stop` of the old text; whether more may be alike. */
const passAlike = (old: Lines, now: Lines, stop: number): boolean => {
  const [a, b, startA, startB] = [old.bytes, now.bytes, old.from, now.from];
  const length = Math.min(a.length - startA, b.length - startB);
  const linesAtMost = stop - old.number;
  let passed = 0;
  let lines = 0;
  let i = 0;
  // Whole blocks are compared at once; none has more lines than bytes.
  for (let end = block; end <= length && lines + block < linesAtMost; end += block) {
    if (a.compare(b, startB + i, startB + end, startA + i, startA + end) !== 0) break;
    for (let feed = a.indexOf(lf, startA + i); feed >= 0 && feed < startA + end; feed = a.indexOf(lf, feed + 1)) {
      lines += 1;
      passed = feed + 1 - startA;
    }
    i = end;
  }
  while (i < length && lines !== linesAtMost) {
    const byte = a[startA + i];
    if (byte !== b[startB + i]) break;
    i += 1;
    if (byte === lf) {
      passed = i;
      lines += 1;
    }
  }
  const [endsOld, endsNow] = [old.isWhole && startA + i === a.length, now.isWhole && startB + i === b.length];
  // The last line of a text may do without its line feed.
  if (endsOld && endsNow && passed < i) {
    passed = i;
    lines += 1;
  }
  old.at += passed;
  now.at += passed;
  old.number += lines;
  now.number += lines;
  return i === length && lines !== linesAtMost && !endsOld && !endsNow;
};

/** What either has where texts that differ agree again. */
interface Differing {
  readonly gone: readonly Line[];
  readonly fresh: readonly Line[];
}

/** Passes one line that became another, where the next is the same in both: so do most. Null: it is not so, or out of sight. */
const passReplaced = (old: Lines, now: Lines): Differing | null => {
  const [endOld, endNow] = [old.endOfLine(), now.endOfLine()];
  if (endOld === null || endNow === null) return null;
  const [nextOld, nextNow] = [old.endOfLine(endOld + 1), now.endOfLine(endNow + 1)];
  if (nextOld === null || nextNow === null) return null;
  if (old.bytes.compare(now.bytes, endNow, nextNow, endOld, nextOld) !== 0) return null;
  return { gone: [old.pass(endOld)], fresh: [now.pass(endNow)] };
};

const textOf = ({ bytes }: Line): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString("latin1");

/** Where two texts that differ agree again: what either has until there. Null: not within reach. */
const findAgain = async (
  old: Lines,
  now: Lines,
  marked: ReadonlySet<number>,
  { ahead, most }: Required<Pick<DifferenceOptions, "ahead" | "most">>,
): Promise<Differing | null> => {
  const [gone, fresh]: [Line[], Line[]] = [[], []];
  const [places, newPlaces] = [new Map<string, number>(), new Map<string, number>()];
  const [fromOld, fromNow] = [
    { at: old.at, number: old.number },
    { at: now.at, number: now.number },
  ];
  // The line that both have is passed as well.
  const agreeAt = async (countOld: number, countNow: number) => {
    await goTo(old, fromOld, countOld + 1);
    await goTo(now, fromNow, countNow + 1);
    return { gone: gone.slice(0, countOld), fresh: fresh.slice(0, countNow) };
  };
  const oneEnded = old.ended || now.ended;
  const from = old.at + now.at;
  for (let count = 0; (oneEnded || count < ahead) && old.at + now.at - from <= most; count += 1) {
    const [before, after] = [await old.next(), await now.next()];
    if (before === null && after === null) return { gone, fresh };
    if (before !== null) {
      gone.push(before);
      if (oneEnded) continue;
      const text = textOf(before);
      const place = marked.has(before.number) ? undefined : newPlaces.get(text);
      if (place !== undefined) return agreeAt(gone.length - 1, place);
      if (!places.has(text) && !marked.has(before.number)) places.set(text, gone.length - 1);
    }
    if (after !== null) {
      fresh.push(after);
      if (oneEnded) continue;
      const text = textOf(after);
      const place = places.get(text);
      if (place !== undefined) return agreeAt(place, fresh.length - 1);
      if (!newPlaces.has(text)) newPlaces.set(text, fresh.length - 1);
    }
  }
  return null;
};

/** Behind so many lines from the start. */
const goTo = async (lines: Lines, start: Pick<Lines, "at" | "number">, count: number): Promise<void> => {
  lines.at = start.at;
  lines.number = start.number;
  for (let passed = 0; passed < count; passed += 1) await lines.next();
};

export const bytesOf = (lines: readonly Line[]): number => lines.reduce((sum, { bytes }) => sum + bytes.length, 0);

/** Null: they differ in so much that they are two texts. */
export const lineDifference = async (
  before: string,
  after: string,
  { marked = [], ahead = 50_000, most = 64 * 2 ** 20, chunk = 2 ** 20 }: DifferenceOptions = {},
): Promise<LineDifference | null> => {
  await using oldFile = await open(before, "r");
  await using newFile = await open(after, "r");
  const old = new Lines(oldFile, (await oldFile.stat()).size, chunk);
  const now = new Lines(newFile, (await newFile.stat()).size, chunk);
  const differing = new Set(marked);
  const [gone, fresh]: [Line[], Line[]] = [[], []];
  let different = 0;
  let mark = 0;
  await old.fill();
  await now.fill();
  while (!old.ended || !now.ended) {
    while ((marked[mark] ?? old.number) < old.number) mark += 1;
    if (old.from < 0) await old.fill();
    if (now.from < 0) await now.fill();
    if (passAlike(old, now, marked[mark] ?? Number.POSITIVE_INFINITY)) {
      await old.fill();
      await now.fill();
      continue;
    }
    const found = passReplaced(old, now) ?? (await findAgain(old, now, differing, { ahead, most }));
    if (found === null) return null;
    for (const line of found.gone) gone.push(line);
    for (const line of found.fresh) fresh.push(line);
    different += bytesOf(found.gone) + bytesOf(found.fresh);
    if (different > most) return null;
  }
  return { gone, fresh, lines: now.number - 1 };
};
