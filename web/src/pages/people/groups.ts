/** Who is listed under whom: people under their team, teams under the company; who has left stands apart. */
import type { Organisation } from "../../api/types.ts";

export interface Member {
  readonly dimension: "person" | "team";
  readonly id: string;
  readonly name: string;
  readonly note: string;
  readonly depth: number;
}

export interface MemberGroup {
  /** The team that all are read against; `null`: the whole that is asked about. */
  readonly team: string | null;
  readonly name: string;
  readonly members: readonly Member[];
  /** Whether they have left. */
  readonly isPast: boolean;
}

const byName = (a: { readonly name: string }, b: { readonly name: string }): number => a.name.localeCompare(b.name);

/** The team and all below it. */
export const teamsWithin = ({ teams }: Organisation, team: string): ReadonlySet<string> => {
  const found = new Set([team]);
  for (let before = 0; before !== found.size; ) {
    before = found.size;
    for (const { id, parent_id } of teams) if (parent_id !== null && found.has(parent_id)) found.add(id);
  }
  return found;
};

/** So many people can be read in one table, and drawn at once. */
const mostPeople = 300;

/** Whether rows are teams: as was chosen, else where a part of the company has more people than can be read. */
export const areTeams = (
  organisation: Organisation,
  { team, person }: { readonly team: string | null; readonly person: string | null },
  rows: unknown,
): boolean => {
  if (rows === "teams" || rows === "people") return rows === "teams";
  const within = team === null ? null : teamsWithin(organisation, team);
  const size = within?.size ?? organisation.teams.length;
  const people = organisation.people.filter(
    ({ team_id, active }) => active && (within === null || (team_id !== null && within.has(team_id))),
  );
  return person === null && size > 1 && people.length > mostPeople;
};

export const peopleGroups = (
  organisation: Organisation,
  { team, person }: { readonly team: string | null; readonly person: string | null },
  hasRecords: (person: string) => boolean,
): readonly MemberGroup[] => {
  const { people, teams } = organisation;
  const within = team === null ? null : teamsWithin(organisation, team);
  const shown = people
    .filter(({ id, team_id }) =>
      person !== null ? id === person : within === null || (team_id !== null && within.has(team_id)) || hasRecords(id),
    )
    .filter(({ id, active }) => active || hasRecords(id))
    .toSorted(byName);
  const memberOf = ({ id, name, role }: (typeof people)[number]): Member => ({
    dimension: "person",
    id,
    name,
    note: role ?? "",
    depth: 0,
  });
  const present = shown.filter(({ active }) => active);
  const known = new Set(teams.map(({ id }) => id));
  const groups = teams.toSorted(byName).map(
    ({ id, name }): MemberGroup => ({
      team: id,
      name,
      members: present.filter(({ team_id }) => team_id === id).map(memberOf),
      isPast: false,
    }),
  );
  const alone = present.filter(({ team_id }) => team_id === null || !known.has(team_id)).map(memberOf);
  const left = shown.filter(({ active }) => !active).map(memberOf);
  return [
    ...groups,
    { team: null, name: teams.length === 0 ? "Everyone" : "Without a team", members: alone, isPast: false },
    { team: null, name: "No longer here", members: left, isPast: true },
  ].filter(({ members }) => members.length > 0);
};

/** How high a table of them is: its head, a line for each group and each member, and those of whom nothing is told. */
export const heightOf = (groups: readonly MemberGroup[]): number =>
  groups.reduce((height, { members }) => height + 38 + members.length * 30, 61);

export const teamGroups = (organisation: Organisation, team: string | null, whole: string): readonly MemberGroup[] => {
  const { teams } = organisation;
  const within = team === null ? null : teamsWithin(organisation, team);
  const seen = new Set<string>();
  const below = (parent: string | null, depth: number): Member[] =>
    teams
      .filter(({ parent_id }) => parent_id === parent)
      .toSorted(byName)
      .flatMap(({ id, name }): Member[] => {
        if (seen.has(id)) return [];
        seen.add(id);
        const own: Member[] =
          within === null || within.has(id) ? [{ dimension: "team", id, name, note: "", depth }] : [];
        return [...own, ...below(id, depth + own.length)];
      });
  return [{ team: null, name: whole, members: below(null, 0), isPast: false }];
};
