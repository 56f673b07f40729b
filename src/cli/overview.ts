/** What is in a workspace: how much of what, and whose organisation it is. */
import type { Session as Connection } from "../engines/index.ts";
import { tables } from "../model/tables.ts";
import { toldApart } from "../query/index.ts";
import type { Organisation, Overview } from "../server/index.ts";
import { name, sql } from "../sql/index.ts";
import type { LoadedReport } from "./loader.ts";

const textOf = (value: unknown): string | null => (typeof value === "string" && value !== "" ? value : null);

export const countsOf = async (connection: Connection): Promise<Overview["counts"]> => {
  const counts: { table: string; rows: number }[] = [];
  for (const { name: table } of tables) {
    const [row] = await connection.rows(sql`select count(*)::integer as n from ${name(table)}`);
    counts.push({ table, rows: Number(row?.n ?? 0) });
  }
  return counts;
};

/** Whoever is called the same has a label that tells them apart, as in answers. */
export const organisationOf = async (connection: Connection, today: string | null): Promise<Organisation> => {
  const people = await connection.rows(
    sql`select i.id, p.name, p.email, p.role::varchar as role, t.id as team, p.ended_on::varchar as ended from people p join person_ids i on i.no = p.person_no left join team_ids t on t.no = p.team_no order by p.name, i.id`,
  );
  const teams = await connection.rows(
    sql`select i.id, t.name, a.id as parent, above.name as within from teams t join team_ids i on i.no = t.team_no left join team_ids a on a.no = t.parent_team_no
      left join teams above on above.team_no = t.parent_team_no order by t.name, i.id`,
  );
  const named = (rows: typeof people) =>
    toldApart(rows.map((row) => ({ id: String(row.id), name: String(row.name), within: textOf(row.within) })));
  const [peopleLabels, teamLabels] = [named(people), named(teams)];
  return {
    people: people.map((row, index) => {
      const ended = textOf(row.ended);
      return {
        id: String(row.id),
        name: String(row.name),
        label: peopleLabels[index] ?? String(row.name),
        email: textOf(row.email),
        role: textOf(row.role),
        teamId: textOf(row.team),
        active: ended === null || today === null || ended >= today,
      };
    }),
    teams: teams.map((row, index) => ({
      ...{ id: String(row.id), name: String(row.name), label: teamLabels[index] ?? String(row.name) },
      parentId: textOf(row.parent),
    })),
  };
};

/** Rows that a batch read, as its report says; null where it does not. */
export const rowsRead = (report: unknown): number | null => {
  const tables = typeof report === "object" && report !== null && "tables" in report ? report.tables : null;
  if (!Array.isArray(tables)) return null;
  return tables.reduce((sum: number, one: LoadedReport["tables"][number]) => sum + one.read, 0);
};
