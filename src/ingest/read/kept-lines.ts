/** Lines that are set aside, one behind the other in one place, as an object for each would cost more than its bytes. */
import { type Line, lf } from "./lines.ts";

const cr = 0x0d;
const quote = 0x22;

/** Bytes of a line's number and what separates it from the line. */
const lead = 20;

const zero = 0x30;

/** Writes a whole number, digit by digit: as a text, each of many was dearer. Where it ends. */
const putNumber = (bytes: Uint8Array, at: number, number: number): number => {
  let end = at + 1;
  for (let rest = number; rest >= 10; rest = Math.floor(rest / 10)) end += 1;
  for (let [i, rest] = [end - 1, number]; i >= at; i -= 1, rest = Math.floor(rest / 10)) bytes[i] = zero + (rest % 10);
  return end;
};

export class KeptLines {
  private bytes = Buffer.alloc(0);
  private readonly numbers: number[] = [];
  private readonly ends: number[] = [];

  get count(): number {
    return this.numbers.length;
  }

  /** Bytes of all of them. */
  get size(): number {
    return this.ends.at(-1) ?? 0;
  }

  /** The number of the first; null where there is none. */
  get first(): number | null {
    return this.numbers[0] ?? null;
  }

  /** Keeps the line between those places. */
  add(number: number, from: Buffer, start: number, end: number): void {
    const at = this.size;
    const size = at + end - start;
    if (size > this.bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(2 * this.bytes.length, size, 2 ** 16));
      larger.set(this.bytes.subarray(0, at));
      this.bytes = larger;
    }
    from.copy(this.bytes, at, start, end);
    this.numbers.push(number);
    this.ends.push(size);
  }

  addAll(lines: readonly Line[]): void {
    for (const { number, bytes } of lines) this.add(number, bytes, 0, bytes.length);
  }

  /** Whether so many columns of each line, none of them in quotes, say the same as those of the other's line in its place. */
  beginsAs(other: KeptLines, columns: number, delimiter: number): boolean {
    if (other.count !== this.count) return false;
    let nextQuote = this.bytes.indexOf(quote);
    for (let index = 0; index < this.count; index += 1) {
      const [start, otherStart] = [this.ends[index - 1] ?? 0, other.ends[index - 1] ?? 0];
      let to = start;
      for (let left = columns; left > 0; left -= 1) {
        to = this.bytes.indexOf(delimiter, to) + 1;
        if (to === 0 || to > (this.ends[index] ?? 0)) return false;
      }
      if (nextQuote >= 0 && nextQuote < start) nextQuote = this.bytes.indexOf(quote, start);
      if (nextQuote >= 0 && nextQuote < to) return false;
      const otherTo = otherStart + to - start;
      if (otherTo > (other.ends[index] ?? 0)) return false;
      if (this.bytes.compare(other.bytes, otherStart, otherTo, start, to) !== 0) return false;
    }
    return true;
  }

  *[Symbol.iterator](): Generator<Line> {
    for (const [index, number] of this.numbers.entries())
      yield { number, bytes: this.bytes.subarray(this.ends[index - 1] ?? 0, this.ends[index]) };
  }

  /** A text of their own under this line, each led by its number. */
  textUnder(head: string, delimiter: number): Uint8Array {
    const text = Buffer.allocUnsafe(head.length + 1 + this.size + this.count * lead);
    let at = text.write(`${head}\n`);
    let start = 0;
    for (let index = 0; index < this.count; index += 1) {
      const end = this.ends[index] ?? start;
      at = putNumber(text, at, this.numbers[index] ?? 0);
      text[at] = delimiter;
      at += 1;
      const bytes = end > start && this.bytes[end - 1] === cr ? end - 1 : end;
      at += this.bytes.copy(text, at, start, bytes);
      text[at] = lf;
      at += 1;
      start = end;
    }
    return text.subarray(0, at);
  }
}
