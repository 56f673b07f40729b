/** A mapping carried out: the files that it knows, table by table. */
import { tableNamed } from "../../model/tables.ts";
import { name, sql } from "../../sql/index.ts";
import type { RawTable } from "../read/raw-table.ts";
import type { Staging } from "../read/staging.ts";
import { stageBlock } from "./block.ts";
import { datedColumns } from "./dated.ts";
import { type Relation, relationOf } from "./relation.ts";
import type { Mapping } from "./schema.ts";

export interface Applied {
  /** Dates that were not ISO, and how they were read. */
  readonly dates: readonly { readonly file: string; readonly column: string; readonly read: string }[];
}

const lowered = (formats: Readonly<Record<string, string>>): [string, string][] =>
  Object.entries(formats).map(([column, format]) => [column.toLowerCase(), format]);

/** `raws`: the loaded files under the mapping's short names. */
export const applyMapping = async (
  mapping: Mapping,
  raws: ReadonlyMap<string, readonly RawTable[]>,
  staging: Staging,
): Promise<Applied> => {
  const relations = new Map<string, Relation>();
  for (const [short, tables] of raws) {
    const formats = new Map([...lowered(mapping.dates), ...lowered(mapping.files[short]?.dates ?? {})]);
    relations.set(short, await relationOf(tables, datedColumns(mapping, short), formats, staging));
  }
  for (const [tableName, blocks] of Object.entries(mapping.tables)) {
    const table = tableNamed(tableName);
    if (table === undefined) continue;
    for (const block of blocks) await stageBlock({ table, block, mapping, relations }, staging);
  }
  for (const relation of relations.values()) await staging.session.run(sql`drop view ${name(relation.view)}`);
  return {
    dates: [...relations.values()].flatMap((relation) =>
      relation.dates.map((date) => ({ file: relation.files.join(", "), ...date })),
    ),
  };
};
