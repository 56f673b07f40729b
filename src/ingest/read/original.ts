/** Rows of a file as they stand in it, found again by their lines: those that could not be read among them. */
import type { Session } from "../../engines/index.ts";
import { join, name, sql, whole } from "../../sql/index.ts";
import { freedText, isAside, ownColumns } from "./aside.ts";
import { eachRow, type VisitRow } from "./each-row.ts";
import { fieldText } from "./field-text.ts";
import type { InputFile } from "./files.ts";
import { maxColumns } from "./limits.ts";
import { rowsOf } from "./preflight.ts";
import { loadRaw } from "./raw.ts";
import { delimitedStart, headerOfAll } from "./raw-delimited.ts";
import { linesOf, parsed } from "./raw-json.ts";
import { rawColumn } from "./raw-table.ts";
import type { Row } from "./rows.ts";
import { openStaging } from "./staging.ts";

export interface OriginalRow {
  readonly line: number;
  /** One for each column. */
  readonly cells: readonly string[];
  /** What no column could be told for. */
  readonly rest: string;
}

/** Hears the names of the columns once, then the rows in pieces. */
export interface Listener {
  /** `origin`: the file that these rows were left out of before; null where they stand in their own. */
  readonly onColumns: (columns: readonly string[], origin: string | null) => Promise<void>;
  readonly onRows: (rows: readonly OriginalRow[]) => Promise<void>;
}

const atOnce = 5000;

/** A row whose quotes do not close is cut at its separators, so that no more than its cells have to be mended. */
const cellsOf = (bytes: Uint8Array, from: number, row: Row, separator: string): readonly string[] => {
  if ((row.state === "row" || row.state === "nul_byte") && row.fields <= maxColumns)
    return Array.from({ length: row.fields }, (_, index) => fieldText(bytes, row, index));
  return Buffer.from(bytes.subarray(from, row.end)).toString("utf8").split(separator);
};

const delimitedRows = async (file: InputFile, lines: ReadonlySet<number>, listener: Listener): Promise<void> => {
  const known = await headerOfAll(file);
  const separator = String.fromCharCode(known.delimiter);
  const width = known.columns.length;
  const own = ownColumns(known.columns);
  const cell = isAside(known.columns) ? freedText : (text: string) => text;
  await listener.onColumns(
    own.map((index) => known.columns[index] ?? ""),
    (await delimitedStart(file)).origin,
  );
  let waiting: OriginalRow[] = [];
  let left = lines.size;
  const visit: VisitRow = (bytes, from, row, line) => {
    if (!lines.has(line)) return true;
    const cells = cellsOf(bytes, from, row, separator);
    waiting.push({
      line,
      cells: own.map((index) => cell(cells[index] ?? "")),
      rest: cells.slice(width).join(separator),
    });
    left -= 1;
    return left > 0;
  };
  await eachRow(rowsOf(known), visit, async () => {
    if (waiting.length < atOnce) return;
    await listener.onRows(waiting);
    waiting = [];
  });
  await listener.onRows(waiting);
};

const unreadableLines = async (file: InputFile, lines: ReadonlySet<number>, listener: Listener): Promise<void> => {
  for await (const some of linesOf(file))
    await listener.onRows(
      some
        .filter(({ line, text }) => lines.has(line) && parsed(text) === null)
        .map(({ line, text }) => ({ line, cells: [], rest: text })),
    );
};

const typedRows = async (
  session: Session,
  file: InputFile,
  lines: ReadonlySet<number>,
  listener: Listener,
): Promise<void> => {
  await using staging = await openStaging(session);
  const raw = await loadRaw(file, { table: null, once: true }, staging);
  await listener.onColumns(raw.columns, null);
  const wanted = [...lines].sort((a, b) => a - b);
  const columns = raw.columns.map((_, index) => rawColumn(index));
  for (let from = 0; from < wanted.length; from += atOnce) {
    const some = join(wanted.slice(from, from + atOnce).map(whole), ", ");
    const found = await session.columns(
      sql`select line::double, ${join(columns, ", ")} from ${name(raw.relation)} where line in (${some}) order by line`,
    );
    const [numbers = [], ...cells] = found.columns;
    await listener.onRows(
      Array.from({ length: found.rowCount }, (_, row) => ({
        line: Number(numbers[row]),
        cells: cells.map((column) => String(column[row] ?? "")),
        rest: "",
      })),
    );
  }
  if (file.format === "json") await unreadableLines(file, lines, listener);
};

/** Rows of the lines that are asked for, nearly in their order, without holding more than a few thousand. */
export const originalRows = (
  session: Session,
  file: InputFile,
  lines: ReadonlySet<number>,
  listener: Listener,
): Promise<void> =>
  file.format === "delimited" ? delimitedRows(file, lines, listener) : typedRows(session, file, lines, listener);
