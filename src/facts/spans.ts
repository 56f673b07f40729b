/** What held from when to when: owners, amounts and currencies, from their histories or from what later imports changed. */
import { name, type Runner, type Sql, sql } from "../sql/index.ts";
import { asOf, type FactsContext, fact, hasMerged, inScope } from "./context.ts";
import { currencyOf } from "./money.ts";

/** One kind of history: where its rows are, and which column of which record it tells about. */
interface History {
  readonly span: string;
  readonly object: 0 | 1;
  readonly kind: "lead" | "opportunity";
  readonly table: "leads" | "opportunities";
  /** Rows `(no, at, value, before, recorded_at)`. */
  readonly rows: Sql;
  readonly field: string;
  readonly type: Sql;
  /** What an import means whose column is empty; absent: nothing. */
  readonly empty?: (context: FactsContext, value: Sql) => Sql;
}

const ownerRows = (object: 0 | 1): Sql =>
  sql`select subject_no as no, changed_at as instant_at, owner_no as value, from_owner_no as before, recorded_at
    from owner_changes where subject_type = ${object === 0 ? sql`'lead'` : sql`'opportunity'`}`;

const valueRows = (field: string, type: Sql): Sql =>
  sql`select opportunity_no as no, changed_at as instant_at, try_cast(value as ${type}) as value, try_cast(from_value as ${type}) as before, recorded_at
    from value_changes where field = ${field}`;

const integer = sql`integer`;
const money = sql`decimal(18,4)`;
const text = sql`varchar`;

const histories: readonly History[] = [
  {
    span: "lead_owner_spans",
    object: 0,
    kind: "lead",
    table: "leads",
    rows: ownerRows(0),
    field: "owner_no",
    type: integer,
  },
  {
    span: "opportunity_owner_spans",
    object: 1,
    kind: "opportunity",
    table: "opportunities",
    rows: ownerRows(1),
    field: "owner_no",
    type: integer,
  },
  {
    span: "amount_spans",
    object: 1,
    kind: "opportunity",
    table: "opportunities",
    rows: valueRows("amount", money),
    field: "amount",
    type: money,
  },
  {
    span: "currency_spans",
    object: 1,
    kind: "opportunity",
    table: "opportunities",
    rows: valueRows("currency", text),
    field: "currency",
    type: text,
    empty: currencyOf,
  },
];

/** Rows of a record's own, and once more under the record it was merged into. */
export const withMerged = (context: FactsContext, object: 0 | 1, rows: Sql): Sql =>
  hasMerged(context, object)
    ? sql`select * from (${rows}) union all by name
    select r.* replace (m.root_no as no) from (${rows}) r join ${fact(context, "merge_members")} m
      on m.object = ${object} and m.member_no = r.no and m.root_no <> m.member_no`
    : rows;

/**
 * `(no, value, from_at, to_at)`, half-open, null meaning for ever: only of records with a history of that field.
 * Before its first known row a record has what that row says was before; of a record whose rows are all unknown yet,
 * the earliest one says it. What later imports changed is in the column as it was known. The column itself is never read for a time before its history begins.
 */
const spans = (context: FactsContext, history: History): Sql => {
  const scoped = sql`select * from (${history.rows}) where ${inScope(context, history.kind, sql`no`)}`;
  const { empty = (_, value) => value } = history;
  const all = withMerged(context, history.object, scoped);
  const versions = context.uses.versionedTables.has(history.table)
    ? sql`union all by name
      select no, instant_at, value, lag(value) over (partition by no order by instant_at, batch) as before, recorded_at, row_number() over (partition by no order by instant_at, batch) = 1 as is_first
      from (select v.no, v.recorded_at as instant_at, ${empty(context, sql`coalesce(try_cast(v.value as ${history.type}), o.value)`)} as value, v.recorded_at, v.batch
        from field_versions v left join (${ofOthers(context, history)}) o on o.no = v.no where v.table_name = ${history.table} and v.field = ${history.field}
          and ${inScope(context, history.kind, sql`v.no`)} and v.no not in (select no from rows_of_records where no is not null))`
    : sql``;
  return sql`with rows_of_records as materialized (${all}),
    changes as (
      select no, instant_at, value, before, recorded_at, false as is_first from rows_of_records ${versions}
    ),
    known as (
      select *, row_number() over (partition by no order by instant_at, value) as seq,
        lead(instant_at) over (partition by no order by instant_at, value) as to_at
      from changes where not is_first and instant_at <= ${asOf(context)} and recorded_at <= ${asOf(context)}
    ),
    earliest as (select no, arg_min(struct_pack(v := before), struct_pack(a := instant_at, b := value)).v as before from rows_of_records group by no)
    select no, value, instant_at as from_at, to_at from known
    union all select no, before, null, instant_at from known where seq = 1
    union all select e.no, e.before, null, null from earliest e where e.no not in (select no from known)`;
};

/** `(no, value)`: what fills the column of a survivor while it has none of its own. */
const ofOthers = (context: FactsContext, { object, kind, table, field }: History): Sql => {
  const column = name(`k.${field}`);
  return sql`select m.root_no as no, arg_min(${column}, struct_pack(c := k.created_at, i := i.id)) filter (${column} is not null) as value
    from ${fact(context, "merge_members")} m join ${fact(context, `known_${table}`)} k on k.no = m.member_no join ${name(`${kind}_ids`)} i on i.no = k.no
    where m.object = ${object} and m.member_no <> m.root_no group by m.root_no`;
};

export const buildSpans = async (runner: Runner, context: FactsContext): Promise<void> => {
  for (const history of histories)
    await runner.run(sql`create or replace table ${fact(context, history.span)} as ${spans(context, history)}`);
};

export const historyTables = { lead: "lead_owner_spans", opportunity: "opportunity_owner_spans" } as const;
