/** Words that records hold, as a country or a source: one that none holds is a mistake, not a question about nobody. */
import type { Dimension } from "../dimensions/index.ts";
import { nearestWord } from "../model/nearest.ts";
import { tableNamed } from "../model/tables.ts";
import { Problem } from "../problem.ts";
import { join, name, type Runner, type Sql, sql, whole } from "../sql/index.ts";
import { type AttributeHome, attributeCells } from "./attributes.ts";
import type { Filter } from "./question.ts";
import { memory } from "./remembered.ts";
import type { Resolved } from "./resolved.ts";
import { type Bound, boundOf, isComparable, isDateOtherwise } from "./word-order.ts";

/** Throws `unknown_value` where a filter names a word that nothing ever held, `bad_filter` where nothing can be compared with it. */
export type WordCheck = (resolved: Resolved, own: AttributeHome) => Promise<void>;

const declaredWords = ({ heldIn = [], otherWords = [] }: Dimension): readonly string[] => [
  ...otherWords,
  ...heldIn.flatMap(({ table, column }) => tableNamed(table)?.columns.find((one) => one.name === column)?.values ?? []),
];

/** Every cell that it is told in, whenever that became known; null: nothing is held anywhere. */
const cellsOf = ({ id, heldIn = [] }: Dimension, own: AttributeHome): Sql | null => {
  const attribute = attributeCells(id, own);
  if (attribute !== null || heldIn.length === 0) return attribute;
  return join(
    heldIn.map(({ table, column }) => sql`select ${name(column)} as word from ${name(table)}`),
    " union all ",
  );
};

/** Operators that name words; the others compare with one. */
const naming = ["=", "!=", "in", "not-in"];

/** What a word would have to be to be compared. */
const forms: Readonly<Record<Bound, string>> = {
  number: "a number",
  percent: "a part of a hundred",
  year: "a number or a date as 2026-07-31",
  date: "a date as 2026-07-31",
  word: "a word",
};

/** More are not looked through for the nearest one. */
const mostWords = 10_000;

/** As many are named where none is near. */
const mostNamed = 12;

/** Remembers what it found: the records it was made for do not change under it. */
export const wordCheck = (runner: Runner): WordCheck => {
  const [held, listed] = [memory<boolean>(), memory<readonly string[]>()];
  const isAny = (key: string, cells: Sql, condition: Sql): Promise<boolean> =>
    held(key, async () => {
      const [found] = await runner.rows(sql`select exists (select 1 from (${cells}) where ${condition}) as known`);
      return found?.known === true;
    });
  const isHeld = (key: string, cells: Sql, word: string): Promise<boolean> =>
    isAny(`${key} ${word}`, cells, sql`word = ${word}`);
  const wordsOf = (key: string, cells: Sql): Promise<readonly string[]> =>
    listed(key, async () => {
      const rows = await runner.rows(
        sql`select word from (${cells}) where word is not null group by word order by count(*) desc, word limit ${whole(mostWords)}`,
      );
      return rows.map((row) => String(row.word));
    });
  const checkOrder = async (key: string, cells: Sql, filter: Filter): Promise<void> => {
    const [value] = filter.values;
    if (typeof value !== "string") return;
    const fail = (reason: string): never => {
      throw new Problem("bad_filter", { text: `${filter.dimension}${filter.operator}${value}`, reason });
    };
    if (isDateOtherwise(value)) fail("a date is compared as 2026-07-31, a month as 2026-07.");
    const bound = boundOf(value);
    const comparable = isComparable(sql`word`, bound);
    if (comparable === null || (await isAny(`${key} > ${bound}`, cells, comparable))) return;
    const [example] = await wordsOf(key, cells);
    if (example !== undefined) fail(`no ${filter.dimension} is ${forms[bound]}: there is ${example}.`);
  };
  return async ({ where }, own) => {
    for (const filter of where) {
      const { of, operator, values } = filter;
      if (of === "amount" || of.keys !== "word" || operator === "contains") continue;
      const cells = cellsOf(of, own);
      if (cells === null) continue;
      const [declared, key] = [declaredWords(of), `${own} ${of.id}`];
      if (!naming.includes(operator)) await checkOrder(key, cells, filter);
      for (const value of naming.includes(operator) ? values : []) {
        if (value === null || declared.includes(value) || (await isHeld(key, cells, value))) continue;
        const words = [...declared, ...(await wordsOf(key, cells))];
        const same = words.find((word) => word.toLowerCase() === value.toLowerCase());
        const known = [...words.slice(0, mostNamed), ...(words.length > mostNamed ? ["..."] : [])];
        throw new Problem("unknown_value", {
          ...{ dimension: of.id, value, known },
          nearest: same ?? nearestWord(value, words),
        });
      }
    }
  };
};
