/** A made company of any size, put straight into the stored tables: set by set, from a seeded hash, the same every time. */
import { type Engine, openDuckDb, type Session } from "../src/engines/index.ts";
import { createTables, physicalColumns } from "../src/model/physical.ts";
import type { WorkspaceConfig } from "../src/model/process.ts";
import { tableNamed } from "../src/model/tables.ts";
import type { Sql } from "../src/sql/index.ts";

export interface Size {
  readonly leads: number;
  readonly seed?: number;
  /** The report zone: months in it are what is slow to compute and fast to look up. */
  readonly timezone?: string;
}

const stages = [
  ["suspect", "lead", "open", false],
  ["prospect", "lead", "open", false],
  ["engaged", "lead", "open", false],
  ["bad_fit", "lead", "lost", false],
  ["qualified", "opportunity", "open", true],
  ["needs_analysis", "opportunity", "open", false],
  ["proposal", "opportunity", "open", false],
  ["negotiation", "opportunity", "open", false],
  ["on_hold", "opportunity", "hold", false],
  ["won", "opportunity", "won", false],
  ["lost", "opportunity", "lost", false],
  ["went_quiet", "opportunity", "no_decision", false],
  ["mistake", "opportunity", "void", false],
] as const;

export const benchConfig = (timezone = "America/New_York"): WorkspaceConfig => ({
  workspace: "Made company",
  timezone,
  currency: "USD",
  weekStarts: "mon",
  fiscalCalendars: [{ id: "fiscal", startsMonth: 2, label: "ending_year" }],
  workingTime: { days: ["mon", "tue", "wed", "thu", "fri"], from: "09:00", to: "17:00", holidays: "US" },
  pipelines: [
    {
      id: "sales",
      name: "Sales",
      stages: stages.map(([id, of, category, qualifies]) => ({ id, name: id, of, category, qualifies })),
    },
  ],
  followUpDays: 7,
  slaWorkingHours: 1,
  horizonDays: {},
  sample: { small: 5, few: 30 },
});

const no = (stage: string): number => stages.findIndex(([id]) => id === stage) + 1;

/** Ways through the stages, with their shares in per mille: skips, steps back, holds and reopenings among them. */
const ways: readonly (readonly [string, number])[] = [
  ["qualified needs_analysis proposal negotiation won", 190],
  ["qualified needs_analysis proposal won", 80],
  ["qualified proposal negotiation won", 40],
  ["qualified lost", 130],
  ["qualified needs_analysis lost", 120],
  ["qualified needs_analysis proposal lost", 110],
  ["qualified needs_analysis proposal negotiation lost", 90],
  ["qualified needs_analysis qualified needs_analysis proposal negotiation won", 30],
  ["qualified needs_analysis on_hold proposal negotiation lost", 30],
  ["qualified needs_analysis proposal lost needs_analysis proposal negotiation won", 15],
  ["qualified needs_analysis lost needs_analysis lost", 15],
  ["qualified", 40],
  ["qualified needs_analysis", 40],
  ["qualified needs_analysis proposal went_quiet", 65],
  ["qualified mistake", 5],
];

const text = (chunk: string): Sql => ({ chunks: [chunk], values: [] });

/** First and last instants: 24 months. */
const from = "timestamp '2024-01-01'";
const until = "timestamp '2026-01-01 12:00:00'";
const days = 731;

/** Fills the table with the columns named; the others are null. `recorded_at` defaults to when the row occurred. */
const insert = (table: string, select: string, recorded: string): string => {
  const shape = tableNamed(table);
  if (shape === undefined) throw new Error(`no table ${table}`);
  const columns = physicalColumns(shape).map((column) => column.name);
  const given = [...select.matchAll(/ as ([a-z_]+)(?=,|\n|$)/g)].map((match) => match[1] ?? "");
  const outer = columns.flatMap((column) => {
    if (column === "recorded_at") return [`${recorded} as recorded_at`];
    if (column === "batch") return ["1 as batch"];
    return given.includes(column) ? [column] : [];
  });
  const named = outer.map((one) => one.split(" as ").at(-1));
  return `insert into ${table} (${named.join(", ")}) select ${outer.join(", ")} from (${select})`;
};

