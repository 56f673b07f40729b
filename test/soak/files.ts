/** Large files, made by the engine: leads with five activities each, and leads whose every row is wrong. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { openDuckDb } from "../../src/engines/index.ts";

const yaml = `workspace: Acme
timezone: UTC
pipelines:
  - id: sales
    stages:
      - {id: qualified, name: Qualified, of: opportunity, qualifies: true}
      - {id: won, name: Won, of: opportunity, category: won}
`;

const written = async (folder: string, tables: Readonly<Record<string, string>>): Promise<readonly string[]> => {
  await mkdir(folder, { recursive: true });
  await using engine = await openDuckDb({ fileAccess: true });
  await using session = await engine.session();
  const paths: string[] = [];
  for (const [table, query] of Object.entries(tables)) {
    const path = join(folder, `${table}.csv`);
    await session.run({ chunks: [`copy (${query}) to '${path}' (header)`], values: [] });
    paths.push(path);
  }
  return paths;
};

/** The instant of the `i`th of so many leads, spread over a year. */
const instantOf = (i: string, leads: number): string =>
  `strftime(timestamp '2025-01-01' + to_seconds(${i} * 31536000 // ${leads}), '%Y-%m-%dT%H:%M:%SZ')`;

const people = 200;

/** `prefix`: of the ids, so that other files tell other records. */
export const writeWork = (folder: string, leads: number, prefix = ""): Promise<readonly string[]> =>
  written(folder, {
    people: `select 'p' || i as person_id, 'Person ' || i as name from range(0, ${people}) t(i)`,
    leads: `select '${prefix}L' || i as lead_id, ${instantOf("i", leads)} as created_at, 'Lead ' || i as name,
      ['web', 'event', 'referral', 'list'][1 + i % 4] as source, 'p' || (i * 7 % ${people}) as owner_id from range(0, ${leads}) t(i)`,
    activities: `select '${prefix}a' || i as activity_id, ['call', 'email', 'meeting', 'message'][1 + i % 4] as type,
      ${instantOf("(i // 5)", leads)} as occurred_at, 'p' || (i * 13 % ${people}) as person_id, '${prefix}L' || (i // 5) as lead_id,
      ['outbound', 'inbound'][1 + i % 2] as direction from range(0, ${5 * leads}) t(i)`,
  });

/** Of two rows one has no time that can be read, the other a stage that nobody declared. */
export const writeWrong = (folder: string, rows: number): Promise<readonly string[]> =>
  written(folder, {
    leads: `select 'W' || i as lead_id, case when i % 2 = 0 then '2024-13-45T00:00:00Z' else ${instantOf("i", rows)} end as created_at,
      'nobody' || i as owner_id, 'nowhere' as stage from range(0, ${rows}) t(i)`,
  });

/** A workspace's folder with the process alone. */
export const emptyWorkspace = async (folder: string): Promise<string> => {
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "quarterdeck.yaml"), yaml);
  return folder;
};
