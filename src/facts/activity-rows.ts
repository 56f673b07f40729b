/** Which activities are read where only some records are computed: all of these for their touches, and for the activities' own facts those that may be others. */
import { join, name, type Runner, type Sql, sql, whole } from "../sql/index.ts";
import { type FactsContext, fact, objects } from "./context.ts";

/** What the facts read of activities. */
const columns = join(
  [
    "activity_no",
    "type",
    "occurred_at",
    "occurred_at_date_only",
    "person_no",
    "direction",
    "automated",
    "internal",
    "message_id",
    "status",
    "lead_no",
    "opportunity_no",
    "recorded_at",
  ].map(name),
  ", ",
);

const rowsOf = (delta: FactsContext): Sql => fact(delta, "activity_rows");

/** Whether a column of activities is of the records in a table of numbers. */
const among = (delta: FactsContext, column: string, table: string): Sql =>
  sql`${name(column)} in (select no from ${fact(delta, table)})`;

/** `activity_rows`: of records in the scope, or changed themselves. */
export const readActivities = (runner: Runner, delta: FactsContext): Promise<void> =>
  runner.run(sql`create or replace table ${rowsOf(delta)} as select ${columns} from activities
    where ${among(delta, "lead_no", "scope_lead")} or ${among(delta, "opportunity_no", "scope_opportunity")} or ${among(delta, "activity_no", "scope_activity")}`);

/** Of the records in the scope all that an activity's own facts take of them: which survives, whether it is known, whether it is a test. */
const taken = (delta: FactsContext, kind: "lead" | "opportunity", schema = delta.schema): Sql => {
  const of = (table: string): Sql => name(`${schema}.${table}`);
  return sql`select s.no, coalesce(m.root_no, s.no) as root_no, c.no is not null as is_known, coalesce(c.is_test or c.excluded = 'test', false) as is_test
    from ${fact(delta, `scope_${kind}`)} s left join ${of("merge_members")} m on m.object = ${whole(objects[kind])} and m.member_no = s.no
      left join ${of(`${kind}_core`)} c on c.no = coalesce(m.root_no, s.no)`;
};

/** Leaves in `activity_rows` those that may have other facts than they had: of few changed records any activity has. */
export const narrowActivities = async (runner: Runner, delta: FactsContext): Promise<void> => {
  for (const kind of ["lead", "opportunity"] as const)
    await runner.run(sql`create or replace table ${fact(delta, `moved_${kind}`)} as
      select no from (${taken(delta, kind)} except ${taken(delta, kind, delta.within)})`);
  const rows = rowsOf(delta);
  await runner.run(sql`delete from ${rows} where not (${among(delta, "activity_no", "scope_activity")}
    or coalesce(${among(delta, "lead_no", "moved_lead")}, false) or coalesce(${among(delta, "opportunity_no", "moved_opportunity")}, false))`);
  // What shares a mail with them may have been the copy, or become it.
  const mates = fact(delta, "mates");
  await runner.run(sql`create or replace table ${mates} as select activity_no as no from activities
    where message_id in (select message_id from ${rows} where message_id is not null) and activity_no not in (select activity_no from ${rows})`);
  const [found] = await runner.rows(sql`select count(*) as n from ${mates}`);
  if (Number(found?.n ?? 0) === 0) return;
  await runner.run(
    sql`insert into ${rows} select ${columns} from activities where ${among(delta, "activity_no", "mates")}`,
  );
};
