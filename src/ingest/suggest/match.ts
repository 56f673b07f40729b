/** Which column of a file is which of ours: by its name, and by what is in it. */
import { tableNamed } from "../../model/tables.ts";
import { keyColumns } from "./key.ts";
import type { Look } from "./look.ts";
import { further, synonyms } from "./synonyms.ts";
import { wordsFor } from "./words.ts";

/** Without case, accents and signs. */
const bare = (text: string): string =>
  text
    .normalize("NFD")
    .toLowerCase()
    .replaceAll("ß", "ss")
    .replaceAll(/[^\p{L}\p{N}]/gu, "");

/** By its name alone. */
const named = (column: string, ours: string, others: readonly string[]): number => {
  const own = bare(column);
  if (own === bare(ours)) return 1;
  const place = others.indexOf(own);
  if (place >= 0) return 0.95 - 0.005 * place;
  return others.some((word) => word.length > 4 && (own.includes(word) || (own.length > 4 && word.includes(own))))
    ? 0.5
    : 0;
};

/** Of few rows one bad cell is a large share: what half of the cells say holds where the name says it, too. */
const told = (share: number): number => (share > 0.9 ? 1 : share >= 0.5 ? 0.6 : 0.1);

/** An id that one row repeats is one; one that many repeat is of something else. */
const toldApart = ({ distinct, filled }: Look): number =>
  distinct > 0.99 ? 1 : filled * (1 - distinct) < 1.5 && distinct >= 0.5 ? 0.6 : 0.2;

/** Amounts, which are nobody's id: grouped, beside a currency or with cents. */
const holdsAmounts = ({ numbers, money, samples }: Look): boolean =>
  numbers > 0.9 && (money !== null || samples.some((text) => /^[-+]?\d+[.]\d{1,2}$/.test(text)));

/** What its cells say for or against it. */
const contained = (table: string, ours: string, look: Look): number => {
  const column = tableNamed(table)?.columns.find((one) => one.name === ours);
  // Of a close the time of day would be lost where only a day is wanted.
  if (ours === (look.clocks > 0 ? "closed_on" : "closed_at")) return 0.1;
  if (look.filled === 0) return 0.5;
  if (ours === "currency") return look.numbers > 0.5 ? 0.1 : 1;
  if (column?.values !== undefined) return Object.keys(wordsFor(column, look.values)).length > 0 ? 1 : 0.1;
  switch (column?.type) {
    case "instant":
    case "date":
      return told(Math.max(look.dates, look.serials));
    case "money":
    case "number":
      return look.dates < 0.1 ? told(look.numbers) : 0.1;
    case "ref":
      if (tableNamed(table)?.key.includes(ours) === true && table !== "spend") return toldApart(look);
      return look.dates > 0.9 || holdsAmounts(look) ? 0.1 : 1;
    default:
      return look.dates > 0.9 ? 0.2 : 1;
  }
};

export interface Matched {
  readonly table: string;
  readonly score: number;
  readonly to: ReadonlyMap<string, { readonly ours: string; readonly confidence: number }>;
}

/** What may be said once for all rows: what was done, whose stages changed. */
const saidOnce: Readonly<Record<string, string>> = { activities: "type", stage_changes: "subject_type" };

/** What the table needs and nothing gives; an id may be made of other columns. */
export const missingIn = (table: string, given: ReadonlySet<string>, hasKey = false): readonly string[] =>
  (tableNamed(table)?.columns ?? [])
    .filter(({ required }) => required === true)
    .map((one) => one.name)
    .filter((one) => !given.has(one) && saidOnce[table] !== one)
    .filter((one) => !(hasKey && tableNamed(table)?.key.includes(one) === true));

type Names = Readonly<Record<string, readonly string[]>>;

/** Of a table that other systems have no words of their own for. */
const ownNames = (table: string): Names =>
  Object.fromEntries((tableNamed(table)?.columns ?? []).map((column) => [column.name, []]));

/** Columns by which no table is told: of those with words of ours the others would be lost. */
const furtherNames = (table: string, known: Names): Names =>
  Object.fromEntries(
    (tableNamed(table)?.columns ?? [])
      .filter(({ name, values }) => values === undefined && known[name] === undefined)
      .map(({ name }) => [name, further[table]?.[name] ?? []]),
  );

interface Pair {
  readonly ours: string;
  readonly column: string;
  readonly confidence: number;
}

const pairsOf = (table: string, looks: readonly Look[], names: Names): readonly Pair[] =>
  Object.entries(names)
    .flatMap(([ours, others]) =>
      looks.map((look) => ({
        ours,
        column: look.column,
        confidence: named(look.column, ours, others) * contained(table, ours, look),
      })),
    )
    .filter(({ confidence }) => confidence >= 0.4);

/** Each column of ours by at most one of the file's, the surest first. */
export const matched = (table: string, looks: readonly Look[]): Matched => {
  const known = synonyms[table] ?? ownNames(table);
  const others = pairsOf(table, looks, furtherNames(table, known)).filter(({ confidence }) => confidence > 0.5);
  const pairs = [...pairsOf(table, looks, known), ...others].sort((one, other) => other.confidence - one.confidence);
  const to = new Map<string, { ours: string; confidence: number }>();
  const taken = new Set<string>();
  for (const { ours, column, confidence } of pairs) {
    if (taken.has(ours) || to.has(column)) continue;
    taken.add(ours);
    to.set(column, { ours, confidence });
  }
  const key = keyColumns(
    table,
    looks.map((look) => ({ ...look, to: to.get(look.column)?.ours ?? null })),
  );
  const missing = missingIn(table, taken, key.length > 0);
  const sum = [...to.values()].reduce((total, { ours, confidence }) => total + (known[ours] ? confidence : 0), 0);
  return { table, score: sum - 1.5 * missing.length - (key.length > 0 ? 0.5 : 0), to };
};
