/** Leads and opportunities as they were known: versions of their columns chosen, merged records joined. */
import { name, quoted, type Runner, type Sql, sql, whole } from "../sql/index.ts";
import { asOf, code, type FactsContext, fact, hasMerged, inScope, objects } from "./context.ts";
import { firstPipeline } from "./process.ts";

interface Shape {
  readonly kind: "lead" | "opportunity";
  readonly table: "leads" | "opportunities";
  readonly key: string;
  /** Columns whose later changes are kept, with the type their text is cast back to. */
  readonly tracked: Readonly<Record<string, string>>;
  readonly plain: readonly string[];
}

const lead: Shape = {
  kind: "lead",
  table: "leads",
  key: "lead_no",
  tracked: {
    origin: "varchar",
    owner_no: "integer",
    assigned_at: "timestamp",
    stage_no: "integer",
    opportunity_no: "integer",
    converted_at: "timestamp",
    disqualified_at: "timestamp",
    disqualified_at_date_only: "boolean",
    merged_into_no: "integer",
    deleted_at: "timestamp",
  },
  plain: [
    "created_at",
    "created_at_date_only",
    "account_no",
    "campaign_no",
    "source",
    "created_by_no",
    "merged_at",
    "is_test",
    "attributes",
  ],
};

const opportunity: Shape = {
  kind: "opportunity",
  table: "opportunities",
  key: "opportunity_no",
  tracked: {
    owner_no: "integer",
    amount: "decimal(18,4)",
    currency: "varchar",
    stage_no: "integer",
    merged_into_no: "integer",
    deleted_at: "timestamp",
    expected_close_on: "date",
    closed_at: "timestamp",
    closed_at_date_only: "boolean",
  },
  plain: [
    "created_at",
    "created_at_date_only",
    "account_no",
    "campaign_no",
    "created_by_no",
    "type",
    "pipeline_no",
    "merged_at",
    "is_test",
    "product",
    "attributes",
  ],
};

/** Columns of which the first value that was told holds: later edits do not move it. */
const held = ["origin"];

const columnsOf = (shape: Shape): readonly string[] => [...shape.plain, ...Object.keys(shape.tracked)];
const list = (parts: readonly Sql[]): Sql =>
  parts.reduce((all, part, index) => (index === 0 ? part : sql`${all}, ${part}`), sql``);

/** `known_leads`, `known_opportunities`: each record with the values that were known, before any merge. */
const known = (context: FactsContext, shape: Shape): Sql => {
  const versioned = context.uses.versionedTables.has(shape.table);
  const value = (column: string): Sql => {
    const type = shape.tracked[column];
    if (!versioned || type === undefined) return sql`r.${name(column)}`;
    return sql`case when v.${name(`has_${column}`)} then try_cast(v.${name(column)} as ${name2(type)}) else r.${name(column)} end as ${name(column)}`;
  };
  const told = sql`struct_pack(r := recorded_at, b := batch)`;
  const versions = sql`left join (
      select no, ${list(
        Object.keys(shape.tracked).map(
          (column) =>
            sql`max(value) filter (field = ${column}) as ${name(column)}, bool_or(field = ${column}) as ${name(`has_${column}`)}`,
        ),
      )}
      from (select no, field, case when field in (${list(held.map(quoted))}) then arg_min(value, ${told}) filter (value is not null) else arg_max(struct_pack(v := value), ${told}).v end as value
        from field_versions where table_name = ${shape.table} and recorded_at <= ${asOf(context)} group by no, field)
      group by no) v on v.no = r.${name(shape.key)}`;
  // Left out where it holds for every row: what it filters is guessed to be little, and then joined the wrong way round.
  const isKnown =
    (context.uses.latest.get(shape.table) ?? Number.NaN) <= context.asOf
      ? sql`true`
      : sql`r.recorded_at <= ${asOf(context)} and r.created_at <= ${asOf(context)}`;
  return sql`select r.${name(shape.key)} as no, ${list(columnsOf(shape).map(value))}
    from ${name(shape.table)} r ${versioned ? versions : sql``}
    where ${isKnown} and ${inScope(context, shape.kind, sql`r.${name(shape.key)}`)}`;
};

