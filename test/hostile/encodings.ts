/** Every encoding, delimiter, line end and quoting that exports come in. All of these are good files. */
import { gzipSync } from "node:zlib";
import { at, type Case, csv, header, ids, joined, utf8, utf16, windows1252 } from "./case.ts";

const encodings: Readonly<Record<string, (content: string) => Uint8Array>> = {
  "UTF-8": utf8,
  "UTF-8 with a byte order mark": (content) => utf8(`\u{feff}${content}`),
  "UTF-16 little-endian": (content) => utf16(content, "le"),
  "UTF-16 big-endian": (content) => utf16(content, "be"),
  "windows-1252": windows1252,
};
const delimiters: Readonly<Record<string, string>> = { comma: ",", semicolon: ";", tab: "\t", bar: "|" };
const ends: Readonly<Record<string, string>> = { LF: "\n", CRLF: "\r\n" };
const quotings: Readonly<Record<string, (cell: string) => string>> = {
  "quotes where needed": (cell) => cell,
  "every cell quoted": (cell) => `"${cell}"`,
};

const rows = [
  ["L1", at, "Größe"],
  ["L2", at, "café"],
  ["L3", at, "web"],
];

const grid: readonly Case[] = Object.entries(encodings).flatMap(([encoding, encode]) =>
  Object.entries(delimiters).flatMap(([sign, delimiter]) =>
    Object.entries(ends).flatMap(([end, mark]) =>
      Object.entries(quotings).map(
        ([quoting, quote]): Case => ({
          name: `${encoding}, ${sign}, ${end}, ${quoting}`,
          file: "leads.csv",
          bytes: encode(
            csv(
              rows.map((cells) => cells.map(quote)),
              { delimiter, end: mark, head: header.map(quote) },
            ),
          ),
          expected: { loads: ids(3), sources: ["Größe", "café", "web"] },
        }),
      ),
    ),
  ),
);

const packed: readonly Case[] = Object.entries(encodings).map(
  ([encoding, encode]): Case => ({
    name: `${encoding}, packed with gzip`,
    file: "leads.csv.gz",
    bytes: gzipSync(encode(csv(rows))),
    expected: { loads: ids(3), sources: ["Größe", "café", "web"] },
  }),
);

const unended: readonly Case[] = Object.entries(encodings).map(
  ([encoding, encode]): Case => ({
    name: `${encoding}, the last line without an end`,
    file: "leads.csv",
    bytes: encode(csv(rows, { last: false })),
    expected: { loads: ids(3), sources: ["Größe", "café", "web"] },
  }),
);

const separators: readonly Case[] = Object.entries(delimiters).flatMap(([sign, delimiter]) =>
  [`sep=${delimiter}`, `SEP=${delimiter}`, `"sep=${delimiter}"`].map(
    (line): Case => ({
      name: `the ${sign} said in the first line, as spreadsheets write it: ${line}`,
      file: "leads.csv",
      bytes: utf8(`${line}\r\n${csv(rows, { delimiter, end: "\r\n" })}`),
      expected: { loads: ids(3), sources: ["Größe", "café", "web"] },
    }),
  ),
);

const odd: readonly Case[] = [
  {
    name: "windows-1252 with a euro sign and a dash",
    file: "leads.csv",
    bytes: windows1252(csv([["L1", at, "5 € – 10 €"]])),
    expected: { loads: ["L1"], sources: ["5 € – 10 €"] },
  },
  {
    name: "two byte order marks",
    file: "leads.csv",
    bytes: utf8(`\u{feff}\u{feff}${csv([["L1", at, "web"]])}`),
    expected: { loads: ["L1"] },
  },
  {
    name: "letters outside the basic plane",
    file: "leads.csv",
    bytes: utf8(csv([["L1", at, "🚢 quarterdeck"]])),
    expected: { loads: ["L1"], sources: ["🚢 quarterdeck"] },
  },
  {
    name: "letters outside the basic plane in UTF-16",
    file: "leads.csv",
    bytes: utf16(csv([["L1", at, "🚢 quarterdeck"]]), "le"),
    expected: { loads: ["L1"], sources: ["🚢 quarterdeck"] },
  },
  {
    name: "a delimiter in a quoted cell, and a line end, and doubled quotes",
    file: "leads.csv",
    bytes: utf8(csv([["L1", at, '"a, ""b""\nc"']])),
    expected: { loads: ["L1"], sources: ['a, "b"\nc'] },
  },
  {
    name: "headers in capitals with spaces around",
    file: "leads.csv",
    bytes: utf8(csv([["L1", at, "web"]], { head: [" Lead_ID ", "CREATED_AT", " Source"] })),
    expected: { loads: ["L1"] },
  },
  {
    name: "headers with marks that nobody sees, as web pages put them",
    file: "leads.csv",
    bytes: utf8(
      csv([["L1", at, "web"]], { head: ["\u{200b}lead_id\u{200e}", "\u{2060}created_at ", "\u{feff}source"] }),
    ),
    expected: { loads: ["L1"], sources: ["web"] },
  },
  {
    name: "columns in another order",
    file: "leads.csv",
    bytes: utf8(csv([["web", "L1", at]], { head: ["source", "lead_id", "created_at"] })),
    expected: { loads: ["L1"], sources: ["web"] },
  },
  {
    name: "blank lines between the rows and at the end",
    file: "leads.csv",
    bytes: utf8(`${header.join(",")}\n\nL1,${at},web\n\n\nL2,${at},web\n\n\n`),
    expected: { loads: ["L1", "L2"] },
  },
  {
    name: "a file that was cut within a letter",
    file: "leads.csv",
    bytes: joined(utf8(csv([["L1", at, "web"]])), utf8(`L2,${at},Gr`), Uint8Array.of(0xc3)),
    expected: { loads: ["L1", "L2"] },
  },
];

export const encodingCases: readonly Case[] = [...grid, ...packed, ...unended, ...separators, ...odd];
