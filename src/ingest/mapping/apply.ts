/** A mapping carried out: the files that it knows, table by table. */
import { type Table, tableNamed } from "../../model/tables.ts";
import { name, sql } from "../../sql/index.ts";
import { type DateOrder, dateOrder } from "../read/date-order.ts";
import { type RawTable, rawColumn } from "../read/raw-table.ts";
import { addingTo, createStaged, type Staging } from "../read/staging.ts";
import { type BlockPlace, isUsed, stageBlock } from "./block.ts";
import { datedColumns } from "./dated.ts";
import { derivedRelation } from "./derived.ts";
import { heldPlaces, settleHeld } from "./held.ts";
import { checkPatterns } from "./patterns.ts";
import { processStages } from "./process-stages.ts";
import { datesOf, type Relation, relationOf } from "./relation.ts";
import type { Block, Mapping } from "./schema.ts";

export interface Applied {
  /** Dates that were not ISO, and how they were read. */
  readonly dates: readonly { readonly file: string; readonly column: string; readonly read: string }[];
}

const lowered = (formats: Readonly<Record<string, string>>): [string, string][] =>
  Object.entries(formats).map(([column, format]) => [column.toLowerCase(), format]);

const formatsOf = (mapping: Mapping, short: string): ReadonlyMap<string, string> =>
  new Map([...lowered(mapping.dates), ...lowered(mapping.files[short]?.dates ?? {})]);

/** The one order in which the export's other columns write their dates; null when they say none, or two. */
const sharedOrder = async (
  mapping: Mapping,
  raws: ReadonlyMap<string, readonly RawTable[]>,
  { session }: Staging,
): Promise<DateOrder | null> => {
  const orders = new Set<DateOrder>();
  for (const [short, tables] of raws) {
    const dated = datedColumns(mapping, short);
    const formats = formatsOf(mapping, short);
    for (const raw of tables)
      for (const [index, label] of raw.columns.entries()) {
        if (!dated(label) || formats.has(label.toLowerCase())) continue;
        const order = await dateOrder(session, datesOf(raw, rawColumn(index), label), "undecided");
        if (order === "day_first" || order === "month_first") orders.add(order);
      }
  }
  const [order] = orders;
  return orders.size === 1 && order !== undefined ? order : null;
};

const fallbackOrder = async (
  mapping: Mapping,
  raws: ReadonlyMap<string, readonly RawTable[]>,
  staging: Staging,
): Promise<DateOrder | null> => {
  if (mapping.date_order === "own") return null;
  return mapping.date_order === "shared" ? sharedOrder(mapping, raws, staging) : mapping.date_order;
};

/** Each row knows, in `recorded_at`, which block told it: an earlier one is believed first. */
const stageProcess = async (
  mapping: Mapping,
  relations: ReadonlyMap<string, Relation>,
  staging: Staging,
): Promise<void> => {
  await createStaged(staging.session, processStages);
  for (const [index, block] of (mapping.process?.read ?? []).entries()) {
    await stageBlock({ table: processStages, block, mapping, relations }, staging);
    await staging.session.run(
      sql`update staged.process_stages set recorded_at = ${String(index)} where recorded_at is null`,
    );
  }
};

/** Rows of which something is settled when all are there: where their places are written down, beside them what else is known. */
const marksOf = (table: Table, block: Block): { readonly marks: string; readonly field: string } | null => {
  if (block.by_name === true) return { marks: "told_by_name", field: "" };
  if (block.known_only === true) return { marks: addingTo(table), field: "" };
  return block.held === undefined ? null : { marks: heldPlaces, field: block.held };
};

/** Which rows were told by name, or only add to what is known, is remembered: whom they mean only the workspace can say. */
const stageTable = async (
  table: Table,
  blocks: readonly Block[],
  place: Pick<BlockPlace, "mapping" | "relations">,
  staging: Staging,
): Promise<void> => {
  const { session } = staging;
  for (const block of blocks) {
    const marked = marksOf(table, block);
    if (marked === null) {
      await stageBlock({ ...place, table, block }, staging);
      continue;
    }
    if (!isUsed(block, place.relations)) continue;
    const marks = name(`staged.${marked.marks}`);
    await createStaged(session, table);
    await session.run(sql`create table if not exists ${marks} (place bigint, field varchar)`);
    const [last] = await session.rows<{ place: number }>(
      sql`select coalesce(max(rowid), -1)::double as place from ${name(`staged.${table.name}`)}`,
    );
    const once = block.held === undefined ? true : block.once;
    await stageBlock({ ...place, table, block: { ...block, once } }, staging);
    await session.run(
      sql`insert into ${marks} select rowid, ${marked.field} from ${name(`staged.${table.name}`)} where rowid > ${last?.place ?? -1}::bigint`,
    );
  }
  if (blocks.some((block) => block.held !== undefined && isUsed(block, place.relations))) await settleHeld(session);
};

/** `raws`: the loaded files under the mapping's short names. */
export const applyMapping = async (
  mapping: Mapping,
  raws: ReadonlyMap<string, readonly RawTable[]>,
  staging: Staging,
  processOnly = false,
): Promise<Applied> => {
  await checkPatterns(staging.session, mapping);
  const relations = new Map<string, Relation>();
  const fallback = await fallbackOrder(mapping, raws, staging);
  for (const [short, tables] of raws) {
    const options = { dated: datedColumns(mapping, short), formats: formatsOf(mapping, short), fallback, mapping };
    relations.set(short, await relationOf(tables, options, staging));
  }
  const given = [...relations.values()];
  for (const [short, one] of Object.entries(mapping.derived)) {
    const base = relations.get(one.from);
    const rows = base === undefined ? null : await derivedRelation(one, base, staging);
    if (rows !== null) relations.set(short, rows);
  }
  if (processOnly) await stageProcess(mapping, relations, staging);
  for (const [tableName, blocks] of processOnly ? [] : Object.entries(mapping.tables)) {
    const table = tableNamed(tableName);
    if (table === undefined) continue;
    await stageTable(table, blocks, { mapping, relations }, staging);
  }
  for (const relation of [...relations.values()].filter((one) => !given.includes(one)).toReversed())
    await staging.session.run(sql`drop view ${name(relation.view)}`);
  for (const relation of given) await staging.session.run(sql`drop table ${name(relation.view)}`);
  return {
    dates: given.flatMap((relation) => relation.dates.map((date) => ({ file: relation.files.join(", "), ...date }))),
  };
};
