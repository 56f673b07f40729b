import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eachRow } from "../../src/ingest/read/each-row.ts";
import { readHeader } from "../../src/ingest/read/header.ts";
import { namesAgain } from "../../src/ingest/read/names-again.ts";
import { cleanRows, type DelimitedFile, writeCleanCopy } from "../../src/ingest/read/preflight.ts";
import { ordinary } from "../../src/ingest/read/quoting.ts";
import { parseCsv } from "./csv-reference.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "preflight-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const fileOf = async (content: string | Uint8Array, columns: readonly string[]): Promise<DelimitedFile> => {
  const path = join(folder, "in.csv");
  await writeFile(path, content);
  return {
    path,
    name: "in.csv",
    gzip: false,
    encoding: "utf-8",
    delimiter: 44,
    columns,
    preamble: 0,
    quoting: ordinary,
  };
};

/** What the copy holds: rows with their lines, and the lines of the findings with their codes. */
const copied = async (file: DelimitedFile) => {
  const [copy, problems] = [join(folder, "copy.csv"), join(folder, "problems.csv")];
  const counts = await writeCleanCopy(file, copy, problems);
  const rows = parseCsv(await readFile(copy, "utf8"));
  const findings = parseCsv(await readFile(problems, "utf8")).map(([code, line]) => `${code} ${line}`);
  expect(counts).toEqual({ rows: rows.length, findings: findings.length });
  return { rows: rows.map(([line, ...cells]) => ({ line: Number(line), cells })), findings };
};

const rowsFrom = async (text: string) => copied(await fileOf(text, ["a", "b", "c"]));

describe("the line of column names", () => {
  const again = "a,b,c\r\n1,2,3\r\na,b,c\r\n4,5,6\r\n";

  it("is no row where it stands again, as where two files were put together", async () => {
    const { rows, findings } = await rowsFrom(again);
    expect(findings).toEqual(["repeated_names 3"]);
    expect(rows.map(({ line }) => line)).toEqual([2, 4]);
    expect((await rowsFrom("a,b,c\na,b,d\na ,b,c\n")).findings).toEqual([]);
  });

  it("is seen wherever the bytes that are read at a time end", async () => {
    const bytes = Buffer.from(again);
    for (let size = "a,b,c\r\n".length; size <= bytes.length; size += 1) {
      const isNamedAgain = namesAgain();
      const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
        bytes.subarray(at * size, (at + 1) * size),
      );
      expect(chunks.some(isNamedAgain), String(size)).toBe(true);
    }
    expect(await cleanRows(await fileOf(again, ["a", "b", "c"]))).toBe(null);
    expect(await cleanRows(await fileOf("a,b,c\n1,2,3\na,b,cc\n", ["a", "b", "c"]))).toBe(2);
  });
});

describe("a bad quote", () => {
  it("that is not closed costs only its own row", async () => {
    const { rows, findings } = await rowsFrom('a,b,c\n1,"open,x\n2,y,z\n3,"y",z\n');
    expect(findings).toEqual(["bad_quote 2"]);
    expect(rows).toEqual([
      { line: 3, cells: ["2", "y", "z"] },
      { line: 4, cells: ["3", "y", "z"] },
    ]);
  });

  it("does not take the rows up to the next bad quote with it", async () => {
    const good = Array.from({ length: 50 }, (_, index) => `${index},y,z\n`).join("");
    const { rows, findings } = await rowsFrom(`a,b,c\n1,"open,x\n${good}9,shut",x\n`);
    expect(findings).toEqual(["bad_quote 2"]);
    expect(rows.length).toBe(51);
    expect(rows.at(-1)).toEqual({ line: 53, cells: ["9", 'shut"', "x"] });
  });

  it("followed by text costs only its own row", async () => {
    const { rows, findings } = await rowsFrom('a,b,c\n1,"x"y,z\n2,y,"z"\n');
    expect(findings).toEqual(["bad_quote 2"]);
    expect(rows).toEqual([{ line: 3, cells: ["2", "y", "z"] }]);
  });

  it("after a text of two lines costs that row's lines, no more", async () => {
    const { rows, findings } = await rowsFrom('a,b,c\n1,"two\nlines","open\n2,y,z\n');
    expect(findings).toEqual(["bad_quote 2"]);
    expect(rows).toEqual([{ line: 4, cells: ["2", "y", "z"] }]);
  });

  it("in the last row is found at the end of the file", async () => {
    const { rows, findings } = await rowsFrom('a,b,c\n1,y,z\n2,"y,z');
    expect(findings).toEqual(["bad_quote 3"]);
    expect(rows).toEqual([{ line: 2, cells: ["1", "y", "z"] }]);
  });

  it("within an unquoted text is taken as it stands", async () => {
    const { rows, findings } = await rowsFrom('a,b,c\n1,5" pipe,z\n');
    expect(findings).toEqual([]);
    expect(rows).toEqual([{ line: 2, cells: ["1", '5" pipe', "z"] }]);
  });
});

