/** What one column of one table says beyond its type. */
import type { Column, Table } from "../../model/tables.ts";
import { name, type Sql, sql } from "../../sql/index.ts";
import { complaint, date, money, rawColumn } from "./cells.ts";

interface Rule {
  /** Instead of what the type says. */
  readonly value?: Sql;
  /** What an empty or absent cell of a new record means. */
  readonly otherwise?: Sql;
  /** A value that is understood but cannot be. */
  readonly impossible?: Sql;
  /** The finding's code and reason as SQL text, where they depend on the row. */
  readonly complaint?: { readonly code: Sql; readonly reason: Sql };
}

const field = name("raw_field");

// The value of a change is of the type of the field that it changes.
const byField = (column: Column): Rule => {
  const cell = sql`nullif(${rawColumn(column)}, '')`;
  return {
    value: sql`case lower(${field}) when 'amount' then case when ${money(cell)} is not null then ${cell} end when 'expected_close_on' then case when ${date(cell)} is not null then ${cell} end when 'currency' then upper(${cell}) else ${cell} end`,
    complaint: {
      code: sql`case lower(${field}) when 'amount' then 'bad_money' else 'bad_date' end`,
      reason: sql`case lower(${field}) when 'amount' then 'is not an amount such as 1234.50' else 'is not a date such as 2026-07-01' end`,
    },
  };
};

const rules: Readonly<Record<string, (column: Column) => Rule>> = {
  "activities.status": () => ({ otherwise: sql`'completed'` }),
  "value_changes.value": byField,
  "value_changes.from_value": byField,
  "fx_rates.rate": () => ({
    impossible: sql`rate <= 0`,
    complaint: { code: sql`'bad_number'`, reason: sql`'is not a rate: a number above zero'` },
  }),
};

export const ruleOf = (table: Table, column: Column): Rule => {
  const rule = rules[`${table.name}.${column.name}`]?.(column) ?? {};
  return column.type === "boolean" ? { otherwise: sql`false`, ...rule } : rule;
};

/** Whether a cell of the column can fail to be understood. */
export const canFail = (table: Table, column: Column): boolean => {
  const rule = ruleOf(table, column);
  if (rule.complaint !== undefined) return true;
  return column.type !== "ref" && (column.type !== "text" || column.values !== undefined);
};

export const complaintOf = (table: Table, column: Column): { readonly code: Sql; readonly reason: Sql } => {
  const { code, reason } = complaint(column);
  return ruleOf(table, column).complaint ?? { code: sql`${code}::varchar`, reason: sql`${reason}::varchar` };
};
