/** Which lines of a text are not in an earlier one: both read along side by side, in constant memory. */
import { open } from "node:fs/promises";
import { setImmediate as turn } from "node:timers/promises";
import { alikeBytes } from "./alike-bytes.ts";
import { KeptLines } from "./kept-lines.ts";
import { type Line, Lines, lf } from "./lines.ts";

export interface LineDifference {
  /** Lines of the new text that have no equal in the old one, by their numbers from 1. */
  readonly fresh: KeptLines;
  /** Lines of the old text that have none in the new one. */
  readonly gone: KeptLines;
  /** Lines of the new text. */
  readonly lines: number;
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

/** Lines after which whoever else waits in this process has a turn; so has it after each chunk. */
const manyLines = 4096;

/** Bytes that are compared before it is looked whether a line to stop at is among them. */
const atOnce = 16 * 1024;

/** Passes lines that are alike, as far as both chunks reach and up to line `stop` of the old text; whether more may be alike. */
const passAlike = (old: Lines, now: Lines, stop: number): boolean => {
  const { bytes, from } = old;
  const [restOld, restNow] = [bytes.length - from, now.bytes.length - now.from];
  const length = Math.min(restOld, restNow);
  const linesAtMost = stop - old.number;
  let passed = 0;
  let lines = 0;
  let alike = 0;
  let feed = bytes.indexOf(lf, from);
  for (let more = true; more && alike < length && lines < linesAtMost; ) {
    const wanted = Math.min(length - alike, atOnce);
    const found = alikeBytes(bytes, now.bytes, from + alike, now.from + alike, wanted);
    alike += found;
    more = found === wanted;
    for (; feed >= 0 && feed < from + alike && lines < linesAtMost; feed = bytes.indexOf(lf, feed + 1)) {
      lines += 1;
      passed = feed + 1 - from;
    }
  }
  if (lines >= linesAtMost) alike = passed;
  const [endsOld, endsNow] = [old.isWhole && alike === restOld, now.isWhole && alike === restNow];
  // The last line of a text may do without its line feed.
  if (endsOld && endsNow && passed < alike) {
    passed = alike;
    lines += 1;
  }
  old.at += passed;
  now.at += passed;
  old.number += lines;
  now.number += lines;
  return alike === length && lines !== linesAtMost && !endsOld && !endsNow;
};

interface Kept {
  readonly gone: KeptLines;
  readonly fresh: KeptLines;
}

/** Passes one line that became another, where the next is the same in both: so do most. Says whether it is so; null: that is not in sight. */
const passReplaced = (old: Lines, now: Lines, { gone, fresh }: Kept): boolean | null => {
  const [endOld, endNow] = [old.endOfLine(), now.endOfLine()];
  if (endOld === null || endNow === null) return null;
  const [nextOld, nextNow] = [old.endOfLine(endOld + 1), now.endOfLine(endNow + 1)];
  if (nextOld === null || nextNow === null) return null;
  const length = nextOld - endOld;
  if (nextNow - endNow !== length || alikeBytes(old.bytes, now.bytes, endOld, endNow, length) < length) return false;
  gone.add(old.number, old.bytes, old.from, endOld);
  fresh.add(now.number, now.bytes, now.from, endNow);
  old.pass(endOld);
  now.pass(endNow);
  return true;
};

/** What either has where texts that differ agree again. */
interface Differing {
  readonly gone: readonly Line[];
  readonly fresh: readonly Line[];
}

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
  const agreeAt = (countOld: number, countNow: number) => {
    goTo(old, fromOld, countOld + 1);
    goTo(now, fromNow, countNow + 1);
    return { gone: gone.slice(0, countOld), fresh: fresh.slice(0, countNow) };
  };
  const oneEnded = old.ended || now.ended;
  const from = old.at + now.at;
  for (let count = 0; (oneEnded || count < ahead) && old.at + now.at - from <= most; count += 1) {
    if (count % manyLines === manyLines - 1) await turn();
    const [before, after] = [old.next(), now.next()];
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
const goTo = (lines: Lines, start: Pick<Lines, "at" | "number">, count: number): void => {
  lines.at = start.at;
  lines.number = start.number;
  for (let passed = 0; passed < count; passed += 1) lines.next();
};

/** The lines of a text that is read once. */
const linesIn = async (path: string, chunk: number): Promise<number> => {
  await using file = await open(path, "r");
  const lines = new Lines(file, (await file.stat()).size, chunk);
  while (!lines.ended) {
    lines.fill();
    for (let end = lines.endOfLine(); end !== null; end = lines.endOfLine()) lines.pass(end);
    await turn();
  }
  return lines.number - 1;
};

/** Null: they differ in so much that they are two texts. */
export const lineDifference = async (
  before: string,
  after: string,
  { marked = [], ahead = 50_000, most = 64 * 2 ** 20, chunk = 2 ** 18 }: DifferenceOptions = {},
): Promise<LineDifference | null> => {
  // What was accepted before lies where it lay, under the hash of its bytes.
  if (before === after && marked.length === 0)
    return { gone: new KeptLines(), fresh: new KeptLines(), lines: await linesIn(after, chunk) };
  await using oldFile = await open(before, "r");
  await using newFile = await open(after, "r");
  const old = new Lines(oldFile, (await oldFile.stat()).size, chunk);
  const now = new Lines(newFile, (await newFile.stat()).size, chunk);
  const differing = new Set(marked);
  const [gone, fresh] = [new KeptLines(), new KeptLines()];
  let mark = 0;
  old.fill();
  now.fill();
  while (!old.ended || !now.ended) {
    while ((marked[mark] ?? old.number) < old.number) mark += 1;
    if (old.from < 0) old.fill();
    if (now.from < 0) now.fill();
    if (passAlike(old, now, marked[mark] ?? Number.POSITIVE_INFINITY)) {
      old.fill();
      now.fill();
      await turn();
      continue;
    }
    let isReplaced = passReplaced(old, now, { gone, fresh });
    if (isReplaced === null && old.from + now.from > 0) {
      old.fill();
      now.fill();
      isReplaced = passReplaced(old, now, { gone, fresh });
    }
    if (isReplaced !== true) {
      const found = await findAgain(old, now, differing, { ahead, most });
      if (found === null) return null;
      gone.addAll(found.gone);
      fresh.addAll(found.fresh);
    }
    if (gone.size + fresh.size > most) return null;
  }
  return { gone, fresh, lines: now.number - 1 };
};