/** Type names are ours and closed: `decimal(18,4)` is no plain name. */
const name2 = (type: string): Sql => ({ chunks: [type], values: [] });

/** What had not happened yet at the as-of is taken away again. */
const notYet: Readonly<Record<string, readonly string[]>> = {
  leads: ["assigned_at", "converted_at", "disqualified_at", "deleted_at"],
  opportunities: ["closed_at", "deleted_at"],
};

/** The members of merges, each as it was known alone: where it stood while its end was yet to come. */
const memberRows = (context: FactsContext, shape: Shape, object: 0 | 1): Sql => {
  const among = sql`no in (select member_no from ${fact(context, "merge_members")} where object = ${whole(object)})`;
  const [end, pipeline] =
    shape.kind === "lead"
      ? [sql`k.disqualified_at`, firstPipeline(context, 0)]
      : [sql`k.closed_at`, sql`coalesce(k.pipeline_no, ${firstPipeline(context, 1)})`];
  const isAhead = sql`${end} > ${asOf(context)} and p.category in (${list([code("won"), code("lost"), code("no_decision"), code("void")])})`;
  const replaced = [
    sql`case when ${isAhead} then l.stage_no else k.stage_no end as stage_no`,
    ...(shape.kind === "lead"
      ? [sql`case when k.assigned_at <= ${asOf(context)} then k.assigned_at end as assigned_at`]
      : []),
  ];
  return sql`select k.* replace (${list(replaced)})
    from (select * from ${knownOf(context, shape)} where ${among}) k
      left join ${fact(context, "process_stages")} p on p.stage_no = k.stage_no
      left join ${fact(context, "ladders")} l on l.object = ${whole(object)} and l.pipeline_no = ${pipeline} and l.rung = 1 and l.stage_no is not null`;
};

/** `(no, id)`: ids, where members of one merge are of the same instant; ids of all are long to read. */
const tiedIds = (context: FactsContext, shape: Shape, object: 0 | 1): Sql =>
  sql`select no, id from ${name(`${shape.kind}_ids`)} where no in (
    select no from (select k.no, count(*) over (partition by m.root_no, k.created_at) as members
      from ${fact(context, "merge_members")} m join ${knownOf(context, shape)} k on k.no = m.member_no where m.object = ${whole(object)}) where members > 1)`;

