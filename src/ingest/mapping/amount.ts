/** Amounts as a mapping says that they are written. */
import { quoted, type Sql, sql } from "../../sql/index.ts";
import type { Expression } from "./expression-schema.ts";

const space = "[\\s\\x{00A0}\\x{2009}\\x{202F}]";

/** Without what is not seen at its ends and beside its sign; those between digits stay. */
const compact = (text: Sql): Sql => {
  const unseen = `^${space}+|${space}+$|${space}*([-+()])${space}*`;
  return sql`regexp_replace(${text}, ${quoted(unseen)}, '\\1', 'g')`;
};

/** Patterns first: what is left must be digits in groups of three (in India of two before the last) and one decimal sign, so that `1.5` is not taken for 15, nor `12 34` for 1234. */
export const parsedMoney = (text: Sql, money: NonNullable<Expression["money"]>): Sql => {
  // Longest first: `kr` is in `kr.`, too.
  const symbols = money.symbols.toSorted((a, b) => b.length - a.length);
  const stripped = symbols.reduce<Sql>((value, symbol) => sql`replace(${value}, ${symbol}, '')`, text);
  const hyphened = sql`replace(${stripped}, chr(8722), '-')`;
  // Switzerland writes either apostrophe.
  const bare = compact(money.thousands === "'" ? sql`replace(${hyphened}, chr(8217), '''')` : hyphened);
  const literal = (sign: string) => (sign === "." ? "[.]" : sign);
  const groups = [space, ...(["", " "].includes(money.thousands) ? [] : [literal(money.thousands)])];
  const grouped = groups.map((sign) => `[0-9]{1,3}(${sign}[0-9]{3})+`);
  // India: 12,34,567.
  if (money.thousands === ",") grouped.push("[0-9]{1,2}(,[0-9]{2})+,[0-9]{3}");
  const pattern = `[-+]?(${grouped.join("|")}|[0-9]+)(${literal(money.decimal)}[0-9]+)?`;
  const between = groups.join("|");
  const signed = sql`regexp_replace(${bare}, '^[(](.*)[)]$', '-\\1')`;
  const amount = (written: Sql): Sql => {
    const ungrouped = sql`regexp_replace(${written}, ${quoted(between)}, '', 'g')`;
    const canonical = money.decimal === "," ? sql`replace(${ungrouped}, ',', '.')` : ungrouped;
    return sql`case when regexp_full_match(${written}, ${quoted(pattern)}) then ltrim(${canonical}, '+') end`;
  };
  return Object.entries(money.multiples).reduce<Sql>(
    (otherwise, [ending, factor]) =>
      sql`case when ends_with(${signed}, ${ending}) then ${scaled(amount(compact(sql`left(${signed}, -length(${ending}))`)), factor)} else ${otherwise} end`,
    amount(signed),
  );
};

/** Exact: amounts are no floating point numbers. Null for what is no number. */
export const scaled = (value: Sql, factor: string): Sql =>
  sql`rtrim(rtrim((try_cast(${value} as decimal(22, 6)) * cast(${factor} as decimal(16, 6)))::varchar, '0'), '.')`;
