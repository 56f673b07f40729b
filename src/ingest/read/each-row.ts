/** All rows of a stream of bytes, in order, with the line each starts on. Holds no more than one chunk, until the next, and one row. */
import { Problem } from "../../problem.ts";
import { maxLine } from "./limits.ts";
import type { Passed } from "./plain-rows.ts";
import { type Row, rowScanner } from "./rows.ts";

/** `from`: where the row starts in `bytes`; both and `row` are valid only during the call. `false` stops. */
export type VisitRow = (bytes: Uint8Array, from: number, row: Row, line: number) => boolean;

export interface RowSource {
  readonly chunks: AsyncIterable<Uint8Array>;
  /** As the user named the file. */
  readonly name: string;
  readonly delimiter: number;
  readonly width: number;
  /** Passes rows from there on that need no visit and begin before `until`. */
  readonly pass?: (bytes: Uint8Array, from: number, until: number) => Passed;
}

/** Bytes of a chunk that are copied to see the end of the row before. */
const joint = 16 * 1024;

export const eachRow = async (source: RowSource, visit: VisitRow, afterChunk: () => Promise<void>): Promise<void> => {
  const scan = rowScanner(source.delimiter, source.width);
  let rest: Uint8Array = new Uint8Array(0);
  let line = 1;
  let at = 0;
  /** Visits the complete rows that begin before `until`; what is left over waits for the next chunk. Says whether to go on. */
  const take = (bytes: Uint8Array, start: number, final: boolean, until = bytes.length): boolean => {
    let from = start;
    while (from < until) {
      if (source.pass !== undefined) {
        const passed = source.pass(bytes, from, until);
        line += passed.rows;
        from = passed.at;
        if (from >= until) break;
      }
      const row = scan(bytes, from, bytes.length, final);
      if (row.state === "more") break;
      if (!visit(bytes, from, row, line)) return false;
      line += row.lines;
      from = row.next;
    }
    at = from;
    rest = bytes.subarray(from);
    if (rest.length > maxLine)
      throw new Problem("file_unreadable", {
        path: source.name,
        line,
        reason: "the line does not end: this is no table.",
        remedy: "Export it as CSV with one record per line.",
      });
    return true;
  };
  /** The row that was cut off, with as little of the chunk as ends it, so that the chunk itself needs no copy; then the others. */
  const takeNext = (chunk: Uint8Array): boolean => {
    const before = rest.length;
    if (before === 0) return take(chunk, 0, false);
    const joined = Buffer.concat([rest, chunk.subarray(0, joint)]);
    if (!take(joined, 0, false, before)) return false;
    return at < before
      ? take(Buffer.concat([joined.subarray(at), chunk.subarray(joint)]), 0, false)
      : take(chunk, at - before, false);
  };
  for await (const chunk of source.chunks) {
    if (!takeNext(chunk)) return;
    // What is left is kept when the chunk is gone: its place may be used again.
    rest = Buffer.from(rest);
    await afterChunk();
  }
  take(rest, 0, true);
  await afterChunk();
};
