/** Cells that are no values, values beyond range, and names that are formulas, markup, SQL or nothing one can see. */
import { at, type Case, csv, utf8 } from "./case.ts";

const strange: readonly string[] = [
  "=1+1",
  '=HYPERLINK(""http://example.com"")',
  "+1",
  "-1",
  "@SUM(A1)",
  "\tTab",
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "&lt;b&gt;",
  "'; drop table leads; --",
  '"" or ""1""=""1',
  "$${values}",
  "{{7*7}}",
  "%s%n",
  "../../etc/passwd",
  "C:\\windows\\system32",
  "null",
  "NULL",
  "undefined",
  "NaN",
  "true",
  "0",
  "-0",
  "1e9",
  "007",
  "\u{202e}txt.exe",
  "a\u{301}",
  "\u{e1}",
  "z\u{200b}w",
  "عربى",
  "中文",
  "I\u{307}ı",
  "\u{a0}no-break\u{a0}",
  "👩‍💻",
  "x".repeat(5000),
];

const names: readonly Case[] = strange.map((value, index) => ({
  name: `a source called ${JSON.stringify(value.slice(0, 40))}`,
  file: "leads.csv",
  bytes: utf8(
    csv([
      ["L1", at, `"${value}"`],
      ["L2", at, "web"],
    ]),
  ),
  expected: {
    loads: ["L1", "L2"],
    ...(index === 5 || value.startsWith("\u{a0}") ? {} : { sources: [value.replaceAll('""', '"'), "web"] }),
  },
}));

const idents: readonly Case[] = strange
  .filter((value) => value !== "\tTab" && !value.startsWith("\u{a0}"))
  .map((value) => ({
    name: `an id that reads ${JSON.stringify(value.slice(0, 40))}`,
    file: "leads.csv",
    bytes: utf8(
      csv([
        [`"${value}"`, at, "web"],
        ["L2", at, "web"],
      ]),
    ),
    expected: { loads: [value.replaceAll('""', '"'), "L2"] },
  }));

const times: readonly string[] = [
  "2026-02-30T10:00:00Z",
  "2026-13-01T10:00:00Z",
  "2026-00-10T10:00:00Z",
  "0000-00-00",
  "2026-01-01T25:00:00Z",
  "2026-01-01T10:61:00Z",
  "2026-01-01T10:00:00+99:00",
  "99999-01-01",
  "-2026-01-01",
  "1e9",
  "Infinity",
  "20260101T000000",
  "2026/01/01 what",
  "31.31.2026",
  "Mon Jan 05 2026",
  "1767607200",
  "'2026-01-05'",
];

const wrongTimes: readonly Case[] = times.map((value) => ({
  name: `a creation at ${value}`,
  file: "leads.csv",
  bytes: utf8(
    csv([
      ["L1", at, "web"],
      ["X1", value, "web"],
      ["L2", at, "web"],
    ]),
  ),
  // Read, or a finding: never a crash, and never a good row lost.
  expected: { loads: ["L1", "L2"] },
}));

const amounts: readonly string[] = [
  "1e400",
  "-1e400",
  "NaN",
  "Infinity",
  "99999999999999999999999999",
  "1.2.3",
  "1,2,3",
  "1.234,50",
  "1 234,50",
  "$1,117.10K",
  "(500)",
  "12%",
  "0x10",
  "--5",
  "5-",
  "1_000",
  "١٢٣",
  "½",
  "1.00000000000000000000000001",
];

const money: readonly Case[] = amounts.map((value) => ({
  name: `an amount of ${value}`,
  file: "opportunities.csv",
  bytes: utf8(
    csv(
      [
        ["L1", at, '"100"'],
        ["L2", at, `"${value}"`],
        ["L3", at, '"200.50"'],
      ],
      { head: ["opportunity_id", "created_at", "amount"] },
    ),
  ),
  // A cell that is no amount is a finding; its record is there all the same.
  expected: { loads: ["L1", "L2", "L3"] },
}));

