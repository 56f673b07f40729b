/** The records of a table that are stored, each with the id that files know it by. */
import { dictionary, numberColumn } from "../../model/physical.ts";
import type { Table } from "../../model/tables.ts";
import { name, type Sql, sql } from "../../sql/index.ts";

/** To select from: columns of `t`, and `d.id`. Of tables whose records have an id of their own. */
export const recordsOf = ({ name: table, entity, key }: Table): Sql =>
  sql`${name(table)} as t join ${name(dictionary(entity ?? "lead"))} as d on d.no = t.${name(numberColumn(key[0] ?? ""))}`;