describe("a row", () => {
  it("with too few or too many fields is a finding with its line", async () => {
    const { rows, findings } = await rowsFrom("a,b,c\n1,2\n1,2,3,4\n\n1,2,3\n");
    expect(findings).toEqual(["ragged_row 2", "ragged_row 3"]);
    expect(rows).toEqual([{ line: 5, cells: ["1", "2", "3"] }]);
  });

  it("with a field over 64 KiB or a zero byte is a finding", async () => {
    const { rows, findings } = await rowsFrom(
      `a,b,c\n1,${"x".repeat(65_537)},3\n2,"${"x".repeat(65_537)}",3\n3,\0,3\n4,${"x".repeat(65_536)},3\n`,
    );
    expect(findings).toEqual(["field_too_long 2", "bad_quote 3", "nul_byte 4"]);
    expect(rows.map(({ line }) => line)).toEqual([5]);
  });

  it("may end with CR alone, also after another", async () => {
    const { rows } = await rowsFrom('a,b,c\r1,2,"x\ry"\r4,5,6');
    expect(rows).toEqual([
      { line: 2, cells: ["1", "2", "x\ry"] },
      { line: 4, cells: ["4", "5", "6"] },
    ]);
  });
});

describe("a file is handed to the engine as it is", () => {
  const clean = async (text: string) => cleanRows(await fileOf(text, ["a", "b"]));

  it("only when each of its lines is one whole row", async () => {
    expect(await clean("a,b\n1,2\n3,4\n")).toBe(2);
    expect(await clean('a,b\r\n1,"2, ""two"""\r\n3,4')).toBe(2);
    expect(await clean("\uFEFFa,b\n1,2\n")).toBe(1);
    expect(await clean("a,b\n")).toBe(0);
    expect(await clean('a,b\n1,"2\n2"\n')).toBeNull();
    expect(await clean("a,b\n1,2\r\n3,4\r\n")).toBeNull();
    expect(await clean("a,b\r1,2\r3,4\r")).toBeNull();
    expect(await clean("a,b\n1\n")).toBeNull();
    expect(await clean("a,b\n\n1,2\n")).toBeNull();
    expect(await clean('a,b\n1,5" pipe\n')).toBeNull();
    expect(await clean("a,b\n1,\0\n")).toBeNull();
  });
});

const cell = fc.oneof(
  fc.constantFrom(
    "",
    "x",
    " x ",
    "a,b",
    'say "hi"',
    "two\nlines",
    "two\r\nlines",
    "one\rtwo",
    "é",
    "日本",
    "🙂",
    '"',
    ",,",
  ),
  fc.string({ maxLength: 8 }).map((text) => text.replaceAll("\0", "")),
);
/** A text over lines with delimiters in it may look as if it had swallowed rows: that case has its own test above. */
const plainRow = fc
  .array(cell, { minLength: 3, maxLength: 3 })
  .filter((row) => row.every((text) => !(/[\r\n]/.test(text) && text.includes(","))))
  .filter((row) => row.some((text) => text !== ""));

const written = (text: string, always: boolean): string =>
  always || /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

