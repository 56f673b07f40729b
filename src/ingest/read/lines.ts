/** A file of lines that is read once through and can be gone back in, and lines of it that are kept. */
import { readSync } from "node:fs";
import type { FileHandle } from "node:fs/promises";

export interface Line {
  readonly number: number;
  /** Without the line feed. */
  readonly bytes: Buffer;
}

export const lf = 0x0a;

export class Lines {
  /** Where the next line begins in the file. */
  at = 0;
  /** Of the next line. */
  number = 1;
  bytes: Buffer = Buffer.alloc(0);
  private base = 0;
  private readonly file: FileHandle;
  private readonly size: number;
  private readonly chunk: number;
  /** What is read comes here, again and again. */
  private room: Buffer;

  constructor(file: FileHandle, size: number, chunk: number) {
    this.file = file;
    this.size = size;
    this.chunk = Math.min(chunk, size);
    this.room = Buffer.allocUnsafeSlow(this.chunk);
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

  /** Brings the next line into `bytes`, and what follows it in a chunk. Both files mostly lie in memory: to ask another thread costs more than to read. */
  fill(): void {
    for (let length = this.chunk; ; length *= 2) {
      if (this.room.length < length) this.room = Buffer.allocUnsafeSlow(length);
      const bytes = this.room.subarray(0, Math.min(length, this.size - this.at));
      let filled = 0;
      while (filled < bytes.length) {
        const bytesRead = readSync(this.file.fd, bytes, filled, bytes.length - filled, this.at + filled);
        if (bytesRead === 0) throw new Error("a file became shorter while it was read");
        filled += bytesRead;
      }
      this.base = this.at;
      this.bytes = bytes;
      if (this.isWhole || bytes.includes(lf)) return;
    }
  }

  /** The next line, which is passed; null when there is none. */
  next(): Line | null {
    if (this.ended) return null;
    if (this.endOfLine() === null) this.fill();
    const end = this.endOfLine() ?? this.bytes.length;
    const line = { number: this.number, bytes: Buffer.from(this.bytes.subarray(this.from, end)) };
    this.pass(end);
    return line;
  }

  /** Passes the line that ends there in `bytes`. */
  pass(end: number): void {
    this.at = this.base + Math.min(end + 1, this.bytes.length);
    this.number += 1;
  }

  /** Where the line that begins there in `bytes` ends; null when that is not among them. */
  endOfLine(from = this.from): number | null {
    const { bytes } = this;
    if (from < 0 || from >= bytes.length) return null;
    const feed = bytes.indexOf(lf, from);
    return feed >= 0 ? feed : this.isWhole ? bytes.length : null;
  }
}
