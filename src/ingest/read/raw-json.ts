/** The rows of a file with one JSON object on each line, or with a list of them. */
import { open } from "node:fs/promises";
import { join as joinPath } from "node:path";
import { join, memberPath, quoted, sql } from "../../sql/index.ts";
import { utf8Bytes } from "./bytes.ts";
import { encodingOf } from "./encoding.ts";
import type { InputFile } from "./files.ts";
import { isListStart, listCutter, type Piece } from "./json-list.ts";
import { maxColumns } from "./limits.ts";
import { makeRaw, ownCsvOptions, type RawOptions, type RawTable, rawColumn, refused, rowCount } from "./raw-table.ts";
import type { Staging } from "./staging.ts";

const jsonRemedy = "Write one JSON object on each line (NDJSON), or a list of them.";

const lineCutter = () => {
  let rest = "";
  let line = 0;
  return {
    take: (part: string): readonly Piece[] => {
      const parts = (rest + part).split(/\r?\n/);
      rest = parts.pop() ?? "";
      const first = line + 1;
      line += parts.length;
      return parts.map((text, index) => ({ line: first + index, text }));
    },
    rest: (): readonly Piece[] => [{ line: line + 1, text: rest }],
  };
};

/** The lines of a text, or the members of a list, each with the number of its line, in pieces of a chunk. */
export const linesOf = async function* (file: InputFile): AsyncGenerator<readonly Piece[]> {
  const encoding = await encodingOf(file.path, file.name, file.gzip);
  const decoder = new TextDecoder();
  let cutter: Pick<ReturnType<typeof lineCutter>, "take" | "rest"> | null = null;
  const whole = (pieces: readonly Piece[]): readonly Piece[] =>
    pieces.map(({ line, text }) => ({ line, text: withoutHalves(text) }));
  for await (const chunk of utf8Bytes(file.path, file.name, file.gzip, encoding)) {
    const part = decoder.decode(chunk, { stream: true });
    cutter ??= isListStart(part) ? listCutter() : lineCutter();
    yield whole(cutter.take(part));
  }
  yield whole(cutter?.rest() ?? []);
};

const escapes = /\\(?:u[dD][89abAB][\da-fA-F]{2}\\u[dD][c-fC-F][\da-fA-F]{2}|u[dD][89a-fA-F][\da-fA-F]{2}|.)/gs;

/** Half of a pair that stands alone is no letter: JavaScript takes it, the engine does not. The other escapes stay. */
const withoutHalves = (text: string): string =>
  text.replace(escapes, (found) => (found.length === 6 ? "\\ufffd" : found));

export const parsed = (text: string): object | null => {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
};

/** All names that occur in any line. */
const membersOf = async (file: InputFile): Promise<readonly string[]> => {
  const names = new Set<string>();
  const lower = new Set<string>();
  let objects = 0;
  for await (const lines of linesOf(file))
    for (const { text } of lines) {
      if (text.trim() === "") continue;
      const value = parsed(text);
      if (value === null) continue;
      objects += 1;
      for (const key of Object.keys(value)) {
        if (names.has(key)) continue;
        if (lower.has(key.trim().toLowerCase()))
          throw refused(
            file,
            `two names differ only in case: ${key}.`,
            "Rename one, so that it is clear which is meant.",
          );
        if (key.includes("\0")) throw refused(file, "a name in it holds a zero byte.", "Rename it.");
        names.add(key);
        lower.add(key.trim().toLowerCase());
        if (names.size > maxColumns)
          throw refused(file, `it has more than ${maxColumns} names.`, "Export fewer columns.");
      }
    }
  if (objects === 0) throw refused(file, "nothing in it is a JSON object.", jsonRemedy);
  return [...names];
};

const namesOf = (members: readonly string[]): readonly string[] =>
  members.map((member, index) => member.trim() || `column_${index + 1}`);

/** As its columns are called. */
export const jsonColumns = async (file: InputFile): Promise<readonly string[]> => namesOf(await membersOf(file));

const csvCell = (text: string): string => `"${text.replaceAll('"', '""')}"`;

export const loadJson = async (file: InputFile, options: RawOptions, staging: Staging): Promise<RawTable> => {
  const { session } = staging;
  const members = await membersOf(file);
  const copy = joinPath(staging.folder, `${staging.newName("copy")}.csv`);
  {
    await using output = await open(copy, "w");
    for await (const lines of linesOf(file))
      await output.writeFile(
        lines
          .filter(({ text }) => text.trim() !== "")
          .map(({ line, text }) => `${line},${parsed(text) === null ? "false" : "true"},${csvCell(text)}\n`)
          .join(""),
      );
  }
  const lines = sql`read_csv(${quoted(copy)}, ${ownCsvOptions(",")}, header = false,
    columns = {'line': 'BIGINT', 'good': 'VARCHAR', 'object': 'VARCHAR'})`;
  await session.run(sql`insert into staged.findings
    select 'bad_json', ${options.table}, null, ${file.name}, line, null, object[1:200], 'It is not a JSON object.'
    from ${lines} where good = 'false'`);
  const relation = staging.newName("raw");
  // The engine extracts, not JSON.parse: long whole numbers keep their digits.
  const cells = join(
    members.map(
      (member, index) =>
        sql`nullif(json_extract_string(object, ${quoted(memberPath(member))}), '') as ${rawColumn(index)}`,
    ),
    ", ",
  );
  await makeRaw(relation, options, sql`select ${cells}, line from ${lines} where good = 'true'`, staging);
  const rows = await rowCount(session, relation);
  const [bad] = await session.rows<{ n: number }>(
    sql`select count(*)::double as n from staged.findings where code = 'bad_json' and file = ${file.name}`,
  );
  return {
    file,
    relation,
    columns: namesOf(members),
    rows,
    findings: bad?.n ?? 0,
    encoding: "utf-8",
    delimiter: null,
  };
};
