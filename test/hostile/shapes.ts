/** Rows and files out of shape: quotes that do not end, cells too many or too few, NUL bytes, cells of megabytes, thousands of columns. */
import { gzipSync } from "node:zlib";
import { at, type Case, csv, header, ids, joined, plain, utf8 } from "./case.ts";

const refusedAsUnreadable = ["file_unreadable", "unrecognised_file"] as const;
const place = (count: number): readonly number[] => [0, Math.floor(count / 2), count - 1];
const count = 9;

/** A bad row at the beginning, in the middle and at the end: the good rows around it must stay. */
const among = (name: string, bad: string, findings = 1): readonly Case[] =>
  place(count + 1).map((position): Case => {
    const lines = plain(count).map((cells) => cells.join(","));
    const all = [...lines.slice(0, position), bad, ...lines.slice(position)];
    return {
      name: `${name}, as row ${position + 1} of ${count + 1}`,
      file: "leads.csv",
      bytes: utf8(`${header.join(",")}\n${all.join("\n")}\n`),
      expected: { loads: ids(count), findings },
    };
  });

const ragged: readonly Case[] = [
  ...among("one cell too few", `X1,${at}`, 0).map((one) => ({
    ...one,
    // Trailing empty cells are often left out: the row may count as one with an empty source, or be a finding.
    expected: { loads: ids(count) },
  })),
  ...among("one cell alone", "X1"),
  ...among("one cell too many", `X1,${at},web,more`),
  ...among("a hundred cells too many", `X1,${at},web${",more".repeat(100)}`),
  ...among("a row of delimiters only", ",,"),
  ...among("a row of many delimiters only", ",".repeat(40)),
  ...among("an empty id", `,${at},web`),
  ...among("an id of spaces", `   ,${at},web`, 0),
  ...among("no creation", "X1,,web"),
  ...among("a creation that is no time", "X1,yesterday,web"),
  ...among("a NUL byte within an id", `X\u{0}1,${at},web`, 0).map((one) => ({
    ...one,
    expected: { loads: ids(count) },
  })),
  ...among("control letters", `X\u{1}\u{7}1,${at},web`, 0).map((one) => ({ ...one, expected: { loads: ids(count) } })),
];

const quotes: readonly Case[] = [
  {
    name: "a quote that is never closed, in the last row",
    file: "leads.csv",
    bytes: utf8(`${csv(plain(4))}X1,${at},"web\n`),
    expected: { loads: ids(4) },
  },
  {
    name: "whole lines quoted",
    file: "leads.csv",
    bytes: utf8([header, ...plain(3)].map((cells) => `"${cells.join(",")}"`).join("\n")),
    expected: { refused: refusedAsUnreadable },
  },
  {
    name: "quotes in the middle of an unquoted cell",
    file: "leads.csv",
    bytes: utf8(csv([["L1", at, 'the "big" fair']])),
    expected: { loads: ["L1"], sources: ['the "big" fair'] },
  },
  {
    name: "an inch sign at the end of a cell",
    file: "leads.csv",
    bytes: utf8(csv([["L1", at, '24"']])),
    expected: { loads: ["L1"] },
  },
  {
    name: "single quotes around cells",
    file: "leads.csv",
    bytes: utf8(csv([["L1", at, "'web'"]])),
    expected: { loads: ["L1"], sources: ["'web'"] },
  },
  {
    name: "quoted cells with a hundred line ends",
    file: "leads.csv",
    bytes: utf8(
      csv([
        ["L1", at, `"${"line\n".repeat(100)}"`],
        ["L2", at, "web"],
      ]),
    ),
    expected: { loads: ["L1", "L2"] },
  },
];

