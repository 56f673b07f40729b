/** What is found wrong with a small company: by code, each record with its value. */
import { contextAt, recordFindings } from "../../src/facts/index.ts";
import type { WorkspaceConfig } from "../../src/model/process.ts";
import { join } from "../../src/sql/index.ts";
import { type Company, company } from "../engine.ts";
import { exampleConfig } from "../example.ts";

export type Rows = Parameters<typeof company>[1];

export interface Found {
  readonly record: string;
  readonly table: string;
  readonly value: string | null;
  readonly reason: string;
}

export const foundIn = async ({ session, asker }: Company): Promise<ReadonlyMap<string, readonly Found[]>> => {
  const context = await contextAt(session, asker.config, asker.watermark, "facts");
  const rows = await session.rows(join(recordFindings(context), " union all "));
  const byCode = new Map<string, Found[]>();
  for (const row of rows) {
    const code = String(row.code);
    const found = {
      record: String(row.record_id),
      table: String(row.table_name),
      value: row.value === null ? null : String(row.value),
      reason: String(row.reason),
    };
    byCode.set(code, [...(byCode.get(code) ?? []), found]);
  }
  for (const found of byCode.values()) found.sort((a, b) => (a.record < b.record ? -1 : 1));
  return byCode;
};

/** Of one code, the ids. */
export const recordsWith = async (
  code: string,
  rows: Rows,
  config: WorkspaceConfig = exampleConfig,
): Promise<readonly string[]> => {
  await using built = await company(config, rows);
  return ((await foundIn(built)).get(code) ?? []).map(({ record }) => record);
};
