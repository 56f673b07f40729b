/** By person, and by team: a record counts once for the team of its person on that date, and once for each team above. */
import { sql } from "../sql/index.ts";
import type { Dimension, DimensionContext } from "./dimension.ts";

export const person: Dimension = {
  id: "person",
  name: "Person",
  keys: "number",
  key: ({ person: column }) => column,
  members: ({
    asOf,
  }) => sql`select i.no as key, i.id, coalesce(p.name, i.id) as label, p.person_no is not null as is_listed from person_ids i
    left join people p on p.person_no = i.no and p.recorded_at <= ${asOf} order by p.name, i.id`,
  complete: true,
  ofPeople: true,
  nothing: "Unassigned",
};

const memberships = ({ fact, person: column, day }: DimensionContext) =>
  sql`left join ${fact("memberships")} d_member on d_member.person_no = ${column} and d_member.from_day <= ${day} and d_member.to_day > ${day}`;

export const team: Dimension = {
  id: "team",
  name: "Team",
  keys: "number",
  join: (context) =>
    sql`${memberships(context)} left join ${context.fact("team_ancestors")} d_team on d_team.team_no = d_member.team_no`,
  key: () => sql`d_team.ancestor_no`,
  members: ({
    asOf,
  }) => sql`select i.no as key, i.id, coalesce(t.name, i.id) as label, above.name as within, t.team_no is not null as is_listed from team_ids i
    left join teams t on t.team_no = i.no and t.recorded_at <= ${asOf}
    left join teams above on above.team_no = t.parent_team_no and above.recorded_at <= ${asOf} order by t.name, i.id`,
  complete: true,
  overlaps: true,
  ofPeople: true,
  nothing: "Unassigned",
  matches: (context, keys, includesNothing) => {
    const { fact, person: column, day } = context;
    const within = sql`exists (select 1 from ${fact("memberships")} m join ${fact("team_ancestors")} a on a.team_no = m.team_no
      where m.person_no = ${column} and m.from_day <= ${day} and m.to_day > ${day} and a.ancestor_no in ${keys})`;
    const none = sql`not exists (select 1 from ${fact("memberships")} m join ${fact("team_ancestors")} a on a.team_no = m.team_no
      where m.person_no = ${column} and m.from_day <= ${day} and m.to_day > ${day})`;
    return includesNothing ? sql`(${within} or ${none})` : within;
  },
};