const files: readonly Case[] = [
  { name: "an empty file", file: "leads.csv", bytes: utf8(""), expected: { refused: refusedAsUnreadable } },
  { name: "one line end", file: "leads.csv", bytes: utf8("\n"), expected: { refused: refusedAsUnreadable } },
  { name: "spaces only", file: "leads.csv", bytes: utf8("   \n   \n"), expected: { refused: refusedAsUnreadable } },
  {
    name: "a byte order mark only",
    file: "leads.csv",
    bytes: utf8("\u{feff}"),
    expected: { refused: refusedAsUnreadable },
  },
  { name: "headers only", file: "leads.csv", bytes: utf8(`${header.join(",")}\n`), expected: { loads: [] } },
  {
    name: "headers only, without a line end",
    file: "leads.csv",
    bytes: utf8(header.join(",")),
    expected: { loads: [] },
  },
  {
    name: "no header",
    file: "leads.csv",
    bytes: utf8(
      plain(3)
        .map((cells) => cells.join(","))
        .join("\n"),
    ),
    expected: { refused: refusedAsUnreadable },
  },
  {
    name: "a column twice",
    file: "leads.csv",
    bytes: utf8(csv([["L1", at, "a", "b"]], { head: [...header, "source"] })),
    expected: { refused: ["file_unreadable"] },
  },
  {
    name: "a column twice in other capitals",
    file: "leads.csv",
    bytes: utf8(csv([["L1", at, "a", "b"]], { head: [...header, "SOURCE"] })),
    expected: { refused: ["file_unreadable"] },
  },
  {
    name: "a column without a name",
    file: "leads.csv",
    bytes: utf8(csv([["L1", at, "web", "x"]], { head: [...header, ""] })),
    expected: { loads: ["L1"] },
  },
  {
    name: "a delimiter at the end of every line",
    file: "leads.csv",
    bytes: utf8(
      csv(
        [
          ["L1", at, "web", ""],
          ["L2", at, "fair", ""],
        ],
        { head: [...header, ""] },
      ),
    ),
    expected: { loads: ["L1", "L2"] },
  },
  {
    name: "one NUL byte after another",
    file: "leads.csv",
    bytes: new Uint8Array(4096),
    expected: { refused: refusedAsUnreadable },
  },
  {
    name: "bytes of every value",
    file: "leads.csv",
    bytes: Uint8Array.from({ length: 65_536 }, (_, index) => (index * 7919) % 256),
    expected: { refused: refusedAsUnreadable },
  },
  {
    name: "a picture called .csv",
    file: "leads.csv",
    bytes: joined(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a), new Uint8Array(2000).fill(9)),
    expected: { refused: refusedAsUnreadable },
  },
  {
    name: "a document called .csv",
    file: "leads.csv",
    bytes: utf8("%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n"),
    expected: { refused: refusedAsUnreadable },
  },
  {
    name: "a web page called .csv",
    file: "leads.csv",
    bytes: utf8("<!doctype html><html><body>Sign in to download your report</body></html>"),
    expected: { refused: refusedAsUnreadable },
  },
  {
    name: "JSON called .csv",
    file: "leads.csv",
    bytes: utf8(JSON.stringify([{ lead_id: "L1", created_at: at }])),
    expected: { refused: refusedAsUnreadable },
  },
  {
    name: "a cell of ten megabytes",
    file: "leads.csv",
    bytes: utf8(
      csv([
        ["L1", at, "web"],
        ["X1", at, "x".repeat(10_000_000)],
        ["L2", at, "web"],
      ]),
    ),
    expected: { loads: ["L1", "L2"], findings: 1 },
  },
  {
    name: "an id of a hundred kilobytes",
    file: "leads.csv",
    bytes: utf8(
      csv([
        ["L1", at, "web"],
        ["x".repeat(100_000), at, "web"],
      ]),
    ),
    expected: { loads: ["L1"], findings: 1 },
  },
  {
    name: "ten thousand columns",
    file: "leads.csv",
    bytes: utf8(
      csv([["L1", at, "web", ...Array.from({ length: 10_000 }, () => "1")]], {
        head: [...header, ...Array.from({ length: 10_000 }, (_, index) => `c${index}`)],
      }),
    ),
    expected: { refused: ["file_unreadable"] },
  },
  {
    name: "a line of a hundred megabytes without an end",
    file: "leads.csv",
    bytes: Buffer.alloc(100_000_000, "x"),
    expected: { refused: refusedAsUnreadable },
  },
  {
    name: "mixed line ends",
    file: "leads.csv",
    bytes: utf8(`${header.join(",")}\r\nL1,${at},web\nL2,${at},web\r\nL3,${at},web`),
    expected: { loads: ids(3) },
  },
  {
    name: "line ends of old Macs",
    file: "leads.csv",
    bytes: utf8(csv(plain(3), { end: "\r" })),
    expected: { loads: ids(3) },
  },
];

const zeros = Buffer.alloc(60_000_000);
const packed: readonly Case[] = [
  {
    name: "gzip that is cut",
    file: "leads.csv.gz",
    bytes: gzipSync(utf8(csv(plain(2000)))).subarray(0, 200),
    expected: { refused: ["file_unreadable"] },
  },
  {
    name: "gzip with a wrong sum",
    file: "leads.csv.gz",
    bytes: ((): Uint8Array => {
      const bytes = gzipSync(utf8(csv(plain(20))));
      bytes[bytes.length - 6] = (bytes[bytes.length - 6] ?? 0) ^ 255;
      return bytes;
    })(),
    expected: { refused: ["file_unreadable"] },
  },
  {
    name: "gzip followed by rubbish",
    file: "leads.csv.gz",
    bytes: joined(gzipSync(utf8(csv(plain(20)))), utf8("rubbish")),
    expected: { refused: ["file_unreadable"] },
  },
  {
    name: "two gzips in a row",
    file: "leads.csv.gz",
    bytes: joined(gzipSync(utf8(csv(plain(2)))), gzipSync(utf8(`L3,${at},web\n`))),
    expected: { loads: ids(3) },
  },
  {
    name: "a gzip bomb of zeros",
    file: "leads.csv.gz",
    bytes: gzipSync(zeros),
    expected: { refused: ["file_unreadable"] },
  },
  {
    name: "a gzip bomb with a good beginning",
    file: "leads.csv.gz",
    bytes: joined(gzipSync(utf8(csv(plain(3)))), gzipSync(zeros)),
    expected: { refused: ["file_unreadable"] },
  },
  {
    name: "gzip in gzip",
    file: "leads.csv.gz",
    bytes: gzipSync(gzipSync(utf8(csv(plain(3))))),
    expected: { refused: refusedAsUnreadable },
  },
  { name: "plain text called .gz", file: "leads.csv.gz", bytes: utf8(csv(plain(3))), expected: { loads: ids(3) } },
  { name: "gzip called .csv", file: "leads.csv", bytes: gzipSync(utf8(csv(plain(3)))), expected: { loads: ids(3) } },
  {
    name: "a Parquet file that is cut",
    file: "leads.parquet",
    bytes: joined(utf8("PAR1"), new Uint8Array(500)),
    expected: { refused: ["file_unreadable"] },
  },
  {
    name: "text called .parquet",
    file: "leads.parquet",
    bytes: utf8(csv(plain(3))),
    expected: { loads: ids(3) },
  },
];

export const shapeCases: readonly Case[] = [...ragged, ...quotes, ...files, ...packed];