/** Merged records joined to their survivor; each merged-away record also stands alone, marked. */
const united = (context: FactsContext, shape: Shape, object: 0 | 1): Sql => {
  const source = knownOf(context, shape);
  const members = fact(context, "merge_members");
  const earliest = (column: string): Sql =>
    sql`arg_min(k.${name(column)}, struct_pack(c := k.created_at, i := i.id)) filter (k.${name(column)} is not null)`;
  const ofOthers = (column: string, where = sql`true`): Sql =>
    sql`arg_min(k.${name(column)}, struct_pack(c := k.created_at, i := i.id)) filter (k.${name(column)} is not null and k.no <> m.root_no and ${where})`;
  const own = (column: string, where = sql`true`): Sql =>
    sql`max(k.${name(column)}) filter (k.no = m.root_no and ${where})`;
  /** Whether the member's end, or its link, had come by the as-of, as what is yet to come fills nothing; null: the column tells of none. */
  const happened = (column: string): Sql | null => {
    if (column === "opportunity_no") return sql`coalesce(k.converted_at <= ${asOf(context)}, true)`;
    return ["converted_at", "disqualified_at", "closed_at"].includes(column)
      ? sql`k.${name(column)} <= ${asOf(context)}`
      : null;
  };
  const joined = (column: string): Sql => {
    if (column === "created_at") return sql`min(k.created_at) as created_at`;
    if (column === "created_at_date_only")
      return sql`arg_min(coalesce(k.created_at_date_only, false), struct_pack(c := k.created_at, i := i.id)) as created_at_date_only`;
    if (column === "campaign_no" || column === "origin") {
      if (shape.kind === "lead" || column === "campaign_no") return sql`${earliest(column)} as ${name(column)}`;
    }
    if (["merged_at", "merged_into_no", "deleted_at", "is_test"].includes(column))
      return sql`${own(column)} as ${name(column)}`;
    if (column === "closed_at_date_only" || column === "disqualified_at_date_only") {
      const hasCome = happened(column.replace("_date_only", "")) ?? sql`true`;
      return sql`coalesce(bool_or(coalesce(k.${name(column)}, false)) filter (k.no = m.root_no and ${hasCome}),
        arg_min(coalesce(k.${name(column)}, false), struct_pack(c := k.created_at, i := i.id)) filter (${hasCome} and k.no <> m.root_no)) as ${name(column)}`;
    }
    // Each is a column of its own: what is patched last holds.
    if (column === "attributes")
      return sql`case when count(k.attributes) > 0 then list_reduce(list(k.attributes order by k.no = m.root_no, k.created_at desc, i.id desc) filter (k.attributes is not null),
        lambda one, other: json_merge_patch(one, other)::varchar) end as attributes`;
    const hasCome = happened(column) ?? sql`true`;
    return sql`coalesce(${own(column, hasCome)}, ${ofOthers(column, hasCome)}) as ${name(column)}`;
  };
  const plain = list(columnsOf(shape).map((column) => sql`k.${name(column)}`));
  const cut = notYet[shape.table] ?? [];
  const columns = list(
    columnsOf(shape).map((column) =>
      cut.includes(column)
        ? sql`case when u.${name(column)} <= ${asOf(context)} then u.${name(column)} end as ${name(column)}`
        : sql`u.${name(column)}`,
    ),
  );
  const later =
    shape.kind === "lead"
      ? sql`, u.converted_at > ${asOf(context)} as converts_later, u.disqualified_at > ${asOf(context)} as closes_later`
      : sql`, u.closed_at > ${asOf(context)} as closes_later`;
  if (!hasMerged(context, object)) return sql`select u.no, false as merged_away, ${columns}${later} from ${source} u`;
  return sql`select u.no, u.merged_away, ${columns}${later}
    from (
      select k.no, m.member_no is not null as merged_away, ${plain} from ${source} k
        left join ${members} m on m.object = ${object} and m.member_no = k.no
        where m.member_no is null or m.member_no <> m.root_no
      union all by name
      select m.root_no as no, false as merged_away, ${list(columnsOf(shape).map(joined))}
        from ${members} m join (${memberRows(context, shape, object)}) k on k.no = m.member_no left join (${tiedIds(context, shape, object)}) i on i.no = k.no
        where m.object = ${object} group by m.root_no
    ) u`;
};

const shapes = { lead, opportunity } as const;

/** What later imports changed is worth a table of its own, and so are a few records of many; else the stored columns are read where they are needed. */
const isStored = (context: FactsContext, shape: Shape): boolean =>
  context.scope === "changed" || context.uses.versionedTables.has(shape.table);

const knownOf = (context: FactsContext, shape: Shape): Sql =>
  isStored(context, shape) ? fact(context, `known_${shape.table}`) : sql`(${known(context, shape)})`;

/** Each record with the values that were known, before any merge. */
export const knownRecords = (context: FactsContext, kind: "lead" | "opportunity"): Sql =>
  knownOf(context, shapes[kind]);

/** Each record with the values that were known, merged records joined to their survivor. */
export const units = (context: FactsContext, kind: "lead" | "opportunity"): Sql => {
  const shape = shapes[kind];
  return isStored(context, shape) ? fact(context, `${kind}_units`) : sql`(${united(context, shape, objects[kind])})`;
};

export const buildKnown = async (runner: Runner, context: FactsContext): Promise<void> => {
  for (const shape of [lead, opportunity])
    if (isStored(context, shape))
      await runner.run(
        sql`create or replace table ${fact(context, `known_${shape.table}`)} as ${known(context, shape)}`,
      );
};

export const buildUnits = async (runner: Runner, context: FactsContext): Promise<void> => {
  for (const shape of [lead, opportunity])
    if (isStored(context, shape))
      await runner.run(
        sql`create or replace table ${fact(context, `${shape.kind}_units`)} as ${united(context, shape, objects[shape.kind])}`,
      );
};
