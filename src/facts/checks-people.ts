/** People who stand here twice, once as a name that deals told, once with an id that a list of people brought later; and where they work. */
import { comparedName, type Sql, sql } from "../sql/index.ts";
import type { Check } from "./check.ts";
import { fact } from "./context.ts";

/** `(no, name, other)`: one by a name alone and one with an id; of more nobody could say who is meant. */
const twice: Sql = sql`with named as (
      select p.person_no as no, p.name, i.id, i.id = p.name as is_made, ${comparedName(sql`p.name`)} as key from people p join person_ids i on i.no = p.person_no
    ), pairs as (
      select key from named where key is not null group by key having count(*) = 2 and count(*) filter (where is_made) = 1
    )
    select l.no, l.name, m.id as other from named l join pairs using (key) join named m on m.key = l.key and m.is_made
    where not l.is_made`;

export const peopleChecks: readonly Check[] = [
  {
    code: "person_twice",
    table: "people",
    query: () =>
      sql`select no, name as value, 'is here as ' || other || ', too, a person made of that name before: what was told by the name stays there' as reason from (${twice})`,
  },
  {
    code: "unknown_zone",
    table: "people",
    query: (context) =>
      sql`select p.person_no as no, p.timezone as value, 'is no time zone: their working hours are those of the company' as reason from people p
        where p.timezone is not null and p.person_no not in (select no from ${fact(context, "person_zones")})`,
  },
];