describe("any well-formed table", () => {
  it("comes out of the copy as it went in, each row with its line", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(plainRow, { maxLength: 12 }),
        fc.constantFrom("\n", "\r\n", "\r"),
        fc.boolean(),
        fc.boolean(),
        async (rows, eol, always, last) => {
          const text = ["a,b,c", ...rows.map((row) => row.map((one) => written(one, always)).join(","))].join(eol);
          const { rows: out, findings } = await rowsFrom(last ? text + eol : text);
          expect(findings).toEqual([]);
          expect(out.map(({ cells }) => cells)).toEqual(parseCsv(text).slice(1));
          expect(out.map(({ cells }) => cells)).toEqual(rows);
          const lines = text.split(/\r\n|\r|\n/);
          for (const { line, cells } of out)
            expect(lines[line - 1]?.startsWith(written(cells[0] ?? "", always).split(/[\r\n]/)[0] ?? "")).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("is read alike however the bytes arrive", async () => {
    const rowsOf = async (text: string, size: number) => {
      const bytes = Buffer.from(text);
      const found: string[] = [];
      const chunks = (async function* () {
        for (let from = 0; from < bytes.length; from += size) yield bytes.subarray(from, from + size);
      })();
      await eachRow(
        { chunks, name: "in.csv", delimiter: 44, width: 3 },
        (all, from, row, line) => {
          found.push(`${line} ${row.state} ${row.fields} ${Buffer.from(all.subarray(from, row.end)).toString("utf8")}`);
          return true;
        },
        async () => {},
      );
      return found;
    };
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom("a", ",", '"', "\n", "\r", "\r\n", "é", "\0"), { maxLength: 60 }),
        fc.integer({ min: 1, max: 7 }),
        async (parts, size) => {
          const text = parts.join("");
          expect(await rowsOf(text, size)).toEqual(await rowsOf(text, 1_000_000));
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("loses only the damaged lines when quotes are put in at random", async () => {
    const plain = fc.array(fc.stringMatching(/^[a-z]{1,6}$/), { minLength: 3, maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(plain, { minLength: 5, maxLength: 40 }),
        fc.uniqueArray(fc.nat(39), { maxLength: 4 }),
        fc.constantFrom('"', '""', 'x"', '"x"y'),
        async (rows, damaged, quote) => {
          const lines = rows.map((row, index) =>
            damaged.includes(index) ? [row[0], quote + row[1], row[2]].join(",") : row.join(","),
          );
          const { rows: out } = await rowsFrom(`a,b,c\n${lines.join("\n")}\n`);
          const kept = new Map(out.map(({ line, cells }) => [line - 2, cells]));
          rows.forEach((row, index) => {
            if (!damaged.includes(index)) expect(kept.get(index)).toEqual(row);
          });
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe("the line of column names", () => {
  const header = (text: string) =>
    readHeader(
      (async function* () {
        yield Buffer.from(text);
      })(),
      "in.csv",
    );

  it("tells the delimiter", async () => {
    for (const [text, delimiter] of [
      ["a,b;c,d", ","],
      ["a;b;c", ";"],
      ["a\tb\tc", "\t"],
      ["a|b", "|"],
      ['"a,b,c";d', ";"],
      ["alone", ","],
    ] as const)
      expect(String.fromCharCode((await header(text)).delimiter), text).toBe(delimiter);
  });

  it("is the same in however many pieces it comes", async () => {
    for (const text of ['\r\n"sep=;"\r\na,b;"c\nd";e\r\n1;2;3\r\n', "\n\na,b;c,d\r\n1,2,3", '"a;b""";c\n"'])
      for (const size of [1, 2, 5, 9]) {
        const pieces = async function* () {
          for (let at = 0; at < text.length; at += size) yield Buffer.from(text.slice(at, at + size));
        };
        expect(await readHeader(pieces(), "in.csv"), `${size}: ${text}`).toEqual(await header(text));
      }
  });

  it("stands below titles, whose lines are told", async () => {
    const rows = "Deal,Stage,Value,Close\nOak,Won,5,2026-01-02\nElm,Lost,6,2026-01-03\n";
    for (const [above, from, to] of [
      ["Sales pipeline\n", 1, 1],
      ["Sales pipeline,,,\n,,,\n", 1, 2],
      ['\n"Pipeline, as of\n2026-03-01"\n\n', 2, 4],
    ] as const)
      expect(await header(`${above}${rows}`), above).toMatchObject({
        ...{ columns: ["Deal", "Stage", "Value", "Close"], titles: { from, to } },
      });
    expect(await header(`,,,\n${rows}`)).toMatchObject({ preamble: 1, titles: null });
    const german = `Bericht, Stand 1.3.2026\n${rows.replaceAll(",", ";").replaceAll(";5;", ";5,50;")}`;
    expect(await header(german)).toMatchObject({ columns: ["Deal", "Stage", "Value", "Close"], preamble: 1 });
  });

  it("is the first line where what follows does not say otherwise", async () => {
    const beside = (rows: string) => header(rows).then(({ columns }) => columns);
    const names = "lead_id,created_at,source\n";
    expect(await beside(`${names}L1,2026-01-02,web${",more".repeat(40)}\n`)).toHaveLength(3);
    expect(await beside(`${names}L1,2026-01-02,web${",more".repeat(40)}\nL2,2026-01-02,web\n`)).toHaveLength(3);
    expect(await beside("name;note;city\nOak;a, b, c, d, e, f;Ulm\nElm;a, b, c, d, e, f;Bonn\n")).toHaveLength(3);
    expect(await beside("note\nhello, this, is, text\n")).toEqual(["note"]);
    expect(await beside("total,,\n11,12,13\n14,15,16\n")).toEqual(["total", "column_2", "column_3"]);
  });

  it("is trimmed, and a column without a name gets its number", async () => {
    expect((await header(' Name ,,"x ""y"""\n')).columns).toEqual(["Name", "column_2", 'x "y"']);
  });

  it("is refused with what it is where it is no text", async () => {
    await expect(header("l\0\0\0e\0\0\0a\0\0\0d\0\0\0\n")).rejects.toThrow("zero bytes");
    await expect(header('"id,name\n')).rejects.toThrow("cannot be read");
  });

  it("is refused with two columns of one name, whatever their case", async () => {
    await expect(header("id,name,ID\n")).rejects.toThrow("two columns are called ID");
  });

  it("is refused over 500 columns, and when there is none", async () => {
    const names = (count: number) => Array.from({ length: count }, (_, index) => `c${index}`).join(",");
    expect((await header(names(500))).columns.length).toBe(500);
    await expect(header(names(501))).rejects.toThrow("501 columns");
    await expect(header("\n\n")).rejects.toThrow("empty");
  });
});
