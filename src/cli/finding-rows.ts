/** What was found wrong, as it is stored. */
import type { Session } from "../engines/index.ts";
import type { Finding, FindingGroup } from "../reports/table/findings.ts";
import { type Sql, sql, whole } from "../sql/index.ts";
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

interface Selected {
  /** Null: of all batches. */
  readonly batch: number | null;
  readonly code: string | null;
  /** How many of each code. */
  readonly examples: number;
}

const chosen = ({ batch, code }: Selected): Sql =>
  sql`from findings where ${batch === null ? sql`true` : sql`batch = ${whole(batch)}`} and ${code === null ? sql`true` : sql`code = ${code}`}`;

/** By code, the most frequent first. */
export const findingGroups = async (session: Session, selected: Selected): Promise<readonly FindingGroup[]> => {
  const groups = await session.rows(
    sql`select code, count(*)::integer as n, count(distinct (table_name, record_id)) filter (where record_id is not null)::integer as records ${chosen(selected)} group by code order by n desc, code`,
  );
  const rows = await session.rows(
    sql`select * exclude (batch) ${chosen(selected)} qualify row_number() over (partition by code order by file, line) <= ${whole(selected.examples)} order by file, line`,
  );
  const examples = rows.map(findingOf);
  return groups.map((group) => ({
    code: String(group.code),
    count: Number(group.n),
    records: Number(group.records),
    examples: examples.filter(({ code }) => code === group.code),
  }));
};

export const findingsPage = async (
  session: Session,
  code: string | null,
  { limit, offset }: { readonly limit: number; readonly offset: number },
): Promise<FindingPage> => {
  const selected = { batch: null, code, examples: 2 };
  const groups = await findingGroups(session, selected);
  const total = groups.reduce((sum, { count }) => sum + count, 0);
  if (code === null) return { groups, listed: [], total };
  const listed = await session.rows(
    sql`select * ${chosen(selected)} order by table_name, record_id, file, line, column_name limit ${whole(limit)} offset ${whole(offset)}`,
  );
  return { groups, listed: listed.map(findingOf), total };
};
