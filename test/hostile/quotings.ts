/** Files whose quotes are written as few write them: behind blanks, escaped by backslashes, both, or neither all the way through. */
import { at, type Case, csv, header, utf8 } from "./case.ts";

const file = "leads.csv";

const read = (name: string, content: string, sources: readonly string[], findings?: number): Case => ({
  name,
  file,
  bytes: utf8(content),
  expected: {
    loads: sources.map((_, index) => `L${index + 1}`),
    sources,
    ...(findings === undefined ? {} : { findings }),
  },
});

const rowsOf = (sources: readonly string[]): readonly (readonly string[])[] =>
  sources.map((source, index) => [`L${index + 1}`, at, source]);

const long = Array.from({ length: 3000 }, (_, index) => `fair ${index}`);

export const quotingCases: readonly Case[] = [
  read("blanks before quotes", csv(rowsOf([' "Fair, Rome"', ' "web"', " web"])), ["Fair, Rome", "web", "web"]),
  read(
    "blanks before every cell and name",
    csv(
      rowsOf([' "Fair, Rome"', ' "say ""hi"""']).map(([id, time, source]) => [`${id}`, ` ${time}`, `${source}`]),
      {
        head: header.map((name, index) => (index === 0 ? `"${name}"` : ` "${name}"`)),
      },
    ),
    ["Fair, Rome", 'say "hi"'],
  ),
  read("blanks before quotes after semicolons", csv(rowsOf([' "a; b"', ' "c"']), { delimiter: ";" }), ["a; b", "c"]),
  read("blanks before quotes over several lines", csv(rowsOf([' "a,\nb"', ' "c"'])), ["a,\nb", "c"]),
  read("quotes escaped by backslashes", csv(rowsOf(['"the \\"big\\" fair, Rome"', '"web"', "web"])), [
    'the "big" fair, Rome',
    "web",
    "web",
  ]),
  read("backslashes escaped beside quotes", csv(rowsOf(['"C:\\\\"', '"a \\", b"', '"x\\y\\\\"'])), [
    "C:\\",
    'a ", b',
    "x\\y\\",
  ]),
  read("escaped quotes with other line ends", csv(rowsOf(['"a \\"b\\", c"', "d"]), { end: "\r\n" }), ['a "b", c', "d"]),
  read("escaped quotes behind blanks", csv(rowsOf([' "a \\"b\\", c"', ' "d"'])), ['a "b", c', "d"]),
  read("an escaped quote late in a long file", csv(rowsOf([...long, '"a \\", b"'])), [...long, 'a ", b']),
  read(
    "escaped quotes with a row that is ragged all the same",
    `${csv(rowsOf(['"a \\", b"', '"c \\", d"']))}X1,${at},web,more\n`,
    ['a ", b', 'c ", d'],
    1,
  ),
  read("a backslash at the end of a quoted cell", csv(rowsOf(['"C:\\"', '"D:\\"'])), ["C:\\", "D:\\"]),
  read("blanks and quotes within cells that are not quoted", csv(rowsOf(['a "b" c', "d"])), ['a "b" c', "d"]),
  {
    name: "escaped quotes beside one that is never closed",
    file,
    bytes: utf8(`${csv(rowsOf(["a", '"b \\" c"', "d"]))}X1,${at},"web\n`),
    expected: { loads: ["L1", "L3"], findings: 2 },
  },
];
