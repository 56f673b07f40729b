/** When a stored row's cells were last told: layers of one instant each, as pairs of `at` and `given`, the newest first. */
import type { Table } from "../../model/tables.ts";
import { type Sql, sql } from "../../sql/index.ts";
import { keyList, sameKey } from "./numbered.ts";

/** Of a stored row: when something of it was told last. */
export const latestOf = sql`coalesce(told[1]."at", recorded_at)`;

const later = sql`coalesce(list_sum(list_transform(told, lambda one: one.given)), 0)::bigint`;

/** Of a stored row: all its layers, of what was told when it was first known `given`, too, and of that `own` what was not told later. */
export const layersOf = sql`list_append(list_transform(coalesce(told, []), lambda one: {'at': one."at", 'given': one.given, 'own': one.given}), {'at': recorded_at, 'given': given, 'own': given & ~${later}})`;

/** Of a stored row `t`: all cells of `said` were told last at that instant. */
export const isToldAt = (at: Sql, said: Sql): Sql =>
  sql`case when t.told is null then ${at} = t.recorded_at and (${said} & ~t.given) = 0 else ${at} = t.told[1]."at" and (${said} & ~t.told[1].given) = 0 end`;

/** The `told` of a stored row `t` of which the cells of `said` are told again at an instant that is not before its latest. */
export const toldAgain = (at: Sql, said: Sql): Sql => {
  const older = sql`list_filter(list_transform(t.told, lambda one: {'at': one."at", 'given': one.given & ~${said}}), lambda one: one.given <> 0 and one."at" <> ${at})`;
  const same = sql`case when t.told[1]."at" = ${at} then t.told[1].given else 0 end`;
  return sql`case when ${at} = t.recorded_at then t.told else list_prepend({'at': ${at}, 'given': ${said} | ${same}}, coalesce(${older}, [])) end`;
};

/** The `given` beside it. */
export const givenAgain = (at: Sql, said: Sql): Sql =>
  sql`case when ${at} = t.recorded_at then t.given | ${said} else t.given end`;

/** Of rows `(key, told_at, said)` for each record `given`, what its first ones told, and its `layers`. */
const layersIn = (table: Table, rows: Sql): Sql => {
  const key = keyList(table);
  const together = sql`select ${key}, told_at, bit_or(said) as said from ${rows} group by ${key}, told_at`;
  const newer = sql`coalesce(bit_or(said) over (partition by ${key} order by told_at desc rows between unbounded preceding and 1 preceding), 0)`;
  const apart = sql`select ${key}, told_at, said, said & ~${newer} as own from (${together})`;
  return sql`select ${key}, arg_min(said, told_at) as given, list({'at': told_at, 'given': own} order by told_at desc) filter (where own <> 0) as layers from (${apart}) group by ${key}`;
};

/** Records with their `recorded_at`, and beside it the `given` and `told` of all rows that tell them. */
export const withLayers = (table: Table, records: Sql, rows: Sql): Sql =>
  sql`select g.*, l.given, nullif(list_filter(l.layers, lambda one: one."at" > g.recorded_at), []) as told from (${records}) as g left join (${layersIn(table, rows)}) as l on ${sameKey(table, "g", "l")}`;