const json = (rows: readonly unknown[]): string => rows.map((row) => JSON.stringify(row)).join("\n");
const good = { lead_id: "L1", created_at: at, source: "web" };

const lines: readonly Case[] = [
  {
    name: "a line of JSON that is broken",
    text: `${json([good])}\n{"lead_id": "X1",\n${json([{ ...good, lead_id: "L2" }])}`,
    loads: ["L1", "L2"],
    findings: 1,
  },
  { name: "a line of JSON that is a list", text: `${json([good, ["X1"]])}`, loads: ["L1"], findings: 1 },
  { name: "a line of JSON that is a number", text: `${json([good])}\n7`, loads: ["L1"], findings: 1 },
  { name: "a line of JSON that is null", text: `${json([good])}\nnull`, loads: ["L1"], findings: 1 },
  {
    name: "JSON nested a thousand deep",
    text: `${json([good])}\n{"lead_id":"X1","created_at":"${at}","x":${"[".repeat(1000)}${"]".repeat(1000)}}`,
    loads: ["L1"],
  },
  { name: "a key twice in one object", text: `{"lead_id":"L1","lead_id":"L1","created_at":"${at}"}`, loads: ["L1"] },
  { name: "numbers where text belongs", text: json([{ ...good, source: 5 }]), loads: ["L1"] },
  { name: "objects where text belongs", text: json([{ ...good, source: { a: 1 } }]), loads: ["L1"] },
  { name: "null where text belongs", text: json([{ ...good, source: null }]), loads: ["L1"] },
  {
    name: "other keys in every line",
    text: json([good, { ...good, lead_id: "L2", extra: 1 }, { lead_id: "L3", created_at: at, other: true }]),
    loads: ["L1", "L2", "L3"],
  },
  {
    name: "a lone surrogate",
    text: `{"lead_id":"L1","created_at":"${at}","source":"a\\ud800b"}`,
    loads: ["L1"],
    sources: ["a\ufffdb"],
  },
  {
    name: "a lone low surrogate, and a whole pair after an escaped backslash",
    text: `{"lead_id":"L1","created_at":"${at}","source":"\\udc00"}\n{"lead_id":"L2","created_at":"${at}","source":"\\\\\\ud83d\\udea2"}`,
    loads: ["L1", "L2"],
    sources: ["\ufffd", "\\\u{1f6a2}"],
  },
  {
    name: "an escaped NUL",
    text: `{"lead_id":"L1","created_at":"${at}","source":"a\\u0000b"}\n${json([{ ...good, lead_id: "L2" }])}`,
    loads: ["L2"],
  },
  { name: "a list in one line", text: JSON.stringify([good, { ...good, lead_id: "L2" }]), loads: ["L1", "L2"] },
  {
    name: "a list written for people, with brackets in its texts",
    text: JSON.stringify(
      [
        { ...good, source: '[}] "\\' },
        { ...good, lead_id: "L2" },
      ],
      null,
      2,
    ),
    loads: ["L1", "L2"],
    sources: ['[}] "\\', "web"],
  },
  {
    name: "a list with an object in each line, one with a text left open",
    text: `[\n${json([good])},\n{"lead_id": "X1,\n${json([{ ...good, lead_id: "L2" }])}\n]`,
    loads: ["L1", "L2"],
    findings: 1,
  },
  {
    name: "a list with members that are none",
    text: `[${json([good])}, 7, null, "L9", [1, {"lead_id": "X1"}], ${json([{ ...good, lead_id: "L2" }])}]`,
    loads: ["L1", "L2"],
    findings: 4,
  },
  { name: "a list that is cut off", text: `[${json([good])}, {"lead_id": "X1"`, loads: ["L1"], findings: 1 },
].map(({ name, text, ...expected }) => ({
  name,
  file: "leads.ndjson",
  bytes: utf8(`${text}\n`),
  expected,
}));

export const valueCases: readonly Case[] = [...names, ...idents, ...wrongTimes, ...money, ...lines];
