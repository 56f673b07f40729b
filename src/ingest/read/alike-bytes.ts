/** How far two buffers say the same: four bytes at a time, whatever lies beside what, as calls of the engine's comparison cost more than they save. */

/** Bytes, and the same as words. Both begin where the memory begins. */
export interface Chunk {
  readonly bytes: Uint8Array;
  readonly words: Int32Array;
}

/** Words of both that are alike, where their bytes lie alike within them. */
const alikeWords = (a: Int32Array, b: Int32Array, fromA: number, fromB: number, most: number): number => {
  let count = 0;
  while (count < most && a[fromA + count] === b[fromB + count]) count += 1;
  return count;
};

/** The same where a word of `a` lies across two of `b`, of the first from bit `shift` on. Every engine that we have puts the low byte first. */
const alikeAcross = (
  a: Int32Array,
  b: Int32Array,
  fromA: number,
  fromB: number,
  { most, shift }: { readonly most: number; readonly shift: number },
): number => {
  const rest = 32 - shift;
  let low = (b[fromB] ?? 0) >>> shift;
  let count = 0;
  while (count < most) {
    const next = b[fromB + count + 1] ?? 0;
    if (a[fromA + count] !== (low | (next << rest))) break;
    low = next >>> shift;
    count += 1;
  }
  return count;
};

/** How many of so many bytes are alike, from there on. */
export const alikeBytes = (a: Chunk, b: Chunk, fromA: number, fromB: number, length: number): number => {
  let alike = 0;
  while (alike < length && ((fromA + alike) & 3) !== 0 && a.bytes[fromA + alike] === b.bytes[fromB + alike]) alike += 1;
  // The last word is left: beyond it lies no other.
  const most = ((length - alike) >> 2) - 1;
  if (((fromA + alike) & 3) === 0 && most > 0) {
    const [wordA, wordB] = [(fromA + alike) >> 2, (fromB + alike) >> 2];
    const shift = ((fromB + alike) & 3) * 8;
    alike +=
      4 *
      (shift === 0
        ? alikeWords(a.words, b.words, wordA, wordB, most)
        : alikeAcross(a.words, b.words, wordA, wordB, { most, shift }));
  }
  while (alike < length && a.bytes[fromA + alike] === b.bytes[fromB + alike]) alike += 1;
  return alike;
};
