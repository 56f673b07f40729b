/** All rows of a stream of bytes, in order, with the line each starts on. Holds no more than one chunk and one row. */
import { Problem } from "../../problem.ts";
import { maxLine } from "./limits.ts";
import { type Row, rowScanner } from "./rows.ts";

/** `from`: where the row starts in `bytes`; both and `row` are valid only during the call. `false` stops. */
export type VisitRow = (bytes: Uint8Array, from: number, row: Row, line: number) => boolean;

export interface RowSource {
  readonly chunks: AsyncIterable<Uint8Array>;
  /** As the user named the file. */
  readonly name: string;
  readonly delimiter: number;
  readonly width: number;
}

export const eachRow = async (source: RowSource, visit: VisitRow, afterChunk: () => Promise<void>): Promise<void> => {
  const scan = rowScanner(source.delimiter, source.width);
  let rest: Uint8Array = new Uint8Array(0);
  let line = 1;
  /** Visits the complete rows; what is left over waits for the next chunk. */
  const take = (bytes: Uint8Array, final: boolean): boolean => {
    let from = 0;
    while (from < bytes.length) {
      const row = scan(bytes, from, bytes.length, final);
      if (row.state === "more") break;
      if (!visit(bytes, from, row, line)) return false;
      line += row.lines;
      from = row.next;
    }
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
  for await (const chunk of source.chunks) {
    if (!take(rest.length === 0 ? chunk : Buffer.concat([rest, chunk]), false)) return;
    await afterChunk();
  }
  take(rest, true);
  await afterChunk();
};
