/** Amounts as a mapping says that they are written. */
import { quoted, type Sql, sql } from "../../sql/index.ts";
import type { Expression } from "./expression-schema.ts";

/** Patterns first: what is left must be digits in groups of three and one decimal sign, so that `1.5` is not taken for 15. */
export const parsedMoney = (text: Sql, money: NonNullable<Expression["money"]>): Sql => {
  // Longest first: `kr` is in `kr.`, too.
  const symbols = money.symbols.toSorted((a, b) => b.length - a.length);
  const stripped = symbols.reduce<Sql>((value, symbol) => sql`replace(${value}, ${symbol}, '')`, text);
  const bare = sql`replace(regexp_replace(${stripped}, '[\\s\\x{00A0}\\x{202F}]', '', 'g'), chr(8722), '-')`;
  const thousands = money.thousands === " " ? "" : money.thousands;
  const literal = (sign: string) => (sign === "." ? "[.]" : sign);
  const whole = thousands === "" ? "[0-9]+" : `([0-9]{1,3}(${literal(thousands)}[0-9]{3})+|[0-9]+)`;
  const pattern = `[-+]?${whole}(${literal(money.decimal)}[0-9]+)?`;
  const signed = sql`regexp_replace(${bare}, '^[(](.*)[)]$', '-\\1')`;
  const amount = (written: Sql): Sql => {
    const ungrouped = thousands === "" ? written : sql`replace(${written}, ${thousands}, '')`;
    const canonical = money.decimal === "," ? sql`replace(${ungrouped}, ',', '.')` : ungrouped;
    return sql`case when regexp_full_match(${written}, ${quoted(pattern)}) then ltrim(${canonical}, '+') end`;
  };
  return Object.entries(money.multiples).reduce<Sql>(
    (otherwise, [ending, factor]) =>
      sql`case when ends_with(${signed}, ${ending}) then ${scaled(amount(sql`left(${signed}, -length(${ending}))`), factor)} else ${otherwise} end`,
    amount(signed),
  );
};

/** Exact: amounts are no floating point numbers. */
export const scaled = (value: Sql, factor: string): Sql =>
  sql`rtrim(rtrim((try_cast(${value} as decimal(22, 6)) * cast(${factor} as decimal(16, 6)))::varchar, '0'), '.')`;
