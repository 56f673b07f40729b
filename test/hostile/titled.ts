/** What reports write above the names of their columns, also where it is broken. */
import { type Case, csv, ids, plain, utf8 } from "./case.ts";

const count = 9;

export const titledCases: readonly Case[] = [
  ["a title", "Leads of January\n"],
  ["a title and its filters", 'Leads of January\n"Filter: owner, source"\n\n'],
  ["a title with as many delimiters as the rows have", "Leads of January,,\n,,\n"],
  ["a title whose quote is never closed", '"Leads of January\n'],
  ["a title with text behind its quote", '"Leads" of January\n'],
  ["a title with a NUL byte", "Leads\u{0}\n"],
  ["blank lines, a title, and blank lines", "\n\nLeads\n\n\n"],
].map(([name, above]) => ({
  name: `${name} above the names of the columns`,
  file: "leads.csv",
  bytes: utf8(`${above}${csv(plain(count))}`),
  expected: { loads: ids(count) },
}));
