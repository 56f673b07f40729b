/** What stands for the id of rows that have none: the columns by which people tell them apart. */
import { tableNamed } from "../../model/tables.ts";

/** By table, what tells its rows apart: one column, else as many of those that say it as there are. */
const telling: Readonly<Record<string, readonly (readonly string[])[]>> = {
  opportunities: [
    ["name"],
    ["name", "account_id", "created_at"],
    ["name", "account_id"],
    ["name", "created_at"],
    ["account_id", "created_at"],
  ],
  leads: [["email"], ["name", "email"], ["name", "created_at"], ["name"]],
  activities: [
    ["occurred_at", "person_id", "subject"],
    ["occurred_at", "person_id"],
    ["occurred_at", "subject"],
    ["occurred_at", "lead_id"],
    ["occurred_at", "opportunity_id"],
    ["occurred_at", "type"],
  ],
  accounts: [["name"]],
  campaigns: [["name"]],
  people: [["email"], ["name"]],
};

/** Rows from which on a column that tells them all apart is likely to tell apart those to come. */
const enough = 10;

interface Told {
  readonly column: string;
  readonly to: string | null;
  readonly filled: number;
  readonly distinct: number;
}

/** The file's columns; none where one is the id, or where nothing tells the rows apart. A single column must do so by what is in enough rows, where several could. */
export const keyColumns = (table: string | null, columns: readonly Told[]): readonly string[] => {
  const [key] = tableNamed(table ?? "")?.key ?? [];
  if (columns.some(({ to }) => to === key)) return [];
  const rows = Math.max(...columns.map(({ filled }) => filled));
  const given = (telling[table ?? ""] ?? []).map((names) =>
    names.map((name) => columns.find(({ to }) => to === name)).filter((one) => one !== undefined),
  );
  const complete = given.filter((found, index) => found.length === telling[table ?? ""]?.[index]?.length);
  const isKnown = rows >= enough || complete.every((found) => found.length === 1);
  const isTelling = ([only, ...others]: readonly Told[]): boolean =>
    only !== undefined && (others.length > 0 || (isKnown && only.distinct === 1 && only.filled === rows));
  return (complete.find(isTelling) ?? []).map(({ column }) => column);
};
