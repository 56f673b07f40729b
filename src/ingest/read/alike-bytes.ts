/** How far two buffers say the same: block by block, and in the first that differs by halves. */

/** Bytes that are compared by one call. */
const block = 8 * 1024;

/** So few are looked at one by one: a call costs more. */
const few = 16;

const isAlike = (a: Buffer, b: Buffer, fromA: number, fromB: number, length: number): boolean =>
  a.compare(b, fromB, fromB + length, fromA, fromA + length) === 0;

/** How many bytes are alike, of so many that are not all. */
const beforeDifference = (a: Buffer, b: Buffer, fromA: number, fromB: number, length: number): number => {
  let alike = 0;
  for (let rest = length; rest > few; ) {
    const half = rest >> 1;
    const same = isAlike(a, b, fromA + alike, fromB + alike, half);
    if (same) alike += half;
    rest = same ? rest - half : half;
  }
  while (a[fromA + alike] === b[fromB + alike]) alike += 1;
  return alike;
};

/** How many of so many bytes are alike, from there on; both have them. */
export const alikeBytes = (a: Buffer, b: Buffer, fromA: number, fromB: number, length: number): number => {
  for (let alike = 0; alike < length; alike += block) {
    const size = Math.min(block, length - alike);
    if (!isAlike(a, b, fromA + alike, fromB + alike, size))
      return alike + beforeDifference(a, b, fromA + alike, fromB + alike, size);
  }
  return length;
};
