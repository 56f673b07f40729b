/** Whom goals are set for: what they are called, when they were here, who stood in which team; looked up once per state of the facts. */
import { type Frame, fact } from "../kinds/index.ts";
import { instant, type Runner, sql } from "../sql/index.ts";
import { toldApart } from "./namesakes.ts";
import { memory } from "./remembered.ts";

/** The local dates between which a person was employed, as far as they are known. */
export interface Employed {
  readonly from: string | null;
  readonly to: string | null;
}

export interface Scopes {
  readonly nameOf: (scope: string, id: string | null) => string | undefined;
  /** `null`: nobody that is known. */
  readonly employed: (person: string | null) => Employed | null;
}

/** Who stood in a team, or in one below it, on a local date. */
export type PeopleIn = (team: string | null, date: string) => ReadonlySet<string | null>;

export interface ScopeLookup {
  readonly scopes: (frame: Frame) => Promise<Scopes>;
  readonly peopleIn: (frame: Frame) => Promise<PeopleIn>;
}

const textOf = (value: unknown): string | null => (typeof value === "string" ? value : null);

const readScopes = async (runner: Runner, frame: Frame): Promise<Scopes> => {
  const known = sql`recorded_at <= ${instant(frame.asOf)}`;
  const rows =
    await runner.rows(sql`select 'person' as scope, i.id, p.name, p.started_on, p.ended_on from people p join person_ids i on i.no = p.person_no where p.${known}
      union all select 'team', i.id, t.name, null, null from teams t join team_ids i on i.no = t.team_no where t.${known}
      union all select 'campaign', i.id, c.name, null, null from campaigns c join campaign_ids i on i.no = c.campaign_no where c.${known}`);
  const named = (scope: string) => {
    const own = rows.flatMap((row) => (row.scope === scope ? [{ id: String(row.id), name: String(row.name) }] : []));
    const labels = toldApart(own);
    return own.map(({ id, name }, index) => [`${scope} ${id}`, labels[index] ?? name] as const);
  };
  const names = new Map(["person", "team", "campaign"].flatMap(named));
  const employed = new Map(
    rows.flatMap((row) =>
      row.scope === "person"
        ? [[String(row.id), { from: textOf(row.started_on), to: textOf(row.ended_on) }] as const]
        : [],
    ),
  );
  return {
    nameOf: (scope, id) => names.get(`${scope} ${id}`),
    employed: (person) => (person === null ? null : (employed.get(person) ?? null)),
  };
};

const readPeople = async (runner: Runner, frame: Frame): Promise<PeopleIn> => {
  const rows = await runner.rows(sql`select p.id as person, t.id as team, m.from_day, m.to_day
    from ${fact(frame, "memberships")} m join ${fact(frame, "team_ancestors")} a on a.team_no = m.team_no
      join person_ids p on p.no = m.person_no join team_ids t on t.no = a.ancestor_no`);
  const stays = new Map<string, { readonly person: string; readonly from: string; readonly to: string }[]>();
  for (const row of rows) {
    const known = stays.get(String(row.team)) ?? [];
    stays.set(String(row.team), known);
    known.push({ person: String(row.person), from: String(row.from_day), to: String(row.to_day) });
  }
  return (team, date) =>
    new Set(
      (team === null ? [] : (stays.get(team) ?? [])).flatMap(({ person, from, to }) =>
        from <= date && date < to ? [person] : [],
      ),
    );
};

/** Remembers what it read: the facts it was made for do not change under it. */
export const scopeLookup = (runner: Runner): ScopeLookup => {
  const [scopes, people] = [memory<Scopes>(), memory<PeopleIn>()];
  return {
    scopes: (frame) => scopes(frame.schema, () => readScopes(runner, frame)),
    peopleIn: (frame) => people(frame.schema, () => readPeople(runner, frame)),
  };
};
