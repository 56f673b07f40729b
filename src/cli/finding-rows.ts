/** What is wrong with the data: what loading found about rows, and what the facts show about records. */
import type { Session } from "../engines/index.ts";
import { contextAt, recordFindings, tablesWithRecords } from "../facts/index.ts";
import { catalogue } from "../kpis/index.ts";
import type { WorkspaceConfig } from "../model/process.ts";
import { planFindings } from "../query/index.ts";
import type { Finding, FindingGroup } from "../reports/table/findings.ts";
import { sql, whole } from "../sql/index.ts";
import type { FindingPage } from "./parts.ts";

const textOf = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);

const findingOf = (row: Readonly<Record<string, unknown>>): Finding => ({
  code: String(row.code),
  table: textOf(row.table_name),
  record: textOf(row.record_id),
  file: textOf(row.file),
  line: typeof row.line === "number" ? row.line : null,
  column: textOf(row.column_name),
  value: textOf(row.value),
  reason: textOf(row.reason) ?? "",
});

/**
 * Puts everything that is wrong into `gathered` of this session: the rows of one batch or, where that is null, of all; and the records as the facts
 * at the watermark show them. Of a table `alone` what is wrong with plans in it, and with no record.
 */
export const gatherFindings = async (
  session: Session,
  config: WorkspaceConfig,
  watermark: number | null,
  batch: number | null,
  alone: string | null = null,
): Promise<void> => {
  await session.run(
    sql`create or replace temp table gathered as select code, table_name, record_id, file, line, column_name, value, reason from findings where ${batch === null ? sql`true` : sql`batch = ${whole(batch)}`}`,
  );
  const [plans] = await session.rows(
    sql`select exists (select 1 from goals) or exists (select 1 from initiatives) as any_of_them`,
  );
  if (plans?.any_of_them === true)
    await session.run(
      sql`insert into gathered by name select * from (${planFindings(catalogue, config.currency)}) where ${alone === null ? sql`true` : sql`table_name = ${alone}`}`,
    );
  if (watermark === null || alone !== null) return;
  const context = await contextAt(session, config, watermark, "facts");
  for (const check of recordFindings(context, await tablesWithRecords(session)))
    await session.run(
      sql`insert into gathered by name select code, table_name, record_id, value, reason from (${check})`,
    );
};

const examples = 2;

/** By code, the most frequent first, with a few of each. */
export const findingGroups = async (session: Session): Promise<readonly FindingGroup[]> => {
  const groups = await session.rows(
    sql`select code, sum(n)::integer as n, count(record_id)::integer as records from (select code, table_name, record_id, count(*) as n from gathered group by all) group by code order by n desc, code`,
  );
  const found: FindingGroup[] = [];
  for (const { code, n, records } of groups) {
    // Code by code: over all of them at once, a million findings would be held in memory.
    const rows = await session.rows(
      sql`select * from gathered where code = ${String(code)} order by file, line, record_id limit ${whole(examples)}`,
    );
    found.push({ code: String(code), count: Number(n), records: Number(records), examples: rows.map(findingOf) });
  }
  return found;
};

/** What loading found about the rows of its files, in the session that loads them. */
export const foundGroups = async (session: Session): Promise<readonly FindingGroup[]> => {
  await session.run(sql`create or replace temp table gathered as from found`);
  return findingGroups(session);
};

/** With a code, those that have it, page by page; `total` is of what was asked for. */
export const findingsPage = async (
  session: Session,
  code: string | null,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<FindingPage> => {
  const groups = await findingGroups(session);
  const asked = groups.filter((group) => code === null || group.code === code);
  const total = asked.reduce((sum, { count }) => sum + count, 0);
  if (code === null) return { groups, listed: [], total };
  const listed = await session.rows(
    sql`select * from gathered where code = ${code} order by table_name, record_id, file, line, column_name limit ${whole(limit)} offset ${whole(offset)}`,
  );
  return { groups, listed: listed.map(findingOf), total };
};