const dictionary = (kind: string, count: number | string, prefix: string): string =>
  `insert into ${kind}_ids select i::integer, '${prefix}' || i from range(1, ${count} + 1) t(i)`;

export const statementsOf = ({ leads, seed = 1 }: Size): readonly string[] => {
  const opportunities = Math.round(leads / 4);
  const accounts = Math.max(10, Math.round(leads / 10));
  const activities = leads * 5;
  const people = 200;
  /** Uniform in [0, 1), one stream for each salt. */
  const u = (salt: number, of = "i"): string => `((hash(${of}, ${salt}, ${seed}) >> 12)::double / 4503599627370496.0)`;
  const pick = (salt: number, count: number, of = "i"): string => `(1 + floor(${u(salt, of)} * ${count}))::integer`;
  /** Waiting time in microseconds with a mean in days. */
  const wait = (salt: number, mean: number, of = "i"): string =>
    `to_microseconds((-ln(1 - ${u(salt, of)}) * ${mean} * 86400000000)::bigint)`;
  const person = (salt: number, of = "i"): string => `(1 + floor(pow(${u(salt, of)}, 1.6) * 160))::integer`;
  let sum = 0;
  const wayRows = ways.map(([path, share], index) => {
    const row = `(${index}, ${sum / 1000}, ${(sum + share) / 1000}, [${path.split(" ").map(no).join(", ")}])`;
    sum += share;
    return row;
  });
  // More leads later than earlier, few on weekends, most in office hours of the east coast.
  const dayOf = (i: string, count: number): string =>
    `((sqrt(1 + 1.2 * 1.3 * (${i} / ${count + 1}::double)) - 1) / 0.6 * ${days - 1})`;
  const arrival = (i: string, count: number): string => `(
    ${from} + to_days((floor(${dayOf(i, count)}) + case when isodow(${from} + to_days(floor(${dayOf(i, count)})::integer)) > 5 and ${u(101, "i")} < 0.8 then 2 else 0 end)::integer)
    + to_microseconds((case when ${u(102)} < 0.85 then (13 + 9 * ${u(103)}) else 24 * ${u(103)} end * 3600000000)::bigint))`;
  return [
    ...createTables(),
    `insert into stage_ids values ${stages.map(([id], index) => `(${index + 1}, '${id}')`).join(", ")}`,
    "insert into pipeline_ids values (1, 'sales')",
    dictionary("person", people, "p"),
    dictionary("team", 12, "t"),
    dictionary("campaign", 60, "c"),
    dictionary("account", accounts, "acc"),
    dictionary("lead", leads, "l"),
    insert(
      "teams",
      `select i::integer as team_no, 'Team ' || i as name, case when i > 3 then 1 + i % 3 end as parent_team_no\n from range(1, 13) t(i)`,
      from,
    ),
    insert(
      "people",
      `select i::integer as person_no, 'Person ' || i as name, case when i <= 130 then 'rep' when i <= 160 then 'sdr' when i <= 175 then 'manager' when i <= 190 then 'marketer' else 'other' end as role,
        4 + i % 9 as team_no, case when i % 10 = 0 then 'America/Los_Angeles' when i % 10 = 1 then 'Europe/London' when i % 10 = 2 then 'America/Chicago' end as timezone\n from range(1, ${people + 1}) t(i)`,
      from,
    ),
    insert(
      "memberships",
      `select i::integer as person_no, case when part = 1 then 4 + i % 9 else 4 + (i + 3) % 9 end as team_no, case when part = 1 then date '2023-01-01' else date '2025-03-01' end as starts_on,
        case when part = 1 and i % 7 = 0 then date '2025-02-28' end as ends_on\n from range(1, ${people + 1}) t(i), (values (1), (2)) x(part) where part = 1 or i % 7 = 0`,
      from,
    ),
    insert(
      "accounts",
      `select i::integer as account_no, 'Account ' || i as name, case when ${u(1)} < 0.2 then 'enterprise' when ${u(1)} < 0.6 then 'mid' else 'small' end as segment,
        'industry ' || ${pick(2, 12)} as industry, ['US', 'US', 'US', 'CA', 'DE', 'GB'][${pick(3, 6)}] as country\n from range(1, ${accounts + 1}) t(i)`,
      from,
    ),
    insert(
      "campaigns",
      `select i::integer as campaign_no, 'Campaign ' || i as name, ['search', 'social', 'events', 'outbound', 'partners'][${pick(4, 5)}] as channel,
        case when i % 12 = 0 then 'partner' when i % 6 = 0 then 'sales' else 'marketing' end as origin, date '2024-01-01' as starts_on, date '2025-12-31' as ends_on,
        (20000 + 1000 * i)::decimal(18,4) as budget\n from range(1, 61) t(i)`,
      from,
    ),
    insert(
      "spend",
      `select i::integer as campaign_no, (date '2024-01-01' + d::integer)::date as spent_on, round(20 + 400 * ${u(5, "i * 1000 + d")} , 2)::decimal(18,4) as amount,
        case when i % 15 = 0 then 'EUR' end as currency\n from range(1, 51) t(i), range(0, ${days}) s(d)`,
      "spent_on::timestamp",
    ),
    `insert into fx_rates (currency, rate_on, rate, recorded_at, batch) select 'EUR', (date '2023-12-01' + to_months(m::integer))::date, 1.05 + 0.1 * ${u(6, "m")}, ${from}, 1 from range(0, 26) t(m)`,
    // What every opportunity will live through, before it is cut at the end.
    `create temp table ways as select * from (values ${wayRows.join(", ")}) w(way, least, below, path)`,
    `create temp table arrivals as select i::integer as i, ${arrival("i", leads)} as created_at from range(1, ${leads + 1}) t(i)`,
    `create temp table deals as
      select o.i, o.lead, o.is_linked, a.created_at + case when o.is_linked then ${wait(11, 12, "o.i")} else interval 0 hour end as created_at, a.created_at as lead_created_at,
        w.path, o.has_history, o.owner, o.late
      from (select i::integer as i, (4 * i - ${pick(12, 4)} + 1)::integer as lead, ${u(13)} < 0.85 as is_linked, ${u(14)} as draw, ${u(15)} >= 0.03 as has_history, ${person(16)} as owner, ${u(17)} < 0.02 as late
        from range(1, ${opportunities + 1}) t(i)) o
      join arrivals a on a.i = o.lead join ways w on o.draw >= w.least and o.draw < w.below
      where a.created_at + case when o.is_linked then ${wait(11, 12, "o.i")} else interval 0 hour end < ${until}`,
    `create temp table steps as
      select i, step, stage, created_at + to_microseconds(sum(gap) over (partition by i order by step)::bigint) as changed_at, has_history from (
        select i, created_at, has_history, s.step, path[s.step] as stage, case when s.step = 1 then case when late then 86400000000 else 0 end
          else (-ln(1 - ${u(18, "i * 16 + s.step")}) * 11 + 0.02) * 86400000000 end as gap
        from deals, lateral (select unnest(range(1, len(path) + 1)) as step) s)`,
    `create temp table ends as select i, arg_max(stage, step) as stage, max(changed_at) as changed_at from steps where changed_at < ${until} group by i`,
    insert(
      "leads",
      `select a.i as lead_no, a.created_at as created_at, 'Lead ' || a.i as name, ${pick(21, accounts, "a.i")} as account_no,
        case when ${u(22, "a.i")} < 0.9 then ${pick(23, 60, "a.i")} end as campaign_no, ['web', 'event', 'referral', 'list', 'partner'][${pick(24, 5, "a.i")}] as source,
        case when ${u(25, "a.i")} < 0.3 then ['marketing', 'sales', 'partner', 'existing_customer'][${pick(26, 4, "a.i")}] end as origin,
        case when ${u(27, "a.i")} < 0.97 then ${person(28, "a.i")} end as owner_no, ${pick(29, people, "a.i")} as created_by_no,
        case when ${u(30, "a.i")} < 0.5 then a.created_at + ${wait(31, 0.1, "a.i")} end as assigned_at,
        ${pick(32, 3, "a.i")} as stage_no, d.i as opportunity_no,
        case when d.i is not null and ${u(33, "a.i")} < 0.95 then d.created_at end as converted_at,
        case when d.i is null and ${u(34, "a.i")} < 0.35 and a.created_at + ${wait(35, 25, "a.i")} < ${until} then a.created_at + ${wait(35, 25, "a.i")} end as disqualified_at,
        case when d.i is null and ${u(36, "a.i")} < 0.0005 then ${pick(37, leads, "a.i")} end as merged_into_no,
        case when ${u(38, "a.i")} < 0.003 and a.created_at + interval 40 day < ${until} then a.created_at + interval 40 day end as deleted_at,
        ${u(39, "a.i")} < 0.002 as is_test\n from arrivals a left join deals d on d.lead = a.i and d.is_linked`,
      "created_at",
    ),
    "insert into opportunity_ids select i, 'o' || i from deals",
    insert(
      "opportunities",
      `select d.i as opportunity_no, d.created_at as created_at, 'Deal ' || d.i as name, ${pick(41, accounts, "d.i")} as account_no,
        case when ${u(42, "d.i")} < 0.3 then ${pick(43, 60, "d.i")} end as campaign_no, d.owner as owner_no, case when ${u(44, "d.i")} < 0.4 then ${person(45, "d.i")} end as created_by_no,
        case when ${u(46, "d.i")} < 0.7 then 'new' when ${u(46, "d.i")} < 0.9 then 'expansion' else 'renewal' end as type, 1 as pipeline_no,
        case when ${u(47, "d.i")} < 0.96 then round(exp(8 + 1.2 * (${u(48, "d.i")} + ${u(49, "d.i")} + ${u(50, "d.i")} - 1.5)), 2)::decimal(18,4) end as amount,
        case when ${u(51, "d.i")} < 0.08 then 'EUR' end as currency, coalesce(e.stage, ${no("qualified")}) as stage_no,
        case when e.stage >= ${no("won")} then e.changed_at end as closed_at,
        case when ${u(52, "d.i")} < 0.0004 then ${pick(53, opportunities, "d.i")} end as merged_into_no,
        case when ${u(54, "d.i")} < 0.004 and d.created_at + interval 60 day < ${until} then d.created_at + interval 60 day end as deleted_at,
        ${u(55, "d.i")} < 0.002 as is_test, ['core', 'plus', 'services'][${pick(56, 3, "d.i")}] as product\n from deals d left join ends e on e.i = d.i`,
      "created_at",
    ),
    insert(
      "stage_changes",
      `select 'opportunity' as subject_type, i as subject_no, stage as stage_no, changed_at as changed_at, (i * 16 + step)::varchar as change_id\n from steps where has_history and changed_at < ${until}`,
      "changed_at",
    ),
    insert(
      "stage_changes",
      `select 'lead' as subject_type, a.i as subject_no, s.step::integer as stage_no, a.created_at + case when s.step = 1 then interval 0 hour else ${wait(61, 4, "a.i * 4 + s.step")} + ${wait(62, 1, "a.i")} end as changed_at,
        'l' || (a.i * 4 + s.step) as change_id\n from arrivals a, (values (1), (2)) s(step) where ${u(63, "a.i")} < 0.1`,
      "changed_at",
    ).replace(/$/, ` where changed_at < ${until}`),
    insert(
      "owner_changes",
      `select 'lead' as subject_type, i as subject_no, ${person(64)} as owner_no, created_at + ${wait(65, 6)} as changed_at, ${person(28)} as from_owner_no\n from arrivals where ${u(66)} < 0.2`,
      "changed_at",
    ).replace(/$/, ` where changed_at < ${until}`),
    insert(
      "owner_changes",
      `select 'opportunity' as subject_type, i as subject_no, ${person(67)} as owner_no, created_at + ${wait(68, 20)} as changed_at, owner as from_owner_no\n from deals where ${u(69)} < 0.1`,
      "changed_at",
    ).replace(/$/, ` where changed_at < ${until}`),
    insert(
      "value_changes",
      `select i as opportunity_no, 'amount' as field, round(4000 + 9000 * ${u(70)}, 2)::varchar as value, created_at + ${wait(71, 15)} as changed_at, round(3000 + 9000 * ${u(72)}, 2)::varchar as from_value\n from deals where ${u(73)} < 0.12`,
      "changed_at",
    ).replace(/$/, ` where changed_at < ${until}`),
    `create temp table acts as
      select r.i, r.lead, r.deal, t.occurred_at, r.chance from (
        select i::integer as i, ${u(80)} as chance, case when ${u(81)} < 0.66 then ${pick(82, leads)} end as lead, case when ${u(81)} >= 0.66 and ${u(81)} < 0.96 then ${pick(83, opportunities)} end as deal
        from range(1, ${activities + 1}) t(i)) r
      left join arrivals a on a.i = r.lead left join deals d on d.i = r.deal,
      lateral (select coalesce(a.created_at, d.created_at, ${from} + to_microseconds((${u(84, "r.i")} * ${days} * 86400000000)::bigint)) + case when r.lead is not null then ${wait(85, 9, "r.i")} - case when ${u(86, "r.i")} < 0.002 then interval 90 day else interval 0 hour end else ${wait(85, 25, "r.i")} end as occurred_at) t
      where not (r.deal is not null and d.i is null)`,
    "delete from acts where occurred_at >= timestamp '2026-01-01 12:00:00' or occurred_at < timestamp '2023-12-01'",
    "insert into activity_ids select i, 'a' || i from acts",
    insert(
      "activities",
      `select i as activity_no, ['call', 'email', 'email', 'meeting', 'message', 'other'][${pick(87, 6)}] as type, occurred_at as occurred_at, ${person(88)} as person_no, lead as lead_no, deal as opportunity_no,
        case when ${u(89)} < 0.8 then 'outbound' else 'inbound' end as direction, case when chance < 0.95 then null when chance < 0.97 then 'scheduled' when chance < 0.985 then 'cancelled' else 'no_show' end as status,
        ${u(90)} < 0.06 as automated, ${u(91)} < 0.04 as internal, case when ${u(92)} < 0.25 then 'm' || (i - i % 50 // 49) end as message_id\n from acts`,
      "occurred_at",
    ),
    insert(
      "activity_attendees",
      `select activity_no as activity_no, ${pick(93, people, "activity_no")} as person_no\n from activities where type = 'meeting' and ${u(94, "activity_no")} < 0.3`,
      "timestamp '2024-01-01'",
    ),
    `create temp table answers as select r.i::integer as i, r.lead, a.created_at + ${wait(95, 12, "r.i")} as received_at from (select i, ${pick(96, leads)} as lead from range(1, ${Math.round(leads * 0.15) + 1}) t(i)) r join arrivals a on a.i = r.lead where a.created_at + ${wait(95, 12, "r.i")} < ${until}`,
    "insert into response_ids select i, 'r' || i from answers",
    insert(
      "responses",
      `select i as response_no, received_at as received_at, lead as lead_no, ['positive', 'positive', 'positive', 'negative', 'negative', 'neutral', 'auto', 'unsubscribe', 'unclassified'][${pick(97, 9)}] as sentiment\n from answers`,
      "received_at",
    ),
    insert(
      "goals",
      `select 'g' || i as goal_id, kpi as kpi, scope as scope, scope_id as scope_id, date '2025-01-01' as starts_on, date '2025-12-31' as ends_on, target::decimal(18,4) as target, 1 as version\n from (
        select row_number() over () as i, * from (
          select * from (values ('win_rate', 'company', null, 0.45), ('opportunities_created', 'company', null, ${opportunities / 2}), ('activities', 'company', null, ${activities / 2}), ('sales_cycle_length', 'company', null, 40)) v(kpi, scope, scope_id, target)
          union all select 'opportunities_created', 'team', id, ${opportunities / 18} from team_ids
          union all select 'opportunities_created', 'person', id, ${opportunities / 300} from person_ids where no <= 160))`,
      from,
    ),
    ...["ways", "arrivals", "deals", "steps", "ends", "acts", "answers"].map((table) => `drop table ${table}`),
  ];
};

/** Makes the company in the file (absent: in memory). The caller disposes the engine. */
export const makeCompany = async (size: Size, file?: string): Promise<Engine> => {
  const engine = await openDuckDb({ file, memoryLimit: "6GB", threads: 2 });
  await using session: Session = await engine.session();
  for (const statement of statementsOf(size)) await session.run(text(statement));
  if (file !== undefined) await session.run(text("checkpoint"));
  return engine;
};
